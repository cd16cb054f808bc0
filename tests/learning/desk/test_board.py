"""The board's page: one sheet a quarter, words first, five numbers at most, for the board alone."""

import io
from datetime import date

import pytest
from flask import Flask
from odfdo import Document
from pypdf import PdfReader

from app.clock import moved_to
from app.database import db, transaction
from app.people.models import Organisation
from app.web.documents import pdf_is_possible
from learning.lifecycle.proposals import ProposalStep as Step
from learning.models.proposals import Proposal
from learning.operations.decision_rules import Decision
from learning.operations.decisions import decide_proposal
from tests.client import Browser
from tests.factories import MACHINE
from tests.learning.desk.scene import CASE_WORDS, Played, on, saved, world_of
from tests.learning.desk.test_desk import section
from tests.learning.proposals.scene import TODAY

OTHERS = ("manager", "analyst", "contributor", "professional", "administrator", "elsewhere")


@pytest.mark.parametrize("role", OTHERS)
def test_the_page_is_for_the_board_alone(played: Played, role: str) -> None:
    for rest in ("", "/2026-3", "/2026-3.pdf", "/2026-3.odt"):
        assert played.get(role, f"/bestuur{rest}").status == 404


def test_a_quarter_is_told_in_words_first(played: Played) -> None:
    page = played.get("board", "/bestuur/2026-3")
    assert "daling aangetoond" in section(page, "Wat is er geleerd?")
    assert "De post komt nu aan." in section(page, "Wat is er geleerd?")
    assert "In dit kwartaal is niets doorgevoerd." in section(page, "Wat is er veranderd?")
    decided = section(page, "Welke beslissingen zijn genomen, en waarom?")
    assert "Terugkanarie (uitgesteld tot 10 oktober 2026). Eerst de begroting." in decided
    assert "Bezigkanarie (aangenomen zonder capaciteit). Dit past" in decided
    assert "Doorkanarie (aangenomen, capaciteit: twee dagen). Samen verder." in decided
    waiting = section(page, "Wat wacht op een ander?")
    assert "Het dagelijks bestuur, antwoord verwacht op 1 oktober 2026" in waiting
    tasks = section(page, "Wat moet het bestuur zelf doen?")
    assert "Geef antwoord op ‘Doorkanarie’. Dat ligt bij het college" in tasks
    assert "Ga na of ‘Bezigkanarie’ lukt" in tasks
    assert "Wachtkanarie" not in page.main
    headings = [one.text_content() for one in page.document.xpath("//section//h2")]
    assert headings.index("In cijfers") == len(headings) - 1
    assert not [words for words in CASE_WORDS if words in page.text]


def test_the_running_quarter_stands_first_and_says_so(played: Played) -> None:
    page = played.get("board", "/bestuur")
    assert "4e kwartaal 2026" in page.title
    assert "Dit kwartaal loopt nog." in page.main
    tasks = section(page, "Wat moet het bestuur zelf doen?")
    assert "Vraag waarom op ‘Wachtkanarie’ na 47 dagen nog geen beslissing is." in tasks
    assert "/bestuur/2025-3" in page.links
    for code in ("2027-1", "2025-2", "2026-5", "gisteren", "2026-3.doc"):
        assert played.get("board", f"/bestuur/{code}").status == 404


def test_at_most_five_numbers_each_with_what_it_means(published: Played) -> None:
    page = published.get("board", "/bestuur/2026-3")
    cards = page.document.xpath("//li[contains(@class, 'figure-card')]")
    told = [
        tuple(" ".join(part.text_content().split()) for part in one.xpath("span")) for one in cards
    ]
    assert [one[:2] for one in told] == [
        ("Gedeelde casussen, 3e kwartaal 2026", "ongeveer 25"),
        ("Beslissingen in dit kwartaal", "2 van 2"),
        ("Tijd tot een beslissing", "5 dagen"),
        ("Vraagt volhouden", "0 van 3"),
        ("Geleerd", "1 van 1"),
    ]
    assert all(len(one[2]) > 20 for one in told)
    # What was published later is no part of an earlier quarter.
    assert "Gedeelde casussen" not in section(
        published.get("board", "/bestuur/2026-2"), "In cijfers"
    )


def test_without_anything_the_page_still_reads(empty: Played) -> None:
    page = empty.get("board", "/bestuur")
    for words in (
        "Er ligt niets bij het bestuur zelf.",
        "is in dit kwartaal niets vastgesteld.",
        "In dit kwartaal is niets doorgevoerd.",
        "In dit kwartaal is geen beslissing op een voorstel genomen.",
        "Er wacht niets op een ander.",
    ):
        assert words in page.main
    assert not section(page, "In cijfers")
    with empty.app.app_context(), transaction():
        for one in db.session.query(Organisation):
            one.house_rules_signed_on = None
    assert "Onderteken de spelregels." in empty.get("board", "/bestuur").main
    assert "Onderteken de spelregels." in empty.get("board", "/bestuur/2025-4").main


def test_a_closed_quarter_stays_what_it_was(played: Played) -> None:
    before = played.get("board", "/bestuur/2026-3").main
    with played.app.app_context(), transaction():
        for one in db.session.query(Proposal).filter_by(title="Doorkanarie"):
            addressee = one.decisions[-1].addressees[0]
            addressee.answered_on = date(2026, 11, 1)
        busy = db.session.query(Proposal).filter_by(title="Bezigkanarie").one()
        changed = Decision(Step.IMPLEMENT, reason="Klaar.", changed_on=date(2026, 9, 30))
        decide_proposal(busy, changed, by=MACHINE)
    assert played.get("board", "/bestuur/2026-3").main == before
    assert "Bezigkanarie" in section(played.get("board", "/bestuur"), "Wat is er veranderd?")


@pytest.mark.skipif(not pdf_is_possible(), reason="this machine has no pango")
def test_many_things_still_fit_on_one_sheet(app: Flask) -> None:
    with world_of(app) as world:
        long = "Dit is een lange reden die veel zegt en nog wat meer. " * 20
        for number in range(8):
            words = "wachttijd, " * 14
            with moved_to(on(2026, 7, 2 + number)):
                one = world.submitted(f"Deel {number} van een voorstel: {words}")
                world.decide(one, Step.ACCEPT, capacity="een dag", reason=long)
                world.decide(one, Step.START)
            if number % 2:
                with moved_to(on(2026, 8, 2 + number)):
                    day = date(2026, 8, 1)
                    world.decide(one, Step.IMPLEMENT, reason=long, changed_on=day)
                    world.decide(one, Step.NOT_MEASURE, reason=long)
            with moved_to(on(2026, 9, 1)):
                world.submitted(f"Deel {number} van wat ligt te {'wachten en ' * 14}wachten")
        found = saved(app, world)
    with moved_to(TODAY):
        browser = Browser(app, found.people["board"])
        reader = PdfReader(io.BytesIO(browser.client.get("/bestuur/2026-3.pdf").data))
        assert len(reader.pages) == 1
        assert "En nog 4. Die staan op de pagina." in reader.pages[0].extract_text()
        page = browser.get("/bestuur/2026-3")
        assert "Deel 7 van een voorstel" in page.main
        assert "En nog" not in page.main


@pytest.mark.skipif(not pdf_is_possible(), reason="this machine has no pango")
def test_the_sheet_is_an_accessible_pdf(published: Played) -> None:
    client = Browser(published.app, published.people["board"]).client
    reader = PdfReader(io.BytesIO(client.get("/bestuur/2026-3.pdf").data))
    assert len(reader.pages) == 1
    assert reader.metadata is not None
    assert reader.metadata.title == "Wat leren we? 3e kwartaal 2026"
    root = reader.trailer["/Root"].get_object()
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert "pdfuaid:part" in reader.xmp_metadata.stream.get_data().decode()  # type: ignore[union-attr]
    words = " ".join(reader.pages[0].extract_text().split())
    assert "ongeveer 25" in words
    assert not [one for one in CASE_WORDS if one in words]


def test_the_sheet_opens_in_a_word_processor(played: Played) -> None:
    client = Browser(played.app, played.people["board"]).client
    made = Document(io.BytesIO(client.get("/bestuur/2026-3.odt").data))
    heads = [one.inner_text for one in made.body.headers]
    assert heads[:2] == ["Wat leren we? 3e kwartaal 2026", "Wat moet het bestuur zelf doen?"]
