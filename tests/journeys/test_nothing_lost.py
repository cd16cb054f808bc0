"""Whatever breaks while somebody types, the text comes back."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, WIDE, Looker, Room
from tests.journeys.writer import (
    REPORTER,
    STORY,
    TITLE,
    begun,
    beside,
    kept_here,
    nothing_kept_here,
    sign_in,
    status,
    story,
)

FULL_FORM = "/casussen/nieuw/uitgebreid"


def notice(looker: Looker, words: str) -> None:
    """One of the notices of the form has come up."""
    expect(looker.page.get_by_role("alert").filter(has_text=words)).to_be_visible(timeout=20_000)


@pytest.mark.journey
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_offline_the_browser_keeps_the_text_until_the_server_has_it(room: Room, width: int) -> None:
    rachid = begun(room, width)
    rachid.page.context.set_offline(True)
    rachid.write(STORY, "De eerste zin. En een zonder verbinding.")
    rachid.page.locator("[name=own_reference]").evaluate("one => { one.value = 'ZK-2031-77' }")
    status(rachid, "Je bent offline. Je tekst staat veilig in deze browser.")
    assert kept_here(rachid) == 1
    assert "ZK-2031-77" not in rachid.page.evaluate("JSON.stringify(localStorage)")
    rachid.page.context.set_offline(False)
    status(rachid, "Bewaard om")
    assert kept_here(rachid) == 0
    rachid.page.reload()
    assert story(rachid) == "De eerste zin. En een zonder verbinding."


@pytest.mark.journey
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_text_typed_offline_is_offered_when_the_form_opens_again(room: Room, width: int) -> None:
    rachid = begun(room, width)
    rachid.page.context.set_offline(True)
    rachid.write(STORY, "Later en langer.")
    status(rachid, "Je bent offline")
    address = rachid.page.url
    again = beside(rachid)
    rachid.page.close()
    again.page.context.set_offline(False)
    again.page.goto(address)
    notice(again, "In deze browser staat een nieuwere tekst")
    assert story(again) == "De eerste zin."
    again.look()
    again.page.get_by_role("button", name="Deze tekst overnemen").click()
    assert story(again) == "Later en langer."
    status(again, "Bewaard om")
    assert kept_here(again) == 0


@pytest.mark.journey
def test_a_text_that_stayed_behind_reaches_the_server_from_any_page(room: Room) -> None:
    rachid = begun(room)
    rachid.page.context.set_offline(True)
    rachid.write(STORY, "Achtergebleven tekst.")
    status(rachid, "Je bent offline")
    again = beside(rachid)
    rachid.page.close()
    again.page.context.set_offline(False)
    again.go("/mijn-casussen")
    nothing_kept_here(again)
    again.go("/mijn-casussen")
    again.follow("Verder schrijven")
    assert story(again) == "Achtergebleven tekst."


@pytest.mark.journey
def test_signing_out_leaves_no_text_in_the_browser(room: Room) -> None:
    rachid = begun(room)
    other = beside(rachid)
    other.go("/mijn-casussen")
    rachid.page.context.set_offline(True)
    rachid.write(STORY, "Mag niet blijven staan.")
    status(rachid, "Je bent offline")
    other.page.context.set_offline(False)
    other.page.get_by_role("button", name="Uitloggen").click()
    other.page.wait_for_url("**/aanmelden*")
    assert kept_here(other) == 0
    rachid.write(STORY, "Ook later niet.")
    status(rachid, "Laat deze pagina open")
    assert kept_here(rachid) == 0


@pytest.mark.journey
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_after_the_session_ended_typing_goes_on(room: Room, width: int) -> None:
    rachid = begun(room, width)
    rachid.page.context.clear_cookies()
    rachid.write(STORY, "Na een lange pauze.")
    notice(rachid, "Je bent afgemeld")
    rachid.complaints.clear()
    rachid.look()
    with rachid.page.context.expect_page() as opened:
        rachid.page.get_by_role("link", name="Aanmelden in een nieuw venster").click()
    window = Looker(opened.value, rachid.site)
    sign_in(window, REPORTER)
    window.page.close()
    rachid.page.evaluate("window.dispatchEvent(new Event('focus'))")
    status(rachid, "Bewaard om")
    expect(rachid.page.get_by_text("Je bent afgemeld")).to_be_hidden()
    rachid.press("Bewaren als concept")
    rachid.reads("Na een lange pauze.")


@pytest.mark.journey
def test_another_person_in_the_same_browser_does_not_get_the_text(room: Room) -> None:
    rachid = begun(room)
    window = beside(rachid)
    rachid.page.context.clear_cookies()
    sign_in(window, "Anouk Verbruggen")
    rachid.write(STORY, "Van Rachid alleen.")
    notice(rachid, "In deze browser is nu iemand anders aangemeld")
    window.go("/mijn-casussen")
    window.misses(TITLE)


@pytest.mark.journey
@pytest.mark.parametrize("script", [True, False])
def test_a_form_sent_after_the_session_ended_loses_nothing(room: Room, script: bool) -> None:
    rachid = room.seat(REPORTER, NARROW, script=script)
    rachid.go(FULL_FORM)
    rachid.write("Titel", "Verstuurd na de pauze")
    rachid.write(STORY, "De regel begon met een komma,\nen eindigde zo.")
    rachid.page.context.clear_cookies()
    rachid.press("Bewaren als concept")
    rachid.reads("Je bent afgemeld")
    rachid.complaints.clear()
    if script:
        rachid.look()
    window = beside(rachid)
    sign_in(window, REPORTER)
    rachid.press("Bewaren")
    if not script:
        rachid.reads("Druk nog een keer op Bewaren")
        rachid.press("Bewaren")
    rachid.reads("Je casus is bewaard.")
    rachid.reads("De regel begon met een komma,")


@pytest.mark.journey
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_two_windows_on_one_draft_keep_both_texts(room: Room, width: int) -> None:
    one = begun(room, width)
    two = beside(one)
    two.page.set_viewport_size({"width": width, "height": 900})
    two.page.goto(one.page.url)
    one.write(STORY, "Uit het eerste venster.")
    status(one, "Bewaard om")
    one.page.wait_for_timeout(2500)
    two.write(STORY, "Uit het tweede venster.")
    notice(two, "Dit concept is ook in een ander venster open")
    expect(two.page.locator("[data-there]")).to_have_text("Uit het eerste venster.")
    assert story(two) == "Uit het tweede venster."
    two.look()
    two.page.get_by_role("button", name="De andere tekst overnemen").click()
    assert story(two) == "Uit het eerste venster."
    status(two, "Bewaard om")
    two.go("/mijn-casussen")
    two.reads("(concept 2)")


@pytest.mark.journey
def test_changes_in_a_case_survive_a_closed_browser(room: Room) -> None:
    rachid = begun(room)
    rachid.press("Bewaren als concept")
    case = rachid.path
    rachid.follow("Aanpassen")
    rachid.write(STORY, "Halverwege aangepast.")
    status(rachid, "Bewaard om")
    rachid.page.context.close()
    again = room.seat(REPORTER, NARROW)
    again.go(f"{case}/bewerken")
    again.reads("Je hebt niet bewaarde wijzigingen van")
    again.look()
    again.follow("Verder hiermee")
    assert story(again) == "Halverwege aangepast."
    again.press("Bewaren als concept")
    again.reads("Halverwege aangepast.")
    again.go(f"{case}/bewerken")
    again.misses("niet bewaarde wijzigingen")


@pytest.mark.journey
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_two_windows_on_one_case_meet_a_page_with_both(room: Room, width: int) -> None:
    one = begun(room, width)
    one.press("Bewaren als concept")
    case = one.path
    one.go(f"{case}/bewerken")
    two = beside(one)
    two.page.set_viewport_size({"width": width, "height": 900})
    two.go(f"{case}/bewerken")
    one.write(STORY, "De eerste zin, nu langer.")
    one.press("Bewaren als concept")
    two.write(STORY, "De eerste zin, nu anders.")
    two.press("Bewaren als concept")
    two.reads("Deze casus is intussen aangepast")
    two.complaints.clear()
    two.look()
    two.press("Bewaren zoals gekozen")
    two.reads("De eerste zin, nu anders.")
    two.go(f"{case}/versies")
    two.look()
    two.page.get_by_role("button", name="terugzetten").first.click()
    two.reads("De eerste zin, nu langer.")
