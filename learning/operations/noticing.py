"""What the analyst is told beside the text: what rises, what is a fixed line, what goes together.

`note_signals` opens a transaction itself, because it computes for long before it writes; call it
outside of one. It may run twice: what it writes is what holds at that moment.
"""

import base64
import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update

from app.audit import Actor, Origin, record
from app.database import db, transaction
from app.people.models import Organisation
from cases.terms import OutcomeStatus, UsedRoom, label
from learning.models.runs import DetectionRun
from learning.queries.comparison import all_patterns
from learning.queries.signals import (
    Fields,
    fields_of,
    latest_run,
    open_members,
    treatments,
    weeks_ago,
)
from learning.signals.fixed_line import fixed_line

JOB = Actor(Origin.JOB)
KEY_LENGTH = 16
MOST_RULES = 100
ROOMS = frozenset(UsedRoom) - {UsedRoom.UNKNOWN, UsedRoom.NONE}
ORDER = ("procedure", "law", "domain", "obstacle", "used_room", "partners", "bouwstenen")
TIED = {("domain", "procedure"), ("domain", "law")}
HELPING = frozenset({OutcomeStatus.HELPED, OutcomeStatus.PARTLY})

Notices = dict[int, dict[str, Any]]


@dataclass(frozen=True)
class _Seen:
    """What was read: the cases of each open pattern, and of cases week, treatment and fields."""

    members: dict[int, set[int]]
    weeks: dict[int, int]
    treatments: dict[int, tuple[str, str]]
    fields: Fields


def note_signals(organisation_id: int, moment: datetime, *, by: Actor = JOB) -> None:
    """Keep with each pattern what the analyst is told of it, and with the last run its rules.

    Only the last run keeps rules: they hold words out of cases.
    """
    seen = _Seen(
        open_members(organisation_id),
        weeks_ago(organisation_id, moment),
        treatments(organisation_id),
        fields_of(organisation_id),
    )
    db.session.rollback()
    notices, rules = _notices(seen), _rules(seen.fields)
    with transaction():
        for pattern in all_patterns(organisation_id):
            if pattern.notices != notices.get(pattern.id, {}):
                pattern.notices = notices.get(pattern.id, {})
        run = latest_run(organisation_id)
        if run is not None:
            _keep_rules(run, rules, by)


def _keep_rules(run: DetectionRun, rules: list[dict[str, Any]], by: Actor) -> None:
    run.rules = rules
    db.session.execute(
        update(DetectionRun)
        .where(DetectionRun.organisation_id == run.organisation_id, DetectionRun.id != run.id)
        .values(rules=[])
    )
    organisation = db.session.get_one(Organisation, run.organisation_id)
    record(by, "note_signals", "detection_run", run, organisation=organisation.public_id)


def _notices(seen: _Seen) -> Notices:
    notices: Notices = {pattern_id: {} for pattern_id in seen.members}
    for pattern_id, notice in _rising(seen).items():
        notices[pattern_id]["rising"] = notice
    for pattern_id, cases in seen.members.items():
        line = fixed_line(
            (seen.treatments[one] for one in cases if one in seen.treatments),
            rooms=ROOMS,
            outcomes=HELPING,
        )
        if line is not None:
            notices[pattern_id]["fixed_line"] = {
                "room": label(UsedRoom(line.room)),
                "outcome": line.outcome,
                "cases": line.cases,
                "stated": line.stated,
            }
    return notices


def _rising(seen: _Seen) -> Notices:
    from learning.signals.rising import WEEKS, find_rises  # noqa: PLC0415 - loads scipy

    # Before its first case the organisation was not there: those weeks are no quiet weeks.
    length = min(WEEKS, max(seen.weeks.values(), default=0) + 1)
    patterns = sorted(seen.members)
    counts = [_by_week(seen.members[one], seen.weeks, length) for one in patterns]
    rises = find_rises(counts, _by_week(seen.weeks, seen.weeks, length))
    return {
        pattern_id: {
            "cases": rise.cases,
            "expected": round(rise.expected, 1),
            "weeks_ago": rise.weeks_ago,
        }
        for pattern_id, rise in zip(patterns, rises, strict=True)
        if rise is not None
    }


def _by_week(cases: Collection[int], weeks: Mapping[int, int], length: int) -> list[int]:
    """How many of these cases were first shared in each week, oldest first; others do not count."""
    counts = [0] * length
    for case in cases:
        if weeks.get(case, length) < length:
            counts[-1 - weeks[case]] += 1
    return counts


def _rules(fields: Fields) -> list[dict[str, Any]]:
    from learning.signals.rules import find_rules  # noqa: PLC0415 - loads scipy

    return [
        {
            "key": _key(rule.items),
            "items": [
                [field, fields.written[value]] for field, value in sorted(rule.items, key=_place)
            ],
            "cases": rule.cases,
            "expected": round(rule.expected, 1),
        }
        for rule in find_rules(list(fields.rows.values()), TIED)[:MOST_RULES]
    ]


def _place(item: tuple[str, str]) -> int:
    """Where a field stands in a sentence: first what it is about, then what was in the way."""
    return ORDER.index(item[0])


def _key(items: tuple[tuple[str, str], ...]) -> str:
    """The same for the same fields in every run, so that a link goes on leading to them."""
    digest = hashlib.sha256(json.dumps(items).encode()).digest()
    return base64.b32encode(digest).decode().lower()[:KEY_LENGTH]
