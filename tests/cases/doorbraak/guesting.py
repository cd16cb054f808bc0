"""The way in of a guest: asked in by who leads, a link by mail, a code, and a promise."""

import re
from typing import Any

from sqlalchemy import select

from app.database import db
from cases.doorbraak.models.readers import ReadingConsent
from cases.doorbraak.models.session import AgendaItem
from tests.cases.doorbraak.staging import Stage
from tests.client import Browser, Page
from tests.postbox import Postbox, deliver, text_of

SITE = "https://leerlus.gemeente.example"
ADDRESS = "gast@woningbouw.example"
GUEST: dict[str, Any] = {
    "name": "Gijs Gast",
    "body": "Woningbouw Proef",
    "discipline": "huur",
}


def item_id(scene: Stage) -> str:
    with scene.app.app_context():
        return str(db.session.query(AgendaItem).one().public_id)


def ask_in(scene: Stage, email: str = ADDRESS) -> Page:
    leader = scene.browser("leader")
    leader.get(f"/doorbraak/sessies/{scene.session}/gasten/nieuw")
    return leader.submit(email=email, **GUEST)


def link_in(box: Postbox) -> str:
    words = text_of(box.to(ADDRESS)[-1])
    return str(re.findall(rf"{SITE}(/gast/\S+)", words)[-1])


def code_in(box: Postbox) -> str:
    return str(re.findall(r"\b\d{6}\b", text_of(box.to(ADDRESS)[-1]))[-1])


def opened(scene: Stage, box: Postbox) -> Browser:
    """A browser in which the link was used, with a code on its way."""
    deliver(scene.app)
    guest = Browser(scene.app)
    guest.get(link_in(box))
    assert guest.submit(follow=True).status == 200
    deliver(scene.app)
    return guest


def inside(scene: Stage, box: Postbox) -> Browser:
    guest = opened(scene, box)
    guest.submit(code=code_in(box), promised="y", follow=True)
    assert guest.page is not None
    assert guest.page.url == f"/doorbraak/sessies/{scene.session}"
    return guest


def let_read(scene: Stage) -> None:
    with scene.app.app_context():
        consent = db.session.scalars(select(ReadingConsent)).one().public_id
    assert scene.browser("reporter").post(f"/doorbraak/lezers/{consent}/ja").status == 302


def link_in_first(box: Postbox) -> str:
    return str(re.findall(rf"{SITE}(/gast/\S+)", text_of(box.to(ADDRESS)[0]))[0])
