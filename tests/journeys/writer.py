"""Steps of somebody who types in the form of a case."""

from playwright.sync_api import expect

from tests.journeys.conftest import WIDE, Looker, Room

FULL_FORM = "/casussen/nieuw/uitgebreid"
TITLE = "Het loket was dicht toen hij kwam"
STORY = "Wat gebeurde er?"
REPORTER = "Rachid el Amrani"


def status(looker: Looker, words: str) -> None:
    """What the form says of its own keeping."""
    expect(looker.page.locator("[data-autosave-status]")).to_contain_text(words, timeout=20_000)


def beside(looker: Looker) -> Looker:
    """A second window of the same browser."""
    return Looker(looker.page.context.new_page(), looker.site)


def sign_in(looker: Looker, name: str) -> None:
    """Sign in on this page."""
    looker.go("/aanmelden")
    looker.page.fill("input[name=email]", looker.site.accounts[name])
    looker.page.fill("input[name=password]", looker.site.password)
    looker.page.locator("main form button[type=submit]").first.click()
    looker.page.wait_for_url(lambda url: "/aanmelden" not in url)


def begun(room: Room, width: int = WIDE) -> Looker:
    """Somebody whose first words have reached the server."""
    rachid = room.seat(REPORTER, width)
    rachid.go(FULL_FORM)
    rachid.write("Titel", TITLE)
    rachid.write(STORY, "De eerste zin.")
    status(rachid, "Bewaard om")
    return rachid


def kept_here(looker: Looker) -> int:
    """How many texts this browser holds."""
    return int(
        looker.page.evaluate(
            "Object.keys(localStorage).filter((one) => one.startsWith('leerlus:tekst:')).length"
        )
    )


def story(looker: Looker) -> str:
    return looker.page.get_by_label(STORY).input_value()


def nothing_kept_here(looker: Looker) -> None:
    """Wait until what this browser held has reached the server."""
    for _moment in range(40):
        if not kept_here(looker):
            return
        looker.page.wait_for_timeout(250)
    raise AssertionError("the text stayed in the browser")
