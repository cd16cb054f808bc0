"""Where everything stands in a chart of counts over time with a line for a change. Pure.

Lengths are in units of the viewBox, from its upper left corner. A chart is made in two sizes, so
that its letters stay readable on a phone: it is scaled to the width of the page, and a wide one
would shrink them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class Size:
    """How large a chart is drawn, and how much room its words take."""

    width: int
    height: int
    label: int
    """How wide the name of a step is, at most."""


WIDE, NARROW = Size(720, 320, 84), Size(340, 280, 76)
LEFT, RIGHT, TOP, BOTTOM = 40, 12, 34, 34
NUMBER = 22
"""How much room a printed number takes; where steps stand closer, the table has the numbers."""
STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Band:
    """What a step could have been by chance: its low end, its middle, its high end."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Step:
    """One stretch of time: its short name, how many, and the band of the period it lies in."""

    label: str
    count: int
    band: Band | None = None


@dataclass(frozen=True)
class Point:
    """A place in the chart; `text` is printed there."""

    x: float
    y: float
    text: str = ""


@dataclass(frozen=True)
class LineChart:
    """Everything of a chart in its place: the ticks, the line, the bands, the change."""

    size: Size
    left: float
    right: float
    top: float
    bottom: float
    across: Sequence[Point]
    along: Sequence[Point]
    points: Sequence[Point]
    line: str
    bands: Sequence[str]
    middles: Sequence[str]
    change: Point
    change_side: str


def line_chart(steps: Sequence[Step], change: float, change_text: str, size: Size) -> LineChart:
    """Lay out counts over time, from left to right and from zero up.

    `change` is the moment of the change, in steps from the start of the first one (2.5 is halfway
    the third). Bands of neighbouring steps that have one are drawn as one, so a period is a step
    or more in a row with a band, and one without divides two periods. Raises ValueError without
    steps.
    """
    if not steps:
        raise ValueError("A chart without steps has nothing to show.")
    frame = _Frame(size, len(steps), _highest(steps))
    printed = frame.step >= NUMBER
    places = [Point(frame.x(n + 0.5), frame.y(one.count), "") for n, one in enumerate(steps)]
    periods = _periods(steps)
    return LineChart(
        size=size,
        left=LEFT,
        right=size.width - RIGHT,
        top=TOP,
        bottom=size.height - BOTTOM,
        across=[Point(LEFT - 8, frame.y(tick), f"{tick}") for tick in frame.ticks],
        along=_along(steps, frame, size),
        points=[
            Point(place.x, place.y, f"{one.count}" if printed else "")
            for place, one in zip(places, steps, strict=True)
        ],
        line=_path(places),
        bands=[_band(steps, period, frame) for period in periods],
        middles=[_middle(steps, period, frame) for period in periods],
        change=Point(frame.x(change), TOP, change_text),
        change_side="end" if change > len(steps) / 2 else "start",
    )


class _Frame:
    """From steps and counts to places."""

    def __init__(self, size: Size, steps: int, highest: float) -> None:
        self.size = size
        self.step = round((size.width - LEFT - RIGHT) / steps, 3)
        unit = _unit(highest)
        self.top = unit * max(1, ceil(highest / unit))
        self.ticks = range(0, self.top + 1, unit)

    def x(self, steps: float) -> float:
        return round(LEFT + steps * self.step, 1)

    def y(self, count: float) -> float:
        bottom = self.size.height - BOTTOM
        return round(bottom - count / self.top * (bottom - TOP), 1)


def _highest(steps: Sequence[Step]) -> float:
    return max(max(one.count, one.band.high if one.band else 0) for one in steps)


def _unit(highest: float) -> int:
    """A round number that divides the height in at most five parts."""
    unit = 1
    while True:
        for times in STEPS:
            if highest <= 5 * unit * times:
                return unit * times
        unit *= 10


def _along(steps: Sequence[Step], frame: _Frame, size: Size) -> list[Point]:
    """The names below: every one, or one in so many that they do not touch."""
    every = max(1, ceil(size.label / frame.step))
    return [
        Point(frame.x(number + 0.5), size.height - BOTTOM + 20, one.label)
        for number, one in enumerate(steps)
        if number % every == 0
    ]


def _periods(steps: Sequence[Step]) -> list[range]:
    """The stretches of neighbouring steps that have a band."""
    found: list[range] = []
    for number, one in enumerate(steps):
        if one.band is None:
            continue
        if found and found[-1].stop == number:
            found[-1] = range(found[-1].start, number + 1)
        else:
            found.append(range(number, number + 1))
    return found


def _band(steps: Sequence[Step], period: range, frame: _Frame) -> str:
    """The outline of a band: along the high ends, and back along the low ends."""
    high = [place for n in period for place in _stair(n, _of(steps[n]).high, frame)]
    low = [place for n in period for place in _stair(n, _of(steps[n]).low, frame)]
    return _path([*high, *reversed(low)]) + "Z"


def _middle(steps: Sequence[Step], period: range, frame: _Frame) -> str:
    return _path([place for n in period for place in _stair(n, _of(steps[n]).middle, frame)])


def _stair(number: int, height: float, frame: _Frame) -> list[Point]:
    return [Point(frame.x(one), frame.y(height)) for one in (number, number + 1)]


def _of(step: Step) -> Band:
    assert step.band is not None
    return step.band


def _path(places: Sequence[Point]) -> str:
    return "M" + "L".join(f"{one.x} {one.y}" for one in places)
