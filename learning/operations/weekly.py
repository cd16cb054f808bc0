"""The weekly mail, and the mail of a leerbrief: the same to everybody who wants it.

The weekly mail is the same in every byte for all, with or without own news, so that neither the
mail nor its coming tells anything. That a mail was sent is known from its own row, so that a job
which runs twice, or late, or beside another, mails nobody twice.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, select

from app import mail
from app.database import db
from app.mail import OutgoingMail
from app.people.models import Membership, Person
from app.people.permissions import organisations_with
from app.people.roles import Role
from learning.models.telling import MailWish, Newsletter
from learning.queries.newsletters import titles_of

WEEK_PAGE, WISHES_PAGE, NEWSLETTER_PAGE = "/weekbericht", "/mijn-mail", "/leerbrief"
SUBJECT = "Leerlus: je weekbericht"
# A worker that stood still at the hour makes up for it; after this the next one is near.
AT_MOST_LATE = timedelta(days=3)
BATCH = 100


def weekly_body() -> str:
    """The words of the weekly mail; there is nothing in them that differs between people."""
    lines = [
        "Hallo,",
        "",
        "Je weekbericht staat klaar in Leerlus. Je leest er of er nieuws is over je casussen,",
        "en wat er in je organisatie is veranderd:",
        mail.link(WEEK_PAGE),
        "",
        "Iedereen krijgt elke week deze zelfde mail, ook als er geen nieuws is. Wat er is",
        "gebeurd, staat er met opzet niet in.",
        "",
        "Wil je deze mail niet meer? Zet hem uit:",
        mail.link(WISHES_PAGE),
        "",
        "Op deze mail kun je niet antwoorden.",
    ]
    return "\n".join(lines) + "\n"


def newsletter_subject(newsletter: Newsletter) -> str:
    """What stands above the mail of a leerbrief."""
    return f"Leerlus: leerbrief {newsletter.quarter_label}"


def newsletter_body(newsletter: Newsletter) -> str:
    """The titles of a leerbrief and where it stands; never the words of a case."""
    lines = [
        "Hallo,",
        "",
        f"De leerbrief van {newsletter.organisation.name} over het {newsletter.quarter_label} "
        "is verschenen.",
        "Hierin lees je over:",
        "",
        *(f"- {one}" for one in titles_of(newsletter)),
        "",
        "Lees hem in Leerlus:",
        mail.link(f"{NEWSLETTER_PAGE}/{newsletter.public_id}"),
        "",
        "Wil je deze mail niet meer? Zet hem uit:",
        mail.link(WISHES_PAGE),
        "",
        "Op deze mail kun je niet antwoorden.",
    ]
    return "\n".join(lines) + "\n"


def people_for_week(since: datetime, after: int) -> list[int]:
    """The next people to mail this week, by id: everybody with an account who did not refuse.

    Guests have none, nor has who was made inactive. Who came in after the week turned waits.
    """
    refused = select(MailWish.person_id).where(MailWish.weekly.is_(False))
    query = _with_account(after).where(Person.id.not_in(refused), Person.created_at <= since)
    return list(db.session.scalars(query))


def people_for_newsletter(newsletter: Newsletter, after: int) -> list[int]:
    """The next people to mail a leerbrief, by id: those of its organisation who asked for it."""
    asked = select(MailWish.person_id).where(MailWish.newsletter.is_(True))
    members = select(Membership.person_id).where(
        Membership.organisation_id == newsletter.organisation_id
    )
    query = _with_account(after).where(Person.id.in_(asked), Person.id.in_(members))
    return list(db.session.scalars(query))


def _with_account(after: int) -> Select[int]:
    return (
        select(Person.id)
        .where(Person.active, Person.guest.is_(False), Person.id > after)
        .order_by(Person.id)
        .limit(BATCH)
    )


def mail_week(person_ids: Sequence[int], since: datetime) -> None:
    """Put the weekly mail on its way to these people, but for those who got it this week."""
    body = weekly_body()
    for person in _locked(person_ids):
        if not _was_sent(person, SUBJECT, since):
            mail.send(person.email, SUBJECT, body)


def mail_newsletter(newsletter: Newsletter, person_ids: Sequence[int]) -> None:
    """Put the mail of a leerbrief on its way to who works there still and did not get it yet."""
    subject, body = newsletter_subject(newsletter), newsletter_body(newsletter)
    host, since = newsletter.organisation_id, newsletter.published_at
    for person in _locked(person_ids):
        works = host in organisations_with(person, Role)
        if works and since and not _was_sent(person, subject, since, host):
            mail.send(person.email, subject, body, organisation_id=host)


def _locked(person_ids: Sequence[int]) -> Sequence[Person]:
    """These people, held so that a second worker looks only after the first has written."""
    query = select(Person).where(Person.id.in_(person_ids)).order_by(Person.id)
    return db.session.scalars(query.with_for_update()).all()


def _was_sent(
    person: Person, subject: str, since: datetime, organisation_id: int | None = None
) -> bool:
    query = select(OutgoingMail.id).where(
        OutgoingMail.recipient == person.email,
        OutgoingMail.subject == subject,
        OutgoingMail.created_at >= since,
        OutgoingMail.organisation_id == organisation_id,
    )
    return db.session.scalar(query.limit(1)) is not None
