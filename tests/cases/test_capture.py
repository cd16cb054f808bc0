"""Quick capture: one text, what it suggests, and sharing, in a handful of presses."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.database import db, transaction
from app.people.models import Person
from cases.models.history import CaseDraft
from cases.models.lists import Bouwsteen, BouwsteenSet
from cases.terms import Audience, Direction, Kind, Obstacle, Stage
from tests import factories
from tests.cases.capturing import TEXT, case_count, marks, ticked, told, value_of
from tests.cases.town import Town, build_town, only_case

OTHER_TEXTS = (
    "De brief kwam terug.",
    "Het hek stond open.",
    "Een gezin wachtte op een woning.",
    "De stempel was van vorig jaar.",
    "Niemand nam de telefoon op.",
    "Het schooltje ging dicht.",
)


@pytest.fixture
def town(app: Flask) -> Town:
    return build_town(app)


def bouwsteen_names(app: Flask) -> list[str]:
    with app.app_context():
        query = select(Bouwsteen.name).join(BouwsteenSet).where(BouwsteenSet.active)
        return list(db.session.scalars(query.order_by(Bouwsteen.position)))


def test_sixty_words_are_shared_in_three_presses(town: Town) -> None:
    browser = town.browser("reporter")
    page = told(browser)
    assert page.url.endswith("/voorstellen")
    assert TEXT[:60] not in page.url
    offered = marks(page)
    assert offered
    page = browser.submit(press="Alles overnemen en verder")
    assert page.url.endswith("/delen")
    page = browser.submit(press="Delen", audience="team", name_shown_to="team")
    assert "Gedeeld. Je hoort wat ermee gebeurt." in page.main
    with town.app.app_context():
        case = only_case(town.app)
        assert case.situation == TEXT
        assert case.audience is Audience.TEAM
        assert {f"bouwstenen:{tag.bouwsteen.name}" for tag in case.tags} == {
            one for one in offered if one.startswith("bouwstenen:")
        }
        assert all(tag.direction is Direction.PINCHED for tag in case.tags)


def test_nothing_counts_until_it_is_pressed(town: Town) -> None:
    browser = town.browser("reporter")
    page = told(browser)
    assert ticked(page) == []
    assert "omdat " in page.main
    page = browser.submit(press="Verder met wat ik aanvinkte", accepted=[])
    assert page.url.endswith("/delen")
    with town.app.app_context():
        case = only_case(town.app)
        assert (case.tags, case.domain, case.obstacle, case.procedure) == ([], None, None, None)
        assert (case.law, case.partners, case.outcome, case.deviation) == ("", "", "", "")


def test_what_is_ticked_and_no_more_stands_in_the_case(town: Town) -> None:
    browser, names = town.browser("reporter"), bouwsteen_names(town.app)
    sentence = "Ik heb de aanvraag toch op papier aangenomen en zelf ingevoerd."
    told(browser)
    browser.post(
        browser.page.url if browser.page else "",
        title="Alleen digitaal",
        then="chosen",
        accepted=[
            f"bouwstenen:{names[0]}",
            "obstacle:it_system",
            "provisions:artikel 35 Participatiewet",
            "partners:wijkteam",
            f"deviation:{sentence}",
        ],
        offered=[f"bouwstenen:{names[1]}"],
    )
    with town.app.app_context():
        case = only_case(town.app)
        assert [tag.bouwsteen.name for tag in case.tags] == [names[0]]
        assert case.obstacle is Obstacle.IT_SYSTEM
        assert case.law == "artikel 35 Participatiewet"
        assert case.partner_list == ["wijkteam"]
        assert case.deviation == sentence
        assert case.situation == TEXT


def test_a_request_made_by_hand_invents_nothing(town: Town) -> None:
    with town.app.app_context(), transaction():
        other = factories.make_organisation("Gemeente Anders", "anders")
        stranger = db.session.scalar(
            select(Bouwsteen).join(BouwsteenSet).where(BouwsteenSet.organisation_id == other.id)
        )
        assert stranger is not None
        stranger.name = "Bouwsteen van een ander"
        strange_id = stranger.public_id
    browser = town.browser("reporter")
    page = told(browser)
    answer = browser.post(
        page.url,
        title="Alleen digitaal",
        then="all",
        offered=[
            "bouwstenen:Bouwsteen van een ander", "bouwstenen:Verzonnen",
            f"bouwstenen:{strange_id}", "domain:Verzonnen",
            "obstacle:verzonnen", "procedure:Verzonnen", "outcome:Dit staat niet in de tekst.",
            "reporter_id:1", "state:shared", "zomaar", ":", "provisions:" + "x" * 501,
        ],
    )  # fmt: skip
    assert answer.status == 302
    with town.app.app_context():
        case = only_case(town.app)
        assert (case.tags, case.domain, case.obstacle, case.procedure) == ([], None, None, None)
        assert (case.outcome, case.law, case.state.value) == ("", "", "draft")
        assert case.reporter_id == town.people["reporter"]


def test_a_good_example_has_bouwstenen_that_helped(town: Town) -> None:
    browser = town.browser("reporter")
    page = browser.get("/casussen/nieuw?soort=goed-voorbeeld")
    assert "Wat ging er goed?" in page.main
    page = browser.submit("/casussen/nieuw", situation=TEXT)
    assert "Bouwstenen die hielpen" in page.main
    browser.submit(press="Alles overnemen en verder")
    with town.app.app_context():
        case = only_case(town.app)
        assert case.kind is Kind.GOOD_EXAMPLE
        assert case.tags
        assert all(tag.direction is Direction.HELPED for tag in case.tags)


def test_who_still_looks_for_room_is_asked_until_when(town: Town) -> None:
    browser = town.browser("reporter")
    assert "Wanneer moet er een oplossing zijn?" not in told(browser).main
    page = told(browser, stage="seeking_room")
    assert "Wanneer moet er een oplossing zijn?" in page.main
    browser.submit(press="Alles overnemen en verder", needed_by="2027-01-15")
    with town.app.app_context():
        case = only_case(town.app)
        assert (case.stage, str(case.needed_by)) == (Stage.SEEKING_ROOM, "2027-01-15")


def test_a_page_that_is_refused_keeps_what_was_typed_and_ticked(town: Town) -> None:
    browser = town.browser("reporter")
    browser.get("/casussen/nieuw")
    page = browser.submit("/casussen/nieuw", situation="   ")
    assert page.status == 422
    assert page.title.startswith("Fout")
    page = told(browser)
    chosen = marks(page)[:2]
    page = browser.submit(press="Verder met wat ik aanvinkte", title=" ", accepted=chosen)
    assert page.status == 422
    assert ticked(page) == chosen
    assert case_count(town.app) == 0
    page = browser.submit(press="Verder met wat ik aanvinkte", title="x" * 151)
    assert page.status == 422
    assert value_of(page, "title") == "x" * 151
    assert ticked(page) == chosen


def test_back_to_the_text_and_on_again_keeps_all(town: Town) -> None:
    browser = town.browser("reporter")
    page = told(browser, stage="seeking_room")
    chosen = marks(page)[:2]
    page = browser.submit(
        press="Tekst aanpassen", title="Mijn titel", accepted=chosen, needed_by="2027-01-15"
    )
    assert TEXT in page.main
    assert page.document.xpath("//input[@name='stage'][@checked]/@value") == ["seeking_room"]
    longer = f"{TEXT} Dat was goed."
    page = browser.submit("/casussen/nieuw", situation=longer)
    assert value_of(page, "title") == "Mijn titel"
    assert value_of(page, "needed_by") == "2027-01-15"
    assert sorted(ticked(page)) == sorted(chosen)
    browser.submit(press="Verder met wat ik aanvinkte")
    with town.app.app_context():
        assert only_case(town.app).situation == longer


def test_the_same_page_sent_twice_makes_one_case(town: Town) -> None:
    browser = town.browser("reporter")
    page = told(browser)
    first = browser.submit(press="Alles overnemen en verder", follow=False)
    browser.page = page
    second = browser.submit(press="Alles overnemen en verder", follow=False)
    assert (first.status, first.location) == (302, second.location)
    assert case_count(town.app) == 1
    with town.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(CaseDraft)) == 0


def test_coming_back_to_a_form_that_made_its_case(town: Town) -> None:
    """The same text leads to the case; another text becomes another case, and nothing is lost."""
    browser = town.browser("reporter")
    begun = browser.get("/casussen/nieuw")
    browser.submit("/casussen/nieuw", situation=TEXT)
    browser.submit(press="Bewaren als concept")
    browser.page = begun
    page = browser.submit("/casussen/nieuw", situation=TEXT)
    with town.app.app_context():
        assert page.url == f"/casussen/{only_case(town.app).public_id}"
    browser.page = begun
    page = browser.submit("/casussen/nieuw", situation="Heel iets anders nu.")
    assert "Heel iets anders nu." in page.main
    browser.submit(press="Bewaren als concept")
    assert case_count(town.app) == 2


def test_a_short_text_asks_for_a_title_alone(town: Town) -> None:
    browser = town.browser("reporter")
    page = told(browser, "Later meer.")
    assert marks(page) == []
    assert "een titel is genoeg" in page.main
    page = browser.submit(press="Bewaren als concept", title="Later meer")
    assert "Alleen jij leest deze casus" in page.main


def test_personal_data_is_looked_at_before_sharing(town: Town) -> None:
    browser = town.browser("reporter")
    told(browser, f"{TEXT} Zijn nummer is 111222333.")
    page = browser.submit(press="Alles overnemen en verder")
    assert page.url.endswith("/gegevens")
    assert "111222333" in page.main


@pytest.mark.parametrize("audience", [Audience.PRIVATE, Audience.ORGANISATION])
def test_an_earlier_case_counts_when_one_may_read_it(town: Town, audience: Audience) -> None:
    with town.app.app_context(), transaction():
        elsewhere = db.session.get_one(Person, town.people["elsewhere"])
        home = elsewhere.memberships[0].organisation
        names = db.session.scalars(select(Bouwsteen).join(BouwsteenSet).limit(2)).all()
        for text in (TEXT, TEXT, *OTHER_TEXTS):
            factories.make_case(
                elsewhere,
                home,
                situation=text,
                audience=audience,
                bouwstenen={one.public_id: Direction.PINCHED for one in names},
                obstacle=Obstacle.WORK_INSTRUCTION,
            )
    page = told(town.browser("reporter"))
    assert ("vergelijkbare casussen dit hebben" in page.main) == (audience is not Audience.PRIVATE)
