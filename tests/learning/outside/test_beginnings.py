"""With which words a text begins, what cases change about it, and how the words of a case leave."""

import json
from datetime import timedelta

import pytest
from flask import Flask

from app.audit import AuditEntry
from app.database import db, transaction
from app.disclosure import PublishedTable, Shown
from app.quarters import Quarter, Window
from cases.copies import copies_of
from cases.models.case import Case
from cases.models.provisions import CaseProvision
from cases.terms import Audience, UsedRoom
from learning.lifecycle.proposals import ProposalStep
from learning.models.figures import FigureTable
from learning.models.outside import OutsideKind
from learning.models.patterns import DecidedBy, Pattern, PatternMember
from learning.operations.decision_rules import Addressed
from learning.operations.figure_rows import store_table
from learning.queries.outside_drafts import beginning_of
from tests.factories import make_case, make_person
from tests.learning.outside.scene import BRIEFING, TODAY, Saved, approved, at_today, full_world
from tests.learning.proposals.scene import World
from tests.test_hidden_cases import masked


def name_law(case: Case, article: str) -> None:
    """Say that a case turns on an article of the Participatiewet."""
    db.session.add(
        CaseProvision(
            case_id=case.id,
            position=0,
            written=f"artikel {article} Pw",
            jci=f"jci1.3:c:BWBR0015703&artikel={article}",
            bwb="BWBR0015703",
            article=article,
        )
    )


def test_a_notitie_begins_with_what_was_published(world: World) -> None:
    proposal = world.submitted()
    world.decide(proposal, ProposalStep.ACCEPT, capacity="een dag")
    addressed = (Addressed("Ministerie van Proef", (TODAY + timedelta(days=30)).date()),)
    world.decide(proposal, ProposalStep.FORWARD, addressees=addressed)
    window = Window.quarter(Quarter(2026, 2))
    table = PublishedTable(((world.pattern.public_id, Shown(15)),))
    store_table(world.organisation, FigureTable.PATTERN, window, table)
    told = beginning_of(OutsideKind.BRIEFING, world.pattern, proposal)
    assert told["title"] == "Post bereikt mensen niet"
    assert told["addressee"] == "Ministerie van Proef"
    assert told["bottleneck"].startswith("Wie geen adres heeft, krijgt geen bericht.")
    assert proposal.problem in told["bottleneck"]
    assert "ongeveer 15 casussen" in told["evidence"]
    assert told["asked"] == proposal.proposed_change
    assert world.organisation.name in told["contact"]
    lesson = beginning_of(OutsideKind.LESSON_POINT, world.pattern, proposal)
    assert "doorgeleid" in lesson["tried"]


def test_only_room_and_articles_that_enough_reporters_named_are_offered(world: World) -> None:
    for number, case in enumerate(db.session.query(Case).order_by(Case.id)):
        case.used_room = UsedRoom.HARDSHIP_CLAUSE if number < 5 else UsedRoom.TOLERATED
        case.used_room = None if number >= 9 else case.used_room
        name_law(case, "22a")
        if number < 4:
            name_law(case, "18")
    db.session.flush()
    told = beginning_of(OutsideKind.BRIEFING, world.pattern, None)["what_we_did"]
    assert "hardheidsclausule" in told
    assert "artikel 22a Participatiewet" in told
    # Four reporters named these: an analyst may, but the words of few do not leave by themselves.
    assert "gedoogd" not in told
    assert "artikel 18" not in told


def test_what_was_changed_is_told_once_it_was(world: World) -> None:
    waiting = world.submitted("Nog niet")
    assert beginning_of(OutsideKind.PUBLIC, world.pattern, waiting)["what_changed"] == ""
    done = world.implemented(TODAY.date() - timedelta(days=9), "Gedaan")
    told = beginning_of(OutsideKind.PUBLIC, world.pattern, done)
    assert told["what_changed"] == "Er gaat nu een bericht uit."


@pytest.mark.parametrize("role", ["manager", "board", ""])
def test_cases_that_nobody_may_see_change_no_byte(saved: Saved, role: str) -> None:
    home = "/openbaar/proefstad"
    urls = [home, f"{home}/patronen.json", f"{home}/patronen.csv"]
    urls += [f"{home}/{saved.items['public']}"]
    if role:
        urls += ["/naar-buiten", *(saved.url(name) for name in ("approved", "public", "lesson"))]
    urls += [saved.url("offered", "/beslissing")] if role == "manager" else []
    before = {url: masked(saved.browser(role).get(url)) for url in urls}
    with saved.app.app_context():
        with transaction():
            pattern = db.session.query(Pattern).one()
            for number in range(20):
                person = make_person(pattern.organisation, name=f"Nieuw {number}")
                case = make_case(person, pattern.organisation, audience=Audience.ORGANISATION)
                db.session.add(
                    PatternMember(
                        pattern_id=pattern.id,
                        case_id=case.id,
                        joined_at=TODAY,
                        decided_by=DecidedBy.MACHINE,
                    )
                )
        db.session.remove()
    assert {url: masked(saved.browser(role).get(url)) for url in urls} == before


def test_why_it_cannot_leave_is_for_the_analyst_alone(saved: Saved) -> None:
    urls = [saved.url("offered"), saved.url("offered", "/beslissing")]
    before = [masked(saved.browser("manager").get(url)) for url in urls]
    with saved.changing():
        # Of no case that stands in the texts already: those of the excerpt stay as they are.
        case = db.session.query(Case).order_by(Case.id.desc()).first()
        assert case is not None
        case.situation = BRIEFING["asked"]
    assert [masked(saved.browser("manager").get(url)) for url in urls] == before
    told = saved.browser("analyst").get(urls[0]).main
    assert "Dit kan nog niet naar buiten" in told
    assert "Deze woorden staan ook zo in een casus" in told


def test_words_of_a_case_leave_these_texts_too(world: World) -> None:
    item = approved(world)
    case = db.session.query(Case).order_by(Case.id).first()
    assert case is not None
    kept = {name for row, name in copies_of(case) if row is item}
    assert kept == {"title", "addressee", "texts", "reason"}


def test_who_has_not_signed_in_writes_no_row_in_the_trail(saved: Saved) -> None:
    with saved.app.app_context():
        before = db.session.query(AuditEntry).count()
    nobody = saved.browser()
    for url in ("/openbaar/onbekend", "/openbaar/proefstad/onbekend", "/openbaar/proefstad"):
        nobody.get(url)
    with saved.app.app_context():
        assert db.session.query(AuditEntry).count() == before


def test_an_organisation_without_anything_outside_reads_what_to_do(app: Flask) -> None:
    with at_today():
        saved = Saved(app)
        with app.app_context():
            with transaction():
                world = full_world()
                saved.people = {"analyst": world.analyst.id, "manager": world.manager.id}
            db.session.remove()
        assert "Begin bij een patroon" in saved.browser("analyst").get("/naar-buiten").main
        assert "Zodra een leeranalist" in saved.browser("manager").get("/naar-buiten").main
        assert "Nog niets gepubliceerd" in saved.browser().get("/openbaar/proefstad").main
        assert json.loads(saved.browser().get("/openbaar/proefstad/patronen.json").text)
