"""The live pages of a session: everybody at the same step, whenever and however they come."""

from collections.abc import Iterator
from pathlib import Path
from threading import BoundedSemaphore, Timer

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db, transaction
from app.people.models import Person
from app.web import streams
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from cases.doorbraak.models.team import DoorbraakTeam
from cases.doorbraak.operations.teams import remove_member
from cases.doorbraak.queries.live import revision_for
from cases.models.case import Case
from cases.operations.share import withdraw_case
from tests.cases.doorbraak.staging import CANARY, VIEW, Stage, stage
from tests.client import Browser
from tests.conftest import make_app
from tests.factories import as_actor


@pytest.fixture
def scene(app: Flask) -> Stage:
    """A session that has begun."""
    scene = stage(app)
    scene.planned()
    scene.press("voorbereiden", "beginnen")
    return scene


def base(scene: Stage) -> str:
    return f"/doorbraak/sessies/{scene.session}"


def revision(scene: Stage) -> int:
    with scene.app.app_context():
        return db.session.scalars(select(DoorbraakSession.revision)).one()


def item_page(scene: Stage) -> str:
    with scene.app.app_context():
        return f"/doorbraak/bespreking/{db.session.scalars(select(AgendaItem)).one().public_id}"


def listen(browser: Browser, address: str, **headers: str) -> Iterator[str]:
    """The events of a stream, as they come."""
    answer = browser.client.get(address, headers=headers, buffered=False)
    assert answer.status_code == 200
    assert answer.mimetype == "text/event-stream"
    try:
        for piece in answer.iter_encoded():
            if not piece.startswith(b"retry:"):
                yield piece.decode()
    finally:
        answer.close()


def number_in(event: str) -> int:
    return int(event.split("data: ")[1].split("\n", maxsplit=1)[0])


def test_both_pages_show_the_present_step_to_who_comes_late(scene: Stage) -> None:
    for page in ("meedoen", "scherm"):
        assert "Stil schrijven" in scene.browser("member").get(f"{base(scene)}/{page}").main
    scene.press("volgende", "volgende")
    for name in ("member", "reporter"):
        for page in ("meedoen", "scherm"):
            answer = scene.browser(name).get(f"{base(scene)}/{page}")
            assert "De doorbraak" in answer.main
            assert CANARY in answer.main


def test_a_stream_tells_a_number_when_something_changed(scene: Stage) -> None:
    before = revision(scene)
    events = listen(scene.browser("member"), f"{base(scene)}/stroom")
    assert number_in(next(events)) == before
    scene.press("volgende")
    told = next(events)
    assert number_in(told) == revision(scene) > before
    assert f"id: {revision(scene)}\n" in told
    assert CANARY not in told
    events.close()  # type: ignore[attr-defined]


def test_a_browser_that_comes_back_hears_only_what_it_missed(scene: Stage) -> None:
    address, known = f"{base(scene)}/stroom", revision(scene)
    browser = scene.browser("member")
    scene.browser("leader").get("/privacy")
    for events in (
        listen(browser, address, **{"Last-Event-ID": str(known)}),
        listen(browser, f"{address}?na={known + 1}"),
    ):
        before = revision(scene)
        later = Timer(1.5, scene.press, ["volgende"])
        later.start()
        assert number_in(next(events)) == before + 1
        later.join()
        events.close()  # type: ignore[attr-defined]
    events = listen(browser, address, **{"Last-Event-ID": "geen getal"})
    assert number_in(next(events)) == revision(scene)
    events.close()  # type: ignore[attr-defined]


def test_who_is_taken_out_hears_nothing_more(scene: Stage) -> None:
    events = listen(scene.browser("member"), f"{base(scene)}/stroom")
    next(events)
    with scene.app.app_context(), transaction():
        leader = db.session.get_one(Person, scene.people["leader"])
        team = db.session.scalars(select(DoorbraakTeam)).one()
        member = next(one for one in team.members if one.person_id == scene.people["member"])
        remove_member(member, by=as_actor(leader))
    assert next(events).startswith("event: over")
    assert list(events) == []
    for word in ("stroom", "stand", "meedoen", "scherm"):
        assert scene.browser("member").get(f"{base(scene)}/{word}").status == 404


def test_the_live_pages_are_for_who_is_there(scene: Stage) -> None:
    for name in ("colleague", "analyst", "outsider"):
        for word in ("stroom", "stand", "meedoen", "scherm"):
            page = scene.browser(name).get(f"{base(scene)}/{word}")
            assert page.status == 404, (name, word)
            assert CANARY not in page
    assert Browser(scene.app).get(f"{base(scene)}/meedoen").status == 302


def test_a_closed_account_is_no_longer_there(scene: Stage) -> None:
    with scene.app.app_context(), transaction():
        person = db.session.get_one(Person, scene.people["member"])
        assert revision_for(scene.session, person.id) is not None
        person.active = False
        db.session.flush()
        assert revision_for(scene.session, person.id) is None


def test_asking_from_time_to_time_gives_the_same_number(scene: Stage) -> None:
    answer = scene.browser("member").client.get(f"{base(scene)}/stand")
    assert answer.json == {"revision": revision(scene)}


def test_when_all_places_are_taken_a_page_asks_instead(
    scene: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = BoundedSemaphore(1)
    monkeypatch.setattr(streams, "_places", places)
    events = listen(scene.browser("member"), f"{base(scene)}/stroom")
    next(events)
    other = scene.browser("leader").client
    assert other.get(f"{base(scene)}/stroom").status_code == 503
    assert other.get(f"{base(scene)}/stand").status_code == 200
    events.close()  # type: ignore[attr-defined]
    again = listen(scene.browser("leader"), f"{base(scene)}/stroom")
    next(again)
    again.close()  # type: ignore[attr-defined]


def test_writing_moves_the_number_and_shows_nobody_what_was_written(scene: Stage) -> None:
    before, page = revision(scene), item_page(scene)
    member = scene.browser("member")
    member.get(page)
    member.post(f"{page}/perspectief", sees=VIEW, weighs_most="return", would_do="Bellen.")
    assert revision(scene) > before
    for word in ("meedoen", "scherm"):
        answer = scene.browser("leader").get(f"{base(scene)}/{word}")
        assert "1 van 3 perspectieven binnen" in answer.main
        assert VIEW not in answer
    scene.press("volgende")
    for word in ("meedoen", "scherm"):
        assert VIEW in scene.browser("leader").get(f"{base(scene)}/{word}")


def test_a_reporter_who_comes_sees_their_own_case_only(scene: Stage) -> None:
    with scene.app.app_context(), transaction():
        session = db.session.scalars(select(DoorbraakSession)).one()
        session.participants = [
            one for one in session.participants if one.person_id != scene.people["reporter"]
        ]
    reporter = scene.browser("reporter")
    assert reporter.get(f"{base(scene)}/meedoen").status == 404
    with scene.app.app_context(), transaction():
        db.session.scalars(select(AgendaItem)).one().reporter_attends = True
    assert CANARY in reporter.get(f"{base(scene)}/meedoen")
    assert reporter.get(base(scene)).status == 404
    with scene.app.app_context(), transaction():
        colleague = db.session.get_one(Person, scene.people["colleague"])
        db.session.get_one(Case, scene.case).reporter_id = colleague.id
    assert reporter.get(f"{base(scene)}/meedoen").status == 404


def test_a_case_that_is_withdrawn_goes_from_every_screen(scene: Stage) -> None:
    before = revision(scene)
    with scene.app.app_context(), transaction():
        reporter = db.session.get_one(Person, scene.people["reporter"])
        withdraw_case(db.session.get_one(Case, scene.case), by=as_actor(reporter))
    assert revision(scene) > before
    for word in ("meedoen", "scherm"):
        page = scene.browser("leader").get(f"{base(scene)}/{word}")
        assert CANARY not in page
        assert "Alle stappen zijn gedaan" in page.main


def test_after_the_end_nothing_is_waited_for(scene: Stage) -> None:
    scene.press("volgende", "volgende", "afronden")
    page = scene.browser("member").get(f"{base(scene)}/meedoen")
    assert "De sessie is afgerond" in page.main
    assert page.document.xpath("//*[@data-watch]/@data-over")


def test_a_server_that_was_killed_goes_on_at_the_same_step(
    scene: Stage, database_url: str, tmp_path: Path
) -> None:
    scene.press("volgende", "volgende", "volgende")
    fresh = make_app(database_url, tmp_path)
    browser = Browser(fresh, scene.people["member"])
    page = browser.get(f"{base(scene)}/meedoen")
    assert "Afspraken en les" in page.main
    assert "Nog 3 van 3 minuten" in page.main
    with fresh.app_context():
        db.session.remove()
        db.engine.dispose()


def test_without_script_the_pages_say_how_to_go_on(scene: Stage) -> None:
    page = scene.browser("member").get(f"{base(scene)}/meedoen")
    assert page.document.xpath(f"//noscript//a[@href='{base(scene)}/meedoen']")
    room = scene.browser("leader").get(f"{base(scene)}/scherm")
    assert room.document.xpath("//head/noscript/meta[@http-equiv='refresh']/@content") == ["10"]
