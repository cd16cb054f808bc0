"""What proposals tell in the story of a case: each step that was taken, and why.

A reporter hears of every step of every proposal from the published patterns of their case: also
of one that was asked back, put off, merged in another or split, and of what others answered.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from app.clock import AMSTERDAM
from app.people.models import Person
from app.web.dates import show_date
from app.web.language import said
from cases.models.case import Case
from cases.story import Mark, Step
from learning.lifecycle.proposals import (
    CHANGED_STATES,
    DECIDED_STATES,
    DOOR_LABELS,
    STATE_LABELS,
    ProposalState,
    ProposalStep,
)
from learning.models.proposals import (
    ADDRESSEE_LABELS,
    ANSWER_LABELS,
    Proposal,
    ProposalAddressee,
    ProposalDecision,
)
from learning.permissions.patterns import can_read_published
from learning.permissions.proposals import sight_of
from learning.queries.changes import door_of_lesson
from learning.queries.figures import effect_of, last_verdict
from learning.queries.news import last_heir, proposals_told_of
from learning.queries.patterns import published_patterns_among, published_patterns_of
from learning.queries.practice import practice_says

# After these nothing more comes of this proposal by itself.
ENDED = frozenset({ProposalState.REJECTED, ProposalState.REFUSED_ELSEWHERE, ProposalState.MERGED})
CHANGE_STEPS = frozenset(
    {
        ProposalStep.IMPLEMENT,
        ProposalStep.PROVE,
        ProposalStep.NOT_PROVE,
        ProposalStep.NOT_MEASURE,
        ProposalStep.TAKE_UP_AGAIN,
    }
)
# What is told as a conclusion; a step without a name of its own is told by its label.
CONCLUSION_LABELS = {
    ProposalStep.IMPLEMENT: "Veranderd",
    ProposalStep.PROVE: "Effect aangetoond",
    ProposalStep.NOT_PROVE: "Effect niet aangetoond",
    ProposalStep.NOT_MEASURE: "Doorgevoerd, niet meetbaar",
    ProposalStep.TAKE_UP_AGAIN: "Opnieuw opgepakt",
}


def tell_proposals(case: Case, reader: Person) -> list[Step]:
    """The proposals from the published patterns of a case, in their order.

    The reporter hears of each; other readers of the case of those that they may see by themselves.
    While there is none, the step stands open, so that it shows what may still come.
    """
    patterns = [one for one in published_patterns_of(case) if can_read_published(one, reader)]
    if not patterns:
        return []
    own = case.reporter_id == reader.id
    proposals = [
        one
        for one in proposals_told_of([case]).get(case.id, [])
        if own or sight_of(one, reader) is not None
    ]
    if not proposals:
        return [Step("proposal", _("Nog geen verbetervoorstel"), done=False)]
    several = len(proposals) > 1
    return [step for one in proposals for step in _steps(one, reader, several=several)]


def _steps(proposal: Proposal, reader: Person, *, several: bool) -> Iterator[Step]:
    """With several proposals each step says which it is about: they stand among one another."""
    first, later = proposal.decisions[:1], proposal.decisions[1:]
    yield Step(
        "proposal",
        _("Verbetervoorstel: %(title)s", title=proposal.title),
        day=_day_of(first[0]) if first else None,
        text=_("Stand: %(state)s.", state=_(STATE_LABELS[proposal.state])),
        endpoint="proposals.proposal" if sight_of(proposal, reader) else "",
        key=proposal.public_id,
    )
    taken = [step for one in later for step in _taken(proposal, one)]
    for step in (*taken, *_ahead(proposal)):
        yield replace(step, about=proposal.title) if several else step


def _taken(proposal: Proposal, step: ProposalDecision) -> Iterator[Step]:
    """A step as it was taken, and what an addressee answered to it."""
    if step.kind in CHANGE_STEPS:
        yield _conclusion(step)
        return
    yield Step("decision", _title(proposal, step), day=_day_of(step), text=_why(step))
    for one in step.addressees:
        if one.answer is not None:
            yield _answer(one)


def _conclusion(step: ProposalDecision) -> Step:
    title = _(CONCLUSION_LABELS[step.kind])
    if step.door is not None:
        title = _("%(title)s: %(door)s", title=title, door=_(DOOR_LABELS[step.door]))
    changed = step.kind is ProposalStep.IMPLEMENT and step.changed_on
    return Step(
        "change", title, day=step.changed_on if changed else _day_of(step), text=step.reason
    )


def _title(proposal: Proposal, step: ProposalDecision) -> str:
    if step.kind is ProposalStep.SUBMIT:
        return str(_("Opnieuw ingediend"))
    if step.kind is ProposalStep.MERGE:
        return str(_("Samengevoegd met '%(title)s'", title=last_heir(proposal).title))
    return str(_("Beslissing: %(step)s", step=_(step.label).lower()))


def _why(step: ProposalDecision) -> str:
    """The reason, with the day until which it waits and who it went to: by kind, not by name."""
    parts = [step.reason]
    if step.until is not None:
        parts.append(_("Tot %(day)s.", day=show_date(step.until)))
    if step.addressees:
        kinds = dict.fromkeys(_(ADDRESSEE_LABELS[one.kind]) for one in step.addressees)
        parts.append(_("Doorgeleid aan %(kinds)s.", kinds=", ".join(kinds)))
        waiting = sum(one.answer is None for one in step.addressees)
        if waiting:
            parts.append(ngettext("Er komt nog antwoord.", "Er komen nog antwoorden.", waiting))
    return " ".join(one for one in parts if one)


def _answer(one: ProposalAddressee) -> Step:
    assert one.answer is not None
    who, words = _(ADDRESSEE_LABELS[one.kind]), _(ANSWER_LABELS[one.answer])
    title = _("Antwoord van %(who)s: %(answer)s", who=who, answer=words)
    return Step("decision", title, day=one.answered_on, text=one.answer_text)


def _ahead(proposal: Proposal) -> Iterator[Step]:
    """What may still come, so that nobody thinks that it was forgotten."""
    if proposal.state in ENDED:
        return
    if proposal.state not in DECIDED_STATES:
        yield Step("decision", _("Nog geen beslissing op het voorstel"), done=False)
    elif proposal.state not in CHANGED_STATES:
        yield Step("change", _("Nog niet veranderd"), done=False)
    else:
        yield from _effect(proposal)


def _effect(proposal: Proposal) -> Iterator[Step]:
    """The verdict in words, which everybody reads; as concluded or waiting for a conclusion."""
    words = effect_of(proposal)
    concluded = proposal.state is not ProposalState.IMPLEMENTED
    if words:
        verdict = last_verdict(proposal)
        day = verdict.at.astimezone(AMSTERDAM).date() if verdict else None
        yield Step("change", _("Effect: %(words)s", words=said(words)), day=day, done=concluded)
    elif not concluded:
        yield Step("change", _("Effect: nog niet gemeten"), done=False)
    practice = practice_says(proposal)
    if practice and door_of_lesson(proposal) is None:
        yield Step("change", _("Wat de praktijk zegt: %(words)s", words=said(practice)))


def _day_of(decision: ProposalDecision) -> date:
    return decision.at.astimezone(AMSTERDAM).date()


def mark_proposals(cases: Sequence[Case], reader: Person) -> dict[tuple[int, str], Mark]:
    """Of each of one's own cases the proposal that came furthest; of others' cases nothing."""
    own = [case for case in cases if case.reporter_id == reader.id]
    read = {
        case_id
        for case_id, patterns in published_patterns_among(own).items()
        if any(can_read_published(one, reader) for one in patterns)
    }
    marks = {}
    for case_id, proposals in proposals_told_of(own).items():
        if case_id in read:
            for link, mark in _marks_of(max(proposals, key=_how_far)).items():
                marks[case_id, link] = mark
    return marks


def _how_far(proposal: Proposal) -> tuple[bool, bool, bool, bool]:
    """What was merged never stands for a case while another proposal does."""
    state = proposal.state
    return (
        state is not ProposalState.MERGED,
        state is ProposalState.PROVEN,
        state in CHANGED_STATES,
        state in DECIDED_STATES,
    )


def _marks_of(proposal: Proposal) -> dict[str, Mark]:
    marks = {"proposal": Mark(_("ingediend"))}
    made = [one for one in proposal.decisions[1:] if one.kind not in CHANGE_STEPS]
    if made and made[-1].kind is not ProposalStep.SUBMIT:
        marks["decision"] = Mark(_(made[-1].label).lower(), done=proposal.state in DECIDED_STATES)
    if proposal.state in CHANGED_STATES:
        door = door_of_lesson(proposal)
        marks["change"] = Mark(_(DOOR_LABELS[door]) if door else _("doorgevoerd"))
    return marks
