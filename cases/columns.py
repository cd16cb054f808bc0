"""The columns of a file with cases: their names, and the Dutch words for them. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.refusals import Invalid

# In the order in which an export writes them.
COLUMNS: dict[str, tuple[str, ...]] = {
    "id": (),
    "date": ("datum",),
    "title": ("titel",),
    "situation": ("situatie",),
    "standard_procedure": ("standaardprocedure",),
    "deviation": ("afwijking",),
    "consideration": ("afweging",),
    "outcome": ("resultaat",),
    "procedure": (),
    "law": ("wet",),
    "domain": ("domein",),
    "obstacle": ("knelpunt",),
    "bouwstenen": (),
    "organisation": ("organisatie",),
    "team": (),
    "gut_feeling": ("buikpijn",),
    "reporter": ("inbrenger", "melder"),
}
QUARTER = "quarter"
"""Written by an export, because outside the team a case shows its quarter and not its date."""

# Labels for measuring, and what an export adds: known, and never read.
IGNORED = ("root_cause", "pii", QUARTER, "kwartaal")


@dataclass(frozen=True)
class Matched:
    """Which header of a file holds which column, and the headers that nobody knows."""

    headers: dict[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


def match_columns(headers: Sequence[str]) -> Matched:
    """Find the columns behind headers in either language, in any order, whatever their capitals.

    Raises Invalid when two headers mean the same column, or when title or situation is missing.
    """
    found: dict[str, str] = {}
    unknown = []
    for header in headers:
        name = column_of(header)
        if name in found:
            raise Invalid(f"De kolommen '{found[name]}' en '{header[:40]}' zijn dezelfde kolom.")
        if name:
            found[name] = header
        elif header and _plain(header) not in _IGNORED:
            unknown.append(header)
    _require_texts(found)
    return Matched(found, tuple(unknown))


def chosen_columns(headers: Mapping[str, str]) -> Matched:
    """The columns that somebody chose for each header; an empty choice leaves the header out.

    Raises Invalid as `match_columns` does.
    """
    found: dict[str, str] = {}
    for header, name in headers.items():
        if name in found:
            raise Invalid(f"De kolommen '{found[name]}' en '{header[:40]}' zijn dezelfde kolom.")
        if name in COLUMNS:
            found[name] = header
    _require_texts(found)
    return Matched(found, tuple(header for header, name in headers.items() if not name))


def _require_texts(found: Mapping[str, str]) -> None:
    missing = [name for name in ("title", "situation") if name not in found]
    if missing:
        words = " en ".join(COLUMNS[name][0] for name in missing)
        raise Invalid(f"Het bestand heeft geen kolom {words}.")


def column_of(header: str) -> str:
    """The name of the column that a header means; empty when it means none."""
    return _BY_WORD.get(_plain(header), "")


def _plain(header: str) -> str:
    return re.sub(r"[\s_-]+", "", header.casefold())


_BY_WORD = {_plain(word): name for name, words in COLUMNS.items() for word in (name, *words)}
_IGNORED = {_plain(word) for word in IGNORED}
