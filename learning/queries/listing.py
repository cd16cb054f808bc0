"""What the command line tells of patterns; a case goes by the id that it came with."""

from typing import Any

from learning.lifecycle.patterns import SETTLED_STATES, PatternState
from learning.models.patterns import Pattern
from learning.queries.comparison import all_patterns, membership_keys, shown_keys


def found_patterns(organisation_id: int) -> dict[str, list[Any]]:
    """Candidates and confirmed patterns with their cases, and the cases that stand in none.

    A candidate that may well be chance is left out, as on the first list of the bench; its cases
    count as standing in none.
    """
    shown = shown_keys(organisation_id)
    members, _, _ = membership_keys(organisation_id)
    lines = [
        _line(pattern, [shown[key] for key in shown if key in members[pattern.id]])
        for pattern in all_patterns(organisation_id)
        if _is_listed(pattern) and members[pattern.id]
    ]
    taken = {key for line in lines for key in line["cases"]}
    return {"patterns": lines, "unassigned": [one for one in shown.values() if one not in taken]}


def _is_listed(pattern: Pattern) -> bool:
    if pattern.state is PatternState.CANDIDATE:
        return not pattern.possible
    return pattern.state in SETTLED_STATES


def _line(pattern: Pattern, cases: list[str]) -> dict[str, Any]:
    return {
        "id": pattern.public_id,
        "title": pattern.title,
        "cases": cases,
        "terms": pattern.explanation.get("terms", []),
        "signals": [
            {name: signal[name] for name in ("field", "value", "count", "size", "tested")}
            for signal in pattern.explanation.get("signals", [])
        ],
    }
