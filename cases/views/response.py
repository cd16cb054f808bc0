"""What happens after sharing: recognising, thanking, asking, answering, and looking back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.refusals import Invalid, Refused
from app.web.access import SIGNED_IN, access, actor, me, note_reading
from app.web.language import refusal_words
from cases.forms.share import AnswerForm, AskForm
from cases.operations import ask, follow_up, recognise
from cases.permissions import own_case, readable_case
from cases.queries.response import asked_question, exchanges_of, question_to, response_of

blueprint = Blueprint("case_response", __name__)


@blueprint.post("/casussen/<public_id>/herkennen")
@access(SIGNED_IN)
@in_transaction
def recognise_case(public_id: str) -> ResponseReturnValue:
    """Herken ik ook, or not after all."""
    case = readable_case(public_id, me)
    if request.form.get("take_back"):
        recognise.take_back_recognition(case, person=me, by=actor())
    else:
        recognise.recognise(case, person=me, by=actor())
    return redirect(_response_to(public_id))


@blueprint.post("/casussen/<public_id>/bedanken")
@access(SIGNED_IN)
@in_transaction
def appreciate_case(public_id: str) -> ResponseReturnValue:
    """Thank the reporter, or not after all."""
    case = readable_case(public_id, me)
    if request.form.get("take_back"):
        recognise.take_back_appreciation(case, person=me, by=actor())
    else:
        recognise.appreciate(case, person=me, by=actor())
    return redirect(_response_to(public_id))


def _response_to(public_id: str) -> str:
    return url_for("cases.case", public_id=public_id, _anchor="laat-iets-weten")


@blueprint.route("/casussen/<public_id>/vraag", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def ask_reporter(public_id: str) -> ResponseReturnValue:
    """Put a question to the reporter."""
    case = readable_case(public_id, me)
    if not response_of(case, me).may_respond:
        raise Refused("case", public_id)
    note_reading("case", [case.public_id], "ask")
    form = AskForm()
    if form.validate_on_submit():
        try:
            ask.ask_reporter(case, person=me, by=actor(), **form.words())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Je vraag is verstuurd. Je leest het antwoord bij 'Mijn vragen'."), "success")
            return redirect(url_for("cases.case", public_id=case.public_id))
    page = render_template("cases/response/ask_reporter.html", form=form, case=case)
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/vragen")
@access(SIGNED_IN)
def questions() -> ResponseReturnValue:
    """What one asked, and the answers."""
    exchanges = exchanges_of(me)
    note_reading("case", [one.question.case.public_id for one in exchanges], "read_answers")
    return render_template("cases/response/questions.html", exchanges=exchanges)


@blueprint.post("/vragen/<public_id>/terugnemen")
@access(SIGNED_IN)
@in_transaction
def take_back_question(public_id: str) -> ResponseReturnValue:
    """Take a question back that was not answered yet."""
    try:
        ask.take_back_question(asked_question(public_id, me), by=actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
    else:
        flash(_("Je vraag is teruggenomen. De inbrenger ziet hem niet meer."), "success")
    return redirect(url_for("case_response.questions"))


@blueprint.post("/vragen/<public_id>/gelezen")
@access(SIGNED_IN)
@in_transaction
def read_answer(public_id: str) -> ResponseReturnValue:
    """Take an answer off the list of what is new."""
    ask.read_answer(asked_question(public_id, me))
    return redirect(url_for("case_response.questions"))


@blueprint.route("/vragen/<public_id>/beantwoorden", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def answer_question(public_id: str) -> ResponseReturnValue:
    """Answer a question about one's own case, or leave it."""
    question = question_to(public_id, me)
    note_reading("case", [question.case.public_id], "answer")
    form = AnswerForm()
    if form.validate_on_submit():
        try:
            if request.form.get("then") == "decline":
                ask.decline_question(question, by=actor())
            else:
                ask.answer_question(question, by=actor(), **form.words())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Je antwoord is doorgegeven."), "success")
            return redirect(url_for("cases.case", public_id=question.case.public_id))
    asker = question.by.name if question.by and question.name_shown else ""
    page = render_template(
        "cases/response/answer_question.html", form=form, question=question, asker=asker
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/casussen/<public_id>/nog-even-wachten")
@access(SIGNED_IN)
@in_transaction
def wait_longer(public_id: str) -> ResponseReturnValue:
    """Ask later how it ended."""
    follow_up.wait_longer(own_case(public_id, me), by=actor())
    flash(_("Goed. Over vier weken vragen we het nog eens."), "success")
    return redirect(url_for("cases.own"))
