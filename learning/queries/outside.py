"""What is prepared for readers outside: the list, and one item exactly as it would leave."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import select

from app.database import db
from app.disclosure import Shown
from app.people.models import Person
from app.people.permissions import has_role
from app.people.roles import Role
from cases.models.case import Case
from cases.models.excerpts import Excerpt, ExcerptUse
from cases.queries.excerpts import released
from learning.lifecycle.outside import STEP_LABELS, OutsideState, OutsideStep
from learning.lifecycle.patterns import PUBLIC_STATES
from learning.models.figures import FigureTable
from learning.models.outside import (
    EXCERPTS,
    HISTORY,
    KIND_LABELS,
    SECTION_LABELS,
    SECTIONS,
    OutsideItem,
    OutsideKind,
)
from learning.models.patterns import Pattern, PatternMember
from learning.models.proposals import Proposal
from learning.permissions.outside import can_leave, outside_shown_to
from learning.queries.figures import windows_that_show

# In which section stands how often it was logged.
COUNTED_IN = {OutsideKind.BRIEFING: "evidence", OutsideKind.LESSON_POINT: "bottleneck"}


@dataclass(frozen=True)
class Section:
    """A part of an item, with its heading; one of them says how often it was logged (`counts`)."""

    name: str
    title: str
    text: str
    counts: bool = False


@dataclass(frozen=True)
class Sheet:
    """An item exactly as it leaves: every word of it, and nothing that is not on it."""

    item: OutsideItem
    sections: Sequence[Section]
    more_than: int | None
    excerpts: Sequence[Excerpt]

    @property
    def fingerprint(self) -> str:
        """What tells this text from any other: who approves has seen this one."""
        told = [self.item.title, self.item.addressee, self.more_than]
        told += [one.text for one in self.sections]
        told += [one.text for one in self.excerpts]
        return sha256(json.dumps(told).encode()).hexdigest()[:32]

    @property
    def day(self) -> date | datetime:
        """The day that stands on it: that of the approval, or of the present draft."""
        return self.item.approved_at or self.item.state_since


@dataclass(frozen=True)
class Taken:
    """A step that was taken with an item."""

    label: str
    at: datetime
    reason: str


def outside_items(person: Person, organisation_id: int) -> Sequence[OutsideItem]:
    """The items of an organisation that this person reads, what moved last on top."""
    return db.session.scalars(
        select(OutsideItem)
        .where(outside_shown_to(person), OutsideItem.organisation_id == organisation_id)
        .order_by(OutsideItem.state_since.desc(), OutsideItem.id.desc())
    ).all()


def outside_waiting_for(person: Person, organisation_id: int) -> Sequence[OutsideItem]:
    """The items that wait for this manager's word, what has lain longest on top."""
    if not has_role(person, organisation_id, Role.MANAGER):
        return []
    found = outside_items(person, organisation_id)
    waiting = [one for one in found if one.state is OutsideState.OFFERED]
    return sorted(waiting, key=lambda one: one.state_since)


def sheet_of(item: OutsideItem) -> Sheet:
    """An item as it leaves; the band is that of the approval, or while it waits the published one.

    Of the excerpts that were chosen those stand on it that are released at this moment.
    """
    sections = [
        Section(name, SECTION_LABELS[name], text, name == COUNTED_IN.get(item.kind))
        for name in SECTIONS[item.kind]
        if (text := str(item.texts.get(name, "")))
    ]
    decided = item.approved_at is not None
    band = item.more_than if decided else item.pattern.published_more_than
    chosen = set(item.texts.get(EXCERPTS, []))
    quoted = [one for one in quotable(item.pattern) if one.public_id in chosen] if chosen else []
    return Sheet(item, sections, band, quoted)


def quotable(pattern: Pattern) -> Sequence[Excerpt]:
    """The excerpts that reporters released for outside, of cases that stand in this pattern."""
    members = select(PatternMember.case_id).where(
        PatternMember.pattern_id == pattern.id, PatternMember.removed.is_(False)
    )
    query = released(ExcerptUse.OUTSIDE).where(
        Case.organisation_id == pattern.organisation_id, Case.id.in_(members)
    )
    return db.session.scalars(query).all()


def history_of(item: OutsideItem) -> list[Taken]:
    """Every step that was taken with an item, the newest first."""
    return [
        Taken(STEP_LABELS[OutsideStep(one["step"])], datetime.fromisoformat(one["at"]), one["why"])
        for one in reversed(item.texts.get(HISTORY, []))
    ]


def patterns_to_tell_of(organisation_id: int) -> Sequence[Pattern]:
    """The own patterns that are published, by number.

    Not one across organisations: the reporters of the others shared with professionals only.
    """
    return db.session.scalars(
        select(Pattern)
        .where(
            Pattern.organisation_id == organisation_id,
            Pattern.across.is_(False),
            Pattern.state.in_(list(PUBLIC_STATES)),
        )
        .order_by(Pattern.number)
    ).all()


def submitted_proposals_of(pattern: Pattern) -> Sequence[Proposal]:
    """The proposals from a pattern that have been laid before the manager, the oldest first."""
    return db.session.scalars(
        select(Proposal)
        .where(Proposal.patterns.contains(pattern), Proposal.submitted_at.is_not(None))
        .order_by(Proposal.id)
    ).all()


def figures_of(pattern: Pattern) -> dict[str, int]:
    """What was published in figures about a pattern, by window, the oldest first."""
    shown = windows_that_show(pattern.organisation_id, FigureTable.PATTERN)
    found = {window.label: table.figure(pattern.public_id) for window, table in shown}
    return {label: one.value for label, one in found.items() if isinstance(one, Shown)}


def other_public_item(item: OutsideItem) -> OutsideItem | None:
    """Another item that tells everybody of the same pattern at this moment."""
    found = db.session.scalars(
        select(OutsideItem).where(
            OutsideItem.pattern_id == item.pattern_id,
            OutsideItem.kind == OutsideKind.PUBLIC,
            OutsideItem.state == OutsideState.APPROVED,
            OutsideItem.id != item.id,
        )
    )
    return next((one for one in found if can_leave(one)), None)


def plain_text(sheet: Sheet) -> str:
    """An item as plain text, to paste into the form of somebody else."""
    item = sheet.item
    lines = [f"{KIND_LABELS[item.kind].capitalize()}: {item.title}", ""]
    lines += [f"Van: {item.organisation.name}"]
    lines += [f"Aan: {item.addressee}"] if item.addressee else []
    lines += [f"Kenmerk: {item.public_id}", ""]
    for one in sheet.sections:
        lines += [one.title.upper(), one.text, ""]
        if one.counts:
            lines += [band_in_words(sheet.more_than), ""]
    return "\n".join(lines).rstrip() + "\n"


def band_in_words(more_than: int | None) -> str:
    """How often it was logged, as far as others are told."""
    if more_than is None:
        return "Collega's legden dit vaker vast, los van elkaar."
    return f"Collega's legden dit vast in meer dan {more_than} casussen."
