"""What happens to the proposals of the story: written, discussed, decided and carried out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from app.clock import today
from app.people.roles import Role
from cases.models.lists import Bouwsteen
from cases.queries.lists import active_bouwstenen
from demo.people import WATERDAM, acting, holder, person
from learning.lifecycle.proposals import STEP_ROLES, ProposalStep
from learning.models.proposals import (
    LEVEL_LABELS,
    PRIORITY_LABELS,
    STRENGTH_LABELS,
    AddresseeAnswer,
    AddresseeKind,
)
from learning.operations.actions import add_action, finish_action, tell_progress
from learning.operations.addressees import Answer, note_answer
from learning.operations.decision_rules import Addressed, Decision
from learning.operations.decisions import decide_proposal, submit_proposal
from learning.operations.proposals import ProposalDetails, edit_proposal, write_proposal
from learning.operations.talk import comment_on, support_proposal

if TYPE_CHECKING:
    from demo.learning import Learning

Told = Mapping[str, Any]
STEP_TEXTS = ("reason", "capacity", "link", "version", "told_whom")
PROPOSAL_TEXTS = ("title", "problem", "evidence", "proposed_change", "expected_effect")


def plan_proposal(learning: "Learning", key: str) -> None:
    """Plan everything that happens to one proposal."""
    told, timeline = learning.written[key], learning.cases.timeline
    for step in told["steps"]:
        timeline.at(timeline.moment(step["when"]), partial(_take, learning, key, step))
    for comment in told.get("comments", ()):
        moment = timeline.moment(comment["when"])
        timeline.at(moment, partial(_comment, learning, key, comment))
    if "supporters" in told:
        submitted = next(step["when"] for step in told["steps"] if step["step"] == "submit")
        moment = timeline.moment(submitted) + timedelta(days=1)
        timeline.at(moment, partial(_support, learning, key))
    for answer in told.get("answers", ()):
        moment = timeline.moment(answer["when"])
        timeline.at(moment, partial(_note_answer, learning, key, answer))
    for number, action in enumerate(told["actions"]):
        made = timeline.moment(action["made"])
        timeline.at(made, partial(_hand_out, learning, key, action))
        if "progress" in action:
            moment = timeline.moment(action["progress"]["when"])
            timeline.at(moment, partial(_tell_progress, learning, key, number))
        if "done" in action:
            timeline.at(timeline.moment(action["done"]), partial(_finish, learning, key, number))


def _take(learning: "Learning", key: str, step: Told) -> None:
    """Write, change the text, or a step by who may take it."""
    if step["step"] == "write":
        _write(learning, key)
    elif step["step"] == "edit":
        _edit(learning, key, step)
    else:
        _decide(learning, key, step=step)


def _write(learning: "Learning", key: str) -> None:
    told = learning.written[key]
    proposal = write_proposal(
        _details(told),
        patterns=[learning.pattern(one) for one in told["patterns"]],
        organisation=learning.host,
        author=learning.analyst,
        owner=person(told["owner"]) if told["owner"] else None,
        bouwstenen=_named_bouwstenen(learning, told),
        by=acting(learning.analyst),
    )
    learning.proposals[key] = proposal.id


def _edit(learning: "Learning", key: str, step: Told) -> None:
    """Change the text of a draft that was asked back."""
    told, proposal = learning.written[key], learning.proposal(key)
    edit_proposal(
        proposal,
        replace(_details(told), **step["texts"]),
        patterns=proposal.patterns,
        owner=proposal.owner,
        bouwstenen=proposal.bouwstenen,
        by=acting(learning.analyst),
    )


def _details(told: Told) -> ProposalDetails:
    return ProposalDetails(
        **{name: told[name] for name in PROPOSAL_TEXTS},
        capacity_asked=told["capacity_asked"],
        expected_fall=told.get("expected_fall"),
        costs=told.get("costs", ""),
        level=_labelled(LEVEL_LABELS, told["level"]),
        strength=_labelled(STRENGTH_LABELS, told["strength"]),
        priority=_labelled(PRIORITY_LABELS, told["priority"]),
    )


def _named_bouwstenen(learning: "Learning", told: Told) -> list[Bouwsteen]:
    names = set(told.get("bouwstenen", ()))
    return [one for one in active_bouwstenen(learning.host.id) if one.name in names]


def _comment(learning: "Learning", key: str, comment: Told) -> None:
    """What somebody says of a proposal that was submitted."""
    who = person(comment["who"])
    comment_on(learning.proposal(key), person=who, text=comment["text"], by=acting(who))


def _support(learning: "Learning", key: str) -> None:
    """Who puts their role under a proposal."""
    for who in map(person, learning.written[key]["supporters"]):
        support_proposal(learning.proposal(key), person=who, by=acting(who))


def _labelled(labels: Mapping[Any, str], word: str) -> Any:
    return next(one for one, label in labels.items() if label == word)


def _decide(learning: "Learning", key: str, *, step: Told) -> None:
    """Take a step as who may take it: the analyst or the manager."""
    kind, timeline = ProposalStep(step["step"]), learning.cases.timeline
    by = acting(holder(WATERDAM, STEP_ROLES[kind]))
    if kind is ProposalStep.SUBMIT:
        submit_proposal(learning.proposal(key), by=by)
        return
    parts: dict[str, Any] = {name: step[name] for name in STEP_TEXTS if name in step}
    for name in ("until", "changed_on"):
        if name in step:
            parts[name] = timeline.day(step[name])
    parts["addressees"] = tuple(
        Addressed(
            one["name"],
            timeline.day(one["answer_by"]),
            AddresseeKind(one["kind"]),
            reference=one["reference"],
        )
        for one in step.get("addressees", ())
    )
    if "into" in step:
        parts["into"] = learning.proposal(step["into"])
    decide_proposal(learning.proposal(key), Decision(kind, **parts), by=by)


def _note_answer(learning: "Learning", key: str, answer: Told) -> None:
    """What somebody answered to whom it was forwarded."""
    proposal = learning.proposal(key)
    (addressee,) = [one for one in proposal.addressees if one.name == answer["from"]]
    given = Answer(AddresseeAnswer(answer["answer"]), answer["text"], today())
    note_answer(proposal, addressee, given, by=acting(holder(WATERDAM, Role.MANAGER)))


def _hand_out(learning: "Learning", key: str, action: Told) -> None:
    add_action(
        learning.proposal(key),
        text=action["text"],
        holder=person(action["holder"]),
        due_on=learning.cases.timeline.day(action["due"]),
        by=acting(holder(WATERDAM, Role.MANAGER)),
    )


def _tell_progress(learning: "Learning", key: str, number: int) -> None:
    """How somebody says that their action goes."""
    action = learning.proposal(key).actions[number]
    assert action.holder is not None
    told = learning.written[key]["actions"][number]["progress"]
    tell_progress(action, text=told["text"], by=acting(action.holder))


def _finish(learning: "Learning", key: str, number: int) -> None:
    action = learning.proposal(key).actions[number]
    assert action.holder is not None
    finish_action(action, by=acting(action.holder))
