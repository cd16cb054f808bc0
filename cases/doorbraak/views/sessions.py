"""Planning, preparing, leading and ending a session."""

from collections.abc import Callable, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.audit import Actor
from app.database import in_transaction
from app.refusals import Invalid
from app.web.access import SIGNED_IN, access, actor, me, note_reading
from app.web.language import refusal_words
from cases.doorbraak.forms.sessions import AgendaForm, ParticipantsForm, PlanSessionForm
from cases.doorbraak.models.session import DoorbraakSession
from cases.doorbraak.models.team import DoorbraakMember, DoorbraakTeam
from cases.doorbraak.operations import agenda, sessions
from cases.doorbraak.permissions import leads_session, led_item, led_session, led_team, session_for
from cases.doorbraak.queries.sessions import agenda_for, current_step
from cases.doorbraak.queries.teams import open_offers

blueprint = Blueprint("doorbraak_sessions", __name__)
Move = Callable[..., None]

# The word in the address, what it does, and what is said when it is done.
MOVES: dict[str, tuple[Move, str]] = {
    "voorbereiden": (
        sessions.start_preparing,
        "De deelnemers kunnen de casussen nu lezen en hun perspectief schrijven.",
    ),
    "beginnen": (sessions.start_session, "De sessie is begonnen."),
    "afronden": (sessions.conclude_session, "De sessie is afgerond."),
    "afzeggen": (sessions.cancel_session, "De sessie is afgezegd. De casussen blijven wachten."),
}


@blueprint.route("/doorbraak/teams/<public_id>/sessies/nieuw", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def plan_session(public_id: str) -> ResponseReturnValue:
    """Plan a session of a team."""
    team = led_team(public_id, me)
    form = PlanSessionForm(participants=[member.public_id for member in team.members])
    form.participants.choices = _member_choices(team.members)
    if form.validate_on_submit():
        try:
            session = sessions.plan_session(
                form.plan(), team=team, members=_ticked(team, form.participants.data), by=actor()
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("De sessie is gepland. Zet nu casussen op de agenda."), "success")
            return _to(session)
    page = render_template("cases/doorbraak/plan_session.html", form=form, team=team)
    return page, _status(form.errors)


def _member_choices(members: Sequence[DoorbraakMember]) -> list[tuple[str, str]]:
    return [
        (one.public_id, f"{one.person.name} ({one.discipline}, {one.organisation.name})")
        for one in members
    ]


def _ticked(team: DoorbraakTeam, public_ids: Sequence[str] | None) -> list[DoorbraakMember]:
    return [member for member in team.members if member.public_id in (public_ids or [])]


@blueprint.get("/doorbraak/sessies/<public_id>")
@access(SIGNED_IN)
def session(public_id: str) -> ResponseReturnValue:
    """A session: its agenda, who sits in, and where it is."""
    found = session_for(public_id, me)
    lines = agenda_for(found, me)
    note_reading("case", [one.item.case.public_id for one in lines if one.readable], "list")
    return render_template(
        "cases/doorbraak/session.html",
        session=found,
        lines=lines,
        leads=leads_session(found, me),
        step=current_step(found),
        total=sum(one.item.minutes for one in lines),
    )


@blueprint.route("/doorbraak/sessies/<public_id>/agenda", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def add_to_agenda(public_id: str) -> ResponseReturnValue:
    """Put an offered case on the agenda."""
    found = led_session(public_id, me)
    offers = open_offers([found.team], me)
    form = AgendaForm()
    form.offer.choices = [(offer.public_id, offer.case.title) for offer in offers]
    if form.validate_on_submit():
        chosen = next(one for one in offers if one.public_id == form.offer.data)
        try:
            agenda.add_to_agenda(found, offer=chosen, minutes=form.minutes.data or 0, by=actor())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("De casus staat op de agenda."), "success")
            return _to(found)
    note_reading("case", [offer.case.public_id for offer in offers], "list")
    page = render_template(
        "cases/doorbraak/add_to_agenda.html", form=form, session=found, offers=offers
    )
    return page, _status(form.errors)


@blueprint.post("/doorbraak/bespreking/<public_id>/van-agenda")
@access(SIGNED_IN)
@in_transaction
def take_off_agenda(public_id: str) -> ResponseReturnValue:
    """Take a case off the agenda; it waits again with the team."""
    item = led_item(public_id, me)
    return _press(
        item.session,
        lambda by: agenda.take_off_agenda(item, by=by),
        _("De casus is van de agenda en wacht weer bij het team."),
    )


@blueprint.route("/doorbraak/sessies/<public_id>/deelnemers", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def choose_participants(public_id: str) -> ResponseReturnValue:
    """Choose who sit in, from the members of the team."""
    found = led_session(public_id, me)
    seated = {one.person_id for one in found.participants}
    members = found.team.members
    form = ParticipantsForm(
        participants=[one.public_id for one in members if one.person_id in seated]
    )
    form.participants.choices = _member_choices(members)
    if form.validate_on_submit():
        try:
            agenda.choose_participants(
                found, members=_ticked(found.team, form.participants.data), by=actor()
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("De deelnemers zijn bijgewerkt."), "success")
            return redirect(url_for("doorbraak.index") if _left(found) else _url(found))
    page = render_template("cases/doorbraak/choose_participants.html", form=form, session=found)
    return page, _status(form.errors)


def _left(found: DoorbraakSession) -> bool:
    """Whether this person has just left the session."""
    return all(one.person_id != me.id for one in found.participants)


@blueprint.post(
    "/doorbraak/sessies/<public_id>/<any(voorbereiden,beginnen,afronden,afzeggen):move>"
)
@access(SIGNED_IN)
@in_transaction
def move_session(public_id: str, move: str) -> ResponseReturnValue:
    """Bring a session one state further."""
    found = led_session(public_id, me)
    operation, message = MOVES[move]
    return _press(found, lambda by: operation(found, by=by), _(message))


@blueprint.post("/doorbraak/sessies/<public_id>/volgende")
@access(SIGNED_IN)
@in_transaction
def next_step(public_id: str) -> ResponseReturnValue:
    """Finish the present step; the next one may be about the next case."""
    found = led_session(public_id, me)
    return _press(found, lambda by: sessions.next_step(found, by=by), _("De stap is gedaan."))


def _press(
    found: DoorbraakSession, operation: Callable[[Actor], object], message: str
) -> ResponseReturnValue:
    """Do what a button says, or say why not, and show the session."""
    try:
        operation(actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
    else:
        flash(message, "success")
    return _to(found)


def _to(found: DoorbraakSession) -> Response:
    return redirect(_url(found))


def _url(found: DoorbraakSession) -> str:
    return url_for("doorbraak_sessions.session", public_id=found.public_id)


def _status(errors: object) -> int:
    return 422 if request.method == "POST" and errors else 200
