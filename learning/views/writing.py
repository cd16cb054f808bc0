"""The pages of writing a proposal: the form with its evidence, the check, asking for fragments."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.people.models import Person
from app.refusals import Invalid
from app.web.access import access, actor, here, me, note_reading
from cases.models.lists import Bouwsteen
from cases.queries.lists import active_bouwstenen
from learning.forms.proposals import ProposalForm, SubmitForm
from learning.models.patterns import Pattern
from learning.models.proposals import Proposal
from learning.operations import proposals as operations
from learning.operations.decisions import submit_proposal
from learning.operations.versions import obstacles_of
from learning.permissions.proposals import proposal_to_quote_in, proposal_to_write
from learning.queries.evidence import common_bouwstenen
from learning.queries.excerpts import asked_for
from learning.queries.patterns import settled_patterns
from learning.queries.proposals import people_to_own, person_in
from learning.views.evidence import panels_of, sentence_named
from learning.views.proposal_page import (
    ANALYST,
    LABELS,
    READERS,
    blueprint,
    patterns_shown,
    quotes_of,
)
from learning.views.readiness import readiness_of
from learning.views.strength import strength_shown, stronger_than

TAKE, LOOK = "take", "look"


@dataclass(frozen=True)
class Lists:
    """What can be chosen on the form."""

    patterns: Sequence[Pattern]
    people: Sequence[Person]
    bouwstenen: Sequence[Bouwsteen]

    def chosen_patterns(self, form: ProposalForm) -> list[Pattern]:
        """The patterns that are ticked."""
        return [one for one in self.patterns if one.public_id in (form.patterns.data or [])]

    def chosen_bouwstenen(self, form: ProposalForm) -> list[Bouwsteen]:
        """The bouwstenen that are ticked."""
        return [one for one in self.bouwstenen if one.public_id in (form.bouwstenen.data or [])]


@blueprint.route("/verbetervoorstellen/nieuw", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def write_proposal() -> ResponseReturnValue:
    """Begin a proposal; from the page of a pattern that pattern is chosen already."""
    form, lists = _form(here.id)
    if _is_sent(form, lists):
        try:
            made = operations.write_proposal(
                form.details(),
                patterns=lists.chosen_patterns(form),
                owner=person_in(lists.people, form.owner.data or ""),
                bouwstenen=lists.chosen_bouwstenen(form),
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
    return _form_page("write_proposal", form, lists)


@blueprint.route("/verbetervoorstellen/<public_id>/bewerken", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def edit_proposal(public_id: str) -> ResponseReturnValue:
    """Change a draft."""
    found = proposal_to_write(public_id, me)
    form, lists = _form(found.organisation_id, found)
    if _is_sent(form, lists):
        try:
            operations.edit_proposal(
                found,
                form.details(),
                patterns=lists.chosen_patterns(form),
                owner=person_in(lists.people, form.owner.data or ""),
                bouwstenen=lists.chosen_bouwstenen(form),
                by=actor(),
                stated=form.stated,
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Je wijzigingen zijn bewaard."), "success")
            return redirect(url_for("proposals.proposal", public_id=public_id))
    return _form_page("edit_proposal", form, lists, found)


@blueprint.route("/verbetervoorstellen/<public_id>/indienen", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def submit(public_id: str) -> ResponseReturnValue:
    """Look whether a draft is complete, as the manager will read it, and lay it before them."""
    found, form = proposal_to_write(public_id, me), SubmitForm()
    if form.validate_on_submit():
        try:
            submit_proposal(found, by=actor(), stated=form.stated)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Het voorstel is ingediend. De manager ziet nu dat het er ligt."), "success")
            return redirect(url_for("proposals.proposal", public_id=public_id))
    obstacles = obstacles_of(found)
    form.doubted = tuple(dict.fromkeys(words for one in obstacles for words in one.personal))
    page = render_template(
        "learning/proposals/submit.html",
        form=form,
        proposal=found,
        readiness=readiness_of(found, obstacles),
        patterns=patterns_shown(found, as_published=True),
        quotes=quotes_of(found),
        stronger=stronger_than(found.level, found.strength),
        **strength_shown(),
        **LABELS,
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/verbetervoorstellen/sterker")
@access(READERS)
def strength() -> ResponseReturnValue:
    """What measures look like at each level, from weak to strong."""
    return render_template("learning/proposals/strength.html", **strength_shown(), **LABELS)


@blueprint.get("/verbetervoorstellen/<public_id>/fragmenten")
@access(ANALYST)
def excerpts(public_id: str) -> ResponseReturnValue:
    """The cases of which an analyst can ask the reporter for a fragment, and what was asked."""
    found = proposal_to_quote_in(public_id, me)
    asked = asked_for(found)
    note_reading("case", [one.case.public_id for one in asked], "list")
    return render_template("learning/proposals/excerpts.html", proposal=found, asked=asked)


def _form(organisation_id: int, proposal: Proposal | None = None) -> tuple[ProposalForm, Lists]:
    """The form as it is sent, or as it begins, and what can be chosen on it."""
    lists = Lists(
        settled_patterns(organisation_id),
        people_to_own(organisation_id),
        _bouwstenen(organisation_id, proposal),
    )
    form = ProposalForm(data=ProposalForm.values_of(proposal) if proposal else _beginning(lists))
    form.offer(lists.patterns, lists.people, lists.bouwstenen)
    return form, lists


def _bouwstenen(organisation_id: int, proposal: Proposal | None) -> list[Bouwsteen]:
    """Those of the active set, and what the proposal has of another one."""
    offered = [*active_bouwstenen(organisation_id), *(proposal.bouwstenen if proposal else ())]
    return list(dict.fromkeys(offered))


def _beginning(lists: Lists) -> dict[str, object]:
    """A new proposal, with the patterns that one comes from and what their cases turn on."""
    asked = request.args.getlist("patroon")
    patterns = [one for one in lists.patterns if one.public_id in asked]
    return {
        "patterns": [one.public_id for one in patterns],
        "bouwstenen": [one.public_id for one in common_bouwstenen(patterns)],
        "priority": "normal",
    }


def _is_sent(form: ProposalForm, lists: Lists) -> bool:
    """Whether the form is sent to be kept, and complete; a sentence taken over keeps nothing."""
    if not form.is_submitted():
        return False
    if TAKE not in request.form and LOOK not in request.form:
        return bool(form.validate())
    patterns = lists.chosen_patterns(form)
    if not form.bouwstenen.data:
        form.bouwstenen.data = [one.public_id for one in common_bouwstenen(patterns)]
    form.take(sentence_named(panels_of(patterns, ""), request.form.get(TAKE, "")))
    return False


def _form_page(
    name: str, form: ProposalForm, lists: Lists, proposal: Proposal | None = None
) -> ResponseReturnValue:
    helped = TAKE in request.form or LOOK in request.form
    page = render_template(
        f"learning/proposals/{name}.html",
        form=form,
        pattern_choices=lists.patterns,
        panels=panels_of(lists.chosen_patterns(form), form.evidence.data or ""),
        proposal=proposal,
        **strength_shown(),
        **LABELS,
    )
    return page, 422 if form.is_submitted() and not helped else 200
