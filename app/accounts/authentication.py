"""Finding out who somebody is, in steps, so that a second factor and single sign-on fit in.

A method (password now, OpenID Connect later) gives a person; further steps may stand between
that person and a session. Only `complete` makes somebody signed in.
"""

import hashlib
from datetime import timedelta

from flask import current_app, session
from sqlalchemy import delete, func, insert, select

from app.accounts.passwords import password_fits
from app.audit import Entry, Outcome, note_at_once
from app.clock import now
from app.database import db
from app.people.models import Person, SignInAttempt
from app.people.queries import person_by_email
from app.web.access import actor

WINDOW = timedelta(minutes=15)
MOST_PER_ACCOUNT = 5
MOST_PER_ADDRESS = 30


class TooManyAttempts(Exception):
    """Too many failures in the last quarter of an hour for this account or this address."""


def by_password(email: str, password: str, address: str) -> Person | None:
    """The person with this password, or nobody; raises TooManyAttempts."""
    account, origin = _hashed(email.strip().lower()), _hashed(address)
    if _throttled(account, origin):
        raise TooManyAttempts
    person = person_by_email(email)
    fits = password_fits(person.password_hash if person else None, password)
    if person is None or not fits or not person.active:
        _remember_failure(account, origin)
        note_at_once(Entry(actor(), "sign_in", "person", outcome=Outcome.FAILED))
        return None
    _forget_failures(account)
    return person


def complete(person: Person, reference: str) -> None:
    """Sign somebody in: a new session id, so that one set beforehand is worthless."""
    language = session.get("language")
    session.clear()
    session.renew()  # type: ignore[attr-defined]
    session["person_id"] = person.id
    if language:
        session["language"] = language
    who = actor()
    note_at_once(
        Entry(
            type(who)(who.origin, person.id, reference, who.request, who.address),
            "sign_in",
            "person",
            person.public_id,
        )
    )


def leave() -> None:
    """Sign out: the old id is dead from here on."""
    session.clear()
    session.renew()  # type: ignore[attr-defined]


def _hashed(value: str) -> str:
    """Neither accounts nor addresses stand in the table of failures."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hashlib.blake2b(value.encode(), key=key[:64], digest_size=32).hexdigest()


def _throttled(account: str, origin: str) -> bool:
    since = now() - WINDOW
    count = select(func.count()).select_from(SignInAttempt).where(SignInAttempt.at > since)
    return (
        db.session.scalar(count.where(SignInAttempt.account == account)) or 0
    ) >= MOST_PER_ACCOUNT or (
        db.session.scalar(count.where(SignInAttempt.address == origin)) or 0
    ) >= MOST_PER_ADDRESS


def _remember_failure(account: str, origin: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(delete(SignInAttempt).where(SignInAttempt.at < now() - WINDOW))
        connection.execute(insert(SignInAttempt).values(account=account, address=origin, at=now()))


def _forget_failures(account: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(delete(SignInAttempt).where(SignInAttempt.account == account))
