"""The pages of proposals to read: the list, one proposal with its story, and its versions."""

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.database import in_transaction, new_public_id
from app.people.permissions import analysing_organisations
from app.web.access import access, here, me
from learning.forms.talk import FindForm
from learning.lifecycle.proposals import ProposalState
from learning.permissions.proposals import (
    Sight,
    proposal_in_full,
    readable_proposal,
    sight_of,
)
from learning.queries.proposal_list import proposals_found
from learning.queries.proposals import days_since, open_actions_of
from learning.queries.versions import versions_of
from learning.views import proposal_page, talk, writing
from learning.views.proposal_page import LABELS, READERS

blueprint = proposal_page.blueprint
# The files whose pages stand in this blueprint as well.
OTHER_PAGES = (talk, writing)
SEARCHES = "proposal_searches"
MOST_SEARCHES = 20


@blueprint.get("/verbetervoorstellen")
@access(READERS)
def proposal_list() -> ResponseReturnValue:
    """The proposals of the organisation, as far as this person sees them."""
    return _list(url_for("proposals.proposal_list"))


@blueprint.post("/verbetervoorstellen/zoeken")
@access(READERS)
@in_transaction
def find_proposals() -> ResponseReturnValue:
    """Ask for words; they are kept in the session, never in an address."""
    form = FindForm()
    if not form.validate() or not form.words.data:
        return redirect(url_for("proposals.proposal_list"))
    kept = dict(list(session.get(SEARCHES, {}).items())[-MOST_SEARCHES + 1 :])
    key = new_public_id()
    session[SEARCHES] = {**kept, key: form.words.data}
    return redirect(url_for("proposals.proposals_found_page", key=key))


@blueprint.get("/verbetervoorstellen/gevonden/<key>")
@access(READERS)
def proposals_found_page(key: str) -> ResponseReturnValue:
    """The proposals with these words."""
    words = session.get(SEARCHES, {}).get(key)
    if words is None:
        return redirect(url_for("proposals.proposal_list"))
    return _list(url_for("proposals.proposals_found_page", key=key), words)


def _list(address: str, words: str = "") -> ResponseReturnValue:
    chosen = request.args.get("stand", "")
    states = [one for one in ProposalState if one.value == chosen]
    found = proposals_found(me, here.id, states=states or None, words=words)
    whole = [one for one in found if sight_of(one, me) is Sight.FULL]
    return render_template(
        "learning/proposals/proposal_list.html",
        proposals=found,
        whole=whole,
        address=address,
        chosen=chosen,
        words=words,
        find=FindForm(data={"words": words}),
        may_propose=here.id in analysing_organisations(me),
        actions=[one for one in open_actions_of(me) if sight_of(one.proposal, me) is Sight.FULL],
        days_since=days_since,
        **LABELS,
    )


@blueprint.get("/verbetervoorstellen/<public_id>")
@access(READERS)
def proposal(public_id: str) -> ResponseReturnValue:
    """One proposal: in full, or its title, state and reason."""
    return proposal_page.proposal_page(readable_proposal(public_id, me))


@blueprint.get("/verbetervoorstellen/<public_id>/versies")
@access(READERS)
def versions(public_id: str) -> ResponseReturnValue:
    """What was submitted, and what is different each time; for who reads it in full."""
    found = proposal_in_full(public_id, me)
    return render_template(
        "learning/proposals/versions.html", proposal=found, versions=versions_of(found)
    )
