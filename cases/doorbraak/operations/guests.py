"""Guests from bodies outside the installation: asked in for one session, and out with it.

The way in is a link that works once and a code of six digits by mail. Only hashes are kept.
"""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import or_, update

from app import mail
from app.audit import Actor, record
from app.clock import now
from app.database import clean_text, db
from app.people.checks import check_address, checked_line
from app.people.guests import close_guest, create_guest
from app.people.models import Person
from app.people.operations import end_sessions, hashed
from app.people.queries import person_by_email
from app.refusals import Invalid
from app.sealing import salt_for
from cases.doorbraak.lifecycle import LIVE_STATES
from cases.doorbraak.models.readers import GuestPass
from cases.doorbraak.models.session import DoorbraakSession, SessionParticipant
from cases.doorbraak.operations.grants import give_for_session
from cases.doorbraak.operations.revision import changed
from cases.doorbraak.queries.readers import guests_of
from cases.doorbraak.queries.sessions import waiting_items
from cases.models.case import CaseGrant

CODE_LIFE = timedelta(minutes=10)
MOST_TRIES = 5
CODES = b"leerlus: the codes of guests"
SUBJECT = "Leerlus: je bent uitgenodigd"
LETTER = (
    "Beste %(name)s,\n\n"
    "Je bent uitgenodigd om als gast mee te denken in een sessie. Met deze link kom je binnen:\n\n"
    "%(link)s\n\n"
    "De link werkt één keer en vervalt na 30 dagen. Open hem als je tijd hebt: daarna krijg je een "
    "code per mail. Werkt de link niet meer? Vraag je begeleider dan om een nieuwe.\n"
)
CODE_SUBJECT = "Leerlus: je code"
CODE_LETTER = (
    "Je code is %(code)s. Hij werkt tien minuten.\n\n"
    "Heb je geen code gevraagd? Laat het je begeleider weten. Geef de code aan niemand door.\n"
)
Path = Callable[[str], str]


@dataclass(frozen=True)
class GuestDetails:
    """Who comes, from where, and what they bring."""

    name: str
    email: str
    body: str
    discipline: str


@dataclass(frozen=True)
class NewLink:
    """A pass with the secret of its link, which nobody can look up again, and whether it left."""

    guest_pass: GuestPass
    token: str
    mailed: bool


def add_guest(
    session: DoorbraakSession, details: GuestDetails, *, path: Path, by: Actor
) -> NewLink:
    """Ask a guest in. They sit in from now on; each reporter is asked before they read a case.

    `path` gives the page that opens with a token.
    """
    if session.state not in LIVE_STATES:
        raise Invalid("De sessie is voorbij. Je kunt niemand meer uitnodigen.")
    address = _free_address(session, details.email)
    body = checked_line(clean_text(details.body), "body", 200)
    discipline = checked_line(clean_text(details.discipline), "discipline", 120)
    person = create_guest(details.name, by=by)
    guest_pass = GuestPass(session=session, person=person, email=address, link_hash="")
    token = _new_link(guest_pass)
    db.session.add(guest_pass)
    session.participants.append(
        SessionParticipant(
            person=person, organisation=session.team.organisation, body=body, discipline=discipline
        )
    )
    db.session.flush()
    for item in waiting_items(session):
        give_for_session(session, item)
    _note(by, "add_guest", guest_pass)
    return NewLink(guest_pass, token, _mail_link(guest_pass, path(token)))


def _free_address(session: DoorbraakSession, email: str) -> str:
    address = email.strip().lower()
    check_address(address)
    if person_by_email(address) is not None:
        # Also for who has no role that may sit in: by a guest's pass nobody gets around their role.
        raise Invalid(
            "Dit adres hoort bij iemand die al met Leerlus werkt. Voeg die persoon toe als lid van "
            "het team.",
            "email",
        )
    if any(one.email == address for one in guests_of(session)):
        raise Invalid("Deze gast is al uitgenodigd. Maak zo nodig een nieuwe link.", "email")
    return address


def _new_link(guest_pass: GuestPass) -> str:
    token = secrets.token_urlsafe(32)
    guest_pass.link_hash, guest_pass.created_at = hashed(token), now()
    guest_pass.code_hash, guest_pass.attempts = None, 0
    return token


def renew_link(guest_pass: GuestPass, *, path: Path, by: Actor) -> NewLink:
    """Make a new link; the one before it, a code and an open page of this guest end."""
    _refuse_ended(guest_pass)
    token = _new_link(guest_pass)
    end_sessions(guest_pass.person)
    _note(by, "renew_guest_link", guest_pass)
    return NewLink(guest_pass, token, _mail_link(guest_pass, path(token)))


def _mail_link(guest_pass: GuestPass, path: str) -> bool:
    words = LETTER % {"name": guest_pass.person.name, "link": mail.link(path)}
    return _mail(guest_pass, SUBJECT, words)


def _mail(guest_pass: GuestPass, subject: str, words: str) -> bool:
    organisation_id = guest_pass.session.team.organisation_id
    return bool(mail.send(guest_pass.email, subject, words, organisation_id=organisation_id))


def use_link(guest_pass: GuestPass, *, by: Actor) -> None:
    """Use the link up. With a mail server the guest gets a code, else who leads hands it over."""
    _refuse_ended(guest_pass)
    guest_pass.link_hash = hashed(secrets.token_urlsafe(32))
    guest_pass.attempts = 0
    if mail.goes_out():
        _mail(guest_pass, CODE_SUBJECT, CODE_LETTER % {"code": _new_code(guest_pass)})
    _note(by, "use_guest_link", guest_pass)


def _new_code(guest_pass: GuestPass) -> str:
    code = f"{secrets.randbelow(1_000_000):06d}"
    guest_pass.code_hash, guest_pass.code_sent_at = _code_hash(guest_pass, code), now()
    return code


def _code_hash(guest_pass: GuestPass, code: str) -> str:
    """A million codes are tried in a second, so the hash needs a key that is not in the table."""
    words = f"{guest_pass.public_id}:{code}".encode()
    return hmac.new(salt_for(CODES), words, sha256).hexdigest()


def give_code(guest_pass: GuestPass, *, by: Actor) -> str:
    """A code for who leads to read out to the guest, only where no mail goes out."""
    _refuse_ended(guest_pass)
    if mail.goes_out():
        raise Invalid("De gast krijgt de code per mail.")
    code = _new_code(guest_pass)
    guest_pass.attempts = 0
    _note(by, "give_guest_code", guest_pass)
    return code


def let_in(guest_pass: GuestPass, code: str, *, promised: bool, by: Actor) -> Person:
    """Let a guest in by the code, once they have promised to keep to themselves what they hear.

    After five wrong codes, or ten minutes, only a new link helps.
    """
    _refuse_ended(guest_pass)
    if not (promised or guest_pass.promised_at):
        raise Invalid("Vink aan dat je dit belooft.", "promised")
    if not _is_fresh(guest_pass):
        raise Invalid("Deze code is te oud. Vraag je begeleider om een nieuwe link.", "code")
    if not hmac.compare_digest(guest_pass.code_hash or "", _code_hash(guest_pass, code)):
        _count_try(guest_pass)
    else:
        guest_pass.code_hash, guest_pass.attempts = None, 0
        guest_pass.promised_at = guest_pass.promised_at or now()
        _note(by, "let_guest_in", guest_pass)
        return guest_pass.person
    raise Invalid("Deze code klopt niet. Kijk nog eens in de mail.", "code")


def _is_fresh(guest_pass: GuestPass) -> bool:
    sent = guest_pass.code_sent_at
    return guest_pass.code_hash is not None and sent is not None and now() - sent < CODE_LIFE


def _count_try(guest_pass: GuestPass) -> None:
    guest_pass.attempts += 1
    if guest_pass.attempts >= MOST_TRIES:
        guest_pass.code_hash = None


def remove_guest(guest_pass: GuestPass, *, by: Actor) -> None:
    """Take a guest off a session; they are out at once."""
    _refuse_ended(guest_pass)
    session, person = guest_pass.session, guest_pass.person
    _end(guest_pass)
    session.participants = [one for one in session.participants if one.person_id != person.id]
    _note(by, "remove_guest", guest_pass)


def end_guests(session: DoorbraakSession) -> None:
    """The session is over: its guests are out at once, and their addresses go."""
    for guest_pass in guests_of(session):
        _end(guest_pass)


def _end(guest_pass: GuestPass) -> None:
    moment = now()
    guest_pass.ended_at, guest_pass.email, guest_pass.code_hash = moment, "", None
    close_guest(guest_pass.person)
    held = or_(CaseGrant.until.is_(None), CaseGrant.until > moment)
    db.session.execute(
        update(CaseGrant)
        .where(CaseGrant.person_id == guest_pass.person_id, held)
        .values(until=moment)
    )


def _refuse_ended(guest_pass: GuestPass) -> None:
    if guest_pass.ended_at is not None or guest_pass.session.state not in LIVE_STATES:
        raise Invalid("Deze gast hoort niet meer bij de sessie.")


def _note(by: Actor, action: str, guest_pass: GuestPass) -> None:
    session = guest_pass.session
    changed(session)
    host = session.team.organisation.public_id
    record(by, action, "guest_pass", guest_pass, organisation=host, records=(session.public_id,))
