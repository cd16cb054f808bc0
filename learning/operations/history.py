"""Keeping what an analyst decides about a pattern, with how it was before, so as to undo it.

A decision keeps what it changed and nothing else: fields of patterns, places of cases in them, the
answer to a proposal of a run. Cases stand in it by their public id, never by their words.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.audit import Actor, record
from app.clock import now
from app.database import db
from cases.models.case import Case
from learning.lifecycle.patterns import PatternState
from learning.models.curation import PatternDecision, PatternSuggestion
from learning.models.patterns import DecidedBy, Pattern, PatternMember

# Not `looked_at`: who has looked has looked.
FIELDS = (
    "title",
    "summary",
    "state",
    "possible",
    "curated",
    "network",
    "dismissed_reason",
    "dismissed_kind",
    "merged_into_id",
    "confirmed_at",
    "published_at",
)

Plain = dict[str, Any]

_COLUMNS = (
    PatternMember.removed,
    PatternMember.decided_by,
    PatternMember.published,
    PatternMember.place,
    PatternMember.joined_at,
    PatternMember.merged_from_id,
)


@contextmanager
def deciding(
    action: str,
    pattern: Pattern,
    *,
    by: Actor,
    other: Pattern | None = None,
    suggestion: PatternSuggestion | None = None,
) -> Iterator[PatternDecision]:
    """Keep what is changed inside the block as one decision, and note it in the audit trail.

    A second pattern that the block makes itself is handed over as `decision.other`. What changed
    nothing is noted and not kept: there is nothing to undo.
    """
    db.session.flush()
    decision = PatternDecision(action=action, pattern=pattern, other=other)
    began = _seen(pattern, decision.other, suggestion)
    in_candidates = _machine_rows(pattern)
    yield decision
    db.session.flush()
    ended = _seen(pattern, decision.other, suggestion)
    decision.before, decision.after = _difference(began, ended)
    own = set(decision.before.get("members", {}).get(pattern.public_id, {}))
    code = pattern.organisation.public_id
    record(by, action, "pattern", pattern, organisation=code, records=sorted(own))
    released = _released(in_candidates, _machine_rows(pattern), decision)
    if released:
        decision.before["released"] = released
    if decision.before or decision.after or decision.undoes is not None:
        decision.at, decision.by_id = now(), by.person_id
        db.session.add(decision)
        db.session.flush()


def _seen(
    pattern: Pattern, other: Pattern | None, suggestion: PatternSuggestion | None
) -> dict[str, Plain]:
    """What stands in the database now, of all that a decision may change."""
    concerned = [pattern, other] if other is not None else [pattern]
    return {
        "patterns": {one.public_id: fields_of(one) for one in concerned},
        "members": {one.public_id: rows_of(one) for one in concerned},
        "exemplars": {one.public_id: exemplars_of(one) for one in concerned},
        "suggestions": {suggestion.public_id: {"accepted": suggestion.accepted}}
        if suggestion
        else {},
    }


def fields_of(pattern: Pattern) -> Plain:
    """The fields of a pattern that a decision may change, in plain values."""
    return {name: _plain(getattr(pattern, name)) for name in FIELDS}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def exemplars_of(pattern: Pattern) -> dict[str, bool]:
    """The cases that stand as examples of a pattern."""
    return dict.fromkeys(pattern.explanation.get("exemplars", []), True)


def rows_of(pattern: Pattern) -> dict[str, Plain]:
    """Per case the row that says whether it is in a pattern, in plain values."""
    found = db.session.execute(
        select(Case.public_id, *_COLUMNS)
        .join(PatternMember, PatternMember.case_id == Case.id)
        .where(PatternMember.pattern_id == pattern.id)
    )
    return {key: _row(values) for key, *values in found}


def _row(values: Sequence[Any]) -> Plain:
    return {column.key: _plain(value) for column, value in zip(_COLUMNS, values, strict=True)}


def _machine_rows(pattern: Pattern) -> dict[tuple[str, str], Plain]:
    """What a run put in the candidates of this organisation, by pattern and case."""
    found = db.session.execute(
        select(Pattern.public_id, Case.public_id, *_COLUMNS)
        .join(PatternMember, PatternMember.pattern_id == Pattern.id)
        .join(Case, Case.id == PatternMember.case_id)
        .where(
            Pattern.organisation_id == pattern.organisation_id,
            Pattern.state == PatternState.CANDIDATE,
            PatternMember.decided_by == DecidedBy.MACHINE,
        )
    )
    return {(pattern_key, case_key): _row(values) for pattern_key, case_key, *values in found}


def _released(
    began: Mapping[tuple[str, str], Plain],
    ended: Collection[tuple[str, str]],
    decision: PatternDecision,
) -> list[list[Any]]:
    """What left other candidates because of this decision."""
    concerned = {
        decision.pattern.public_id,
        *([decision.other.public_id] if decision.other else []),
    }
    return [
        [pattern, case, row]
        for (pattern, case), row in began.items()
        if (pattern, case) not in ended and pattern not in concerned
    ]


def _difference(began: dict[str, Plain], ended: dict[str, Plain]) -> tuple[Plain, Plain]:
    """What changed, as it was and as it is. What was not there yet, or went, is None."""
    before: Plain = {}
    after: Plain = {}
    for part, records in ended.items():
        for key, values in records.items():
            earlier = began[part].get(key)
            names = _changed(earlier or {}, values)
            if earlier is None and part == "patterns":
                before.setdefault(part, {})[key] = None
                after.setdefault(part, {})[key] = values
            elif names:
                before.setdefault(part, {})[key] = {n: (earlier or {}).get(n) for n in names}
                after.setdefault(part, {})[key] = {n: values.get(n) for n in names}
    return before, after


def _changed(earlier: Plain, later: Plain) -> Sequence[str]:
    return [n for n in {**earlier, **later} if earlier.get(n) != later.get(n)]
