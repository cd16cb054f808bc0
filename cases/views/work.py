"""What others do with a case: react, read it as the analyst, search, and the bouwstenen page."""

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction, new_public_id
from app.people.roles import Role
from app.refusals import Invalid, Refused
from app.search.find import find
from app.web.access import SIGNED_IN, access, actor, here, me, note_reading, roles
from cases.forms.share import ReactionForm, ReadingForm, SearchForm
from cases.models.history import ReactionKind
from cases.operations.react import interpret, react
from cases.permissions import can_interpret, readable_case
from cases.queries.cases import cases_in_order
from cases.queries.lists import active_bouwstenen, bouwsteen_sets_of
from cases.queries.reading import reading_of
from cases.terms import Nature, Obstacle
from cases.views.show import READERS, case_line

blueprint = Blueprint("case_work", __name__)
MOST_SEARCHES = 20
MOST_HITS = 50


@blueprint.post("/casussen/<public_id>/reactie")
@access(roles(Role.FACILITATOR, Role.ANALYST))
@in_transaction
def react_to_case(public_id: str) -> ResponseReturnValue:
    """Give a reporter a first reaction."""
    case = readable_case(public_id, me)
    note_reading("case", [case.public_id], "react")
    form = ReactionForm()
    if form.validate():
        kind = ReactionKind(form.kind.data)
        try:
            text = form.text.data or ""
            react(case, person=me, kind=kind, text=text, by=actor(), stated=form.stated)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Je reactie is verstuurd. De inbrenger ziet niet van wie."), "success")
            return redirect(url_for("cases.case", public_id=case.public_id))
    return render_template("cases/react_to_case.html", form=form, case=case), 422


@blueprint.route("/casussen/<public_id>/duiding", methods=["GET", "POST"])
@access(roles(Role.ANALYST))
@in_transaction
def interpret_case(public_id: str) -> ResponseReturnValue:
    """Write the analyst's reading beside the reporter's tags."""
    case = readable_case(public_id, me)
    if not can_interpret(case, me):
        raise Refused("case", public_id)
    reading = reading_of(case)
    form = ReadingForm(obj=reading)
    form.bouwstenen.choices = [(one.public_id, one.name) for one in active_bouwstenen(here.id)]
    if form.validate_on_submit():
        interpret(
            case,
            person=me,
            nature=Nature(form.nature.data) if form.nature.data else None,
            obstacle=Obstacle(form.obstacle.data) if form.obstacle.data else None,
            procedure=form.procedure.data or "",
            bouwstenen=form.bouwstenen.data or [],
            by=actor(),
        )
        flash(_("Je duiding is bewaard."), "success")
        return redirect(url_for("cases.case", public_id=case.public_id))
    if reading is not None and not form.is_submitted():
        form.procedure.data = reading.procedure.name if reading.procedure else ""
        form.bouwstenen.data = reading.bouwstenen.splitlines()
    note_reading("case", [case.public_id], "interpret")
    return render_template("cases/interpret_case.html", form=form, case=case)


@blueprint.route("/zoeken", methods=["GET", "POST"])
@access(READERS)
def search() -> ResponseReturnValue:
    """Ask for words; they are kept in the session, never in an address."""
    form = SearchForm()
    if form.validate_on_submit():
        kept = dict(list(session.get("searches", {}).items())[-MOST_SEARCHES + 1 :])
        key = new_public_id()
        session["searches"] = {**kept, key: form.words.data}
        return redirect(url_for("case_work.search_results", key=key))
    return render_template("cases/search.html", form=form), 422 if form.is_submitted() else 200


@blueprint.get("/zoeken/<key>")
@access(READERS)
def search_results(key: str) -> ResponseReturnValue:
    """The cases with these words that this person may read."""
    words = session.get("searches", {}).get(key)
    if words is None:
        return redirect(url_for("case_work.search"))
    found = find(words, person=me, kind="case", limit=MOST_HITS)
    cases = cases_in_order(me, found.ids)
    note_reading("case", [case.public_id for case in cases], "search")
    return render_template(
        "cases/search_results.html",
        form=SearchForm(data={"words": words}),
        words=words,
        found=found,
        lines=[case_line(case, me) for case in cases],
    )


@blueprint.get("/bouwstenen")
@access(SIGNED_IN)
def bouwstenen() -> ResponseReturnValue:
    """The sets of bouwstenen, each explained."""
    return render_template("cases/bouwstenen.html", sets=bouwsteen_sets_of(here.id))
