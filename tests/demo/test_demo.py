"""The demo, played once on SQLite: what somebody finds who opens it for the first time."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import func, select

from app.accounts.demo_accounts import demo_accounts
from app.accounts.passwords import weakness
from app.audit import verify_chain
from app.clock import today
from app.database import db
from app.people.models import Membership, Organisation
from app.people.queries import organisation_by_slug, person_by_email
from app.people.roles import Role
from app.quarters import closed_quarters
from cases.doorbraak.lifecycle import SessionState
from cases.doorbraak.models.review import Agreement, ChosenWay, Lesson, Perspective
from cases.doorbraak.models.session import DoorbraakSession
from cases.lifecycle import SHARED_STATES, CaseState
from cases.models.case import Case
from cases.queries.cases import cases_awaiting_reaction, is_late
from demo.cases import MORE_TEXTS
from demo.cases import TEXTS as FIRST_TEXTS
from demo.commands import demo
from demo.people import CAST, PASSWORD
from learning.effect import Verdict
from learning.lifecycle.outside import OutsideState
from learning.lifecycle.patterns import PatternState
from learning.lifecycle.proposals import ProposalState, ProposalStep
from learning.models.figures import EffectVerdict, FigureTable, PublishedFigure, quarter_code
from learning.models.outside import OutsideItem, OutsideKind
from learning.models.patterns import Pattern
from learning.models.proposals import Proposal
from learning.queries.effects import exact_counts
from learning.queries.patterns import member_cases
from tests.conftest import make_app

DATA = Path(__file__).parents[2] / "demo" / "data"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, str]]:
    """The program after the command on an empty directory, and what the command said."""
    folder = tmp_path_factory.mktemp("demo")
    app = make_app(f"sqlite:///{folder}/leerlus.sqlite", folder)
    with app.app_context():
        outcome = CliRunner().invoke(demo, [])
        assert outcome.exit_code == 0, outcome.output
        db.session.remove()
    yield app, outcome.output
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def shown(played: tuple[Flask, str]) -> Iterator[Flask]:
    with played[0].app_context():
        yield played[0]


def waterdam() -> Organisation:
    found = organisation_by_slug("waterdam")
    assert found is not None
    return found


def the_proven() -> Proposal:
    query = select(Proposal).where(Proposal.state == ProposalState.PROVEN)
    return db.session.scalars(query).one()


def test_many_people_shared_many_cases(shown: Flask) -> None:
    shared = db.session.scalars(
        select(Case).where(
            Case.organisation_id == waterdam().id, Case.state.in_(list(SHARED_STATES))
        )
    ).all()
    assert len(shared) >= 90
    assert len({case.reporter_id for case in shared}) >= 14
    assert len({case.title for case in shared}) == len(shared)
    states = Counter(db.session.scalars(select(Case.state)))
    assert states[CaseState.DRAFT] >= 3
    assert states[CaseState.IN_REVIEW] >= 1
    assert states[CaseState.CONCLUDED] >= 15


def test_nothing_happens_in_the_future(shown: Flask) -> None:
    latest = db.session.scalar(select(func.max(Case.first_shared_at)))
    assert latest is not None
    assert latest.date() < today()


def test_every_role_can_sign_in(played: tuple[Flask, str]) -> None:
    app, _ = played
    with app.app_context():
        one_of_each = {part.role: part.email for part in reversed(CAST)}
    assert set(one_of_each) == set(Role)
    for email in one_of_each.values():
        client = app.test_client()
        page = client.get("/aanmelden").get_data(as_text=True)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert token is not None
        answer = client.post(
            "/aanmelden", data={"email": email, "password": PASSWORD, "csrf_token": token[1]}
        )
        assert answer.status_code == 302, email
        assert client.get("/account").status_code == 200, email


def test_the_sign_in_page_knows_the_people_of_the_demo(played: tuple[Flask, str]) -> None:
    app, said = played
    with app.app_context():
        accounts = demo_accounts()
    assert [email for _, _, email in accounts.people] == [part.email for part in CAST]
    assert accounts.password == PASSWORD
    assert not any(weakness(PASSWORD, part.email) for part in CAST)
    for part in CAST:
        assert part.name in said
        assert part.email in said


def test_roles_need_no_confirming(shown: Flask) -> None:
    states = set(db.session.scalars(select(Membership.state)))
    assert {one.value for one in states} == {"active"}
    anouk = person_by_email("anouk.verbruggen@waterdam.example")
    assert anouk is not None
    assert anouk.memberships[0].role is Role.PROFESSIONAL


def test_some_cases_wait_for_a_reaction_and_one_is_late(shown: Flask) -> None:
    analyst = person_by_email("ilse.noordhoek@waterdam.example")
    assert analyst is not None
    waiting = cases_awaiting_reaction(analyst)
    assert 2 <= len(waiting) <= 12
    assert sum(is_late(case) for case in waiting) == 1


def test_one_cause_fell_after_the_change(shown: Flask) -> None:
    proposal = the_proven()
    assert exact_counts(proposal) in {(14, 3), (14, 2)}, "2 while the last quarter is not closed"
    (pattern,) = proposal.patterns
    reporters = Counter(case.reporter_id for case in member_cases(pattern))
    assert max(reporters.values()) <= 3
    verdicts = db.session.scalars(
        select(EffectVerdict)
        .where(EffectVerdict.proposal_id == proposal.id)
        .order_by(EffectVerdict.quarter)
    ).all()
    assert verdicts[-1].verdict is Verdict.FALL_SHOWN
    assert verdicts[-1].may_show
    steps = [one.kind for one in proposal.decisions]
    assert steps[-2:] == [ProposalStep.IMPLEMENT, ProposalStep.PROVE]
    assert pattern.state is PatternState.ADDRESSED


def test_a_proposal_stands_in_every_state(shown: Flask) -> None:
    proposals = db.session.scalars(select(Proposal)).all()
    assert {one.state for one in proposals} == set(ProposalState)
    asked_back = [
        one
        for one in proposals
        if one.last_decision is not None and one.last_decision.kind is ProposalStep.ASK_BACK
    ]
    assert len(asked_back) == 1
    assert asked_back[0].state is ProposalState.DRAFT
    (waiting,) = [one for one in proposals if one.state is ProposalState.SUBMITTED]
    assert waiting.submitted_at is not None
    assert 47 <= (today() - waiting.submitted_at.date()).days <= 49
    (going,) = [one for one in proposals if one.state is ProposalState.IN_PROGRESS]
    assert any(one.done_at for one in going.actions)
    assert any(one.done_at is None for one in going.actions)


def test_patterns_stand_in_many_states(shown: Flask) -> None:
    found = Counter(db.session.scalars(select(Pattern.state)))
    assert found[PatternState.CANDIDATE] >= 1
    for state in (PatternState.CONFIRMED, PatternState.PUBLISHED, PatternState.DISMISSED):
        assert found[state] == 1
    assert found[PatternState.ADDRESSED] == 3


def test_something_went_outside_and_something_waits(shown: Flask) -> None:
    found = db.session.execute(select(OutsideItem.kind, OutsideItem.state)).all()
    assert {tuple(row) for row in found} == {
        (OutsideKind.BRIEFING, OutsideState.APPROVED),
        (OutsideKind.LESSON_POINT, OutsideState.OFFERED),
        (OutsideKind.PUBLIC, OutsideState.APPROVED),
    }
    page = shown.test_client().get("/openbaar/waterdam/patronen.json")
    assert [one["meer_dan_casussen"] for one in page.json["patronen"]] == [10]


def test_four_closed_quarters_are_published(shown: Flask) -> None:
    published = set(
        db.session.scalars(
            select(PublishedFigure.last_quarter).where(
                PublishedFigure.organisation_id == waterdam().id,
                PublishedFigure.table_name == FigureTable.TOTAL,
                PublishedFigure.value.is_not(None),
            )
        )
    )
    assert published >= {quarter_code(one) for one in closed_quarters(today())}


def test_a_session_is_behind_and_one_ahead(shown: Flask) -> None:
    sessions = db.session.scalars(
        select(DoorbraakSession).order_by(DoorbraakSession.starts_at)
    ).all()
    assert [one.state for one in sessions] == [SessionState.CONCLUDED, SessionState.PREPARING]
    assert sessions[1].starts_at.date() > today()
    for table, least in ((Perspective, 8), (ChosenWay, 2), (Agreement, 5), (Lesson, 4)):
        count = db.session.scalar(select(func.count()).select_from(table))
        assert count is not None
        assert count >= least, table.__tablename__


def test_the_audit_trail_is_whole(shown: Flask) -> None:
    checked = verify_chain()
    assert checked.broken is None
    assert checked.rows > 500


def test_nobody_of_the_cast_is_named_in_a_case() -> None:
    names = [part.name for part in CAST] + [part.name.split(maxsplit=1)[1] for part in CAST]
    for path in sorted(DATA.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            text = " ".join(str(told.get(name, "")) for name in (*FIRST_TEXTS, *MORE_TEXTS))
            assert [name for name in names if name in text] == [], told["key"]


def test_a_second_time_is_refused_and_changes_nothing(shown: Flask) -> None:
    before = db.session.scalar(select(func.count()).select_from(Case))
    db.session.rollback()
    refused = CliRunner().invoke(demo, [])
    assert refused.exit_code == 1
    assert "Er staan al gegevens in deze database" in refused.output
    again = CliRunner().invoke(demo, ["--if-empty"])
    assert (again.exit_code, again.output) == (0, "")
    assert db.session.scalar(select(func.count()).select_from(Case)) == before


def test_production_has_no_demo(tmp_path: Path) -> None:
    app = make_app(f"sqlite:///{tmp_path}/leerlus.sqlite", tmp_path)
    app.config["LEERLUS_ENV"] = "production"
    with app.app_context():
        refused = CliRunner().invoke(demo, [])
        assert refused.exit_code == 1
        assert "niet in productie" in refused.output
        assert not (tmp_path / "leerlus.sqlite").exists()
