"""Figures as the rows of a table with a bar; one that is hidden has no length, as zero has none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask_babel import gettext as _
from flask_babel import ngettext

from app.web.dates import show_period
from app.web.language import said
from learning.queries.desk import BouwsteenLine
from learning.queries.figures import Cell
from learning.queries.steps import LEG_LABELS, Pace

Code = TypeVar("Code")


@dataclass(frozen=True)
class Bar:
    """A row of a table with a bar; without a percentage the value says why."""

    label: str
    value: str
    percent: int | None
    note: str = ""


def bars_of_cells(cells: Sequence[Cell]) -> list[Bar]:
    """Published figures as bars; a hidden one has no length, and zero looks the same."""
    largest = max((one.value or 0 for one in cells), default=0) or 1
    return [
        Bar(
            show_period(said(one.label)),
            hidden_words() if one.value is None else str(one.value),
            None if one.value is None else 100 * one.value // largest,
        )
        for one in cells
    ]


def bars_of_counts(counts: Mapping[Code, int], labels: Mapping[Code, str]) -> list[Bar]:
    """Numbers about proposals as bars, in the order in which they are given."""
    largest = max(counts.values(), default=0) or 1
    return [
        Bar(_(labels[one]), str(number), 100 * number // largest) for one, number in counts.items()
    ]


def bars_of_shares(counts: Mapping[Code, int], labels: Mapping[Code, str]) -> list[Bar]:
    """Numbers about proposals as bars of their share in the whole."""
    whole = sum(counts.values()) or 1
    return [
        Bar(
            _(labels[one]),
            _("%(percent)s%% (%(count)s)", percent=round(100 * number / whole), count=number),
            100 * number // whole,
        )
        for one, number in counts.items()
    ]


def bars_of_paces(paces: Sequence[Pace]) -> list[Bar]:
    """Times between steps as bars; a part that no proposal went whole has none."""
    largest = max((one.days or 0 for one in paces), default=0) or 1
    return [
        Bar(_(LEG_LABELS[one.leg]), _("nog niet te zeggen"), None)
        if one.days is None
        else Bar(
            _(LEG_LABELS[one.leg]),
            ngettext("%(num)s dag", "%(num)s dagen", one.days),
            100 * one.days // largest,
            ngettext("over %(num)s voorstel", "over %(num)s voorstellen", one.proposals),
        )
        for one in paces
    ]


def bars_of_bouwstenen(lines: Sequence[BouwsteenLine]) -> list[Bar]:
    """Proposals per bouwsteen as bars, with how many of them were carried out."""
    largest = max((one.proposals for one in lines), default=0) or 1
    return [
        Bar(
            said(one.name),
            str(one.proposals),
            100 * one.proposals // largest,
            _("%(count)s doorgevoerd", count=one.changed),
        )
        for one in lines
    ]


def hidden_words() -> str:
    """What stands where a figure may not be shown; zero reads the same."""
    return str(_("te weinig om te tonen"))
