"""What stands in the picture and where, in percents of it: areas, dots, and names of patterns.

One picture serves a wide screen and a phone: places are percents, sizes are pixels. Names are
placed twice: in full for `WIDE_SCREEN`, as numbers alone for `PHONE`.
"""

import textwrap
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from learning.layout.areas import Area, Line, Place, area_of
from learning.layout.labels import Box, Spot, Wanted, boxes_for

WIDE_SCREEN = (900.0, 680.0)
PHONE = (340.0, 460.0)
LETTER, LINE_HEIGHT, SIGN, PADDING = 7.4, 18.0, 30.0, 12.0
LETTERS, LINES = 27, 2
CROWD = 250
# What stays free along the edges, in percents of width and height: an area is wider than its dots.
INSET = (3.0, 4.5)


class Shape(StrEnum):
    """How a case or a pattern is drawn: by shape, and by colour beside it."""

    SETTLED = "settled"
    CANDIDATE = "candidate"
    POSSIBLE = "possible"
    ALONE = "alone"


ORDER = {shape: place for place, shape in enumerate(Shape)}


@dataclass(frozen=True)
class DrawnCase:
    """A case to draw: its key and title, where it stands, its shape."""

    key: str
    title: str
    place: Place
    shape: Shape


@dataclass(frozen=True)
class DrawnPattern:
    """A pattern to draw: by what it is known, its shape, and the places of its cases."""

    key: str
    number: int
    title: str
    shape: Shape
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Label:
    """A name in the picture: left and top in percents, its size in pixels, and its lines.

    `spot` is what it names, in percents too: a line leads there.
    """

    pattern: DrawnPattern
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    spot: Place
    end: Place


@dataclass(frozen=True)
class DrawnArea:
    """The area of a pattern: its lines, and a place for its number on each smaller island."""

    pattern: DrawnPattern
    lines: list[Line]
    apart: list[Place]


@dataclass(frozen=True)
class Picture:
    """All that is drawn, what lies beneath first. `wide` and `phone` hold the names.

    In a crowded one dots are small.
    """

    areas: list[DrawnArea]
    dots: list[DrawnCase]
    crowded: bool
    wide: list[Label]
    phone: list[Label]


def picture_of(
    patterns: Collection[DrawnPattern], cases: Sequence[DrawnCase], zoom: float = 1.0
) -> Picture:
    """The picture of these patterns and cases.

    The surest patterns get room for a name first, and of those the largest; where names would hide
    too much there are numbers. Large areas lie beneath small ones. `zoom` is how much larger it is
    than the whole map.
    """
    ranked = sorted(patterns, key=lambda one: (ORDER[one.shape], -len(one.places), one.number))
    areas = {one.key: area_of(one.places, zoom) for one in ranked}
    dots = [case.place for case in cases]
    stacked = sorted(ranked, key=lambda one: -len(one.places))
    return Picture(
        areas=[_drawn(one, areas[one.key]) for one in stacked],
        dots=_cases_in_percents(cases),
        crowded=len(cases) > CROWD,
        wide=_labels(ranked, areas, dots, WIDE_SCREEN, names=True),
        phone=_labels(ranked, areas, dots, PHONE, names=False),
    )


def _cases_in_percents(cases: Sequence[DrawnCase]) -> list[DrawnCase]:
    """The same cases with their places in percents; those in no pattern first, so beneath."""
    drawn = [DrawnCase(one.key, one.title, percents(one.place), one.shape) for one in cases]
    return sorted(drawn, key=lambda one: one.shape is not Shape.ALONE)


def percents(place: Place) -> Place:
    """A place as percents of the picture, in hundredths of a percent."""
    x, y = (free + (100 - 2 * free) * at for free, at in zip(INSET, place, strict=True))
    return round(x, 2), round(y, 2)


def _drawn(pattern: DrawnPattern, area: Area) -> DrawnArea:
    lines = [(percents(start), percents(end)) for start, end in area.lines]
    return DrawnArea(pattern, lines, [percents(one) for one in area.apart])


def _labels(
    ranked: Sequence[DrawnPattern],
    areas: Mapping[str, Area],
    dots: Sequence[Place],
    size: Spot,
    *,
    names: bool,
) -> list[Label]:
    """Names in order of pattern number, which is the order in which the keyboard passes them."""
    told = [[short(one.title), ()] if names else [()] for one in ranked]
    wanted = [
        Wanted(_on(areas[one.key].middle, size), tuple(map(room_for, ways)))
        for one, ways in zip(ranked, told, strict=True)
    ]
    boxes = boxes_for(wanted, [_on(dot, size) for dot in dots], size)
    labels = [
        _label(one, ways[found.size], found.box, percents(areas[one.key].middle), size)
        for one, ways, found in zip(ranked, told, boxes, strict=True)
        if found is not None
    ]
    return sorted(labels, key=lambda label: label.pattern.number)


def _label(
    pattern: DrawnPattern, lines: tuple[str, ...], box: Box, spot: Place, size: Spot
) -> Label:
    left, top, width, height = box
    x, y, middle_x, middle_y = (
        round(100 * at / whole, 2)
        for at, whole in (
            (left, size[0]),
            (top, size[1]),
            (left + width / 2, size[0]),
            (top + height / 2, size[1]),
        )
    )
    return Label(pattern, x, y, width, height, lines, spot, (middle_x, middle_y))


def _on(place: Place, size: Spot) -> Spot:
    """A place in pixels of a picture of this size."""
    x, y = percents(place)
    return x / 100 * size[0], y / 100 * size[1]


def short(title: str) -> tuple[str, ...]:
    """A title in two lines at most, cut off between words."""
    return tuple(textwrap.wrap(title, LETTERS, max_lines=LINES, placeholder="…"))


def room_for(lines: Sequence[str]) -> tuple[float, float]:
    """Width and height in pixels of a number with these lines beside it."""
    letters = max(map(len, lines), default=0)
    beside = LETTER * letters + PADDING if letters else 0.0
    height = max(SIGN, LINE_HEIGHT * len(lines) + PADDING)
    return round(SIGN + beside, 1), height
