"""The pages of proposals: the list, one proposal with its story, and writing one."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.people.permissions import analysing_organisations
from app.people.roles import Role
from app.refusals import Invalid
from app.web.access import access, actor, here, me, roles
from app.web.language import refusal_words
from learning.forms.proposals import ProposalForm
from learning.lifecycle.proposals import STATE_LABELS, ProposalState
from learning.models.patterns import Pattern
from learning.models.proposals import (
    LEVEL_LABELS,
    PRIORITY_LABELS,
    STRENGTH_LABELS,
    Proposal,
    Strength,
)
from learning.operations import proposals as operations
from learning.operations.decisions import submit_proposal
from learning.permissions.patterns import can_curate, can_read_published
from learning.permissions.proposals import (
    Sight,
    can_write,
    proposal_to_write,
    readable_proposal,
    sight_of,
)
from learning.queries.figures import effect_of
from learning.queries.patterns import settled_patterns
from learning.queries.proposals import (
    days_since,
    open_actions_of,
    people_to_own,
    person_in,
    proposals_seen_by,
)
from learning.views import decisions, effect

blueprint = Blueprint("proposals", __name__)
READERS = roles(
    Role.ANALYST,
    Role.MANAGER,
    Role.CONTRIBUTOR,
    Role.BOARD,
    Role.PROFESSIONAL,
    Role.FACILITATOR,
)
ANALYST = roles(Role.ANALYST)
LABELS = {
    "states": STATE_LABELS,
    "levels": LEVEL_LABELS,
    "strengths": STRENGTH_LABELS,
    "priorities": PRIORITY_LABELS,
}
STRENGTH_HINTS = {
    Strength.STRONG.value: "Een regel of een systeem zorgt ervoor, ook als niemand eraan denkt.",
    Strength.MEDIUM.value: "Een proces of een lijst helpt je eraan denken.",
    Strength.WEAK.value: "Een training of een bericht. Het zakt weg als niemand het volhoudt.",
}


@blueprint.get("/verbetervoorstellen")
@access(READERS)
def proposal_list() -> ResponseReturnValue:
    """The proposals of the organisation, as far as this person sees them."""
    chosen = request.args.get("stand", "")
    states = [one for one in ProposalState if one.value == chosen]
    return render_template(
        "learning/proposals/proposal_list.html",
        proposals=proposals_seen_by(me, here.id, states or None),
        chosen=chosen,
        in_full=lambda one: sight_of(one, me) is Sight.FULL,
        may_propose=here.id in analysing_organisations(me),
        actions=[one for one in open_actions_of(me) if sight_of(one.proposal, me) is Sight.FULL],
        days_since=days_since,
        **LABELS,
    )


@blueprint.get("/verbetervoorstellen/<public_id>")
@access(READERS)
def proposal(public_id: str) -> ResponseReturnValue:
    """One proposal: in full, or its title, state and reason."""
    found = readable_proposal(public_id, me)
    in_full = sight_of(found, me) is Sight.FULL
    # In short there is the outcome in words; the rest is for who reads it whole.
    shown: dict[str, object] = {"effect": effect_of(found)}
    if in_full:
        shown = effect.shown_on_proposal(found) | decisions.shown_on_proposal(found)
    return render_template(
        "learning/proposals/proposal.html",
        proposal=found,
        in_full=in_full,
        patterns=_patterns_shown(found),
        can_write=can_write(found, me),
        days=days_since(found.state_since),
        **shown,
        **LABELS,
    )


@blueprint.route("/verbetervoorstellen/nieuw", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def write_proposal() -> ResponseReturnValue:
    """Begin a proposal; from the page of a pattern that pattern is chosen already."""
    form = ProposalForm(data={"patterns": request.args.getlist("patroon"), "priority": "normal"})
    patterns, people = settled_patterns(here.id), people_to_own(here.id)
    form.offer(patterns, people)
    if form.validate_on_submit():
        try:
            made = operations.write_proposal(
                form.details(),
                patterns=_chosen(patterns, form),
                owner=person_in(people, form.owner.data or ""),
                organisation=here,
                author=me,
                by=actor(),
                stated=form.stated,
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Het concept is bewaard. Alleen leeranalisten lezen het."), "success")
            return redirect(url_for("proposals.proposal", public_id=made.public_id))
    return _form_page("write_proposal", form, patterns=patterns)


@blueprint.route("/verbetervoorstellen/<public_id>/bewerken", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def edit_proposal(public_id: str) -> ResponseReturnValue:
    """Change a draft."""
    found = proposal_to_write(public_id, me)
    form = ProposalForm(data=ProposalForm.values_of(found))
    patterns, people = settled_patterns(found.organisation_id), people_to_own(found.organisation_id)
    form.offer(patterns, people)
    if form.validate_on_submit():
        try:
            operations.edit_proposal(
                found,
                form.details(),
                patterns=_chosen(patterns, form),
                owner=person_in(people, form.owner.data or ""),
                by=actor(),
                stated=form.stated,
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Je wijzigingen zijn bewaard."), "success")
            return redirect(url_for("proposals.proposal", public_id=public_id))
    return _form_page("edit_proposal", form, patterns=patterns, proposal=found)


@blueprint.post("/verbetervoorstellen/<public_id>/indienen")
@access(ANALYST)
@in_transaction
def submit(public_id: str) -> ResponseReturnValue:
    """Lay a draft before the manager; what stands in the way is said on the page."""
    found = proposal_to_write(public_id, me)
    try:
        submit_proposal(found, by=actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
    else:
        flash(_("Het voorstel is ingediend. De manager ziet nu dat het er ligt."), "success")
    return redirect(url_for("proposals.proposal", public_id=public_id))


def _patterns_shown(found: Proposal) -> list[dict[str, object]]:
    """The patterns of a proposal: the bench for an analyst, the published page for others."""
    lines: list[dict[str, object]] = []
    for one in found.patterns:
        if can_curate(one, me):
            url = url_for("patterns.analyse", public_id=one.public_id)
            lines.append({"number": one.number, "title": one.title, "url": url})
        elif can_read_published(one, me):
            url = url_for("patterns.pattern", public_id=one.public_id)
            more = one.published_more_than
            lines.append(
                {"number": one.number, "title": one.published_title, "url": url, "more": more}
            )
    return lines


def _chosen(patterns: Sequence[Pattern], form: ProposalForm) -> list[Pattern]:
    return [one for one in patterns if one.public_id in (form.patterns.data or [])]


def _form_page(name: str, form: object, **context: object) -> ResponseReturnValue:
    status = 422 if request.method == "POST" else 200
    return (
        render_template(
            f"learning/proposals/{name}.html",
            form=form,
            strength_hints={value: _(text) for value, text in STRENGTH_HINTS.items()},
            **context,
            **LABELS,
        ),
        status,
    )
