"""The pages of patterns: what everybody reads, and the bench of the analyst."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.jobs import FINISHED, Job, JobState
from app.people.roles import Role
from app.refusals import Invalid
from app.web.access import SIGNED_IN, access, actor, here, me, note_reading, roles
from app.web.language import refusal_words
from learning.forms.patterns import (
    AddMemberForm,
    DescribeForm,
    DismissForm,
    MergeForm,
    PublishForm,
)
from learning.lifecycle.patterns import STATE_LABELS, PatternState, PatternStep, can_take
from learning.models.patterns import Pattern
from learning.operations import members as membership
from learning.operations import patterns as operations
from learning.permissions.patterns import curated_pattern, published_pattern
from learning.queries.bench import bench_of
from learning.queries.patterns import (
    case_named,
    detection_job,
    excerpts_in,
    explanation_of,
    member_case,
    member_cases,
    patterns_read_by,
    settled_patterns,
)

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
    """All patterns of the organisation, for its analyst."""
    return render_template("learning/patterns/bench.html", bench=bench_of(here.id))


@blueprint.post("/patronen/werkbank/zoeken")
@access(ANALYST)
@in_transaction
def detect() -> ResponseReturnValue:
    """Start a search for patterns."""
    job = operations.start_detection(here, by=actor())
    return redirect(url_for("patterns.detection", public_id=job.public_id))


@blueprint.get("/patronen/werkbank/zoeken/<public_id>")
@access(ANALYST)
def detection(public_id: str) -> ResponseReturnValue:
    """How far a search is; the bench when it is over."""
    job = detection_job(public_id, here.id, operations.DETECT)
    if job.state is JobState.FAILED:
        flash(_("Het zoeken is niet gelukt. Probeer het later nog eens."), "error")
    if job.state in FINISHED:
        return redirect(url_for("patterns.bench"))
    return render_template("learning/patterns/detection.html", job=job, text=_said(job))


@blueprint.get("/patronen/werkbank/zoeken/<public_id>/stand")
@access(ANALYST)
def detection_progress(public_id: str) -> ResponseReturnValue:
    """How far a search is, for the progress bar."""
    job = detection_job(public_id, here.id, operations.DETECT)
    return {
        "percent": job.percent,
        "text": _said(job),
        "done": job.state in FINISHED,
        "next": url_for("patterns.detection", public_id=public_id),
    }


def _said(job: Job) -> str:
    return str(_(job.message) if job.message else _("Het zoeken begint zo."))


@blueprint.get("/patronen/werkbank/<public_id>")
@access(ANALYST)
def analyse(public_id: str) -> ResponseReturnValue:
    """The analyst page: why these cases stand together, the doubtful ones first."""
    found = curated_pattern(public_id, me)
    why = explanation_of(found)
    cases = [one.case for one in why.members] + why.removed
    note_reading("case", [case.public_id for case in cases], "list")
    return render_template(
        "learning/patterns/analyse.html",
        pattern=found,
        why=why,
        adding=AddMemberForm(),
        merging=_merge_form(public_id),
        state=STATE_LABELS[found.state],
        can={step.value: can_take(found.state, step) for step in PatternStep},
        again=found.state is PatternState.PUBLISHED,
    )


def _merge_form(public_id: str) -> MergeForm:
    form = MergeForm()
    form.offer(one for one in settled_patterns(here.id) if one.public_id != public_id)
    return form


@blueprint.post("/patronen/werkbank/<public_id>/bevestigen")
@access(ANALYST)
@in_transaction
def confirm(public_id: str) -> ResponseReturnValue:
    """Say that these cases share a cause."""
    found = curated_pattern(public_id, me)
    operations.confirm_pattern(found, by=actor())
    flash(_("Het patroon is bevestigd. De casussen blijven nu bij elkaar."), "success")
    return _back(found)


@blueprint.route("/patronen/werkbank/<public_id>/tekst", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def describe(public_id: str) -> ResponseReturnValue:
    """Write the title and the summary."""
    found = curated_pattern(public_id, me)
    form = DescribeForm(obj=found)
    if form.validate_on_submit():
        try:
            operations.describe_pattern(
                found,
                title=form.title.data or "",
                summary=form.summary.data or "",
                by=actor(),
                stated=form.stated,
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("De tekst is bewaard."), "success")
            return _back(found)
    page = render_template("learning/patterns/describe.html", form=form, pattern=found)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/patronen/werkbank/<public_id>/terzijde", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def dismiss(public_id: str) -> ResponseReturnValue:
    """Put a pattern aside, with a reason."""
    found = curated_pattern(public_id, me)
    form = DismissForm()
    if form.validate_on_submit():
        try:
            reason = form.reason.data or ""
            operations.dismiss_pattern(found, reason=reason, by=actor(), stated=form.stated)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Het patroon ligt terzijde. Je kunt het terugzetten."), "success")
            return redirect(url_for("patterns.bench"))
    page = render_template("learning/patterns/dismiss.html", form=form, pattern=found)
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/patronen/werkbank/<public_id>/terugzetten")
@access(ANALYST)
@in_transaction
def restore(public_id: str) -> ResponseReturnValue:
    """Take a dismissed or merged pattern up again."""
    found = curated_pattern(public_id, me)
    if found.state is PatternState.MERGED:
        operations.separate_pattern(found, by=actor())
    else:
        operations.restore_pattern(found, by=actor())
    flash(_("Het patroon staat weer op de werkbank."), "success")
    return _back(found)


@blueprint.post("/patronen/werkbank/<public_id>/samenvoegen")
@access(ANALYST)
@in_transaction
def merge(public_id: str) -> ResponseReturnValue:
    """Let a pattern go on in another."""
    found = curated_pattern(public_id, me)
    form = _merge_form(public_id)
    if not form.validate_on_submit() or not form.into.data:
        flash(_("Kies met welk patroon dit hetzelfde is."), "error")
        return _back(found)
    into = curated_pattern(form.into.data, me)
    operations.merge_patterns(found, into=into, by=actor())
    flash(_("Samengevoegd. Je kunt dit nog ongedaan maken."), "success")
    return _back(into)


@blueprint.post("/patronen/werkbank/<public_id>/casussen")
@access(ANALYST)
@in_transaction
def add_member(public_id: str) -> ResponseReturnValue:
    """Put a case in a pattern by its address."""
    found = curated_pattern(public_id, me)
    case = case_named(AddMemberForm().case.data or "", found.organisation_id)
    if case is None:
        flash(_("Er is geen gedeelde casus met dit adres of kenmerk."), "error")
        return _back(found)
    try:
        membership.add_member(found, case, by=actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
    else:
        flash(_("De casus hoort nu bij dit patroon."), "success")
    return _back(found)


@blueprint.post("/patronen/werkbank/<public_id>/casussen/<case_id>/weg")
@access(ANALYST)
@in_transaction
def remove_member(public_id: str, case_id: str) -> ResponseReturnValue:
    """Say that a case is not the same."""
    found = curated_pattern(public_id, me)
    membership.remove_member(found, member_case(found, case_id), by=actor())
    flash(
        _("De casus hoort niet meer bij dit patroon. Hij komt er niet vanzelf in terug."), "success"
    )
    return _back(found)


@blueprint.post("/patronen/werkbank/<public_id>/casussen/<case_id>/hoort-hier")
@access(ANALYST)
@in_transaction
def keep_member(public_id: str, case_id: str) -> ResponseReturnValue:
    """Say that a case belongs here, whatever a run finds."""
    found = curated_pattern(public_id, me)
    membership.add_member(found, member_case(found, case_id), by=actor())
    flash(_("De casus blijft bij dit patroon."), "success")
    return _back(found)


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
        "learning/patterns/publish.html", form=form, pattern=found, refusal=refusal
    )
    return page, 422 if form.is_submitted() else 200


def _back(found: Pattern) -> ResponseReturnValue:
    return redirect(url_for("patterns.analyse", public_id=found.public_id))
