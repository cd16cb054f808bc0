"""Asking guests in and taking them off; and the way in for a guest, with a link and a code."""

from flask import (
    Blueprint,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import mail
from app.accounts.authentication import complete
from app.audit import Entry, Outcome, note_at_once, reference_of
from app.database import in_transaction
from app.people.models import Person
from app.refusals import Invalid
from app.web.access import PUBLIC, SIGNED_IN, access, actor, me
from app.web.language import refusal_words
from cases.doorbraak.forms.guests import STATEMENT, CodeForm, GuestForm
from cases.doorbraak.models.readers import GuestPass
from cases.doorbraak.operations import guests
from cases.doorbraak.permissions import led_guest_pass, led_session
from cases.doorbraak.queries.readers import guests_of, opens, pass_of, pass_with

blueprint = Blueprint("doorbraak_guests", __name__)
# In the session of a browser whose link was used and whose code is still to come.
WAITING = "guest_pass"


def guest_home(person: Person) -> str | None:
    """The page of a guest: their session, for as long as their pass holds."""
    found = pass_of(person)
    if found is None:
        return None
    return url_for("doorbraak_sessions.session", public_id=found.session.public_id)


def _path(token: str) -> str:
    return url_for("doorbraak_guests.enter", token=token)


@blueprint.get("/doorbraak/sessies/<public_id>/gasten")
@access(SIGNED_IN)
def overview(public_id: str) -> ResponseReturnValue:
    """The guests of a session, for who leads it."""
    found = led_session(public_id, me)
    seats = {one.person_id: one for one in found.participants}
    lines = [(one, seats.get(one.person_id), opens(one)) for one in guests_of(found)]
    return render_template(
        "cases/doorbraak/guests/overview.html",
        session=found,
        guests=lines,
        mails=mail.goes_out(),
    )


@blueprint.route("/doorbraak/sessies/<public_id>/gasten/nieuw", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def add_guest(public_id: str) -> ResponseReturnValue:
    """Ask a guest in."""
    found = led_session(public_id, me)
    form = GuestForm()
    if form.validate_on_submit():
        try:
            made = guests.add_guest(found, form.details(), path=_path, by=actor())
        except Invalid as error:
            form.refuse(error)
        else:
            return _show_link(made)
    page = render_template("cases/doorbraak/guests/add.html", form=form, session=found)
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/doorbraak/gasten/<public_id>/link")
@access(SIGNED_IN)
@in_transaction
def renew_link(public_id: str) -> ResponseReturnValue:
    """Make a new link for a guest; the old one ends."""
    found = led_guest_pass(public_id, me)
    try:
        made = guests.renew_link(found, path=_path, by=actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
        return _to_overview(found)
    return _show_link(made)


def _show_link(made: guests.NewLink) -> ResponseReturnValue:
    """A link that was mailed is not shown; else this is the one time that it can be copied."""
    if made.mailed:
        flash(_("De uitnodiging is per mail verstuurd."), "success")
        return _to_overview(made.guest_pass)
    base = current_app.config["BASE_URL"] or request.host_url.rstrip("/")
    return render_template(
        "cases/doorbraak/guests/link.html",
        guest_pass=made.guest_pass,
        link=base + _path(made.token),
    )


@blueprint.post("/doorbraak/gasten/<public_id>/code")
@access(SIGNED_IN)
@in_transaction
def give_code(public_id: str) -> ResponseReturnValue:
    """A code to read out to the guest, where no mail goes out; it is shown once."""
    found = led_guest_pass(public_id, me)
    try:
        code = guests.give_code(found, by=actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
        return _to_overview(found)
    return render_template("cases/doorbraak/guests/code.html", guest_pass=found, code=code)


@blueprint.post("/doorbraak/gasten/<public_id>/weg")
@access(SIGNED_IN)
@in_transaction
def remove_guest(public_id: str) -> ResponseReturnValue:
    """Take a guest off the session."""
    found = led_guest_pass(public_id, me)
    try:
        guests.remove_guest(found, by=actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
    else:
        flash(_("Je gast is weggehaald en ziet niets meer van de sessie."), "success")
    return _to_overview(found)


def _to_overview(found: GuestPass) -> ResponseReturnValue:
    return redirect(url_for("doorbraak_guests.overview", public_id=found.session.public_id))


@blueprint.route("/gast/<token>", methods=["GET", "POST"])
@access(PUBLIC)
@in_transaction
def enter(token: str) -> ResponseReturnValue:
    """Open the link. Looking at the page uses nothing: programs that scan mail open links too."""
    found = pass_with(link=token, locked=request.method == "POST")
    if found is None:
        return _dead_link()
    if request.method == "GET":
        return render_template("cases/doorbraak/guests/enter.html", guest_pass=found)
    guests.use_link(found, by=actor())
    session[WAITING] = found.public_id
    return redirect(url_for("doorbraak_guests.code"))


@blueprint.route("/gastcode", methods=["GET", "POST"])
@access(PUBLIC)
@in_transaction
def code() -> ResponseReturnValue:
    """Ask for the code and, the first time, for the promise."""
    found = pass_with(public_id=session.get(WAITING, "-"), locked=request.method == "POST")
    if found is None:
        return _dead_link()
    form = CodeForm()
    if form.validate_on_submit():
        try:
            promised = bool(form.promised.data)
            guest = guests.let_in(found, form.digits(), promised=promised, by=actor())
        except Invalid as error:
            form.refuse(error)
        else:
            complete(guest, reference_of(guest.id))
            return redirect(guest_home(guest) or url_for("pages.home"))
    page = render_template(
        "cases/doorbraak/guests/enter_code.html",
        form=form,
        guest_pass=found,
        statement=found.session.team.organisation.guest_statement or STATEMENT,
        mails=mail.goes_out(),
    )
    return page, 422 if form.is_submitted() else 200


def _dead_link() -> ResponseReturnValue:
    """Not there, used or over: the same page, which says where to get a new one."""
    note_at_once(Entry(actor(), "refused", "guest_pass", outcome=Outcome.REFUSED))
    return render_template("cases/doorbraak/guests/dead_link.html"), 404
