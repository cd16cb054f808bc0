"""What can be decided about a pattern, and which of two decisions must be undone first. Pure.

Two decisions touch when they changed the same thing: a field of a pattern, the place of a case in
it, the answer to a proposal of a run. Only then must the later one be undone first.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol, TypeVar

# What others have read, and what began to exist, is not taken back by a press.
LASTING = frozenset({"publish", "make"})

UNDO = "undo"

DECISION_LABELS = {
    "make": "patroon gemaakt",
    "confirm": "bevestigd",
    "describe": "titel en samenvatting",
    "dismiss": "terzijde gelegd",
    "restore": "teruggezet",
    "merge": "samengevoegd",
    "separate": "weer losgemaakt",
    "split": "gesplitst",
    "remove_member": "casus eruit gehaald",
    "add_member": "hoort hier",
    "leave_suggestion": "zo gelaten",
    "publish": "gepubliceerd",
    UNDO: "ongedaan gemaakt",
}


class Decided(Protocol):
    """A decision as it is kept; a later one has a higher id."""

    id: Any
    undone_at: Any
    undoes_id: Any
    before: Any
    after: Any


D = TypeVar("D", bound=Decided)
Key = tuple[str, str, str]


def in_the_way(decision: Decided, others: Iterable[D]) -> D | None:
    """The latest decision that must be undone before this one can be, if there is one.

    What was itself undone is not in the way, nor is an undoing of something later than this.
    """
    mine = keys_of(decision)
    found = [
        one
        for one in others
        if one.id > decision.id
        and one.undone_at is None
        and not (one.undoes_id or 0) > decision.id
        and mine & keys_of(one)
    ]
    return max(found, key=lambda one: int(one.id), default=None)


def keys_of(decision: Decided) -> set[Key]:
    """What a decision changed: part, record, and the field or the case in it."""
    return set(_keys(decision.before)) | set(_keys(decision.after))


def _keys(changes: Mapping[str, Any]) -> Iterator[Key]:
    for part in ("patterns", "members", "suggestions"):
        for record, values in changes.get(part, {}).items():
            yield from ((part, record, name) for name in values or () if name != "curated")


def moment_of(text: str | None) -> datetime | None:
    """A moment as a decision keeps it."""
    return datetime.fromisoformat(text) if text else None
