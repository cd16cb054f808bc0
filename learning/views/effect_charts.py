"""The chart on the page of an effect: of published figures, or of exact months for the analyst."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import format_date
from flask_babel import gettext as _

from app.quarters import Window
from learning.effect import compare, rate_of
from learning.layout.line import NARROW, WIDE, Band, LineChart, Step, line_chart
from learning.lifecycle.practice import months_after
from learning.queries.exact_effect import ExactEffect
from learning.queries.published_effect import Figure


@dataclass(frozen=True)
class Line:
    """A row of the table under a chart."""

    label: str
    cases: int
    exposure: int
    period: str


@dataclass(frozen=True)
class Chart:
    """One chart in two sizes, with the same in a table."""

    wide: LineChart
    narrow: LineChart
    lines: Sequence[Line]


@dataclass(frozen=True)
class _Stretch:
    """A stretch of time on its way into a chart; `after` says in which period it lies, if any."""

    first: date
    last: date
    label: str
    short: str
    cases: int
    exposure: int
    after: bool | None


Rates = dict[bool, tuple[float, float, float]]


def published_chart(figures: Sequence[Figure], changed_on: date) -> Chart | None:
    """The published figures of the windows around a change; no chart without any."""
    if not figures:
        return None
    stretches = [
        _Stretch(
            one.window.start,
            one.window.end,
            one.window.label,
            _short(one.window),
            one.count.cases,
            one.count.exposure,
            _side(one.window.start, one.window.end, changed_on),
        )
        for one in figures
    ]
    periods = {
        side: [one.count for one, of in zip(figures, stretches, strict=True) if of.after is side]
        for side in (False, True)
    }
    found = compare(periods[False], periods[True])
    phi = found.phi if found else 1.0
    return _chart(stretches, {side: rate_of(one, phi) for side, one in periods.items()}, changed_on)


def exact_chart(exact: ExactEffect, changed_on: date) -> Chart:
    """The exact months, for the analyst alone."""
    stretches = [
        _Stretch(
            one.start,
            months_after(one.start, 1) - timedelta(days=1),
            format_date(one.start, "MMMM y"),
            format_date(one.start, "MMM y"),
            one.count.cases,
            one.count.exposure,
            one.after,
        )
        for one in exact.months
    ]
    return _chart(stretches, exact.rates, changed_on)


def _chart(stretches: Sequence[_Stretch], rates: Rates, changed_on: date) -> Chart:
    steps = [Step(one.short, one.cases, _band(one, rates)) for one in stretches]
    change = _place(stretches, changed_on)
    wide, narrow = (line_chart(steps, change, _("verandering"), size) for size in (WIDE, NARROW))
    return Chart(
        wide, narrow, [Line(one.label, one.cases, one.exposure, _period(one)) for one in stretches]
    )


def _band(one: _Stretch, rates: Rates) -> Band | None:
    """What the rate of its period makes of so many shared cases."""
    if one.after is None or one.after not in rates:
        return None
    low, middle, high = (one.exposure * rate for rate in rates[one.after])
    return Band(low, middle, high)


def _place(stretches: Sequence[_Stretch], changed_on: date) -> float:
    """Where in the row of stretches the change lies, each of them one wide."""
    for number, one in enumerate(stretches):
        if changed_on <= one.last:
            days = (one.last - one.first).days + 1
            return number + max(0, (changed_on - one.first).days) / days
    return float(len(stretches))


def _side(first: date, last: date, changed_on: date) -> bool | None:
    if last < changed_on:
        return False
    return True if first >= changed_on else None


def _period(one: _Stretch) -> str:
    if one.after is None:
        return str(_("telt niet mee"))
    return str(_("na de verandering") if one.after else _("voor de verandering"))


def _short(window: Window) -> str:
    """The name of a window, short enough to stand under a point."""
    year = window.first.year
    if len(window.quarters) == 1:
        return str(_("%(number)se kw. %(year)s", number=window.first.number, year=year))
    if len(window.quarters) == 2:
        half = (window.first.number + 1) // 2
        return str(_("%(number)se halfj. %(year)s", number=half, year=year))
    return str(year)
