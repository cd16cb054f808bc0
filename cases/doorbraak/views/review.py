"""One case in a session: reading, writing a perspective, choosing, agreeing, learning."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.people.roles import Role
from app.refusals import Invalid, Refused
from app.web.access import SIGNED_IN, WITH_GUESTS, access, actor, me, note_reading, roles
from app.web.language import refusal_words
from cases.doorbraak.forms.review import PerspectiveForm
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
from cases.doorbraak.queries.review import agreements_held, lessons_to_read, options_of
from cases.doorbraak.queries.rounds import step_at
from cases.doorbraak.queries.steps import about_step, is_for_leader
from cases.doorbraak.views.noting import (
    agreement_form,
    back_to,
    lesson_form,
    perspective_form,
    perspective_values,
    take_note,
    way_form,
    way_values,
)
from cases.permissions import can_see_name
from cases.queries.lists import active_bouwstenen

blueprint = Blueprint("doorbraak_review", __name__)


@blueprint.get("/doorbraak/bespreking/<public_id>")
@access(WITH_GUESTS)
def item(public_id: str) -> ResponseReturnValue:
    """A case in a session, with what may be read of its review."""
    found = item_for(public_id, me)
    note_reading("case", [found.case.public_id], "review")
    return render_template(
        "cases/doorbraak/item.html",
        item=found,
        about=about_step(found, me),
        leads=leads_session(found.session, me),
        sits_in=participates(found.session, me),
        see_name=can_see_name(found.case, me),
        step=step_at(found),
        room=False,
        then="",
    )


@blueprint.route("/doorbraak/bespreking/<public_id>/perspectief", methods=["GET", "POST"])
@access(WITH_GUESTS)
@in_transaction
def write_perspective(public_id: str) -> ResponseReturnValue:
    """Keep one's own perspective."""
    found = item_to_review(public_id, me)
    form = perspective_form(found)
    return take_note(
        "perspective",
        found,
        form,
        lambda: review.write_perspective(
            found,
            form.details(),
            person=me,
            version=form.known_version,
            by=actor(),
            stated=form.stated,
        ),
        _("Je perspectief is bewaard."),
        may=can_write_perspective(found, me),
        kept=lambda: perspective_values(found, me),
        other=None,
    )


@blueprint.route(
    "/doorbraak/bespreking/<public_id>/perspectief/<person_id>", methods=["GET", "POST"]
)
@access(SIGNED_IN)
@in_transaction
def write_for_other(public_id: str, person_id: str) -> ResponseReturnValue:
    """Write down, as who leads, what somebody without a device says."""
    found = item_to_review(public_id, me)
    people = [one.person for one in found.session.participants]
    other = next((one for one in people if one.public_id == person_id), None)
    if other is None or not leads_session(found.session, me):
        raise Refused("agenda_item", public_id)
    # What somebody wrote for themselves stays hidden from who leads.
    readable = is_for_leader(own_perspective(found, other), me)
    form = perspective_form(found, other) if readable else PerspectiveForm()
    return take_note(
        "perspective",
        found,
        form,
        lambda: review.write_for_other(
            found,
            form.details(),
            person=other,
            writer=me,
            version=form.known_version if readable else None,
            by=actor(),
            stated=form.stated,
        ),
        _("Het perspectief van %(name)s is bewaard.", name=other.name),
        may=readable and can_write_perspective(found, other),
        kept=lambda: perspective_values(found, other),
        other=other,
    )


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
    return redirect(back_to(found))


@blueprint.route("/doorbraak/bespreking/<public_id>/doorbraak", methods=["GET", "POST"])
@access(WITH_GUESTS)
@in_transaction
def choose_way(public_id: str) -> ResponseReturnValue:
    """Note the way that the session chooses."""
    found = item_to_review(public_id, me)
    options = {one.public_id: one for one in options_of(found)}
    form = way_form(found)
    return take_note(
        "choose_way",
        found,
        form,
        lambda: review.choose_way(
            found,
            form.details(options),
            person=me,
            version=form.known_version,
            by=actor(),
            stated=form.stated,
        ),
        _("De doorbraak is vastgelegd."),
        may=can_note(found, me),
        kept=lambda: way_values(found),
    )


@blueprint.route("/doorbraak/bespreking/<public_id>/afspraken/nieuw", methods=["GET", "POST"])
@access(WITH_GUESTS)
@in_transaction
def agree(public_id: str) -> ResponseReturnValue:
    """Note an agreement with one of the participants."""
    found = item_to_review(public_id, me)
    people = {one.person.public_id: one.person for one in found.session.participants}
    form = agreement_form(found)
    return take_note(
        "agree",
        found,
        form,
        lambda: review.agree(
            found,
            form.details(),
            holder=people[form.holder.data],
            person=me,
            by=actor(),
            stated=form.stated,
        ),
        _("De afspraak is vastgelegd."),
        may=can_note(found, me),
    )


@blueprint.route("/doorbraak/bespreking/<public_id>/lessen/nieuw", methods=["GET", "POST"])
@access(WITH_GUESTS)
@in_transaction
def add_lesson(public_id: str) -> ResponseReturnValue:
    """Note a lesson."""
    found = item_to_review(public_id, me)
    bouwstenen = {one.public_id: one for one in active_bouwstenen(found.case.organisation_id)}
    form = lesson_form(found)
    return take_note(
        "add_lesson",
        found,
        form,
        lambda: review.add_lesson(
            found,
            form.details(),
            bouwsteen=bouwstenen.get(form.bouwsteen.data or ""),
            person=me,
            by=actor(),
            stated=form.stated,
        ),
        _("De les is vastgelegd."),
        may=can_note(found, me),
    )


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
