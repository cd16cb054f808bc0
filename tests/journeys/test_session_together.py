"""Four people at once go through a whole session, on both engines.

Who leads sits at a desk, one sits at a phone, one comes from another organisation and has no
JavaScript, and the reporter follows her own case. A screen hangs in the room.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from app.clock import today
from tests.journeys.conftest import NARROW, Looker, Room, on_postgresql
from tests.journeys.story import COLLEAGUE, FACILITATOR, PARTNER, REPORTER, TEAM

TITLE = "Een huisbezoek om een tandenborstel"
SITUATION = (
    "Een inwoonster zorgt vier nachten per week voor haar moeder aan de andere kant van de stad. "
    "Volgens de werkinstructie woont zij daar. Haar uitkering stopt tot zij het tegendeel toont."
)
VIEWS = (
    "Zij doet wat we van familie vragen.",
    "De regel meet nachten en geen leven.",
    "Niemand heeft haar gevraagd hoe het zit.",
)
LIVE = 20_000


@pytest.fixture(params=["sqlite", "postgresql"])
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, chromium: Browser
) -> Iterator[Room]:
    """Screens at a site on either engine."""
    if request.param == "sqlite":
        sites = iter([request.getfixturevalue("site")])
    else:
        sites = on_postgresql(request, tmp_path_factory.mktemp("postgresql-site"))
    room = Room(chromium, next(sites))
    yield room
    for context in room.contexts:
        context.close()
    next(sites, None)


@pytest.mark.journey
@pytest.mark.timeout(400)
def test_four_people_go_through_a_whole_session(place: Room) -> None:
    anouk = place.seat(REPORTER)
    sanne = place.seat(FACILITATOR)
    tineke = place.seat(COLLEAGUE, NARROW)
    thijs = place.seat(PARTNER, script=False)
    the_reporter_offers_a_case(anouk)
    session, item = the_facilitator_prepares(sanne)
    the_reporter_comes(anouk, item)
    each_is_heard_first(sanne, tineke, thijs, item)
    sanne.go(session)
    sanne.press("Begin de sessie")
    wall = beside(sanne)
    live = f"{session}/meedoen"
    for one in (anouk, sanne, tineke, thijs):
        one.go(live)
        shows(one, "Inbreng")
        one.reads(SITUATION[:40])
        if one is not thijs:
            one.look()
    wall.go(f"{session}/scherm")
    wall.look()

    a_question_is_answered(anouk, sanne, tineke, thijs, wall)
    all_stand_side_by_side(sanne, anouk, tineke, wall)
    options_are_weighed(sanne, tineke, thijs, live)
    two_write_in_one_field(sanne, tineke, thijs, live)
    somebody_agrees(sanne, tineke)
    the_substitute_takes_over(sanne, tineke, session)
    the_minutes_tell_it(tineke, anouk, session, item)


def the_reporter_offers_a_case(anouk: Looker) -> None:
    """Written, shared with the organisation and offered, in one go."""
    anouk.go("/casussen/nieuw")
    anouk.write("Wat gaf je buikpijn?", SITUATION)
    anouk.press("Verder")
    anouk.write("Titel", TITLE)
    anouk.press("Bewaren als concept")
    anouk.follow("Delen")
    anouk.pick("mijn organisatie")
    anouk.press("Delen")
    anouk.follow("Aanbieden voor de Doorbraak")
    anouk.reads(PARTNER)
    anouk.pick(TEAM)
    anouk.press("Aanbieden")
    anouk.reads("Aangeboden voor de Doorbraak")


def the_facilitator_prepares(sanne: Looker) -> tuple[str, str]:
    """An extended session with a substitute; the case is on the agenda and open to all three."""
    sanne.go("/doorbraak")
    sanne.follow(TEAM)
    sanne.follow("Plan een sessie")
    sanne.page.get_by_label("Dag", exact=True).fill((today() + timedelta(days=1)).isoformat())
    sanne.write("Begintijd", "10:00")
    sanne.write("Plaats of link", "Buurthuis De Sluis")
    sanne.page.get_by_label(re.compile("Uitgebreid")).check()
    for box in sanne.page.get_by_role("checkbox").all():
        words = str(box.evaluate("one => one.labels[0].textContent"))
        box.set_checked(any(name in words for name in (FACILITATOR, COLLEAGUE, PARTNER)))
    options = sanne.page.get_by_label("Wie neemt het over als de begeleider uitvalt?")
    named = [one for one in options.locator("option").all_inner_texts() if COLLEAGUE in one]
    options.select_option(label=named[0])
    sanne.look()
    sanne.press("Plan de sessie")
    session = sanne.path
    sanne.follow("Zet een casus op de agenda")
    sanne.pick(TITLE)
    sanne.press("Op de agenda")
    sanne.press("Begin de voorbereiding")
    sanne.look()
    sanne.follow(TITLE)
    return session, sanne.path


def the_reporter_comes(anouk: Looker, item: str) -> None:
    """Her own page asks whether she comes."""
    anouk.go("/mijn-casussen")
    anouk.look()
    anouk.go(f"{item}/erbij")
    anouk.pick("Ja, ik kom")
    anouk.look()
    anouk.press("Bewaren")


def beside(looker: Looker) -> Looker:
    """A second window of the same browser."""
    return Looker(looker.page.context.new_page(), looker.site)


def shows(looker: Looker, step: str) -> None:
    """The page has come to this step, by itself when it can."""
    expect(looker.page.get_by_role("heading", level=1)).to_have_text(step, timeout=LIVE)


def step_on(sanne: Looker, step: str, *others: Looker) -> None:
    """Who leads presses once, and all the others follow without a press."""
    sanne.press("Volgende stap")
    shows(sanne, step)
    for one in others:
        shows(one, step)


def comes_in(looker: Looker, words: str) -> None:
    """This appears without a press."""
    expect(looker.page.locator("main")).to_contain_text(words, timeout=LIVE)


def leave_by_link(looker: Looker, words: str) -> None:
    """Follow a link of which these are the first words."""
    looker.leave_by(looker.page.get_by_role("link", name=re.compile(f"^{words}")))


def a_question_is_answered(
    anouk: Looker, sanne: Looker, tineke: Looker, thijs: Looker, wall: Looker
) -> None:
    """The colleague asks from her phone, the reporter answers at her desk, all read it."""
    step_on(sanne, "Verhelderende vragen", anouk, tineke, wall)
    tineke.write("Wat wil je weten?", "Hoe lang zorgt zij al voor haar moeder?")
    tineke.press("Stel je vraag")
    comes_in(anouk, "Hoe lang zorgt zij")
    leave_by_link(anouk, "Beantwoorden")
    anouk.write("Antwoord", "Sinds het voorjaar, en het wordt meer.")
    anouk.press("Vastleggen")
    for one in (sanne, tineke, wall):
        comes_in(one, "Sinds het voorjaar")
    thijs.go(thijs.path)
    thijs.reads("Sinds het voorjaar")


def each_is_heard_first(sanne: Looker, tineke: Looker, thijs: Looker, item: str) -> None:
    """Nobody reads another's view until the last one is in."""
    views = dict(zip(VIEWS, (tineke, thijs, sanne), strict=True))
    for view, writer in views.items():
        writer.go(item)
        for other in VIEWS:
            writer.misses(other)
        writer.write("Wat zie ik?", view)
        writer.pick("betrokkenheid")
        writer.write("Wat zou ik doen?", "Eerst vragen hoe de week eruitziet.")
        writer.press("Bewaar je perspectief")
        writer.reads("Je perspectief is bewaard")


def all_stand_side_by_side(sanne: Looker, anouk: Looker, tineke: Looker, wall: Looker) -> None:
    """The picture of who puts the weight where, with all views, on each screen."""
    step_on(sanne, "Perspectieven", tineke, anouk, wall)
    for view in VIEWS:
        for one in (tineke, anouk):
            comes_in(one, view)
    for one in (tineke, wall):
        expect(one.page.locator("main svg[role=img]").first).to_be_visible()
        one.look()


def options_are_weighed(sanne: Looker, tineke: Looker, thijs: Looker, live: str) -> None:
    """An option from who has no script, an argument from the phone."""
    step_on(sanne, "Opties", tineke)
    thijs.go(live)
    thijs.write("Wat zou je kunnen doen?", "Samen de week op papier zetten.")
    thijs.press("Voeg de optie toe")
    comes_in(tineke, "Samen de week op papier zetten.")
    tineke.page.get_by_text("Voeg een argument toe").first.click()
    tineke.choose("Bij welke stap van de omgekeerde toets?", "gewenst effect")
    tineke.pick("ervoor")
    tineke.write("Wat is het argument?", "Zij kan voor haar moeder blijven zorgen.")
    tineke.press("Voeg toe")
    comes_in(sanne, "Zij kan voor haar moeder")
    sanne.look()


def two_write_in_one_field(sanne: Looker, tineke: Looker, thijs: Looker, live: str) -> None:
    """Both texts are kept: who comes second sees the two side by side."""
    step_on(sanne, "De doorbraak", tineke)
    tineke.write("Wat is de doorbraak?", "We bellen haar eerst.")
    thijs.go(live)
    thijs.write("Wat is de doorbraak?", "We zetten samen haar week op papier.")
    thijs.press("Vastleggen")
    comes_in(tineke, "Er is iets nieuws")
    expect(tineke.page.get_by_label("Wat is de doorbraak?")).to_have_value("We bellen haar eerst.")
    tineke.press("Vastleggen")
    tineke.reads("Er is niets kwijt")
    tineke.reads("Intussen bewaard")
    # The browser notes every answer that is no page; this one (409) is meant.
    tineke.complaints.clear()
    tineke.look()
    tineke.write("Wat is de doorbraak?", "We bellen haar, en zetten samen haar week op papier.")
    tineke.press("Vastleggen")
    comes_in(sanne, "We bellen haar, en zetten samen")


def somebody_agrees(sanne: Looker, tineke: Looker) -> None:
    """Who, what and when."""
    step_on(sanne, "Afspraken", tineke)
    sanne.choose("Wie?", COLLEAGUE)
    sanne.write("Wat?", "De werkinstructie met het team doornemen.")
    sanne.write("Wanneer klaar?", (today() + timedelta(days=14)).isoformat())
    sanne.press("Leg de afspraak vast")
    comes_in(tineke, "De werkinstructie met het team doornemen.")


def the_substitute_takes_over(sanne: Looker, tineke: Looker, session: str) -> None:
    """The laptop of who leads is dead; the substitute goes on from her phone, at the same step."""
    sanne.page.context.close()
    tineke.go(session)
    tineke.press("Neem de begeleiding over")
    tineke.go(f"{session}/meedoen")
    shows(tineke, "Afspraken")
    tineke.press("Volgende stap")
    shows(tineke, "Lessen")
    tineke.write("Wat leren we?", "Tel nachten niet als wonen wanneer iemand mantelzorg geeft.")
    tineke.pick("structureel")
    tineke.press("Leg de les vast")
    tineke.reads("Tel nachten niet als wonen")
    tineke.look()
    tineke.press("Volgende stap")
    tineke.press("Rond de sessie af")
    tineke.reads("De sessie is afgerond")


def the_minutes_tell_it(tineke: Looker, anouk: Looker, session: str, item: str) -> None:
    """At once, to who sat in, and of her own case to the reporter; without her name."""
    tineke.go(f"{session}/verslag")
    tineke.reads("We bellen haar, en zetten samen")
    tineke.reads("De werkinstructie met het team doornemen.")
    tineke.misses(REPORTER)
    tineke.look()
    anouk.go(f"{item}/verslag")
    anouk.reads("Tel nachten niet als wonen")
    anouk.look()
