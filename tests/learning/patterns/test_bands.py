"""The number on a published page: counted anew only when enough people joined or left."""

from collections.abc import Iterator, Sequence

import pytest
from flask import Flask

from app.database import db, transaction
from cases.models.case import Case
from cases.models.lists import Domain
from cases.operations.share import withdraw_case
from learning.models.curation import PatternDecision
from learning.models.patterns import Pattern
from learning.operations.members import add_member, remove_member
from learning.operations.patterns import describe_pattern, publish_pattern
from learning.queries.patterns import member_cases
from tests.factories import MACHINE, as_actor, make_person
from tests.learning.patterns.corpus import Town


@pytest.fixture
def town(app: Flask) -> Iterator[Town]:
    with app.app_context(), transaction():
        yield Town()


def cases_of_new_people(town: Town, count: int) -> list[Case]:
    """Cases of people who had none."""
    town.reporters = [make_person(town.organisation, team=town.team) for _ in range(count)]
    return town.cases([(f"Zaak {number}", f"Verhaal {number}.") for number in range(count)])


def published(town: Town, count: int) -> Pattern:
    pattern = town.pattern(cases_of_new_people(town, count))
    publish(pattern)
    return pattern


def publish(pattern: Pattern) -> None:
    publish_pattern(pattern, network=False, by=MACHINE)
    db.session.flush()


def join(pattern: Pattern, cases: Sequence[Case]) -> int | None:
    """What the page tells after these joined and it was published again, with another text."""
    for case in cases:
        add_member(pattern, case, by=MACHINE)
    describe_pattern(pattern, title="Anders gezegd", summary=f"Nu {cases[-1].id}.", by=MACHINE)
    publish(pattern)
    return pattern.published_more_than


@pytest.mark.parametrize(("count", "band"), [(5, None), (7, None), (8, 5), (12, 5), (13, 10)])
def test_the_first_publication_leaves_the_reader_and_one_other_out(
    town: Town, count: int, band: int | None
) -> None:
    assert published(town, count).published_more_than == band


def test_one_case_more_moves_no_band(town: Town) -> None:
    pattern = published(town, 12)
    assert join(pattern, cases_of_new_people(town, 1)) == 5


def test_a_band_rises_when_six_people_joined_since_it_was_counted(town: Town) -> None:
    pattern = published(town, 12)
    # Three publications, of which none counts: what they told goes on counting as not told.
    assert join(pattern, cases_of_new_people(town, 2)) == 5
    assert join(pattern, cases_of_new_people(town, 2)) == 5
    assert join(pattern, cases_of_new_people(town, 1)) == 5
    assert join(pattern, cases_of_new_people(town, 1)) == 10


def test_a_band_that_was_counted_to_the_same_number_asks_for_six_again(town: Town) -> None:
    pattern = published(town, 13)
    assert join(pattern, cases_of_new_people(town, 8)) == 10  # 21, of which 19 remain
    assert join(pattern, cases_of_new_people(town, 2)) == 10
    assert join(pattern, cases_of_new_people(town, 4)) == 20


def test_many_cases_of_one_person_move_no_band(town: Town) -> None:
    pattern = published(town, 12)
    town.reporters = town.reporters[:1]
    busy = town.cases([(f"Nog {number}", f"Weer {number}.") for number in range(9)])
    assert join(pattern, busy) == 5


def test_what_leaves_moves_no_band_until_it_was_of_many(town: Town) -> None:
    pattern = published(town, 13)
    cases = town.cases([("Een", "Eerste."), ("Twee", "Tweede.")])
    for case in cases_in(pattern)[:5]:
        withdraw_case(case, by=as_actor(case.reporter))
    assert join(pattern, cases[:1]) == 10
    for case in cases_in(pattern)[:1]:
        remove_member(pattern, case, by=MACHINE)
    assert join(pattern, cases[1:]) == 5


def cases_in(pattern: Pattern) -> list[Case]:
    return sorted(member_cases(pattern), key=lambda case: case.id)


def test_a_sensitive_case_that_joins_does_not_take_the_band_away(town: Town) -> None:
    pattern = published(town, 12)
    (case,) = cases_of_new_people(town, 1)
    case.domain = Domain(
        organisation_id=town.organisation.id, name="stil", sort_key="stil", sensitive=True
    )
    assert join(pattern, [case]) == 5


def test_a_publication_from_before_this_was_kept_counts_as_counted(town: Town) -> None:
    pattern = published(town, 12)
    for decision in db.session.query(PatternDecision).filter_by(action="publish"):
        decision.after = {
            name: value for name, value in decision.after.items() if name == "patterns"
        }
    assert join(pattern, cases_of_new_people(town, 1)) == 5
    assert join(pattern, cases_of_new_people(town, 6)) == 10
