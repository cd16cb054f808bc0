"""One mail a week, the same for everybody who wants it, whether or not there is news for them."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select

from app import jobs
from app.clock import AMSTERDAM, moved_to
from app.database import db, transaction
from app.jobs import Job, JobState
from app.people.guests import create_guest
from app.people.models import Person
from learning.jobs.weekly import EVERY_DAY, WEEKLY
from learning.lifecycle.weeks import week_turned, week_turns
from tests.factories import MACHINE, make_person
from tests.learning.telling.staging import TUESDAY, WORDS, Stage
from tests.postbox import Postbox, deliver, postbox, text_of

SUBJECT = "Leerlus: je weekbericht"


@pytest.fixture
def box(scene: Stage) -> Iterator[Postbox]:
    with postbox(scene.app) as found:
        yield found


def run_week(scene: Stage, moment: datetime = TUESDAY) -> None:
    """Let the worker do the weekly job, and send what it put ready."""
    with moved_to(moment):
        with scene.app.app_context(), transaction():
            jobs.enqueue(WEEKLY, {})
        deliver(scene.app)


def accounts(scene: Stage) -> set[str]:
    with scene.app.app_context():
        return set(db.session.scalars(select(Person.email).where(Person.active, ~Person.guest)))


def test_everybody_gets_the_same_mail_with_and_without_news(scene: Stage, box: Postbox) -> None:
    run_week(scene)
    assert {str(one["To"]) for one in box.mails} == accounts(scene)
    assert len(box.mails) == len(accounts(scene))
    assert {str(one["Subject"]) for one in box.mails} == {SUBJECT}
    bodies = {text_of(one) for one in box.mails}
    assert len(bodies) == 1
    (body,) = bodies
    raw = {one.get_payload(decode=True) for one in box.mails}
    assert len(raw) == 1
    for betrayal in ("Post op de mat", *WORDS.split()[:2], "Inbrenger", "Een brief die aankomt"):
        assert betrayal not in body
    lines = [one.removeprefix("http://localhost:8000") for one in body.split() if "://" in one]
    assert lines == ["/weekbericht", "/mijn-mail"]
    for address in lines:
        assert scene.browser("reporter").get(address).status == 200


def test_guests_and_who_was_made_inactive_get_none(scene: Stage, box: Postbox) -> None:
    with scene.acting() as world:
        world.manager.active = False
        guest = create_guest("Gast Proef", by=MACHINE).email
        gone = world.manager.email
    run_week(scene)
    told = {str(one["To"]) for one in box.mails}
    assert gone not in told
    assert guest not in told
    assert told == accounts(scene)


def test_a_second_run_in_the_week_mails_nobody_again(scene: Stage, box: Postbox) -> None:
    run_week(scene)
    first = len(box.mails)
    for later in (timedelta(minutes=1), timedelta(days=1), timedelta(days=2, hours=23)):
        run_week(scene, TUESDAY + later)
    assert len(box.mails) == first
    run_week(scene, TUESDAY + timedelta(days=7))
    assert len(box.mails) == 2 * first


def test_before_the_hour_nobody_is_mailed_for_the_new_week(scene: Stage, box: Postbox) -> None:
    run_week(scene, TUESDAY)
    box.mails.clear()
    run_week(scene, TUESDAY + timedelta(days=7) - timedelta(minutes=2))
    assert box.mails == []


def test_a_worker_that_stood_still_makes_up_for_it_once(scene: Stage, box: Postbox) -> None:
    run_week(scene, TUESDAY + timedelta(days=1))
    assert len(box.mails) == len(accounts(scene))
    run_week(scene, TUESDAY + timedelta(days=2))
    assert len(box.mails) == len(accounts(scene))


def test_after_three_days_the_next_tuesday_is_soon_enough(scene: Stage, box: Postbox) -> None:
    run_week(scene, TUESDAY + timedelta(days=4))
    assert box.mails == []


def test_who_got_an_account_after_the_hour_waits_for_next_week(scene: Stage, box: Postbox) -> None:
    with moved_to(TUESDAY + timedelta(hours=2)), scene.acting() as world:
        new = make_person(world.organisation, name="Nieuw Proef").email
    run_week(scene, TUESDAY + timedelta(hours=3))
    assert box.to(new) == []
    run_week(scene, TUESDAY + timedelta(days=7))
    assert len(box.to(new)) == 1


def test_a_run_that_broke_off_halfway_goes_on_with_the_others(
    scene: Stage, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("learning.operations.weekly.BATCH", 3)
    limit = {"left": 2}
    real = jobs.Run.progress

    def dies(self: jobs.Run, *args: object, **rest: object) -> None:
        limit["left"] -= 1
        if limit["left"] == 0:
            raise OSError("the worker died")
        real(self, *args, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(jobs.Run, "progress", dies)
    run_week(scene)
    assert 0 < len(box.mails) < len(accounts(scene))
    with moved_to(TUESDAY + timedelta(minutes=2)):
        deliver(scene.app)
    assert sorted(str(one["To"]) for one in box.mails) == sorted(accounts(scene))


def test_a_server_that_refuses_for_now_gets_it_later(scene: Stage, box: Postbox) -> None:
    box.answers += ["451 Kom later terug"] * 3
    run_week(scene)
    assert len(box.mails) == len(accounts(scene)) - 3
    with moved_to(TUESDAY + timedelta(minutes=5)):
        deliver(scene.app)
    assert sorted(str(one["To"]) for one in box.mails) == sorted(accounts(scene))


def test_who_does_not_want_it_says_so_on_a_page(scene: Stage, box: Postbox) -> None:
    browser = scene.browser("professional")
    page = browser.get("/account")
    assert "/mijn-mail" in page.links
    page = browser.get("/mijn-mail")
    assert page.document.xpath("//input[@name='weekly' and @checked]")
    assert not page.document.xpath("//input[@name='newsletter' and @checked]")
    page = browser.submit("/mijn-mail", weekly=[])
    assert not page.document.xpath("//input[@name='weekly' and @checked]")
    with scene.app.app_context():
        address = db.session.get_one(Person, scene.people["professional"]).email
    run_week(scene)
    assert box.to(address) == []
    assert len(box.mails) == len(accounts(scene)) - 1
    browser.get("/mijn-mail")
    browser.submit("/mijn-mail", weekly="y", newsletter="y")
    assert browser.get("/mijn-mail").document.xpath("//input[@name='newsletter' and @checked]")


def test_the_hour_is_nine_in_summer_and_in_winter() -> None:
    for day in (datetime(2026, 10, 22, tzinfo=UTC), datetime(2027, 3, 25, tzinfo=UTC)):
        before, after = week_turned(day), week_turns(day)
        here = [one.astimezone(AMSTERDAM) for one in (before, after)]
        assert [(one.weekday(), one.time()) for one in here] == [(1, time(9))] * 2
        assert before <= day < after
        assert abs(after - before - timedelta(days=7)) == timedelta(hours=1)
    turned = week_turned(TUESDAY)
    assert week_turned(turned) == turned
    assert week_turned(turned - timedelta(seconds=1)) == turned - timedelta(days=7)


def test_the_worker_plans_it_at_that_hour(scene: Stage) -> None:
    assert jobs.registry.repeating[WEEKLY] == EVERY_DAY == time(9)
    with scene.app.app_context():
        jobs.plan_repeating()
        row = db.session.scalars(
            select(Job).where(Job.kind == WEEKLY, Job.state == JobState.WAITING)
        ).one()
        assert row.due_at == datetime(2026, 11, 23, 8, tzinfo=UTC)
