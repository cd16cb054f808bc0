"""Naar buiten: what is prepared for readers outside, and written by an analyst."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.people.permissions import analysing_organisations
from app.people.roles import Role
from app.refusals import Invalid, Refused
from app.web.access import access, actor, here, me, note_reading, roles
from app.web.documents import document, pdf_is_possible
from learning.forms.outside import SECTION_HINTS, SubjectForm, TextForm, form_of, values_of
from learning.lifecycle.outside import STATE_LABELS
from learning.lifecycle.patterns import PUBLIC_STATES
from learning.models.outside import KIND_HINTS, KIND_LABELS, OutsideItem, OutsideKind
from learning.models.patterns import Pattern
from learning.models.proposals import Proposal
from learning.operations import outside as operations
from learning.operations.outside_checks import refusal_of
from learning.permissions.outside import (
    can_leave,
    item_to_take_along,
    item_to_write,
    readable_item,
    steps_for,
)
from learning.queries.outside import (
    band_in_words,
    history_of,
    outside_items,
    outside_waiting_for,
    patterns_to_tell_of,
    plain_text,
    quotable,
    sheet_of,
    submitted_proposals_of,
)
from learning.queries.outside_drafts import beginning_of

blueprint = Blueprint("outside", __name__)
READERS = roles(Role.ANALYST, Role.MANAGER, Role.BOARD)
ANALYST = roles(Role.ANALYST)
TEXT_TYPE = "text/plain; charset=utf-8"
DOCUMENTS = {
    OutsideKind.BRIEFING: "documents/briefing.html",
    OutsideKind.LESSON_POINT: "documents/lesson_point.html",
}
LABELS = {"states": STATE_LABELS, "kinds": KIND_LABELS, "kind_hints": KIND_HINTS}


@blueprint.get("/naar-buiten")
@access(READERS)
def overview() -> ResponseReturnValue:
    """Everything that is prepared for outside, as far as this person reads it."""
    return render_template(
        "learning/outside/overview.html",
        items=outside_items(me, here.id),
        waiting=outside_waiting_for(me, here.id),
        may_prepare=here.id in analysing_organisations(me),
        can_leave=can_leave,
        organisation=here,
        **LABELS,
    )


@blueprint.get("/naar-buiten/nieuw")
@access(ANALYST)
def begin() -> ResponseReturnValue:
    """Choose what to make, and about which pattern."""
    patterns = patterns_to_tell_of(here.id)
    form = SubjectForm(request.args)
    form.offer([(one, p) for one in patterns for p in (None, *submitted_proposals_of(one))])
    if "soort" in request.args and form.validate():
        return redirect(url_for("outside.write", soort=form.soort.data, over=form.over.data))
    page = render_template(
        "learning/outside/begin.html",
        form=form,
        patterns=patterns,
        hints={kind.value: _(hint) for kind, hint in KIND_HINTS.items()},
    )
    return page, 422 if form.errors else 200


@blueprint.route("/naar-buiten/schrijven", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def write() -> ResponseReturnValue:
    """Write it, beginning with what was published of the pattern and the proposal."""
    if "over" not in request.args:
        return redirect(url_for("outside.begin"))
    kind, pattern, proposal = _subject()
    form = form_of(kind, beginning_of(kind, pattern, proposal))
    form.offer(quotable(pattern))
    if form.validate_on_submit():
        try:
            made = operations.prepare_outside(
                form.details(),
                kind=kind,
                pattern=pattern,
                proposal=proposal,
                organisation=here,
                author=me,
                by=actor(),
                stated=form.stated,
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Het concept is bewaard. Alleen leeranalisten lezen het."), "success")
            return redirect(url_for("outside.item", public_id=made.public_id))
    return _writing(form, kind, pattern, None)


def _subject() -> tuple[OutsideKind, Pattern, Proposal | None]:
    """What the address says: a kind, a pattern of here and perhaps one of its proposals."""
    kind = next((one for one in OutsideKind if one.value == request.args.get("soort")), None)
    key, _dot, proposed = request.args["over"].partition(".")
    pattern = next((one for one in patterns_to_tell_of(here.id) if one.public_id == key), None)
    if kind is None or pattern is None:
        raise Refused("pattern", key)
    found = [one for one in submitted_proposals_of(pattern) if one.public_id == proposed]
    if proposed and not found:
        raise Refused("proposal", proposed)
    return kind, pattern, found[0] if found else None


@blueprint.route("/naar-buiten/<public_id>/bewerken", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def edit(public_id: str) -> ResponseReturnValue:
    """Change a draft."""
    found = item_to_write(public_id, me)
    form = form_of(found.kind, values_of(found))
    form.offer(quotable(found.pattern))
    if form.validate_on_submit():
        try:
            operations.edit_outside(found, form.details(), by=actor(), stated=form.stated)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Je wijzigingen zijn bewaard."), "success")
            return redirect(url_for("outside.item", public_id=public_id))
    return _writing(form, found.kind, found.pattern, found)


def _writing(
    form: TextForm, kind: OutsideKind, pattern: Pattern, item: OutsideItem | None
) -> ResponseReturnValue:
    note_reading("excerpt", [one.public_id for one in quotable(pattern)])
    page = render_template(
        "learning/outside/write.html",
        form=form,
        kind=kind,
        pattern=pattern,
        item=item,
        band=band_in_words(pattern.published_more_than),
        hints={name: _(hint) for name, hint in SECTION_HINTS.items()},
        **LABELS,
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/naar-buiten/<public_id>")
@access(READERS)
def item(public_id: str) -> ResponseReturnValue:
    """One item: exactly what leaves, and where it stands."""
    found = readable_item(public_id, me)
    sheet = sheet_of(found)
    note_reading("excerpt", [one.public_id for one in sheet.excerpts])
    writes = found.organisation_id in analysing_organisations(me)
    return render_template(
        "learning/outside/item.html",
        item=found,
        sheet=sheet,
        band=band_in_words(sheet.more_than),
        can={one.value for one in steps_for(found, me)},
        leaves=can_leave(found),
        pattern_published=found.pattern.state in PUBLIC_STATES,
        # Why it cannot leave may follow from cases, which the analyst alone reads.
        refusal=refusal_of(found) if writes else None,
        history=history_of(found),
        documents=_kinds(found) if can_leave(found) else (),
        pdf_is_possible=pdf_is_possible(),
        plain=plain_text(sheet),
        **LABELS,
    )


def _kinds(found: OutsideItem) -> tuple[str, ...]:
    """As what an item can be taken along."""
    if found.kind not in DOCUMENTS:
        return ()
    kinds = ("odt", "pdf") if pdf_is_possible() else ("odt",)
    return (*kinds, "txt") if found.kind is OutsideKind.LESSON_POINT else kinds


@blueprint.get("/naar-buiten/<public_id>/stuk.<any(odt,pdf,txt):kind>")
@access(READERS)
def take_along(public_id: str, kind: str) -> ResponseReturnValue:
    """What was approved, to send to whom it is for; the trail says who took it along."""
    found = item_to_take_along(public_id, me)
    if kind not in _kinds(found):
        raise Refused("outside_item", public_id)
    sheet = sheet_of(found)
    note_reading("outside_item", [public_id], "download_outside")
    note_reading("excerpt", [one.public_id for one in sheet.excerpts])
    name = f"{KIND_LABELS[found.kind]}-{sheet.day:%Y-%m-%d}"
    if kind == "txt":
        headers = {"Content-Disposition": f"attachment; filename={name}.txt"}
        return Response(plain_text(sheet), content_type=TEXT_TYPE, headers=headers)
    band = band_in_words(sheet.more_than)
    return document(
        kind, name, DOCUMENTS[found.kind], sheet=sheet, band=band, organisation=found.organisation
    )
