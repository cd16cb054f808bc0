"""What an organisation's own decisions teach: when it is used, where, and the way back."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import jobs
from app.clock import moved_to, now
from app.database import db, transaction
from app.jobs import Job, Run
from cases.models.case import Case
from cases.terms import Audience
from learning.jobs.fitting import refit, refit_nightly
from learning.models.patterns import Pattern
from learning.models.runs import FittedWeights
from learning.operations.detection import detect_patterns
from learning.operations.fitting import REFIT, refit_weights
from learning.operations.members import Placing, place_members, remove_members
from learning.operations.patterns import confirm_pattern
from learning.operations.undoing import undo_decision
from learning.queries.history import decisions_of
from learning.queries.patterns import member_cases
from learning.queries.runs import organisations_to_search
from learning.queries.weights import judged_patterns, last_fit, weights_in_use, weights_of
from tests.factories import MACHINE, make_case
from tests.learning.patterns.corpus import Town
from tests.learning.patterns.test_pages import Visitor

PAGE = "/patronen/werkbank/gewichten"
LAWS = ["Participatiewet", "Jeugdwet", "Huisvestingswet", "Opiumwet", "Wegenwet", "Gaswet"]
TALES = [
    ("Aanvraag bleef liggen", "De aanvraag bleef weken liggen bij het loket en niemand belde."),
    ("Brief kwam terug", "Een brief kwam ongeopend terug en de termijn liep gewoon door."),
    ("Loket zei nee", "Het loket zei nee aan de balie en gaf geen uitleg op papier."),
    ("Te laat gemeld", "De melding kwam volgens de regels te laat en telde daarom niet."),
    ("Formulier kwijt", "Het formulier raakte kwijt tussen twee afdelingen in het stadhuis."),
    ("Steeds iemand anders", "Elke keer sprak ze iemand anders, die het dossier niet kende."),
]


@pytest.fixture
def town(app: Flask) -> Iterator[Town]:
    with app.app_context():
        with transaction():
            town = Town()
        yield town
        db.session.remove()


def case_of(town: Town, number: int, law: str) -> Case:
    title, situation = TALES[number % len(TALES)]
    return make_case(
        town.reporters[number % len(town.reporters)],
        town.organisation,
        town.team,
        title=title,
        situation=situation,
        law=law,
        audience=Audience.ORGANISATION,
    )


def curate(town: Town, patterns: int = len(LAWS)) -> list[Pattern]:
    """Six cases of one article confirmed, and two of another taken out, in each pattern."""
    made = []
    for number, law in enumerate(LAWS[:patterns], 1):
        inside = [case_of(town, place, law) for place in range(6)]
        outside = [case_of(town, place, "Woningwet") for place in (number, number + 1)]
        pattern = town.pattern([*inside, *outside], number=number)
        pattern.confirmed_at = None
        pattern.state = pattern.state.CANDIDATE
        remove_members(pattern, outside, by=MACHINE)
        confirm_pattern(pattern, by=MACHINE)
        made.append(pattern)
    return made


def refitted(town: Town) -> FittedWeights | None:
    fit = refit_weights(town.organisation.id, now(), by=MACHINE)
    db.session.rollback()
    return fit


def test_with_few_decisions_nothing_is_learned(app: Flask, town: Town) -> None:
    with transaction():
        curate(town, patterns=3)
    assert refitted(town) is None
    assert "Nog te weinig beslissingen" in Visitor(app, town.analyst).get(PAGE).main


def test_what_decides_here_weighs_more_in_this_organisation_alone(app: Flask, town: Town) -> None:
    with transaction():
        neighbour = Town("Gemeente Buur", "buur")
        curate(town)
    visitor = Visitor(app, town.analyst)
    assert "Vannacht voor het eerst" in visitor.get(PAGE).main
    fit = refitted(town)
    assert fit is not None
    assert fit.in_use
    learned, usual = weights_of(fit), weights_of(None)
    assert learned.tags["law"] > usual.tags["law"]
    assert learned.fields["situation"] < usual.fields["situation"]
    assert weights_in_use(neighbour.organisation.id) is None
    page = visitor.get(PAGE)
    assert "het wetsartikel" in page.main.split("Lichter in")[0]
    assert "12 beslissingen" in page.main
    with transaction():
        elsewhere = neighbour.corpus()
    runs = [detect_patterns(one.organisation.id, by=MACHINE) for one in (town, neighbour)]
    assert [run.settings["weights"] for run in runs] == [fit.public_id, None]
    assert elsewhere
    foreign = Visitor(app, neighbour.analyst).get(PAGE).main
    assert "Nog te weinig beslissingen" in foreign


def test_the_way_back_and_on_again_holds_through_the_next_night(app: Flask, town: Town) -> None:
    with transaction():
        patterns = curate(town)
    visitor = Visitor(app, town.analyst)
    refitted(town)
    detect_patterns(town.organisation.id, by=MACHINE)
    page = visitor.press(PAGE, f"{PAGE}/gewoon")
    assert "De gewone weging staat aan" in page.main
    db.session.rollback()
    assert weights_in_use(town.organisation.id) is None
    with moved_to(now() + timedelta(minutes=1)):
        assert town.organisation.id in [one.id for one in organisations_to_search()]
        with transaction():
            remove_members(patterns[0], [member(patterns[0])], by=MACHINE)
        again = refitted(town)
    assert again is not None
    assert not again.in_use, "what the analyst set aside came back in the night"
    visitor.press(PAGE, f"{PAGE}/geleerd")
    db.session.rollback()
    used = weights_in_use(town.organisation.id)
    assert used is not None
    assert used.public_id == again.public_id


def member(pattern: Pattern) -> Case:
    db.session.refresh(pattern)
    (first, *_) = judged_keys(pattern)
    return db.session.scalars(select(Case).where(Case.public_id == first)).one()


def judged_keys(pattern: Pattern) -> list[str]:
    judged = judged_patterns(pattern.organisation_id)
    return sorted(next(one for one in judged if one.number == pattern.number).inside)


def test_decisions_that_were_undone_teach_nothing_any_more(town: Town) -> None:
    with transaction():
        patterns = curate(town)
    assert refitted(town) is not None
    with transaction():
        for decision in decisions_of(patterns[0]):
            undo_decision(decision, by=MACHINE)
    assert refitted(town) is None
    assert weights_in_use(town.organisation.id) is None


def test_who_joined_by_a_run_after_confirming_was_judged_by_nobody(town: Town) -> None:
    with transaction():
        (pattern,) = curate(town, patterns=1)
        before = judged_keys(pattern)
        late = case_of(town, 0, LAWS[0])
        with moved_to(now() + timedelta(hours=1)):
            place_members(pattern, [late.public_id], Placing.JOIN)
        assert late in member_cases(pattern)
        assert judged_keys(pattern) == before


def test_a_night_learns_only_where_something_was_decided(app: Flask, town: Town) -> None:
    with transaction():
        neighbour = Town("Gemeente Buur", "buur")
        neighbour.corpus()
        curate(town)
    jobs.drain()
    for expected in (1, 0):
        with moved_to(now() + timedelta(minutes=1)):
            refit_nightly(Run(0, "", {}))
            planned = select(func.count()).where(Job.kind == REFIT, Job.state == "waiting")
            assert db.session.scalar(planned) == expected
            db.session.rollback()
            jobs.drain()
    assert last_fit(town.organisation.id) is not None
    assert last_fit(neighbour.organisation.id) is None


def test_what_did_not_help_is_told_and_cannot_be_used(app: Flask, town: Town) -> None:
    visitor = Visitor(app, town.analyst)
    assert visitor.send(f"{PAGE}/gewoon").status == 404
    with transaction():
        curate(town)
    refitted(town)
    with transaction():
        fit = last_fit(town.organisation.id)
        assert fit is not None
        fit.figures, fit.in_use = {**fit.figures, "better": False}, False
    assert "Het hielp niet, dus de gewone weging blijft" in visitor.get(PAGE).main
    assert visitor.send(f"{PAGE}/geleerd").location == PAGE
    assert "Leerlus blijft bij de gewone weging" in visitor.get(PAGE)
    assert weights_in_use(town.organisation.id) is None


def test_work_for_an_organisation_that_is_gone_does_nothing(town: Town) -> None:
    refit(Run(0, "", {"organisation": "weg"}))
    assert last_fit(town.organisation.id) is None


def test_only_the_analyst_reads_or_changes_it(app: Flask, town: Town) -> None:
    with transaction():
        curate(town)
    refitted(town)
    reporter = Visitor(app, town.reporters[0])
    assert reporter.get(PAGE).status == 404
    for name in ("gewoon", "geleerd"):
        assert reporter.send(f"{PAGE}/{name}").status == 404
    db.session.rollback()
    assert weights_in_use(town.organisation.id) is not None
