"""Mail as a job: a row per message, sent through the organisation's own server, with retries.

A mail is neutral: it says that something waits and where, never what somebody wrote. Its text is
removed once it has left, or when it can no longer arrive; the row goes after thirty days.
"""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import ForeignKey, String, Text, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.clock import now
from app.database import Model, PublicIdMixin, clean_text, db, transaction
from app.jobs import Run, enqueue
from app.people.models import Person
from app.smtp import Letter, NotSent, clean_line, hand_over, is_address, read_server

AUTO = {"sqlite_autoincrement": True}
JOB = "send_mail"
TIDYING = "tidy_mail"
TIDY_EVERY = timedelta(minutes=15)
# The job table tries a few times within minutes; a server that asks to come back later gets more.
TRY_AGAIN_AFTER = timedelta(minutes=10)
GIVE_UP_AFTER = timedelta(days=2)
KEEP = timedelta(days=30)
NOWHERE = "http://localhost:8000"


class OutgoingMail(PublicIdMixin, Model):
    """A message on its way; its text is removed when it has left."""

    __tablename__ = "outgoing_mails"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    calendar: Mapped[str] = mapped_column(Text, default="")
    calendar_method: Mapped[str] = mapped_column(String(16), default="")
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisations.id", ondelete="SET NULL")
    )
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    __table_args__ = (AUTO,)


def goes_out() -> bool:
    """Whether this installation has a mail server; without one nobody is mailed."""
    return bool(current_app.config["SMTP_URL"])


def sender() -> str:
    """The address from which mail comes."""
    return str(current_app.config["MAIL_FROM"] or f"leerlus@{host()}")


def link(path: str) -> str:
    """The full address of a page, for a mail or a calendar."""
    return (current_app.config["BASE_URL"] or NOWHERE) + path


def host() -> str:
    """The name of this site."""
    return urlsplit(link("/")).hostname or "localhost"


def send(
    recipient: str,
    subject: str,
    body: str,
    *,
    calendar: str = "",
    method: str = "",
    organisation_id: int | None = None,
) -> OutgoingMail | None:
    """Put a message on its way inside the caller's transaction; nothing without a mail server.

    Who may no longer sign in is not mailed, nor is what cannot be one mailbox.
    """
    recipient = recipient.strip()
    if not goes_out() or not is_address(recipient) or _is_closed(recipient):
        return None
    mail = OutgoingMail(
        recipient=recipient,
        subject=clean_line(subject),
        body=clean_text(body),
        calendar=calendar,
        calendar_method=method,
        organisation_id=organisation_id,
        created_at=now(),
    )
    db.session.add(mail)
    db.session.flush()
    _plan(mail)
    return mail


def _plan(mail: OutgoingMail) -> None:
    enqueue(JOB, {"mail": mail.public_id}, unique_key=f"{JOB}:{mail.public_id}")


def _is_closed(recipient: str) -> bool:
    active = db.session.scalar(select(Person.active).where(Person.email == recipient.lower()))
    return active is False


def send_mail(run: Run) -> None:
    """Hand one message over and empty it; may run twice, as the same message.

    Raises NotSent, so that the table of jobs tries again, when the server is not to be had.
    """
    mail = db.session.scalar(
        select(OutgoingMail).where(OutgoingMail.public_id == run.payload["mail"])
    )
    if mail is None or not mail.body:
        db.session.rollback()
        return
    if not goes_out() or _is_closed(mail.recipient):
        db.session.rollback()
        _empty(run.payload["mail"], sent_at=None)
        return
    letter = _letter(mail)
    db.session.rollback()
    try:
        hand_over(letter, read_server(current_app.config["SMTP_URL"]))
    except NotSent as error:
        if not error.for_good:
            raise
        _empty(letter.key, sent_at=None)
    else:
        _empty(letter.key, sent_at=now())


def _letter(mail: OutgoingMail) -> Letter:
    return Letter(
        mail.public_id,
        sender(),
        mail.recipient,
        mail.subject,
        mail.body,
        mail.created_at,
        mail.calendar,
        mail.calendar_method,
    )


def _empty(public_id: str, *, sent_at: datetime | None) -> None:
    with transaction():
        db.session.execute(
            update(OutgoingMail)
            .where(OutgoingMail.public_id == public_id)
            .values(body="", calendar="", sent_at=sent_at)
        )


def tidy_mail(_run: Run) -> None:
    """Try again what is waiting, give up after two days, and forget rows after thirty."""
    with transaction():
        moment = now()
        waiting = select(OutgoingMail).where(
            OutgoingMail.body != "", OutgoingMail.created_at < moment - TRY_AGAIN_AFTER
        )
        for mail in db.session.scalars(waiting):
            if mail.created_at < moment - GIVE_UP_AFTER:
                mail.body = mail.calendar = ""
            else:
                _plan(mail)
        db.session.execute(delete(OutgoingMail).where(OutgoingMail.created_at < moment - KEEP))


def export_mail(person_id: int) -> dict[str, Any]:
    """Which messages went to a person lately; their texts are gone."""
    address = db.session.get_one(Person, person_id).email
    mails = select(OutgoingMail).where(OutgoingMail.recipient == address)
    return {
        "mails": [
            {"onderwerp": mail.subject, "sinds": mail.created_at.isoformat()}
            for mail in db.session.scalars(mails.order_by(OutgoingMail.id))
        ]
    }


def erase_mail(person_id: int) -> None:
    """Forget which messages went to a person; what still waits is not sent."""
    address = db.session.get_one(Person, person_id).email
    db.session.execute(delete(OutgoingMail).where(OutgoingMail.recipient == address))
