"""Sessions, their agenda as somebody may see it, and how far they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.people.models import Person
from cases.doorbraak.admission import is_admitted
from cases.doorbraak.lifecycle import LIVE_STATES, SessionState
from cases.doorbraak.models.review import Perspective
from cases.doorbraak.models.session import (
    AgendaItem,
    DoorbraakSession,
    SessionParticipant,
    SessionStep,
)
from cases.doorbraak.models.team import DoorbraakTeam
from cases.doorbraak.permissions import (
    WRITING_STATES,
    can_follow,
    can_take_over,
    can_write_perspective,
    own_perspective,
    participates,
)
from cases.doorbraak.queries.readers import waits_for_yes
from cases.doorbraak.terms import ItemResult
from cases.models.case import Case


@dataclass(frozen=True)
class AgendaLine:
    """A case on an agenda: its title for who may read it, and who has written.

    `waits` says that the reporter has still to answer about who looks, `awaited` how many write.
    """

    item: AgendaItem
    readable: bool
    written: int
    waits: bool = False
    awaited: int = 0


def sessions_with(person: Person) -> list[DoorbraakSession]:
    """The sessions in which a person sits that are still to come or going on, soonest first."""
    return _sessions(person, live=True)


def past_sessions_with(person: Person) -> list[DoorbraakSession]:
    """The sessions in which a person sat, latest first."""
    return list(reversed(_sessions(person, live=False)))


def _sessions(person: Person, *, live: bool) -> list[DoorbraakSession]:
    seats = select(SessionParticipant.session_id).where(SessionParticipant.person_id == person.id)
    states = LIVE_STATES if live else {SessionState.CONCLUDED}
    query = select(DoorbraakSession).where(
        DoorbraakSession.id.in_(seats), DoorbraakSession.state.in_(list(states))
    )
    return list(db.session.scalars(query.order_by(DoorbraakSession.starts_at)))


def sessions_of(team: DoorbraakTeam, person: Person) -> list[DoorbraakSession]:
    """The sessions of a team in which this person sits or could take the lead, latest first."""
    query = select(DoorbraakSession).where(DoorbraakSession.team_id == team.id)
    found = db.session.scalars(query.order_by(DoorbraakSession.starts_at.desc()))
    return [one for one in found if participates(one, person) or can_take_over(one, person)]


def waiting_items(session: DoorbraakSession) -> list[AgendaItem]:
    """The cases that are still to be reviewed, in order."""
    return [item for item in session.agenda if item.result is ItemResult.WAITING]


def agenda_for(session: DoorbraakSession, person: Person) -> list[AgendaLine]:
    """The agenda as this person may see it; what was taken off is gone from it."""
    return [
        AgendaLine(
            item,
            can_follow(item, person),
            len(who_is_in(item)),
            waits_for_yes(item, person),
            sum(is_admitted(item, one.person) for one in session.participants),
        )
        for item in session.agenda
        if item.result is not ItemResult.TAKEN_OFF
    ]


def who_is_in(item: AgendaItem) -> set[int]:
    """Who wrote a perspective; never what."""
    query = select(Perspective.person_id).where(Perspective.item_id == item.id)
    return set(db.session.scalars(query))


def current_step(session: DoorbraakSession) -> SessionStep | None:
    """The first step that is not done, of a case that is still on the agenda."""
    return db.session.scalar(
        select(SessionStep)
        .join(AgendaItem, AgendaItem.id == SessionStep.item_id)
        .where(
            AgendaItem.session_id == session.id,
            AgendaItem.result == ItemResult.WAITING,
            SessionStep.done.is_(False),
        )
        .order_by(SessionStep.position)
        .limit(1)
    )


def participants_who(item: AgendaItem) -> Sequence[tuple[SessionParticipant, bool]]:
    """Each participant who may read this case, and whether their perspective on it is in."""
    inside = who_is_in(item)
    return [
        (one, one.person_id in inside)
        for one in item.session.participants
        if one.person_id in inside or is_admitted(item, one.person)
    ]


def sessions_to_write_for(person: Person) -> list[DoorbraakSession]:
    """The sessions for which a person still has to write how they look at a case."""
    return [
        session
        for session in sessions_with(person)
        if session.state in WRITING_STATES
        and any(
            can_write_perspective(item, person) and own_perspective(item, person) is None
            for item in waiting_items(session)
        )
    ]


def own_items_ahead(person: Person) -> Sequence[AgendaItem]:
    """A person's own cases on the agenda of a session that is still to come, soonest first."""
    return db.session.scalars(
        select(AgendaItem)
        .join(DoorbraakSession, DoorbraakSession.id == AgendaItem.session_id)
        .join(Case, Case.id == AgendaItem.case_id)
        .where(
            Case.reporter_id == person.id,
            AgendaItem.result == ItemResult.WAITING,
            DoorbraakSession.state.in_(list(LIVE_STATES)),
        )
        .order_by(DoorbraakSession.starts_at, AgendaItem.position)
    ).all()
