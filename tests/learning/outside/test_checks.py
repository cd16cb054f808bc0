"""What may leave: no counts, no words of a case, no personal data, and enough reporters."""

from datetime import timedelta

import pytest
from flask import Flask

from app.clock import now
from app.database import db, transaction
from app.disclosure import PublishedTable, Shown
from app.quarters import Quarter, Window
from app.refusals import Invalid, LooksPersonal
from cases.models.case import Case
from cases.operations.share import withdraw_case
from learning.lifecycle.outside import STEP_ROLES, STEPS, OutsideState, OutsideStep, steps_from
from learning.lifecycle.patterns import PatternState
from learning.models.figures import FigureTable
from learning.models.outside import OutsideItem, OutsideKind
from learning.operations.figure_rows import store_table
from learning.operations.outside import (
    OutsideDetails,
    approve_outside,
    edit_outside,
    offer_outside,
    revise_outside,
    withdraw_outside,
)
from learning.operations.outside_checks import refusal_of
from learning.queries.outside import outside_waiting_for, sheet_of
from tests.factories import as_actor
from tests.learning.outside.scene import (
    BRIEFING,
    PUBLIC,
    TODAY,
    approved,
    at_today,
    full_world,
    offered,
    prepared,
)
from tests.learning.proposals.scene import World


@pytest.mark.parametrize("state", list(OutsideState))
def test_a_step_leads_where_the_table_says_and_is_offered_to_who_may_take_it(
    state: OutsideState,
) -> None:
    for step, (sources, _target) in STEPS.items():
        takers = {role for role in STEP_ROLES[step] if step in steps_from(state, {role})}
        assert takers == (STEP_ROLES[step] if state in sources else set())


def test_exact_numbers_words_of_a_case_and_personal_data_are_refused(world: World) -> None:
    with pytest.raises(Invalid) as counted:
        prepared(world, sections={"evidence": "Dit speelt in 17 casussen."})
    assert counted.value.field == "evidence"
    for text in ("Meer dan 20 casussen.", "Meer dan 10 inbrengers.", "In 40% van de casussen."):
        with pytest.raises(Invalid):
            prepared(world, sections={"bottleneck": text})
    with pytest.raises(Invalid) as copied:
        prepared(world, sections={"asked": "Ja: de brief kwam terug omdat er geen adres was."})
    assert copied.value.field == "asked"
    with pytest.raises(LooksPersonal):
        prepared(world, sections={"contact": "Bel 06 12345678"})
    with pytest.raises(Invalid) as empty:
        prepared(world, sections={"who_it_hits": " "})
    assert empty.value.field == "who_it_hits"
    assert db.session.query(OutsideItem).count() == 0


def test_a_published_band_may_be_told(world: World) -> None:
    text = "Het speelt in meer dan 10 casussen, en sinds 2024."
    assert prepared(world, sections={"bottleneck": text}).texts["bottleneck"] == text


def test_a_refused_edit_leaves_the_draft_as_it_was(world: World) -> None:
    item = prepared(world)
    details = OutsideDetails("Nieuw", {**BRIEFING, "asked": "Kijk naar de 12 casussen."})
    with pytest.raises(Invalid):
        edit_outside(item, details, by=as_actor(world.analyst))
    assert (item.title, item.texts["asked"]) == ("Stuk briefing", BRIEFING["asked"])


def test_a_published_figure_may_be_told(world: World) -> None:
    text = "In het kwartaal waren dat ongeveer 15 casussen."
    with pytest.raises(Invalid):
        prepared(world, sections={"evidence": text})
    table = PublishedTable(((world.pattern.public_id, Shown(15)),))
    window = Window.quarter(Quarter(2026, 2))
    store_table(world.organisation, FigureTable.PATTERN, window, table)
    assert prepared(world, sections={"evidence": text}).texts["evidence"] == text


def test_what_was_stated_inside_is_asked_again_before_it_goes_outside(world: World) -> None:
    words = "Bel 06 12345678"
    item = prepared(world, sections={"contact": words}, stated=["06 12345678"])
    with pytest.raises(LooksPersonal):
        offer_outside(item, by=as_actor(world.analyst))
    offer_outside(item, by=as_actor(world.analyst), stated=["06 12345678"])
    assert item.state is OutsideState.OFFERED


def test_the_band_is_that_of_the_approval_and_changes_by_approving_again(world: World) -> None:
    item = offered(world)
    assert sheet_of(item).more_than == 10
    approve_outside(item, seen=sheet_of(item).fingerprint, by=as_actor(world.manager))
    world.pattern.published_more_than = 20
    for number in range(8):
        world.case(world.reporters[number], TODAY - timedelta(days=9), member=True)
    assert sheet_of(item).more_than == 10
    withdraw_outside(item, reason="Opnieuw.", by=as_actor(world.analyst))
    revise_outside(item, by=as_actor(world.analyst))
    offer_outside(item, by=as_actor(world.analyst))
    assert (item.more_than, sheet_of(item).more_than) == (None, 20)


def test_each_step_is_kept_with_its_reason_and_without_a_name(world: World) -> None:
    item = approved(world)
    withdraw_outside(item, reason="De wet is veranderd.", by=as_actor(world.manager))
    told = [(one["step"], one["why"]) for one in item.texts["history"]]
    assert told == [("offer", ""), ("approve", ""), ("withdraw", "De wet is veranderd.")]
    with pytest.raises(Invalid):
        withdraw_outside(item, reason="Nog eens.", by=as_actor(world.manager))


@pytest.mark.parametrize(("reporters", "passes"), [(10, False), (11, True)])
def test_everybody_reads_only_of_ten_reporters_whoever_is_left_out(
    app: Flask, reporters: int, passes: bool
) -> None:
    with app.app_context(), at_today(), transaction():
        world = full_world(reporters)
        item = prepared(world, OutsideKind.PUBLIC)
        assert (refusal_of(item) is None) is passes
        if not passes:
            with pytest.raises(Invalid):
                offer_outside(item, by=as_actor(world.analyst))


def test_the_ten_reporters_are_counted_again_at_the_approval(world: World) -> None:
    item = offered(world, OutsideKind.PUBLIC)
    for case in db.session.query(Case).order_by(Case.id).limit(3).all():
        assert case.reporter is not None
        withdraw_case(case, by=as_actor(case.reporter))
    with pytest.raises(Invalid) as refused:
        approve_outside(item, seen=sheet_of(item).fingerprint, by=as_actor(world.manager))
    # A manager hears that it cannot be, and nothing from which a number of cases follows.
    assert "inbrengers" not in refused.value.message
    assert item.state is OutsideState.OFFERED
    told = refusal_of(item)
    assert told is not None
    assert "inbrengers" in told.message


def test_a_raised_threshold_asks_more_of_the_public_page(world: World) -> None:
    world.organisation.smallest_group = 13
    item = prepared(world, OutsideKind.PUBLIC)
    with pytest.raises(Invalid):
        offer_outside(item, by=as_actor(world.analyst))


def test_of_one_pattern_one_public_item_stands_outside(world: World) -> None:
    first = approved(world, OutsideKind.PUBLIC)
    second = prepared(world, OutsideKind.PUBLIC)
    with pytest.raises(Invalid):
        offer_outside(second, by=as_actor(world.analyst))
    withdraw_outside(first, reason="Er is een nieuwe tekst.", by=as_actor(world.analyst))
    offer_outside(second, by=as_actor(world.analyst))
    assert second.state is OutsideState.OFFERED


def test_a_band_below_ten_asks_to_publish_the_pattern_again(world: World) -> None:
    world.pattern.published_more_than = 5
    told = refusal_of(prepared(world, OutsideKind.PUBLIC, sections=PUBLIC))
    assert told is not None
    assert "Publiceer het patroon opnieuw" in told.message


def test_a_pattern_that_is_no_longer_published_is_not_approved(world: World) -> None:
    item = offered(world)
    world.pattern.state = PatternState.MERGED
    with pytest.raises(Invalid):
        approve_outside(item, seen=sheet_of(item).fingerprint, by=as_actor(world.manager))


def test_a_pattern_across_organisations_stays_inside(world: World) -> None:
    world.pattern.across = True
    with pytest.raises(Invalid):
        prepared(world)


def test_what_waits_for_a_manager_waits_for_nobody_else(world: World) -> None:
    item = offered(world)
    prepared(world)
    approved(world)
    assert list(outside_waiting_for(world.manager, world.organisation.id)) == [item]
    for other in (world.analyst, world.board, world.elsewhere):
        assert list(outside_waiting_for(other, world.organisation.id)) == []
    assert item.state_since == now()
    assert OutsideStep.APPROVE in steps_from(item.state, {*STEP_ROLES[OutsideStep.APPROVE]})
