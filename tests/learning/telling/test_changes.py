"""What was changed, for everybody: bands as published, the door by its name, no counts."""

from datetime import date

import pytest

from learning.lifecycle.proposals import Door
from tests.factories import make_person
from tests.learning.telling.staging import Stage

PAGE = "/dit-is-veranderd"
EVERYBODY = (
    "analyst", "manager", "contributor", "board", "professional", "administrator",
    "facilitator", "reporter",
)  # fmt: skip


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
def test_everybody_reads_the_change_and_its_band(scene: Stage) -> None:
    with scene.acting() as world:
        proposal = world.proposal(scene.changed)
        proposal.changed_version = "post, versie 4"
        proposal.changed_link = "https://wetten.overheid.nl/"
        proposal.told_whom = "alle balies, in het overleg"
    for name in EVERYBODY:
        page = scene.browser(name).get(PAGE)
        for words in (
            "Veranderd op 12 november 2026.",
            "Mede dankzij meer dan 10 casussen.",
            "Er gaat nu een bericht uit.",
            "Werkinstructie: post, versie 4.",
            "Dit is verteld aan: alle balies, in het overleg",
        ):
            assert words in page.main, name
        assert page.document.xpath(
            "//a[@href='https://wetten.overheid.nl/' and @rel='external noopener noreferrer']"
        )
    assert scene.browser("elsewhere").get(PAGE).main.count("Een brief die aankomt") == 0


def test_below_the_band_there_is_no_number(scene: Stage) -> None:
    with scene.acting() as world:
        world.pattern.published_more_than = None
    page = scene.browser("manager").get(PAGE)
    assert "Samen met andere casussen." in page.main
    assert "Mede dankzij" not in page.main


def test_a_link_that_is_no_address_of_the_web_is_no_link(scene: Stage) -> None:
    with scene.acting() as world:
        world.proposal(scene.changed).changed_link = "javascript:alert(1)"
    assert "javascript" not in scene.browser("manager").get(PAGE).text


def test_the_verdict_stands_there_with_its_door(scene: Stage) -> None:
    with scene.acting() as world:
        world.learned(world.proposal(scene.changed))
    page = scene.browser("board").get(PAGE).main
    assert "Stand: effect aangetoond. Het helpt: daling aangetoond." in page
    assert page.count("daling aangetoond") == 1
    with scene.acting() as world:
        world.proposal(scene.changed).decisions[-1].door = Door.PRACTICE
    assert "Het helpt: bevestigd door de praktijk." in scene.browser("board").get(PAGE).main


def test_only_a_reporter_of_it_is_offered_to_ask_again(scene: Stage) -> None:
    words, address = "Is het niet opgelost?", f"{PAGE}/{scene.changed}/opnieuw"
    for name in EVERYBODY:
        page = scene.browser(name).get(PAGE)
        assert (words in page.main) == (name == "reporter"), name
        assert (address in page.links) == (name == "reporter"), name
        # Paper leaves buttons out, so a printed page does not tell that a reporter printed it.
        for one in page.document.xpath(f"//a[@href='{address}']"):
            assert "nl-button" in one.get("class").split()


def test_the_network_reads_changes_about_network_patterns(scene: Stage) -> None:
    with scene.acting() as world:
        host = world.elsewhere.memberships[0].organisation
        reads = make_person(host, name="Lezer Proef")
        scene.people["neighbour"] = reads.id
    assert "Een brief die aankomt" not in scene.browser("neighbour").get(PAGE).main
    with scene.acting() as world:
        world.pattern.network = True
    page = scene.browser("neighbour").get(PAGE)
    assert "Veranderd bij andere organisaties" in page.main
    assert "Gemeente Proefstad" in page.main
    assert "Een brief die aankomt" in page.main
    assert "Een brief die aankomt" not in scene.browser("elsewhere").get(PAGE).main


def test_who_has_no_role_any_more_gets_an_empty_page(scene: Stage) -> None:
    with scene.acting() as world:
        for one in world.professional.memberships:
            one.ends_on = date(2020, 1, 1)
    page = scene.browser("professional").get(PAGE)
    assert page.status == 200
    assert "Er is nog niets veranderd" in page.main
