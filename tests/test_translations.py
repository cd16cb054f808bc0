"""The English catalogue: whole, sound, and what a reader of the pages gets."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from flask import Flask, session

from app.database import db, transaction
from app.refusals import Invalid
from app.web.language import refusal_words
from config import read_settings
from leerlus import create_app
from scripts import messages
from tests import factories
from tests.client import Browser

ALIKE = {
    "privacy officer",
    "bouwsteen: %(name)s",
    "%(num)s bouwsteen",
    "%(num)s bouwstenen",
    "%(num)s team",
    "%(num)s teams",
    "code %(code)s",
    "%(count)s s",
    "Effect: %(words)s",
    "Effect: %(words)s.",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


@pytest.fixture(scope="module")
def extracted() -> Catalog:
    return messages.extracted()


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return messages.kept()


def sides(message: Message) -> Iterator[tuple[str, str]]:
    """Each Dutch text beside its English one."""
    dutch, english = message.id, message.string
    if isinstance(dutch, str):
        yield dutch, english
    else:
        yield from zip(dutch, english, strict=True)


def test_every_word_of_the_screens_is_in_the_catalogue(
    extracted: Catalog, catalogue: Catalog
) -> None:
    wanted = {one.id for one in extracted if one.id}
    held = {one.id for one in catalogue if one.id}
    assert not wanted - held, "run make messages and translate what is new"
    assert not held - wanted, "run make messages: these texts are gone"


def test_words_in_plain_data_are_found_as_well(extracted: Catalog) -> None:
    for text in (
        "wordt besproken",
        "Werkvoorraad",
        "Alleen jij.",
        "Vul een titel in en vertel wat er gebeurde.",
        "Een proces of een lijst helpt je eraan denken.",
    ):
        assert text in extracted


def test_every_message_has_a_translation(catalogue: Catalog) -> None:
    lacking = [one.id for one in catalogue if not all(english for _, english in sides(one))]
    assert not lacking
    assert not [one.id for one in catalogue if one.id and one.fuzzy]


def test_placeholders_agree(catalogue: Catalog) -> None:
    for message in catalogue:
        for dutch, english in sides(message):
            asked = set(PLACEHOLDER.findall(dutch))
            assert not english or set(PLACEHOLDER.findall(english)) == asked, dutch


def test_the_english_is_not_the_dutch_again(catalogue: Catalog) -> None:
    same = [
        dutch
        for message in catalogue
        for dutch, english in sides(message)
        if dutch == english and " " in dutch and dutch not in ALIKE
    ]
    assert not same


def test_the_catalogue_names_no_day_and_no_place() -> None:
    text = messages.CATALOGUE.read_text(encoding="utf-8")
    assert "Date" not in text.split("\n\n")[0]
    assert "\n#:" not in text
    assert "@" not in text.split("\n\n")[0]


@pytest.fixture
def english(catalogue: Catalog, sqlite_template: Path, tmp_path: Path) -> Iterator[Flask]:
    """The program with a catalogue that was compiled a moment ago."""
    compiled = tmp_path / "translations" / "en" / "LC_MESSAGES" / "messages.mo"
    compiled.parent.mkdir(parents=True)
    with compiled.open("wb") as file:
        write_mo(file, catalogue)
    shutil.copyfile(sqlite_template, tmp_path / "leerlus.sqlite")
    environment = {
        "LEERLUS_ENV": "test",
        "LEERLUS_DATA": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'leerlus.sqlite'}",
    }
    settings = dict(read_settings(environment))
    settings["BABEL_TRANSLATION_DIRECTORIES"] = str(tmp_path / "translations")
    program = create_app(settings)
    yield program
    with program.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def reader(english: Flask) -> Browser:
    """A professional who chose English."""
    with english.app_context(), transaction():
        person = factories.make_person(factories.make_organisation())
        db.session.flush()
        key = person.id
    browser = Browser(english, key)
    browser.post("/taal", language="en")
    return browser


def test_the_header_the_menu_and_the_form_are_english(reader: Browser) -> None:
    page = reader.get("/casussen/nieuw/uitgebreid")
    assert page.document.get("lang") == "en"
    assert page.title == "Log a case - Leerlus"
    for words in ("Signed in as", "Sign out", "My cases", "What happened?", "hardship clause"):
        assert words in page
    for words in ("Ingelogd als", "Uitloggen", "Mijn casussen", "Wat gebeurde er?"):
        assert words not in page


def test_errors_of_a_form_are_english(reader: Browser) -> None:
    reader.get("/casussen/nieuw/uitgebreid")
    page = reader.submit()
    assert page.status == 422
    assert "Enter a title: in one sentence what got in the way." in page.main
    assert page.title.startswith("Error")


def test_a_page_that_is_not_there_says_so_in_english(reader: Browser) -> None:
    assert "This page does not exist" in reader.get("/nergens").main


def test_a_refusal_with_values_is_english_and_the_default_is_dutch(reader: Browser) -> None:
    refused = Invalid("Dit kan niet met een casus die '%(state)s' is.", state="afgerond")
    assert refused.message == "Dit kan niet met een casus die 'afgerond' is."
    with reader.app.test_request_context():
        assert refusal_words(refused) == refused.message
    with reader.app.test_request_context():
        session["language"] = "en"
        assert refusal_words(refused) == (
            "This is not possible for a case with the status 'concluded'."
        )


def test_who_sees_what_is_english(reader: Browser) -> None:
    page = reader.get("/wie-ziet-wat")
    assert "Only you." in page.main
    assert "Alleen jij." not in page.main


def test_words_out_of_the_data_stay_words(reader: Browser) -> None:
    """A title is shown as it was typed: no percent sign and no tag in it does anything."""
    with reader.app.test_request_context():
        session["language"] = "en"
        drawn = reader.app.jinja_env.from_string("{{ one | said }}, {{ two | said }}")
        assert (
            drawn.render(one="wordt besproken", two="50% <b>")
            == "is being discussed, 50% &lt;b&gt;"
        )
