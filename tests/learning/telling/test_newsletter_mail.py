"""The mail of a leerbrief: titles and a link, once, to who asked for it and works there."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from app import jobs
from app.clock import moved_to
from app.database import db, transaction
from app.people.models import Person
from learning.operations.newsletters import MAIL_NEWSLETTER
from tests.learning.telling.staging import SUNDAY, Stage
from tests.postbox import Postbox, deliver, postbox, text_of

QUOTE = "Ze zei dat ze al een jaar op post wachtte."


@pytest.fixture
def box(scene: Stage) -> Iterator[Postbox]:
    with postbox(scene.app) as found:
        yield found


def wants(scene: Stage, *names: str) -> dict[str, str]:
    for name in names:
        browser = scene.browser(name)
        browser.get("/mijn-mail")
        browser.submit("/mijn-mail", newsletter="y")
    with scene.app.app_context():
        return {one: db.session.get_one(Person, scene.people[one]).email for one in names}


def published(scene: Stage) -> str:
    with scene.acting() as world:
        world.pattern.published_at = SUNDAY
        world.example(QUOTE)
    browser = scene.browser("analyst")
    browser.get("/leerbrief")
    page = browser.post("/leerbrief/nieuw", quarter="2026-4", follow=True)
    address = page.url.removesuffix("/bewerken")
    browser.get(address)
    browser.submit(f"{address}/publiceren")
    deliver(scene.app)
    return address


def test_who_asked_for_it_gets_titles_and_a_link(scene: Stage, box: Postbox) -> None:
    told = wants(scene, "professional", "manager", "elsewhere")
    address = published(scene)
    assert sorted(str(one["To"]) for one in box.mails) == sorted(
        [told["professional"], told["manager"]]
    )
    assert {str(one["Subject"]) for one in box.mails} == {"Leerlus: leerbrief 4e kwartaal 2026"}
    (body,) = {text_of(one) for one in box.mails}
    for words in ("- Post bereikt mensen niet", "- Een brief die aankomt", address, "/mijn-mail"):
        assert words in body
    for words in (QUOTE, "casussen", "Er gaat nu een bericht uit", "Post op de mat"):
        assert words not in body


def test_it_is_mailed_once_whatever_runs_again(scene: Stage, box: Postbox) -> None:
    wants(scene, "professional")
    address = published(scene)
    with moved_to(SUNDAY + timedelta(hours=1)):
        with scene.app.app_context(), transaction():
            jobs.enqueue(MAIL_NEWSLETTER, {"newsletter": address.rpartition("/")[2]})
        deliver(scene.app)
    assert len(box.mails) == 1


def test_who_left_meanwhile_gets_none(scene: Stage, box: Postbox) -> None:
    wants(scene, "professional", "manager")
    with scene.acting() as world:
        world.professional.memberships[0].ends_on = SUNDAY.date() - timedelta(days=1)
        world.manager.active = False
    published(scene)
    assert box.mails == []
