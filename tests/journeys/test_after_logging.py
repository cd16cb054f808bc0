"""After sharing: colleagues recognise, thank and ask, and the reporter answers and looks back."""

import sqlite3
from contextlib import closing

import pytest

from app.clock import today
from tests.journeys.conftest import NARROW, Looker, Room, Site

TITLE = "De deurbel deed het niet, dus de hulp stond op straat"
SITUATION = "Een inwoner hoorde de bel niet. De hulp ging drie keer weg en werd toen stopgezet."
QUESTION = "Wie besloot om de hulp te stoppen?"
ANSWER = "Dat ging vanzelf, na drie keer niet thuis."


@pytest.mark.journey
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_case_comes_back_to_its_reporter(room: Room, site: Site, script: bool) -> None:
    title = f"{TITLE} ({'met' if script else 'zonder'} script)"
    anouk = room.seat("Anouk Verbruggen", script=script)
    case = share_a_case(anouk, title)
    rachid = room.seat("Rachid el Amrani", NARROW, script=script)
    a_colleague_recognises_thanks_and_asks(rachid, case, script)
    the_reporter_answers(anouk, title, script)
    the_colleague_reads_the_answer(rachid, title, script)
    the_reporter_is_asked_how_it_ended(anouk, site, case, title)


def share_a_case(anouk: Looker, title: str) -> str:
    """The shortest way: title, situation, the team."""
    anouk.go("/casussen/nieuw/uitgebreid")
    anouk.write("Titel", title)
    anouk.write("Wat gebeurde er?", SITUATION)
    anouk.press("Bewaren en delen")
    anouk.pick("mijn team")
    anouk.press("Delen")
    anouk.reads("Gedeeld. Je hoort wat ermee gebeurt.")
    return anouk.path


def look(looker: Looker, script: bool) -> None:
    """axe needs script to look."""
    if script:
        looker.look()


def a_colleague_recognises_thanks_and_asks(rachid: Looker, case: str, script: bool) -> None:
    """A press each, one of them taken back; then a question of a person's own words."""
    rachid.go(case)
    look(rachid, script)
    rachid.press("Herken ik ook")
    rachid.reads("Je herkent dit ook.")
    rachid.press("Toch niet")
    rachid.press("Herken ik ook")
    rachid.press("Dank je, hier heb ik iets aan")
    rachid.reads("Je bedankte de inbrenger.")
    look(rachid, script)
    rachid.follow("Stel een vraag")
    rachid.press("Vraag versturen")
    rachid.reads("Schrijf je vraag op.")
    look(rachid, script)
    rachid.write("Je vraag", QUESTION)
    rachid.press("Vraag versturen")
    rachid.reads("Je vraag is verstuurd.")
    rachid.reads("Nog geen antwoord.")
    rachid.misses("Stel een vraag")


def the_reporter_answers(anouk: Looker, title: str, script: bool) -> None:
    """Thanks and question reach the reporter, without a name."""
    anouk.go("/mijn-casussen")
    anouk.reads("Wat wordt van mij gevraagd")
    anouk.reads(QUESTION)
    look(anouk, script)
    anouk.page.get_by_role("listitem").filter(has_text=QUESTION).get_by_role("link").click()
    anouk.misses("Rachid")
    look(anouk, script)
    anouk.write("Je antwoord", ANSWER)
    anouk.press("Antwoord versturen")
    anouk.reads("Je antwoord is doorgegeven.")
    anouk.reads("Iemand is blij met je casus")
    anouk.misses("Rachid")
    anouk.misses("herkennen dit")
    look(anouk, script)


def the_colleague_reads_the_answer(rachid: Looker, title: str, script: bool) -> None:
    """On one's own page stands that it is there."""
    rachid.go("/mijn-casussen")
    rachid.reads("Antwoord op je vraag")
    asked = rachid.page.get_by_role("listitem").filter(has_text=QUESTION).first
    asked.get_by_role("link", name="Lezen").click()
    rachid.reads(ANSWER)
    rachid.reads(title)
    look(rachid, script)
    rachid.page.get_by_role("button", name="Gelezen").first.click()
    rachid.go("/mijn-casussen")
    rachid.misses("Antwoord op je vraag")


def the_reporter_is_asked_how_it_ended(anouk: Looker, site: Site, case: str, title: str) -> None:
    """The chosen day has come: first not yet, then the ending."""
    the_day_has_come(site, case)
    anouk.go("/mijn-casussen")
    anouk.reads("Hoe liep het af?")
    ask = anouk.page.get_by_role("listitem").filter(has_text=title).first
    ask.get_by_role("button", name="Nog even wachten").click()
    anouk.reads("Over vier weken vragen we het nog eens.")
    the_day_has_come(site, case)
    anouk.go("/mijn-casussen")
    ask = anouk.page.get_by_role("listitem").filter(has_text=title).first
    ask.get_by_role("link", name="Vertel hoe het afliep").click()
    anouk.write("Hoe liep het af?", "De hulp belt nu eerst aan de achterkant.")
    anouk.pick("geholpen")
    anouk.choose("Voor wie geldt dit ook?", "tientallen")
    anouk.press("Afronden")
    anouk.reads("Je casus is afgerond.")
    anouk.reads("tientallen")


def the_day_has_come(site: Site, case: str) -> None:
    """As if the day that the reporter chose were today."""
    public_id = case.rpartition("/")[2]
    with closing(sqlite3.connect(site.data / "leerlus.sqlite")) as database, database:
        database.execute(
            "update cases set follow_up_on = ? where public_id = ?",
            (today().isoformat(), public_id),
        )
