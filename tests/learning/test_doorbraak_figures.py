"""What is published of reviews: of all teams together, through the gate, once and for good."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app.clock import moved_to
from app.database import db, transaction
from app.disclosure import HIDDEN, Fact, Figure, K, Shown, publish_share, publish_table
from app.people.models import Organisation, Person
from app.people.roles import Role
from cases.doorbraak.lifecycle import SessionState
from cases.doorbraak.models.review import Agreement, Lesson
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from cases.doorbraak.models.team import DoorbraakTeam, Offer
from cases.doorbraak.operations.teams import create_team
from cases.doorbraak.terms import ItemResult, LessonKind, OfferState
from cases.models.case import Case
from cases.operations.share import withdraw_case
from cases.terms import Audience
from learning.models.figures import REVIEWS, FigureTable, PublishedFigure
from learning.operations.decisions import submit_proposal
from learning.operations.figures import publish_closed_quarters
from learning.queries.accountability import newest_review_figures
from tests.client import Browser
from tests.factories import MACHINE, as_actor, make_case, make_organisation, make_person
from tests.learning.proposals.scene import TODAY, World, make_world

WINTER, SUMMER = datetime(2026, 2, 3, 12, tzinfo=UTC), datetime(2026, 8, 4, 12, tzinfo=UTC)


@dataclass
class Reviews:
    """A Doorbraak team, and the reviews that it held."""

    world: World
    team: DoorbraakTeam
    held: list[AgendaItem] = field(default_factory=list)

    def hold(self, when: datetime, number: int, *, structural: int, days: int = 12) -> None:
        """So many cases, each by the next reporter; the first ones ask for a change."""
        for place in range(number):
            reporter = self.world.reporters[len(self.held) % len(self.world.reporters)]
            item = self.review(reporter, when, days)
            kind = LessonKind.STRUCTURAL if place < structural else LessonKind.INCIDENTAL
            db.session.add(Lesson(item=item, text="Bel eerst.", kind=kind, written_at=when))
        db.session.flush()

    def review(
        self, reporter: Person, when: datetime, days: int, home: Organisation | None = None
    ) -> AgendaItem:
        offered = when - timedelta(days=days)
        with moved_to(offered - timedelta(days=3)):
            home = home or self.world.organisation
            case = make_case(reporter, home, audience=Audience.ORGANISATION)
        offer = Offer(case=case, team=self.team, state=OfferState.DONE, offered_at=offered)
        session = DoorbraakSession(
            team=self.team,
            state=SessionState.CONCLUDED,
            starts_at=when,
            minutes=60,
            created_at=offered,
            concluded_at=when,
        )
        item = AgendaItem(
            session=session,
            case=case,
            offer=offer,
            position=1,
            minutes=30,
            result=ItemResult.REVIEWED,
        )
        db.session.add_all([offer, session, item])
        db.session.flush()
        self.held.append(item)
        return item

    def agree(self, holders: list[Person], *, late_from: int, due: date = date(2026, 9, 1)) -> None:
        """An agreement a case, held in turn; from some number on they were done too late."""
        for number, item in enumerate(self.held):
            days = 1 if number >= late_from else 0
            done = datetime(2026, 9, 1, 12, tzinfo=UTC) + timedelta(days=days)
            holder = holders[number % len(holders)]
            db.session.add(
                Agreement(
                    item=item, holder=holder, what="Bellen.", due_on=due, done_at=done,
                    created_at=SUMMER,
                )
            )  # fmt: skip
        db.session.flush()

    def publish(self) -> int:
        return publish_closed_quarters(self.world.organisation, by=MACHINE)

    def shown(self) -> dict[FigureTable, tuple[int | None, str]]:
        found = newest_review_figures(self.world.organisation.id)
        return {one.table: (one.value, one.window) for one in found}


@pytest.fixture
def reviews(app: Flask) -> Iterator[Reviews]:
    with app.app_context(), moved_to(TODAY), transaction():
        yield make_reviews()


def make_reviews() -> Reviews:
    world = make_world()
    leader = make_person(world.organisation, Role.FACILITATOR, name="Lea Leider")
    team = create_team(
        "Team Samen",
        organisation=world.organisation,
        facilitator=leader,
        discipline="",
        by=as_actor(leader),
    )
    return Reviews(world, team)


def rows() -> list[tuple[str, str, int | None]]:
    query = select(PublishedFigure).where(PublishedFigure.table_name.in_(list(REVIEWS)))
    found = db.session.scalars(query.order_by(PublishedFigure.id))
    return [(one.label, one.table_name, one.value) for one in found]


def test_a_closed_quarter_tells_what_reviews_came_to(reviews: Reviews) -> None:
    reviews.hold(SUMMER, 26, structural=13)
    reviews.agree(reviews.world.reporters, late_from=13)
    assert reviews.publish() == 1
    assert reviews.shown() == {
        FigureTable.REVIEWED: (25, "3e kwartaal 2026"),
        FigureTable.REVIEW_DAYS: (15, "3e kwartaal 2026"),
        FigureTable.KEPT_AGREEMENTS: (50, "3e kwartaal 2026"),
        FigureTable.STRUCTURAL: (50, "3e kwartaal 2026"),
        FigureTable.REACHED_PROPOSAL: (None, ""),
    }


def test_with_too_few_reporters_nothing_is_shown(reviews: Reviews) -> None:
    reviews.world.reporters = reviews.world.reporters[:9]
    reviews.hold(SUMMER, 27, structural=13)
    reviews.agree(reviews.world.reporters, late_from=13)
    reviews.publish()
    assert len(rows()) == len(REVIEWS)
    assert {value for *_, value in rows()} == {None}
    assert set(reviews.shown().values()) == {(None, "")}


def test_a_share_is_hidden_when_one_of_its_sides_is_small(reviews: Reviews) -> None:
    reviews.hold(SUMMER, 26, structural=22)
    reviews.publish()
    assert reviews.shown()[FigureTable.REVIEWED] == (25, "3e kwartaal 2026")
    assert reviews.shown()[FigureTable.STRUCTURAL] == (None, "")


def test_agreements_of_a_few_holders_tell_nothing(reviews: Reviews) -> None:
    reviews.hold(SUMMER, 26, structural=13)
    reviews.agree(reviews.world.reporters[:2], late_from=13)
    reviews.publish()
    assert reviews.shown()[FigureTable.REVIEWED][0] == 25
    assert reviews.shown()[FigureTable.KEPT_AGREEMENTS] == (None, "")


def test_what_was_published_never_changes(reviews: Reviews) -> None:
    reviews.hold(SUMMER, 26, structural=13)
    reviews.publish()
    before = rows()
    assert any(value for *_, value in before)
    for case in db.session.scalars(select(Case)).all():
        withdraw_case(case, by=as_actor(reviews.world.reporters[0]))
    db.session.execute(delete(Lesson))
    reviews.hold(SUMMER, 5, structural=0, days=20)
    assert reviews.publish() == 0
    with moved_to(datetime(2027, 1, 20, tzinfo=UTC)):
        assert reviews.publish() == 1
    assert [one for one in rows() if one[0] == "3e kwartaal 2026"] == before
    # The quarter showed its figures, so no longer window with the quarter in it is made.
    assert {label for label, table, _ in rows() if table == FigureTable.REVIEWED} == {
        "3e kwartaal 2026",
        "4e kwartaal 2026",
    }


def test_after_half_a_year_it_is_asked_whether_a_case_reached_a_proposal(reviews: Reviews) -> None:
    reviews.hold(WINTER, 26, structural=13)
    for item in reviews.held[:13]:
        reviews.world.add(item.case)
    with moved_to(datetime(2026, 9, 29, tzinfo=UTC)):
        submit_proposal(reviews.world.draft(), by=as_actor(reviews.world.analyst))
    reviews.publish()
    assert reviews.shown()[FigureTable.STRUCTURAL] == (50, "1e kwartaal 2026")
    assert reviews.shown()[FigureTable.REACHED_PROPOSAL] == (50, "3e kwartaal 2026")


def test_a_proposal_that_came_later_does_not_count(reviews: Reviews) -> None:
    reviews.hold(WINTER, 26, structural=13)
    for item in reviews.held[:13]:
        reviews.world.add(item.case)
    with moved_to(datetime(2026, 10, 2, tzinfo=UTC)):
        submit_proposal(reviews.world.draft(), by=as_actor(reviews.world.analyst))
    reviews.publish()
    assert reviews.shown()[FigureTable.REACHED_PROPOSAL] == (None, "")


def test_only_own_cases_that_count_are_counted_and_each_once(reviews: Reviews) -> None:
    reviews.hold(SUMMER, 12, structural=6)
    again = reviews.held[0]
    for place in range(13):
        elsewhere = reviews.world.elsewhere
        reviews.review(elsewhere, SUMMER, 12, make_organisation(f"Gemeente {place}", f"g{place}"))
        imported = reviews.review(reviews.world.reporters[place], SUMMER, 12)
        imported.case.imported = True
    session = DoorbraakSession(
        team=reviews.team, state=SessionState.CONCLUDED, starts_at=SUMMER, minutes=60,
        created_at=SUMMER, concluded_at=SUMMER + timedelta(days=20),
    )  # fmt: skip
    db.session.add(
        AgendaItem(
            session=session, case=again.case, offer=again.offer, position=1, minutes=30,
            result=ItemResult.REVIEWED,
        )
    )  # fmt: skip
    db.session.flush()
    reviews.publish()
    assert reviews.shown()[FigureTable.REVIEWED][0] == 10


def test_who_accounts_reads_it_and_others_do_not(app: Flask) -> None:
    with app.app_context(), moved_to(TODAY), transaction():
        reviews = make_reviews()
        reviews.hold(SUMMER, 26, structural=13)
        reviews.publish()
        world = reviews.world
        readers = {
            "manager": world.manager.id,
            "board": world.board.id,
            "analyst": world.analyst.id,
        }
        readers["leader"] = reviews.team.members[0].person_id
        others = [world.professional.id, world.contributor.id, world.administrator.id]
        elsewhere = world.elsewhere.id
    told = ("ongeveer 25", "de helft binnen 15 dagen", "ongeveer 50 procent van de casussen")
    for name, person in readers.items():
        page = Browser(app, person).get("/doorbraak/verantwoording")
        assert all(words in page.main for words in told), name
        assert "te weinig om te tonen" in page.main
    desk = Browser(app, readers["manager"]).get("/stand-van-zaken")
    assert all(words in desk.main for words in told)
    assert "/doorbraak/verantwoording" in Browser(app, readers["board"]).get("/bestuur").links
    for person in others:
        assert Browser(app, person).get("/doorbraak/verantwoording").status == 404
    page = Browser(app, elsewhere).get("/doorbraak/verantwoording")
    assert page.main.count("te weinig om te tonen") == len(REVIEWS)
    assert "ongeveer" not in page.main


def test_a_share_tells_no_more_than_the_table_that_might_be_published() -> None:
    """All divisions up to a size: who sees the share cannot tell apart what the table does not."""
    told: defaultdict[object, set[Figure]] = defaultdict(set)
    for yes, no in product(range(31), repeat=2):
        facts = [
            Fact(f"r{number}", frozenset({"yes" if number < yes else "no"}))
            for number in range(yes + no)
        ]
        share = publish_share(facts, "yes")
        told[publish_table(facts, ["yes", "no"])].add(share)
        if min(yes, no) <= K:
            assert share == HIDDEN
        if isinstance(share, Shown):
            assert abs(share.value - 100 * yes / (yes + no)) <= 15
    assert all(len(shares) == 1 for shares in told.values())
    assert any(isinstance(share, Shown) for shares in told.values() for share in shares)
