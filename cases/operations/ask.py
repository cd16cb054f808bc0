"""A question to the reporter and the answer, relayed: no name goes along that nobody gave."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select

from app.audit import Actor, record
from app.clock import now
from app.database import clean_text, db
from app.people.models import Person
from app.refusals import Invalid, Refused
from cases.models.case import Case
from cases.models.history import Reaction, ReactionKind
from cases.models.response import Question
from cases.permissions import can_react, can_respond
from cases.queries.response import questions_on
from cases.screening import refuse_personal_data


def ask_reporter(
    case: Case,
    *,
    person: Person,
    text: str,
    by: Actor,
    name_shown: bool = False,
    stated: Collection[str] = (),
) -> Question:
    """Put a question to the reporter of a case; one at a time, so that nobody is pressed.

    Whom the reporter would rather not answer does not ask again. From who may give the first
    reaction, the question is one.
    """
    if not can_respond(case, person):
        raise Refused("case", case.public_id)
    if case.reporter_id is None:
        raise Invalid("De inbrenger van deze casus heeft hier geen account.", "text")
    text = clean_text(text).strip()
    if not text:
        raise Invalid("Schrijf je vraag op.", "text")
    refuse_personal_data(text, "text", stated, organisation=case.organisation, by=by)
    # Who presses twice at the same moment waits here, and is then told that the question is there.
    db.session.execute(select(Case.id).where(Case.id == case.id).with_for_update())
    _refuse_another(questions_on(case, person))
    question = Question(
        case_id=case.id, by_id=person.id, text=text, name_shown=name_shown, at=now()
    )
    db.session.add(question)
    if can_react(case, person):
        reaction = ReactionKind.QUESTION
        db.session.add(Reaction(case_id=case.id, by_id=person.id, kind=reaction, at=now()))
    db.session.flush()
    _note(by, "ask_reporter", case)
    return question


def _refuse_another(asked: Sequence[Question]) -> None:
    if any(one.answered_at is None for one in asked):
        raise Invalid("Je vroeg al iets over deze casus. Wacht eerst op het antwoord.", "text")
    if any(one.declined for one in asked):
        raise Invalid("De inbrenger beantwoordt je vragen over deze casus liever niet.", "text")


def take_back_question(question: Question, *, by: Actor) -> None:
    """Take a question back, as who asked it, while it waits: then it was never put.

    What counted as the first reaction to the case counts no more, so that somebody else gives one.
    """
    _hold(question)
    if question.answered_at is not None:
        raise Invalid("De inbrenger heeft je vraag al beantwoord. Het antwoord staat hieronder.")
    case, asker = question.case, question.by_id
    db.session.delete(question)
    db.session.flush()
    if not _asked_more(case, asker):
        mine = Reaction.case_id == case.id, Reaction.by_id == asker
        db.session.execute(delete(Reaction).where(*mine, Reaction.kind == ReactionKind.QUESTION))
    _note(by, "take_back_question", case)


def _asked_more(case: Case, asker_id: int | None) -> bool:
    others = select(Question.id).where(Question.case_id == case.id, Question.by_id == asker_id)
    return db.session.scalar(others.limit(1)) is not None


def answer_question(
    question: Question,
    *,
    text: str,
    by: Actor,
    name_shown: bool = False,
    stated: Collection[str] = (),
) -> None:
    """Answer, once; who asked reads the words, and the name only when the reporter adds it."""
    _refuse_answered(question)
    text = clean_text(text).strip()
    if not text:
        raise Invalid("Schrijf je antwoord op, of kies 'Liever niet beantwoorden'.", "text")
    host = question.case.organisation
    refuse_personal_data(text, "text", stated, organisation=host, by=by)
    question.answer, question.answer_name_shown = text, name_shown
    question.answered_at = now()
    _note(by, "answer_question", question.case)


def decline_question(question: Question, *, by: Actor) -> None:
    """Leave a question unanswered, without a reason; who asked hears that and asks no more."""
    _refuse_answered(question)
    question.answered_at = now()
    _note(by, "answer_question", question.case)


def read_answer(question: Question) -> None:
    """Take an answer off the list of what is new to who asked."""
    if question.answered_at is not None and question.read_at is None:
        question.read_at = now()


def _hold(question: Question) -> None:
    """See the question as it is now, until the end: one answers, another takes it back."""
    held = select(Question).where(Question.id == question.id).with_for_update()
    if db.session.scalar(held.execution_options(populate_existing=True)) is None:
        raise Refused("question", question.public_id)


def _refuse_answered(question: Question) -> None:
    _hold(question)
    if question.answered_at is not None:
        raise Invalid("Je hebt deze vraag al beantwoord.")


def _note(by: Actor, action: str, case: Case) -> None:
    record(by, action, "case", case, organisation=case.organisation.public_id)
