"""What the analyst is told beside the text, and that nobody else is told it."""

import re
from collections.abc import Iterator
from contextvars import Context
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask, render_template_string
from sqlalchemy import select

from app.audit import AuditEntry
from app.clock import moved_to, now
from app.database import db, transaction
from app.jobs import Run
from app.people.models import OrganisationKind, Person
from app.people.roles import Role
from app.personal_data.findings import Kind
from cases.models.case import Case
from cases.operations.forgetting import forget_words
from cases.operations.react import interpret
from cases.terms import Audience, Obstacle, OutcomeStatus, UsedRoom
from learning.jobs.signals import note_daily
from learning.models.patterns import Pattern
from learning.models.runs import DetectionRun
from learning.operations.noticing import note_signals
from tests.client import Browser, Page
from tests.factories import as_actor, make_case, make_person
from tests.learning.patterns.corpus import Town

FIELDS = "/patronen/werkbank/velden"
PARTNER = "Stichting Sleutelbos"


@pytest.fixture
def town(app: Flask) -> Iterator[Town]:
    with app.app_context():
        with transaction():
            town = Town()
        yield town
        db.session.remove()


def get(app: Flask, person: Person, path: str) -> Page:
    """A page as this person gets it, each request on its own."""
    browser = Context().run(Browser, app, person.id)
    return Context().run(partial(browser.get, path))


def shared(town: Town, count: int, **details: Any) -> list[Case]:
    return [
        make_case(
            town.reporters[number % 6],
            town.organisation,
            town.team,
            title=f"Casus {number}",
            audience=Audience.ORGANISATION,
            **details,
        )
        for number in range(count)
    ]


def weekly(cases: list[Case], every: int = 7) -> None:
    """As if one was shared every so many days, the last one today."""
    for number, case in enumerate(cases):
        case.first_shared_at = now() - timedelta(days=every * number)


def ran(town: Town, days_ago: int = 0) -> DetectionRun:
    run = DetectionRun(
        organisation_id=town.organisation.id,
        at=now() - timedelta(days=days_ago),
        settings={},
        threshold=0.0,
        cases=0,
        groups=0,
        joined=0,
        found=0,
        vanished=0,
        highest_number=0,
        rules=[],
    )
    db.session.add(run)
    db.session.flush()
    return run


def told(pattern: Pattern) -> str:
    """The sentences on the page of the analyst, as somebody reads them."""
    db.session.refresh(pattern)
    source = (
        '{% import "learning/signals/parts.html" as parts %}'
        "{{ parts.notice_badges(pattern) }} {{ parts.notices(pattern) }}"
    )
    text = render_template_string(source, pattern=pattern)
    return " ".join(re.sub("<[^>]+>", " ", text).split())


def test_a_pattern_that_rises_is_told_and_one_that_does_not_is_not(app: Flask, town: Town) -> None:
    with transaction():
        weekly(shared(town, 60))
        rising, quiet = shared(town, 12), shared(town, 12)
        weekly(rising[:9], every=3)
        weekly(rising[9:], every=100)
        weekly(quiet, every=35)
        loud, still = town.pattern(rising), town.pattern(quiet, number=2)
    note_signals(town.organisation.id, now())
    with app.test_request_context():
        words = told(loud)
        assert "neemt toe Neemt toe: 10 casussen in de laatste 4 weken." in words
        assert "Op grond van eerder verwacht je er geen of 1." in words
        assert told(still) == ""
    with transaction():
        for case in rising:
            case.imported = True
    note_signals(town.organisation.id, now())
    db.session.refresh(loud)
    assert loud.notices == {}, "what was imported says nothing about when it happened"


@pytest.mark.parametrize(
    ("kind", "where"),
    [
        (OrganisationKind.MUNICIPALITY, "beleidsregel of verordening"),
        (OrganisationKind.ZBO, "beleidsregel of verordening"),
        (OrganisationKind.MINISTRY, "Aanwijzing voor de regelgeving 5.25, lid 3"),
        (OrganisationKind.OTHER, "een regel die iedereen kan lezen"),
    ],
)
@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
def test_a_fixed_line_says_where_to_lay_it_down(
    app: Flask, town: Town, kind: OrganisationKind, where: str
) -> None:
    with transaction():
        db.session.merge(town.organisation).kind = kind
        same = shared(
            town, 5, used_room=UsedRoom.HARDSHIP_CLAUSE, outcome_status=OutcomeStatus.HELPED
        )
        other = shared(town, 1, used_room=UsedRoom.NONE, outcome_status=OutcomeStatus.NOT_HELPED)
        silent = shared(town, 3, used_room=UsedRoom.UNKNOWN, outcome_status=OutcomeStatus.HELPED)
        pattern = town.pattern(same + other + silent)
    note_signals(town.organisation.id, now())
    with app.test_request_context():
        words = told(pattern)
    assert "Vaste gedragslijn: 5 van de 6 keer" in words
    assert "De ruimte: hardheidsclausule. De ander is geholpen." in words
    assert where in words


def together(town: Town) -> list[Case]:
    """Seven cases with an obstacle and a partner that go together, among forty others."""
    others = list(Obstacle)[1:]
    for number in range(40):
        obstacle, partner = others[number % 7], f"Partner {number % 5}"
        shared(town, 1, obstacle=obstacle, partners=[partner])
    return shared(town, 7, obstacle=Obstacle.LEGISLATION, partners=[PARTNER])


def test_the_analyst_reads_which_fields_go_together_and_in_which_cases(
    app: Flask, town: Town
) -> None:
    with transaction():
        cases = together(town)
        for case in cases[:2]:
            case.title = "Hier zegt de leeranalist iets anders"
            interpret(
                case,
                person=town.analyst,
                nature=None,
                obstacle=Obstacle.CULTURE,
                procedure="",
                bouwstenen=[],
                by=as_actor(town.analyst),
            )
        ran(town)
    note_signals(town.organisation.id, now())
    page = get(app, town.analyst, FIELDS)
    assert f"knelpunt wet- en regelgeving, partner {PARTNER}" in page.main
    assert "Verwacht geen of 1" in " ".join(page.main.split())
    link = re.search(rf'href="({FIELDS}/\w+)"', page.text)
    assert link is not None
    found = get(app, town.analyst, link[1])
    assert found.text.count("/casussen/") >= 5
    assert "Hier zegt de leeranalist iets anders" not in found.text
    db.session.rollback()
    noted = db.session.scalars(select(AuditEntry).where(AuditEntry.request == found.request_id))
    assert sorted(noted.one().records.split()) == sorted(case.public_id for case in cases[2:])
    with transaction():
        neighbour = Town("Gemeente Elders", "elders").analyst
        others = [make_person(town.organisation, one) for one in Role if one is not Role.ANALYST]
    for person in others:
        assert get(app, person, FIELDS).status == get(app, person, link[1]).status == 404
    assert get(app, neighbour, link[1]).status == 404
    assert PARTNER not in get(app, neighbour, FIELDS).text


def test_only_the_last_run_keeps_words_and_replaced_words_leave_it(town: Town) -> None:
    with transaction():
        cases = together(town)
        first = ran(town, days_ago=1)
    note_signals(town.organisation.id, now())
    with transaction():
        last = ran(town)
    note_signals(town.organisation.id, now())
    db.session.refresh(first)
    db.session.refresh(last)
    assert first.rules == []
    assert PARTNER in str(last.rules)
    with transaction():
        forget_words(db.session.merge(cases[0]), {PARTNER: Kind.NAME}, {"partners": PARTNER})
    db.session.refresh(last)
    assert last.rules != []
    assert "Sleutelbos" not in str(last.rules)


def test_the_nightly_job_looks_again_where_no_run_did(town: Town) -> None:
    with transaction():
        weekly(shared(town, 60))
        rising = shared(town, 9)
        weekly(rising, every=3)
        pattern = town.pattern(rising)
        ran(town)
    night = Run(0, "", {})
    night.progress = lambda *_given, **_more: None  # type: ignore[method-assign]
    note_daily(night)
    db.session.refresh(pattern)
    assert pattern.notices == {}, "a fresh run has looked itself"
    with moved_to(now() + timedelta(days=1)):
        note_daily(night)
    db.session.refresh(pattern)
    assert pattern.notices["rising"]["cases"] == 9
    with moved_to(now() + timedelta(days=200)):
        note_daily(night)
    db.session.refresh(pattern)
    assert pattern.notices == {}
