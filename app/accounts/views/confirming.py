"""The second pair of eyes: an administrator or the privacy officer confirms weighty roles."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.role_lines import RoleLine
from app.database import in_transaction
from app.people import operations
from app.people.queries import membership_of, names_by_id, waiting_memberships
from app.people.roles import Role
from app.refusals import Invalid
from app.web.access import access, actor, here, me, roles
from app.web.language import refusal_words

blueprint = Blueprint("confirming", __name__)
SECOND_EYES = roles(Role.ADMINISTRATOR, Role.PRIVACY_OFFICER)


@blueprint.get("/beheer/bevestigen")
@access(SECOND_EYES)
def confirmations() -> ResponseReturnValue:
    """Roles that wait for a second pair of eyes."""
    return _page()


def _page(reason: str = "") -> ResponseReturnValue:
    waiting = waiting_memberships(here.id)
    page = render_template(
        "accounts/administration/confirmations.html",
        lines=[RoleLine(one) for one in waiting],
        granters=names_by_id({one.granted_by_id for one in waiting if one.granted_by_id}),
        my_id=me.id,
        reason=reason,
    )
    return page, 422 if reason else 200


@blueprint.post("/beheer/rollen/<public_id>/bevestigen")
@access(SECOND_EYES)
@in_transaction
def confirm_role(public_id: str) -> ResponseReturnValue:
    """Confirm a role that somebody else has given."""
    membership = membership_of(public_id, here.id)
    try:
        operations.confirm_role(membership, by=actor())
    except Invalid as error:
        return _page(refusal_words(error))
    flash(_("De rol is bevestigd en geldt vanaf nu."), "success")
    return redirect(url_for("confirming.confirmations"))


@blueprint.post("/beheer/rollen/<public_id>/afwijzen")
@access(SECOND_EYES)
@in_transaction
def decline_role(public_id: str) -> ResponseReturnValue:
    """Turn down a role that waits."""
    membership = membership_of(public_id, here.id)
    try:
        operations.decline_role(membership, by=actor())
    except Invalid as error:
        return _page(refusal_words(error))
    flash(_("De rol is afgewezen."), "success")
    return redirect(url_for("confirming.confirmations"))
