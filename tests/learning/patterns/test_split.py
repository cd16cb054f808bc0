from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.clock import now
from app.database import db, transaction
from app.refusals import Invalid
from cases.models.lists import Procedure
from learning.lifecycle.patterns import PatternState
from learning.models.curation import PatternSuggestion, SuggestedCase, SuggestionKind
from learning.models.patterns import Pattern
from learning.operations.detection import detect_patterns
from learning.operations.merging import merge_patterns
from learning.operations.patterns import confirm_pattern
from learning.operations.splitting import accept_suggestion, leave_suggestion, split_pattern
from learning.operations.undoing import undo_decision
from learning.queries.halves import cuts_of
from learning.queries.patterns import member_cases
from tests.factories import MACHINE
from tests.learning.patterns.corpus import ADDRESS, GLASSES, LOOSE, Town
from tests.learning.patterns.test_history import as_it_is
from tests.learning.patterns.test_pages import BENCH, Visitor


@pytest.fixture
def town(app: Flask) -> Iterator[Town]:
    with app.app_context(), transaction():
        yield Town()


def titles(pattern: Pattern) -> set[str]:
    db.session.flush()
    return {case.title for case in member_cases(pattern)}


ADDRESSES = {title for title, _ in ADDRESS}
SPECTACLES = {title for title, _ in GLASSES}


def test_the_proposal_finds_the_two_causes(town: Town) -> None:
    town.cases(LOOSE)
    pattern = town.pattern([*town.cases(ADDRESS), *town.cases(GLASSES)])
    (cut,) = cuts_of(pattern)
    assert {case.title for case in cut.leaving} == SPECTACLES
    assert {case.title for case in cut.staying} == ADDRESSES
    assert {"bril"} <= set(cut.terms)


def test_a_field_divides_when_it_parts_what_is_unlike(town: Town) -> None:
    town.cases(LOOSE)
    addresses, glasses = town.cases(ADDRESS), town.cases(GLASSES)
    name = "Bijzondere bijstand"
    procedure = Procedure(organisation_id=town.organisation.id, name=name, sort_key=name.casefold())
    db.session.add(procedure)
    # All but one of the cases about glasses name it, so that this cut is another one.
    for case in glasses[:-1]:
        case.procedure = procedure
    for case, law in zip([*addresses, *glasses], "ABABABABABA", strict=True):
        case.law = law
    first, second = cuts_of(town.pattern([*addresses, *glasses]))
    assert (first.field, second.field, second.value) == ("", "procedure", name)
    assert {case.title for case in second.leaving} == {case.title for case in glasses[:-1]}


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_few_cases_are_not_cut(town: Town, count: int) -> None:
    assert cuts_of(town.pattern(town.cases(ADDRESS[:count]))) == []


def test_a_split_holds_in_every_later_run_and_can_be_undone(app: Flask) -> None:
    with app.app_context():
        with transaction():
            town = Town()
            cases = town.cases(ADDRESS)
            town.cases(LOOSE)
            pattern = town.pattern(cases)
            before = as_it_is(pattern)
            left = {case.title for case in cases[:3]}
            decision = split_pattern(pattern, cases=cases[:3], title="Op straat", by=MACHINE)
            made = decision.other
            assert made is not None
            assert (made.state, made.number) == (PatternState.CANDIDATE, 2)
        for settle in (False, True):
            if settle:
                with transaction():
                    confirmed = confirm_pattern(db.session.get_one(Pattern, made.id), by=MACHINE)
            detect_patterns(town.organisation.id, by=MACHINE)
            db.session.rollback()
            assert titles(pattern) == ADDRESSES - left
            assert titles(made) == left
        with transaction():
            with pytest.raises(Invalid, match="Hierna besloot je"):
                undo_decision(decision, by=MACHINE)
            undo_decision(confirmed, by=MACHINE)
            undoing = undo_decision(decision, by=MACHINE)
            assert as_it_is(pattern) == before
            assert titles(made) == set()
            assert made.state is PatternState.MERGED
            undo_decision(undoing, by=MACHINE)
            assert (titles(made), titles(pattern)) == (left, ADDRESSES - left)


def test_no_run_moves_who_stayed_in_a_candidate_to_the_part_that_left(app: Flask) -> None:
    with app.app_context():
        with transaction():
            town = Town()
            cases = town.corpus()["address"]
            pattern = town.pattern(cases, PatternState.CANDIDATE)
            made = split_pattern(pattern, cases=cases[2:], title="Op straat", by=MACHINE).other
            assert made is not None
            confirm_pattern(made, by=MACHINE)
        for _run in range(2):
            detect_patterns(town.organisation.id, by=MACHINE)
        db.session.rollback()
        assert titles(made) == {title for title, _ in ADDRESS[2:]}
        assert titles(pattern) == {title for title, _ in ADDRESS[:2]}


def test_what_was_split_can_be_merged_again(town: Town) -> None:
    cases = town.cases(ADDRESS)
    pattern = town.pattern(cases)
    made = split_pattern(pattern, cases=cases[:3], title="Op straat", by=MACHINE).other
    assert made is not None
    merged = merge_patterns(pattern, into=made, by=MACHINE)
    # A confirmed pattern goes on, whichever way it was asked.
    assert merged.other is pattern
    assert (titles(pattern), made.state) == (ADDRESSES, PatternState.MERGED)


def test_a_merge_leaves_out_who_was_said_not_to_belong(town: Town) -> None:
    cases = town.cases(ADDRESS)
    pattern = town.pattern(cases)
    split = split_pattern(pattern, cases=cases[:3], title="Op straat", by=MACHINE)
    by_machine = town.pattern(cases[:3], PatternState.CANDIDATE, number=3)
    merge_patterns(by_machine, into=pattern, by=MACHINE)
    assert titles(pattern) == ADDRESSES - {case.title for case in cases[:3]}
    assert split.other is not None


@pytest.mark.parametrize(
    ("count", "title", "match"),
    [(0, "Titel", "Vink aan"), (6, "Titel", "Laat een of meer"), (2, " ", "Vul een titel in")],
)
def test_a_split_leaves_two_parts_with_a_name(
    town: Town, count: int, title: str, match: str
) -> None:
    cases = town.cases(ADDRESS)
    pattern = town.pattern(cases)
    with pytest.raises(Invalid, match=match):
        split_pattern(pattern, cases=cases[:count], title=title, by=MACHINE)
    assert titles(pattern) == ADDRESSES


def suggested(pattern: Pattern, kind: SuggestionKind, **more: Any) -> PatternSuggestion:
    row = PatternSuggestion(pattern_id=pattern.id, kind=kind, found_at=now(), **more)
    db.session.add(row)
    db.session.flush()
    return row


def test_what_a_run_proposes_is_done_or_left_and_both_can_be_undone(town: Town) -> None:
    cases = town.cases(ADDRESS)
    one, other = town.pattern(cases), town.pattern(town.cases(GLASSES), number=2)
    leaving = [SuggestedCase(case_id=case.id) for case in cases[:3]]
    split = suggested(one, SuggestionKind.SPLIT, cases=leaving)
    merge = suggested(other, SuggestionKind.MERGE, other_id=one.id)
    decision = accept_suggestion(merge, title="", by=MACHINE)
    assert (titles(one), merge.accepted) == (ADDRESSES | SPECTACLES, True)
    undo_decision(decision, by=MACHINE)
    assert (titles(one), merge.accepted, merge.decided_at) == (ADDRESSES, None, None)
    left = leave_suggestion(merge, by=MACHINE)
    assert (titles(one), merge.accepted) == (ADDRESSES, False)
    with pytest.raises(Invalid, match="al besloten"):
        accept_suggestion(merge, title="", by=MACHINE)
    undo_decision(left, by=MACHINE)
    assert merge.accepted is None
    done = accept_suggestion(split, title="Op straat", by=MACHINE)
    assert done.other is not None
    assert titles(done.other) == {case.title for case in cases[:3]}


def test_the_analyst_splits_by_a_proposal_and_by_ticking(app: Flask) -> None:
    with app.app_context():
        with transaction():
            town = Town()
            town.cases(LOOSE)
            mixed = [*town.cases(ADDRESS), *town.cases(GLASSES)]
            pattern = town.pattern(mixed)
            page = f"{BENCH}/{pattern.public_id}"
        analyst = Visitor(app, town.analyst)
        assert "Voorstel 1" in analyst.get(f"{page}/splitsen").main
        refused = analyst.press(f"{page}/splitsen", f"{page}/splitsen", title="Brillen")
        assert (refused.status, "Vink aan" in refused.main) == (422, True)
        assert "Brillen" in refused.text
        answer = analyst.press(
            f"{page}/splitsen?voorstel=1", f"{page}/splitsen", title="Brillen en bijstand"
        )
        assert "Het patroon is gesplitst" in answer.main
        assert "Brillen en bijstand" in answer.main
        db.session.rollback()
        assert titles(db.session.merge(pattern)) == ADDRESSES


def test_a_proposal_of_a_run_stands_side_by_side(app: Flask) -> None:
    with app.app_context():
        with transaction():
            town = Town()
            one = town.pattern(town.cases(ADDRESS))
            other = town.pattern(town.cases(GLASSES), number=2)
            merge = suggested(other, SuggestionKind.MERGE, other_id=one.id)
            page = f"{BENCH}/{other.public_id}/voorstel/{merge.public_id}"
            stranger = Town("Gemeente Elders", "elders").analyst
        analyst = Visitor(app, town.analyst)
        shown = analyst.get(page).main
        assert all(title in shown for title in ADDRESSES | SPECTACLES)
        assert Visitor(app, stranger).get(page).status == 404
        assert Visitor(app, town.reporters[0]).get(page).status == 404
        elsewhere = f"{BENCH}/{one.public_id}/voorstel/{merge.public_id}"
        assert analyst.get(elsewhere).status == 404
        analyst.send(page, answer="leave")
        assert "Het blijft zoals het is" in analyst.get(BENCH).main
        db.session.rollback()
        assert db.session.scalars(select(PatternSuggestion.accepted)).one() is False
