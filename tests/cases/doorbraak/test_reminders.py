"""Who has something to do is told once, in the morning, and not after it is done."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask

from app.clock import AMSTERDAM, moved_to, now, today
from app.database import db, transaction
from app.jobs import Run
from cases.doorbraak.jobs import remind
from cases.doorbraak.models.review import Agreement
from tests.cases.doorbraak.mailing import address, item_of
from tests.cases.doorbraak.staging import Stage, stage
from tests.postbox import Postbox, deliver, postbox, text_of


@pytest.fixture
def scene(app: Flask) -> Stage:
    return stage(app)


@pytest.fixture
def box(scene: Stage) -> Iterator[Postbox]:
    with postbox(scene.app) as found:
        yield found


def morning(days: int, hour: int = 8) -> datetime:
    """A moment on a working morning, so many days from today."""
    day = today() + timedelta(days=days)
    return datetime.combine(day, datetime.min.time(), AMSTERDAM).replace(hour=hour)


def look(scene: Stage, moment: datetime) -> None:
    with scene.app.app_context(), moved_to(moment):
        remind(Run(0, "", {}))
    with moved_to(moment + timedelta(minutes=1)):
        deliver(scene.app)


def test_who_has_not_written_is_told_once_and_who_has_is_not(scene: Stage, box: Postbox) -> None:
    scene.planned()
    scene.press("voorbereiden")
    deliver(scene.app)
    box.mails.clear()
    page, member = f"/doorbraak/bespreking/{item_of(scene)}", scene.browser("member")
    member.get(page)
    member.submit(f"{page}/perspectief", sees="Veel.", weighs_most="return", would_do="Bellen.")
    look(scene, morning(4))
    assert box.mails == []
    look(scene, morning(6, hour=3))
    assert box.mails == []
    look(scene, morning(6))
    told = sorted(one["To"] for one in box.mails)
    assert told == sorted(address(scene, name) for name in ("leader", "reporter"))
    assert {one["Subject"] for one in box.mails} == {"Leerlus: er wacht iets op je"}
    look(scene, morning(6, hour=9))
    assert len(box.mails) == 2


def test_an_agreement_is_recalled_before_and_after_until_it_is_done(
    scene: Stage, box: Postbox
) -> None:
    scene.reviewed()
    deliver(scene.app)
    box.mails.clear()
    for days, count in ((10, 0), (11, 1), (12, 1), (20, 1), (21, 2), (22, 2)):
        look(scene, morning(days))
        assert len(box.to(address(scene, "member"))) == count, days
    assert len(box.mails) == 2
    assert not any("woningbouw" in text_of(one) for one in box.mails)
    with scene.app.app_context(), transaction():
        one = db.session.query(Agreement).one()
        one.reminded_late_at, one.done_at = None, now()
    look(scene, morning(23))
    assert len(box.mails) == 2
