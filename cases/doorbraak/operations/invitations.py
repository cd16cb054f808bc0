"""Inviting people to a session by mail, with a file for their calendar.

One press invites everybody; from then on a change, a newcomer, somebody who leaves and a session
that is called off are told by themselves.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from babel.dates import format_datetime

from app import mail
from app.audit import Actor, record
from app.clock import AMSTERDAM, now
from app.database import db
from app.people.models import Person
from app.refusals import Invalid
from cases.doorbraak.calendar import SUMMARY, Meeting, Method, calendar_file
from cases.doorbraak.lifecycle import LIVE_STATES
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession, SessionParticipant
from cases.doorbraak.permissions import attends, participates
from cases.doorbraak.queries.readers import mail_address
from cases.doorbraak.queries.sessions import waiting_items
from cases.doorbraak.terms import SessionMode

BEGINNING = timedelta(minutes=15)

INVITED = "Je bent uitgenodigd voor een Doorbraaksessie."
AGAIN = "Hier is de uitnodiging voor de Doorbraaksessie nog een keer."
MOVED = "De Doorbraaksessie is veranderd. Dit zijn de tijd en de plaats van nu."
CALLED_OFF = "De Doorbraaksessie gaat niet door, of je doet er niet meer aan mee."
IN_CALENDAR = "Bij deze mail zit een bestand waarmee de sessie in je agenda komt."
BEGINS = "Bij deze mail zit een bestand waarmee het begin van de sessie in je agenda komt."
OUT_OF_CALENDAR = "Met het bestand bij deze mail gaat de sessie uit je agenda."


def invite(session: DoorbraakSession, *, by: Actor) -> None:
    """Invite everybody who sits in, and the reporters who come; once more is sent as an update."""
    if session.state not in LIVE_STATES:
        raise Invalid("De sessie is voorbij. Je kunt niemand meer uitnodigen.")
    if not mail.goes_out():
        raise Invalid(
            "Er gaat geen mail uit: er is nog geen mailserver ingesteld. Geef het bestand voor de "
            "agenda zelf door."
        )
    first = session.invitations_sent == 0
    session.invitations_sent += 1
    _request(session, INVITED if first else AGAIN)
    host = session.team.organisation.public_id
    record(by, "invite_to_session", "session", session, organisation=host)


def send_update(session: DoorbraakSession) -> None:
    """Tell who was invited that the time or the place has changed."""
    if session.invitations_sent and mail.goes_out():
        session.invitations_sent += 1
        _request(session, MOVED)


def invite_newcomers(session: DoorbraakSession) -> None:
    """Invite who came in after the invitation went out; nobody gets it twice."""
    if session.invitations_sent and session.state in LIVE_STATES and mail.goes_out():
        for one in session.participants:
            if one.invited_at is None:
                _invite_participant(session, one, INVITED)
        db.session.flush()


def invite_reporter(item: AgendaItem, person: Person) -> None:
    """Invite a reporter who has just said to come, if the invitation has gone out already."""
    session = item.session
    if session.invitations_sent and not participates(session, person):
        _send(session, person, INVITED, Method.REQUEST, _review_path(item))


def release_reporter(item: AgendaItem) -> None:
    """A case has left the agenda: its reporter need not come for it any more."""
    reporter = item.case.reporter
    if reporter is None or not item.reporter_attends or participates(item.session, reporter):
        return
    withdraw_invitation(item.session, reporter)


def withdraw_invitation(session: DoorbraakSession, person: Person) -> None:
    """Take the session out of the calendar of somebody who no longer comes."""
    if session.invitations_sent and person.id not in _invited(session):
        session.invitations_sent += 1
        _send(session, person, CALLED_OFF, Method.CANCEL)


def send_cancellation(session: DoorbraakSession) -> None:
    """Take a session that is called off out of every calendar; call it while all are in it yet."""
    if session.invitations_sent:
        session.invitations_sent += 1
        for person in _invited(session).values():
            _send(session, person, CALLED_OFF, Method.CANCEL)


def own_calendar_file(session: DoorbraakSession, person: Person) -> str:
    """The file as somebody downloads it: the same entry as in the mail."""
    path = _session_path(session)
    if not participates(session, person):
        path = next(_review_path(item) for item in session.agenda if attends(item, person))
    return calendar_file(_meeting(session, path), Method.PUBLISH)


def _request(session: DoorbraakSession, words: str) -> None:
    for one in session.participants:
        _invite_participant(session, one, words)
    for item, reporter in _coming_reporters(session):
        _send(session, reporter, words, Method.REQUEST, _review_path(item))
    db.session.flush()


def _invite_participant(session: DoorbraakSession, one: SessionParticipant, words: str) -> None:
    _send(session, one.person, words, Method.REQUEST)
    one.invited_at = now()


def _coming_reporters(session: DoorbraakSession) -> Iterable[tuple[AgendaItem, Person]]:
    """Each reporter who comes and does not sit in, once, with the first case of theirs."""
    seen: set[int] = set()
    for item in waiting_items(session):
        person = item.case.reporter
        if person is None or person.id in seen or participates(session, person):
            continue
        if attends(item, person):
            seen.add(person.id)
            yield item, person


def _invited(session: DoorbraakSession) -> dict[int, Person]:
    seated = {one.person_id: one.person for one in session.participants if one.invited_at}
    return seated | {person.id: person for _item, person in _coming_reporters(session)}


def _send(
    session: DoorbraakSession, person: Person, words: str, method: Method, path: str = ""
) -> None:
    """One message; the page is linked for who can open it.

    That is nobody after a cancellation, and no guest: those come in by a link of their own.
    """
    linked = method is not Method.CANCEL and not person.guest
    meeting = _meeting(session, path or _session_path(session) if linked else "/")
    mail.send(
        mail_address(person),
        SUMMARY,
        _letter(session, person, words, method, meeting.url if linked else ""),
        calendar=calendar_file(meeting, method),
        method=method.value,
        organisation_id=session.team.organisation_id,
    )


def _meeting(session: DoorbraakSession, path: str) -> Meeting:
    return Meeting(
        key=session.public_id,
        host=mail.host(),
        sequence=session.invitations_sent,
        starts_at=session.starts_at,
        ends_at=_ends_at(session),
        place=session.place,
        url=mail.link(path),
        sender=mail.sender(),
        written_at=now(),
    )


def _ends_at(session: DoorbraakSession) -> datetime:
    """Of a session that is spread over days only the beginning stands in a calendar."""
    if session.mode is SessionMode.SPREAD:
        return session.starts_at + BEGINNING
    return session.ends_at


def _letter(session: DoorbraakSession, person: Person, words: str, method: Method, url: str) -> str:
    start = session.starts_at.astimezone(AMSTERDAM)
    ends_at = f"{session.ends_at.astimezone(AMSTERDAM):%H:%M}"
    when = format_datetime(start, "EEEE d MMMM y, HH:mm", locale="nl")
    spread = session.mode is SessionMode.SPREAD
    until = "uur, daarna verspreid over een paar dagen" if spread else f"tot {ends_at} uur"
    lines = [f"Hallo {person.name},", "", words, "", f"Wanneer: {when} {until}"]
    lines += [f"Waar: {session.place}"] if session.place else []
    coming = BEGINS if spread else IN_CALENDAR
    lines += ["", OUT_OF_CALENDAR if method is Method.CANCEL else coming]
    lines += ["Je leest meer op:", url] if url else []
    return "\n".join(lines) + "\n"


def _session_path(session: DoorbraakSession) -> str:
    return f"/doorbraak/sessies/{session.public_id}"


def _review_path(item: AgendaItem) -> str:
    return f"/doorbraak/bespreking/{item.public_id}"
