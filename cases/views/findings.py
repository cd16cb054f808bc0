"""What looks like personal data in one's own case, marked in place; and a look while typing."""

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.database import clean_text, in_transaction
from app.personal_data.scan import scan_fields
from app.refusals import Invalid
from app.web.access import SIGNED_IN, access, actor, here, me, note_reading
from app.web.language import refusal_words
from cases.lifecycle import CaseState
from cases.models.case import Case
from cases.models.history import CaseFinding
from cases.operations import findings as operations
from cases.permissions import own_case
from cases.queries.allowed_words import own_words, words_allowed
from cases.queries.capture import case_of_form
from cases.queries.erasing import has_replaced_text, is_wiped
from cases.queries.findings import finding_of
from cases.views.found_words import lines_about, marked_fields

blueprint = Blueprint("case_findings", __name__)

# The buttons beside a finding, by their name in the form.
PRESSES = ("replace", "keep", "allow", "undo")
LONGEST_TOTAL = 60_000
# What is sealed, and what the form sends for itself.
NOT_LOOKED_AT = frozenset({"csrf_token", "submission_key", "version", "own_reference"})


@blueprint.get("/casussen/<public_id>/gegevens")
@access(SIGNED_IN)
def findings(public_id: str) -> ResponseReturnValue:
    """What looks like personal data, marked in the text."""
    case = own_case(public_id, me)
    note_reading("case", [case.public_id], "findings")
    fields = marked_fields(case)
    return render_template(
        "cases/findings.html",
        case=case,
        fields=fields,
        left=sum(one.waiting for one in fields),
        draft=case.state is CaseState.DRAFT,
        replaced=has_replaced_text(operations.texts_of(case)),
        wiped=is_wiped(case),
    )


@blueprint.post("/casussen/<public_id>/gegevens")
@access(SIGNED_IN)
@in_transaction
def settle_findings(public_id: str) -> ResponseReturnValue:
    """Do what the pressed button says, with one finding or with all that are open."""
    case = own_case(public_id, me)
    press = next((name for name in PRESSES if name in request.form), "")
    if not press:
        return _settle_all(case, request.form.get("choice", ""))
    found = finding_of(case, request.form[press])
    if found is None:
        # Somebody pressed twice, or in a second window: the words are no finding any more.
        return _after(case)
    return _settle(case, press, found)


def _settle_all(case: Case, choice: str) -> ResponseReturnValue:
    if choice == "keep":
        operations.keep_findings(case, by=actor())
        return _after(case)
    operations.replace_findings(case, by=actor())
    return _after(case, replaced=True)


def _settle(case: Case, press: str, found: CaseFinding) -> ResponseReturnValue:
    words, field = operations.excerpt(case, found), found.field
    try:
        if press == "replace":
            operations.replace_findings(case, words=words, by=actor())
        elif press == "keep":
            operations.keep_findings(case, words=words, by=actor())
        elif press == "allow":
            operations.allow_finding(case, person=me, words=words, by=actor())
        else:
            operations.reopen_findings(case, words=words, by=actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
    return _after(case, field, replaced=press == "replace")


def _after(case: Case, field: str = "", *, replaced: bool = False) -> ResponseReturnValue:
    """Back to the place of the press while something is left; else on with the case."""
    waiting = {one.name: one.waiting for one in marked_fields(case) if one.waiting}
    if waiting:
        left = sum(waiting.values())
        flash(ngettext("Nog %(num)d.", "Nog %(num)d.", left), "info")
        place = field if field in waiting else next(iter(waiting))
        page = url_for("case_findings.findings", public_id=case.public_id, _anchor=f"veld-{place}")
        return redirect(page)
    if replaced:
        flash(
            _(
                "Vervangen. De oude tekst wordt binnen een dag ook uit de bestanden gewist; "
                "in back-ups staat hij nog tot die verlopen."
            ),
            "success",
        )
    else:
        flash(_("Alles is bekeken."), "success")
    page = "case_share.share_case" if case.state is CaseState.DRAFT else "cases.case"
    return redirect(url_for(page, public_id=case.public_id))


@blueprint.post("/casussen/controle")
@access(SIGNED_IN)
def check() -> ResponseReturnValue:
    """What looks like personal data in a text that is being typed; nothing of it is kept."""
    texts = {
        name: clean_text(value)
        for name, value in request.form.items()
        if name not in NOT_LOOKED_AT and value
    }
    if sum(len(text) for text in texts.values()) > LONGEST_TOTAL:
        return jsonify({"count": 0, "fields": {}}), 413
    case = case_of_form(request.form.get("submission_key", ""), me)
    kept = operations.kept_places(case) if case is not None else ()
    lines = lines_about(scan_fields(texts, words_allowed(here.id), own_words(here.id)), kept)
    return jsonify({"count": sum(len(one) for one in lines.values()), "fields": lines})
