"""Planning a session: when and where, who sit in, and the invitation."""

from collections.abc import Sequence

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.refusals import Invalid
from app.web.access import SIGNED_IN, access, actor, me
from cases.doorbraak.forms.sessions import (
    ParticipantsForm,
    PlanForm,
    PlanSessionForm,
    values_of,
)
from cases.doorbraak.models.session import DoorbraakSession
from cases.doorbraak.models.team import DoorbraakMember, DoorbraakTeam
from cases.doorbraak.operations import agenda, invitations, planning
from cases.doorbraak.permissions import led_session, led_team, live_session
from cases.doorbraak.views.answers import form_status, press, session_url, to_session

blueprint = Blueprint("doorbraak_planning", __name__)


@blueprint.route("/doorbraak/teams/<public_id>/sessies/nieuw", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def plan_session(public_id: str) -> ResponseReturnValue:
    """Plan a session of a team."""
    team = led_team(public_id, me)
    people = [member.person for member in team.members]
    form = PlanSessionForm(participants=[member.public_id for member in team.members])
    form.participants.choices = _member_choices(team.members)
    form.offer_substitutes(people)
    if form.validate_on_submit():
        try:
            session = planning.plan_session(
                form.plan(),
                team=team,
                members=_ticked(team, form.participants.data),
                substitute=form.chosen_substitute(people),
                by=actor(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("De sessie is gepland. Zet nu casussen op de agenda."), "success")
            return to_session(session)
    page = render_template("cases/doorbraak/plan_session.html", form=form, team=team)
    return page, form_status(form.errors)


@blueprint.route("/doorbraak/sessies/<public_id>/wijzigen", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def change_session(public_id: str) -> ResponseReturnValue:
    """Change when, where and how a session is held."""
    found = led_session(public_id, me)
    people = [one.person for one in found.participants if not one.person.guest]
    form = PlanForm(data=values_of(found))
    form.offer_substitutes(people)
    if form.validate_on_submit():
        try:
            planning.change_session(
                found, form.plan(), substitute=form.chosen_substitute(people), by=actor()
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("De sessie is veranderd."), "success")
            return to_session(found)
    page = render_template("cases/doorbraak/change_session.html", form=form, session=found)
    return page, form_status(form.errors)


def _member_choices(members: Sequence[DoorbraakMember]) -> list[tuple[str, str]]:
    return [
        (one.public_id, f"{one.person.name} ({one.discipline}, {one.organisation.name})")
        for one in members
    ]


def _ticked(team: DoorbraakTeam, public_ids: Sequence[str] | None) -> list[DoorbraakMember]:
    return [member for member in team.members if member.public_id in (public_ids or [])]


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
            return redirect(url_for("doorbraak.index") if _left(found) else session_url(found))
    page = render_template("cases/doorbraak/choose_participants.html", form=form, session=found)
    return page, form_status(form.errors)


def _left(found: DoorbraakSession) -> bool:
    """Whether this person has just left the session."""
    return all(one.person_id != me.id for one in found.participants)


@blueprint.post("/doorbraak/sessies/<public_id>/uitnodigen")
@access(SIGNED_IN)
@in_transaction
def invite(public_id: str) -> ResponseReturnValue:
    """Send the invitation to everybody who comes."""
    found = led_session(public_id, me)
    return press(
        found, lambda by: invitations.invite(found, by=by), _("De uitnodiging is onderweg.")
    )


@blueprint.get("/doorbraak/sessies/<public_id>/agenda.ics")
@access(SIGNED_IN)
def calendar_file(public_id: str) -> ResponseReturnValue:
    """The session as a file for one's own calendar."""
    found = live_session(public_id, me)
    return Response(
        invitations.own_calendar_file(found, me),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": "attachment; filename=sessie.ics"},
    )
