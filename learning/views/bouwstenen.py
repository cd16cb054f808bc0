"""Where bouwstenen help and pinch, with the patterns behind it: for the analyst alone."""

from collections.abc import Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.people.roles import Role
from app.web.access import access, here, roles
from cases.queries.lists import bouwsteen_set_of, bouwsteen_sets_of
from learning.queries.bouwstenen import BouwsteenLine, Tally, bouwsteen_lines
from learning.views.bars import Bar

blueprint = Blueprint("bouwstenen", __name__)


@blueprint.get("/patronen/werkbank/bouwstenen")
@access(roles(Role.ANALYST))
def overview() -> ResponseReturnValue:
    """One set of bouwstenen with its numbers; the active one unless another is asked for."""
    sets = bouwsteen_sets_of(here.id)
    key = request.args.get("set", "")
    shown = bouwsteen_set_of(key, here.id) if key else next(iter(sets), None)
    lines = bouwsteen_lines(shown) if shown else []
    return render_template(
        "learning/bouwstenen/overview.html",
        sets=sets,
        shown=shown,
        lines=[(line, _bars(line.everywhere, _largest(lines))) for line in lines],
    )


def _largest(lines: Sequence[BouwsteenLine]) -> int:
    """The largest number on the page: all bars have one measure."""
    tallies = [line.everywhere for line in lines]
    return max((max(one.pinched, one.helped, one.read) for one in tallies), default=0) or 1


def _bars(tally: Tally, largest: int) -> list[Bar]:
    named = [
        (_("Knelde"), tally.pinched),
        (_("Hielp"), tally.helped),
        (_("In de duiding"), tally.read),
    ]
    return [Bar(str(label), str(count), 100 * count // largest) for label, count in named]
