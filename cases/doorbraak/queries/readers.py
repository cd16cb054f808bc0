"""Who reads a case along: as it is shown beforehand, who waits for the reporter's yes, guests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from app.clock import now
from app.database import db
from app.people.models import Person
from app.people.operations import hashed
from cases.doorbraak.admission import consent_of, decides_over, has_yes, needs_yes
from cases.doorbraak.lifecycle import LIVE_STATES, OPEN_STATES
from cases.doorbraak.models.readers import GuestPass, ReadingConsent
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession, SessionParticipant
from cases.doorbraak.models.team import DoorbraakMember, DoorbraakTeam
from cases.doorbraak.queries.teams import readers_of_offer
from cases.doorbraak.terms import ConsentState, ItemResult
from cases.models.case import Case

LINK_LIFE = timedelta(days=30)


@dataclass(frozen=True)
class Circle:
    """Who of a team reads a case: at once, once it is on an agenda, and only after a new yes."""

    team: DoorbraakTeam
    at_once: Sequence[DoorbraakMember]
    later: Sequence[DoorbraakMember]
    asked_first: Sequence[DoorbraakMember]

    @property
    def named(self) -> list[DoorbraakMember]:
        """Those whom the reporter knows to read along once they have seen this."""
        return [*self.at_once, *self.later]


def circle_of(case: Case, team: DoorbraakTeam) -> Circle:
    """Who of this team reads a case that is offered to it; deny wins over being a member."""
    at_once = readers_of_offer(case, team)
    others = [
        member
        for member in team.members
        if member not in at_once and member.person.active and member.person_id != case.reporter_id
    ]
    deciders = [member for member in others if decides_over(case, member.person)]
    return Circle(team, at_once, [one for one in others if one not in deciders], deciders)


def readers_named(case: Case, team: DoorbraakTeam) -> list[DoorbraakMember]:
    """Whom the reporter sees on the page as readers when they offer a case to this team."""
    return circle_of(case, team).named


@dataclass(frozen=True)
class Newcomer:
    """Somebody about whom a reporter is asked, with what they bring and where they come from."""

    consent: ReadingConsent
    seat: SessionParticipant
    can_answer: bool


def can_be_answered(consent: ReadingConsent) -> bool:
    """Whether a yes or no still changes anything: until the session begins, or it is the first."""
    item = consent.item
    if item.result is not ItemResult.WAITING or item.session.state not in LIVE_STATES:
        return False
    return item.session.state in OPEN_STATES or consent.state is ConsentState.ASKED


def newcomers_of(item: AgendaItem) -> list[Newcomer]:
    """The participants about whom the reporter is asked, in the order of their seats."""
    asked = {one.person_id: one for one in _consents(item)}
    return [
        Newcomer(asked[seat.person_id], seat, can_be_answered(asked[seat.person_id]))
        for seat in item.session.participants
        if seat.person_id in asked and needs_yes(item, seat.person)
    ]


def _consents(item: AgendaItem) -> Sequence[ReadingConsent]:
    query = select(ReadingConsent).where(ReadingConsent.item_id == item.id)
    return db.session.scalars(query.order_by(ReadingConsent.id)).all()


def newcomers_to_answer(reporter: Person) -> list[Newcomer]:
    """About whom a reporter still has to say yes or no, soonest session first."""
    items = db.session.scalars(
        select(AgendaItem)
        .join(DoorbraakSession, DoorbraakSession.id == AgendaItem.session_id)
        .join(Case, Case.id == AgendaItem.case_id)
        .where(
            Case.reporter_id == reporter.id,
            AgendaItem.result == ItemResult.WAITING,
            DoorbraakSession.state.in_(list(LIVE_STATES)),
        )
        .order_by(DoorbraakSession.starts_at, AgendaItem.position)
    )
    return [
        one
        for item in items
        for one in newcomers_of(item)
        if one.consent.state is ConsentState.ASKED
    ]


def waits_for_yes(item: AgendaItem, person: Person) -> bool:
    """Whether the reporter has still to answer about this person."""
    consent = consent_of(item, person)
    asked = consent is not None and consent.state is ConsentState.ASKED
    return asked and item.result is ItemResult.WAITING and needs_yes(item, person)


@dataclass(frozen=True)
class KeptOut:
    """A participant who may not read a case (yet), for who leads the session.

    `number` is the place of the case on the agenda.
    """

    number: int
    seat: SessionParticipant
    waits: bool


def kept_out_of(session: DoorbraakSession) -> list[KeptOut]:
    """Who of the participants does not read which case on the agenda, and whether that may come."""
    if session.state not in LIVE_STATES:
        return []
    shown = [item for item in session.agenda if item.result is not ItemResult.TAKEN_OFF]
    return [
        KeptOut(number, one.seat, one.consent.state is ConsentState.ASKED)
        for number, item in enumerate(shown, start=1)
        if item.result is ItemResult.WAITING
        for one in newcomers_of(item)
        if not has_yes(item, one.seat.person)
    ]


def guests_of(session: DoorbraakSession) -> Sequence[GuestPass]:
    """The guests who may come to a session, in the order in which they were asked in."""
    query = select(GuestPass).where(
        GuestPass.session_id == session.id, GuestPass.ended_at.is_(None)
    )
    return db.session.scalars(query.order_by(GuestPass.id)).all()


def pass_of(guest: Person) -> GuestPass | None:
    """The pass by which a guest may be here now, or nothing."""
    found = db.session.scalar(select(GuestPass).where(GuestPass.person_id == guest.id))
    return found if found is not None and opens(found) and found.promised_at else None


def pass_with(*, link: str = "", public_id: str = "", locked: bool = False) -> GuestPass | None:
    """The pass that opens with this link, or that a link was used for, while it still holds.

    `locked` keeps it from others for as long as a writing transaction lasts, so that a link is used
    once and every wrong code counts.
    """
    asked = GuestPass.link_hash == hashed(link) if link else GuestPass.public_id == public_id
    query = select(GuestPass).where(asked)
    found = db.session.scalar(query.with_for_update(of=GuestPass) if locked else query)
    return found if found is not None and opens(found) else None


def opens(found: GuestPass) -> bool:
    """Whether a pass still holds: not ended, its session not over, its link not too old."""
    return (
        found.ended_at is None
        and found.session.state in LIVE_STATES
        and found.created_at + LINK_LIFE > now()
    )


def mail_address(person: Person) -> str:
    """Where somebody in a session is mailed: a guest at the address of the pass, or nowhere."""
    if not person.active:
        return ""
    if not person.guest:
        return person.email
    found = db.session.scalar(select(GuestPass.email).where(GuestPass.person_id == person.id))
    return found or ""
