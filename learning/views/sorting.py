"""Which cases belong to a pattern: taking them out, bringing them in, cutting it in two."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.database import in_transaction
from app.people.roles import Role
from app.refusals import Invalid
from app.web.access import access, actor, me, note_reading, roles
from app.web.language import refusal_words
from app.web.telling import tell_undoable
from learning.forms.patterns import (
    LEAVE,
    REMOVE,
    AddMemberForm,
    SortForm,
    SplitForm,
    SuggestionForm,
)
from learning.models.curation import PatternDecision, PatternSuggestion
from learning.models.patterns import Pattern
from learning.operations import members as operations
from learning.operations import splitting
from learning.permissions.patterns import curated_pattern
from learning.queries.halves import cuts_of, suggested_cut
from learning.queries.history import suggestion_about
from learning.queries.patterns import case_named, member_case, member_cases

# `curation` goes on with it: all that an analyst decides about a pattern has one name.
blueprint = Blueprint("curation", __name__)
ANALYST = roles(Role.ANALYST)


def tell(decision: PatternDecision, text: str, label: str = "") -> None:
    """Say on the next page what was decided, with the way to undo it."""
    if decision.id is None:
        flash(text, "success")
        return
    url = url_for(
        "curation.undo",
        public_id=decision.pattern.public_id,
        decision_id=decision.public_id,
    )
    tell_undoable(text, url, label or _("Ongedaan maken"))


def decide(
    found: Pattern,
    text: str,
    take: Callable[[], PatternDecision],
    *,
    focus: str = "",
    label: str = "",
) -> ResponseReturnValue:
    """Take a decision and go back with what came of it: a press can come too late."""
    try:
        decision = take()
    except Invalid as error:
        flash(refusal_words(error), "error")
    else:
        tell(decision, text, label)
    return back_to(found, focus)


def back_to(found: Pattern, focus: str = "") -> ResponseReturnValue:
    """The page of the pattern, with the focus on a case when one is named."""
    anchor = f"casus-{focus}" if focus.isalnum() else None
    return redirect(url_for("patterns.analyse", public_id=found.public_id, _anchor=anchor))


@blueprint.post("/patronen/werkbank/<public_id>/casussen")
@access(ANALYST)
@in_transaction
def add_member(public_id: str) -> ResponseReturnValue:
    """Put a case in a pattern by its address."""
    found = curated_pattern(public_id, me)
    case = case_named(AddMemberForm().case.data or "", found.organisation_id)
    if case is None:
        flash(_("Er is geen gedeelde casus met dit adres of kenmerk."), "error")
        return back_to(found)
    text = _("De casus hoort nu bij dit patroon.")
    join = partial(operations.add_member, found, case, by=actor())
    return decide(found, text, join, focus=case.public_id)


@blueprint.post("/patronen/werkbank/<public_id>/casussen/<case_id>/weg")
@access(ANALYST)
@in_transaction
def remove_member(public_id: str, case_id: str) -> ResponseReturnValue:
    """Say that a case is not the same."""
    found = curated_pattern(public_id, me)
    case = member_case(found, case_id)
    text = _("De casus hoort niet meer bij dit patroon. Hij komt er niet vanzelf in terug.")
    leave = partial(operations.remove_member, found, case, by=actor())
    return decide(found, text, leave, focus=request.form.get("focus", ""))


@blueprint.post("/patronen/werkbank/<public_id>/casussen/<case_id>/hoort-hier")
@access(ANALYST)
@in_transaction
def keep_member(public_id: str, case_id: str) -> ResponseReturnValue:
    """Say that a case belongs here, whatever a run finds."""
    found = curated_pattern(public_id, me)
    case = member_case(found, case_id)
    text = _("De casus blijft bij dit patroon.")
    stay = partial(operations.add_member, found, case, by=actor())
    return decide(found, text, stay, focus=request.form.get("focus", ""))


@blueprint.post("/patronen/werkbank/<public_id>/casussen/samen")
@access(ANALYST)
@in_transaction
def sort_members(public_id: str) -> ResponseReturnValue:
    """Say of several cases at once that they belong here, or that they are not the same."""
    found = curated_pattern(public_id, me)
    form = SortForm()
    cases = [member_case(found, one) for one in form.case.data or []]
    away, count = form.answer.data == REMOVE, len(cases)
    if away:
        text = ngettext("%(num)s casus is eruit.", "%(num)s casussen zijn eruit.", count)
    else:
        text = ngettext("%(num)s casus blijft hier.", "%(num)s casussen blijven hier.", count)
    sort = operations.remove_members if away else operations.add_members
    return decide(found, text, partial(sort, found, cases, by=actor()))


@blueprint.route("/patronen/werkbank/<public_id>/splitsen", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def split(public_id: str) -> ResponseReturnValue:
    """Make two patterns of one: as Leerlus proposes, or as the analyst ticks."""
    found = curated_pattern(public_id, me)
    members = member_cases(found)
    form = SplitForm()
    form.offer(members)
    if form.validate_on_submit():
        try:
            chosen = [member_case(found, one) for one in form.case.data or []]
            decision = splitting.split_pattern(
                found, cases=chosen, title=form.title.data or "", by=actor(), stated=form.stated
            )
        except Invalid as error:
            form.refuse(error)
        else:
            tell(decision, _("Het patroon is gesplitst. Dit is het nieuwe patroon."))
            return back_to(decision.other or found)
    cuts = cuts_of(found)
    if not form.is_submitted():
        form.take(cuts, request.args.get("voorstel", type=int))
    note_reading("case", [one.public_id for one in members], "list")
    page = render_template("learning/curation/split.html", form=form, pattern=found, cuts=cuts)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/patronen/werkbank/<public_id>/voorstel/<suggestion_id>", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def suggestion(public_id: str, suggestion_id: str) -> ResponseReturnValue:
    """What a run proposes about a settled pattern, side by side; the analyst decides."""
    found = curated_pattern(public_id, me)
    proposed = suggestion_about(found, suggestion_id)
    form = SuggestionForm(title=_("%(title)s (afgesplitst)", title=found.title))
    if form.validate_on_submit():
        return _answer(form, proposed)
    cut = suggested_cut(proposed)
    others = member_cases(proposed.other) if proposed.other is not None else []
    shown = [*cut.leaving, *cut.staying, *others]
    note_reading("case", [one.public_id for one in shown], "list")
    page = render_template(
        "learning/curation/suggestion.html",
        form=form,
        pattern=found,
        suggestion=proposed,
        cut=cut,
        others=others,
    )
    return page, 422 if form.is_submitted() else 200


def _answer(form: SuggestionForm, proposed: PatternSuggestion) -> ResponseReturnValue:
    """Carry out what the pressed button says."""
    try:
        if form.answer.data == LEAVE:
            decision = splitting.leave_suggestion(proposed, by=actor())
            tell(decision, _("Het blijft zoals het is. Leerlus stelt dit niet opnieuw voor."))
            return redirect(url_for("patterns.bench"))
        decision = splitting.accept_suggestion(proposed, title=form.title.data or "", by=actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
        return back_to(proposed.pattern)
    tell(decision, _("Dat is gedaan."))
    return back_to(decision.other or proposed.pattern)
