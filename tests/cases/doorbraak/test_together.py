"""Two people write in one field, or press at one moment: nobody's text is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from app.database import db
from cases.doorbraak.models.deliberation import ClarifyingQuestion, Option
from cases.doorbraak.models.review import ChosenWay, Perspective
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from tests.cases.doorbraak.staging import VIEW, Stage, stage
from tests.client import Browser, Page

MINE = "Eerst bellen, dan pas een brief sturen."
THEIRS = "Iemand gaat langs met een brief in de hand."
TOGETHER = "Eerst bellen, dan langsgaan."


@pytest.fixture
def scene(app: Flask) -> Stage:
    found = stage(app)
    found.planned()
    found.press("voorbereiden", "beginnen", "volgende")
    return found


def item_of(scene: Stage) -> str:
    with scene.app.app_context():
        return f"/doorbraak/bespreking/{db.session.query(AgendaItem).one().public_id}"


def both_show(page: Page, field: str, own: str, other: str) -> None:
    """Both texts stand there, and the form holds one's own."""
    assert page.status == 409
    assert "Er is niets kwijt" in page.main
    for text in (own, other):
        shown = page.document.xpath("//main//*[@class='side-by-side__text']")
        assert any(text in bare(one.text_content()) for one in shown), text
    (control,) = page.document.xpath(f"//main//*[@name='{field}']")
    assert (control.get("value") or control.text_content()).strip() == own


def bare(text: str) -> str:
    """A text without what is said only aloud of its marked words."""
    words = text.replace("anders:", "").replace("einde.", "")
    return " ".join(words.split()).replace(" ,", ",").replace(" .", ".")


def test_two_people_choose_a_way(scene: Stage) -> None:
    page = f"{item_of(scene)}/doorbraak"
    leader, member = scene.browser("leader"), scene.browser("member")
    leader.get(page)
    member.get(page)
    assert leader.submit(text=THEIRS).status == 200
    both_show(member.submit(text=MINE), "text", MINE, THEIRS)
    with scene.app.app_context():
        assert db.session.query(ChosenWay).one().text == THEIRS
    assert member.submit(text=TOGETHER).status == 200
    with scene.app.app_context():
        way = db.session.query(ChosenWay).one()
        assert (way.text, way.version) == (TOGETHER, 2)


def test_a_refused_text_does_not_make_the_next_one_stale(scene: Stage) -> None:
    page = f"{item_of(scene)}/doorbraak"
    leader = scene.browser("leader")
    leader.get(page)
    assert leader.submit(text=THEIRS).status == 200
    leader.get(page)
    assert leader.submit(text="Mail naar iemand@voorbeeld.nl.").status == 422
    assert leader.submit(text=MINE).status == 200


def test_two_people_answer_a_question(scene: Stage) -> None:
    reporter, leader = scene.browser("reporter"), scene.browser("leader")
    reporter.get(f"{item_of(scene)}/vragen/nieuw")
    reporter.submit(text="Wie was daarbij?")
    with scene.app.app_context():
        question = db.session.query(ClarifyingQuestion).one().public_id
    page = f"/doorbraak/vragen/{question}/antwoord"
    for browser in (reporter, leader):
        browser.get(page)
    reporter.submit(answer=THEIRS)
    both_show(leader.submit(answer=MINE), "answer", MINE, THEIRS)
    assert THEIRS in reporter.get(item_of(scene))


def test_two_people_change_an_option(scene: Stage) -> None:
    leader, member = scene.browser("leader"), scene.browser("member")
    leader.get(f"{item_of(scene)}/opties/nieuw")
    leader.submit(text="Bellen.")
    with scene.app.app_context():
        page = f"/doorbraak/opties/{db.session.query(Option).one().public_id}"
    for browser in (leader, member):
        browser.get(page)
    leader.submit(text=THEIRS)
    both_show(member.submit(text=MINE), "text", MINE, THEIRS)
    assert member.submit(text=MINE).status == 200
    assert MINE in leader.get(item_of(scene))


def test_somebody_writes_themselves_after_another_wrote_for_them(scene: Stage) -> None:
    page, member = item_of(scene), scene.browser("member")
    own = f"{page}/perspectief"
    member.get(own)
    leader = scene.browser("leader")
    at = f"{own}/{scene.public_id('member')}"
    leader.get(at)
    leader.submit(at, sees=THEIRS, weighs_most="legitimacy", would_do="Wachten.")
    both_show(
        member.submit(own, sees=MINE, weighs_most="return", would_do="Bellen."),
        "sees",
        MINE,
        THEIRS,
    )
    assert member.submit(own).status == 200
    with scene.app.app_context():
        kept = db.session.query(Perspective).one()
        assert (kept.sees, kept.written_by_id) == (MINE, None)
    # From now on it is the text of the person, whom nobody speaks for.
    assert leader.get(at).status == 404
    assert member.get(own).status == 404


def test_everything_that_others_see_moves_the_number(scene: Stage) -> None:
    page = item_of(scene)
    leader = scene.browser("leader")
    numbers = [revision(scene)]
    for at, values in [
        ("vragen/nieuw", {"text": "Wie was daarbij?"}),
        ("opties/nieuw", {"text": "Bellen."}),
        ("doorbraak", {"text": MINE}),
        ("lessen/nieuw", {"text": "Bel eerst.", "kind": "incidental"}),
        ("perspectief", {"sees": VIEW, "weighs_most": "return", "would_do": "Bellen."}),
    ]:
        leader.get(f"{page}/{at}")
        assert leader.submit(f"{page}/{at}", **values).status == 200
        numbers.append(revision(scene))
    assert numbers == sorted(set(numbers))


def revision(scene: Stage) -> int:
    with scene.app.app_context():
        return db.session.query(DoorbraakSession).one().revision


def test_two_first_ways_at_one_moment_are_both_kept(scene: Stage) -> None:
    page = f"{item_of(scene)}/doorbraak"
    found = at_once(scene, page, lambda name: {"text": f"De weg van {name}."})
    assert sorted(one.status for one in found) == [200, 409]
    (late,) = [one for one in found if one.status == 409]
    for name in ("leader", "member"):
        assert f"De weg van {name}" in bare(late.main)
    with scene.app.app_context():
        assert db.session.query(ChosenWay).count() == 1


def test_the_last_two_perspectives_at_one_moment_open_them_all(app: Flask) -> None:
    scene = stage(app)
    scene.planned()
    scene.press("voorbereiden")
    page = f"{item_of(scene)}/perspectief"
    reporter = scene.browser("reporter")
    reporter.get(page)
    reporter.submit(page, sees=VIEW, weighs_most="return", would_do="Bellen.")
    fields = {"weighs_most": "return", "would_do": "Bellen."}
    found = at_once(scene, page, lambda name: {"sees": f"Gezien door {name}.", **fields})
    assert [one.status for one in found] == [200, 200]
    with scene.app.app_context():
        assert db.session.query(Perspective).count() == 3
        assert db.session.query(AgendaItem).one().opened_at is not None


def at_once(scene: Stage, page: str, values: Callable[[str], dict[str, str]]) -> list[Page]:
    """What the leader and the member get when they send the form of this page together."""
    names = ("leader", "member")
    browsers: dict[str, Browser] = {name: scene.browser(name) for name in names}
    for browser in browsers.values():
        browser.get(page)
    ready = Barrier(len(names))

    def send(name: str) -> Page:
        ready.wait(timeout=20)
        return browsers[name].submit(page, **values(name))

    with ThreadPoolExecutor(len(names)) as pool:
        return list(pool.map(send, names))
