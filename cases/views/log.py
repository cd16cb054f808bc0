"""Logging a case, and what the form of a case needs everywhere."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.database import in_transaction, new_public_id
from app.people.models import Team
from app.people.permissions import active_memberships
from app.web.access import SIGNED_IN, access, actor, here, me
from cases.forms.log import LogCaseForm, as_posted, case_form
from cases.lifecycle import CaseState
from cases.models.case import Case
from cases.operations import log
from cases.operations.drafts import says_otherwise
from cases.operations.findings import open_findings
from cases.queries.capture import case_of_form, procedure_name
from cases.queries.cases import draft_of
from cases.queries.lists import active_bouwstenen, domains_of
from cases.terms import Kind
from cases.views.comparing import stale_page

blueprint = Blueprint("case_log", __name__)
# The buttons of the full form and of quick capture that lead on to sharing.
GOING_TO_SHARE = ("share", "all", "chosen")


def form_of(organisation_id: int, **kwargs: Any) -> LogCaseForm:
    """The form with the lists of an organisation."""
    domains = [domain.name for domain in domains_of(organisation_id)]
    return case_form(list(active_bouwstenen(organisation_id)), domains, **kwargs)


def own_team() -> Team | None:
    """The team in which this person works in the organisation of now, when there is one."""
    teams = [one.team for one in active_memberships(me) if one.organisation_id == here.id]
    return next((team for team in teams if team is not None), None)


@blueprint.route("/casussen/nieuw/uitgebreid", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def log_case() -> ResponseReturnValue:
    """Log a case in the full form; what was typed before a break comes back."""
    form = form_of(here.id) if request.method == "POST" else _resumed()
    if form.validate_on_submit():
        made = case_of_form(form.submission_key.data or "", me)
        if made is not None and says_otherwise(request.form, as_posted(made)):
            # Another window saved this form first, or one came back to it and wrote on.
            return stale_page(form, made)
        case = log.log_case(
            form.details(),
            reporter=me,
            organisation=here,
            team=own_team(),
            by=actor(),
            submission_key=form.submission_key.data,
        )
        return after_saving(case)
    return case_page(form, None)


def _resumed() -> LogCaseForm:
    """The form of a draft, or a fresh one with what the address sets."""
    key = request.args.get("concept", "")[:64]
    draft = draft_of(key, me) if key else None
    if draft is not None:
        values = {**draft.values, "draft_version": str(draft.version)}
        return form_of(here.id, formdata=MultiDict(values), meta={"csrf": True})
    return form_of(here.id, data={"submission_key": new_public_id(), **set_beforehand()})


def set_beforehand() -> dict[str, str]:
    """What a link may set: the procedure by code or name, and the kind (?soort=goed-voorbeeld)."""
    good = request.args.get("soort") == "goed-voorbeeld"
    return {
        "procedure": procedure_name(request.args.get("procedure", "")[:200], here.id),
        "kind": (Kind.GOOD_EXAMPLE if good else Kind.PINCHES).value,
    }


def case_page(form: LogCaseForm, case: Case | None) -> ResponseReturnValue:
    """The form on its page; refused when it came in."""
    page = render_template("cases/log_case.html", form=form, case=case)
    return page, 422 if request.method == "POST" else 200


def after_saving(case: Case) -> ResponseReturnValue:
    """On to the findings when there are any, to sharing when that was asked, else to the case."""
    if open_findings(case):
        return redirect(url_for("case_findings.findings", public_id=case.public_id))
    if request.form.get("then") in GOING_TO_SHARE and case.state is CaseState.DRAFT:
        return redirect(url_for("case_share.share_case", public_id=case.public_id))
    flash(_("Je casus is bewaard."), "success")
    return redirect(url_for("cases.case", public_id=case.public_id))
