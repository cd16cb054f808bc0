"""The versions of a proposal as they were submitted, each with what is different from the last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.database import db
from cases.differences import Piece, difference, shortened
from learning.models.proposals import (
    LEVEL_LABELS,
    PRIORITY_LABELS,
    STRENGTH_LABELS,
    Level,
    Priority,
    Proposal,
    Strength,
)
from learning.models.writing import ProposalVersion

TEXT_LABELS = {
    "title": "Titel",
    "problem": "Wat gaat er mis?",
    "evidence": "Waaruit blijkt dat?",
    "proposed_change": "Wat moet er veranderen?",
    "expected_effect": "Wat merken mensen ervan?",
    "capacity_asked": "Capaciteit gevraagd",
    "costs": "Kosten",
}
CHOICE_LABELS = {
    "level": "Waar zit de verandering?",
    "strength": "Houdt de verandering stand?",
    "priority": "Haast",
    "expected_fall": "Verwachte daling",
    "patterns": "Patronen",
    "bouwstenen": "Bouwstenen",
}


@dataclass(frozen=True)
class TextChange:
    """A text of which words went or came."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class ChoiceChange:
    """A choice that became another; each side is a list of words, empty for nothing chosen."""

    label: str
    before: list[str]
    after: list[str]


@dataclass(frozen=True)
class VersionShown:
    """A version with what is different from the one before it; the first has no differences."""

    number: int
    at: datetime
    texts: list[TextChange]
    choices: list[ChoiceChange]


def versions_of(proposal: Proposal) -> list[VersionShown]:
    """The submitted versions, the newest first."""
    query = select(ProposalVersion).where(ProposalVersion.proposal_id == proposal.id)
    rows = db.session.scalars(query.order_by(ProposalVersion.number)).all()
    shown = []
    for place, row in enumerate(rows):
        before = rows[place - 1].texts if place else None
        shown.append(_shown(row, before))
    return shown[::-1]


def version_count(proposal: Proposal) -> int:
    """How many versions were submitted."""
    query = select(ProposalVersion.id).where(ProposalVersion.proposal_id == proposal.id)
    return len(db.session.scalars(query).all())


def _shown(row: ProposalVersion, before: Mapping[str, Any] | None) -> VersionShown:
    if before is None:
        return VersionShown(row.number, row.at, [], [])
    after = row.texts
    texts = [
        TextChange(word, shortened(difference(_text(before, name), _text(after, name))))
        for name, word in TEXT_LABELS.items()
        if _text(before, name) != _text(after, name)
    ]
    choices = [
        ChoiceChange(word, _words(name, before), _words(name, after))
        for name, word in CHOICE_LABELS.items()
        if _words(name, before) != _words(name, after)
    ]
    return VersionShown(row.number, row.at, texts, choices)


def _text(texts: Mapping[str, Any], name: str) -> str:
    return str(texts.get(name) or "")


def _words(name: str, texts: Mapping[str, Any]) -> list[str]:
    """What was chosen, in words for the screen."""
    value = texts.get(name)
    if value is None:
        return []
    if name == "level":
        return [LEVEL_LABELS[Level(value)]]
    if name == "strength":
        return [STRENGTH_LABELS[Strength(value)]]
    if name == "priority":
        return [PRIORITY_LABELS[Priority(value)]]
    if name == "expected_fall":
        return [f"{value}%"]
    return [str(one) for one in value]
