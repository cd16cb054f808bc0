"""The weekly mail at its hour, and the mail of a leerbrief once it was published."""

from datetime import datetime

from sqlalchemy import select

from app import mail
from app.clock import now
from app.database import db, transaction
from app.jobs import Run
from learning.lifecycle.weeks import HOUR, week_turned
from learning.models.telling import Newsletter, NewsletterState
from learning.operations import weekly

WEEKLY = "weekly_mail"
# Every day at that hour: it looks whether the mail of this week has left, and mostly it has.
EVERY_DAY = HOUR


def send_week(run: Run) -> None:
    """Mail everybody who wants it, once after the week turned; nothing without a mail server."""
    turned = week_turned(now())
    if not mail.goes_out() or now() - turned > weekly.AT_MOST_LATE:
        return
    last = 0
    while people := _read(turned, last):
        with transaction():
            weekly.mail_week(people, turned)
        last = people[-1]
        run.progress(0)


def _read(turned: datetime, last: int) -> list[int]:
    people = weekly.people_for_week(turned, last)
    db.session.rollback()
    return people


def send_newsletter(run: Run) -> None:
    """Mail a leerbrief to who asked for it."""
    last = 0
    while people := _readers(run.payload["newsletter"], last):
        with transaction():
            weekly.mail_newsletter(_published(run.payload["newsletter"]), people)
        last = people[-1]
        run.progress(0)


def _readers(public_id: str, last: int) -> list[int]:
    people = weekly.people_for_newsletter(_published(public_id), last)
    db.session.rollback()
    return people


def _published(public_id: str) -> Newsletter:
    query = select(Newsletter).where(
        Newsletter.public_id == public_id, Newsletter.state == NewsletterState.PUBLISHED
    )
    return db.session.scalars(query).one()
