from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit import Actor, Origin
from app.database import db, transaction
from app.personal_data.findings import Kind
from app.refusals import Invalid
from cases.lifecycle import CaseState
from cases.models.case import Case
from cases.operations.forgetting import forget_words
from learning.lifecycle.patterns import PatternState
from learning.models.curation import PatternDecision
from learning.models.patterns import DecidedBy, DismissedKind, Pattern, PatternMember
from learning.models.proposals import Level, Strength
from learning.operations.members import (
    Placing,
    add_member,
    add_members,
    place_members,
    remove_member,
    remove_members,
)
from learning.operations.merging import merge_patterns, separate_pattern
from learning.operations.patterns import (
    confirm_pattern,
    describe_pattern,
    dismiss_pattern,
    publish_pattern,
    restore_pattern,
)
from learning.operations.proposals import ProposalDetails, write_proposal
from learning.operations.undoing import undo_decision
from learning.queries.history import history_of, latest_decision
from tests.factories import MACHINE
from tests.learning.patterns.corpus import ADDRESS, GLASSES, LOOSE, Town


@pytest.fixture
def town(app: Flask) -> Iterator[Town]:
    with app.app_context(), transaction():
        yield Town()


def as_it_is(*patterns: Pattern) -> list[Any]:
    """Everything that a person can see or a run can meet of these patterns."""
    db.session.flush()
    db.session.expire_all()
    return [
        (
            one.title,
            one.summary,
            one.state,
            one.possible,
            one.curated,
            one.dismissed_reason,
            one.dismissed_kind,
            one.merged_into_id,
            one.confirmed_at,
            sorted(one.explanation.get("exemplars", [])),
            sorted(
                (row.case_id, row.removed, row.decided_by, row.place, row.published)
                for row in db.session.scalars(
                    select(PatternMember).where(PatternMember.pattern_id == one.id)
                )
            ),
        )
        for one in patterns
    ]


def test_every_decision_can_be_undone_and_done_again(town: Town) -> None:
    cases = town.cases(ADDRESS)
    pattern = town.pattern(cases, PatternState.CANDIDATE)
    pattern.explanation = {**pattern.explanation, "exemplars": [cases[0].public_id]}
    other = town.pattern(town.cases(GLASSES), PatternState.CANDIDATE, number=2)
    # A run had put a case of the first in the second as well: confirming takes it out there.
    db.session.add(
        PatternMember(
            pattern_id=other.id,
            case_id=cases[1].id,
            joined_at=other.found_at,
            decided_by=DecidedBy.MACHINE,
            place=9,
        )
    )
    extra = town.cases(LOOSE[:1])[0]
    decisions: list[Callable[[], PatternDecision]] = [
        lambda: describe_pattern(pattern, title="Geen adres", summary="Zo gaat het.", by=MACHINE),
        lambda: remove_members(pattern, [cases[0], cases[2]], by=MACHINE),
        lambda: add_members(pattern, [cases[2], extra], by=MACHINE),
        lambda: confirm_pattern(pattern, by=MACHINE),
        lambda: dismiss_pattern(pattern, kind=DismissedKind.KNOWN, reason="Loopt al.", by=MACHINE),
        lambda: restore_pattern(pattern, by=MACHINE),
        lambda: merge_patterns(pattern, into=other, by=MACHINE),
    ]
    seen = [as_it_is(pattern, other)]
    kept = []
    for decide in decisions:
        kept.append(decide())
        seen.append(as_it_is(pattern, other))
    assert all(one != two for one, two in pairwise(seen))

    undone = []
    for decision, before in zip(reversed(kept), reversed(seen[:-1]), strict=True):
        undone.append(undo_decision(decision, by=MACHINE))
        assert as_it_is(pattern, other) == before, decision.action
    for undoing, after in zip(reversed(undone), seen[1:], strict=True):
        undo_decision(undoing, by=MACHINE)
        assert as_it_is(pattern, other) == after, undoing.undoes


def test_what_a_later_decision_builds_on_is_not_undone_before_it(town: Town) -> None:
    cases = town.cases(ADDRESS)
    pattern = town.pattern(cases)
    other = town.pattern(town.cases(GLASSES), number=2)
    first = describe_pattern(pattern, title="Eerst", summary="", by=MACHINE)
    merged = merge_patterns(other, into=pattern, by=MACHINE)
    taken_out = remove_member(pattern, member_of(other), by=MACHINE)
    last = describe_pattern(pattern, title="Later", summary="", by=MACHINE)
    with pytest.raises(Invalid, match="Hierna besloot je") as refused:
        undo_decision(first, by=MACHINE)
    assert refused.value.values == {"what": "titel en samenvatting"}
    with pytest.raises(Invalid) as refused:
        separate_pattern(other, by=MACHINE)
    assert refused.value.values == {"what": "casus eruit gehaald"}
    # What has nothing to do with it may be undone in any order.
    undo_decision(taken_out, by=MACHINE)
    undo_decision(merged, by=MACHINE)
    assert pattern.title == "Later"
    undo_decision(last, by=MACHINE)
    undo_decision(first, by=MACHINE)
    assert (pattern.title, other.state) == (
        "Zonder adres geen inschrijving",
        PatternState.CONFIRMED,
    )
    assert latest_decision(pattern) is None


def member_of(pattern: Pattern) -> Case:
    row = db.session.scalars(
        select(PatternMember).where(
            PatternMember.pattern_id == pattern.id, PatternMember.removed.is_(False)
        )
    ).first()
    assert row is not None
    return row.case


def test_publishing_is_not_undone_nor_what_it_stands_on(town: Town) -> None:
    pattern = town.pattern(town.cases(ADDRESS), PatternState.CANDIDATE)
    confirmed = confirm_pattern(pattern, by=MACHINE)
    publish_pattern(pattern, network=False, by=MACHINE)
    published = latest_decision(pattern)
    assert published is not None
    for decision in (published, confirmed):
        with pytest.raises(Invalid, match="publiceer opnieuw"):
            undo_decision(decision, by=MACHINE)
    assert pattern.state is PatternState.PUBLISHED


def test_a_pattern_with_a_proposal_stays_confirmed(town: Town) -> None:
    pattern = town.pattern(town.cases(ADDRESS), PatternState.CANDIDATE)
    confirmed = confirm_pattern(pattern, by=MACHINE)
    write_proposal(
        ProposalDetails("Titel", "Wat misgaat", "Wat anders moet", Level.PROCESS, Strength.STRONG),
        patterns=[pattern],
        organisation=town.organisation,
        author=town.analyst,
        by=MACHINE,
    )
    with pytest.raises(Invalid, match="verbetervoorstel"):
        undo_decision(confirmed, by=MACHINE)


def test_a_case_that_is_not_shared_any_more_does_not_come_back(town: Town) -> None:
    cases = town.cases(ADDRESS)
    pattern = town.pattern(cases)
    decision = remove_members(pattern, cases[:2], by=MACHINE)
    cases[0].state = CaseState.DRAFT
    db.session.flush()
    undo_decision(decision, by=MACHINE)
    assert sorted(inside(pattern)) == sorted(case.id for case in cases[1:])
    told = history_of(pattern)[1]
    assert ([case.id for case in told.cases], told.gone) == ([cases[1].id], 1)


def inside(pattern: Pattern) -> list[int]:
    db.session.flush()
    return [
        row.case_id
        for row in db.session.scalars(
            select(PatternMember).where(
                PatternMember.pattern_id == pattern.id, PatternMember.removed.is_(False)
            )
        )
    ]


def test_a_case_that_comes_back_leaves_where_a_run_put_it_but_not_where_a_person_did(
    town: Town,
) -> None:
    cases = town.cases(ADDRESS)
    pattern, other = town.pattern(cases), town.pattern(town.cases(GLASSES), number=2)
    decision = remove_members(pattern, cases[:1], by=MACHINE)
    place_members(other, [cases[0].public_id], Placing.JOIN)
    assert cases[0].id in inside(other)
    again = undo_decision(decision, by=MACHINE)
    assert (cases[0].id in inside(pattern), cases[0].id in inside(other)) == (True, False)
    undo_decision(again, by=MACHINE)
    add_member(other, cases[0], by=MACHINE)
    with pytest.raises(Invalid, match="staat nu in patroon"):
        undo_decision(decision, by=MACHINE)


def test_a_decision_keeps_no_words_of_a_case_and_forgets_who_was_erased(town: Town) -> None:
    cases = town.cases(ADDRESS)
    pattern = town.pattern(cases)
    by = Actor(Origin.WEB, person_id=town.analyst.id)
    remove_members(pattern, cases[:2], by=by)
    kept = db.session.scalars(select(PatternDecision)).one()
    said = f"{kept.before} {kept.after}"
    assert not any(word in said for title, _ in ADDRESS for word in title.split() if len(word) > 4)
    assert cases[0].public_id in said
    assert kept.by is town.analyst


def test_words_that_are_replaced_leave_the_history_as_well(town: Town) -> None:
    cases = town.cases(ADDRESS)
    pattern = town.pattern(cases)
    pattern.title = "Briefadres, Sleutelbos, loket"
    decision = describe_pattern(pattern, title="Geen adres", summary="", by=MACHINE)
    assert "Sleutelbos" in str(decision.before)
    forget_words(cases[0], {"Sleutelbos": Kind.NAME}, {"situation": "Sleutelbos"})
    db.session.flush()
    undo_decision(decision, by=MACHINE)
    assert pattern.title == "Briefadres, [naam], loket"
    kept = db.session.scalars(select(PatternDecision)).all()
    assert not any("Sleutelbos" in f"{one.before} {one.after}" for one in kept)
