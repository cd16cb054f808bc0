"""Wie weet wat: who says to know about what, for colleagues who look for somebody.

What stands here was ticked by the person in question. Nothing is derived from cases, nothing is
counted and nothing carries a date. Who cannot read along with colleagues (any more) is not found.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.clock import today
from app.database import db, sort_key
from app.people.models import Membership, MembershipState, Organisation, Person
from app.people.permissions import active_memberships, deciding_organisations, has_role
from app.people.roles import DECIDING_ROLES, Role
from app.refusals import Refused
from cases.doorbraak.models.directory import Topic
from cases.doorbraak.terms import TopicKind
from cases.doorbraak.topics import Named, law_key, provisions_named
from cases.models.case import Case
from cases.models.lists import Procedure, led_on
from cases.queries.cases import listed_cases
from cases.queries.lists import active_bouwstenen

KNOWING_ROLES = frozenset({Role.PROFESSIONAL, Role.FACILITATOR, Role.ANALYST})
TOPICS_A_PAGE = 25
MOST_FOUND = 50


@dataclass(frozen=True)
class Contact:
    """Somebody who can be asked: where they work, by organisation and team, and their address."""

    name: str
    email: str
    places: Sequence[str]


@dataclass(frozen=True)
class Known:
    """A topic with everybody who says to know about it, by name."""

    kind: TopicKind
    label: str
    people: Sequence[Contact]


@dataclass(frozen=True)
class KnownPage:
    """One page of the topics of a kind."""

    topics: Sequence[Known]
    number: int
    pages: int


def require_directory(person: Person, organisation: Organisation) -> None:
    """Refuse who does not read along here: deny wins for who decides in this organisation."""
    here = organisation.id
    if not has_role(person, here, *KNOWING_ROLES) or here in deciding_organisations(person):
        raise Refused("page")


def topics_of(person: Person) -> Sequence[Topic]:
    """What somebody ticked, by kind and name."""
    query = select(Topic).where(Topic.person_id == person.id)
    return db.session.scalars(query.order_by(Topic.kind, Topic.sort_key)).all()


def is_findable(person: Person) -> bool:
    """Whether colleagues find this person now: something is ticked, and the account is in use."""
    query = select(Topic.id).where(Topic.person_id == person.id, _by_findable())
    return db.session.scalar(query.limit(1)) is not None


def topics_offered(person: Person, organisation: Organisation) -> dict[TopicKind, list[Named]]:
    """What somebody can tick: the lists of the organisation, and what they ticked before.

    The name of a procedure may have been typed by a colleague in a case. So only those are offered
    that have a code of the organisation, or stand in a case that this person may read.
    """
    found: dict[TopicKind, dict[str, Named]] = {kind: {} for kind in TopicKind}
    lists = {
        TopicKind.BOUWSTEEN: [one.name for one in active_bouwstenen(organisation.id)],
        TopicKind.PROCEDURE: [one.name for one in _procedures(person, organisation)],
    }
    for kind, names in lists.items():
        for name in names:
            found[kind].setdefault(sort_key(name), Named.by_words(name))
    for topic in topics_of(person):
        found[topic.kind].setdefault(topic.key, Named(topic.key, topic.label, topic.sort_key))
    return {kind: list(named.values()) for kind, named in found.items()}


def _procedures(person: Person, organisation: Organisation) -> Sequence[Procedure]:
    readable, led = listed_cases(person).with_only_columns(Case.procedure_id), led_on()
    shown = select(led.c.kept_id).where(led.c.id.in_(readable))
    known = Procedure.code.is_not(None) | Procedure.id.in_(shown)
    query = select(Procedure).where(
        Procedure.organisation_id == organisation.id, Procedure.merged_into_id.is_(None), known
    )
    return db.session.scalars(query.order_by(Procedure.sort_key)).all()


def known_topics(kind: TopicKind, number: int) -> KnownPage:
    """A page of the topics of a kind, in the order of the alphabet."""
    keys = (
        select(Topic.key)
        .where(Topic.kind == kind, _by_findable())
        .group_by(Topic.key)
        .order_by(func.min(Topic.sort_key), Topic.key)
    )
    count = db.session.scalar(select(func.count()).select_from(keys.order_by(None).subquery())) or 0
    pages = max(1, -(-count // TOPICS_A_PAGE))
    number = min(max(number, 1), pages)
    shown = keys.limit(TOPICS_A_PAGE).offset((number - 1) * TOPICS_A_PAGE)
    wanted = Topic.key.in_(db.session.scalars(shown).all())
    return KnownPage(_gathered(_topics().where(Topic.kind == kind, wanted)), number, pages)


def topics_found(words: str) -> tuple[list[Known], bool]:
    """The topics that words lead to, and whether there are more than are shown.

    An article, in whatever notation, leads to who knows that article or its whole law; a law to
    who knows any part of it. For all else each word has to stand in the name of the topic.
    """
    wanted = or_(*_ways(words))
    found = _gathered(_topics().where(wanted))
    return found[:MOST_FOUND], len(found) > MOST_FOUND


def _ways(words: str) -> list[ColumnElement[bool]]:
    ways = [_of_provision(one) for one in provisions_named(words) if one.law is not None]
    typed = sort_key(words).replace(",", " ").replace(";", " ").split()
    if typed:
        ways.append(and_(*(Topic.sort_key.contains(one, autoescape=True) for one in typed)))
    return ways or [Topic.id.is_(None)]


def _of_provision(named: Named) -> ColumnElement[bool]:
    assert named.law is not None
    law = law_key(named.law)
    if named.key == law:
        below = Topic.key.startswith(law_key(named.law, below=True), autoescape=True)
        return and_(Topic.kind == TopicKind.PROVISION, or_(Topic.key == law, below))
    return and_(Topic.kind == TopicKind.PROVISION, Topic.key.in_([law, named.key]))


def _topics() -> Select[Topic]:
    return select(Topic).where(_by_findable())


def _by_findable() -> ColumnElement[bool]:
    """The row filter: ticked by who reads along somewhere today and does not decide there."""
    deciding = aliased(Membership)
    decides = select(deciding.id).where(
        deciding.person_id == Membership.person_id,
        deciding.organisation_id == Membership.organisation_id,
        *_holds_today(deciding, DECIDING_ROLES),
    )
    knowing = (
        select(Membership.person_id)
        .join(Person, Person.id == Membership.person_id)
        .where(*_holds_today(Membership, KNOWING_ROLES), ~decides.exists())
        .where(Person.active, Person.guest.is_(False))
    )
    return Topic.person_id.in_(knowing)


def _holds_today(row: type[Membership], roles: Iterable[Role]) -> tuple[ColumnElement[bool], ...]:
    day = today()
    return (
        row.role.in_(list(roles)),
        row.state == MembershipState.ACTIVE,
        or_(row.starts_on.is_(None), row.starts_on <= day),
        or_(row.ends_on.is_(None), row.ends_on >= day),
    )


def _gathered(query: Select[Topic]) -> list[Known]:
    """The ticks by topic, both in the order of the alphabet, whoever ticked first."""
    people: dict[tuple[TopicKind, str], list[Topic]] = {}
    in_order = query.join(Person, Person.id == Topic.person_id).order_by(
        Topic.sort_key, Topic.key, Person.sort_key, Person.public_id
    )
    for topic in db.session.scalars(in_order).unique():
        people.setdefault((topic.kind, topic.key), []).append(topic)
    return [
        Known(kind, ticks[0].label, [_contact(one.person) for one in ticks])
        for (kind, _key), ticks in people.items()
    ]


def _contact(person: Person) -> Contact:
    deciding = deciding_organisations(person)
    places = [
        f"{one.organisation.name}, {one.team.name}" if one.team else one.organisation.name
        for one in active_memberships(person)
        if one.role in KNOWING_ROLES and one.organisation_id not in deciding
    ]
    return Contact(person.name, person.email, list(dict.fromkeys(places)))
