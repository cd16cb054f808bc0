"""Who reads one's own case, and how it ended: sharing, withdrawing, concluding, re-opening."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.people.queries import all_organisations, reader_count
from app.refusals import Invalid
from app.web.access import SIGNED_IN, access, actor, me, note_reading
from cases.forms.share import ConcludeForm, ShareForm
from cases.lifecycle import CaseState
from cases.models.case import Case
from cases.operations import share
from cases.permissions import own_case
from cases.terms import Audience, NameShownTo, OutcomeStatus

blueprint = Blueprint("case_share", __name__)


@blueprint.route("/casussen/<public_id>/delen", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def share_case(public_id: str) -> ResponseReturnValue:
    """Choose who may read it, with a plain preview of who that is."""
    case = own_case(public_id, me)
    note_reading("case", [case.public_id], "share")
    form = ShareForm(data=_audience_of(case))
    if form.validate_on_submit():
        chosen: dict[str, Any] = {
            "audience": Audience(form.audience.data),
            "name_shown_to": NameShownTo(form.name_shown_to.data),
            "network": list(all_organisations()),
        }
        act = share.share_case if case.state is CaseState.DRAFT else share.change_audience
        try:
            _refuse_without_house_rules(case)
            act(case, by=actor(), **chosen)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Gedeeld. Je hoort wat ermee gebeurt."), "success")
            return redirect(url_for("cases.case", public_id=case.public_id))
    page = render_template("cases/share_case.html", form=form, case=case, **_preview(case))
    return page, 422 if form.is_submitted() else 200


def _refuse_without_house_rules(case: Case) -> None:
    """In production sharing opens when the board has signed the rules of the game."""
    in_production = current_app.config["LEERLUS_ENV"] == "production"
    if in_production and case.organisation.house_rules_signed_on is None:
        raise Invalid(
            "Delen gaat pas open als het bestuur de spelregels heeft ondertekend. "
            "Je casus is bewaard; alleen jij leest hem."
        )


def _audience_of(case: Case) -> dict[str, str]:
    wide = case.audience if case.audience is not Audience.PRIVATE else Audience.TEAM
    if case.team is None and wide is Audience.TEAM:
        wide = Audience.ORGANISATION
    return {"audience": wide.value, "name_shown_to": case.name_shown_to.value}


def _preview(case: Case) -> dict[str, Any]:
    organisation = case.organisation
    team_size = reader_count(organisation.id, case.team_id) if case.team_id else 0
    return {
        "team_size": max(0, team_size - 1),
        "team_is_small": bool(case.team_id) and team_size < organisation.smallest_group,
        "organisation_size": max(0, reader_count(organisation.id) - 1),
        "network": [one for one in all_organisations() if one.id != organisation.id],
        "open": share.open_findings(case),
        "rules_missing": organisation.house_rules_signed_on is None,
    }


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
    form = ConcludeForm(
        data={
            "outcome": case.outcome,
            "outcome_status": (case.outcome_status or OutcomeStatus.UNKNOWN).value,
        }
    )
    if form.validate_on_submit():
        try:
            share.conclude_case(
                case,
                outcome=form.outcome.data or "",
                outcome_status=OutcomeStatus(form.outcome_status.data),
                by=actor(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Je casus is afgerond."), "success")
            return redirect(url_for("cases.case", public_id=case.public_id))
    page = render_template("cases/conclude_case.html", form=form, case=case)
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/casussen/<public_id>/heropenen")
@access(SIGNED_IN)
@in_transaction
def reopen_case(public_id: str) -> ResponseReturnValue:
    """Take it up again."""
    case = own_case(public_id, me)
    share.reopen_case(case, by=actor())
    flash(_("Je casus staat weer open."), "success")
    return redirect(url_for("cases.case", public_id=case.public_id))
