"""What an analyst sees and no run found."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.database import transaction
from app.refusals import Invalid
from learning.lifecycle.patterns import PatternState
from learning.operations.patterns import confirm_pattern, make_pattern
from learning.queries.explanation import explanation_of
from learning.queries.patterns import member_cases
from tests.factories import MACHINE
from tests.learning.patterns.corpus import ADDRESS, GLASSES, Town


@pytest.fixture
def town(app: Flask) -> Iterator[Town]:
    with app.app_context(), transaction():
        yield Town()


def test_a_made_pattern_holds_its_cases_and_waits_for_confirming(town: Town) -> None:
    found = town.pattern(town.cases(ADDRESS), number=4)
    cases = town.cases(GLASSES)
    made = make_pattern(town.organisation, title=" Brillen ", cases=cases, by=MACHINE)
    assert (made.number, made.title) == (found.number + 1, "Brillen")
    assert set(member_cases(made)) == set(cases)
    assert all(member.pinned for member in explanation_of(made).members)
    states = [made.state]
    confirm_pattern(made, by=MACHINE)
    states.append(made.state)
    assert states == [PatternState.CANDIDATE, PatternState.CONFIRMED]


def test_a_case_of_a_confirmed_pattern_is_not_put_in_a_second_one(town: Town) -> None:
    cases = town.cases(ADDRESS)
    town.pattern(cases)
    with pytest.raises(Invalid, match="ander bevestigd patroon"):
        make_pattern(town.organisation, title="Adres", cases=cases, by=MACHINE)


@pytest.mark.parametrize("title", ["  ", "Bel 06 12345678"])
def test_a_made_pattern_needs_a_title_without_a_person_in_it(town: Town, title: str) -> None:
    with pytest.raises(Invalid):
        make_pattern(town.organisation, title=title, cases=town.cases(GLASSES), by=MACHINE)
