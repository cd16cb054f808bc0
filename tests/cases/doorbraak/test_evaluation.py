"""Two questions after a session: asked once, kept without a name, shown over a closed quarter."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import inspect, select, text

from app.audit import AuditEntry
from app.clock import moved_to, now
from app.database import db, transaction
from app.people.roles import Role
from cases.doorbraak.models.evaluation import Evaluation, HasEvaluated
from cases.doorbraak.models.session import DoorbraakSession, SessionParticipant
from cases.doorbraak.terms import Helped
from tests.cases.doorbraak.staging import Stage, stage
from tests.client import Browser, Page
from tests.factories import make_person

RESULTS = "/doorbraak/wat-het-oplevert"
ASK = "Hoe was de sessie?"


@pytest.fixture
def town(app: Flask) -> Stage:
    return stage(app)


def page_of(town: Stage) -> str:
    return f"/doorbraak/sessies/{town.session}/terugblik"


def concluded_with(town: Stage, count: int) -> list[int]:
    """A session that has been concluded just now, with more participants; gives who they are."""
    town.reviewed()
    with town.app.app_context(), transaction():
        session = db.session.query(DoorbraakSession).one()
        host = session.team.organisation
        people = [make_person(host, name=f"Deelnemer {place}") for place in range(count)]
        for one in people:
            session.participants.append(SessionParticipant(person=one, organisation=host))
        return [one.id for one in people]


def answer(town: Stage, person: int, helped: str = "yes", learned: str = "") -> None:
    browser = Browser(town.app, person)
    browser.get(page_of(town))
    assert browser.submit(helped=helped, learned=learned).status == 200


def reader(town: Stage, role: Role = Role.MANAGER) -> int:
    with town.app.app_context(), transaction():
        host = db.session.query(DoorbraakSession).one().team.organisation
        return make_person(host, role, name=f"Lezer {role}").id


def results(town: Stage, person: int) -> Page:
    """The page, for somebody who signs in now."""
    return Browser(town.app, person).get(RESULTS)


def after_the_quarter() -> datetime:
    """A moment at which the present quarter has been closed for more than two weeks."""
    later = now() + timedelta(days=75)
    first = datetime(later.year, (later.month + 2) // 3 * 3 - 2, 20, 12, tzinfo=UTC)
    return first if first > now() + timedelta(days=20) else first + timedelta(days=92)


def test_who_was_there_and_who_brought_a_case_in_is_asked_once(town: Stage) -> None:
    town.reviewed()
    with town.app.app_context(), transaction():
        # The reporter does not sit in this one; the case alone is the reason to ask.
        seats = db.session.query(SessionParticipant)
        seats.filter_by(person_id=town.people["reporter"]).delete()
    for name in ("member", "leader", "reporter"):
        assert ASK in town.browser(name).get("/mijn-casussen").main, name
    for name in ("colleague", "outsider", "analyst"):
        assert ASK not in town.browser(name).get("/mijn-casussen").main
        assert town.browser(name).get(page_of(town)).status == 404
    reporter = town.browser("reporter")
    reporter.get(page_of(town))
    assert reporter.submit(learned="Vroeg bellen.").status == 422
    assert "Vroeg bellen." in reporter.submit(helped="", learned="Vroeg bellen.").text
    assert "zonder je naam" in reporter.submit(helped="yes", learned="Vroeg bellen.")
    assert ASK not in reporter.get("/mijn-casussen").main
    assert reporter.get(page_of(town)).status == 404
    with moved_to(now() + timedelta(days=31)):
        member = Browser(town.app, town.people["member"])
        assert ASK not in member.get("/mijn-casussen").main
        assert member.get(page_of(town)).status == 404


def test_a_session_without_a_review_asks_nothing(town: Stage) -> None:
    town.planned()
    town.press("voorbereiden", "beginnen", "afronden")
    assert ASK not in town.browser("member").get("/mijn-casussen").main


def test_what_was_learned_is_scanned_and_the_writer_may_say_so(town: Stage) -> None:
    town.reviewed()
    member = town.browser("member")
    member.get(page_of(town))
    words = "Mevrouw A. de Vries wist het al."
    refused = member.submit(helped="yes", learned=words)
    assert refused.status == 422
    assert words in refused.text
    boxes = refused.document.xpath("//input[@name='stated']/@value")
    assert member.submit(helped="yes", learned=words, stated=boxes).status == 200


def test_nothing_leads_from_a_person_to_an_answer(town: Stage) -> None:
    people = concluded_with(town, 12)
    with town.app.app_context():
        before = db.session.query(AuditEntry).count()
    for place, person in enumerate(people):
        answer(town, person, learned=f"Antwoord {place}.")
    with town.app.app_context():
        assert db.session.query(AuditEntry).count() == before
        columns = {column.name for column in Evaluation.__table__.columns}
        assert columns == {"id", "organisation_id", "quarter", "helped", "learned"}
        assert not {"at", "answered_at"} & {one.name for one in HasEvaluated.__table__.columns}
        # As a copy of the database has them: in the order in which the engine keeps the rows.
        stored = [
            row.learned
            for row in db.session.execute(text("SELECT learned FROM session_evaluations"))
        ]
        assert sorted(stored) == sorted(f"Antwoord {place}." for place in range(12))
        assert stored != [f"Antwoord {place}." for place in range(12)]
        assert stored == list(
            db.session.scalars(select(Evaluation.learned).order_by(Evaluation.id))
        )
        if db.engine.dialect.name == "sqlite":
            for table in ("session_evaluations", "session_evaluators"):
                made = db.session.scalar(
                    text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": table}
                )
                assert "WITHOUT ROWID" in str(made)
        else:
            query = text("SELECT count(DISTINCT xmin::text) FROM session_evaluations")
            assert db.session.scalar(query) == 1
        assert (
            inspect(db.engine).get_foreign_keys("session_evaluations")[0]["referred_table"]
            == "organisations"
        )


def test_answers_show_over_a_closed_quarter_from_six_people_on(town: Stage) -> None:
    people = concluded_with(town, 5)
    for place, person in enumerate(people):
        answer(town, person, learned=f"Antwoord {place}.")
    manager, later = reader(town), after_the_quarter()
    with moved_to(later):
        page = results(town, manager)
        assert "te weinig antwoorden" in page.main
        assert "minder dan 6 mensen" in page.main
        assert "Antwoord" not in page.main.replace("antwoorden", "")
    # The sixth comes from another organisation, and counts for the host all the same.
    answer(town, town.people["reporter"], "partly", "Het zesde.")
    assert "Het zesde." not in results(town, manager).main
    with moved_to(later):
        page = results(town, manager).main
        assert "ongeveer" not in page
        assert "bijna allemaal hetzelfde" in page
        assert "Het zesde." in page
        assert "Antwoord 0." in page
        assert page == results(town, manager).main


def test_counts_show_when_each_answer_was_given_by_enough(town: Stage) -> None:
    people = concluded_with(town, 14)
    for place, person in enumerate(people):
        answer(town, person, "yes" if place < 8 else "partly" if place < 11 else "no")
    manager = reader(town)
    with moved_to(after_the_quarter()):
        rows = results(town, manager).document.xpath("//tbody/tr")
        told = [" ".join(" ".join(row.itertext()).split()).lower() for row in rows]
        assert told == [
            "ja aantal antwoorden ongeveer 10",
            "een beetje of nee aantal antwoorden ongeveer 5",
        ]


def test_five_answers_of_one_person_do_not_show(town: Stage) -> None:
    town.reviewed()
    with town.app.app_context(), transaction():
        host = db.session.query(DoorbraakSession).one().team.organisation
        quarter = "2026-3"
        for _ in range(5):
            db.session.add(
                Evaluation(organisation_id=host.id, quarter=quarter, helped=Helped.NO, learned="")
            )
        db.session.add(
            HasEvaluated(
                session_id=db.session.query(DoorbraakSession).one().id,
                person_id=town.people["leader"],
                quarter=quarter,
            )
        )
    manager = reader(town)
    with moved_to(datetime(2026, 11, 1, 12, tzinfo=UTC)):
        assert "ongeveer" not in results(town, manager).main


def test_answers_are_for_who_leads_reads_or_decides_here(town: Stage) -> None:
    concluded_with(town, 0)
    for role in (Role.FACILITATOR, Role.ANALYST, Role.MANAGER):
        assert results(town, reader(town, role)).status == 200
    for role in (Role.PROFESSIONAL, Role.BOARD, Role.ADMINISTRATOR, Role.CONTRIBUTOR):
        assert results(town, reader(town, role)).status == 404
