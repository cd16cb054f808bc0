"""The pages of patterns to read: what everybody reads, and the bench and page of the analyst."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal
from flask_babel import gettext as _

from app.database import in_transaction
from app.people.roles import Role
from app.web.access import SIGNED_IN, access, actor, here, me, note_reading, roles
from learning.forms.patterns import AddMemberForm, merge_form
from learning.lifecycle.decisions import DECISION_LABELS, LASTING
from learning.lifecycle.patterns import STATE_LABELS, PatternState, PatternStep, can_take
from learning.models.patterns import DISMISSED_LABELS
from learning.operations.looking import look_at_pattern
from learning.permissions.patterns import curated_pattern, published_pattern
from learning.queries.bench import bench_of, suggestions_about, turn_of
from learning.queries.explanation import explanation_of
from learning.queries.history import latest_decision
from learning.queries.network import shared_above
from learning.queries.patterns import excerpts_in, heir_of, open_patterns, patterns_read_by

blueprint = Blueprint("patterns", __name__)
ANALYST = roles(Role.ANALYST)


@blueprint.get("/patronen")
@access(SIGNED_IN)
def pattern_list() -> ResponseReturnValue:
    """The published patterns that this person may read."""
    found = patterns_read_by(me)
    return render_template("learning/patterns/pattern_list.html", patterns=found)


@blueprint.get("/patronen/<public_id>")
@access(SIGNED_IN)
def pattern(public_id: str) -> ResponseReturnValue:
    """A published pattern, as it was when it was published, and what reporters released for it."""
    found = published_pattern(public_id, me)
    excerpts = excerpts_in(found)
    note_reading("excerpt", [one.public_id for one in excerpts])
    return render_template(
        "learning/patterns/pattern.html", pattern=found, quotes=[one.text for one in excerpts]
    )


@blueprint.get("/patronen/werkbank")
@access(ANALYST)
def bench() -> ResponseReturnValue:
    """The queue of candidates, and all other patterns of the organisation, for its analyst."""
    found = bench_of(here.id)
    note_reading("case", found.shown_cases, "list")
    return render_template("learning/patterns/bench.html", bench=found, number=_one_decimal)


def _one_decimal(number: float) -> str:
    return str(format_decimal(number, "0.0"))


@blueprint.get("/patronen/werkbank/<public_id>")
@access(ANALYST)
def analyse(public_id: str) -> ResponseReturnValue:
    """The analyst page: why these cases stand together, the doubtful ones first."""
    found = curated_pattern(public_id, me)
    why, last = explanation_of(found), latest_decision(found)
    note_reading("case", why.shown_cases)
    return render_template(
        "learning/patterns/analyse.html",
        pattern=found,
        why=why,
        turn=turn_of(found),
        suggestions=suggestions_about(found),
        heir=heir_of(found),
        shared=shared_above(found),
        adding=AddMemberForm(),
        merging=merge_form(found, open_patterns(here.id)),
        state=STATE_LABELS[found.state],
        can={step.value: can_take(found.state, step) for step in PatternStep},
        again=found.state is PatternState.PUBLISHED,
        last=last,
        last_undoable=last is not None and last.action not in LASTING,
        words=DECISION_LABELS,
        kinds=DISMISSED_LABELS,
    )


@blueprint.post("/patronen/werkbank/<public_id>/gezien")
@access(ANALYST)
@in_transaction
def seen(public_id: str) -> ResponseReturnValue:
    """Say that the new cases in a pattern have been looked at."""
    found = curated_pattern(public_id, me)
    look_at_pattern(found, by=actor())
    flash(_("Je hebt de nieuwe casussen gezien."), "success")
    return redirect(url_for("patterns.analyse", public_id=public_id))
