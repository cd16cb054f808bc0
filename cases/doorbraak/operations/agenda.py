"""The agenda of a session and who sits in it, while it is planned or being prepared."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from app.audit import Actor, record
from app.clock import now
from app.database import db
from app.refusals import Invalid
from cases.doorbraak.lifecycle import OPEN_STATES, SessionState
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession, SessionParticipant
from cases.doorbraak.models.team import DoorbraakMember, DoorbraakTeam, Offer
from cases.doorbraak.operations.grants import end, give_for_session
from cases.doorbraak.operations.invitations import (
    invite_newcomers,
    release_reporter,
    withdraw_invitation,
)
from cases.doorbraak.operations.nudges import nudge
from cases.doorbraak.operations.offers import end_offer, plan_offer, reopen_offer
from cases.doorbraak.operations.revision import changed
from cases.doorbraak.queries.sessions import waiting_items
from cases.doorbraak.terms import LIVE_OFFERS, ItemResult, OfferState
from cases.lifecycle import CaseState, CaseStep, next_state
from cases.models.case import Case
from cases.operations.announce import announce


def add_to_agenda(
    session: DoorbraakSession, *, offer: Offer, minutes: int, by: Actor
) -> AgendaItem:
    """Put an offered case on the agenda; from now on who leads the session reads it."""
    _refuse_closed(session)
    if offer.team_id != session.team_id or offer.state is not OfferState.OPEN:
        raise Invalid("Kies een casus die aan dit team is aangeboden.", "offer")
    if minutes < 1:
        raise Invalid("Vul in hoeveel minuten je voor deze casus neemt.", "minutes")
    refuse_other_states([offer.case])
    last = max((item.position for item in session.agenda), default=0)
    item = AgendaItem(
        session=session, case=offer.case, offer=offer, position=last + 1, minutes=minutes
    )
    db.session.add(item)
    db.session.flush()
    plan_offer(offer)
    if session.state is SessionState.PREPARING:
        begin_review(item, by=by)
    give_for_session(session, item, tell=False)
    note_case(by, "add_to_agenda", item)
    reporter = item.case.reporter
    if reporter is not None and reporter.id != by.person_id:
        nudge(reporter)
    return item


def take_off_agenda(item: AgendaItem, *, by: Actor) -> None:
    """Take a case off before the session begins; it waits again with the team."""
    _refuse_closed(item.session)
    if item.result is not ItemResult.WAITING:
        raise Invalid("Deze casus staat niet meer op de agenda.")
    return_case(item, ItemResult.TAKEN_OFF, by=by)
    release_reporter(item)


def choose_participants(
    session: DoorbraakSession, *, members: Sequence[DoorbraakMember], by: Actor
) -> None:
    """Choose anew who sits in; who leaves stops reading at once."""
    _refuse_closed(session)
    refuse_seats(session.team, members)
    items = waiting_items(session)
    wanted = {member.person_id: member for member in members}
    leaving = [one for one in session.participants if _leaves(one, wanted)]
    for gone in leaving:
        for item in items:
            end(item.case, session.public_id, until=now(), person=gone.person)
        session.participants.remove(gone)
        if session.substitute_id == gone.person_id:
            session.substitute = None
    seated = {one.person_id for one in session.participants}
    for member in members:
        if member.person_id not in seated:
            seat(session, member)
    db.session.flush()
    for item in items:
        give_for_session(session, item)
    for gone in leaving:
        withdraw_invitation(session, gone.person)
    invite_newcomers(session)
    record(
        by,
        "choose_participants",
        "session",
        session,
        organisation=session.team.organisation.public_id,
    )


def _leaves(one: SessionParticipant, wanted: Collection[int]) -> bool:
    """A guest is no member: guests are asked in and taken off on a page of their own."""
    return one.person_id not in wanted and not one.person.guest


def refuse_seats(team: DoorbraakTeam, members: Sequence[DoorbraakMember]) -> None:
    """Stop a choice of participants from outside the team, or with nobody to lead."""
    if any(member.team_id != team.id for member in members):
        raise Invalid("Kies deelnemers uit het team.", "participants")
    if not any(member.facilitates for member in members):
        raise Invalid("Kies ook een begeleider van dit team als deelnemer.", "participants")


def seat(session: DoorbraakSession, member: DoorbraakMember) -> None:
    """Give a member of the team a seat."""
    session.participants.append(
        SessionParticipant(
            person=member.person,
            organisation=member.organisation,
            discipline=member.discipline,
            leads=member.facilitates,
        )
    )


def refuse_other_states(cases: Sequence[Case]) -> None:
    """Stop when a case cannot be reviewed, before anything has changed."""
    for case in cases:
        if case.state is not CaseState.SHARED:
            raise Invalid("Een casus op de agenda is niet meer gedeeld. Haal hem eraf.")


def begin_review(item: AgendaItem, *, by: Actor) -> None:
    """The case is in review: its text waits until the session is over."""
    item.case.state = next_state(item.case.state, CaseStep.START_REVIEW)
    announce(item.case)
    note_case(by, "start_review", item)


def return_case(item: AgendaItem, result: ItemResult, *, by: Actor) -> None:
    """Off the agenda: the case is shared again, the session reads no more, the offer waits."""
    case = item.case
    item.result = result
    end(case, item.session.public_id, until=now())
    if case.state is CaseState.IN_REVIEW:
        case.state = next_state(case.state, CaseStep.RETURN)
        announce(case)
    reopen_offer(item.offer)
    note_case(by, "return_from_review", item)


def release_case(case: Case) -> None:
    """A case was withdrawn, concluded or erased by its reporter: offers and agendas let it go."""
    waiting = select(AgendaItem).where(
        AgendaItem.case_id == case.id, AgendaItem.result == ItemResult.WAITING
    )
    for item in db.session.scalars(waiting):
        item.result = ItemResult.TAKEN_OFF
        end(case, item.session.public_id, until=now())
        release_reporter(item)
        changed(item.session)
    live = select(Offer).where(Offer.case_id == case.id, Offer.state.in_(list(LIVE_OFFERS)))
    for offer in db.session.scalars(live):
        end_offer(offer)


def note_case(by: Actor, action: str, item: AgendaItem) -> None:
    """Note in the trail what a session does with a case."""
    record(
        by,
        action,
        "case",
        item.case,
        organisation=item.case.organisation.public_id,
        records=(item.session.public_id,),
    )


def _refuse_closed(session: DoorbraakSession) -> None:
    if session.state not in OPEN_STATES:
        raise Invalid("De sessie is al begonnen of voorbij; de agenda ligt vast.")
