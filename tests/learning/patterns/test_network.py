"""Patterns across organisations: who sees what of whom, and who owns, links and publishes."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.clock import now
from app.database import db, transaction
from app.people.roles import Role
from app.refusals import Invalid
from cases.models.case import Case
from cases.story import story_of
from learning.models.patterns import DecidedBy, Pattern, PatternMember
from learning.operations.across import link_pattern
from learning.operations.detect_across import detect_across
from learning.operations.patterns import publish_pattern
from learning.operations.proposals import ProposalDetails, write_proposal
from tests.client import Page
from tests.factories import MACHINE, as_actor, give_role, make_person
from tests.learning.patterns.corpus import ADDRESS, GLASSES, Town
from tests.learning.patterns.sharing import (
    SUMMARY,
    TITLE,
    across,
    candidates,
    confirmed,
    reread,
    shared,
)
from tests.learning.patterns.test_pages import Visitor

PAGE = "/patronen/werkbank/netwerk"


@pytest.fixture
def towns(app: Flask) -> Iterator[tuple[Town, Town, Town]]:
    with app.app_context():
        with transaction():
            named = (("Waterdam", "a"), ("Bergveld", "b"), ("Zeekant", "c"))
            home, other, third = (Town(f"Gemeente {name}", slug) for name, slug in named)
        yield home, other, third
        db.session.remove()


def fill(visitor: Visitor, path: str, **values: str) -> Page:
    """Open the page of a form and send it."""
    return visitor.press(path, path, **values)


def test_an_analyst_reads_the_own_cases_alone(app: Flask, towns: tuple[Town, ...]) -> None:
    home, other, third = towns
    with transaction():
        cases = [*shared(home, ADDRESS[:2], other), *shared(other, ADDRESS[2:], home)]
        key = across(home, cases)
        manager = make_person(other.organisation, Role.MANAGER)
        # As a professional she reads them elsewhere; here stand the own ones, whoever looks.
        give_role(home.analyst, home.organisation, Role.PROFESSIONAL)
        keys = {case.title: case.public_id for case in cases}
    page = Visitor(app, home.analyst).get(f"{PAGE}/{key}")
    assert page.status == 200
    assert (ADDRESS[0][0] in page.text, ADDRESS[1][0] in page.text) == (True, True)
    assert not any(title in page.text or keys[title] in page.text for title, _ in ADDRESS[2:])
    assert "2 casussen van jullie." in page.main
    assert "Samen met casussen van andere organisaties." in page.main
    assert "Bergveld" not in page.main
    # The page with all cases and their sentences does not exist for it.
    for rest in ("", "/tekst", "/splitsen", "/publiceren", "/geschiedenis"):
        address = f"/patronen/werkbank/{key}{rest}"
        assert Visitor(app, home.analyst).get(address).status == 404, rest
    for person in (other.analyst, third.analyst, manager, home.reporters[0]):
        for path in (key, f"{key}/bevestigen", f"{key}/publiceren"):
            assert Visitor(app, person).get(f"{PAGE}/{path}").status == 404
    hidden = f"{PAGE}/{key}/casussen/{keys[ADDRESS[3][0]]}/weg"
    assert Visitor(app, home.analyst).send(hidden).status == 404
    assert key not in Visitor(app, other.analyst).get(PAGE).text


def test_confirming_owns_it_and_others_link(app: Flask, towns: tuple[Town, ...]) -> None:
    home, other, third = towns
    with transaction():
        cases = [*shared(home, ADDRESS[:3], other), *shared(other, ADDRESS[3:], home)]
        first, second = across(home, cases), across(other, cases)
        own = other.pattern(other.cases(GLASSES), number=3)
        own.title, own_key = "Ons eigen patroon", own.public_id
    analyst, neighbour = Visitor(app, home.analyst), Visitor(app, other.analyst)
    refused = fill(analyst, f"{PAGE}/{first}/bevestigen", title=ADDRESS[5][1], summary="")
    assert refused.status == 422
    assert ADDRESS[5][1] in refused.text, "what was typed is lost"
    fill(analyst, f"{PAGE}/{first}/bevestigen", title=TITLE, summary=SUMMARY)
    page = neighbour.get(PAGE)
    assert TITLE in page.main
    assert "Gemeente Waterdam" in page.main
    assert second not in page.text, "one's own candidate stays beside what another confirmed"
    assert SUMMARY not in neighbour.get(f"{PAGE}/{first}").text
    late = fill(neighbour, f"{PAGE}/{second}/bevestigen", title="Ook van ons", summary="")
    assert (late.status, "al bevestigd" in late.text) == (422, True)
    neighbour.press(f"{PAGE}/{first}", f"{PAGE}/{first}/koppelen", own=own_key)
    told = neighbour.get(f"/patronen/werkbank/{own_key}").main
    assert "Hoort bij netwerkpatroon 11 van Gemeente Waterdam" in told
    assert "Ons eigen patroon" not in analyst.get(f"{PAGE}/{first}").text
    neighbour.press(f"{PAGE}/{first}", f"{PAGE}/{first}/koppeling/{own_key}/weg")
    assert "netwerkpatroon" not in neighbour.get(f"/patronen/werkbank/{own_key}").main
    assert Visitor(app, third.analyst).get(f"{PAGE}/{first}").status == 404
    detect_across(other.organisation.id, by=MACHINE)
    assert candidates(other) == []


def many(town: Town, count: int, *others: Town) -> list[Case]:
    texts = [(f"Zaak {number}", f"Verhaal {number} van {town.team.id}.") for number in range(count)]
    return shared(town, texts, *others)


def test_it_is_published_for_three_with_enough_each(app: Flask, towns: tuple[Town, ...]) -> None:
    home, other, third = towns
    with transaction():
        # The organisation that asks most decides.
        third.organisation.smallest_group = 6
        cases = [*many(home, 6, other, third), *many(other, 6, home), *many(third, 5, home)]
        key = across(home, cases)
        pattern = confirmed(home, key)
        with pytest.raises(Invalid, match="drie organisaties"):
            publish_pattern(pattern, network=True, by=as_actor(home.analyst))
    visitor = Visitor(app, home.analyst)
    assert "Samen met casussen" in visitor.get(f"{PAGE}/{key}").main
    told = visitor.get(f"{PAGE}/{key}/publiceren").main
    assert "drie organisaties" in told
    assert "Zeekant" not in told
    with transaction():
        (last,) = many(third, 6, home)[5:]
        place(reread(key), last)
    assert "Samen met casussen" in visitor.get(f"{PAGE}/{key}").main, "a band tells who just came"
    reader = third.reporters[1]
    assert Visitor(app, reader).get(f"/patronen/{key}").status == 404
    with transaction():
        tells = {step.endpoint for step in story_of(last, last.reporter or reader)}
        assert "patterns.pattern" not in tells, "the story tells of it before publication"
    fill(visitor, f"{PAGE}/{key}/publiceren")
    assert "In totaal meer dan 10 casussen" in visitor.get(f"{PAGE}/{key}").main
    page = Visitor(app, reader).get(f"/patronen/{key}").main
    assert "meer dan 10 casussen" in page
    assert "Gemeente Waterdam, samen met andere organisaties" in page
    assert "Bergveld" not in page
    with transaction():
        steps = story_of(reread_case(last), reader)
        assert [step.key for step in steps if step.endpoint == "patterns.pattern"] == [key]


def place(pattern: Pattern, case: Case) -> None:
    values = {"joined_at": now(), "decided_by": DecidedBy.MACHINE}
    db.session.add(PatternMember(pattern_id=pattern.id, case_id=case.id, **values))


def reread_case(case: Case) -> Case:
    return db.session.get_one(Case, case.id)


def test_a_proposal_is_of_one_organisation(towns: tuple[Town, ...]) -> None:
    home, other, _ = towns
    details = {"title": "Een adres", "problem": "Geen adres", "proposed_change": "Wel een adres"}
    with transaction():
        key = across(home, [*shared(home, ADDRESS[:3], other), *shared(other, ADDRESS[3:], home)])
        pattern = confirmed(home, key)
        with pytest.raises(Invalid, match="bevestigd"):
            write_proposal(
                ProposalDetails(**details, level="process", strength="medium"),  # type: ignore[arg-type]
                patterns=[pattern],
                organisation=home.organisation,
                author=home.analyst,
                by=as_actor(home.analyst),
            )
        with pytest.raises(Invalid, match="eigen patroon"):
            link_pattern(pattern, pattern, by=as_actor(home.analyst))
