"""The manager's whole day, and a proposal that is turned down and found again."""

import pytest

from tests.journeys.conftest import NARROW, Looker, Room
from tests.journeys.story import ANALYST, MANAGER, REPORTER

BOARD, CONTRIBUTOR = "Marjan Hoekstra", "Femke Roelofs"
WAITING = "Reken met het echte loon, een maand later"
FORWARDED = "Laat de Jeugdwet doorlopen tot het volgende er is"
CARRIED_OUT = "Blijvend is blijvend: toekennen zonder einddatum"
FOR_OUTSIDE = "Vraag niet elk jaar bewijs van wat blijvend is"
REASON = "De loonaangifte komt dit jaar nog niet op tijd binnen."
NEWS = "Vanaf januari komt de loonaangifte wel op tijd binnen."
ACTION = "Pas de brief aan die na toekenning uitgaat"


@pytest.mark.journey
@pytest.mark.timeout(300)
def test_the_managers_whole_day(later: Room) -> None:
    wouter = later.seat(MANAGER)
    wouter.look()
    the_menu_stands_on_one_line(wouter)
    what_waits_is_turned_down_with_a_reason(wouter)
    what_goes_outside_is_read_and_approved(wouter)
    an_answer_that_is_late_is_noted(wouter)
    an_action_is_handed_out_and_done(wouter, later.seat(CONTRIBUTOR, NARROW))
    the_texts_for_board_and_council_are_there(wouter)
    the_board_reads_one_page(later.seat(BOARD))


@pytest.mark.journey
@pytest.mark.timeout(300)
def test_a_proposal_is_turned_down_and_found_again(later: Room) -> None:
    what_waits_is_turned_down_with_a_reason(later.seat(MANAGER))
    everybody_finds_it_with_its_reason(later.seat(REPORTER, NARROW, script=False))
    the_analyst_takes_it_up_with_what_is_new(later.seat(ANALYST))
    wouter = later.seat(MANAGER)
    wouter.go("/stand-van-zaken")
    wouter.reads(WAITING)
    wouter.follow(WAITING)
    wouter.reads(NEWS)
    wouter.follow("Beslissen")
    take_step(wouter, "Aannemen", {"Welke capaciteit geef je?": "40 uur"})
    wouter.reads("De stand is nu: aangenomen")
    anouk = later.seat(REPORTER)
    anouk.go("/verbetervoorstellen/niet-overgenomen")
    anouk.misses(WAITING)


def the_menu_stands_on_one_line(wouter: Looker) -> None:
    """What a manager does most fits beside each other at 1280 px."""
    tops = wouter.page.eval_on_selector_all(
        "header + nav a, nav.navigation a, .page-navigation a",
        "all => all.map(one => Math.round(one.getBoundingClientRect().top))",
    )
    assert len(set(tops)) <= 1, tops


def what_waits_is_turned_down_with_a_reason(wouter: Looker) -> None:
    """Without a reason it says what to do; with one it stands."""
    wouter.go("/stand-van-zaken")
    wouter.follow(WAITING)
    wouter.reads("ligt er 47 dagen")
    wouter.follow("Beslissen")
    wouter.look()
    take_step(wouter, "Niet overnemen", {})
    wouter.reads("Schrijf op waarom je dit niet overneemt.")
    take_step(wouter, "Niet overnemen", {"Reden": REASON})
    wouter.reads("De stand is nu: niet overgenomen")
    wouter.look()


def what_goes_outside_is_read_and_approved(wouter: Looker) -> None:
    """On the page stands what leaves, and nothing leaves before the press."""
    wouter.go("/stand-van-zaken")
    wouter.follow(FOR_OUTSIDE)
    wouter.look()
    wouter.follow("Beslissen")
    wouter.reads("Mag dit naar buiten?")
    wouter.look()
    wouter.page.locator("main form input[type=radio]").first.check()
    wouter.press("Vastleggen")
    wouter.reads("akkoord")


def an_answer_that_is_late_is_noted(wouter: Looker) -> None:
    """Somebody else had it long enough; their answer opens the next step."""
    wouter.go("/stand-van-zaken")
    wouter.follow(FORWARDED)
    wouter.reads("nog geen antwoord")
    wouter.leave_by(wouter.page.locator("main").get_by_role("link", name="Antwoord vastleggen"))
    wouter.look()
    wouter.pick("pakt het op")
    wouter.write("Wat schreven ze erbij?", "Het ministerie past de wet aan.")
    wouter.press("Vastleggen")
    wouter.reads("Het ministerie past de wet aan.")


def an_action_is_handed_out_and_done(wouter: Looker, femke: Looker) -> None:
    """Who does it finds it on their own list, says how it goes, and is done."""
    wouter.go("/verbetervoorstellen")
    wouter.follow(CARRIED_OUT)
    wouter.follow("Actie toevoegen")
    wouter.write("Wat moet er gebeuren?", ACTION)
    wouter.choose("Wie doet het?", CONTRIBUTOR)
    wouter.press("Toevoegen")
    wouter.reads(ACTION)
    femke.go("/mijn-acties")
    femke.reads(ACTION)
    femke.look()
    femke.leave_by(femke.page.get_by_role("button", name=f"Klaar: {ACTION}"))
    femke.reads("Deze actie is klaar")


def the_texts_for_board_and_council_are_there(wouter: Looker) -> None:
    """Readable without a figure, to copy or to take along."""
    wouter.go("/stand-van-zaken/teksten")
    wouter.reads("raadsinformatiebrief")
    wouter.look()


def the_board_reads_one_page(marjan: Looker) -> None:
    """Words first; what was decided stands there."""
    marjan.go("/bestuur")
    marjan.reads(WAITING)
    marjan.look()


def everybody_finds_it_with_its_reason(anouk: Looker) -> None:
    """A professional, on a phone and without JavaScript."""
    anouk.go("/verbetervoorstellen/niet-overgenomen")
    anouk.reads(WAITING)
    anouk.page.locator("main form input[type=search], main form input[type=text]").first.fill(
        "loonaangifte"
    )
    anouk.leave_by(anouk.page.locator("main form button").first)
    anouk.reads(REASON)
    anouk.misses("De kostendelersnorm")


def the_analyst_takes_it_up_with_what_is_new(ilse: Looker) -> None:
    """Back to a draft with the new facts, and laid before the manager once more."""
    ilse.go("/verbetervoorstellen/niet-overgenomen")
    ilse.follow(WAITING)
    ilse.follow("Volgende stap vastleggen")
    ilse.page.locator("main form input[name=step]").first.check(force=True)
    ilse.write("Wat is er nieuw?", NEWS)
    ilse.press("Vastleggen")
    ilse.follow("Indienen")
    ilse.press("Indienen bij de manager")
    ilse.reads("wacht op een beslissing")


def take_step(looker: Looker, name: str, fields: dict[str, str]) -> None:
    """Record a step with what belongs to it."""
    looker.pick(name)
    for label, text in fields.items():
        looker.write(label, text)
    looker.press("Vastleggen")
