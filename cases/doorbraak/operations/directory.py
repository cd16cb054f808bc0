"""What somebody says to know about, for Wie weet wat; theirs alone to say and to take back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete

from app.audit import Actor, record
from app.database import db
from app.people.models import Organisation, Person
from app.refusals import Invalid
from cases.doorbraak.models.directory import Topic
from cases.doorbraak.queries.directory import topics_of, topics_offered
from cases.doorbraak.terms import TopicKind, label
from cases.doorbraak.topics import LONGEST, Named, names_in, provisions_named
from cases.screening import screen_texts

MOST = 100
Chosen = dict[tuple[TopicKind, str], Named]


@dataclass(frozen=True)
class TopicDetails:
    """What is ticked of what was offered, by kind, and what was typed besides."""

    ticked: Mapping[TopicKind, Collection[str]] = field(default_factory=dict)
    procedures: str = ""
    provisions: str = ""


def choose_topics(
    person: Person,
    details: TopicDetails,
    *,
    organisation: Organisation,
    by: Actor,
    stated: Collection[str] = (),
) -> None:
    """Keep exactly these topics of a person; without any, nobody finds them any more.

    What was not offered cannot be ticked. What is typed is read by colleagues, so it is screened.
    """
    chosen = _ticked(details, topics_offered(person, organisation))
    typed = {"procedures": details.procedures, "provisions": details.provisions}
    chosen |= _typed(TopicKind.PROCEDURE, names_in(details.procedures), "procedures")
    chosen |= _typed(TopicKind.PROVISION, provisions_named(details.provisions), "provisions")
    if len(chosen) > MOST:
        raise Invalid(
            "Kies hooguit %(count)s onderwerpen: waar weet jij echt meer van?", count=MOST
        )
    screen_texts(typed, organisation=organisation, by=by, stated=stated)
    _replace(person, chosen)
    record(by, "choose_topics", "person", person, organisation=organisation.public_id)


def remove_topics(person: Person, *, organisation: Organisation, by: Actor) -> None:
    """Take somebody out of Wie weet wat, as that person; pressing twice changes nothing."""
    if topics_of(person):
        _replace(person, {})
        record(by, "remove_topics", "person", person, organisation=organisation.public_id)


def _ticked(details: TopicDetails, offered: Mapping[TopicKind, list[Named]]) -> Chosen:
    return {
        (kind, one.key): one
        for kind, named in offered.items()
        for one in named
        if one.key in details.ticked.get(kind, ())
    }


def _typed(kind: TopicKind, named: list[Named], name: str) -> Chosen:
    if any(len(one.label) > LONGEST for one in named):
        raise Invalid(
            "Zet elk onderwerp op een eigen regel, met hooguit %(count)s tekens.",
            name,
            count=LONGEST,
        )
    return {(kind, one.key): one for one in named}


def _replace(person: Person, chosen: Chosen) -> None:
    """A topic that stays keeps its row; nothing tells when somebody last saved."""
    kept = {(one.kind, one.key): one for one in topics_of(person)}
    for place, topic in kept.items():
        if place not in chosen:
            db.session.delete(topic)
    for (kind, key), one in chosen.items():
        if (kind, key) not in kept:
            db.session.add(
                Topic(
                    person_id=person.id,
                    kind=kind,
                    key=key,
                    label=one.label,
                    sort_key=one.sort_key,
                )
            )
    db.session.flush()


def export_topics(person_id: int) -> dict[str, Any]:
    """What is kept of a person here, in plain values."""
    person = db.session.get_one(Person, person_id)
    return {
        "waar je van weet": [
            {"soort": label(one.kind), "onderwerp": one.label} for one in topics_of(person)
        ]
    }


def erase_topics(person_id: int) -> None:
    """Forget what a person said to know about."""
    db.session.execute(delete(Topic).where(Topic.person_id == person_id))
