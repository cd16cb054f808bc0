"""Thinking aloud about a case: questions and answers, notes of the reporter, options weighed."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from app.audit import Actor
from app.clock import now
from app.database import db
from app.people.models import Person
from app.refusals import Invalid, Refused
from cases.doorbraak.contributing import (
    QUESTION,
    WAY,
    can_add_note,
    can_answer,
    can_ask,
    is_closed_for,
)
from cases.doorbraak.models.deliberation import Argument, CaseNote, ClarifyingQuestion, Option
from cases.doorbraak.models.review import ChosenWay
from cases.doorbraak.models.session import AgendaItem
from cases.doorbraak.operations.noting import (
    cleaned,
    hold,
    noted,
    refuse_late,
    refuse_noting,
    refuse_older,
)
from cases.doorbraak.terms import TestStep


@dataclass(frozen=True)
class Words:
    """One text, as it was typed."""

    text: str


@dataclass(frozen=True)
class ArgumentDetails:
    """What speaks for an option or against it, and by which step of the omgekeerde toets."""

    text: str
    step: TestStep
    favours: bool


def add_case_note(
    item: AgendaItem, text: str, *, person: Person, by: Actor, stated: Collection[str] = ()
) -> CaseNote:
    """Add something to one's own case while its text is frozen by the review."""
    if not can_add_note(item, person):
        raise Invalid("Een aanvulling kan tot de bespreking klaar is.")
    texts = cleaned(Words(text), {"text": True}, item=item, by=by, stated=stated)
    note = CaseNote(item_id=item.id, text=texts["text"], written_at=now())
    db.session.add(note)
    noted(by, "add_case_note", item)
    return note


def ask_question(
    item: AgendaItem, text: str, *, person: Person, by: Actor, stated: Collection[str] = ()
) -> ClarifyingQuestion:
    """Ask what makes a case clearer; everybody who follows the review reads who asked."""
    hold(item)
    if is_closed_for(item, person, QUESTION):
        refuse_late()
    if not can_ask(item, person):
        raise Invalid("Een vraag stellen kan tot de bespreking klaar is.")
    texts = cleaned(Words(text), {"text": True}, item=item, by=by, stated=stated)
    question = ClarifyingQuestion(item=item, asker=person, text=texts["text"], asked_at=now())
    db.session.add(question)
    noted(by, "ask_clarification", item)
    return question


@dataclass(frozen=True)
class AnswerDetails:
    """What is answered to a question."""

    answer: str


def answer_question(
    question: ClarifyingQuestion,
    answer: str,
    *,
    person: Person,
    version: int | None = None,
    by: Actor,
    stated: Collection[str] = (),
) -> None:
    """Answer a question, as the reporter or who leads; no name stands beside the answer.

    Who answered in between loses nothing: with an older version this is Stale.
    """
    item = question.item
    hold(item)
    if not can_answer(item, person):
        raise Invalid("Antwoorden kan tot de bespreking klaar is.")
    db.session.refresh(question)
    refuse_older(version, question.version)
    details = AnswerDetails(answer)
    texts = cleaned(details, {"answer": True}, item=item, by=by, stated=stated)
    question.answer = texts["answer"]
    question.version += 1
    noted(by, "answer_clarification", item)


def add_option(
    item: AgendaItem, text: str, *, person: Person, by: Actor, stated: Collection[str] = ()
) -> Option:
    """Put a way that could be gone on the table."""
    refuse_noting(item, person, WAY)
    texts = cleaned(Words(text), {"text": True}, item=item, by=by, stated=stated)
    option = Option(item=item, text=texts["text"], written_at=now())
    db.session.add(option)
    noted(by, "add_option", item)
    return option


def change_option(
    option: Option,
    text: str,
    *,
    person: Person,
    version: int | None = None,
    by: Actor,
    stated: Collection[str] = (),
) -> None:
    """Put an option in other words; with an older version this is Stale."""
    hold(option.item)
    refuse_noting(option.item, person, WAY)
    _refuse_gone(option)
    refuse_older(version, option.version)
    texts = cleaned(Words(text), {"text": True}, item=option.item, by=by, stated=stated)
    option.text = texts["text"]
    option.version += 1
    noted(by, "change_option", option.item)


def remove_option(option: Option, *, person: Person, by: Actor) -> None:
    """Take an option away while nobody has argued about it and it was not chosen."""
    hold(option.item)
    refuse_noting(option.item, person, WAY)
    _refuse_gone(option)
    argued = db.session.scalar(select(Argument.id).where(Argument.option_id == option.id).limit(1))
    chosen = db.session.scalar(select(ChosenWay.id).where(ChosenWay.option_id == option.id))
    if argued is not None or chosen is not None:
        raise Invalid("Over deze optie is al gepraat. Laat hem staan.")
    item = option.item
    db.session.delete(option)
    noted(by, "remove_option", item)


def _refuse_gone(option: Option) -> None:
    """Look anew at an option: somebody may have taken it away while this request waited."""
    if db.session.get(Option, option.id, populate_existing=True) is None:
        raise Refused("option", option.public_id)


def add_argument(
    option: Option,
    details: ArgumentDetails,
    *,
    person: Person,
    by: Actor,
    stated: Collection[str] = (),
) -> Argument:
    """Say what speaks for an option or against it."""
    hold(option.item)
    refuse_noting(option.item, person, WAY)
    _refuse_gone(option)
    texts = cleaned(details, {"text": True}, item=option.item, by=by, stated=stated)
    argument = Argument(
        option=option,
        step=details.step,
        favours=details.favours,
        text=texts["text"],
        written_at=now(),
    )
    db.session.add(argument)
    noted(by, "add_argument", option.item)
    return argument
