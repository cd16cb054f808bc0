"""The page behind the weekly mail: what is new of one's own cases, and in the organisation."""

from datetime import timedelta

from app.clock import moved_to
from cases.models.history import ReactionKind
from cases.operations.react import react
from learning.lifecycle.proposals import ProposalStep
from tests.factories import as_actor, make_case
from tests.learning.telling.staging import SUNDAY, Stage

PAGE = "/weekbericht"


def test_news_is_told_by_step_and_leads_to_the_case(scene: Stage) -> None:
    with scene.acting() as world:
        react(
            world.member,
            person=world.analyst,
            kind=ReactionKind.THANKS,
            text="Dank je wel.",
            by=as_actor(world.analyst),
        )
    page = scene.browser("reporter").get(PAGE)
    assert "Dit is er nieuw sinds 10 november 2026." in page.main
    heads = [str(one.text_content()).strip() for one in page.document.xpath("//main//h3")]
    assert heads == [
        "Er is gereageerd",
        "Een verbetervoorstel",
        "Beslissing op een voorstel",
        "Er is iets veranderd",
    ]
    assert "Er gaat nu een bericht uit." in page.main
    assert f"/casussen/{scene.case}" in page.links
    assert "Veranderd: Een brief die aankomt" in page.main


def test_what_happened_to_two_cases_is_told_once(scene: Stage) -> None:
    with scene.acting() as world:
        second = world.case(world.reporter, SUNDAY - timedelta(days=60), member=True)
        second.title = "Tweede brief"
    page = scene.browser("reporter").get(PAGE)
    assert page.main.count("Er gaat nu een bericht uit.") == 1
    assert page.main.count("Tweede brief") == page.main.count("Post op de mat") == 4


def test_others_read_nothing_of_ones_cases(scene: Stage) -> None:
    for name in ("other reporter", "manager", "analyst", "administrator", "facilitator"):
        page = scene.browser(name).get(PAGE)
        assert "Er is deze week geen nieuws over je casussen." in page.main
        assert "Post op de mat" not in page.text
        assert "Veranderd: Een brief die aankomt" in page.main


def test_after_two_weeks_it_is_no_news_any_more(scene: Stage) -> None:
    with moved_to(SUNDAY + timedelta(days=15)):
        page = scene.browser("reporter").get(PAGE)
    assert "Er is deze week geen nieuws over je casussen." in page.main
    assert "Er is deze week niets veranderd." in page.main


def test_a_draft_of_ones_own_is_no_news(scene: Stage) -> None:
    with scene.acting() as world:
        make_case(world.reporter, world.organisation, title="Nog een concept")
    assert "Nog een concept" not in scene.browser("reporter").get(PAGE).main


def test_a_no_is_news_with_its_reason(scene: Stage) -> None:
    with scene.acting() as world:
        world.decide(world.submitted("Nieuw plan"), ProposalStep.REJECT, reason="Het kan al.")
    page = scene.browser("reporter").get(PAGE).main
    assert "Beslissing: niet overgenomen" in page
    assert "Het kan al." in page


def test_who_has_no_role_any_more_still_reads_of_their_cases(scene: Stage) -> None:
    with scene.acting() as world:
        world.reporter.memberships[0].ends_on = SUNDAY.date() - timedelta(days=1)
    page = scene.browser("reporter").get(PAGE)
    assert page.status == 200
    assert "Veranderd:" not in page.main
