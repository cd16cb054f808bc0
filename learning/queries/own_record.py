"""What learning keeps of one person, in plain values: to hand over to that person."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select

from app.database import db
from app.people.roles import ROLE_LABELS
from learning.lifecycle.decisions import DECISION_LABELS
from learning.lifecycle.proposals import STATE_LABELS
from learning.models.curation import PatternDecision
from learning.models.deciding import SecondOpinion
from learning.models.outside import OutsideItem
from learning.models.practice import PracticeAsked
from learning.models.proposals import (
    Proposal,
    ProposalAction,
    ProposalAddressee,
    ProposalDecision,
)
from learning.models.telling import MailWish, Newsletter, ReopenWish
from learning.models.writing import ProposalComment, ProposalSupport, ProposalVersion

TEXTS = (
    "title",
    "problem",
    "evidence",
    "proposed_change",
    "expected_effect",
    "costs",
    "what_changed",
    "changed_link",
    "changed_version",
    "told_whom",
)


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
                "doorgeleid aan": [
                    {"naam": to.name, "kenmerk": to.reference} for to in one.addressees
                ],
                "op": _plain(one.at),
            }
            for one in _of(ProposalDecision, ProposalDecision.by_id == person_id)
        ],
        "acties": [
            {
                "actie": one.text,
                "voor": _plain(one.due_on),
                "voortgang": one.progress,
                "gedaan": _plain(one.done_at),
            }
            for one in _of(ProposalAction, ProposalAction.holder_id == person_id)
        ],
        "antwoorden van anderen vastgelegd": [
            {"van": one.name, "kenmerk": one.reference, "antwoord": one.answer_text}
            for one in _of(ProposalAddressee, ProposalAddressee.answered_by_id == person_id)
        ],
        "tweede paar ogen": [
            {
                "stap": one.label,
                "reden": one.reason,
                "wat erbij hoort": one.details,
                "antwoord": one.answer_reason,
                "op": _plain(one.asked_at),
            }
            for one in _of(
                SecondOpinion,
                or_(
                    SecondOpinion.asked_by_id == person_id,
                    SecondOpinion.answered_by_id == person_id,
                ),
            )
        ],
        "reacties op voorstellen": [
            {"tekst": one.text, "als": ROLE_LABELS[one.role], "op": _plain(one.at)}
            for one in _of(ProposalComment, ProposalComment.author_id == person_id)
        ],
        "versies van voorstellen": [
            {"nummer": one.number, "tekst": one.texts, "op": _plain(one.at)}
            for one in _of(ProposalVersion, ProposalVersion.by_id == person_id)
        ],
        "steun voor voorstellen": [
            {"als": ROLE_LABELS[one.role], "op": _plain(one.at)}
            for one in _of(ProposalSupport, ProposalSupport.person_id == person_id)
        ],
        **_told(person_id),
        "beslissingen over patronen": [
            {
                "stap": DECISION_LABELS.get(one.action, one.action),
                "patroon": one.pattern.number,
                "op": _plain(one.at),
            }
            for one in _of(PatternDecision, PatternDecision.by_id == person_id)
        ],
    }


def _told(person_id: int) -> dict[str, Any]:
    """What goes back to reporters and out of the building, as far as it is this person's."""
    return {
        "gevraagd of het nog knelt": [
            {"beantwoord": one.answered}
            for one in _of(PracticeAsked, PracticeAsked.person_id == person_id)
        ],
        "mail": [
            {"weekbericht": one.weekly, "leerbrief": one.newsletter}
            for one in _of(MailWish, MailWish.person_id == person_id)
        ],
        "gevraagd om iets opnieuw op te pakken": [
            {"tekst": one.text, "antwoord": one.answer_text, "op": _plain(one.at)}
            for one in _of(
                ReopenWish,
                or_(ReopenWish.person_id == person_id, ReopenWish.answered_by_id == person_id),
            )
        ],
        "stukken voor buiten": [
            {
                "titel": one.title,
                "voor": one.addressee,
                "tekst": one.texts,
                "reden": one.reason,
            }
            for one in _of(
                OutsideItem,
                or_(
                    OutsideItem.prepared_by_id == person_id,
                    OutsideItem.decided_by_id == person_id,
                ),
            )
        ],
        "leerbrieven": [
            {
                "kwartaal": one.quarter,
                "titel": one.title,
                "opening": one.opening,
                "onderdelen": one.items,
            }
            for one in _of(Newsletter, Newsletter.edited_by_id == person_id)
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
