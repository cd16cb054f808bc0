"""What signals are made of: fields, weeks and treatments of shared cases. For the analyst alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.clock import AMSTERDAM
from app.database import db
from app.refusals import Refused
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case, CaseBouwsteen, Reading
from cases.models.lists import Bouwsteen, Domain, Procedure, led_on
from cases.terms import OutcomeStatus, UsedRoom, label
from learning.lifecycle.patterns import OPEN_STATES
from learning.models.patterns import Pattern, PatternMember
from learning.models.runs import DetectionRun
from learning.queries.facts import counting

MOST_SHOWN = 100


@dataclass(frozen=True)
class Fields:
    """The fields of the shared cases of an organisation, as rules compare them.

    `rows` holds per public id of a case the values of each field, whatever their capitals;
    `written` says how a value is written.
    """

    rows: dict[str, dict[str, frozenset[str]]]
    written: dict[str, str]


def fields_of(organisation_id: int) -> Fields:
    """What the shared cases of an organisation hold in each field; the analyst's reading counts.

    A name of a procedure that was merged goes under the name that stays, and 'I do not know' says
    nothing.
    """
    tags = _bouwstenen(organisation_id)
    written: dict[str, str] = {}
    rows: dict[str, dict[str, frozenset[str]]] = {}
    for row in _field_rows(organisation_id):
        told = _told(row, tags[row.id])
        for value in (one for values in told.values() for one in values):
            written.setdefault(value.casefold(), value)
        rows[row.public_id] = {
            field: frozenset(map(str.casefold, values)) for field, values in told.items() if values
        }
    return Fields(rows, written)


def _field_rows(organisation_id: int) -> Sequence[Any]:
    led = led_on()
    return db.session.execute(
        select(
            Case.id,
            Case.public_id,
            Case.law,
            Case.partners,
            Case.used_room,
            Procedure.name.label("procedure"),
            Domain.name.label("domain"),
            func.coalesce(Reading.obstacle, Case.obstacle).label("obstacle"),
        )
        .outerjoin(Reading, Reading.case_id == Case.id)
        .outerjoin(led, led.c.id == func.coalesce(Reading.procedure_id, Case.procedure_id))
        .outerjoin(Procedure, Procedure.id == led.c.kept_id)
        .outerjoin(Domain, Domain.id == Case.domain_id)
        .where(Case.organisation_id == organisation_id, Case.state.in_(list(SHARED_STATES)))
        .order_by(Case.id)
    ).all()


def _told(row: Any, bouwstenen: Iterable[str]) -> dict[str, list[str]]:
    room = row.used_room if row.used_room is not UsedRoom.UNKNOWN else None
    told = {
        "procedure": [row.procedure or ""],
        "law": [row.law],
        "domain": [row.domain or ""],
        "obstacle": [label(row.obstacle)],
        "used_room": [label(room)],
        "partners": row.partners.splitlines(),
        "bouwstenen": list(bouwstenen),
    }
    return {
        field: [value.strip() for value in values if value.strip()]
        for field, values in told.items()
    }


def _bouwstenen(organisation_id: int) -> defaultdict[int, set[str]]:
    """Per case the names of its bouwstenen: of the reporter and of the analyst."""
    names: defaultdict[int, set[str]] = defaultdict(set)
    here = Case.organisation_id == organisation_id
    for case_id, name in db.session.execute(
        select(CaseBouwsteen.case_id, Bouwsteen.name)
        .join(Bouwsteen, Bouwsteen.id == CaseBouwsteen.bouwsteen_id)
        .join(Case, Case.id == CaseBouwsteen.case_id)
        .where(here)
    ):
        names[case_id].add(name)
    known = {one.public_id: one.name for one in db.session.scalars(select(Bouwsteen))}
    for case_id, keys in db.session.execute(
        select(Reading.case_id, Reading.bouwstenen)
        .join(Case, Case.id == Reading.case_id)
        .where(here, Reading.bouwstenen != "")
    ):
        names[case_id].update(known[key] for key in keys.splitlines() if key in known)
    return names


def weeks_ago(organisation_id: int, moment: datetime) -> dict[int, int]:
    """Per case that counts how many whole weeks ago it was first shared, counted in days."""
    today = moment.astimezone(AMSTERDAM).date()
    rows = db.session.execute(
        select(Case.id, Case.first_shared_at).where(
            *counting(organisation_id), Case.first_shared_at <= moment
        )
    )
    return {
        case_id: (today - shared.astimezone(AMSTERDAM).date()).days // 7
        for case_id, shared in rows
        if shared is not None
    }


def treatments(organisation_id: int) -> dict[int, tuple[str, str]]:
    """Per shared case that tells both the room that was used and how it ended for the other."""
    rows = db.session.execute(
        select(Case.id, Case.used_room, Case.outcome_status).where(
            Case.organisation_id == organisation_id,
            Case.state.in_(list(SHARED_STATES)),
            Case.used_room.is_not(None),
            Case.used_room != UsedRoom.UNKNOWN,
            Case.outcome_status.is_not(None),
            Case.outcome_status != OutcomeStatus.UNKNOWN,
        )
    )
    return {case_id: (str(room), str(outcome)) for case_id, room, outcome in rows}


def open_members(organisation_id: int) -> dict[int, set[int]]:
    """Per open pattern of an organisation its shared cases."""
    members: dict[int, set[int]] = {}
    rows = db.session.execute(
        select(PatternMember.pattern_id, PatternMember.case_id)
        .join(Pattern, Pattern.id == PatternMember.pattern_id)
        .join(Case, Case.id == PatternMember.case_id)
        .where(
            Pattern.organisation_id == organisation_id,
            Pattern.across.is_(False),
            Pattern.state.in_(list(OPEN_STATES)),
            Case.state.in_(list(SHARED_STATES)),
            PatternMember.removed.is_(False),
        )
    )
    for pattern_id, case_id in rows:
        members.setdefault(pattern_id, set()).add(case_id)
    return members


def open_patterns_among(cases: Iterable[Case]) -> dict[int, list[Pattern]]:
    """Per case the open patterns in which it stands, by number."""
    rows = db.session.execute(
        select(PatternMember.case_id, Pattern)
        .join(Pattern, Pattern.id == PatternMember.pattern_id)
        .where(
            PatternMember.case_id.in_([case.id for case in cases]),
            PatternMember.removed.is_(False),
            Pattern.across.is_(False),
            Pattern.state.in_(list(OPEN_STATES)),
        )
        .order_by(Pattern.number)
    )
    found: dict[int, list[Pattern]] = {}
    for case_id, pattern in rows:
        found.setdefault(case_id, []).append(pattern)
    return found


def latest_run(organisation_id: int) -> DetectionRun | None:
    """The last run of an organisation, which keeps its rules."""
    return db.session.scalar(
        select(DetectionRun)
        .where(DetectionRun.organisation_id == organisation_id, DetectionRun.across.is_(False))
        .order_by(DetectionRun.at.desc(), DetectionRun.id.desc())
        .limit(1)
    )


def rule_named(key: str, organisation_id: int) -> Mapping[str, Any]:
    """A rule of the last run of this organisation, or a refusal."""
    run = latest_run(organisation_id)
    rules: list[Mapping[str, Any]] = run.rules if run else []
    found = next((one for one in rules if one["key"] == key), None)
    if found is None:
        raise Refused("rule", key)
    return found


def cases_of_rule(rule: Mapping[str, Any], organisation_id: int) -> tuple[list[Case], int]:
    """The shared cases that hold all fields of a rule now, newest first; and how many there are."""
    wanted = [(field, value.casefold()) for field, value in rule["items"]]
    keys = [
        key
        for key, row in fields_of(organisation_id).rows.items()
        if all(value in row.get(field, ()) for field, value in wanted)
    ]
    query = select(Case).where(Case.public_id.in_(keys)).order_by(Case.id.desc()).limit(MOST_SHOWN)
    return list(db.session.scalars(query)), len(keys)
