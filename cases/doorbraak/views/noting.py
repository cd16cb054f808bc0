"""What the pages on which participants write have in common, and the forms on the live page."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.people.models import Person
from app.refusals import Invalid, Refused, Stale
from app.web.access import me, note_reading
from cases.doorbraak.forms.deliberation import (
    AnswerForm,
    ArgumentForm,
    CaseNoteForm,
    OptionForm,
    QuestionForm,
)
from cases.doorbraak.forms.noting import NoteForm, TwoTexts, VersionedForm, two_texts
from cases.doorbraak.forms.review import AgreementForm, LessonForm, PerspectiveForm, WayForm
from cases.doorbraak.models.deliberation import ClarifyingQuestion, Option
from cases.doorbraak.models.session import AgendaItem
from cases.doorbraak.permissions import own_perspective
from cases.doorbraak.queries.review import options_of, way_of
from cases.doorbraak.terms import SessionMode
from cases.queries.lists import active_bouwstenen

LIVE = "meedoen"
LIVE_PAGE = "doorbraak_live.join"
SPREAD_PAGE = "doorbraak_spread.case"
Kept = Callable[[], Mapping[str, Any]]


def take_note(
    name: str,
    found: AgendaItem,
    form: NoteForm,
    act: Callable[[], object],
    message: str,
    *,
    may: bool,
    kept: Kept = dict,
    **more: Any,
) -> ResponseReturnValue:
    """Do what a form asks and go back, or show the form again with all that was typed.

    `kept` gives the values as they are now, with their version: when somebody else wrote in
    between, both texts stand on the page, and the form holds one's own.
    """
    if request.method == "GET" and not may:
        raise Refused("agenda_item", found.public_id)
    both, status = [], 200
    if request.method == "POST":
        status = 422
        if form.validate():
            try:
                act()
            except Invalid as error:
                form.refuse(error)
            except Stale:
                both, status = _beside(form, kept()), 409
            else:
                flash(message, "success")
                return redirect(back_to(found))
    note_reading("case", [found.case.public_id], "review")
    values = {"item": found, "form": form, "both": both, "then": then(), "back": back_to(found)}
    return render_template(f"cases/doorbraak/{name}.html", **values, **more), status


def _beside(form: NoteForm, kept: Mapping[str, Any]) -> list[TwoTexts]:
    """Both texts; with the version of now in the form, the next press keeps what stands in it."""
    assert isinstance(form, VersionedForm)
    form.version.data = str(kept["version"])
    return two_texts(form, {name: "" if one is None else str(one) for name, one in kept.items()})


def then() -> str:
    """Where to go on afterwards: the live page when one came from there."""
    return LIVE if request.values.get("then") == LIVE else ""


def back_to(found: AgendaItem) -> str:
    """The page on which somebody was writing."""
    if then() and found.session.mode is SessionMode.SPREAD:
        return url_for(SPREAD_PAGE, public_id=found.public_id)
    if then():
        return url_for(LIVE_PAGE, public_id=found.session.public_id)
    return url_for("doorbraak_review.item", public_id=found.public_id)


def perspective_values(found: AgendaItem, person: Person) -> dict[str, Any]:
    """A perspective as the fields of its form."""
    own = own_perspective(found, person)
    if own is None:
        return {"version": "0"}
    names = ("sees", "would_do", "must_change", "legitimacy", "involvement", "returns", "version")
    return {**{name: getattr(own, name) for name in names}, "weighs_most": own.weighs_most.value}


def way_values(found: AgendaItem) -> dict[str, Any]:
    """The chosen way as the fields of its form."""
    way = way_of(found)
    if way is None:
        return {"version": "0"}
    option = way.option.public_id if way.option else ""
    return {"text": way.text, "dissent": way.dissent, "option": option, "version": way.version}


def perspective_form(
    found: AgendaItem, person: Person | None = None, **how: Any
) -> PerspectiveForm:
    """The form of one's own perspective, or of somebody else's."""
    return PerspectiveForm(data=perspective_values(found, person or me), **how)


def way_form(found: AgendaItem, **how: Any) -> WayForm:
    """The form of the way, with the options on the table."""
    form = WayForm(data=way_values(found), **how)
    form.option.choices = [
        ("", _("nee, een andere weg")),
        *((one.public_id, one.text) for one in options_of(found)),
    ]
    return form


def agreement_form(found: AgendaItem, **how: Any) -> AgreementForm:
    """The form of an agreement, with the participants who can hold one."""
    form = AgreementForm(**how)
    people = [one.person for one in found.session.participants if not one.person.guest]
    form.holder.choices = [
        ("", _("Maak een keuze")),
        *((person.public_id, person.name) for person in people),
    ]
    return form


def lesson_form(found: AgendaItem, **how: Any) -> LessonForm:
    """The form of a lesson, with the bouwstenen of the organisation of the case."""
    form = LessonForm(**how)
    form.bouwsteen.choices = [
        ("", _("Maak een keuze")),
        *((one.public_id, one.name) for one in active_bouwstenen(found.case.organisation_id)),
    ]
    return form


def _question_form(_found: AgendaItem, **how: Any) -> QuestionForm:
    return QuestionForm(**how)


def _case_note_form(_found: AgendaItem, **how: Any) -> CaseNoteForm:
    return CaseNoteForm(**how)


def _option_form(_found: AgendaItem, **how: Any) -> OptionForm:
    return OptionForm(**how)


def _argument_form(_option: Option, **how: Any) -> ArgumentForm:
    return ArgumentForm(**how)


def answer_form(question: ClarifyingQuestion, **how: Any) -> AnswerForm:
    """The form of an answer, with what was answered before."""
    return AnswerForm(data={"answer": question.answer, "version": question.version}, **how)


BLANKS: dict[str, Callable[..., NoteForm]] = {
    "perspective": perspective_form,
    "case-note": _case_note_form,
    "question": _question_form,
    "answer": answer_form,
    "option": _option_form,
    "argument": _argument_form,
    "way": way_form,
    "agreement": agreement_form,
    "lesson": lesson_form,
}


def blank_note(kind: str, subject: Any) -> NoteForm:
    """A form as it begins, for a page that shows several; its fields have ids of their own."""
    form = BLANKS[kind](subject, formdata=None)
    return form.known_as(f"{kind}-{subject.public_id}")
