"""What others do with a case: react and search; and the page of the bouwstenen."""

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction, new_public_id
from app.people.roles import Role
from app.refusals import Invalid
from app.search.find import find
from app.web.access import SIGNED_IN, access, actor, here, me, note_reading, roles
from cases.forms.share import ReactionForm, SearchForm
from cases.models.history import ReactionKind
from cases.operations.react import react
from cases.permissions import readable_case
from cases.queries.cases import cases_in_order
from cases.queries.lists import bouwsteen_sets_of
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
