"""The names of procedures: which stay, which were merged into them, and how often each is used."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select

from app.database import db
from app.refusals import Refused
from cases.lifecycle import SHARED_STATES
from cases.lookalikes import alike
from cases.models.case import Case, Reading
from cases.models.lists import Procedure, led_on
from cases.queries.lists import procedures_of

MOST_PAIRS = 20


@dataclass(frozen=True)
class ProcedureLine:
    """A name that stays, the names merged into it, and in how many shared cases it stands.

    The number is exact: it is for the analyst alone.
    """

    procedure: Procedure
    merged: Sequence[Procedure]
    cases: int


def procedure_of(public_id: str, organisation_id: int) -> Procedure:
    """A procedure of this organisation, merged or not, or a refusal."""
    found = db.session.scalar(
        select(Procedure).where(
            Procedure.public_id == public_id, Procedure.organisation_id == organisation_id
        )
    )
    if found is None:
        raise Refused("procedure", public_id)
    return found


def kept_address(public_id: str) -> str:
    """The address part of the procedure that this one leads to; what is unknown stays as it is."""
    led = led_on()
    asked = select(Procedure.id).where(Procedure.public_id == public_id).scalar_subquery()
    found = db.session.scalar(
        select(Procedure.public_id)
        .join(led, led.c.kept_id == Procedure.id)
        .where(led.c.id == asked)
    )
    return found or public_id


def merged_names(organisation_id: int) -> dict[int, list[Procedure]]:
    """By the procedure that stays (its key) the ones that were merged into it, by name."""
    merged = db.session.scalars(
        select(Procedure)
        .where(Procedure.organisation_id == organisation_id, Procedure.merged_into_id.is_not(None))
        .order_by(Procedure.sort_key)
    )
    found: dict[int, list[Procedure]] = defaultdict(list)
    for one in merged:
        found[one.current.id].append(one)
    return found


def procedure_lines(organisation_id: int) -> list[ProcedureLine]:
    """Every name that stays, by name, for the analyst of the organisation."""
    merged, counts = merged_names(organisation_id), _counts(organisation_id)
    return [
        ProcedureLine(one, merged.get(one.id, []), counts[one.id])
        for one in procedures_of(organisation_id)
    ]


def _counts(organisation_id: int) -> Counter[int]:
    """In how many shared cases a procedure stands: as the reporter chose it, or as was read."""
    shared = (Case.organisation_id == organisation_id, Case.state.in_(list(SHARED_STATES)))
    led = led_on()
    told = select(led.c.kept_id, Case.id).join(Case, Case.procedure_id == led.c.id).where(*shared)
    read = (
        select(led.c.kept_id, Case.id)
        .join(Reading, Reading.procedure_id == led.c.id)
        .join(Case, Case.id == Reading.case_id)
        .where(*shared)
    )
    return Counter(kept for kept, _case in db.session.execute(told.union(read)))


def lookalike_pairs(lines: Sequence[ProcedureLine]) -> list[tuple[ProcedureLine, ProcedureLine]]:
    """Names that look alike, most alike first; of each two the one that more cases use first."""
    pairs = alike([one.procedure.name for one in lines])[:MOST_PAIRS]
    found = [(lines[pair.one], lines[pair.other]) for pair in pairs]
    return [(b, a) if b.cases > a.cases else (a, b) for a, b in found]


def cases_named(procedure: Procedure) -> Select[int]:
    """The shared cases that carry this name or one merged into it, by reporter or analyst."""
    led = led_on()
    same = select(led.c.id).where(led.c.kept_id == procedure.current.id)
    read = select(Reading.case_id).where(Reading.procedure_id.in_(same))
    return (
        select(Case.id)
        .where(Case.state.in_(list(SHARED_STATES)))
        .where(Case.procedure_id.in_(same) | Case.id.in_(read))
        .order_by(Case.id)
    )
