"""Whom a session still asks how it was, and what the answers of a quarter tell together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.sql.elements import ColumnElement

from app.clock import now, today
from app.database import db
from app.disclosure import Fact
from app.people.models import Organisation, Person
from app.people.queries import smallest_group
from app.quarters import Quarter, closed_quarters
from app.refusals import Refused
from app.unowned import may_be_read, publish_answers
from cases.doorbraak.lifecycle import SessionState
from cases.doorbraak.models.evaluation import Evaluation, HasEvaluated
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession, SessionParticipant
from cases.doorbraak.models.team import DoorbraakTeam
from cases.doorbraak.terms import Helped, ItemResult
from cases.models.case import Case

OPEN_FOR = timedelta(days=30)
SHOWN_QUARTERS = 4
# Each answer apart, or else who was not simply helped together.
DIVISIONS = (
    [frozenset({one}) for one in Helped],
    [frozenset({Helped.YES}), frozenset({Helped.PARTLY, Helped.NO})],
)


def sessions_to_evaluate(person: Person) -> Sequence[DoorbraakSession]:
    """The sessions of which somebody can still say how they were, latest first.

    A session in which a case was reviewed asks who sat in and who brought such a case in, once and
    for 30 days. A guest has no page of their own, and is not asked.
    """
    if person.guest:
        return []
    query = select(DoorbraakSession).where(_asks(person)).order_by(DoorbraakSession.id.desc())
    return db.session.scalars(query).all()


def session_to_evaluate(public_id: str, person: Person) -> DoorbraakSession:
    """A session that asks this person how it was, or a refusal."""
    for session in sessions_to_evaluate(person):
        if session.public_id == public_id:
            return session
    raise Refused("session", public_id)


def _asks(person: Person) -> ColumnElement[bool]:
    reviewed = select(AgendaItem.session_id).where(AgendaItem.result == ItemResult.REVIEWED)
    seats = select(SessionParticipant.session_id).where(SessionParticipant.person_id == person.id)
    brought = reviewed.join(Case, Case.id == AgendaItem.case_id).where(
        Case.reporter_id == person.id
    )
    answered = select(HasEvaluated.session_id).where(HasEvaluated.person_id == person.id)
    return (
        (DoorbraakSession.state == SessionState.CONCLUDED)
        & (DoorbraakSession.concluded_at > now() - OPEN_FOR)
        & DoorbraakSession.id.in_(reviewed)
        & or_(DoorbraakSession.id.in_(seats), DoorbraakSession.id.in_(brought))
        & DoorbraakSession.id.not_in(answered)
    )


@dataclass(frozen=True)
class QuarterAnswers:
    """What the answers of one closed quarter tell; `shown` says whether enough people gave them.

    `counts` say of each answer, or of several together, how often it was given, rounded to 5; empty
    where that may not be shown.
    """

    label: str
    shown: bool = False
    counts: Sequence[tuple[Sequence[Helped], int]] = ()
    learned: Sequence[str] = ()


def fewest_people(organisation: Organisation) -> int:
    """From how many people on answers show, so that k remain for who gave one of them."""
    return smallest_group(organisation) + 1


def answers_of(organisation: Organisation) -> list[QuarterAnswers]:
    """The closed quarters of an organisation, newest first; the oldest ones only when they show.

    An answer belongs to the quarter in which it is given, so a quarter that has closed changes no
    more, and whoever looks twice cannot subtract.
    """
    closed = reversed(closed_quarters(today(), count=SHOWN_QUARTERS))
    found = [_answers(organisation, quarter) for quarter in closed]
    return [one for place, one in enumerate(found) if place == 0 or one.shown]


def _answers(organisation: Organisation, quarter: Quarter) -> QuarterAnswers:
    """Through the gate for what is kept without a name: the words first, the counts if they pass.

    The texts stand in the order of their random keys, which is the same for every reader and says
    nothing of when they were given.
    """
    query = select(Evaluation).where(
        Evaluation.organisation_id == organisation.id, Evaluation.quarter == quarter.code
    )
    answers = db.session.scalars(query.order_by(Evaluation.id)).all()
    people, k = _people(organisation, quarter), smallest_group(organisation)
    if len(answers) < len(people) or not may_be_read(people, k=k):
        return QuarterAnswers(quarter.label)
    counts = publish_answers([one.helped for one in answers], people, DIVISIONS, k=k)
    return QuarterAnswers(
        quarter.label,
        True,
        [([one for one in Helped if one in part], figure.value) for part, figure in counts],
        [one.learned for one in answers if one.learned],
    )


def _people(organisation: Organisation, quarter: Quarter) -> list[Fact]:
    """For each answer who gave one; nothing leads from them to an answer."""
    query = (
        select(HasEvaluated.person_id)
        .join(DoorbraakSession, DoorbraakSession.id == HasEvaluated.session_id)
        .join(DoorbraakTeam, DoorbraakTeam.id == DoorbraakSession.team_id)
        .where(
            DoorbraakTeam.organisation_id == organisation.id, HasEvaluated.quarter == quarter.code
        )
    )
    return [Fact(f"person {one}") for one in db.session.scalars(query)]
