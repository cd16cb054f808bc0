"""Asking to look at a change again: neither side learns who the other is, nor when it was."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.audit import AuditEntry
from app.clock import moved_to
from app.database import db
from app.people.models import Person
from learning.lifecycle.proposals import ProposalState, ProposalStep
from learning.models.telling import ReopenWish
from tests.client import Page
from tests.learning.telling.staging import SUNDAY, TUESDAY, WORDS, Stage

WISH = "Bij de balie in de wijk komt nog steeds post terug die niemand opent."
ANSWER = "We kijken er opnieuw naar, samen met de balies."
LIST = "/opnieuw-oppakken"


def ask(scene: Stage, name: str = "reporter", text: str = WISH) -> Page:
    browser = scene.browser(name)
    browser.get(f"/dit-is-veranderd/{scene.changed}/opnieuw")
    return browser.submit(text=text)


def answer(scene: Stage, choice: str, text: str = ANSWER) -> Page:
    browser = scene.browser("analyst")
    browser.get(f"{LIST}/{scene.changed}")
    return browser.submit(answer=choice, text=text)


def proven(scene: Stage) -> None:
    with scene.acting() as world:
        world.learned(world.proposal(scene.changed))


def test_the_whole_way_from_asking_to_being_taken_up_again(scene: Stage) -> None:
    proven(scene)
    page = ask(scene)
    assert "Je vraag is verstuurd. Je naam gaat niet mee." in page.main
    assert "De leeranalist leest je vraag vanaf 24 november 2026." in page.main
    with moved_to(TUESDAY):
        bench = scene.browser("analyst").get("/patronen/werkbank")
        assert LIST in bench.links
        page = scene.browser("analyst").get(LIST)
        assert WISH in page.main
        assert "Binnengekomen op 24 november 2026" in page.main
        answer(scene, "reopened")
        page = scene.browser("reporter").get("/mijn-casussen")
        assert "Antwoord op je vraag over 'Een brief die aankomt'" in page.main
        address = f"/dit-is-veranderd/{scene.changed}/opnieuw"
        assert address in page.links
        page = scene.browser("reporter").get(address)
        assert "Het antwoord: We pakken dit opnieuw op" in page.main
        assert ANSWER in page.main
        assert not page.document.xpath("//textarea")
        assert scene.browser("reporter").post(address, text=WISH).status == 404
        story = scene.browser("reporter").get(f"/casussen/{scene.case}").main
        assert "Antwoord op je vraag: het wordt opnieuw opgepakt" in story
    with scene.acting() as world:
        proposal = world.proposal(scene.changed)
        assert proposal.state is ProposalState.IN_PROGRESS
        assert proposal.decisions[-1].reason == ANSWER
        assert world.pattern.state.value == "published"


def test_the_analyst_reads_it_only_when_the_week_turns(scene: Stage) -> None:
    ask(scene)
    for moment in (SUNDAY, SUNDAY + timedelta(hours=20), TUESDAY - timedelta(minutes=2)):
        with moved_to(moment):
            analyst = scene.browser("analyst")
            assert WISH not in analyst.get(LIST).main
            assert analyst.get(f"{LIST}/{scene.changed}").status == 404
            assert LIST not in analyst.get("/patronen/werkbank").links
    with moved_to(TUESDAY):
        assert WISH in scene.browser("analyst").get(LIST).main


def test_nothing_tells_the_analyst_who_asked_or_when(scene: Stage) -> None:
    with moved_to(SUNDAY + timedelta(hours=7, minutes=13)):
        ask(scene)
    with moved_to(TUESDAY):
        pages = [scene.browser("analyst").get(one) for one in (LIST, f"{LIST}/{scene.changed}")]
    with scene.app.app_context():
        person = db.session.get_one(Person, scene.people["reporter"])
        marks = (person.name, person.email, person.public_id, scene.case, "22 november", "16:13")
    for page in pages:
        assert WISH in page.main
        assert not [one for one in marks if one in page.text]


@pytest.mark.parametrize(
    "name",
    ["other reporter", "manager", "analyst", "board", "contributor", "administrator", "elsewhere"],
)
def test_for_who_has_no_case_in_it_the_page_is_not_there(scene: Stage, name: str) -> None:
    address = f"/dit-is-veranderd/{scene.changed}/opnieuw"
    browser = scene.browser(name)
    assert browser.get(address).status == 404
    assert browser.post(address, text=WISH).status == 404
    with scene.app.app_context():
        assert db.session.scalars(select(ReopenWish)).all() == []


def test_only_as_published_counts(scene: Stage) -> None:
    address = f"/dit-is-veranderd/{scene.changed}/opnieuw"
    assert scene.browser("reporter").get(address).status == 200
    with scene.acting() as world:
        world.member_row().published = False
    assert scene.browser("reporter").get(address).status == 404


def test_before_it_changed_there_is_nothing_to_look_at_again(scene: Stage) -> None:
    with scene.acting() as world:
        waits = world.submitted("Nog geen beslissing").public_id
    assert scene.browser("reporter").get(f"/dit-is-veranderd/{waits}/opnieuw").status == 404


@pytest.mark.parametrize("name", ["reporter", "manager", "board", "contributor", "administrator"])
def test_only_the_analyst_reads_what_was_asked(scene: Stage, name: str) -> None:
    ask(scene)
    with moved_to(TUESDAY):
        browser = scene.browser(name)
        assert browser.get(LIST).status == 404
        assert browser.get(f"{LIST}/{scene.changed}").status == 404
        assert browser.post(f"{LIST}/{scene.changed}", answer="not_now", text="x").status == 404


def test_a_name_in_it_is_stopped_and_what_was_typed_stays(scene: Stage) -> None:
    text = "Bel 06-12345678 en vraag waarom er nog post terugkomt."
    page = ask(scene, text=text)
    assert page.status == 422
    assert "Dit lijkt op een persoonsgegeven" in page.main
    assert text in page.text


def test_one_question_at_a_time(scene: Stage) -> None:
    ask(scene)
    browser = scene.browser("reporter")
    address = f"/dit-is-veranderd/{scene.changed}/opnieuw"
    assert not browser.get(address).document.xpath("//textarea")
    page = browser.post(address, text="Nog een keer hetzelfde.")
    assert page.status == 422
    with scene.app.app_context():
        assert len(db.session.scalars(select(ReopenWish)).all()) == 1


def test_without_a_conclusion_it_can_only_be_answered_not_now(scene: Stage) -> None:
    ask(scene)
    with moved_to(TUESDAY):
        browser = scene.browser("analyst")
        page = browser.get(f"{LIST}/{scene.changed}")
        assert [one.get("value") for one in page.document.xpath("//input[@name='answer']")] == [
            "not_now"
        ]
        page = browser.submit(answer="not_now", text="We meten eerst of het helpt.")
        assert "Er wacht geen vraag op je" in page.main
        told = scene.browser("reporter").get(f"/dit-is-veranderd/{scene.changed}/opnieuw")
        assert "Het antwoord: Nu niet" in told.main
        # After an answer one may ask anew.
        assert told.document.xpath("//textarea")


def test_what_was_taken_up_already_can_be_told_as_such(scene: Stage) -> None:
    proven(scene)
    ask(scene)
    with scene.acting() as world:
        again = ProposalStep.TAKE_UP_AGAIN
        world.decide(world.proposal(scene.changed), again, reason="De cijfers stijgen weer.")
    with moved_to(TUESDAY):
        page = answer(scene, "reopened", "Dit was al begonnen, en jouw punt gaat mee.")
        assert "Er wacht geen vraag op je" in page.main
    with scene.acting() as world:
        steps = [one.kind for one in world.proposal(scene.changed).decisions]
        assert steps.count(ProposalStep.TAKE_UP_AGAIN) == 1


def test_an_answer_is_in_the_analysts_own_words(scene: Stage) -> None:
    ask(scene)
    for copied in (f"Iemand zegt: {WISH}", f"Zoals: {WORDS}", "We kijken naar 17 casussen."):
        with moved_to(TUESDAY):
            page = answer(scene, "not_now", copied)
            assert page.status == 422, copied
            assert copied in page.text
    with scene.app.app_context():
        assert db.session.scalars(select(ReopenWish)).one().answer is None


def test_what_came_in_unread_is_not_answered_with_not_now(scene: Stage) -> None:
    with scene.acting() as world:
        world.add(world.case(world.other, SUNDAY - timedelta(days=50), member=False))
    ask(scene)
    with moved_to(TUESDAY):
        browser = scene.browser("analyst")
        browser.get(f"{LIST}/{scene.changed}")
        page = browser.page
        with moved_to(SUNDAY + timedelta(hours=1)):
            ask(scene, "other reporter", "Bij ons in het noorden is er niets van te merken.")
        browser.page = page
        browser.submit(answer="not_now", text="We meten eerst of het helpt.")
        assert "Bij ons in het noorden" in scene.browser("analyst").get(LIST).main


def test_the_trail_does_not_tie_a_person_to_a_proposal(scene: Stage) -> None:
    ask(scene)
    with scene.app.app_context():
        rows = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "ask_again")).all()
        (row,) = rows
        wish = db.session.scalars(select(ReopenWish)).one().public_id
        assert (row.kind, row.record) == ("organisation", scene.organisation)
        every = db.session.scalars(
            select(AuditEntry).where(AuditEntry.request == row.request)
        ).all()
        assert not [
            one
            for one in every
            for key in (scene.changed, scene.case, wish)
            if key in one.record + one.records
        ]
