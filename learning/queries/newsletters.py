"""The leerbrief: what is new for one, and its parts as a reader gets them.

The words of an example are read where its reporter released them, each time, so that what is
revoked is gone from each page, mail and document at once, also from a leerbrief that is frozen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app.clock import today
from app.database import db
from app.people.models import Organisation, Person
from app.quarters import Quarter
from cases.models.case import Case
from cases.models.excerpts import Excerpt, ExcerptUse
from cases.queries.excerpts import released, released_excerpts
from learning.lifecycle.patterns import PUBLIC_STATES
from learning.lifecycle.proposals import CHANGED_STATES, Door, ProposalState, ProposalStep
from learning.models.figures import quarter_code, quarter_of_code
from learning.models.patterns import Pattern
from learning.models.proposals import Proposal
from learning.models.telling import Newsletter, NewsletterState, PartKind
from learning.permissions.telling import visible_newsletters
from learning.queries.changes import improvement_of
from learning.queries.proposals import changed_proposals

EXAMPLE_TITLE = "Uit de praktijk"


@dataclass(frozen=True)
class Part:
    """A part of a leerbrief as a reader gets it; `quote` are released words, exactly.

    `gone` says that what it tells of may not be shown any more; readers do not get such a part.
    """

    kind: PartKind
    key: str
    title: str
    text: str
    left_out: bool = False
    quote: str = ""
    more_than: int | None = None
    effect: str = ""
    door: Door | None = None
    changed_on: date | None = None
    gone: bool = False


def newsletters_read_by(person: Person, organisation_id: int) -> Sequence[Newsletter]:
    """The published leerbrieven of an organisation, the newest on top."""
    return db.session.scalars(
        visible_newsletters(person)
        .where(
            Newsletter.organisation_id == organisation_id,
            Newsletter.state == NewsletterState.PUBLISHED,
        )
        .order_by(Newsletter.quarter.desc())
    ).all()


def drafts_read_by(person: Person, organisation_id: int) -> Sequence[Newsletter]:
    """The leerbrieven that an analyst works on, the newest on top; for others there are none."""
    return db.session.scalars(
        visible_newsletters(person)
        .where(
            Newsletter.organisation_id == organisation_id,
            Newsletter.state == NewsletterState.DRAFT,
        )
        .order_by(Newsletter.quarter.desc())
    ).all()


def quarters_to_tell_of(organisation_id: int) -> list[Quarter]:
    """The present quarter and the one before it, as far as there is no leerbrief of them yet."""
    present = Quarter.of(today())
    made = set(
        db.session.scalars(
            select(Newsletter.quarter).where(Newsletter.organisation_id == organisation_id)
        )
    )
    return [one for one in (present.previous(), present) if quarter_code(one) not in made]


def parts_to_read(newsletter: Newsletter) -> list[Part]:
    """The parts in order, as everybody reads them: without what was left out or is gone."""
    return [one for one in parts_of(newsletter) if not (one.left_out or one.gone)]


def titles_of(newsletter: Newsletter) -> list[str]:
    """What stands above each part that is read."""
    return [one.title for one in parts_to_read(newsletter)]


def parts_of(newsletter: Newsletter) -> list[Part]:
    """All parts in order, for who edits them.

    Once published the facts are those of that moment; while it is a draft, those that are
    published now.
    """
    quotes = _quotes(newsletter)
    return [_part(one, newsletter, quotes) for one in newsletter.items]


def _part(item: dict[str, Any], newsletter: Newsletter, quotes: dict[str, str]) -> Part:
    kind, key = PartKind(item["kind"]), item["key"]
    quote = quotes.get(key, "") if kind is PartKind.EXAMPLE else ""
    known = {
        "kind": kind,
        "key": key,
        "title": item["title"],
        "text": item["text"],
        "left_out": item.get("left_out", False),
    }
    if kind is PartKind.EXAMPLE:
        return Part(**known, quote=quote, gone=not quote)
    facts = item.get("facts") if newsletter.state is NewsletterState.PUBLISHED else None
    if facts is None:
        facts = facts_of(kind, key, newsletter.organisation_id)
    if facts is None:
        return Part(**known, gone=True)
    changed_on, door = facts.get("changed_on"), facts.get("door")
    return Part(
        **known,
        more_than=facts.get("more_than"),
        effect=facts.get("effect", ""),
        door=Door(door) if door else None,
        changed_on=date.fromisoformat(changed_on) if changed_on else None,
    )


def facts_of(kind: PartKind, key: str, organisation_id: int) -> dict[str, Any] | None:
    """What may be said of a pattern or a change now, in plain values; nothing when it is gone."""
    if kind is PartKind.EXAMPLE:
        return {}
    if kind is PartKind.PATTERN:
        pattern = _pattern(key, organisation_id)
        return {"more_than": pattern.published_more_than} if pattern else None
    proposal = _changed(key, organisation_id)
    if proposal is None or (kind is PartKind.PROVEN and proposal.state is not ProposalState.PROVEN):
        return None
    told = improvement_of(proposal)
    return {
        "more_than": told.more_than,
        "effect": told.effect,
        "door": told.door.value if told.door else "",
        "changed_on": proposal.changed_on.isoformat() if proposal.changed_on else "",
    }


def _pattern(key: str, organisation_id: int) -> Pattern | None:
    return db.session.scalar(
        select(Pattern).where(
            Pattern.public_id == key,
            Pattern.organisation_id == organisation_id,
            Pattern.state.in_(list(PUBLIC_STATES)),
        )
    )


def _changed(key: str, organisation_id: int) -> Proposal | None:
    return db.session.scalar(
        select(Proposal).where(
            Proposal.public_id == key,
            Proposal.organisation_id == organisation_id,
            Proposal.state.in_(list(CHANGED_STATES)),
        )
    )


def _quotes(newsletter: Newsletter) -> dict[str, str]:
    """The released words of the examples in a leerbrief, by the id of the excerpt."""
    keys = [one["key"] for one in newsletter.items if one["kind"] == PartKind.EXAMPLE.value]
    if not keys:
        return {}
    found: Sequence[Excerpt] = db.session.scalars(
        released(ExcerptUse.NEWSLETTER).where(
            Excerpt.public_id.in_(keys), Case.organisation_id == newsletter.organisation_id
        )
    ).all()
    return {one.public_id: one.text for one in found}


def new_parts(organisation: Organisation, quarter: Quarter) -> list[dict[str, Any]]:
    """What was published and changed in a quarter, and examples, that no leerbrief told yet."""
    told = {
        (one["kind"], one["key"])
        for letter in db.session.scalars(
            select(Newsletter).where(Newsletter.organisation_id == organisation.id)
        )
        for one in letter.items
        if not one.get("left_out")
        # What waits in its own leerbrief, left out or not, is there already.
        or letter.quarter == quarter_code(quarter)
    }
    found = [
        *_patterns(organisation.id, quarter),
        *_changes(organisation.id, quarter),
        *_examples(organisation.id),
    ]
    return [one for one in found if (one["kind"], one["key"]) not in told]


def _patterns(organisation_id: int, quarter: Quarter) -> Iterator[dict[str, Any]]:
    found = db.session.scalars(
        select(Pattern)
        .where(
            Pattern.organisation_id == organisation_id,
            Pattern.state.in_(list(PUBLIC_STATES)),
            Pattern.published_at.between(quarter.first_moment, quarter.last_moment),
        )
        .order_by(Pattern.number)
    )
    for one in found:
        yield _item(PartKind.PATTERN, one.public_id, one.published_title, one.published_summary)


def _changes(organisation_id: int, quarter: Quarter) -> Iterator[dict[str, Any]]:
    """Changes made in the quarter, and those of which it was concluded that they helped."""
    for one in reversed(changed_proposals(organisation_id)):
        steps = {step.kind for step in one.decisions if Quarter.of(step.at) == quarter}
        if one.state is ProposalState.PROVEN and ProposalStep.PROVE in steps:
            yield _item(PartKind.PROVEN, one.public_id, one.title, one.what_changed)
        elif ProposalStep.IMPLEMENT in steps:
            yield _item(PartKind.CHANGE, one.public_id, one.title, one.what_changed)


def _examples(organisation_id: int) -> Iterator[dict[str, Any]]:
    for one in released_excerpts(ExcerptUse.NEWSLETTER, organisation_id=organisation_id):
        yield _item(PartKind.EXAMPLE, one.public_id, EXAMPLE_TITLE, "")


def _item(kind: PartKind, key: str, title: str, text: str) -> dict[str, Any]:
    return {"kind": kind.value, "key": key, "title": title, "text": text, "left_out": False}


def patterns_told_of(newsletter: Newsletter) -> list[Pattern]:
    """The patterns that a leerbrief tells of, by themselves or as the ground of a change."""
    patterns: dict[int, Pattern] = {}
    for one in newsletter.items:
        if one["kind"] == PartKind.EXAMPLE.value:
            continue
        if one["kind"] == PartKind.PATTERN.value:
            pattern = _pattern(one["key"], newsletter.organisation_id)
            found = [pattern] if pattern else []
        else:
            proposal = _changed(one["key"], newsletter.organisation_id)
            found = proposal.patterns if proposal else []
        patterns |= {each.id: each for each in found}
    return list(patterns.values())


def quarter_of(newsletter: Newsletter) -> Quarter:
    """The quarter that a leerbrief tells of."""
    return quarter_of_code(newsletter.quarter)
