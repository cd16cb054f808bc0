from collections.abc import Iterator

import pytest
from flask import Flask

from app.database import db, transaction
from app.refusals import Invalid
from cases.models.lists import Domain
from cases.story import story_of
from learning.lifecycle.patterns import PatternState
from learning.models.patterns import Pattern
from learning.operations.members import add_member, remove_member
from learning.operations.merging import merge_patterns, separate_pattern
from learning.operations.patterns import (
    address_pattern,
    confirm_pattern,
    describe_pattern,
    dismiss_pattern,
    publish_pattern,
    reopen_pattern,
)
from learning.queries.patterns import member_cases
from tests.factories import MACHINE
from tests.learning.patterns.corpus import ADDRESS, GLASSES, Town


@pytest.fixture
def town(app: Flask) -> Iterator[Town]:
    with app.app_context(), transaction():
        yield Town()


def publish(pattern: Pattern) -> None:
    publish_pattern(pattern, network=False, by=MACHINE)


def chapters(town: Town, pattern: Pattern) -> list[str]:
    """What the first member case's reporter reads about patterns in its story."""
    case = member_cases(pattern)[0]
    reporter = next(one for one in town.reporters if one.id == case.reporter_id)
    return [step.title for step in story_of(case, reporter) if step.chapter == "pattern"]


def test_five_reporters_and_own_words_are_enough_to_publish(town: Town) -> None:
    pattern = town.pattern(town.cases(ADDRESS))
    publish(pattern)
    assert pattern.state is PatternState.PUBLISHED
    assert pattern.published_more_than is None


def test_four_reporters_are_too_few(town: Town) -> None:
    town.reporters = town.reporters[:4]
    pattern = town.pattern(town.cases(ADDRESS))
    with pytest.raises(Invalid, match="minder dan 5 inbrengers"):
        publish(pattern)
    assert pattern.state is PatternState.CONFIRMED


def test_pseudonyms_of_an_import_count_as_reporters(town: Town) -> None:
    town.reporters = town.reporters[:1]
    cases = town.cases(ADDRESS)
    for number, case in enumerate(cases):
        case.reporter_pseudonym = f"pseudoniem-{number}"
    publish(town.pattern(cases))


def test_a_sensitive_domain_asks_for_ten_reporters(town: Town) -> None:
    cases = town.cases(ADDRESS)
    cases[0].domain = Domain(
        organisation_id=town.organisation.id,
        name="heel gevoelig",
        sort_key="heel gevoelig",
        sensitive=True,
    )
    pattern = town.pattern(cases)
    with pytest.raises(Invalid, match="minder dan 10 inbrengers"):
        publish(pattern)


def test_a_text_with_words_of_a_case_is_refused(town: Town) -> None:
    pattern = town.pattern(town.cases(ADDRESS))
    pattern.summary = f"Zo gaat het: {ADDRESS[2][1].lower()}"
    with pytest.raises(Invalid, match="eigen woorden"):
        publish(pattern)


def test_a_text_with_personal_data_is_refused(town: Town) -> None:
    pattern = town.pattern(town.cases(ADDRESS))
    with pytest.raises(Invalid, match="persoonsgegeven"):
        describe_pattern(pattern, title="Titel", summary="Mail jan@voorbeeld.nl", by=MACHINE)
    pattern.title = "Bel 06-12345678"
    with pytest.raises(Invalid, match="persoonsgegeven"):
        publish(pattern)


def test_without_a_summary_nothing_is_published(town: Town) -> None:
    pattern = town.pattern(town.cases(ADDRESS))
    pattern.summary = ""
    with pytest.raises(Invalid, match="samenvatting"):
        publish(pattern)


def test_a_candidate_is_confirmed_before_it_is_published(town: Town) -> None:
    pattern = town.pattern(town.cases(ADDRESS), PatternState.CANDIDATE)
    with pytest.raises(Invalid, match="mogelijk patroon"):
        publish(pattern)
    confirm_pattern(pattern, by=MACHINE)
    publish(pattern)


def test_what_others_read_changes_only_by_publishing_again(town: Town) -> None:
    pattern = town.pattern(town.cases(ADDRESS))
    publish(pattern)
    describe_pattern(pattern, title="Een nieuwe titel", summary="Anders gezegd.", by=MACHINE)
    for case in town.cases(GLASSES):
        add_member(pattern, case, by=MACHINE)
    assert pattern.published_title == "Zonder adres geen inschrijving"
    publish(pattern)
    assert pattern.published_title == "Een nieuwe titel"


def test_the_story_of_a_case_tells_of_published_patterns_alone(town: Town) -> None:
    pattern = town.pattern(town.cases(ADDRESS))
    assert chapters(town, pattern) == []
    publish(pattern)
    assert chapters(town, pattern) == ["Hoort bij patroon 1: Zonder adres geen inschrijving"]


def test_a_case_that_joined_after_publication_hears_at_the_next_one(town: Town) -> None:
    pattern = town.pattern(town.cases(ADDRESS))
    publish(pattern)
    late = town.cases(GLASSES[:1])[0]
    add_member(pattern, late, by=MACHINE)
    reporter = town.reporters[0]
    assert not [one for one in story_of(late, reporter) if one.chapter == "pattern"]
    publish(pattern)
    assert [one for one in story_of(late, reporter) if one.chapter == "pattern"]


def test_a_case_taken_out_does_not_hear_of_the_pattern_any_more(town: Town) -> None:
    pattern = town.pattern(town.cases(ADDRESS))
    publish(pattern)
    case = member_cases(pattern)[0]
    remove_member(pattern, case, by=MACHINE)
    assert not [one for one in story_of(case, town.reporters[0]) if one.chapter == "pattern"]


def test_a_merge_brings_the_cases_together_and_can_be_undone(town: Town) -> None:
    one = town.pattern(town.cases(ADDRESS))
    other = town.pattern(town.cases(GLASSES), number=2)
    merge_patterns(other, into=one, by=MACHINE)
    db.session.flush()
    assert len(member_cases(one)) == len(ADDRESS) + len(GLASSES)
    assert other.state is PatternState.MERGED
    separate_pattern(other, by=MACHINE)
    assert len(member_cases(one)) == len(ADDRESS)
    assert (other.state, len(member_cases(other))) == (PatternState.CONFIRMED, len(GLASSES))


def test_a_pattern_does_not_merge_with_itself_nor_with_another_organisation(town: Town) -> None:
    pattern = town.pattern([])
    elsewhere = Town("Gemeente Elders", "elders").pattern([])
    for into in (pattern, elsewhere):
        with pytest.raises(Invalid, match="ander patroon"):
            merge_patterns(pattern, into=into, by=MACHINE)


def test_a_case_stands_in_one_confirmed_pattern(town: Town) -> None:
    cases = town.cases(ADDRESS)
    town.pattern(cases)
    other = town.pattern([], number=2)
    with pytest.raises(Invalid, match="al bij een ander bevestigd patroon"):
        add_member(other, cases[0], by=MACHINE)


def test_a_pattern_takes_shared_cases_of_its_own_organisation_alone(town: Town) -> None:
    elsewhere = Town("Gemeente Elders", "elders").cases(GLASSES[:1])[0]
    with pytest.raises(Invalid, match="eigen organisatie"):
        add_member(town.pattern([]), elsewhere, by=MACHINE)


def test_only_a_published_pattern_becomes_addressed_and_comes_back(town: Town) -> None:
    pattern = town.pattern(town.cases(ADDRESS))
    address_pattern(pattern, by=MACHINE)
    assert pattern.state is PatternState.CONFIRMED
    publish(pattern)
    address_pattern(pattern, by=MACHINE)
    assert pattern.state is PatternState.ADDRESSED
    reopen_pattern(pattern, by=MACHINE)
    assert pattern.state is PatternState.PUBLISHED


def test_a_dismissal_needs_a_reason(town: Town) -> None:
    with pytest.raises(Invalid, match="waarom"):
        dismiss_pattern(town.pattern([]), reason="  ", by=MACHINE)
