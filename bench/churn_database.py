"""What one new case in ten does to patterns that are kept in a database, as the program does it.

`patterns_churn` prints it. Two organisations get the same cases: in one the analyst confirms every
candidate that is sure, in the other nobody confirms anything. Then the new cases are shared (they
join at once), and the nightly run follows.
"""

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import flask_migrate
from flask import Flask
from sqlalchemy import select

from app.database import db, transaction
from app.jobs import drain
from app.people.models import Organisation, Person
from cases.likeness import CaseText
from cases.terms import Audience
from config import read_settings
from learning.lifecycle.patterns import SETTLED_STATES, PatternState
from learning.models.patterns import Pattern
from learning.operations.detection import detect_patterns
from learning.operations.joining import place_cases
from learning.operations.patterns import confirm_pattern
from learning.queries.comparison import all_patterns, membership_keys
from learning.similarity.identity import overlap
from leerlus import create_app
from tests.factories import MACHINE, make_case, make_organisation, make_person

SAME = 0.5
Members = dict[int, frozenset[str]]


def churn_in_database(order: Sequence[CaseText]) -> dict[str, float]:
    """The figures of one draw; the last tenth of the cases is new."""
    old, new = order[: len(order) * 9 // 10], order[len(order) * 9 // 10 :]
    with tempfile.TemporaryDirectory() as folder:
        program = _program(Path(folder))
        with program.app_context():
            try:
                return _confirmed(old, new) | _unconfirmed(old, new)
            finally:
                db.session.remove()
                db.engine.dispose()


def _program(data: Path) -> Flask:
    environment = {"LEERLUS_ENV": "test", "LEERLUS_DATA": str(data)}
    environment["DATABASE_URL"] = f"sqlite:///{data}/churn.sqlite"
    program = create_app(read_settings(environment))
    with program.app_context():
        flask_migrate.upgrade()
    return program


def _confirmed(old: Sequence[CaseText], new: Sequence[CaseText]) -> dict[str, float]:
    organisation, reporter = _town("bevestigd")
    _share(old, organisation, reporter)
    detect_patterns(organisation, by=MACHINE)
    with transaction():
        for one in all_patterns(organisation):
            if one.state is PatternState.CANDIDATE and not one.possible:
                confirm_pattern(one, by=MACHINE)
    drain()
    before = _settled(organisation)
    _share(new, organisation, reporter)
    start = time.perf_counter()
    placed = place_cases(organisation, by=MACHINE)
    seconds = time.perf_counter() - start
    detect_patterns(organisation, by=MACHINE)
    after = _settled(organisation)
    return {
        "patterns confirmed": len(before),
        "confirmed members moved": sum(
            len(keys - after.get(number, frozenset())) for number, keys in before.items()
        ),
        "placed at once": len(placed),
        "s for placing all of them": seconds,
    }


def _unconfirmed(old: Sequence[CaseText], new: Sequence[CaseText]) -> dict[str, float]:
    organisation, reporter = _town("niet bevestigd")
    _share(old, organisation, reporter)
    detect_patterns(organisation, by=MACHINE)
    before = _sure(organisation)
    _share(new, organisation, reporter)
    detect_patterns(organisation, by=MACHINE)
    after = _members(organisation)
    same = sum(overlap(keys, after.get(number, ())) >= SAME for number, keys in before.items())
    return {
        "candidates, if nobody had confirmed": len(before),
        "with the same number afterwards": same / max(1, len(before)),
    }


def _town(name: str) -> tuple[int, Person]:
    with transaction():
        organisation = make_organisation(f"Gemeente {name}", name.replace(" ", "-"))
        return organisation.id, make_person(organisation)


def _share(texts: Sequence[CaseText], organisation_id: int, reporter: Person) -> None:
    with transaction():
        organisation = db.session.get_one(Organisation, organisation_id)
        for text in texts:
            make_case(
                reporter,
                organisation,
                audience=Audience.ORGANISATION,
                procedure=text.procedure,
                law=text.law,
                partners=text.partners,
                **text.narrative(),
            )


def _members(organisation_id: int, *states: PatternState) -> Members:
    db.session.rollback()
    members, _, _ = membership_keys(organisation_id)
    wanted = states or tuple(PatternState)
    patterns = all_patterns(organisation_id)
    return {one.number: frozenset(members[one.id]) for one in patterns if one.state in wanted}


def _settled(organisation_id: int) -> Members:
    return _members(organisation_id, *SETTLED_STATES)


def _sure(organisation_id: int) -> Members:
    sure = select(Pattern.number).where(
        Pattern.organisation_id == organisation_id, Pattern.possible.is_(False)
    )
    numbers = set(db.session.scalars(sure))
    return {one: keys for one, keys in _members(organisation_id).items() if one in numbers}
