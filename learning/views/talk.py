"""What others do with a proposal: say something of it, and stand behind it."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.people.roles import Role
from app.refusals import Invalid
from app.web.access import access, actor, me, roles
from learning.forms.talk import CommentForm
from learning.operations import talk as operations
from learning.permissions.talk import own_comment, proposal_to_comment, proposal_to_support
from learning.views.proposal_page import READERS, blueprint, proposal_page

IN_FULL = roles(Role.ANALYST, Role.MANAGER, Role.CONTRIBUTOR, Role.BOARD)


@blueprint.post("/verbetervoorstellen/<public_id>/reacties")
@access(IN_FULL)
@in_transaction
def comment(public_id: str) -> ResponseReturnValue:
    """Say something of a proposal; what is refused stays in the form."""
    found, form = proposal_to_comment(public_id, me), CommentForm()
    if form.validate():
        try:
            text = form.text.data or ""
            operations.comment_on(found, person=me, text=text, by=actor(), stated=form.stated)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Je reactie staat bij het voorstel, met je rol en zonder je naam."), "success")
            return _back(public_id, "reacties")
    return proposal_page(found, form), 422


@blueprint.post("/verbetervoorstellen/reacties/<public_id>/verwijderen")
@access(IN_FULL)
@in_transaction
def remove_comment(public_id: str) -> ResponseReturnValue:
    """Take back what one said oneself."""
    found = own_comment(public_id, me)
    about = found.proposal.public_id
    operations.remove_comment(found, by=actor())
    flash(_("Je reactie is weg."), "success")
    return _back(about, "reacties")


@blueprint.post("/verbetervoorstellen/<public_id>/ondersteunen")
@access(READERS)
@in_transaction
def support(public_id: str) -> ResponseReturnValue:
    """Put one's role under a proposal."""
    found = proposal_to_support(public_id, me)
    operations.support_proposal(found, person=me, by=actor())
    flash(_("Je hebt dit voorstel medeondertekend."), "success")
    return _back(public_id, "steun")


@blueprint.post("/verbetervoorstellen/<public_id>/niet-meer-ondersteunen")
@access(READERS)
@in_transaction
def stop_supporting(public_id: str) -> ResponseReturnValue:
    """Take it away again."""
    found = proposal_to_support(public_id, me)
    operations.stop_supporting(found, person=me, by=actor())
    flash(_("Je hebt je medeondertekening ingetrokken."), "success")
    return _back(public_id, "steun")


def _back(public_id: str, part: str) -> ResponseReturnValue:
    return redirect(url_for("proposals.proposal", public_id=public_id, _anchor=part))
