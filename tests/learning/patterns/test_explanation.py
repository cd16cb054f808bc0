"""What the analyst page says of a pattern is of this moment, and stays with the analyst."""

from collections.abc import Iterator
from contextvars import Context
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit import AuditEntry
from app.clock import now
from app.database import db, transaction
from app.people.models import Person
from app.people.roles import Role
from cases.models.case import Case
from cases.terms import WhoElse
from learning.lifecycle.patterns import PatternState
from learning.models.curation import PatternSuggestion, SuggestionKind
from learning.models.patterns import DecidedBy, Pattern, PatternMember
from learning.operations.looking import look_at_pattern
from learning.operations.members import remove_member
from learning.queries.bench import bench_of, turn_of
from learning.queries.explanation import Explanation, explanation_of
from tests.client import Browser, Page
from tests.factories import MACHINE, make_person
from tests.learning.patterns.corpus import ADDRESS, GLASSES, LOOSE, Town

BENCH = "/patronen/werkbank"


@pytest.fixture
def town(app: Flask) -> Iterator[Town]:
    with app.app_context():
        with transaction():
            made = Town()
            made.pattern(made.cases(ADDRESS), PatternState.CANDIDATE)
            made.cases(GLASSES)
            made.cases(LOOSE)
            set_all(ADDRESS, law="Wet BRP art. 2.38")
            set_all(GLASSES + LOOSE, law="Participatiewet art. 35")
        yield made
        db.session.remove()


def set_all(texts: list[tuple[str, str]], **values: object) -> None:
    for title, _ in texts:
        case = db.session.scalars(select(Case).where(Case.title == title)).one()
        for name, value in values.items():
            setattr(case, name, value)


def only_pattern() -> Pattern:
    db.session.rollback()
    return db.session.scalars(select(Pattern)).one()


def why() -> Explanation:
    return explanation_of(only_pattern())


def visit(app: Flask, person: Person, path: str, press: bool = False) -> Page:
    """Open or press something; each request on its own, whatever context the test is in."""
    browser = Context().run(Browser, app, person.id)
    return Context().run(partial(browser.post if press else browser.get, path))


def test_what_stands_out_is_counted_against_the_other_cases(town: Town) -> None:
    law = next(one for one in why().shared if one.code == "law")
    assert (law.count, law.size, law.others, law.other_size) == (6, 6, 0, 13)
    assert law.tested
    with transaction():
        remove_member(only_pattern(), named(ADDRESS[5][0]), by=MACHINE)
    law = next(one for one in why().shared if one.code == "law")
    assert (law.count, law.size, law.others, law.other_size) == (5, 5, 1, 14)


def named(title: str) -> Case:
    return db.session.scalars(select(Case).where(Case.title == title)).one()


def test_what_everybody_has_does_not_stand_out(town: Town) -> None:
    with transaction():
        set_all(ADDRESS + GLASSES + LOOSE, law="Awb")
    assert not why().shared


def test_the_sentence_that_carries_the_likeness_is_marked_and_words_are_readable(
    app: Flask, town: Town
) -> None:
    text = "Het was een koude dag in maart. Zonder briefadres kwam er geen inschrijving."
    with transaction():
        set_all(ADDRESS[:1], situation=text)
    page = visit(app, town.analyst, f"{BENCH}/{only_pattern().public_id}").text
    assert "<mark>Zonder briefadres kwam er geen inschrijving.</mark>" in page
    assert "<mark>Het was een koude dag" not in page
    assert {"briefadres", "inschrijving"} <= set(why().terms)


def test_the_one_that_names_something_else_is_doubtful_with_that_reason(town: Town) -> None:
    with transaction():
        set_all(ADDRESS[5:], law="Jeugdwet art. 2.3")
    doubtful = [one for one in why().members if one.doubtful]
    assert {one.case.title for one in doubtful} == {ADDRESS[4][0], ADDRESS[5][0]}
    told = {one.case.title: one.differs for one in doubtful}
    assert told[ADDRESS[5][0]] == (("wet of regel", "Jeugdwet art. 2.3"),)
    assert told[ADDRESS[4][0]] == ()


def test_imported_cases_and_silent_others_are_counted_honestly(town: Town) -> None:
    with transaction():
        set_all(ADDRESS[:2], imported=True)
        set_all(ADDRESS[2:4], who_else=WhoElse.DOZENS)
    found = why()
    assert sum(bar.value for bar in found.trend.quarters) == 4
    assert found.trend.imported == 2
    assert (found.silent.least, found.silent.most, found.silent.unknown) == (10, 200, 4)


def test_who_joined_since_the_last_look_is_new_until_it_is_seen(app: Flask, town: Town) -> None:
    with transaction():
        found = only_pattern()
        look_at_pattern(found, by=MACHINE)
        row = PatternMember(
            pattern_id=found.id,
            case_id=named(GLASSES[0][0]).id,
            joined_at=now() + timedelta(seconds=1),
            decided_by=DecidedBy.MACHINE,
        )
        db.session.add(row)
    key = only_pattern().public_id
    assert [one.case.title for one in why().members if one.fresh] == [GLASSES[0][0]]
    assert "1 nieuw" in visit(app, town.analyst, BENCH).main
    # Opening the page writes nothing: what is new stays new until the analyst says so.
    assert "nieuw" in visit(app, town.analyst, f"{BENCH}/{key}").main
    assert why().fresh == 1
    with transaction():
        row = db.session.scalars(
            select(PatternMember).order_by(PatternMember.id.desc()).limit(1)
        ).one()
        row.joined_at = now()
    visit(app, town.analyst, f"{BENCH}/{key}/gezien", press=True)
    assert why().fresh == 0


def test_nobody_but_the_analyst_says_that_it_was_seen(app: Flask, town: Town) -> None:
    key = only_pattern().public_id
    with transaction():
        others = [make_person(town.organisation, Role.MANAGER), town.reporters[0]]
        others.append(make_person(Town("Gemeente Elders", "elders").organisation, Role.ANALYST))
    for other in others:
        assert visit(app, other, f"{BENCH}/{key}/gezien", press=True).status == 404
    assert only_pattern().looked_at is None


def test_every_case_that_the_page_shows_is_noted_as_read(app: Flask, town: Town) -> None:
    found = only_pattern()
    visit(app, town.analyst, f"{BENCH}/{found.public_id}")
    db.session.rollback()
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.kind == "case").order_by(AuditEntry.seq.desc())
    ).first()
    assert entry is not None
    assert {named(title).public_id for title, _ in ADDRESS} <= set(entry.records.split())


def test_the_queue_goes_by_weight_and_on_from_one_to_the_next(town: Town) -> None:
    with transaction():
        glasses, loose = ([named(title) for title, _ in texts] for texts in (GLASSES, LOOSE))
        town.pattern(glasses, PatternState.CANDIDATE, number=2)
        town.pattern(loose, PatternState.CANDIDATE, number=3).possible = True
        set_all(GLASSES, consequence=5)
    queue = [line.pattern.number for line in bench_of(town.organisation.id).queue]
    # Five cases of harm 5 weigh more than six of which nobody says; chance comes last.
    assert queue == [2, 1, 3]
    first, second, last = (numbered(number) for number in queue)
    assert (turn_of(first).place, turn_of(first).previous, turn_of(first).next) == (1, None, second)
    assert (turn_of(second).previous, turn_of(second).next) == (first, last)
    assert turn_of(last).next is None
    with transaction():
        numbered(2).state = PatternState.CONFIRMED
    # Who has just decided goes on with what stood below it.
    assert (turn_of(numbered(2)).place, turn_of(numbered(2)).next) == (None, numbered(1))


def numbered(number: int) -> Pattern:
    return db.session.scalars(select(Pattern).where(Pattern.number == number)).one()


@pytest.mark.parametrize("answered", [False, True])
def test_a_proposal_of_a_run_stands_with_the_analyst_until_it_is_answered(
    app: Flask, town: Town, answered: bool
) -> None:
    with transaction():
        found = only_pattern()
        found.state = PatternState.CONFIRMED
        proposed = PatternSuggestion(pattern=found, kind=SuggestionKind.SPLIT, found_at=now())
        proposed.decided_at = now() if answered else None
        db.session.add(proposed)
    for path in (BENCH, f"{BENCH}/{only_pattern().public_id}"):
        page = visit(app, town.analyst, path).main
        assert ("Misschien zijn dit er twee" in page) is not answered
