"""Who comes to a session hears when and where, and a calendar hears nothing else."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from icalendar import Calendar

from app.clock import AMSTERDAM, today
from app.database import db, transaction
from app.people.models import Person
from cases.doorbraak.calendar import Meeting, Method, calendar_file
from cases.models.case import Case
from cases.operations.share import withdraw_case
from tests.cases.doorbraak.mailing import (
    address,
    answer,
    change,
    event_of,
    invited,
    item_of,
    outside_reporter,
    seat,
    sequence,
)
from tests.cases.doorbraak.staging import CANARY, Stage, stage
from tests.client import Browser
from tests.factories import as_actor
from tests.postbox import SENDER, Postbox, calendar_of, deliver, postbox, text_of

SITE = "https://leerlus.gemeente.example"
MEMBERS = ("leader", "member", "reporter")


@pytest.fixture
def scene(app: Flask) -> Stage:
    app.config["BASE_URL"] = SITE
    return stage(app)


@pytest.fixture
def box(scene: Stage) -> Iterator[Postbox]:
    with postbox(scene.app) as found:
        yield found


def test_one_press_invites_everybody_with_the_time_and_no_more(scene: Stage, box: Postbox) -> None:
    invited(scene, box)
    assert sorted(box.recipients[-3:]) == sorted(address(scene, name) for name in MEMBERS)
    (mail,) = box.to(address(scene, "member"))
    method, text = calendar_of(mail)
    event = event_of(text)
    starts_at = datetime.combine(today() + timedelta(days=7), datetime.min.time(), AMSTERDAM)
    assert method == "REQUEST"
    assert event["UID"] == f"{scene.session}@leerlus.gemeente.example"
    assert event.start == starts_at.replace(hour=13, minute=30)
    assert event.end - event.start == timedelta(minutes=60)
    assert (event["SUMMARY"], event["LOCATION"]) == ("Doorbraaksessie", "Zaal 2")
    assert event["URL"] == f"{SITE}/doorbraak/sessies/{scene.session}"
    assert event["ORGANIZER"] == f"mailto:{SENDER}"
    for told in (text, text_of(mail), mail["Subject"]):
        for secret in (CANARY, "Doorbraak Proef", "Begeleider", "Inbrenger", "Gemeente Proefstad"):
            assert secret not in told
    page = scene.browser("member").get(event["URL"].removeprefix(SITE))
    assert "Laatst verstuurd op" in page.main


def test_a_change_of_time_or_place_is_told_by_itself(scene: Stage, box: Postbox) -> None:
    invited(scene, box)
    change(scene, form="extended")
    assert len(box.mails) == 3
    change(scene, place="Zaal 5", time="09:15")
    first, second = box.to(address(scene, "member"))
    event = event_of(calendar_of(second)[1])
    assert calendar_of(second)[0] == "REQUEST"
    assert (event["LOCATION"], event.start.hour) == ("Zaal 5", 9)
    assert event["UID"] == event_of(calendar_of(first)[1])["UID"]
    assert sequence(second) > sequence(first)


def test_who_leaves_hears_it_and_who_joins_is_invited(scene: Stage, box: Postbox) -> None:
    invited(scene, box)
    box.mails.clear()
    seat(scene, "leader", "reporter")
    (gone,) = box.mails
    assert gone["To"] == address(scene, "member")
    assert calendar_of(gone)[0] == "CANCEL"
    assert "STATUS:CANCELLED" in calendar_of(gone)[1]
    assert f"/doorbraak/sessies/{scene.session}" not in text_of(gone) + calendar_of(gone)[1]
    box.mails.clear()
    seat(scene, "leader", "reporter", "member")
    assert [(one["To"], calendar_of(one)[0]) for one in box.mails] == [
        (address(scene, "member"), "REQUEST")
    ]


def test_calling_off_takes_it_out_of_every_calendar(scene: Stage, box: Postbox) -> None:
    invited(scene, box)
    before = sequence(box.mails[0])
    box.mails.clear()
    scene.press("afzeggen")
    deliver(scene.app)
    assert {one["To"] for one in box.mails} == {address(scene, name) for name in MEMBERS}
    assert {calendar_of(one)[0] for one in box.mails} == {"CANCEL"}
    assert all(sequence(one) > before for one in box.mails)


def test_nobody_is_mailed_before_the_invitation(scene: Stage, box: Postbox) -> None:
    scene.plan(agenda=False)
    change(scene, place="Zaal 9")
    seat(scene, "leader", "reporter")
    scene.press("afzeggen")
    deliver(scene.app)
    assert box.mails == []


def test_only_who_leads_invites_and_only_who_comes_gets_the_file(
    scene: Stage, box: Postbox
) -> None:
    del box
    scene.planned()
    page = f"/doorbraak/sessies/{scene.session}"
    assert scene.browser("member").post(f"{page}/uitnodigen").status == 404
    assert scene.browser("member").get(f"{page}/wijzigen").status == 404
    for name in ("colleague", "analyst", "outsider"):
        assert scene.browser(name).get(f"{page}/agenda.ics").status == 404
    file = scene.browser("member").get(f"{page}/agenda.ics")
    assert file.headers["Content-Type"].startswith("text/calendar")
    event = event_of(file.text)
    assert event["UID"].startswith(scene.session)
    assert CANARY not in file.text


def test_without_a_mail_server_the_page_says_so(scene: Stage) -> None:
    scene.planned()
    page = scene.browser("leader").get(f"/doorbraak/sessies/{scene.session}")
    assert "Er gaat geen mail uit" in page.main
    assert f"/doorbraak/sessies/{scene.session}/agenda.ics" in page.links
    said = scene.browser("leader").post(
        f"/doorbraak/sessies/{scene.session}/uitnodigen", follow=True
    )
    assert "notice__sign--error" in said.text
    assert "Laatst verstuurd" not in said.main


def test_the_reporter_hears_that_something_waits_and_nothing_else(
    scene: Stage, box: Postbox
) -> None:
    outside_reporter(scene)
    (mail,) = box.mails
    assert mail["To"] == address(scene, "reporter")
    assert mail["Subject"] == "Leerlus: er wacht iets op je"
    for secret in (CANARY, "Doorbraak", "sessie", "Zaal"):
        assert secret not in text_of(mail)
    page = scene.browser("reporter").get(f"{SITE}/mijn-casussen".removeprefix(SITE))
    assert "Kom je erbij?" in page.main
    assert f"{SITE}/mijn-casussen" in text_of(mail)


def test_the_reporter_who_comes_gets_it_in_the_calendar_until_they_do_not(
    scene: Stage, box: Postbox
) -> None:
    outside_reporter(scene)
    scene.press("uitnodigen")
    deliver(scene.app)
    box.mails.clear()
    file = f"/doorbraak/sessies/{scene.session}/agenda.ics"
    assert scene.browser("reporter").get(file).status == 404
    answer(scene, comes="yes", name_shown_to="team")
    assert scene.browser("reporter").get(file).status == 200
    change(scene, place="Zaal 7")
    answer(scene, comes="no", name_shown_to="team")
    to_reporter = box.to(address(scene, "reporter"))
    assert [calendar_of(one)[0] for one in to_reporter] == ["REQUEST", "REQUEST", "CANCEL"]
    text = calendar_of(to_reporter[0])[1]
    assert f"/doorbraak/bespreking/{item_of(scene)}" in text
    assert CANARY not in text
    assert scene.browser("reporter").get(file).status == 404


def test_a_case_that_is_withdrawn_takes_the_meeting_along(scene: Stage, box: Postbox) -> None:
    outside_reporter(scene)
    answer(scene, comes="yes", name_shown_to="team")
    scene.press("uitnodigen")
    deliver(scene.app)
    box.mails.clear()
    with scene.app.app_context(), transaction():
        reporter = db.session.get_one(Person, scene.people["reporter"])
        withdraw_case(db.session.get_one(Case, scene.case), by=as_actor(reporter))
    deliver(scene.app)
    assert [(one["To"], calendar_of(one)[0]) for one in box.mails] == [
        (address(scene, "reporter"), "CANCEL")
    ]


def test_the_reporter_decides_whether_their_name_shows(scene: Stage) -> None:
    outside_reporter(scene)
    scene.press("voorbereiden")
    page = f"/doorbraak/bespreking/{item_of(scene)}"
    assert "Inbrenger" not in scene.browser("member").get(page).main
    refused = Browser(scene.app, scene.people["reporter"])
    refused.get(f"{page}/erbij")
    assert refused.submit(name_shown_to="team_and_session").status == 422
    answer(scene, comes="no", name_shown_to="team_and_session")
    assert "inbrenger: Inbrenger" in scene.browser("member").get(page).main
    answer(scene, comes="yes", name_shown_to="team")
    assert "Inbrenger" not in scene.browser("member").get(page).main
    assert "de inbrenger komt erbij" in scene.browser("leader").get(
        f"/doorbraak/sessies/{scene.session}"
    )
    for name in ("member", "leader", "colleague"):
        assert scene.browser(name).get(f"{page}/erbij").status == 404


def test_the_hour_of_the_meeting_is_told_in_summer_and_in_winter() -> None:
    for month, utc in ((1, 12), (7, 11)):
        starts_at = datetime(2026, month, 6, 13, tzinfo=AMSTERDAM)
        meeting = Meeting(
            key="abc",
            host="leerlus.example",
            sequence=1,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
            place="",
            url="https://leerlus.example/",
            sender=SENDER,
            written_at=starts_at,
        )
        text = calendar_file(meeting, Method.PUBLISH)
        assert "DTSTART;TZID=Europe/Amsterdam:2026" in text
        assert "LOCATION" not in text
        zone = Calendar.from_ical(text).timezones[0].to_tz(lookup_tzid=False)
        there = starts_at.replace(tzinfo=None)
        assert utc == 13 - int(zone.utcoffset(there).total_seconds()) // 3600


def test_an_invitation_for_a_session_that_is_over_is_refused(scene: Stage, box: Postbox) -> None:
    del box
    scene.planned()
    scene.press("afzeggen")
    page = f"/doorbraak/sessies/{scene.session}"
    assert "notice__sign--error" in scene.browser("leader").post(f"{page}/uitnodigen", follow=True)
