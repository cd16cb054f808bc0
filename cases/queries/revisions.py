"""The versions of a case, each with what it changed in the one before it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from cases.differences import Piece, difference, shortened
from cases.models.case import Case
from cases.queries.cases import revisions_of


@dataclass(frozen=True)
class Change:
    """A field that a version changed, and how."""

    field: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Version:
    """How a case read from `at` on; the first has nothing before it and so no changes."""

    number: int
    at: datetime
    changes: list[Change]
    current: bool = False
    first: bool = False


def versions_of(case: Case) -> list[Version]:
    """All versions, newest first. A version is kept when the next one takes its place."""
    earlier = list(revisions_of(case))
    texts = [{name: getattr(case, name) for name in _fields(earlier)}] + [
        one.texts for one in earlier
    ]
    numbers = [case.version] + [one.version for one in earlier]
    moments = [one.at for one in earlier] + [case.created_at]
    changes = [_changes(before, after) for after, before in pairwise(texts)] + [[]]
    last = len(earlier)
    return [
        Version(number, moments[place], changes[place], current=place == 0, first=place == last)
        for place, number in enumerate(numbers)
    ]


def _fields(earlier: list[Any]) -> list[str]:
    return list(earlier[0].texts) if earlier else []


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """The fields that differ; a field that an old version did not know counts as empty."""
    return [
        Change(name, shortened(difference(old, new)))
        for name in after
        if (old := before.get(name) or "") != (new := after.get(name) or "")
    ]
