"""What may not be done with a leerbrief, whoever asks it and in whatever order."""

from collections.abc import Callable

import pytest

from app.quarters import Quarter
from app.refusals import Invalid
from app.web import documents
from cases.copies import copies_of
from learning.lifecycle.patterns import PatternState
from learning.lifecycle.proposals import ProposalStep
from learning.models.telling import Newsletter, NewsletterState, ReopenWish, WishAnswer
from learning.operations.newsletters import (
    NewsletterText,
    PartText,
    begin_newsletter,
    drop_newsletter,
    edit_newsletter,
    part_name,
    publish_newsletter,
)
from learning.operations.wishes import answer_wishes, ask_again
from learning.queries.newsletters import parts_of, parts_to_read
from tests.factories import as_actor
from tests.learning.telling.staging import SUNDAY, Acting, Stage

QUARTER = Quarter(2026, 4)


def begun(world: Acting) -> Newsletter:
    world.pattern.published_at = SUNDAY
    return begin_newsletter(world.organisation, QUARTER, by=as_actor(world.analyst))


def text_of(letter: Newsletter, title: str = "Titel", heading: str = "Kop") -> NewsletterText:
    parts = {part_name(one): PartText(heading, "", 1) for one in letter.items}
    return NewsletterText(title, "", letter.version, parts)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Invalid) as found:
        act()
    return found.value.message


def test_a_quarter_has_one(scene: Stage) -> None:
    with scene.acting() as world:
        begun(world)
        assert "al een leerbrief" in refused(lambda: begun(world))


def test_it_has_a_title_and_each_part_a_heading(scene: Stage) -> None:
    with scene.acting() as world:
        letter, by = begun(world), as_actor(world.analyst)
        empty, bare = text_of(letter, title=" "), text_of(letter, heading=" ")
        assert "titel" in refused(lambda: edit_newsletter(letter, empty, by=by))
        assert "kop" in refused(lambda: edit_newsletter(letter, bare, by=by))


def test_it_is_published_once_and_then_stays(scene: Stage) -> None:
    with scene.acting() as world:
        letter, by = begun(world), as_actor(world.analyst)
        publish_newsletter(letter, version=letter.version, by=by)
        again = letter.version
        assert "al gepubliceerd" in refused(
            lambda: publish_newsletter(letter, version=again, by=by)
        )
        assert "al gepubliceerd" in refused(lambda: drop_newsletter(letter, by=by))
        assert letter.state is NewsletterState.PUBLISHED


def test_what_may_not_be_told_any_more_leaves_a_draft(scene: Stage) -> None:
    with scene.acting() as world:
        proposal = world.proposal(scene.changed)
        world.learned(proposal)
        letter = begun(world)
        assert [one.kind.value for one in parts_to_read(letter)] == ["pattern", "proven"]
        world.decide(proposal, ProposalStep.TAKE_UP_AGAIN, reason="Het komt terug.")
        world.pattern.state = PatternState.CONFIRMED
        assert parts_to_read(letter) == []
        assert [one.gone for one in parts_of(letter)] == [True, True]


def test_a_wish_and_its_answer_need_words(scene: Stage) -> None:
    with scene.acting() as world:
        proposal, by = world.proposal(scene.changed), as_actor(world.analyst)
        assert "10 tot 2000 tekens" in refused(
            lambda: ask_again(proposal, person=world.reporter, text="Nee.", by=by)
        )
        wish = ask_again(proposal, person=world.reporter, text="Het knelt nog steeds.", by=by)
        answer = WishAnswer.NOT_NOW
        assert "Schrijf op waarom" in refused(
            lambda: answer_wishes(proposal, [wish], answer=answer, text=" ", by=by)
        )
        kept = set(copies_of(world.member))
        assert {(wish, "text"), (wish, "answer_text")} <= kept
        world.member.reporter_id = None
        assert (wish, "text") in set(copies_of(world.member))
        assert isinstance(wish, ReopenWish)


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
def test_a_wrong_place_is_said_and_nothing_new_too(scene: Stage) -> None:
    with scene.acting() as world:
        letter = begun(world)
        address, name = f"/leerbrief/{letter.public_id}", part_name(letter.items[0])
    browser = scene.browser("analyst")
    browser.get(f"{address}/bewerken")
    page = browser.submit(f"{address}/bewerken", **{f"place_{name}": "eerst"})
    assert page.status == 422
    assert "Vul een getal in, zoals 1." in page.main
    assert 'value="eerst"' in page.text
    browser.get(f"{address}/bewerken")
    page = browser.submit(f"{address}/bewerken", **{f"place_{name}": ""})
    assert "Zo ziet de leerbrief eruit" in page.main
    browser.get(f"{address}/bewerken")
    assert "Er is niets nieuws bij gekomen." in browser.submit(f"{address}/aanvullen").main


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
def test_where_no_pdf_can_be_made_the_page_says_so(
    scene: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scene.acting() as world:
        letter, by = begun(world), as_actor(world.analyst)
        publish_newsletter(letter, version=letter.version, by=by)
        address = f"/leerbrief/{letter.public_id}"
    monkeypatch.setattr("learning.views.newsletters.pdf_is_possible", lambda: False)
    page = scene.browser("manager").get(f"{address}/leerbrief.pdf", follow=True)
    assert "Een pdf maken lukt op deze server niet." in page.text
    assert f"{address}/leerbrief.pdf" not in page.links
    assert documents.pdf_is_possible()
