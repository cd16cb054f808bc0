"""The laws and articles in the cases that somebody may read, and where room was found in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select

from app.database import db
from app.people.models import Person
from cases.models.case import Case
from cases.models.provisions import CaseProvision
from cases.provisions.laws import Law, law_by_id
from cases.queries.cases import CasePage, listed_cases, paged
from cases.terms import UsedRoom

NO_ROOM = (None, UsedRoom.UNKNOWN, UsedRoom.NONE)
FIRST_SHOWN = 10


@dataclass(frozen=True)
class LawMet:
    """A law, in how many readable cases it is named, and its articles with their number of cases.

    The article is empty for cases that name the law alone.
    """

    law: Law
    cases: int
    articles: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class RoomFound:
    """The cases in which one room was used, the newest first; None where none was, or is known."""

    room: UsedRoom | None
    total: int
    cases: Sequence[Case]


def provisions_of(case: Case) -> Sequence[CaseProvision]:
    """The provisions of a case, in the order in which they are written."""
    query = select(CaseProvision).where(CaseProvision.case_id == case.id)
    return db.session.scalars(query.order_by(CaseProvision.position)).all()


def laws_met(person: Person) -> list[LawMet]:
    """The laws in the shared cases that this person may read, the most named first."""
    number = func.count(CaseProvision.case_id.distinct())
    here = CaseProvision.case_id.in_(listed_cases(person).with_only_columns(Case.id))
    per_law = select(CaseProvision.bwb, number).where(here).group_by(CaseProvision.bwb)
    per_article = (
        select(CaseProvision.bwb, CaseProvision.article, number)
        .where(here)
        .group_by(CaseProvision.bwb, CaseProvision.article)
    )
    articles: dict[str, list[tuple[str, int]]] = {}
    for bwb, article, count in db.session.execute(per_article):
        articles.setdefault(bwb, []).append((article, count))
    met = [
        LawMet(law, count, sorted(articles[bwb], key=lambda one: _in_order(one[0])))
        for bwb, count in db.session.execute(per_law)
        if (law := law_by_id(bwb)) is not None
    ]
    return sorted(met, key=lambda one: (-one.cases, one.law.title))


def _in_order(article: str) -> list[tuple[int, str]]:
    """Article 9 before 10, and 22 before 22a."""
    parts = re.findall(r"(\d*)(\D*)", article)
    return [(int(digits or 0), rest) for digits, rest in parts]


def cases_naming(person: Person, law: Law, article: str) -> Select[Case]:
    """The shared cases that this person may read with this article; of the whole law without it."""
    named: ColumnElement[bool] = CaseProvision.bwb == law.id
    if article:
        named &= CaseProvision.article == article
    found = select(CaseProvision.case_id).where(named)
    newest = (Case.first_shared_at.desc(), Case.id.desc())
    return listed_cases(person).where(Case.id.in_(found)).order_by(*newest)


def room_found(person: Person, law: Law, article: str) -> list[RoomFound]:
    """Those cases by the room that was used, the most used first; those without room come last."""
    naming = cases_naming(person, law, article)
    counted = (
        select(Case.used_room, func.count())
        .where(Case.id.in_(naming.with_only_columns(Case.id).order_by(None)))
        .group_by(Case.used_room)
    )
    totals: dict[UsedRoom | None, int] = {}
    for used, count in db.session.execute(counted):
        room = None if used in NO_ROOM else used
        totals[room] = totals.get(room, 0) + count
    rooms = sorted(totals, key=lambda room: (room is None, -totals[room], room or ""))
    return [RoomFound(room, totals[room], _first(naming, room)) for room in rooms]


def _first(naming: Select[Case], room: UsedRoom | None) -> Sequence[Case]:
    return db.session.scalars(naming.where(_with_room(room)).limit(FIRST_SHOWN)).all()


def _with_room(room: UsedRoom | None) -> ColumnElement[bool]:
    if room is not None:
        return Case.used_room == room
    return Case.used_room.is_(None) | Case.used_room.in_([UsedRoom.UNKNOWN, UsedRoom.NONE])


def cases_with_room(
    person: Person, law: Law, article: str, room: UsedRoom | None, page: int
) -> CasePage:
    """A page of the cases in which this room was used."""
    return paged(cases_naming(person, law, article).where(_with_room(room)), page)
