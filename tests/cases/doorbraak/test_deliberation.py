"""What people write about a case in a session: who may, who reads it, and that nothing is lost."""

from datetime import timedelta

import pytest
from flask import Flask

from app.clock import today
from app.database import db, transaction
from app.people.models import Person
from app.refusals import Invalid
from cases.doorbraak.models.deliberation import ClarifyingQuestion, Option
from cases.doorbraak.models.review import Perspective
from cases.doorbraak.models.session import AgendaItem
from cases.doorbraak.operations.review import AgreementDetails, agree
from tests.cases.doorbraak.staging import VIEW, Stage, stage
from tests.client import Page
from tests.factories import as_actor

QUESTION = "Hoe lang duurde het voor er een brief kwam?"
ANSWER = "Dat duurde bijna drie weken, en niemand belde."
NOTE = "De brief is intussen toch bezorgd."
FIRST_WAY = "Eerst bellen met de woningbouw."
PERSON = "Vraag het aan mevrouw Janneke Bloemhof."


@pytest.fixture
def scene(app: Flask) -> Stage:
    found = stage(app)
    found.planned()
    found.press("voorbereiden")
    return found


def item_of(scene: Stage) -> str:
    with scene.app.app_context():
        return f"/doorbraak/bespreking/{db.session.query(AgendaItem).one().public_id}"


def option_of(scene: Stage) -> str:
    with scene.app.app_context():
        return f"/doorbraak/opties/{db.session.query(Option).one().public_id}"


def write(scene: Stage, name: str, at: str = "perspectief", **values: str) -> Page:
    """The perspective of somebody, by its own page."""
    page = f"{item_of(scene)}/{at}"
    browser = scene.browser(name)
    assert browser.get(page).status == 200
    text = {"sees": VIEW, "weighs_most": "return", "would_do": "Bellen.", **values}
    return browser.submit(page, **text)


def open_session(scene: Stage) -> str:
    scene.press("beginnen", "volgende")
    return item_of(scene)


def test_a_participant_asks_and_the_reporter_answers(scene: Stage) -> None:
    page = item_of(scene)
    member, reporter = scene.browser("member"), scene.browser("reporter")
    member.get(f"{page}/vragen/nieuw")
    assert "Nog geen antwoord" in member.submit(text=QUESTION).main
    shown = reporter.get(page)
    assert f"Collega {QUESTION}" in shown.main
    with scene.app.app_context():
        question = db.session.query(ClarifyingQuestion).one().public_id
    address = f"/doorbraak/vragen/{question}/antwoord"
    assert member.get(address).status == 404
    assert scene.browser("analyst").get(address).status == 404
    assert scene.browser("outsider").post(address, answer="Nee.").status == 404
    reporter.get(address)
    reporter.submit(answer=ANSWER)
    read = member.get(page).main
    assert ANSWER in read
    assert f"Inbrenger {ANSWER}" not in read


def test_what_looks_personal_waits_and_stays_in_the_form(scene: Stage) -> None:
    page = open_session(scene)
    member = scene.browser("member")
    for at, field in [("vragen", "text"), ("opties", "text")]:
        member.get(f"{page}/{at}/nieuw")
        answer = member.submit(**{field: PERSON})
        assert answer.status == 422
        assert "Dit lijkt op een persoonsgegeven" in answer.main
        kept = answer.document.xpath(f"//main//*[@name='{field}']/@value")
        assert kept == [PERSON]
    assert "Bloemhof" not in scene.browser("leader").get(page)


def test_the_reporter_adds_to_a_case_whose_text_is_frozen(scene: Stage) -> None:
    reporter, page = scene.browser("reporter"), item_of(scene)
    reporter.get(f"/casussen/{scene.case_id}/bewerken")
    frozen = reporter.submit(situation="Een heel ander verhaal.")
    assert frozen.status == 422
    assert "wordt nu besproken" in frozen.main
    reporter.get(f"{page}/aanvulling")
    assert NOTE in reporter.submit(text=NOTE)
    assert NOTE in scene.browser("member").get(page)
    assert scene.browser("member").get(f"{page}/aanvulling").status == 404
    assert scene.browser("member").post(f"{page}/aanvulling", text="Ik ook.").status == 422
    reporter.get(f"{page}/aanvulling")
    open_session(scene)
    scene.press("volgende", "volgende", "volgende", "afronden")
    late = reporter.submit(text="Nog iets.")
    assert late.status == 422
    assert "Nog iets." in late.text


def test_weights_are_kept_or_follow_from_what_weighs_most(scene: Stage) -> None:
    write(scene, "member", legitimacy="3", involvement="9", returns="0")
    write(scene, "leader")
    refused = write(scene, "reporter", legitimacy="11")
    assert refused.status == 422
    assert "van 0 tot en met 10" in refused.main
    assert VIEW in refused.text
    with scene.app.app_context():
        rows = db.session.query(Perspective).order_by(Perspective.id)
        found = [(one.legitimacy, one.involvement, one.returns) for one in rows]
    assert found == [(3, 9, 0), (2, 2, 6)]


def test_no_page_shows_a_perspective_before_all_are_open(scene: Stage) -> None:
    write(scene, "member", legitimacy="3", involvement="9")
    scene.press("beginnen")
    live = f"/doorbraak/sessies/{scene.session}"
    places = [item_of(scene), live, f"{live}/meedoen", f"{live}/scherm", f"{live}/verslag"]
    for name in ("leader", "reporter"):
        for place in places:
            page = scene.browser(name).get(place)
            assert VIEW not in page, place
            assert not page.document.xpath("//*[local-name()='svg'][@role='img']"), place
    assert VIEW not in scene.browser("member").get(f"{live}/scherm")
    scene.press("volgende")
    for name in ("leader", "member"):
        for place in places[2:4]:
            page = scene.browser(name).get(place)
            assert VIEW in page, place
            assert page.document.xpath("//*[local-name()='svg'][@role='img']"), place


def test_who_leads_writes_for_somebody_without_a_device(scene: Stage) -> None:
    page, member = item_of(scene), scene.public_id("member")
    at = f"perspectief/{member}"
    assert scene.browser("reporter").get(f"{page}/{at}").status == 404
    assert scene.browser("reporter").post(f"{page}/{at}", sees="Ik.").status == 404
    write(scene, "leader", at, sees="Collega zegt: te laat.")
    assert "Collega zegt: te laat." in scene.browser("leader").get(f"{page}/{at}")
    scene.press("beginnen", "volgende")
    shown = scene.browser("reporter").get(page).main
    assert "opgeschreven door Begeleider" in shown


def test_ones_own_text_is_never_written_by_another(scene: Stage) -> None:
    page, member = item_of(scene), scene.public_id("member")
    at = f"{page}/perspectief/{member}"
    leader = scene.browser("leader")
    leader.get(at)
    write(scene, "member")
    late = leader.submit(sees="Iets anders.", weighs_most="legitimacy", would_do="Wachten.")
    assert late.status == 422
    assert "is al binnen" in late.main
    assert "Iets anders." in late.text
    assert VIEW not in late
    assert leader.get(at).status == 404
    with scene.app.app_context():
        kept = db.session.query(Perspective).one()
        assert (kept.sees, kept.written_by_id) == (VIEW, None)


def test_the_triangle_has_a_numbered_dot_and_a_line_in_the_table_for_each(scene: Stage) -> None:
    write(scene, "member", legitimacy="10", involvement="0", returns="0")
    write(scene, "leader", legitimacy="10", involvement="0", returns="0")
    write(scene, "reporter", legitimacy="0", involvement="0", returns="0")
    page = scene.browser("member").get(item_of(scene))
    (picture,) = page.document.xpath("//main//*[local-name()='svg'][@role='img']")
    named = picture.get("aria-labelledby").split()
    assert all(page.document.get_element_by_id(one).text_content().strip() for one in named)
    assert picture.xpath(".//*[@class='triangle__number']/text()") == ["1", "2"]
    circles = picture.xpath(".//*[local-name()='circle']")
    places = {(one.get("cx"), one.get("cy")) for one in circles}
    assert len(places) == 2
    lines = page.document.xpath("//main//table[.//caption[contains(., 'elke waarde')]]//tbody/tr")
    told = [" ".join(line.text_content().split()) for line in lines]
    assert told[0].startswith("1 Collega wonen, Zorgkantoor Proef")
    assert [line.count("–") for line in told] == [0, 0, 3]


def test_options_are_weighed_and_go_only_while_nobody_argued(scene: Stage) -> None:
    page = item_of(scene)
    member, leader = scene.browser("member"), scene.browser("leader")
    assert member.get(f"{page}/opties/nieuw").status == 404
    assert member.post(f"{page}/opties/nieuw", text=FIRST_WAY).status == 422
    open_session(scene)
    member.get(f"{page}/opties/nieuw")
    assert FIRST_WAY in member.submit(text=FIRST_WAY)
    option = option_of(scene)
    assert scene.browser("outsider").get(option).status == 404
    leader.get(f"{option}/argumenten/nieuw")
    told = leader.submit(step="legal_test", side="against", text="De wet noemt een termijn.")
    rows = told.document.xpath("//main//table[.//caption[contains(., 'voor en tegen')]]//tbody/tr")
    cells = ["".join(cell.text_content().split()) for cell in rows[0]]
    assert cells == ["Juridischetoets", "Ervoor–", "ErtegenDewetnoemteentermijn."]
    refused = member.post(f"{option}/weg", follow=True)
    assert "al gepraat" in refused.main
    with scene.app.app_context(), transaction():
        db.session.delete(db.session.query(Option).one().arguments[0])
    assert "weggehaald" in member.post(f"{option}/weg", follow=True).main
    assert FIRST_WAY not in member.get(page)


def test_an_option_is_chosen_without_typing_it_again(scene: Stage) -> None:
    page = open_session(scene)
    leader = scene.browser("leader")
    leader.get(f"{page}/opties/nieuw")
    leader.submit(text=FIRST_WAY)
    leader.get(f"{page}/doorbraak")
    empty = leader.submit(text="", option="")
    assert empty.status == 422
    assert "welke weg jullie kiezen" in empty.main
    chosen = option_of(scene).rpartition("/")[2]
    shown = leader.submit(f"{page}/doorbraak", option=chosen, text="", dissent="Te duur.")
    assert "gekozen" in shown.main
    assert "Te duur." in shown.main
    assert "al gepraat" in leader.post(f"{option_of(scene)}/weg", follow=True).main


def test_a_guest_holds_no_agreement(scene: Stage) -> None:
    page = open_session(scene)
    with scene.app.app_context(), transaction():
        db.session.get_one(Person, scene.people["member"]).guest = True
    shown = scene.browser("leader").get(f"{page}/afspraken/nieuw")
    assert "Een gast staat hier niet bij" in shown.main
    assert shown.document.xpath("//select[@name='holder']/option/text()")[1:] == [
        "Begeleider",
        "Inbrenger",
    ]
    with scene.app.app_context(), transaction():
        people = [db.session.get_one(Person, scene.people[one]) for one in ("member", "leader")]
        with pytest.raises(Invalid, match="een gast kan de afspraak"):
            agree(
                db.session.query(AgendaItem).one(),
                AgreementDetails("Ik bel terug.", today()),
                holder=people[0],
                person=people[1],
                by=as_actor(people[1]),
            )


def test_the_short_form_asks_for_agreements_and_a_lesson_in_one_step(scene: Stage) -> None:
    page = open_session(scene)
    scene.press("volgende", "volgende")
    live = f"/doorbraak/sessies/{scene.session}/meedoen"
    leader = scene.browser("leader")
    leader.get(live)
    due = (today() + timedelta(days=5)).isoformat()
    shown = leader.submit(
        f"{page}/afspraken/nieuw",
        holder=scene.public_id("member"),
        what="Ik bel de woningbouw.",
        due_on=due,
    )
    assert shown.url == live
    assert "Ik bel de woningbouw." in shown.main
    lesson = {"text": "Bel eerst.", "pinching_rule": "artikel 18 Participatiewet"}
    refused = leader.submit(f"{page}/lessen/nieuw", **lesson)
    assert refused.status == 422
    shown = leader.submit(f"{page}/lessen/nieuw", kind="structural")
    assert shown.url == live
    assert "regel die knelt: artikel 18 Participatiewet" in shown.main
    assert shown.document.xpath("//main//a[@rel='noreferrer'][contains(@href, 'BWBR0015703')]")
    assert "Bel eerst." not in scene.browser("outsider").get(page)
