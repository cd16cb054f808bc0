"""Patterns across organisations: what the analyst sees of them, decides, and links."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.people.roles import Role
from app.refusals import Invalid
from app.web.access import access, actor, here, me, note_reading, roles
from app.web.language import refusal_words
from app.web.telling import tell_undoable
from learning.forms.patterns import DescribeForm, DismissForm, LinkForm, PublishForm
from learning.lifecycle.decisions import LASTING
from learning.lifecycle.patterns import PatternState, PatternStep, can_take
from learning.models.patterns import DismissedKind, Pattern
from learning.operations import across as operations
from learning.operations import patterns as deciding
from learning.operations import searching
from learning.operations.members import remove_member
from learning.permissions.patterns import curated_across, curated_pattern
from learning.queries.history import latest_decision
from learning.queries.network import (
    claimant,
    is_across,
    linked_to,
    network_of,
    own_case_in,
    pattern_across,
    shared_pattern,
)
from learning.queries.patterns import member_cases, settled_patterns

blueprint = Blueprint("network", __name__)
ANALYST = roles(Role.ANALYST)
CONFIRM, DESCRIBE = "confirm", "describe"


@blueprint.get("/patronen/werkbank/netwerk")
@access(ANALYST)
def overview() -> ResponseReturnValue:
    """The patterns across organisations that this organisation takes part in."""
    network = network_of(here, me)
    note_reading("case", network.shown_cases, "list")
    return render_template("learning/network/overview.html", network=network)


@blueprint.post("/patronen/werkbank/netwerk/zoeken")
@access(ANALYST)
@in_transaction
def detect() -> ResponseReturnValue:
    """Start a search among the cases that organisations share."""
    job = searching.start_detection(here, by=actor(), across=True)
    return redirect(url_for("detection.detection", public_id=job.public_id))


@blueprint.get("/patronen/werkbank/netwerk/<public_id>")
@access(ANALYST)
def pattern(public_id: str) -> ResponseReturnValue:
    """One pattern across organisations, with the own cases in it and the own patterns beside."""
    found = pattern_across(public_id, here)
    told = shared_pattern(found, here, me)
    note_reading("case", [one.public_id for one in told.cases], "list")
    last = latest_decision(found)
    return render_template(
        "learning/network/pattern.html",
        pattern=found,
        told=told,
        owned=found.organisation_id == here.id,
        claimed=claimant(found) if found.state is PatternState.CANDIDATE else None,
        shared_still=is_across(found),
        linking=_link_form(found),
        can={step.value: can_take(found.state, step) for step in PatternStep},
        again=found.state is PatternState.PUBLISHED,
        undoable=last is not None and last.action not in LASTING,
    )


def _link_form(found: Pattern) -> LinkForm:
    form = LinkForm()
    linked = linked_to(found, here.id)
    form.offer(one for one in settled_patterns(here.id) if one not in linked)
    return form


@blueprint.route("/patronen/werkbank/netwerk/<public_id>/bevestigen", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def confirm(public_id: str) -> ResponseReturnValue:
    """Confirm it, with a title that the analysts of the others can read."""
    return _write(_owned(public_id), CONFIRM)


@blueprint.route("/patronen/werkbank/netwerk/<public_id>/tekst", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def describe(public_id: str) -> ResponseReturnValue:
    """Write the title and the summary."""
    return _write(_owned(public_id), DESCRIBE)


def _write(found: Pattern, what: str) -> ResponseReturnValue:
    # The title that a run gave is no sentence: who confirms writes one.
    form = DescribeForm(obj=None if what == CONFIRM else found)
    write = operations.confirm_across if what == CONFIRM else operations.describe_across
    if form.validate_on_submit():
        try:
            write(
                found,
                title=form.title.data or "",
                summary=form.summary.data or "",
                by=actor(),
                stated=form.stated,
            )
        except Invalid as error:
            form.refuse(error)
        else:
            return _told(found, _("Bevestigd.") if what == CONFIRM else _("De tekst is bewaard."))
    page = render_template("learning/network/write.html", form=form, pattern=found, what=what)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/patronen/werkbank/netwerk/<public_id>/terzijde", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def dismiss(public_id: str) -> ResponseReturnValue:
    """Put it aside, with a reason."""
    found, form = _owned(public_id), DismissForm()
    if form.validate_on_submit():
        try:
            deciding.dismiss_pattern(
                found,
                kind=DismissedKind(form.kind.data),
                reason=form.reason.data or "",
                by=actor(),
                stated=form.stated,
            )
        except Invalid as error:
            form.refuse(error)
        else:
            return _told(found, _("Het patroon ligt terzijde."))
    page = render_template("learning/network/dismiss.html", form=form, pattern=found)
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/patronen/werkbank/netwerk/<public_id>/terugzetten")
@access(ANALYST)
@in_transaction
def restore(public_id: str) -> ResponseReturnValue:
    """Take up again what was put aside."""
    found = _owned(public_id)
    text = _("Het patroon staat weer op de lijst.")
    return _decide(found, text, lambda: deciding.restore_pattern(found, by=actor()))


@blueprint.post("/patronen/werkbank/netwerk/<public_id>/casussen/<case_id>/weg")
@access(ANALYST)
@in_transaction
def remove(public_id: str, case_id: str) -> ResponseReturnValue:
    """Say that an own case is not the same."""
    found = _owned(public_id)
    case = own_case_in(found, case_id, here, me)
    text = _("De casus hoort niet meer bij dit patroon. Hij komt er niet vanzelf in terug.")
    return _decide(found, text, lambda: remove_member(found, case, by=actor()))


@blueprint.route("/patronen/werkbank/netwerk/<public_id>/publiceren", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def publish(public_id: str) -> ResponseReturnValue:
    """Let the network read it, after a look at what they will read."""
    found, form = _owned(public_id), PublishForm()
    if form.validate_on_submit():
        try:
            deciding.publish_pattern(found, network=True, by=actor(), stated=form.stated)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Het patroon is gepubliceerd."), "success")
            return redirect(url_for("patterns.pattern", public_id=public_id))
    refusal = deciding.publication_refusal(found, member_cases(found))
    page = render_template(
        "learning/network/publish.html", form=form, pattern=found, refusal=refusal
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/patronen/werkbank/netwerk/<public_id>/koppelen")
@access(ANALYST)
@in_transaction
def link(public_id: str) -> ResponseReturnValue:
    """Link an own pattern."""
    found = pattern_across(public_id, here)
    form = _link_form(found)
    if not form.validate_on_submit() or not form.own.data:
        flash(_("Kies welk eigen patroon erbij hoort."), "error")
        return _back_to(found)
    own = curated_pattern(form.own.data, me)
    try:
        operations.link_pattern(own, found, by=actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
    else:
        url = url_for("network.unlink", public_id=public_id, own_id=own.public_id)
        tell_undoable(_("De patronen zijn gekoppeld."), url, _("Ongedaan maken"))
    return _back_to(found)


@blueprint.post("/patronen/werkbank/netwerk/<public_id>/koppeling/<own_id>/weg")
@access(ANALYST)
@in_transaction
def unlink(public_id: str, own_id: str) -> ResponseReturnValue:
    """Take the link with an own pattern back."""
    found = pattern_across(public_id, here)
    operations.unlink_pattern(curated_pattern(own_id, me), found, by=actor())
    flash(_("De koppeling is weg."), "success")
    return _back_to(found)


@blueprint.post("/patronen/werkbank/netwerk/<public_id>/ongedaan")
@access(ANALYST)
@in_transaction
def undo(public_id: str) -> ResponseReturnValue:
    """Take back what was decided last and still holds."""
    found = _owned(public_id)
    decision = latest_decision(found)
    if decision is None:
        flash(_("Er is niets om ongedaan te maken."), "error")
        return _back_to(found)
    try:
        operations.undo_across(decision, by=actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
    else:
        flash(_("Dat is ongedaan gemaakt."), "success")
    return _back_to(found)


def _owned(public_id: str) -> Pattern:
    return curated_across(public_id, me)


def _decide(found: Pattern, text: str, take: Callable[[], object]) -> ResponseReturnValue:
    try:
        take()
    except Invalid as error:
        flash(refusal_words(error), "error")
        return _back_to(found)
    return _told(found, text)


def _told(found: Pattern, text: str) -> ResponseReturnValue:
    url = url_for("network.undo", public_id=found.public_id)
    tell_undoable(text, url, _("Ongedaan maken"))
    return _back_to(found)


def _back_to(found: Pattern) -> ResponseReturnValue:
    return redirect(url_for("network.pattern", public_id=found.public_id))
