"""One case in a session: reading, writing a perspective, choosing, agreeing, learning."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.database import in_transaction
from app.people.roles import Role
from app.refusals import Invalid, Refused
from app.web.access import SIGNED_IN, access, actor, me, note_reading, roles
from app.web.forms import PlainForm
from app.web.language import refusal_words
from cases.doorbraak.forms.review import AgreementForm, LessonForm, PerspectiveForm, WayForm
from cases.doorbraak.models.session import AgendaItem
from cases.doorbraak.operations import review
from cases.doorbraak.permissions import (
    can_note,
    can_write_perspective,
    held_agreement,
    item_for,
    item_to_review,
    leads_session,
    led_item,
    own_perspective,
    participates,
)
from cases.doorbraak.queries.review import (
    agreements_held,
    agreements_of,
    lessons_of,
    lessons_to_read,
    perspectives_for,
    way_of,
)
from cases.doorbraak.queries.sessions import current_step, participants_who
from cases.permissions import can_see_name
from cases.queries.lists import active_bouwstenen

blueprint = Blueprint("doorbraak_review", __name__)


@blueprint.get("/doorbraak/bespreking/<public_id>")
@access(SIGNED_IN)
def item(public_id: str) -> ResponseReturnValue:
    """A case in a session, with what may be read of its review."""
    found = item_for(public_id, me)
    own = own_perspective(found, me)
    values = {name: getattr(own, name) for name in ("sees", "would_do", "must_change") if own}
    weighs_most = own.weighs_most.value if own else None
    return _item_page(found, PerspectiveForm(data={**values, "weighs_most": weighs_most}))


def _item_page(found: AgendaItem, form: PerspectiveForm, status: int = 200) -> ResponseReturnValue:
    note_reading("case", [found.case.public_id], "review")
    page = render_template(
        "cases/doorbraak/item.html",
        item=found,
        form=form,
        perspectives=perspectives_for(found, me),
        writes=can_write_perspective(found, me),
        notes=can_note(found, me),
        leads=leads_session(found.session, me),
        sits_in=participates(found.session, me),
        see_name=can_see_name(found.case, me),
        participants=participants_who(found),
        step=current_step(found.session),
        way=way_of(found),
        agreements=agreements_of(found),
        lessons=lessons_of(found),
    )
    return page, status


@blueprint.post("/doorbraak/bespreking/<public_id>/perspectief")
@access(SIGNED_IN)
@in_transaction
def write_perspective(public_id: str) -> ResponseReturnValue:
    """Keep one's own perspective."""
    found = item_to_review(public_id, me)
    form = PerspectiveForm()
    if form.validate():
        try:
            written = form.details()
            review.write_perspective(found, written, person=me, by=actor(), stated=form.stated)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Je perspectief is bewaard."), "success")
            return _to(found)
    return _item_page(found, form, 422)


@blueprint.post("/doorbraak/bespreking/<public_id>/openen")
@access(SIGNED_IN)
@in_transaction
def open_perspectives(public_id: str) -> ResponseReturnValue:
    """Open the perspectives before everybody is in."""
    found = led_item(public_id, me)
    try:
        review.open_perspectives(found, by=actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
    else:
        flash(_("Alle deelnemers kunnen de perspectieven nu lezen."), "success")
    return _to(found)


@blueprint.route("/doorbraak/bespreking/<public_id>/doorbraak", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def choose_way(public_id: str) -> ResponseReturnValue:
    """Note the way that the session chooses."""
    found = _notable(public_id)
    way = way_of(found)
    form = WayForm(data={"text": way.text, "dissent": way.dissent} if way else None)
    if form.validate_on_submit():
        try:
            way_chosen = form.details()
            review.choose_way(found, way_chosen, person=me, by=actor(), stated=form.stated)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("De doorbraak is vastgelegd."), "success")
            return _to(found)
    return _note_page("choose_way", found, form)


@blueprint.route("/doorbraak/bespreking/<public_id>/afspraken/nieuw", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def agree(public_id: str) -> ResponseReturnValue:
    """Note an agreement with one of the participants."""
    found = _notable(public_id)
    people = {one.person.public_id: one.person for one in found.session.participants}
    form = AgreementForm()
    form.holder.choices = [
        ("", _("Maak een keuze")),
        *((public_id, person.name) for public_id, person in people.items()),
    ]
    if form.validate_on_submit():
        try:
            holder = people[form.holder.data]
            review.agree(
                found, form.details(), holder=holder, person=me, by=actor(), stated=form.stated
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("De afspraak is vastgelegd."), "success")
            return _to(found)
    return _note_page("agree", found, form)


@blueprint.route("/doorbraak/bespreking/<public_id>/lessen/nieuw", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def add_lesson(public_id: str) -> ResponseReturnValue:
    """Note a lesson."""
    found = _notable(public_id)
    bouwstenen = {one.public_id: one for one in active_bouwstenen(found.case.organisation_id)}
    form = LessonForm()
    form.bouwsteen.choices = [
        ("", _("Maak een keuze")),
        *((public_id, one.name) for public_id, one in bouwstenen.items()),
    ]
    if form.validate_on_submit():
        try:
            bouwsteen = bouwstenen.get(form.bouwsteen.data or "")
            review.add_lesson(
                found,
                form.details(),
                bouwsteen=bouwsteen,
                person=me,
                by=actor(),
                stated=form.stated,
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("De les is vastgelegd."), "success")
            return _to(found)
    return _note_page("add_lesson", found, form)


def _notable(public_id: str) -> AgendaItem:
    found = item_to_review(public_id, me)
    if not can_note(found, me):
        raise Refused("agenda_item", public_id)
    return found


def _note_page(name: str, found: AgendaItem, form: PlainForm) -> ResponseReturnValue:
    note_reading("case", [found.case.public_id], "review")
    values: dict[str, Any] = {"form": form, "item": found}
    page = render_template(f"cases/doorbraak/{name}.html", **values)
    return page, 422 if request.method == "POST" else 200


@blueprint.get("/doorbraak/afspraken")
@access(SIGNED_IN)
def agreements() -> ResponseReturnValue:
    """One's own agreements: a sentence and a date, without the case."""
    return render_template("cases/doorbraak/agreements.html", agreements=agreements_held(me))


@blueprint.post("/doorbraak/afspraken/<public_id>/klaar")
@access(SIGNED_IN)
@in_transaction
def complete_agreement(public_id: str) -> ResponseReturnValue:
    """Mark one's own agreement as done."""
    review.complete_agreement(held_agreement(public_id, me), by=actor())
    flash(_("Mooi. De afspraak staat als gedaan."), "success")
    return redirect(url_for("doorbraak_review.agreements"))


@blueprint.get("/doorbraak/lessen")
@access(roles(Role.ANALYST))
def lessons() -> ResponseReturnValue:
    """What reviews taught, for the analyst: with the case, without the session."""
    found = lessons_to_read(me)
    note_reading("case", sorted({case.public_id for _lesson, case in found}), "list")
    return render_template("cases/doorbraak/lessons.html", lessons=found)


def _to(found: AgendaItem) -> Response:
    return redirect(url_for("doorbraak_review.item", public_id=found.public_id))
