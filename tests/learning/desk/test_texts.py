"""Texts for a report of the board and a letter to the council: whole, without a person or a gap."""

import io
import re
from datetime import date
from itertools import pairwise

import pytest
from flask import Flask
from odfdo import Document

from app.clock import moved_to
from app.database import db, transaction
from app.people.models import Organisation, OrganisationKind
from learning.lifecycle.proposals import ProposalStep as Step
from tests.client import Browser
from tests.learning.desk.scene import CASE_WORDS, OTHERS, READERS, Played, on, saved, world_of
from tests.learning.proposals.scene import TODAY

PAGE = "/stand-van-zaken/teksten"
NAMES = ("bestuursrapportage", "raadsinformatiebrief")
PEOPLE = ("Ada Proef", "Mo Proef", "Co Proef", "Bo Proef", "M. Proef")


def opened(played: Played, name: str, code: str = "2026-3") -> tuple[list[str], str]:
    """The headings of a downloaded text, and all its words."""
    client = Browser(played.app, played.people["manager"]).client
    answer = client.get(f"{PAGE}/{code}/{name}.odt")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/vnd.oasis.opendocument.text"
    assert f"filename={name}-{code}.odt" in answer.headers["Content-Disposition"]
    body = Document(io.BytesIO(answer.data)).body
    return [one.inner_text for one in body.headers], " ".join(body.inner_text.split())


@pytest.mark.parametrize("role", READERS)
def test_who_oversees_gets_the_texts(played: Played, role: str) -> None:
    page = played.get(role, f"{PAGE}?periode=2026-3")
    assert page.status == 200
    for words in ("De post komt nu aan.", "Bezigkanarie", "Het dagelijks bestuur"):
        assert (words in page.main) is (words != "Het dagelijks bestuur")
    for name in NAMES:
        client = Browser(played.app, played.people[role]).client
        assert client.get(f"{PAGE}/2026-3/{name}.odt").status_code == 200


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_gets_them(played: Played, role: str) -> None:
    page = played.get(role, PAGE)
    if role == "elsewhere":
        assert "kanarie" not in page.text
    else:
        assert page.status == 404
        assert played.get(role, f"{PAGE}/2026-3/{NAMES[0]}.odt").status == 404


def test_only_a_closed_period_can_be_chosen(played: Played) -> None:
    for code in ("2026-4", "2026", "2026-halfjaar-2", "2025-2", "1", "x" * 40):
        assert played.get("manager", f"{PAGE}?periode={code}").status == 404
        assert played.get("manager", f"{PAGE}/{code}/{NAMES[0]}.odt").status == 404
    assert played.get("manager", f"{PAGE}/2026-3/notitie.odt").status == 404


def test_the_report_has_a_heading_for_what_happened_and_for_nothing_else(played: Played) -> None:
    heads, words = opened(played, "bestuursrapportage")
    assert heads == [
        "Leren van wat knelt: 3e kwartaal 2026",
        "Waar gaat dit over?",
        "Wat hebben we geleerd?",
        "Leerkanarie",
        "Welke beslissingen zijn genomen?",
        "Bezigkanarie",
        "Terugkanarie",
        "Doorkanarie",
        "Hoe gaat het verder?",
    ]
    assert "Dit is geleerd: daling aangetoond. De post komt nu aan." in joined(words)
    assert "Aangenomen, zonder extra capaciteit. Dit past binnen het gewone werk." in joined(words)
    assert "Doorgeleid naar: het college." in words
    assert "Uitgesteld: Terugkanarie." in words
    assert "Wacht op antwoord van het college: Doorkanarie." in words


def joined(words: str) -> str:
    """Blocks of a document stand without a space between them."""
    return re.sub(r"\.(?=[A-Z])", ". ", words)


def test_the_letter_has_its_usual_parts_and_leaves_gaps(played: Played) -> None:
    heads, words = opened(played, "raadsinformatiebrief")
    parts = ["Aanleiding", "Kern", "Wat is veranderd", "Vervolg"]
    assert [one for one in heads if one in parts] == parts
    for gap in ("Nummer: [nummer]", "Datum: [datum]", "[handtekening]", "[naam en functie]"):
        assert gap in words
    assert "Onderwerp: Wat wij leerden van casussen die knelden, 3e kwartaal 2026" in words
    assert "In deze periode is geen verbetering doorgevoerd." in words
    with played.app.app_context(), transaction():
        for one in db.session.query(Organisation):
            one.kind = OrganisationKind.ZBO
    heads, words = opened(played, "raadsinformatiebrief")
    assert heads[0] == "Informatiebrief"
    assert "gemeenteraad" not in words
    assert "Van: [afzender]" in words


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("code", ["2026-3", "2025", "2025-4", "2026-halfjaar-1", "2026-2"])
def test_it_reads_well_without_a_single_figure(played: Played, name: str, code: str) -> None:
    words = opened(played, name, code)[1]
    without = re.sub(r"\d+e (kwartaal|halfjaar) \d{4}|\d+ \w+ \d{4}|, 2025|: 2025", "", words)
    assert not re.findall(r"\d", without)
    assert "None" not in words
    assert "ongeveer" not in words
    assert not [one for one in (*CASE_WORDS, *PEOPLE) if one in words]


def test_no_heading_stands_above_nothing(played: Played) -> None:
    for name in NAMES:
        for code in ("2026-3", "2025-3", "2026-1", "2025"):
            client = Browser(played.app, played.people["manager"]).client
            body = Document(io.BytesIO(client.get(f"{PAGE}/{code}/{name}.odt").data)).body
            blocks = [(one.tag, one.inner_text.strip()) for one in body.children]
            for (tag, words), (below, _) in pairwise(blocks[1:]):
                deeper = tag == "text:h" and below == "text:h"
                assert words, (name, code)
                assert not deeper or is_part(words), (name, code, words)
            assert blocks[-1][0] != "text:h"


def is_part(heading: str) -> bool:
    """Whether a heading may be followed by the heading of a proposal at once."""
    return heading.startswith(("Wat ", "Welke "))


def test_a_published_figure_is_told_over_its_own_window(published: Played) -> None:
    for name in NAMES:
        words = opened(published, name)[1]
        assert "In de periode 3e kwartaal 2026 deelden zij ongeveer 25 casussen." in words
        assert "ongeveer" not in opened(published, name, "2026-2")[1]


def test_a_new_pattern_comes_with_its_band(app: Flask) -> None:
    with world_of(app) as world:
        world.pattern.published_more_than = 10
        with moved_to(on(2025, 11, 2)):
            world.implemented(date(2025, 11, 1), "Nieuwkanarie?")
        busy = world.submitted("Lopend voorstel.")
        world.decide(busy, Step.ACCEPT, capacity="twee dagen.")
        found = saved(app, world)
    with moved_to(TODAY):
        heads, words = opened(found, "bestuursrapportage", "2025-3")
        assert "Post bereikt mensen niet" in heads
        assert "Hierover gaan meer dan 10 casussen." in words
        words = opened(found, "bestuursrapportage", "2025-4")[1]
        assert "Veranderd op 1 november 2025, in: proces." in words
        assert "Hierover gaan" not in words


def test_in_a_period_without_anything_the_texts_say_so(played: Played) -> None:
    page = played.get("manager", f"{PAGE}?periode=2026-2")
    assert "In deze periode is niets beslist, veranderd of geleerd." in page.main
    assert opened(played, "bestuursrapportage", "2026-2")[0] == [
        "Leren van wat knelt: 2e kwartaal 2026",
        "Waar gaat dit over?",
    ]


def test_the_texts_are_dutch_whatever_the_screens_are(played: Played) -> None:
    browser = Browser(played.app, played.people["manager"])
    browser.get(PAGE)
    browser.post("/taal", language="en", next=PAGE)
    page = browser.get(f"{PAGE}?periode=2026-3")
    assert page.document.get("lang") == "en"
    told = page.document.xpath("//section[@id='bestuursrapportage']//*[@lang='nl']")[0]
    assert "Welke beslissingen zijn genomen?" in told.text_content()
    assert "Uitgesteld tot 10 oktober 2026." in told.text_content()
