"""What readers gave back to a case, as the reporter, the analyst and who gave it may see it.

How often a case was recognised is a figure: the analyst of the organisation knows it exactly, its
reporter from "meer dan 5" on, in words. Nobody else learns it, and nobody learns by whom.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select

from app.database import db
from app.disclosure import K_SENSITIVE, K, more_than
from app.people.models import Person
from app.people.permissions import deciding_organisations
from app.people.queries import reader_count
from app.refusals import Refused
from cases.lifecycle import SHARED_STATES, CaseState
from cases.models.case import Case
from cases.models.response import Appreciation, Question, Recognition
from cases.permissions import can_interpret, can_respond, readable_by
from cases.terms import Audience


@dataclass(frozen=True)
class Exchange:
    """A question and its answer, with the names that were given along; `case` when readable."""

    question: Question
    asker: str = ""
    answerer: str = ""
    case: Case | None = None


@dataclass(frozen=True)
class Response:
    """What one reader sees of, and may add to, the response to a case."""

    may_respond: bool = False
    may_ask: bool = False
    recognised: bool = False
    appreciated: bool = False
    exchanges: Sequence[Exchange] = ()
    recognised_by_more_than: int | None = None
    recognitions: int | None = None
    appreciations: int = 0
    easily_guessed: bool = False


def response_of(case: Case, reader: Person) -> Response:
    """The response to a case for this reader; what it does not hold, no page can show."""
    if case.reporter_id == reader.id:
        return Response(
            exchanges=[_exchange(one) for one in questions_on(case)],
            recognised_by_more_than=recognised_in_words(case),
            appreciations=_count(Appreciation, case),
        )
    asked = questions_on(case, reader)
    may = can_respond(case, reader)
    closed = any(one.answered_at is None or one.declined for one in asked)
    return Response(
        may_respond=may,
        may_ask=may and case.reporter_id is not None and not closed,
        recognised=_pressed(Recognition, case, reader),
        appreciated=_pressed(Appreciation, case, reader),
        exchanges=[_exchange(one) for one in asked],
        recognitions=_count(Recognition, case) if can_interpret(case, reader) else None,
        easily_guessed=_few_read(case),
    )


def _few_read(case: Case) -> bool:
    """Whether so few read a case that its reporter may guess from whom something comes."""
    if case.audience is not Audience.TEAM or case.team_id is None:
        return False
    others = reader_count(case.organisation_id, case.team_id) - 1
    return others < case.organisation.smallest_group


def recognised_in_words(case: Case) -> int | None:
    """The number for "meer dan 5 collega's herkennen dit"; None while it may not be told.

    Zero looks like a few. In a sensitive domain it takes ten before anything is said.
    """
    sensitive = case.domain is not None and case.domain.sensitive
    least = max(case.organisation.smallest_group, K_SENSITIVE if sensitive else K)
    query = select(Recognition.person_id).where(Recognition.case_id == case.id)
    return more_than(db.session.scalars(query), least)


def _count(kind: type[Recognition] | type[Appreciation], case: Case) -> int:
    query = select(func.count()).select_from(kind).where(kind.case_id == case.id)
    return db.session.scalar(query) or 0


def _pressed(kind: type[Recognition] | type[Appreciation], case: Case, person: Person) -> bool:
    mine = select(kind.id).where(kind.case_id == case.id, kind.person_id == person.id)
    return db.session.scalar(mine) is not None


def _exchange(question: Question, case: Case | None = None) -> Exchange:
    reporter = question.case.reporter
    return Exchange(
        question,
        asker=question.by.name if question.by and question.name_shown else "",
        answerer=reporter.name if reporter and question.answer_name_shown else "",
        case=case,
    )


def questions_on(case: Case, asker: Person | None = None) -> Sequence[Question]:
    """The questions about a case, oldest first: all, for its reporter, or those of one asker."""
    query = select(Question).where(Question.case_id == case.id)
    if asker is not None:
        query = query.where(Question.by_id == asker.id)
    return db.session.scalars(query.order_by(Question.at, Question.id)).all()


def open_questions_to(person: Person) -> Sequence[Question]:
    """What this person was asked about their own cases and did not answer yet, oldest first."""
    return db.session.scalars(
        _questions_to(person).where(Question.answered_at.is_(None)).order_by(Question.at)
    ).all()


def _questions_to(person: Person) -> Select[Question]:
    shared = Case.state.in_(list(SHARED_STATES))
    query = select(Question).join(Case, Case.id == Question.case_id)
    return query.where(Case.reporter_id == person.id, shared)


def question_to(public_id: str, person: Person) -> Question:
    """A question about a shared case of which this person is the reporter, or a refusal."""
    query = _questions_to(person).where(Question.public_id == public_id)
    question = db.session.scalar(query)
    if question is None:
        raise Refused("question", public_id)
    return question


def _asked_by(person: Person) -> ColumnElement[bool]:
    """A person's questions; who came to decide where the case is reads no more about it."""
    deciding = list(deciding_organisations(person))
    return (
        (Question.by_id == person.id)
        & Case.organisation_id.not_in(deciding)
        & (Case.state != CaseState.ERASED)
    )


def exchanges_of(person: Person) -> list[Exchange]:
    """What a person asked, the newest first; of the case only what they may read by now."""
    query = select(Question).join(Case, Case.id == Question.case_id).where(_asked_by(person))
    asked = db.session.scalars(query.order_by(Question.at.desc(), Question.id.desc())).all()
    ids = {one.case_id for one in asked}
    rows = db.session.scalars(select(Case).where(readable_by(person), Case.id.in_(ids)))
    readable = {case.id: case for case in rows}
    return [_exchange(one, readable.get(one.case_id)) for one in asked]


def asked_question(public_id: str, person: Person) -> Question:
    """A question that this person asked, or a refusal."""
    query = select(Question).join(Case, Case.id == Question.case_id).where(_asked_by(person))
    question = db.session.scalar(query.where(Question.public_id == public_id))
    if question is None:
        raise Refused("question", public_id)
    return question


def new_answers_for(person: Person) -> Sequence[Question]:
    """The questions of a person that got an answer which they did not see yet."""
    query = select(Question).join(Case, Case.id == Question.case_id).where(_asked_by(person))
    return db.session.scalars(
        query.where(Question.answered_at.is_not(None), Question.read_at.is_(None)).order_by(
            Question.answered_at
        )
    ).all()


def has_asked(person: Person) -> bool:
    """Whether a person ever asked a reporter something."""
    query = select(Question.id).join(Case, Case.id == Question.case_id).where(_asked_by(person))
    return db.session.scalar(query.limit(1)) is not None
