"""The pages of the search for patterns: starting it, following it, stopping it, looking back."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal
from flask_babel import gettext as _

from app.database import in_transaction
from app.jobs import FINISHED, Job, JobState
from app.people.roles import Role
from app.web.access import access, actor, here, roles
from learning.operations import searching
from learning.queries.runs import detection_job, last_runs

blueprint = Blueprint("detection", __name__)
ANALYST = roles(Role.ANALYST)


@blueprint.post("/patronen/werkbank/zoeken")
@access(ANALYST)
@in_transaction
def detect() -> ResponseReturnValue:
    """Start a search for patterns."""
    job = searching.start_detection(here, by=actor())
    return redirect(url_for("detection.detection", public_id=job.public_id))


@blueprint.get("/patronen/werkbank/zoeken/<public_id>")
@access(ANALYST)
def detection(public_id: str) -> ResponseReturnValue:
    """How far a search is; the bench when it is over."""
    job = _job(public_id)
    if job.state is JobState.FAILED:
        flash(_("Het zoeken is niet gelukt. Probeer het later nog eens."), "error")
    elif job.state is JobState.DONE and job.stop_asked_at is not None:
        _tell_of_stopping(job)
    if job.state in FINISHED:
        across = job.kind == searching.DETECT_ACROSS
        return redirect(url_for("network.overview" if across else "patterns.bench"))
    return render_template("learning/detection/detection.html", job=job, text=_said(job))


def _tell_of_stopping(job: Job) -> None:
    if job.percent < 100:
        flash(_("Het zoeken is gestopt. Er is niets veranderd."), "success")
    else:
        flash(_("Stoppen kon niet meer. De patronen zijn bijgewerkt."), "info")


@blueprint.get("/patronen/werkbank/zoeken/<public_id>/stand")
@access(ANALYST)
def progress(public_id: str) -> ResponseReturnValue:
    """How far a search is, for the progress bar."""
    job = _job(public_id)
    return {
        "percent": job.percent,
        "text": _said(job),
        "done": job.state in FINISHED,
        "next": url_for("detection.detection", public_id=public_id),
    }


@blueprint.post("/patronen/werkbank/zoeken/<public_id>/stoppen")
@access(ANALYST)
@in_transaction
def stop(public_id: str) -> ResponseReturnValue:
    """Ask a search to stop."""
    searching.stop_detection(_job(public_id), here, by=actor())
    return redirect(url_for("detection.detection", public_id=public_id))


@blueprint.get("/patronen/werkbank/zoekgeschiedenis")
@access(ANALYST)
def history() -> ResponseReturnValue:
    """What earlier searches found, and in how long."""
    runs = last_runs(here.id)
    return render_template("learning/detection/history.html", runs=runs, number=format_decimal)


def _job(public_id: str) -> Job:
    return detection_job(public_id, here.id, searching.DETECT, searching.DETECT_ACROSS)


def _said(job: Job) -> str:
    """The step that a search is in; who asked to stop hears that."""
    if job.stop_asked_at is not None:
        return str(_("Het zoeken stopt zo."))
    return str(_(job.message) if job.message else _("Het zoeken begint zo."))
