"""What an analyst decides about a pattern: each a press, and each can be undone."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.refusals import Invalid
from app.web.access import access, actor, here, me, note_reading
from app.web.language import refusal_words
from learning.forms.patterns import DescribeForm, DismissForm, PublishForm, merge_form
from learning.lifecycle.patterns import PatternState
from learning.models.patterns import DismissedKind, Pattern
from learning.operations import patterns as operations
from learning.operations.merging import merge_patterns, separate_pattern
from learning.operations.undoing import undo_decision
from learning.permissions.patterns import curated_pattern
from learning.queries.describing import copied_pieces
from learning.queries.explanation import explanation_of
from learning.queries.history import decision_about, history_of, latest_decision
from learning.queries.patterns import member_cases, open_patterns
from learning.views import sorting
from learning.views.sorting import ANALYST, back_to, decide, tell

# One blueprint in two files: which cases belong together stands in `sorting`.
blueprint = sorting.blueprint


@blueprint.post("/patronen/werkbank/<public_id>/bevestigen")
@access(ANALYST)
@in_transaction
def confirm(public_id: str) -> ResponseReturnValue:
    """Say that these cases share a cause."""
    found = curated_pattern(public_id, me)
    text = _("Het patroon is bevestigd. De casussen blijven nu bij elkaar.")
    return decide(found, text, lambda: operations.confirm_pattern(found, by=actor()))


@blueprint.route("/patronen/werkbank/<public_id>/tekst", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def describe(public_id: str) -> ResponseReturnValue:
    """Write the title and the summary; words of a case stay a warning until publication."""
    found = curated_pattern(public_id, me)
    form = DescribeForm(obj=found)
    if form.validate_on_submit():
        try:
            decision = operations.describe_pattern(
                found,
                title=form.title.data or "",
                summary=form.summary.data or "",
                by=actor(),
                stated=form.stated,
            )
        except Invalid as error:
            form.refuse(error)
        else:
            tell(decision, _("De tekst is bewaard."))
            return _look_again(found) if copied_pieces(found) else back_to(found)
    sources = explanation_of(found).exemplars
    note_reading("case", [one.case.public_id for one in sources])
    page = render_template(
        "learning/curation/describe.html",
        form=form,
        pattern=found,
        sources=sources,
        copied=copied_pieces(found),
    )
    return page, 422 if form.is_submitted() else 200


def _look_again(found: Pattern) -> ResponseReturnValue:
    return redirect(url_for("curation.describe", public_id=found.public_id))


@blueprint.route("/patronen/werkbank/<public_id>/terzijde", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def dismiss(public_id: str) -> ResponseReturnValue:
    """Put a pattern aside, with a reason."""
    found = curated_pattern(public_id, me)
    form = DismissForm()
    if form.validate_on_submit():
        try:
            decision = operations.dismiss_pattern(
                found,
                kind=DismissedKind(form.kind.data),
                reason=form.reason.data or "",
                by=actor(),
                stated=form.stated,
            )
        except Invalid as error:
            form.refuse(error)
        else:
            tell(decision, _("Het patroon ligt terzijde."))
            return redirect(url_for("patterns.bench"))
    page = render_template("learning/curation/dismiss.html", form=form, pattern=found)
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/patronen/werkbank/<public_id>/terugzetten")
@access(ANALYST)
@in_transaction
def restore(public_id: str) -> ResponseReturnValue:
    """Take a dismissed or merged pattern up again."""
    found = curated_pattern(public_id, me)
    merged = found.state is PatternState.MERGED
    take_up = separate_pattern if merged else operations.restore_pattern
    text = _("Het patroon staat weer op de werkbank.")
    return decide(found, text, lambda: take_up(found, by=actor()))


@blueprint.post("/patronen/werkbank/<public_id>/samenvoegen")
@access(ANALYST)
@in_transaction
def merge(public_id: str) -> ResponseReturnValue:
    """Let a pattern go on in another, or the other in this one when that came further."""
    found = curated_pattern(public_id, me)
    form = merge_form(found, open_patterns(here.id))
    if not form.validate_on_submit() or not form.into.data:
        flash(_("Kies met welk patroon dit hetzelfde is."), "error")
        return back_to(found)
    try:
        decision = merge_patterns(found, into=curated_pattern(form.into.data, me), by=actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
        return back_to(found)
    into = decision.other or found
    tell(decision, _("De casussen staan nu samen in patroon %(number)s.", number=into.number))
    return back_to(into)


@blueprint.route("/patronen/werkbank/<public_id>/publiceren", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def publish(public_id: str) -> ResponseReturnValue:
    """Let others read the pattern, after a look at what they will read."""
    found = curated_pattern(public_id, me)
    form = PublishForm(network=found.network)
    if form.validate_on_submit():
        try:
            network = bool(form.network.data)
            operations.publish_pattern(found, network=network, by=actor(), stated=form.stated)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Het patroon is gepubliceerd."), "success")
            return redirect(url_for("patterns.pattern", public_id=public_id))
    refusal = operations.publication_refusal(found, member_cases(found))
    page = render_template(
        "learning/curation/publish.html", form=form, pattern=found, refusal=refusal
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/patronen/werkbank/<public_id>/geschiedenis")
@access(ANALYST)
def history(public_id: str) -> ResponseReturnValue:
    """What was decided about a pattern, the latest first, each with a way back."""
    found = curated_pattern(public_id, me)
    told = history_of(found)
    note_reading("case", [case.public_id for one in told for case in one.cases], "list")
    return render_template("learning/curation/history.html", pattern=found, told=told)


@blueprint.post("/patronen/werkbank/<public_id>/ongedaan")
@blueprint.post("/patronen/werkbank/<public_id>/ongedaan/<decision_id>")
@access(ANALYST)
@in_transaction
def undo(public_id: str, decision_id: str = "") -> ResponseReturnValue:
    """Take back one decision, or the latest that still holds; undoing can be undone as well."""
    found = curated_pattern(public_id, me)
    decision = decision_about(found, decision_id) if decision_id else latest_decision(found)
    if decision is None:
        flash(_("Er is niets om ongedaan te maken."), "error")
        return back_to(found)
    if decision.undoes is not None:
        text, label = _("Dat is toch weer gedaan."), ""
    else:
        text, label = _("Dat is ongedaan gemaakt."), _("Toch weer doen")
    return decide(found, text, lambda: undo_decision(decision, by=actor()), label=label)
