"""Who reads one's own case, and how it ended: sharing, withdrawing, concluding, re-opening."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.clock import now
from app.database import in_transaction
from app.refusals import Invalid
from app.web.access import SIGNED_IN, access, actor, me, note_reading
from app.web.house_rules import refuse_without_house_rules
from cases.forms.share import ConcludeForm, ShareForm
from cases.lifecycle import CaseState
from cases.models.case import Case
from cases.offering import Offering, offerings_for
from cases.operations import share
from cases.operations.findings import open_findings
from cases.permissions import own_case
from cases.queries.audience import reach_of, sights_of
from cases.terms import Audience, OutcomeStatus, Stage

blueprint = Blueprint("case_share", __name__)


@blueprint.route("/casussen/<public_id>/delen", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def share_case(public_id: str) -> ResponseReturnValue:
    """Choose who may read it, with a plain preview of who that is and of what they see."""
    case = own_case(public_id, me)
    note_reading("case", [case.public_id], "share")
    form, reach, offerings = ShareForm(data=_audience_of(case)), reach_of(case), running(case)
    form.offer(offerings)
    if form.validate_on_submit():
        first = case.state is CaseState.DRAFT
        act = share.share_case if first else share.change_audience
        try:
            refuse_without_house_rules(case.organisation)
            act(case, by=actor(), **form.settled(reach))
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_done(first, bool(form.offered_to.data)), "success")
            return redirect(url_for("cases.case", public_id=case.public_id))
    page = render_template(
        "cases/share_case.html",
        form=form,
        case=case,
        reach=reach,
        offerings=offerings,
        sights=sights_of(reach),
        today=now(),
        open=open_findings(case),
    )
    return page, 422 if form.is_submitted() else 200


def _done(first: bool, offered: bool) -> str:
    if offered:
        return str(_("Gedeeld en aangeboden. Je hoort het als hij op een agenda komt."))
    if first:
        return str(_("Gedeeld. Je hoort wat ermee gebeurt."))
    return str(_("Bewaard. Dit geldt meteen."))


def running(case: Case) -> list[Offering]:
    """Where help can be asked in the same press: for a case that still looks for room."""
    return offerings_for(case) if case.stage is Stage.SEEKING_ROOM else []


def _audience_of(case: Case) -> dict[str, str]:
    wide = case.audience if case.audience is not Audience.PRIVATE else Audience.TEAM
    if case.team is None and wide is Audience.TEAM:
        wide = Audience.ORGANISATION
    return {"audience": wide.value, "name_shown_to": case.name_shown_to.value}


@blueprint.post("/casussen/<public_id>/intrekken")
@access(SIGNED_IN)
@in_transaction
def withdraw_case(public_id: str) -> ResponseReturnValue:
    """Take a case back."""
    case = own_case(public_id, me)
    share.withdraw_case(case, by=actor())
    flash(_("Je casus is ingetrokken. Alleen jij leest hem nog."), "success")
    return redirect(url_for("cases.case", public_id=case.public_id))


@blueprint.route("/casussen/<public_id>/afronden", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def conclude_case(public_id: str) -> ResponseReturnValue:
    """Tell how it ended."""
    case = own_case(public_id, me)
    note_reading("case", [case.public_id], "conclude")
    form = ConcludeForm(data=_ending_of(case))
    if form.validate_on_submit():
        try:
            share.conclude_case(case, by=actor(), **form.ending())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Je casus is afgerond."), "success")
            return redirect(url_for("cases.case", public_id=case.public_id))
    page = render_template("cases/conclude_case.html", form=form, case=case)
    return page, 422 if form.is_submitted() else 200


def _ending_of(case: Case) -> dict[str, str]:
    return {
        "outcome": case.outcome,
        "outcome_status": (case.outcome_status or OutcomeStatus.UNKNOWN).value,
        "who_else": case.who_else.value if case.who_else else "",
        "first_time_right": case.first_time_right.value if case.first_time_right else "",
    }


@blueprint.post("/casussen/<public_id>/heropenen")
@access(SIGNED_IN)
@in_transaction
def reopen_case(public_id: str) -> ResponseReturnValue:
    """Take it up again."""
    case = own_case(public_id, me)
    share.reopen_case(case, by=actor())
    flash(_("Je casus staat weer open."), "success")
    return redirect(url_for("cases.case", public_id=case.public_id))
