"""The start of the Doorbraak, teams and their members, and offering a case."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.people.models import Person
from app.people.queries import person_by_email
from app.people.roles import Role
from app.refusals import Invalid, Refused
from app.web.access import SIGNED_IN, access, actor, current_roles, here, me, note_reading, roles
from app.web.language import refusal_words
from cases.doorbraak.forms.teams import AnswerForm, MemberForm, OfferForm, TeamForm
from cases.doorbraak.models.team import DoorbraakTeam
from cases.doorbraak.operations import offers, teams
from cases.doorbraak.permissions import doorbraak_team, leads_team, led_team, offer_to_answer
from cases.doorbraak.queries.readers import circle_of
from cases.doorbraak.queries.review import agreements_held
from cases.doorbraak.queries.sessions import past_sessions_with, sessions_of, sessions_with
from cases.doorbraak.queries.teams import (
    candidates_for,
    live_offer,
    member_of,
    open_offers,
    teams_for,
    teams_with,
)
from cases.lifecycle import CaseState
from cases.permissions import own_case

blueprint = Blueprint("doorbraak", __name__)


@blueprint.get("/doorbraak")
@access(SIGNED_IN)
def index() -> ResponseReturnValue:
    """My teams and sessions, and for who leads a team the cases that wait."""
    mine = teams_with(me)
    waiting = open_offers(mine, me)
    note_reading("case", [offer.case.public_id for offer in waiting], "list")
    return render_template(
        "cases/doorbraak/index.html",
        teams=mine,
        leads_any=any(leads_team(team, me) for team in mine),
        facilitates=Role.FACILITATOR in current_roles(),
        offers=waiting,
        sessions=sessions_with(me),
        past=past_sessions_with(me),
        agreements=[one for one in agreements_held(me) if one.done_at is None],
    )


@blueprint.route("/doorbraak/teams/nieuw", methods=["GET", "POST"])
@access(roles(Role.FACILITATOR))
@in_transaction
def create_team() -> ResponseReturnValue:
    """Make a team, hosted by the organisation in which one works now."""
    form = TeamForm()
    if form.validate_on_submit():
        try:
            team = teams.create_team(
                form.name.data or "",
                organisation=here,
                facilitator=me,
                discipline=form.discipline.data or "",
                by=actor(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Het team is er. Voeg nu de leden toe."), "success")
            return redirect(url_for("doorbraak.team", public_id=team.public_id))
    return render_template("cases/doorbraak/create_team.html", form=form), _status(form.errors)


@blueprint.get("/doorbraak/teams/<public_id>")
@access(SIGNED_IN)
def team(public_id: str) -> ResponseReturnValue:
    """A team: its members, its sessions, and the cases that wait."""
    found = doorbraak_team(public_id, me)
    waiting = open_offers([found], me)
    note_reading("case", [offer.case.public_id for offer in waiting], "list")
    return render_template(
        "cases/doorbraak/team.html",
        team=found,
        leads=leads_team(found, me),
        offers=waiting,
        sessions=sessions_of(found, me),
    )


@blueprint.route("/doorbraak/teams/<public_id>/leden/nieuw", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def add_member(public_id: str) -> ResponseReturnValue:
    """Add somebody with an account, of whatever organisation."""
    found = led_team(public_id, me)
    candidates = candidates_for(found)
    form = MemberForm()
    form.person.choices = [
        ("", _("Maak een keuze")),
        *((person.public_id, f"{person.name} ({names})") for person, names in candidates),
    ]
    if form.validate_on_submit():
        try:
            member = teams.add_member(
                found,
                _chosen_person(form, [person for person, _names in candidates]),
                discipline=form.discipline.data or "",
                facilitates=form.facilitates.data,
                by=actor(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("%(name)s hoort nu bij het team.", name=member.person.name), "success")
            return redirect(url_for("doorbraak.team", public_id=found.public_id))
    page = render_template("cases/doorbraak/add_member.html", form=form, team=found)
    return page, _status(form.errors)


def _chosen_person(form: MemberForm, candidates: list[Person]) -> Person:
    """The person of the list, or else of the e-mail address."""
    chosen = {person.public_id: person for person in candidates}.get(form.person.data or "")
    if chosen is not None:
        return chosen
    if not form.email.data:
        raise Invalid(_("Kies een collega, of vul een e-mailadres in."), "person")
    found = person_by_email(form.email.data)
    if found is None or not found.active:
        raise Invalid(_("Niemand heeft een account met dit e-mailadres."), "email")
    return found


@blueprint.post("/doorbraak/teams/<public_id>/leden/<member_id>/weg")
@access(SIGNED_IN)
@in_transaction
def remove_member(public_id: str, member_id: str) -> ResponseReturnValue:
    """Take somebody out of the team."""
    found = led_team(public_id, me)
    try:
        teams.remove_member(member_of(found, member_id), by=actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
    else:
        flash(_("Dit lid hoort niet meer bij het team."), "success")
    return redirect(url_for("doorbraak.team", public_id=found.public_id))


@blueprint.route("/casussen/<public_id>/aanbieden", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def offer_case(public_id: str) -> ResponseReturnValue:
    """Offer one's own case; the page names who will read it."""
    case = own_case(public_id, me)
    choices = teams_for(case)
    form = OfferForm()
    form.team.choices = [(one.public_id, one.name) for one in choices]
    if form.validate_on_submit():
        try:
            chosen = _chosen_team(choices, form.team.data)
            offers.offer_case(case, team=chosen, by=actor(), seen=request.form.getlist("seen"))
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Je casus is aangeboden. Je hoort het als hij op een agenda komt."), "success")
            return redirect(url_for("cases.case", public_id=case.public_id))
    note_reading("case", [case.public_id], "offer")
    page = render_template(
        "cases/doorbraak/offer_case.html",
        form=form,
        case=case,
        offer=live_offer(case),
        offerable=case.state is CaseState.SHARED,
        circles=[circle_of(case, one) for one in choices],
    )
    return page, _status(form.errors)


def _chosen_team(choices: list[DoorbraakTeam], public_id: str | None) -> DoorbraakTeam:
    for one in choices:
        if one.public_id == public_id:
            return one
    raise Invalid(_("Kies een team."), "team")


@blueprint.post("/casussen/<public_id>/aanbod/terug")
@access(SIGNED_IN)
@in_transaction
def take_back_offer(public_id: str) -> ResponseReturnValue:
    """Take one's case back while it is not planned."""
    case = own_case(public_id, me)
    offer = live_offer(case)
    if offer is None:
        raise Refused("offer", public_id)
    try:
        offers.take_back_offer(offer, by=actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
    else:
        flash(_("Je aanbod is ingetrokken. De begeleiders lezen je casus niet meer."), "success")
    return redirect(url_for("cases.case", public_id=case.public_id))


@blueprint.route("/doorbraak/aanbod/<public_id>/teruggeven", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def hand_back_offer(public_id: str) -> ResponseReturnValue:
    """Tell the reporter that the team does not take the case up, and why."""
    offer = offer_to_answer(public_id, me)
    form = AnswerForm()
    if form.validate_on_submit():
        try:
            answer = form.answer.data or ""
            offers.hand_back_offer(offer, answer=answer, by=actor(), stated=form.stated)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("De inbrenger leest je antwoord bij de casus."), "success")
            return redirect(url_for("doorbraak.index"))
    note_reading("case", [offer.case.public_id], "offer")
    page = render_template("cases/doorbraak/hand_back_offer.html", form=form, offer=offer)
    return page, _status(form.errors)


def _status(errors: object) -> int:
    return 422 if request.method == "POST" and errors else 200
