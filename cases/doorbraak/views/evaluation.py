"""Two questions after a session, and what the answers of a quarter tell together."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.people.roles import Role
from app.refusals import Invalid
from app.web.access import SIGNED_IN, access, here, me, roles
from cases.doorbraak.forms.evaluation import EvaluationForm
from cases.doorbraak.operations.evaluation import evaluate
from cases.doorbraak.queries.evaluation import answers_of, fewest_people, session_to_evaluate
from cases.doorbraak.terms import Helped

blueprint = Blueprint("doorbraak_evaluation", __name__)
READERS = roles(Role.FACILITATOR, Role.ANALYST, Role.MANAGER)


@blueprint.route("/doorbraak/sessies/<public_id>/terugblik", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def look_back(public_id: str) -> ResponseReturnValue:
    """Say how a session was, without a name."""
    session = session_to_evaluate(public_id, me)
    form = EvaluationForm()
    if form.validate_on_submit():
        try:
            evaluate(
                session,
                helped=Helped(form.helped.data),
                learned=form.learned.data or "",
                person=me,
                stated=form.stated,
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Dank je wel. Je antwoord is bewaard, zonder je naam."), "success")
            return redirect(url_for("pages.home"))
    fewest = fewest_people(session.team.organisation)
    page = render_template(
        "cases/doorbraak/look_back.html", form=form, session=session, fewest=fewest
    )
    return page, 422 if request.method == "POST" else 200


@blueprint.get("/doorbraak/wat-het-oplevert")
@access(READERS)
def answers() -> ResponseReturnValue:
    """What people said of the sessions of this organisation, by closed quarter."""
    return render_template(
        "cases/doorbraak/answers.html", quarters=answers_of(here), fewest=fewest_people(here)
    )
