"""Thinking aloud about a case: notes of the reporter, questions and answers, options weighed."""

from flask import Blueprint, flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.refusals import Invalid
from app.web.access import SIGNED_IN, WITH_GUESTS, access, actor, me
from app.web.language import refusal_words
from cases.doorbraak.contributing import (
    can_add_note,
    can_answer,
    can_ask,
    option_in_review,
    question_in_review,
)
from cases.doorbraak.forms.deliberation import (
    ArgumentForm,
    CaseNoteForm,
    OptionForm,
    QuestionForm,
)
from cases.doorbraak.operations import deliberation
from cases.doorbraak.permissions import (
    can_note,
    item_for,
    item_to_review,
)
from cases.doorbraak.views.noting import answer_form, back_to, blank_note, take_note

blueprint = Blueprint("doorbraak_notes", __name__)
blueprint.add_app_template_global(blank_note)


@blueprint.route("/doorbraak/bespreking/<public_id>/aanvulling", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def add_case_note(public_id: str) -> ResponseReturnValue:
    """Add something to one's own case while its text is frozen."""
    found = item_for(public_id, me)
    form = CaseNoteForm()
    return take_note(
        "add_case_note",
        found,
        form,
        lambda: deliberation.add_case_note(
            found, form.text.data or "", person=me, by=actor(), stated=form.stated
        ),
        _("Je aanvulling staat bij de casus."),
        may=can_add_note(found, me),
    )


@blueprint.route("/doorbraak/bespreking/<public_id>/vragen/nieuw", methods=["GET", "POST"])
@access(WITH_GUESTS)
@in_transaction
def ask_question(public_id: str) -> ResponseReturnValue:
    """Ask what makes the case clearer."""
    found = item_to_review(public_id, me)
    form = QuestionForm()
    return take_note(
        "ask_question",
        found,
        form,
        lambda: deliberation.ask_question(
            found, form.text.data or "", person=me, by=actor(), stated=form.stated
        ),
        _("Je vraag staat erbij."),
        may=can_ask(found, me),
    )


@blueprint.route("/doorbraak/vragen/<public_id>/antwoord", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def answer_question(public_id: str) -> ResponseReturnValue:
    """Answer a question, as the reporter or who leads."""
    question = question_in_review(public_id, me)
    form = answer_form(question)
    return take_note(
        "answer_question",
        question.item,
        form,
        lambda: deliberation.answer_question(
            question,
            form.answer.data or "",
            person=me,
            version=form.known_version,
            by=actor(),
            stated=form.stated,
        ),
        _("Het antwoord staat erbij."),
        may=can_answer(question.item, me),
        kept=lambda: {"answer": question.answer, "version": question.version},
        question=question,
    )


@blueprint.route("/doorbraak/bespreking/<public_id>/opties/nieuw", methods=["GET", "POST"])
@access(WITH_GUESTS)
@in_transaction
def add_option(public_id: str) -> ResponseReturnValue:
    """Put an option on the table."""
    found = item_to_review(public_id, me)
    form = OptionForm()
    return take_note(
        "option",
        found,
        form,
        lambda: deliberation.add_option(
            found, form.text.data or "", person=me, by=actor(), stated=form.stated
        ),
        _("De optie ligt op tafel."),
        may=can_note(found, me),
    )


@blueprint.route("/doorbraak/opties/<public_id>", methods=["GET", "POST"])
@access(WITH_GUESTS)
@in_transaction
def change_option(public_id: str) -> ResponseReturnValue:
    """Put an option in other words."""
    option = option_in_review(public_id, me)
    form = OptionForm(data={"text": option.text, "version": option.version})
    return take_note(
        "option",
        option.item,
        form,
        lambda: deliberation.change_option(
            option,
            form.text.data or "",
            person=me,
            version=form.known_version,
            by=actor(),
            stated=form.stated,
        ),
        _("De optie is aangepast."),
        may=can_note(option.item, me),
        kept=lambda: {"text": option.text, "version": option.version},
        option=option,
    )


@blueprint.post("/doorbraak/opties/<public_id>/weg")
@access(WITH_GUESTS)
@in_transaction
def remove_option(public_id: str) -> ResponseReturnValue:
    """Take an option away while nobody has argued about it."""
    option = option_in_review(public_id, me)
    back = back_to(option.item)
    try:
        deliberation.remove_option(option, person=me, by=actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
    else:
        flash(_("De optie is weggehaald."), "success")
    return redirect(back)


@blueprint.route("/doorbraak/opties/<public_id>/argumenten/nieuw", methods=["GET", "POST"])
@access(WITH_GUESTS)
@in_transaction
def add_argument(public_id: str) -> ResponseReturnValue:
    """Say what speaks for an option or against it."""
    option = option_in_review(public_id, me)
    form = ArgumentForm()
    return take_note(
        "add_argument",
        option.item,
        form,
        lambda: deliberation.add_argument(
            option, form.details(), person=me, by=actor(), stated=form.stated
        ),
        _("Het argument staat erbij."),
        may=can_note(option.item, me),
        option=option,
    )
