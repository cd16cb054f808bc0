"""Who asks, answers and adds something while a case is reviewed.

Who may write a perspective, the way, agreements and lessons stands in `permissions`.
"""

from sqlalchemy import select

from app.database import db
from app.people.models import Person
from app.refusals import Refused
from cases.doorbraak.models.deliberation import ClarifyingQuestion, Option
from cases.doorbraak.models.session import AgendaItem, SessionStep
from cases.doorbraak.permissions import (
    WRITING_STATES,
    can_follow,
    leads_session,
    participates,
)
from cases.doorbraak.terms import ItemResult, SessionMode, StepName

# Until the last of these steps closes, something can be written in a session over days.
PERSPECTIVE = (StepName.INPUT, StepName.QUESTIONS, StepName.SILENT_WRITING)
QUESTION = (StepName.QUESTIONS,)
WAY = (StepName.OPTIONS, StepName.BREAKTHROUGH)
AGREEMENT = (StepName.AGREEMENTS,)
LESSON = (StepName.AGREEMENTS, StepName.LESSONS)


def is_closed(item: AgendaItem, steps: tuple[StepName, ...]) -> bool:
    """Whether all of these steps are over in a session that is spread over days.

    A session that is held together never closes anything, and no form has to have these steps.
    """
    if item.session.mode is not SessionMode.SPREAD:
        return False
    query = select(SessionStep.done)
    query = query.where(SessionStep.item_id == item.id, SessionStep.name.in_(steps))
    done = db.session.scalars(query).all()
    return bool(done) and all(done)


def is_closed_for(item: AgendaItem, person: Person, steps: tuple[StepName, ...]) -> bool:
    """The same for one person: who leads can still put right what the session notes together."""
    return is_closed(item, steps) and not leads_session(item.session, person)


def can_ask(item: AgendaItem, person: Person) -> bool:
    """Whether somebody may ask what makes a case clearer: a participant, until it is reviewed."""
    sits_in = participates(item.session, person) and can_follow(item, person)
    return _is_ahead(item) and sits_in and not is_closed_for(item, person, QUESTION)


def can_answer(item: AgendaItem, person: Person) -> bool:
    """Whether somebody may answer such a question: the reporter, and who leads the session."""
    speaks = item.case.reporter_id == person.id or leads_session(item.session, person)
    return speaks and _is_ahead(item) and can_follow(item, person)


def can_add_note(item: AgendaItem, person: Person) -> bool:
    """Whether somebody may add to a case whose text is frozen by its review: its reporter."""
    return _is_ahead(item) and item.case.reporter_id == person.id and can_follow(item, person)


def _is_ahead(item: AgendaItem) -> bool:
    return item.session.state in WRITING_STATES and item.result is ItemResult.WAITING


def question_in_review(public_id: str, person: Person) -> ClarifyingQuestion:
    """A question about a case that this person may follow, or a refusal."""
    question = db.session.scalar(
        select(ClarifyingQuestion).where(ClarifyingQuestion.public_id == public_id)
    )
    if question is None or not can_follow(question.item, person):
        raise Refused("clarifying_question", public_id)
    return question


def option_in_review(public_id: str, person: Person) -> Option:
    """An option for a case in whose review this person takes part, or a refusal."""
    option = db.session.scalar(select(Option).where(Option.public_id == public_id))
    if option is None or not participates(option.item.session, person):
        raise Refused("option", public_id)
    if not can_follow(option.item, person):
        raise Refused("option", public_id)
    return option
