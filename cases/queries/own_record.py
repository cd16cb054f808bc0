"""What cases keep of one person, in plain values: to hand over to that person."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.database import db
from app.sealing import unseal
from cases.lifecycle import STATE_LABELS
from cases.models.case import TEXT_FIELDS, Case, CaseGrant, Reading
from cases.models.excerpts import Excerpt
from cases.models.history import CaseDraft, CaseRevision, Reaction
from cases.models.imports import ImportBatch
from cases.models.response import Appreciation, Question, Recognition
from cases.motivation import FIELDS
from cases.queries.weighing import weighing_of
from cases.terms import label

Rows = list[dict[str, Any]]

PLAIN = ("happened_on", "needed_by", "consequence", "gut_feeling", "follow_up_on")
MOMENTS = ("created_at", "changed_at", "first_shared_at", "shared_at", "concluded_at")
CODES = (
    "audience",
    "name_shown_to",
    "kind",
    "stage",
    "used_room",
    "obstacle",
    "affected",
    "noticed_by",
    "who_else",
    "first_time_right",
    "effort",
    "outcome_status",
)


def export_record(person_id: int) -> dict[str, Any]:
    """All of it. Of a case of somebody else only the reference, and what this person wrote."""
    return {
        "casussen": [_case(one) for one in _of(Case, Case.reporter_id == person_id)],
        "niet bewaarde formulieren": [
            {"bewaard": plain(one.saved_at), "tekst": one.values}
            for one in _of(CaseDraft, CaseDraft.person_id == person_id)
        ],
        "herkend": _pressed(Recognition, person_id),
        "bedankt": _pressed(Appreciation, person_id),
        "vragen": _questions(person_id),
        "reacties": [
            {**_about(one.case_id), "soort": one.kind.value, "tekst": one.text, "op": plain(one.at)}
            for one in _of(Reaction, Reaction.by_id == person_id)
        ],
        "duidingen": _readings(person_id),
        "gevraagde fragmenten": [
            {"casus": one.case.public_id, **_excerpt(one), "uitleg": one.explanation}
            for one in _of(Excerpt, Excerpt.offered_by_id == person_id)
        ],
        "leesrechten": [
            {**_about(one.case_id), "reden": one.reason, "tot": plain(one.until)}
            for one in _of(CaseGrant, CaseGrant.person_id == person_id)
        ],
        "ingelezen bestanden": [
            {"bestand": one.filename, "op": plain(one.uploaded_at), "stand": one.state.value}
            for one in _of(ImportBatch, ImportBatch.person_id == person_id)
        ],
    }


def plain(value: date | datetime | None) -> str:
    """A day or moment as text; empty for none."""
    return value.isoformat() if value is not None else ""


def _of(kind: type[Any], whose: Any) -> Sequence[Any]:
    return db.session.scalars(select(kind).where(whose).order_by(kind.id)).all()


def _about(case_id: int) -> dict[str, str]:
    case = db.session.get_one(Case, case_id)
    return {"casus": case.public_id}


def _case(case: Case) -> dict[str, Any]:
    weighing = weighing_of(case)
    return {
        "kenmerk": case.public_id,
        "stand": STATE_LABELS[case.state],
        "herkomst": [case.external_id or "", case.origin],
        "mijn kenmerk": unseal(case.own_reference),
        "procedure": case.procedure.name if case.procedure else "",
        "domein": case.domain.name if case.domain else "",
        "bouwstenen": {tag.bouwsteen.name: label(tag.direction) for tag in case.tags},
        "tekst": {name: getattr(case, name) for name in TEXT_FIELDS},
        "keuzes": {name: label(getattr(case, name)) for name in CODES},
        "gegevens": {name: _value(getattr(case, name)) for name in PLAIN},
        "momenten": {name: plain(getattr(case, name)) for name in MOMENTS},
        "eerdere versies": [
            {"versie": one.version, "op": plain(one.at), "tekst": one.texts}
            for one in _of(CaseRevision, CaseRevision.case_id == case.id)
        ],
        "hulp bij de afweging": {name: getattr(weighing, name) for name in FIELDS}
        if weighing
        else {},
        "vragen en antwoorden": [
            {"vraag": one.text, "antwoord": one.answer, "op": plain(one.at)}
            for one in _of(Question, Question.case_id == case.id)
        ],
        "fragmenten": [_excerpt(one) for one in _of(Excerpt, Excerpt.case_id == case.id)],
    }


def _value(value: Any) -> Any:
    return plain(value) if isinstance(value, date) else value


def _excerpt(excerpt: Excerpt) -> dict[str, str]:
    return {"tekst": excerpt.text, "voor": excerpt.use.value, "stand": excerpt.state.value}


def _pressed(kind: type[Recognition] | type[Appreciation], person_id: int) -> Rows:
    return [
        {**_about(one.case_id), "op": plain(one.at)}
        for one in _of(kind, kind.person_id == person_id)
    ]


def _questions(person_id: int) -> Rows:
    return [
        {**_about(one.case_id), "vraag": one.text, "antwoord": one.answer, "op": plain(one.at)}
        for one in _of(Question, Question.by_id == person_id)
    ]


def _readings(person_id: int) -> Rows:
    return [
        {
            **_about(one.case_id),
            "aard": label(one.nature),
            "knelpunt": label(one.obstacle),
            "procedure": one.procedure.name if one.procedure else "",
            "bouwstenen": one.bouwstenen,
            "op": plain(one.at),
        }
        for one in _of(Reading, Reading.by_id == person_id)
    ]
