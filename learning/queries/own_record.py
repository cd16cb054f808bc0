"""What learning keeps of one person, in plain values: to hand over to that person."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.database import db
from learning.lifecycle.decisions import DECISION_LABELS
from learning.lifecycle.proposals import STATE_LABELS
from learning.models.curation import PatternDecision
from learning.models.proposals import Proposal, ProposalAction, ProposalDecision

TEXTS = ("title", "problem", "evidence", "proposed_change", "expected_effect", "what_changed")


def export_record(person_id: int) -> dict[str, Any]:
    """Proposals that this person wrote or owns, steps that they took, actions that they hold."""
    return {
        "voorstellen geschreven": [
            _proposal(one) for one in _of(Proposal, Proposal.author_id == person_id)
        ],
        "voorstellen als trekker": [
            _proposal(one) for one in _of(Proposal, Proposal.owner_id == person_id)
        ],
        "stappen": [
            {
                "stap": one.label,
                "reden": one.reason,
                "capaciteit": one.capacity,
                "doorgeleid aan": one.addressee,
                "kenmerk": one.reference,
                "op": _plain(one.at),
            }
            for one in _of(ProposalDecision, ProposalDecision.by_id == person_id)
        ],
        "acties": [
            {"actie": one.text, "voor": _plain(one.due_on), "gedaan": _plain(one.done_at)}
            for one in _of(ProposalAction, ProposalAction.holder_id == person_id)
        ],
        "beslissingen over patronen": [
            {
                "stap": DECISION_LABELS.get(one.action, one.action),
                "patroon": one.pattern.number,
                "op": _plain(one.at),
            }
            for one in _of(PatternDecision, PatternDecision.by_id == person_id)
        ],
    }


def _of(kind: type[Any], whose: Any) -> Sequence[Any]:
    return db.session.scalars(select(kind).where(whose).order_by(kind.id)).all()


def _plain(value: date | datetime | None) -> str:
    return value.isoformat() if value is not None else ""


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {
        "kenmerk": proposal.public_id,
        "stand": STATE_LABELS[proposal.state],
        "gemaakt": _plain(proposal.created_at),
        "gevraagde capaciteit": proposal.capacity_asked,
        "toegekende capaciteit": proposal.capacity_granted,
        "tekst": {name: getattr(proposal, name) for name in TEXTS},
    }
