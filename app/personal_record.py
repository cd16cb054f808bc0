"""What is kept of one person, package by package: to hand over, and to erase.

Each package registers what it keeps, so that a request of a person reaches all of it and this
module knows no table.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Export = Callable[[int], dict[str, Any]]
Erase = Callable[[int], None]


@dataclass(frozen=True)
class Part:
    """What one package keeps: `export` gives plain values, `erase` runs inside a transaction."""

    export: Export
    erase: Erase


_parts: dict[str, Part] = {}


def register(name: str, export: Export, erase: Erase) -> None:
    """Offer a part; registering a name again replaces it."""
    _parts[name] = Part(export, erase)


def registered() -> frozenset[str]:
    """The names of the parts, in no order."""
    return frozenset(_parts)


def export_person(person_id: int) -> dict[str, dict[str, Any]]:
    """All that is kept of a person, by part."""
    return {name: part.export(person_id) for name, part in sorted(_parts.items())}


def erase_person(person_id: int) -> None:
    """Erase a person everywhere; the last registered first, the person's own row at the end."""
    for name in reversed(_parts):
        _parts[name].erase(person_id)
