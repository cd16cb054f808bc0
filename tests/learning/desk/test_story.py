"""The story of a proposal by quarter, as a page and to take along."""

import io
from datetime import date

import pytest
from flask import Flask
from odfdo import Document
from pypdf import PdfReader

from app.clock import moved_to
from app.database import db
from app.web.documents import pdf_is_possible
from learning.effect import Verdict
from learning.lifecycle.patterns import PatternState
from learning.lifecycle.proposals import ProposalStep as Step
from learning.models.practice import PracticeOutcome, PracticeRound
from learning.models.proposals import AddresseeAnswer
from tests.client import Browser
from tests.learning.desk.scene import CASE_WORDS, Played, on, play, saved, say, world_of
from tests.learning.proposals.scene import TODAY


def path(played: Played, name: str, rest: str = "") -> str:
    return f"/verbetervoorstellen/{played.proposals[name]}/verhaal{rest}"


@pytest.mark.parametrize("role", ["analyst", "manager", "contributor", "board"])
def test_the_story_runs_by_quarter_from_the_publication_on(played: Played, role: str) -> None:
    page = played.get(role, path(played, "learned"))
    quarters = [one.text_content().strip() for one in page.document.xpath("//main//h2")]
    assert quarters == [
        "Waar gaat het over?",
        "3e kwartaal 2025",
        "4e kwartaal 2025",
        "3e kwartaal 2026",
        "Waar staat het nu?",
    ]
    told = page.main
    for words in (
        "Patroon gepubliceerd: Post bereikt mensen niet",
        "Aangenomen Goed plan. Capaciteit: een dag per week.",
        "Veranderd op 10 november 2025.",
        "Effect, gemeten tot en met het 2e kwartaal 2026: daling aangetoond; aantallen te klein",
        "Effect aangetoond: daling aangetoond De post komt nu aan.",
        "De stand is nu: effect aangetoond.",
    ):
        assert words in told
    # No day stands beside what concerns cases.
    assert "10 september" not in told
    assert not [words for words in CASE_WORDS if words in page.text]
    assert "Mo Proef" not in told


@pytest.mark.parametrize("role", ["professional", "administrator", "elsewhere"])
def test_who_does_not_read_it_in_full_has_no_story(played: Played, role: str) -> None:
    for rest in ("", ".odt", ".pdf"):
        assert played.get(role, path(played, "learned", rest)).status == 404
    assert played.get("manager", "/verbetervoorstellen/a2b3c4d5e6f7a2b3/verhaal").status == 404


def test_an_action_of_another_stays_out_of_the_story_of_who_carries_out(app: Flask) -> None:
    with world_of(app) as world:
        made = play(world)
        made["busy"].owner_id = None
        made["busy"].actions[0].holder_id = world.manager.id
        found = saved(app, world, **made)
    with moved_to(TODAY):
        assert "Tekst schrijven" in found.get("manager", path(found, "busy")).main
        assert "Tekst schrijven" not in found.get("contributor", path(found, "busy")).main


def test_answers_practice_and_merging_are_told(app: Flask) -> None:
    with world_of(app) as world:
        made = play(world)
        to = made["forwarded"].decisions[-1].addressees[0]
        to.answer, to.answer_text = AddresseeAnswer.TAKEN_UP, "Wij pakken dit op."
        to.answered_on = date(2026, 10, 2)
        for number, months in enumerate((6, 12)):
            db.session.add(
                PracticeRound(
                    proposal_id=made["learned"].id,
                    changed_on=date(2025, 11, 10),
                    months=months,
                    opens_on=date(2026, 5, 10 + number),
                    closes_on=date(2026, 6, 7),
                    outcome=None if number else PracticeOutcome.CONFIRMED,
                )
            )
        other = world.submitted("Samenkanarie")
        draft = world.draft("Stilkanarie")
        for one in (other, draft):
            world.decide(one, Step.MERGE, into=made["waiting"])
        found = saved(app, world, **made)
    with moved_to(TODAY):
        told = found.get("board", path(found, "forwarded")).main
        assert "Antwoord van Het dagelijks bestuur: pakt het op Wij pakken dit op." in told
        learned = found.get("board", path(found, "learned")).main
        assert learned.count("Knelt dit nog? Antwoord: bevestigd door de praktijk") == 1
        waiting = found.get("board", path(found, "waiting")).main
        assert "Samengevoegd met dit voorstel: Samenkanarie" in waiting
        assert "Stilkanarie" not in waiting


def test_an_effect_is_told_once_until_it_says_something_else(app: Flask) -> None:
    with world_of(app) as world:
        proposal = world.implemented(on(2025, 11, 1).date())
        for quarter, verdict in (
            ("2025-4", Verdict.TOO_EARLY),
            ("2026-1", Verdict.NOT_SHOWN),
            ("2026-2", Verdict.NOT_SHOWN),
        ):
            say(proposal, quarter, verdict)
        say(proposal, "2026-3", Verdict.FALL_SHOWN, may_show=False)
        world.pattern.state = PatternState.DISMISSED
        found = saved(app, world, one=proposal)
    with moved_to(TODAY):
        told = found.get("manager", path(found, "one")).main
    assert "te vroeg" not in told
    assert told.count("Effect, gemeten") == 2
    assert "tot en met het 1e kwartaal 2026: niet aangetoond" in told
    assert "daling" not in told
    assert "tot en met het 3e kwartaal 2026: aantallen te klein om te tonen" in told
    assert "Patroon gepubliceerd" not in told


@pytest.mark.skipif(not pdf_is_possible(), reason="this machine has no pango")
def test_the_story_is_an_accessible_pdf(played: Played) -> None:
    client = Browser(played.app, played.people["board"]).client
    answer = client.get(path(played, "learned", ".pdf"))
    assert answer.headers["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.data))
    assert reader.metadata is not None
    assert reader.metadata.title == "Het verhaal van: Leerkanarie"
    assert reader.trailer["/Root"].get_object()["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert "pdfuaid:part" in reader.xmp_metadata.stream.get_data().decode()  # type: ignore[union-attr]
    words = " ".join("".join(page.extract_text() for page in reader.pages).split())
    assert "daling aangetoond" in words
    assert not [one for one in CASE_WORDS if one in words]


def test_the_story_opens_in_a_word_processor(played: Played) -> None:
    browser = Browser(played.app, played.people["manager"])
    answer = browser.client.get(path(played, "learned", ".odt"))
    made = Document(io.BytesIO(answer.data))
    heads = [one.inner_text for one in made.body.headers]
    assert heads[0] == "Het verhaal van: Leerkanarie"
    assert "3e kwartaal 2026" in heads
