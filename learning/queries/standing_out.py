"""Which field values stand out in a pattern now, against all other cases of its organisation."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from cases.case_text import CaseText
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case, CaseBouwsteen, Reading
from cases.models.lists import Bouwsteen, Domain, Procedure
from cases.terms import label
from learning.models.patterns import Pattern

FIELD_LABELS = {
    "procedure": "procedure",
    "law": "wet of regel",
    "domain": "domein",
    "obstacle": "knelpunt",
    "partners": "partner",
    "bouwstenen": "bouwsteen",
}
# Above it the page shows what stood out when the pattern was found.
COUNTED_UP_TO = 5_000


@dataclass(frozen=True)
class Shared:
    """A field that stands out: `count` of the `size` member cases that fill it have this value.

    Of the other cases of the organisation that fill it `others` of `other_size` do; None when that
    was not counted. `tested` says that a corrected test does not take it for chance.
    """

    code: str
    value: str
    count: int
    size: int
    tested: bool = True
    others: int | None = None
    other_size: int | None = None

    @property
    def field(self) -> str:
        """The name of the field."""
        return FIELD_LABELS[self.code]


def standing_out(pattern: Pattern, members: Sequence[CaseText]) -> list[Shared]:
    """What stands out among these members, surest first; counted anew unless cases are many."""
    if _shared_count(pattern.organisation_id) > COUNTED_UP_TO:
        return _as_found(pattern, members)
    from learning.similarity.explanation import Corpus  # noqa: PLC0415 - loads scipy, which is slow

    keys = {one.key for one in members}
    texts = field_texts(pattern.organisation_id)
    corpus = Corpus.of(texts)
    rows = [place for place, one in enumerate(texts) if one.key in keys]
    return [
        Shared(
            one.field,
            one.value,
            one.count,
            one.size,
            one.tested,
            corpus.everywhere[one.field][one.value.casefold()] - one.count,
            corpus.filled[one.field] - one.size,
        )
        for one in corpus.signals(rows)
    ]


def _shared_count(organisation_id: int) -> int:
    query = select(func.count()).where(
        Case.organisation_id == organisation_id, Case.state.in_(list(SHARED_STATES))
    )
    return db.session.scalar(query) or 0


def _as_found(pattern: Pattern, members: Sequence[CaseText]) -> list[Shared]:
    """The fields that stood out when the group was found, counted anew among its members."""
    lines = []
    for signal in pattern.explanation.get("signals", []):
        name, value = str(signal["field"]), str(signal["value"])
        told = [{one.casefold() for one in text.values(name)} for text in members]
        count = sum(value.casefold() in one for one in told)
        if count > 1:
            lines.append(Shared(name, value, count, sum(map(bool, told)), bool(signal["tested"])))
    return lines


def field_texts(organisation_id: int) -> list[CaseText]:
    """The fields of every shared case of an organisation, without its texts; in a fixed order.

    The analyst's reading of procedure and obstacle goes before the reporter's tag, as in a run.
    """
    tags, names = _tags(organisation_id), _procedure_names(organisation_id)
    rows = db.session.execute(
        select(
            Case.id,
            Case.public_id,
            Case.law,
            Case.partners,
            func.coalesce(Reading.procedure_id, Case.procedure_id).label("procedure_id"),
            func.coalesce(Domain.name, "").label("domain"),
            Case.obstacle,
            Reading.obstacle.label("read_obstacle"),
        )
        .outerjoin(Reading, Reading.case_id == Case.id)
        .outerjoin(Domain, Domain.id == Case.domain_id)
        .where(Case.organisation_id == organisation_id, Case.state.in_(list(SHARED_STATES)))
        .order_by(Case.id)
    )
    return [
        CaseText(
            key=row.public_id,
            procedure=names.get(row.procedure_id, ""),
            law=row.law,
            domain=row.domain,
            obstacle=label(row.read_obstacle or row.obstacle),
            bouwstenen=tuple(tags[row.id]),
            partners=tuple(name for name in row.partners.splitlines() if name),
        )
        for row in rows
    ]


def _procedure_names(organisation_id: int) -> dict[int, str]:
    """Per procedure the name under which it goes now."""
    procedures = db.session.scalars(
        select(Procedure).where(Procedure.organisation_id == organisation_id)
    )
    return {one.id: one.current.name for one in procedures}


def _tags(organisation_id: int) -> dict[int, list[str]]:
    tags: dict[int, list[str]] = defaultdict(list)
    rows = db.session.execute(
        select(CaseBouwsteen.case_id, Bouwsteen.name)
        .join(Bouwsteen, Bouwsteen.id == CaseBouwsteen.bouwsteen_id)
        .join(Case, Case.id == CaseBouwsteen.case_id)
        .where(Case.organisation_id == organisation_id)
        .order_by(CaseBouwsteen.id)
    )
    for row in rows:
        tags[row.case_id].append(row.name)
    return tags
