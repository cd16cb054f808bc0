"""What a session found to be structural weighs more on the bench than a case alone."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.clock import now
from app.database import db, transaction
from cases.doorbraak.models.review import Lesson
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from cases.doorbraak.models.team import DoorbraakTeam, Offer
from cases.doorbraak.terms import ItemResult, LessonKind, OfferState
from cases.models.case import Case
from learning.lifecycle.patterns import PatternState
from learning.queries.bench import bench_of
from tests.client import Browser
from tests.learning.patterns.corpus import GLASSES, LOOSE, Town

FIRST, SECOND = 1, 2


@pytest.fixture
def town(app: Flask) -> Iterator[Town]:
    with app.app_context():
        with transaction():
            made = Town()
            made.pattern(made.cases(LOOSE[:5]), PatternState.CANDIDATE, FIRST)
            made.pattern(made.cases(GLASSES), PatternState.CANDIDATE, SECOND)
        yield made
        db.session.remove()


def teach(town: Town, kind: LessonKind, result: ItemResult = ItemResult.REVIEWED) -> None:
    """A session with one case of the second pattern gave a lesson, twice."""
    with transaction():
        case = db.session.query(Case).filter_by(title=GLASSES[0][0]).one()
        team = DoorbraakTeam(
            organisation=town.organisation, name="Proef", sort_key="proef", created_at=now()
        )
        offer = Offer(case=case, team=team, state=OfferState.DONE, offered_at=now())
        session = DoorbraakSession(team=team, starts_at=now(), minutes=60, created_at=now())
        item = AgendaItem(
            session=session, case=case, offer=offer, position=1, minutes=30, result=result
        )
        for text in ("Bel eerst.", "Schrijf dan."):
            db.session.add(Lesson(item=item, text=text, kind=kind, written_at=now()))


def order(town: Town) -> list[int]:
    return [one.pattern.number for one in bench_of(town.organisation.id).candidates]


def test_a_structural_lesson_puts_a_candidate_above_an_equal_one(town: Town, app: Flask) -> None:
    assert order(town) == [FIRST, SECOND]
    teach(town, LessonKind.STRUCTURAL)
    assert order(town) == [SECOND, FIRST]
    # Two lessons from one case are one case with a lesson, and the number of cases stays.
    line = bench_of(town.organisation.id).candidates[0]
    assert (line.parts.cases, line.parts.taught, line.weight) == (5, 1, 7)
    analyst = town.analyst.id
    db.session.rollback()
    page = Browser(app, analyst).get("/patronen/werkbank").main
    assert "1 met een structurele les" in page
    assert "telt drie keer" in page


@pytest.mark.parametrize(
    ("kind", "result"),
    [
        (LessonKind.INCIDENTAL, ItemResult.REVIEWED),
        (LessonKind.STRUCTURAL, ItemResult.WAITING),
    ],
)
def test_what_is_incidental_or_still_open_weighs_nothing(
    town: Town, kind: LessonKind, result: ItemResult
) -> None:
    teach(town, kind, result)
    assert order(town) == [FIRST, SECOND]
