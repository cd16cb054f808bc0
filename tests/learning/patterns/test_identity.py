"""What people decided about patterns holds in every run after it; a run only proposes."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import jobs
from app.database import db, transaction
from app.jobs import Job
from cases.models.case import Case
from cases.operations.share import withdraw_case
from learning.lifecycle.patterns import PatternState
from learning.models.curation import PatternSuggestion, SuggestionKind
from learning.models.patterns import DismissedKind, Pattern, PatternMember
from learning.operations.detection import detect_patterns
from learning.operations.joining import PLACE
from learning.operations.members import add_member, remove_member
from learning.operations.merging import merge_patterns
from learning.operations.patterns import confirm_pattern
from tests.factories import MACHINE, as_actor
from tests.learning.patterns.corpus import ADDRESS, GLASSES, LOOSE, Town

NEW = ("Bril via bijzondere bijstand?", GLASSES[4][1])


@pytest.fixture
def town(app: Flask) -> Iterator[Town]:
    with app.app_context():
        with transaction():
            town = Town()
        yield town
        db.session.remove()


def detect(town: Town) -> None:
    organisation_id = town.organisation.id
    db.session.rollback()
    detect_patterns(organisation_id, by=MACHINE)


def titles(pattern_id: int) -> set[str]:
    db.session.rollback()
    return set(
        db.session.scalars(
            select(Case.title)
            .join(PatternMember, PatternMember.case_id == Case.id)
            .where(PatternMember.pattern_id == pattern_id, PatternMember.removed.is_(False))
        )
    )


def living_with(*wanted: str) -> list[int]:
    """The patterns that are not put aside in which all of these cases stand."""
    living = select(Pattern.id).where(
        Pattern.state.not_in([PatternState.DISMISSED, PatternState.MERGED])
    )
    return [one for one in db.session.scalars(living) if titles(one) >= set(wanted)]


def proposals() -> list[PatternSuggestion]:
    db.session.rollback()
    return list(db.session.scalars(select(PatternSuggestion).order_by(PatternSuggestion.id)))


def names(texts: list[tuple[str, str]]) -> set[str]:
    return {title for title, _ in texts}


def waiting() -> int:
    db.session.rollback()
    query = select(func.count()).select_from(Job).where(Job.kind == PLACE)
    return db.session.scalar(query.where(Job.state == jobs.JobState.WAITING)) or 0


def test_a_new_case_joins_a_confirmed_pattern_at_once(town: Town) -> None:
    with transaction():
        cases = town.corpus()
        kept = town.pattern(cases["glasses"]).id
    jobs.drain()
    with transaction():
        case = town.cases([NEW])[0]
        stranger = town.cases([("Lantaarn stuk", "De lantaarn in de straat is stuk.")])[0]
    jobs.drain()
    assert titles(kept) == names(GLASSES) | {case.title}
    assert living_with(stranger.title) == []
    row = db.session.scalars(select(PatternMember).where(PatternMember.case_id == case.id)).one()
    assert (row.decided_by, row.place) == ("machine", None)


def test_a_case_that_comes_back_stays_out_of_what_it_was_taken_out_of(town: Town) -> None:
    with transaction():
        cases = town.corpus()
        pattern = town.pattern(cases["glasses"])
        kept, case = pattern.id, cases["glasses"][1]
        remove_member(pattern, case, by=MACHINE)
    jobs.drain()
    assert titles(kept) == names(GLASSES) - {case.title}
    detect(town)
    assert titles(kept) == names(GLASSES) - {case.title}


def test_many_new_cases_are_one_job_and_without_confirmed_patterns_none(town: Town) -> None:
    with transaction():
        cases = town.corpus()
    assert waiting() == 0
    with transaction():
        town.pattern(cases["glasses"])
        town.cases([(f"{title} {number}", text) for number in range(9) for title, text in GLASSES])
    assert waiting() == 1


def test_a_run_proposes_a_split_once_and_moves_nobody(town: Town) -> None:
    with transaction():
        cases = town.corpus()
        mixed = town.pattern([*cases["glasses"], *cases["address"]]).id
    detect(town)
    (split,) = proposals()
    assert (split.kind, split.pattern_id) == (SuggestionKind.SPLIT, mixed)
    assert {one.case.title for one in split.cases} == names(GLASSES)
    assert titles(mixed) == names(GLASSES) | names(ADDRESS)
    detect(town)
    assert [one.id for one in proposals()] == [split.id]
    with transaction():
        proposals_by_id(split.id).accepted = False
        proposals_by_id(split.id).decided_at = proposals_by_id(split.id).found_at
    detect(town)
    assert [one.id for one in proposals()] == [split.id], "what was refused is proposed again"


def proposals_by_id(suggestion_id: int) -> PatternSuggestion:
    return db.session.get_one(PatternSuggestion, suggestion_id)


def test_a_proposal_goes_when_a_run_does_not_see_it_any_more(town: Town) -> None:
    with transaction():
        cases = town.corpus()
        town.pattern([*cases["glasses"], *cases["address"]])
    detect(town)
    assert len(proposals()) == 1
    with transaction():
        for case, reporter in zip(cases["glasses"][1:], town.reporters[1:], strict=False):
            withdraw_case(case, by=as_actor(reporter))
    assert [one.case_id for one in proposals()[0].cases] == [cases["glasses"][0].id]
    detect(town)
    assert proposals() == []


def test_a_run_proposes_to_merge_what_it_finds_as_one(town: Town) -> None:
    with transaction():
        cases = town.corpus()
        one = town.pattern(cases["address"][:3], number=1).id
        other = town.pattern([*cases["address"][3:], cases["address"][0]], number=2).id
    detect(town)
    (merge,) = proposals()
    assert merge.kind is SuggestionKind.MERGE
    assert {merge.pattern_id, merge.other_id} == {one, other}
    assert titles(one) | titles(other) == names(ADDRESS)
    with transaction():
        # Who says of one case that it differs from the other pattern is not asked again.
        remove_member(db.session.get_one(Pattern, other), cases["address"][0], by=MACHINE)
    detect(town)
    assert proposals() == []


def test_what_was_taken_out_stays_out_after_a_merge(town: Town) -> None:
    with transaction():
        cases = town.corpus()
        small = town.pattern(cases["glasses"][:3], number=1)
        large = town.pattern(cases["glasses"][3:], number=2)
        remove_member(small, cases["glasses"][0], by=MACHINE)
        merge_patterns(small, into=large, by=MACHINE)
        kept = large.id
    for _ in range(2):
        detect(town)
        assert titles(kept) == names(GLASSES[1:])


def test_what_does_not_belong_together_is_not_put_together_again(town: Town) -> None:
    two = names(GLASSES[:2])
    with transaction():
        cases = town.corpus()
        refused = [*cases["glasses"][:2], *cases["loose"][:4]]
        pattern = town.pattern(refused, PatternState.DISMISSED)
        pattern.curated, pattern.dismissed_kind = True, DismissedKind.KNOWN
    detect(town)
    assert len(living_with(*two)) == 1, "these two resemble each other"
    with transaction():
        pattern.dismissed_kind = DismissedKind.NOT_TOGETHER
    for _ in range(2):
        detect(town)
        assert living_with(*two) == []
        assert len(living_with(*names(GLASSES[2:]))) == 1


def test_who_belongs_here_by_a_decision_joins_no_other_pattern(town: Town) -> None:
    with transaction():
        cases = town.corpus()
        kept = town.pattern(cases["loose"][:3], PatternState.CANDIDATE, number=41)
        add_member(kept, cases["glasses"][0], by=MACHINE)
        settled = town.pattern(cases["glasses"][1:], number=42)
        candidate = kept.id
        elsewhere = settled.id
    for _ in range(2):
        detect(town)
        assert GLASSES[0][0] in titles(candidate)
        assert GLASSES[0][0] not in titles(elsewhere)
    with transaction():
        confirm_pattern(db.session.get_one(Pattern, candidate), by=MACHINE)
    detect(town)
    assert GLASSES[0][0] in titles(candidate)


def test_cases_that_belong_together_stay_so_when_their_pattern_is_put_aside(town: Town) -> None:
    with transaction():
        cases = town.corpus()
        pattern = town.pattern([], PatternState.CANDIDATE, number=41)
        for case in cases["loose"][:3]:
            add_member(pattern, case, by=MACHINE)
        pattern.state, pattern.dismissed_kind = PatternState.DISMISSED, DismissedKind.KNOWN
        put_aside = pattern.id
    for _ in range(2):
        detect(town)
        assert titles(put_aside) == names(LOOSE[:3])
        assert not any(living_with(title) for title in names(LOOSE[:3]))
