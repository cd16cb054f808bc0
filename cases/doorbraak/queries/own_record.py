"""What teams and sessions keep of one person, in plain values: to hand over to that person."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.database import db
from cases.doorbraak.models.deliberation import ClarifyingQuestion
from cases.doorbraak.models.evaluation import HasEvaluated
from cases.doorbraak.models.readers import GuestPass, NamedReader, ReadingConsent
from cases.doorbraak.models.review import Agreement, Perspective
from cases.doorbraak.models.session import SessionParticipant
from cases.doorbraak.models.team import DoorbraakMember
from cases.doorbraak.terms import label


def export_record(person_id: int) -> dict[str, Any]:
    """Teams, sessions, and what this person wrote, promised and was asked about."""
    return {
        "teams": [
            {"team": one.team.name, "discipline": one.discipline, "sinds": _plain(one.joined_at)}
            for one in _of(DoorbraakMember, DoorbraakMember.person_id == person_id)
        ],
        "bijeenkomsten": [
            {
                "team": one.session.team.name,
                "op": _plain(one.session.starts_at),
                "discipline": one.discipline,
                "van": one.comes_from,
                "begeleidt": one.leads,
                "geëvalueerd": db.session.get(HasEvaluated, (one.session_id, person_id))
                is not None,
            }
            for one in _of(SessionParticipant, SessionParticipant.person_id == person_id)
        ],
        "perspectieven": [
            {
                "wat ik zie": one.sees,
                "wat het zwaarst weegt": label(one.weighs_most),
                "wat ik zou doen": one.would_do,
                "wat moet veranderen": one.must_change,
                "gewichten": [one.legitimacy, one.involvement, one.returns],
                "op": _plain(one.written_at),
            }
            for one in _of(Perspective, Perspective.person_id == person_id)
        ],
        "vragen": [
            {"vraag": one.text, "antwoord": one.answer, "op": _plain(one.asked_at)}
            for one in _of(ClarifyingQuestion, ClarifyingQuestion.asker_id == person_id)
        ],
        "afspraken": [
            {
                "afspraak": one.what,
                "voor": _plain(one.due_on),
                "verzet omdat": one.moved_because,
                "gedaan": _plain(one.done_at),
            }
            for one in _of(Agreement, Agreement.holder_id == person_id)
        ],
        "toegang": [
            {"e-mailadres": one.email, "beloofd": _plain(one.promised_at)}
            for one in _of(GuestPass, GuestPass.person_id == person_id)
        ],
        "lezer van": [
            {"casus": one.offer.case.public_id}
            for one in _of(NamedReader, NamedReader.person_id == person_id)
        ],
        "toestemming om mee te lezen": [
            {"casus": one.item.case.public_id, "stand": one.state.value}
            for one in _of(ReadingConsent, ReadingConsent.person_id == person_id)
        ],
    }


def _of(kind: type[Any], whose: Any) -> Sequence[Any]:
    return db.session.scalars(select(kind).where(whose).order_by(kind.id)).all()


def _plain(value: date | datetime | None) -> str:
    return value.isoformat() if value is not None else ""
