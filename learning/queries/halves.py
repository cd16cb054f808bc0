"""How a pattern could be split: what the analyst is shown before choosing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.database import db
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case
from learning.models.curation import PatternSuggestion, SuggestionKind
from learning.models.patterns import Pattern
from learning.models.runs import CaseVector
from learning.queries.comparison import field_values
from learning.queries.patterns import member_cases
from learning.queries.standing_out import FIELD_LABELS

if TYPE_CHECKING:
    from cases.meaning import Vectors

BACKGROUND = 300


@dataclass(frozen=True)
class Cut:
    """A way to split a pattern: which cases would leave it, which stay, and what tells them apart.

    `field` and `value` are empty when likeness divides them; `terms` are words of who would leave.
    """

    leaving: list[Case]
    staying: list[Case]
    terms: list[str]
    field: str = ""
    value: str = ""


def cuts_of(pattern: Pattern) -> list[Cut]:
    """Two ways to split a pattern at most: by likeness, and by the field that divides best."""
    from learning.similarity.halves import halves  # noqa: PLC0415 - loads scipy, which is slow

    cases = member_cases(pattern)
    others = field_values(_latest_others(pattern, [case.id for case in cases]))
    return [
        _cut(cases, half.keys, half.terms, FIELD_LABELS.get(half.field, ""), half.value)
        for half in halves(field_values(cases), others, _kept_meanings(cases))
    ]


def _latest_others(pattern: Pattern, members: Sequence[int]) -> Sequence[Case]:
    """The latest other cases, as a background against which words stand out."""
    return db.session.scalars(
        select(Case)
        .where(
            Case.organisation_id == pattern.organisation_id,
            Case.state.in_(list(SHARED_STATES)),
            Case.id.not_in(members),
        )
        .order_by(Case.id.desc())
        .limit(BACKGROUND)
    ).all()


def _kept_meanings(cases: Sequence[Case]) -> "dict[str, Vectors]":
    """What a run kept of the sentences of these cases; a case that was rewritten has none."""
    from cases.meaning import unpacked  # noqa: PLC0415 - loads numpy, which is slow

    rows = db.session.execute(
        select(Case.public_id, CaseVector.values)
        .join(Case, Case.id == CaseVector.case_id)
        .where(Case.id.in_([case.id for case in cases]))
    )
    return {key: unpacked(values) for key, values in rows}


def suggested_cut(suggestion: PatternSuggestion) -> Cut:
    """The split that a run proposed, over the cases that are in the pattern still."""
    cases = member_cases(suggestion.pattern)
    keys = {one.case.public_id for one in suggestion.cases}
    return _cut(cases, keys if suggestion.kind is SuggestionKind.SPLIT else (), [])


def _cut(
    cases: Collection[Case],
    keys: Collection[str],
    terms: list[str],
    field: str = "",
    value: str = "",
) -> Cut:
    chosen = set(keys)
    return Cut(
        leaving=[case for case in cases if case.public_id in chosen],
        staying=[case for case in cases if case.public_id not in chosen],
        terms=terms,
        field=field,
        value=value,
    )
