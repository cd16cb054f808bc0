"""Quick capture: one text, then one page with what it suggests, then sharing."""

from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.database import clean_text, in_transaction, new_public_id
from app.refusals import Invalid, Refused
from app.web.access import SIGNED_IN, access, actor, here, me
from cases.forms.capture import QUESTIONS, CaptureForm, SuggestionsForm
from cases.forms.chips import Lists, Told, chip_groups, details_of
from cases.forms.log import TEXT_LENGTH, TITLE_LENGTH
from cases.models.history import CaseDraft
from cases.operations import drafts, log
from cases.queries.capture import case_of_form
from cases.queries.cases import draft_of
from cases.queries.lists import active_bouwstenen, domains_of, procedures_of
from cases.queries.suggesting import known_cases, offered_lists
from cases.suggestions.suggest import suggest
from cases.suggestions.suggested import Suggested
from cases.terms import Kind, Stage, parse
from cases.views.log import after_saving, own_team, set_beforehand

blueprint = Blueprint("case_capture", __name__)


@blueprint.route("/casussen/nieuw", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def capture() -> ResponseReturnValue:
    """Tell in one field what happened. The text goes on as a draft, never in an address."""
    key = request.args.get("concept", "")[:64]
    draft = draft_of(key, me) if key else None
    if request.method == "GET" and draft is not None and begun_in_full(draft):
        return redirect(url_for("case_log.log_case", concept=key))
    form = _capture_form(draft)
    wants_full_form = request.form.get("then") == "form"
    if form.is_submitted() and (wants_full_form or form.validate()):
        try:
            return _keep_and_go_on(form, wants_full_form)
        except Invalid as error:
            form.refuse(error)
    return capture_page(form)


def begun_in_full(draft: CaseDraft) -> bool:
    """Whether a draft comes from the full form, which sends every field, empty ones too."""
    return "outcome" in draft.values


def _capture_form(draft: CaseDraft | None) -> CaptureForm:
    if request.method == "POST":
        return CaptureForm()
    if draft is not None:
        values = {**draft.values, "draft_version": str(draft.version)}
        return CaptureForm(formdata=MultiDict(values))
    return CaptureForm(data={"submission_key": new_public_id(), **set_beforehand()})


def capture_page(form: CaptureForm, **more: Any) -> ResponseReturnValue:
    """The first page, with the question that fits the kind."""
    form.ask()
    if not form.submission_key.data:
        form.submission_key.data = new_public_id()
    page = render_template("cases/capture.html", form=form, questions=QUESTIONS, **more)
    return page, 422 if form.errors else 200


def _keep_and_go_on(form: CaptureForm, wants_full_form: bool) -> ResponseReturnValue:
    """Keep the text and go on; a form that made its case already makes another or shows that."""
    key = form.submission_key.data or ""
    made = case_of_form(key, me)
    if made is not None and made.situation == form.situation.data:
        return redirect(url_for("cases.case", public_id=made.public_id))
    key = new_public_id() if made is not None else key
    # Where another window changed the same text, this one goes on under a key of its own.
    key = drafts.keep_draft({**request.form.to_dict(), "submission_key": key}, person=me).key
    if wants_full_form:
        return redirect(url_for("case_log.log_case", concept=key))
    return redirect(url_for("case_capture.suggestions", key=key))


@blueprint.get("/casussen/nieuw/<key>/voorstellen")
@access(SIGNED_IN)
def suggestions(key: str) -> ResponseReturnValue:
    """What the text suggests; nothing counts until it is pressed."""
    draft = draft_of(key, me)
    if draft is None:
        return _logged_already(key)
    told = told_in(draft)
    if not can_go_on(told):
        return redirect(url_for("case_capture.capture", concept=key))
    marks = draft.values.get("accepted", "").splitlines() or None
    suggested = _suggested(told)
    proposed = suggested.title[0].value[:TITLE_LENGTH] if suggested.title else ""
    form = SuggestionsForm(
        formdata=None,
        data={
            "title": draft.values.get("title") or proposed,
            "needed_by": day_in(draft.values.get("needed_by", "")),
        },
    )
    return _suggestions_page(form, told, suggested, marks)


@blueprint.post("/casussen/nieuw/<key>/voorstellen")
@access(SIGNED_IN)
@in_transaction
def accept_suggestions(key: str) -> ResponseReturnValue:
    """Make the case of the text and of what was accepted; the same page sent twice makes one."""
    draft = draft_of(key, me)
    if draft is None:
        return _logged_already(key)
    form, then = SuggestionsForm(), request.form.get("then")
    marks = form.marks(everything=then == "all")
    told = told_in(draft)
    if then == "text" or not can_go_on(told):
        return _back_to_text(draft, form, marks)
    if form.validate():
        title, needed_by = form.title.data or "", form.needed_by.data
        details = details_of(told, marks, _lists(), title=title, needed_by=needed_by)
        case = log.log_case(
            details,
            reporter=me,
            organisation=here,
            team=own_team(),
            by=actor(),
            submission_key=key,
        )
        return after_saving(case)
    return _suggestions_page(form, told, _suggested(told), marks)


def _logged_already(key: str) -> ResponseReturnValue:
    """The page was sent before and made its case; a key that is nobody's, or another's, is not."""
    made = case_of_form(key, me)
    if made is None:
        raise Refused("draft")
    return after_saving(made)


def _back_to_text(draft: CaseDraft, form: SuggestionsForm, marks: list[str]) -> ResponseReturnValue:
    """Back to the first page, with title and ticks kept for when one returns."""
    windows = (drafts.WINDOW, drafts.TURN, drafts.LEFT_AT)
    values = {name: value for name, value in draft.values.items() if name not in windows}
    values |= {
        "draft_version": str(draft.version),
        "title": form.title.data or "",
        "needed_by": form.needed_by.data.isoformat() if form.needed_by.data else "",
        "accepted": "\n".join(marks),
    }
    drafts.keep_draft(values, person=me)
    return redirect(url_for("case_capture.capture", concept=draft.submission_key))


def told_in(draft: CaseDraft) -> Told:
    """What a draft tells; what does not fit its list is as if it was not filled in."""
    values = draft.values
    kind, stage = parse(Kind, values.get("kind", "")), parse(Stage, values.get("stage", ""))
    return Told(
        text=clean_text(values.get("situation", "")).strip(),
        kind=Kind(kind or Kind.PINCHES),
        stage=Stage(stage or Stage.SOLVED),
        procedure=clean_text(values.get("procedure", "")).strip()[:200],
    )


def can_go_on(told: Told) -> bool:
    """Whether there is a text, of a length that a case can hold; typing on may have changed it."""
    return 0 < len(told.text) <= TEXT_LENGTH


def day_in(text: str) -> date | None:
    """A day as a form sends it; anything else is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _suggested(told: Told) -> Suggested:
    return suggest(told.text, offered_lists(here.id), known_cases(me))


def _lists() -> Lists:
    return Lists(
        bouwstenen={one.name: one.public_id for one in active_bouwstenen(here.id)},
        domains=frozenset(one.name for one in domains_of(here.id)),
        procedures=frozenset(one.name for one in procedures_of(here.id)),
    )


def _suggestions_page(
    form: SuggestionsForm, told: Told, suggested: Suggested, marks: list[str] | None
) -> ResponseReturnValue:
    page = render_template(
        "cases/capture_suggestions.html",
        form=form,
        told=told,
        groups=chip_groups(suggested, told, marks),
        title_is_proposed=bool(suggested.title)
        and form.title.data == suggested.title[0].value[:TITLE_LENGTH],
    )
    return page, 422 if request.method == "POST" else 200
