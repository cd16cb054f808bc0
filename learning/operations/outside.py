"""Preparing what leaves the organisation, and letting it go: nothing leaves by itself."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from app.audit import Actor, record
from app.clock import now
from app.database import clean_text, db
from app.people.models import Organisation, Person
from app.refusals import Invalid
from cases.screening import screen_texts
from learning.lifecycle.outside import OutsideState, OutsideStep, next_state
from learning.models.outside import EXCERPTS, HISTORY, SECTIONS, OutsideItem, OutsideKind
from learning.models.patterns import Pattern
from learning.models.proposals import Proposal
from learning.operations.outside_checks import (
    check_subject,
    check_texts,
    refusal_of,
    texts_of,
)
from learning.queries.outside import quotable, sheet_of

MOST_EXCERPTS = 2
REASONED = {
    OutsideStep.REFUSE: "Schrijf op waarom dit niet naar buiten gaat.",
    OutsideStep.WITHDRAW: "Schrijf op waarom je dit intrekt.",
}


@dataclass(frozen=True)
class OutsideDetails:
    """What the form says of an item; `sections` by name, `excerpts` by public id."""

    title: str
    sections: Mapping[str, str]
    addressee: str = ""
    excerpts: Sequence[str] = field(default=())


def prepare_outside(
    details: OutsideDetails,
    *,
    kind: OutsideKind,
    pattern: Pattern,
    organisation: Organisation,
    author: Person,
    by: Actor,
    proposal: Proposal | None = None,
    stated: Collection[str] = (),
) -> OutsideItem:
    """Begin an item about an own pattern that is published, perhaps with a proposal from it."""
    check_subject(pattern, organisation, proposal)
    item = OutsideItem(
        organisation_id=organisation.id,
        kind=kind,
        pattern_id=pattern.id,
        proposal_id=proposal.id if proposal else None,
        state=OutsideState.DRAFT,
        prepared_by_id=author.id,
        created_at=now(),
        state_since=now(),
    )
    _write(item, details, pattern, by, stated)
    db.session.add(item)
    db.session.flush()
    _note(by, "prepare_outside", item)
    return item


def edit_outside(
    item: OutsideItem, details: OutsideDetails, *, by: Actor, stated: Collection[str] = ()
) -> None:
    """Change a draft; what was offered changes only after it was taken back or refused."""
    if item.state is not OutsideState.DRAFT:
        raise Invalid("Dit stuk is aangeboden. Neem het eerst terug.")
    _write(item, details, item.pattern, by, stated)
    item.prepared_by_id = by.person_id
    _note(by, "edit_outside", item)


def offer_outside(item: OutsideItem, *, by: Actor, stated: Collection[str] = ()) -> None:
    """Lay a draft before the managers, who alone can let it go.

    What was stated of the text held for readers inside, so it is asked again.
    """
    refusal = refusal_of(item)
    if refusal is not None:
        raise refusal
    screen_texts(texts_of(item), organisation=item.organisation, by=by, stated=stated)
    _move(item, OutsideStep.OFFER, by)


def approve_outside(item: OutsideItem, *, seen: str, by: Actor) -> None:
    """Let an item go, as the manager read it (`seen`), with the band that stands published now.

    Everything is checked once more. Why it does not pass is said to the analyst alone: it may
    follow from cases that a manager does not see.
    """
    if seen != sheet_of(item).fingerprint:
        raise Invalid("De tekst is intussen veranderd. Lees hem opnieuw en beslis dan.")
    next_state(item.state, OutsideStep.APPROVE)
    if refusal_of(item) is not None:
        raise Invalid(
            "Dit kan nu niet naar buiten: er is iets veranderd sinds het werd aangeboden. "
            "Geef het terug met een reden, dan kijkt de leeranalist wat er moet gebeuren."
        )
    item.more_than, item.approved_at = item.pattern.published_more_than, now()
    _move(item, OutsideStep.APPROVE, by)
    item.decided_by_id = by.person_id


def refuse_outside(
    item: OutsideItem, *, reason: str, by: Actor, stated: Collection[str] = ()
) -> None:
    """Do not let an item go, with a reason that the analyst reads."""
    _move(item, OutsideStep.REFUSE, by, reason, stated)
    item.decided_by_id = by.person_id


def withdraw_outside(
    item: OutsideItem, *, reason: str, by: Actor, stated: Collection[str] = ()
) -> None:
    """Take back what was approved: it is off the public page, and nobody takes it along any more.

    What was sent or copied before cannot be recalled.
    """
    _move(item, OutsideStep.WITHDRAW, by, reason, stated)


def take_back_outside(item: OutsideItem, *, by: Actor) -> None:
    """Make a draft of what still waits for a manager."""
    _move(item, OutsideStep.TAKE_BACK, by)


def revise_outside(item: OutsideItem, *, by: Actor) -> None:
    """Make a draft of what was refused or withdrawn; approving begins anew."""
    _move(item, OutsideStep.REVISE, by)
    item.more_than = item.approved_at = item.decided_by_id = None
    item.reason = ""


def _line(text: str) -> str:
    return " ".join(clean_text(text).split())[:200]


def _write(
    item: OutsideItem,
    details: OutsideDetails,
    pattern: Pattern,
    by: Actor,
    stated: Collection[str],
) -> None:
    """Put the words of the form in an item; one that may not stand there changes nothing."""
    if len(details.excerpts) > MOST_EXCERPTS:
        raise Invalid(
            "Kies hooguit %(count)s fragmenten, dan blijft de notitie kort.",
            EXCERPTS,
            count=MOST_EXCERPTS,
        )
    sections = {
        name: clean_text(details.sections.get(name, "")).strip() for name in SECTIONS[item.kind]
    }
    lines = {"title": _line(details.title), "addressee": _line(details.addressee)}
    texts = {**lines, **sections}
    check_texts(texts, pattern)
    organisation = db.session.get_one(Organisation, item.organisation_id)
    screen_texts(texts, organisation=organisation, by=by, stated=stated)
    item.title, item.addressee = lines["title"], lines["addressee"]
    free = {one.public_id for one in quotable(pattern)}
    item.texts = {
        **sections,
        EXCERPTS: [one for one in details.excerpts if one in free],
        HISTORY: (item.texts or {}).get(HISTORY, []),
    }


def _move(
    item: OutsideItem,
    step: OutsideStep,
    by: Actor,
    reason: str = "",
    stated: Collection[str] = (),
) -> None:
    """Take a step that the table allows, and keep it in the history without who took it."""
    target, why = next_state(item.state, step), clean_text(reason).strip()
    if step in REASONED:
        if not why:
            raise Invalid(REASONED[step], "reason")
        screen_texts({"reason": why}, organisation=item.organisation, by=by, stated=stated)
    item.state, item.state_since, item.reason = target, now(), why
    taken = {"step": step.value, "at": item.state_since.isoformat(), "why": why}
    item.texts = {**item.texts, HISTORY: [*item.texts.get(HISTORY, []), taken]}
    db.session.flush()
    _note(by, f"{step}_outside", item)


def _note(by: Actor, action: str, item: OutsideItem) -> None:
    record(by, action, "outside_item", item, organisation=item.organisation.public_id)
