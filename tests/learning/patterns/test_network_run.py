"""Runs across organisations: what they find, keep apart, and let go at once."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import jobs
from app.database import db, transaction
from app.people.models import Organisation
from app.refusals import Invalid
from cases.lifecycle import CaseState
from cases.operations.share import change_audience, withdraw_case
from cases.terms import Audience, NameShownTo
from learning.jobs.detection import detect_nightly
from learning.lifecycle.patterns import PatternState
from learning.models.patterns import Pattern
from learning.models.runs import DetectionRun
from learning.operations.across import undo_across
from learning.operations.detect_across import Sharing, detect_across, shared_only
from learning.operations.detection import detect_patterns
from learning.operations.members import remove_member
from learning.operations.patterns import confirm_pattern, dismiss_pattern
from learning.operations.planning import Change, Plan
from learning.operations.searching import DETECT_ACROSS
from learning.operations.undoing import undo_decision
from learning.queries.history import latest_decision
from learning.queries.network import network_of
from learning.queries.patterns import settled_patterns
from learning.similarity.groups import Group
from tests.factories import MACHINE, as_actor
from tests.learning.patterns.corpus import ADDRESS, GLASSES, LOOSE, Town
from tests.learning.patterns.sharing import across, candidates, confirmed, reread, shared, titles
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


def test_a_run_finds_what_several_share_and_leaves_the_rest(towns: tuple[Town, ...]) -> None:
    home, other, third = towns
    with transaction():
        shared(home, ADDRESS[:3], other)
        hidden = [(title, f"{text} Kwikzilverloket.") for title, text in ADDRESS[3:]]
        shared(other, hidden, home)
        shared(home, GLASSES, other)
        home.cases(LOOSE[:4])
        shared(other, LOOSE[4:], home)
        # It names somebody else: this organisation does not compare it.
        shared(other, [("Briefadres in het geheim", ADDRESS[0][1])], third)
        third.cases(ADDRESS)
    detect_across(home.organisation.id, by=MACHINE)
    (found,) = candidates(home)
    inside = titles(found)
    assert {title for title, _ in ADDRESS} >= inside >= {ADDRESS[0][0], ADDRESS[3][0]}
    said = {found.title.lower(), *found.explanation["terms"]}
    hers = " ".join(f"{title} {text}" for title, text in ADDRESS[:3]).lower()
    assert all(word in hers for words in said for word in words.split(", ")), said
    # What runs of an organisation by itself find and keep is apart from it.
    detect_patterns(home.organisation.id, by=MACHINE)
    detect_across(home.organisation.id, by=MACHINE)
    assert [one.number for one in candidates(home)] == [found.number]
    assert db.session.scalar(
        select(func.count()).select_from(Pattern).where(Pattern.across.is_(False))
    ), "the case of one organisation's pattern may stand in one across as well"
    assert inside == titles(found)


def test_a_group_that_another_organisation_confirmed_is_left_to_it() -> None:
    group = Group(keys=list("abcdefgh"), terms=[], signals=[], exemplars=[], strength=1.0)
    home = dict.fromkeys("abcd", 1) | dict.fromkeys("efgh", 2)
    plan = Plan([Change(list("abcdefgh"), None, group)])

    def left(taken: str) -> list[str]:
        kept = shared_only(plan, [], Sharing(1, home, dict.fromkeys(taken, 7)))
        return ["".join(one.keys) for one in kept.changes]

    assert left("") == ["abcdefgh"]
    assert left("fgh") == ["abcde"]
    assert left("defg") == []


def test_a_case_that_is_shared_less_widely_leaves_at_once(towns: tuple[Town, ...]) -> None:
    home, other, third = towns
    with transaction():
        cases = shared(other, ADDRESS[:4], home)
        key = across(home, [*shared(home, ADDRESS[4:], other), *cases], PatternState.CONFIRMED)
        narrowed, elsewhere, withdrawn, stays = cases
        by = as_actor(other.reporters[0])
        name = NameShownTo.TEAM
        change_audience(narrowed, audience=Audience.ORGANISATION, name_shown_to=name, by=by)
        network, places = Audience.NETWORK, [third.organisation]
        change_audience(elsewhere, audience=network, name_shown_to=name, network=places, by=by)
        withdraw_case(withdrawn, by=by)
    wanted = {ADDRESS[3][0], ADDRESS[4][0], ADDRESS[5][0]}
    assert titles(reread(key)) == wanted == {stays.title, ADDRESS[4][0], ADDRESS[5][0]}
    db.session.rollback()
    detect_across(home.organisation.id, by=MACHINE)
    assert titles(reread(key)) == wanted


def test_undoing_does_not_bring_a_narrowed_case_back(towns: tuple[Town, ...]) -> None:
    home, other, _ = towns
    with transaction():
        own = shared(home, ADDRESS[:3], other)
        key = across(home, [*own, *shared(other, ADDRESS[3:], home)], PatternState.CONFIRMED)
        by = as_actor(home.reporters[0])
        remove_member(reread(key), own[0], by=as_actor(home.analyst))
        audience = Audience.ORGANISATION
        change_audience(own[0], audience=audience, name_shown_to=NameShownTo.TEAM, by=by)
        decision = latest_decision(reread(key))
        assert decision is not None
        undo_decision(decision, by=as_actor(home.analyst))
    assert own[0].title not in titles(reread(key))


def test_undoing_takes_nothing_from_who_confirmed_meanwhile(towns: tuple[Town, ...]) -> None:
    home, other, _ = towns
    with transaction():
        cases = [*shared(home, ADDRESS[:3], other), *shared(other, ADDRESS[3:], home)]
        first, second = across(home, cases), across(other, cases)
        by = as_actor(home.analyst)
        confirmed(home, first)
        dismissal = dismiss_pattern(reread(first), reason="Te klein bij ons.", by=by)
        confirmed(other, second)
        with pytest.raises(Invalid, match="al bevestigd"):
            undo_across(dismissal, by=by)
    assert len(titles(reread(second))) == 6


def test_a_case_may_stand_in_an_own_pattern_and_in_one_across(towns: tuple[Town, ...]) -> None:
    home, other, _ = towns
    with transaction():
        own, theirs = shared(home, ADDRESS[:3], other), shared(other, ADDRESS[3:], home)
        key = across(home, [*own, *theirs])
        confirm_pattern(home.pattern(own, PatternState.CANDIDATE, number=2), by=MACHINE)
    assert len(titles(reread(key))) == 6
    with transaction():
        confirmed(home, key)
    (settled,) = settled_patterns(home.organisation.id)
    assert (settled.number, len(titles(settled))) == (2, 3)


def test_the_night_searches_across_after_each_by_itself(
    app: Flask, towns: tuple[Town, ...]
) -> None:
    home, other, third = towns
    with transaction():
        shared(home, ADDRESS[:3], other)
        shared(other, ADDRESS[3:], home)
        shared(third, LOOSE[:1])
    jobs.drain()
    analyst = Visitor(app, home.analyst)
    page = analyst.press(PAGE, f"{PAGE}/zoeken")
    assert "Stop met zoeken" in page.main
    jobs.drain()
    assert analyst.get(page.url).location == PAGE
    detect_nightly(jobs.Run(0, "", {}))
    planned = db.session.scalars(
        select(jobs.Job).where(jobs.Job.state == jobs.JobState.WAITING).order_by(jobs.Job.id)
    ).all()
    shared_by = [one.organisation_id for one in planned if one.kind == DETECT_ACROSS]
    assert shared_by == [other.organisation.id], "who shares nothing, or has no news, is searched"
    assert planned[-1].kind == DETECT_ACROSS
    db.session.rollback()
    jobs.drain()
    runs = db.session.scalars(select(DetectionRun.across).order_by(DetectionRun.id)).all()
    assert sorted(runs) == [False, False, False, True, True]
    told = network_of(db.session.get_one(Organisation, home.organisation.id), home.analyst)
    assert told.last_run is not None
    assert told.last_run.across
    assert {case.state for one in told.candidates for case in one.cases} <= {CaseState.SHARED}
