"""The leerbrief: made of what is new, edited, looked at, published once; read by everybody."""

import io

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from app.clock import moved_to
from app.database import db
from cases.copies import copies_of
from cases.models.excerpts import ExcerptState
from learning.models.telling import Newsletter
from tests.client import Browser, Page
from tests.learning.telling.staging import CHANGED, SUNDAY, WORDS, Stage

LIST = "/leerbrief"
QUOTE = "Ze zei dat ze al een jaar op post wachtte."


@pytest.fixture
def letter(scene: Stage) -> str:
    """The address of a draft with a pattern, a change and an example in it."""
    with scene.acting() as world:
        world.pattern.published_at = SUNDAY
        world.example(QUOTE)
    page = begin(scene)
    return page.url.removesuffix("/bewerken")


def begin(scene: Stage, quarter: str = "2026-4") -> Page:
    browser = scene.browser("analyst")
    browser.get(LIST)
    return browser.post(f"{LIST}/nieuw", quarter=quarter, follow=True)


def names_of(page: Page) -> dict[str, str]:
    """The fields of the headings of parts, by what stands in them."""
    found = page.document.xpath("//input[starts-with(@name, 'title_')]")
    return {one.get("value"): one.get("name").removeprefix("title_") for one in found}


def edited(scene: Stage, letter: str, **values: object) -> Page:
    browser = scene.browser("analyst")
    browser.get(f"{letter}/bewerken")
    return browser.submit(f"{letter}/bewerken", **values)


def publish(scene: Stage, letter: str, browser: Browser | None = None) -> Page:
    browser = browser or scene.browser("analyst")
    browser.get(letter)
    return browser.submit(f"{letter}/publiceren")


def test_a_press_makes_a_draft_of_what_is_new(scene: Stage, letter: str) -> None:
    page = scene.browser("analyst").get(f"{letter}/bewerken")
    assert set(names_of(page)) == {
        "Post bereikt mensen niet", "Een brief die aankomt", "Uit de praktijk"
    }  # fmt: skip
    assert QUOTE in page.main
    assert begin(scene).main.count("Van dit kwartaal is er al een leerbrief.") == 1
    earlier = begin(scene, "2026-3")
    assert "Uit de praktijk" not in names_of(earlier)
    assert names_of(earlier) == {}


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
def test_a_draft_is_the_analysts_alone(scene: Stage, letter: str) -> None:
    for name in ("manager", "board", "professional", "contributor", "administrator", "elsewhere"):
        browser = scene.browser(name)
        for address in (letter, f"{letter}/bewerken", f"{letter}/leerbrief.pdf"):
            assert browser.get(address).status == 404, (name, address)
        for press in ("publiceren", "weggooien", "aanvullen", "bewerken"):
            assert browser.post(f"{letter}/{press}", version="1").status == 404, (name, press)
        assert browser.post(f"{LIST}/nieuw", quarter="2026-3").status == 404
        assert letter not in browser.get(LIST).links
    assert scene.browser("analyst").get(letter).status == 200


def test_the_analyst_writes_orders_and_leaves_out(scene: Stage, letter: str) -> None:
    names = names_of(scene.browser("analyst").get(f"{letter}/bewerken"))
    pattern, change = names["Post bereikt mensen niet"], names["Een brief die aankomt"]
    page = edited(
        scene,
        letter,
        title="Wat post ons leerde",
        opening="Een kwartaal vol enveloppen.",
        **{
            f"title_{change}": "De brief is een bericht geworden",
            f"place_{change}": "1",
            f"place_{pattern}": "2",
            f"left_out_{names['Uit de praktijk']}": "y",
        },
    )
    assert "Zo ziet de leerbrief eruit" in page.main
    text = page.main
    assert text.index("De brief is een bericht geworden") < text.index("Post bereikt mensen niet")
    assert QUOTE not in text
    publish(scene, letter)
    page = scene.browser("manager").get(LIST)
    assert "Een kwartaal vol enveloppen." in page.main
    assert "De brief is een bericht geworden" in page.main
    assert "Mede dankzij meer dan 10 casussen." in page.main
    assert "Veranderd op 12 november 2026." in page.main
    assert QUOTE not in page.main


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
def test_once_published_everybody_of_the_organisation_reads_it(scene: Stage, letter: str) -> None:
    publish(scene, letter)
    for name in ("manager", "board", "professional", "contributor", "administrator", "reporter"):
        page = scene.browser(name).get(letter)
        assert QUOTE in page.main
        assert WORDS not in page.main
        assert f"{letter}/leerbrief.pdf" in page.links
    assert scene.browser("elsewhere").get(letter).status == 404
    assert letter not in scene.browser("elsewhere").get(LIST).links


def test_once_published_words_and_facts_stay(scene: Stage, letter: str) -> None:
    publish(scene, letter)
    before = scene.browser("manager").get(letter).main
    with scene.acting() as world:
        world.pattern.published_more_than, world.pattern.published_title = 50, "Iets heel anders"
        world.learned(world.proposal(scene.changed))
        world.proposal(scene.changed).what_changed = "Later iets anders."
    assert scene.browser("manager").get(letter).main == before
    analyst = scene.browser("analyst")
    assert analyst.get(f"{letter}/bewerken").status == 404
    assert analyst.post(f"{letter}/publiceren", version="1").status == 404
    assert analyst.post(f"{letter}/weggooien").status == 404


def test_what_a_reporter_revokes_is_gone_also_when_it_is_frozen(scene: Stage, letter: str) -> None:
    publish(scene, letter)
    browser = scene.browser("manager")
    assert QUOTE in browser.get(letter).main
    with scene.acting() as world:
        (excerpt,) = [one for one in world.excerpts() if one.text == QUOTE]
        excerpt.state = ExcerptState.REVOKED
    for page in (browser.get(letter), browser.get(LIST)):
        assert QUOTE not in page.text
        assert "Uit de praktijk" not in page.main
    assert QUOTE not in words_of(pdf_of(scene, letter))


def pdf_of(scene: Stage, letter: str) -> PdfReader:
    """The letter to take along, as a professional gets it."""
    answer = scene.browser("professional").client.get(f"{letter}/leerbrief.pdf")
    content = answer.get_data()
    answer.close()
    return PdfReader(io.BytesIO(content))


def words_of(reader: PdfReader) -> str:
    return " ".join(" ".join(one.extract_text() for one in reader.pages).split())


def test_the_pdf_is_tagged_and_holds_the_letter(scene: Stage, letter: str) -> None:
    publish(scene, letter)
    reader = pdf_of(scene, letter)
    assert "pdfuaid:part" in reader.xmp_metadata.stream.get_data().decode()  # type: ignore[union-attr]
    assert reader.metadata is not None
    assert reader.metadata.title == "Leerbrief 4e kwartaal 2026"
    text = words_of(reader)
    for words in (QUOTE, "Er gaat nu een bericht uit.", "Gemeente Proefstad"):
        assert words in text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Bel 06-12345678 voor meer.", "Dit lijkt op een persoonsgegeven"),
        (f"Zo ging het: {WORDS}.", "Deze woorden staan ook zo in een casus"),
        ("Het ging om 17 casussen.", "Hier staat een precies aantal"),
    ],
)
def test_words_that_may_not_be_read_are_stopped(
    scene: Stage, letter: str, text: str, why: str
) -> None:
    names = names_of(scene.browser("analyst").get(f"{letter}/bewerken"))
    for field in ("opening", f"text_{names['Een brief die aankomt']}"):
        page = edited(scene, letter, **{field: text})
        assert page.status == 422
        assert why in page.main
        assert text in page.text


def test_of_two_editors_neither_loses_a_word(scene: Stage, letter: str) -> None:
    first, second = scene.browser("analyst"), scene.browser("analyst")
    first.get(f"{letter}/bewerken")
    second.get(f"{letter}/bewerken")
    first.submit(f"{letter}/bewerken", opening="De eerste opening.")
    page = second.submit(f"{letter}/bewerken", opening="De tweede opening.")
    assert page.status == 409
    assert "Iemand heeft deze leerbrief intussen bewaard" in page.main
    assert "Nu bewaard: De eerste opening." in page.main
    assert (
        page.document.xpath("//textarea[@name='opening']")[0].text.strip() == "De tweede opening."
    )
    assert "De eerste opening." in scene.browser("analyst").get(letter).main
    page = second.submit(f"{letter}/bewerken")
    assert "De tweede opening." in page.main


def test_words_typed_while_it_was_published_stay_on_the_screen(scene: Stage, letter: str) -> None:
    slow = scene.browser("analyst")
    slow.get(f"{letter}/bewerken")
    publish(scene, letter)
    page = slow.submit(f"{letter}/bewerken", opening="Een late opening.")
    assert page.status == 409
    assert "Deze leerbrief is intussen gepubliceerd" in page.main
    assert "Een late opening." in page.text
    assert "Bewaren en bekijken" not in page.main
    assert "Een late opening." not in scene.browser("manager").get(letter).text


def test_what_another_added_meanwhile_is_not_lost(scene: Stage, letter: str) -> None:
    slow = scene.browser("analyst")
    slow.get(f"{letter}/bewerken")
    with scene.acting() as world:
        world.implemented(CHANGED, "Nog een verandering")
    quick = scene.browser("analyst")
    quick.get(f"{letter}/bewerken")
    page = quick.submit(f"{letter}/aanvullen")
    assert "Wat nieuw is, staat onderaan." in page.main
    slow.submit(f"{letter}/bewerken", opening="Een opening.")
    slow.submit(f"{letter}/bewerken")
    page = scene.browser("analyst").get(letter)
    assert "Nog een verandering" in page.main
    assert "Een opening." in page.main


def test_only_the_version_that_was_looked_at_is_published(scene: Stage, letter: str) -> None:
    looking = scene.browser("analyst")
    looking.get(letter)
    edited(scene, letter, opening="Snel nog iets.")
    page = looking.submit(f"{letter}/publiceren")
    assert "Lees hem eerst nog eens." in page.main
    assert scene.browser("manager").get(letter).status == 404


def test_an_empty_one_is_not_published(scene: Stage) -> None:
    address = begin(scene, "2026-3").url.removesuffix("/bewerken")
    page = publish(scene, address)
    assert "Er staat nog niets in deze leerbrief." in page.main
    analyst = scene.browser("analyst")
    analyst.get(f"{address}/bewerken")
    assert "weggegooid" in analyst.submit(f"{address}/weggooien").main
    assert analyst.get(address).status == 404


def test_what_was_told_is_not_told_again_but_its_proof_is(scene: Stage, letter: str) -> None:
    publish(scene, letter)
    with moved_to(SUNDAY.replace(year=2027, month=2)):
        with scene.acting() as world:
            world.pattern.published_at = SUNDAY.replace(year=2027, month=2)
            world.learned(world.proposal(scene.changed))
        page = begin(scene, "2027-1")
        assert list(names_of(page)) == ["Een brief die aankomt"]
        address = page.url.removesuffix("/bewerken")
        publish(scene, address)
        page = scene.browser("manager").get(LIST)
        assert "Het helpt: daling aangetoond." in page.main
        assert letter in page.links


def test_words_that_leave_a_case_leave_the_letter_too(scene: Stage, letter: str) -> None:
    with scene.acting() as world:
        row = db.session.scalars(select(Newsletter)).one()
        assert (row, "items") in set(copies_of(world.member))
