"""Time to log: minutes without a person or a case, and only where the organisation asks for it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.clock import moved_to, now
from app.database import db, transaction
from app.disclosure import HIDDEN, Fact, Shown
from app.people.models import Organisation
from app.unowned import publish_median
from cases.models.settings import LoggingTime
from tests.cases.town import Town, build_town, only_case
from tests.client import Browser

FORM = {"title": "Brief kwam terug", "situation": "Er was geen adres."}


@pytest.fixture
def town(app: Flask) -> Town:
    return build_town(app)


def switched_on(town: Town) -> None:
    with town.app.app_context(), transaction():
        db.session.scalars(select(Organisation)).one().times_logging = True


def logged_and_shared(town: Town, key: str, minutes: int) -> Browser:
    """Somebody types, the form keeps it, and so many minutes later it is shared."""
    browser = town.browser("reporter")
    begin = now()
    with moved_to(begin):
        assert (
            browser.post("/casussen/bewaar", submission_key=key, draft_window="a", **FORM).status
            == 200
        )
    with moved_to(begin + timedelta(minutes=minutes)):
        # Who comes back the next day signs in again.
        browser = town.browser("reporter")
        browser.post("/casussen/nieuw/uitgebreid", submission_key=key, **FORM)
        with town.app.app_context():
            url = f"/casussen/{only_case(town.app).public_id}"
        assert browser.post(f"{url}/delen", audience="team", name_shown_to="team").status == 302
    return browser


def times(town: Town) -> list[int]:
    with town.app.app_context():
        return list(db.session.scalars(select(LoggingTime.minutes)))


def test_without_the_setting_nothing_is_measured(town: Town) -> None:
    logged_and_shared(town, "sleutel-een", 3)
    assert times(town) == []
    with town.app.app_context():
        assert only_case(town.app).begun_at is None


def test_with_it_the_minutes_are_kept_and_the_beginning_is_forgotten(town: Town) -> None:
    switched_on(town)
    logged_and_shared(town, "sleutel-twee", 3)
    assert times(town) == [3]
    with town.app.app_context():
        assert only_case(town.app).begun_at is None


def test_a_text_that_lay_for_a_day_says_nothing_about_the_form(town: Town) -> None:
    switched_on(town)
    logged_and_shared(town, "sleutel-drie", 24 * 60)
    assert times(town) == []


def test_without_a_script_nobody_can_tell_when_the_typing_began(town: Town) -> None:
    switched_on(town)
    browser = town.browser("reporter")
    browser.get("/casussen/nieuw")
    browser.submit(situation="Er was geen adres.")
    browser.submit(title="Brief kwam terug")
    with town.app.app_context():
        url = f"/casussen/{only_case(town.app).public_id}"
    browser.post(f"{url}/delen", audience="team", name_shown_to="team")
    assert times(town) == []


CROWD = [Fact(f"p{number}") for number in range(24)]


def test_half_of_the_values_lie_within_the_number_that_shows() -> None:
    assert publish_median([2, 3, 7, 8, 9, 12] * 4, CROWD) == Shown(10)


def test_a_small_organisation_gets_no_number() -> None:
    assert publish_median([2] * 10, CROWD[:10]) == HIDDEN


def test_few_values_among_many_cases_could_be_those_of_one_person() -> None:
    busy = CROWD + [Fact("p0")] * 12
    assert publish_median([2] * len(busy), busy) == Shown(5)
    assert publish_median([2] * 13, busy) == HIDDEN


def test_values_beyond_the_cases_could_all_be_of_the_most_active() -> None:
    assert publish_median([2] * 60, CROWD) == HIDDEN
