"""What stands ready for a proposal: published values, and what so many named that nobody shows."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app.clock import now
from app.database import db
from app.refusals import Invalid
from cases.models.case import Case
from cases.models.lists import Bouwsteen
from cases.models.provisions import CaseProvision
from cases.queries.lists import active_bouwstenen
from cases.terms import Direction, Effort, OutcomeStatus, UsedRoom, WhoElse
from learning.lifecycle.exact_numbers import first_unpublished
from learning.lifecycle.patterns import PatternState
from learning.operations.figures import publish_closed_quarters
from learning.queries.evidence import (
    common_bouwstenen,
    evidence_of,
    published_band,
    published_numbers,
)
from learning.views.evidence import panels_of, sentence_named
from tests.factories import MACHINE
from tests.learning.proposals.scene import World

SPRING, SUMMER = datetime(2026, 5, 4, tzinfo=UTC), datetime(2026, 8, 4, tzinfo=UTC)


def cases(world: World, people: int, **details: object) -> list[Case]:
    """A case in the pattern of each of so many reporters."""
    made = []
    for number in range(people):
        reporter = world.reporters[number]
        case = world.case(reporter, SUMMER + timedelta(hours=number), member=True)
        for name, value in details.items():
            setattr(case, name, value)
        made.append(case)
    # So that the organisation is large enough for anything to be told.
    for reporter in world.reporters:
        world.case(reporter, SUMMER + timedelta(days=1), member=False)
    db.session.flush()
    return made


def tagged(case: Case, bouwsteen: Bouwsteen) -> None:
    case.tags.append(_tag(bouwsteen))


def _tag(bouwsteen: Bouwsteen) -> object:
    from cases.models.case import CaseBouwsteen  # noqa: PLC0415 - beside its only use

    return CaseBouwsteen(bouwsteen=bouwsteen, direction=Direction.PINCHED)


def words(world: World) -> str:
    """Every sentence that stands ready."""
    (panel,) = panels_of([world.pattern], "")
    return "\n".join(one.text for one in panel.ready)


def test_what_five_named_is_not_told_and_what_six_named_is(world: World) -> None:
    found = cases(world, 7)
    for number, case in enumerate(found):
        case.partners = "Waterschap" if number < 6 else "Zorgkantoor"
        if number < 5:
            case.partners += "\nWoningcorporatie"
    db.session.flush()
    evidence = evidence_of(world.pattern)
    assert [(one.word, one.cases, one.reporters) for one in evidence.partners] == [
        ("Waterschap", 6, 6)
    ]


def test_one_active_reporter_makes_no_crowd(world: World) -> None:
    for case in cases(world, 6, partners=""):
        case.partners = "Waterschap"
    for number in range(20):
        world.case(world.reporters[0], SUMMER + timedelta(days=2, hours=number), member=True)
    for case in db.session.query(Case).filter_by(reporter_id=world.reporters[0].id):
        case.partners = "Waterschap"
    db.session.flush()
    assert evidence_of(world.pattern).partners == []


def test_a_sensitive_domain_asks_for_more(world: World) -> None:
    found = cases(world, 8, partners="Waterschap")
    assert evidence_of(world.pattern).partners
    from cases.operations.lists import add_domain  # noqa: PLC0415 - beside its only use

    found[0].domain = add_domain(world.organisation, "Zorg", sensitive=True, by=MACHINE)
    db.session.flush()
    assert evidence_of(world.pattern).partners == []


def test_each_kind_of_evidence_has_its_sentence(app: Flask, world: World) -> None:
    bouwsteen = active_bouwstenen(world.organisation.id)[0]
    found = cases(
        world,
        8,
        partners="Waterschap",
        who_else=WhoElse.DOZENS,
        effort=Effort.DAY,
        used_room=UsedRoom.HARDSHIP_CLAUSE,
        outcome_status=OutcomeStatus.HELPED,
    )
    for case in found:
        tagged(case, bouwsteen)
        db.session.add(
            CaseProvision(
                case_id=case.id, position=0, written="x", bwb="BWBR0015703", article="22a"
            )
        )
    found[0].who_else, found[0].effort = WhoElse.HUNDREDS, Effort.MORE
    world.pattern.notices = {
        "fixed_line": {"room": "hardheidsclausule", "outcome": "helped", "cases": 8, "stated": 8}
    }
    world.pattern.published_more_than = 5
    db.session.flush()
    with app.test_request_context():
        told = words(world)
    for part in (
        "meer dan 5 casussen",
        "Participatiewet, artikel 22a](https://wetten.overheid.nl/",
        "samen met: Waterschap",
        "in de weg zit: ICT-systeem",
        bouwsteen.name,
        "tientallen anderen",
        "een dag werk of meer",
        "hardheidsclausule",
        "vaste gedragslijn",
    ):
        assert part in told, part
    assert "honderden" not in told
    # What stands ready passes the check on numbers as it is.
    assert not first_unpublished(told, band=5, figures=())
    assert [one.name for one in common_bouwstenen([world.pattern])] == [bouwsteen.name]


def test_figures_are_those_that_were_published(app: Flask, world: World) -> None:
    world.fill({SPRING: (8, 18), SUMMER: (16, 20)})
    publish_closed_quarters(world.organisation, by=MACHINE)
    with app.test_request_context():
        told = words(world)
        assert "van afgerond 10 nieuwe casussen (2e kwartaal 2026) naar afgerond 15" in told
    numbers = published_numbers(world.organisation.id, [world.pattern])
    assert {10, 15, 25, 35} <= numbers
    assert not first_unpublished(told, band=None, figures=numbers)
    # A case more is no figure yet.
    world.fill({SUMMER + timedelta(days=20): (9, 0)})
    with app.test_request_context():
        assert words(world) == told


def test_a_pattern_that_is_not_published_has_no_number(app: Flask, world: World) -> None:
    cases(world, 8)
    world.pattern.published_more_than = 20
    world.pattern.state = PatternState.CONFIRMED
    assert published_band([world.pattern]) is None
    with app.test_request_context():
        assert "casussen" not in words(world)


def test_a_button_that_is_not_there_gives_nothing(app: Flask, world: World) -> None:
    with app.test_request_context():
        assert sentence_named(panels_of([world.pattern], ""), "x-band") == ""


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("Er zijn meer dan 5 casussen.", True),
        ("Er zijn 17 casussen.", False),
        ("Er zijn zeventien casussen.", False),
        ("Dat zeggen zes inbrengers.", False),
    ],
)
def test_an_exact_number_is_stopped_in_every_text(world: World, text: str, fine: bool) -> None:
    world.pattern.published_more_than = 5
    for name in ("title", "problem", "evidence", "proposed_change", "expected_effect", "costs"):
        if fine:
            assert world.draft(**{name: text})
            continue
        with pytest.raises(Invalid) as refused:
            world.draft(**{name: text})
        assert refused.value.field == name
        assert "meer dan 5 casussen" in refused.value.message


def test_the_check_says_nothing_about_cases_that_are_hidden(world: World) -> None:
    with pytest.raises(Invalid) as before:
        world.draft(problem="Er zijn 6 casussen.")
    for reporter in world.reporters[:6]:
        world.case(reporter, now(), member=True)
    with pytest.raises(Invalid) as after:
        world.draft(problem="Er zijn 6 casussen.")
    assert before.value.message == after.value.message
