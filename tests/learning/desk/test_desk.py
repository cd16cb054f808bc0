"""Stand van zaken: what waits, what is late or came back, what was learned, and how far it is."""

from collections.abc import Mapping

import pytest
from flask import Flask

from app.clock import moved_to, now
from app.database import db, transaction
from app.people.models import Organisation
from app.people.roles import Role
from cases.models.lists import Bouwsteen
from learning.effect import Verdict
from learning.lifecycle.outside import OutsideState
from learning.lifecycle.proposals import ProposalStep as Step
from learning.models.figures import FigureTable, PublishedFigure
from learning.models.outside import OutsideItem, OutsideKind
from learning.models.proposals import Proposal
from learning.operations.decision_rules import Decision
from learning.operations.second_opinion import ask_second
from learning.queries.figures import ONE_NUMBER
from tests.client import Page
from tests.factories import as_actor, make_person
from tests.learning.desk.scene import (
    CASE_WORDS,
    OTHERS,
    READERS,
    Played,
    on,
    saved,
    say,
    world_of,
)
from tests.learning.proposals.scene import TODAY

PAGE = "/stand-van-zaken"


def section(page: Page, title: str) -> str:
    """The words of one part of the page, or nothing when it is not there."""
    found = page.document.xpath(f"//section[.//h2[normalize-space()='{title}']]")
    return " ".join(" ".join(one.text_content().split()) for one in found)


@pytest.mark.parametrize("role", READERS)
def test_everybody_who_oversees_reads_the_same_state(played: Played, role: str) -> None:
    page = played.get(role, PAGE)
    mine = "jouw beslissing" if role == "manager" else "een beslissing van de manager"
    waiting = section(page, f"Wacht op {mine}")
    assert "Wachtkanarie ligt er 47 dagen" in waiting.replace("Ligt er ", "")
    assert "Neekanarie" not in waiting
    late = section(page, "Te laat")
    assert "Systeem aanpassen" in late
    assert "Antwoord van Het dagelijks bestuur" in late
    assert "Tekst schrijven" not in late
    back = section(page, "Kwam terug")
    assert "Terugkanarie" in back
    assert "het uitstel is voorbij" in back
    lessons = section(page, "Wat is er geleerd en veranderd?")
    assert "geleerd: daling aangetoond" in lessons
    assert "Er gaat nu een bericht uit." in lessons
    assert not [words for words in CASE_WORDS if words in page.text]


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_has_this_page(played: Played, role: str) -> None:
    page = played.get(role, PAGE)
    if role == "elsewhere":
        assert page.status == 200
        assert "kanarie" not in page.text
    else:
        assert page.status == 404


@pytest.mark.parametrize("role", READERS)
def test_with_nothing_to_show_the_page_says_what_is_next(empty: Played, role: str) -> None:
    page = empty.get(role, PAGE)
    assert "Er ligt geen voorstel dat op een beslissing wacht." in page.main
    assert "Er is nog niets doorgevoerd." in page.main
    assert "Nog geen cijfers over casussen" in page.main
    assert page.main.count("nog niet te zeggen") == 4
    titles = ("Te laat", "Kwam terug", "Houdt de verandering stand?", "Per bouwsteen")
    assert not [title for title in titles if section(page, title)]


def test_the_days_between_steps_are_medians(played: Played) -> None:
    page = played.get("manager", PAGE)
    told = section(page, "Hoe lang duurt elke stap?")
    # 21, 122, 298, 308, 325 and 391 days; then 5, 10, 20 and 31; then one proposal each.
    assert "Van patroon naar ingediend voorstel 298 dagen over 6 voorstellen" in told
    assert "Van ingediend naar een beslissing 10 dagen over 4 voorstellen" in told
    assert "Van beslissing naar verandering 30 dagen over 1 voorstel" in told
    assert "Van verandering naar conclusie over het effect 252 dagen over 1 voorstel" in told
    assert "Van casus naar patroon" not in told


def keep_figures(table: FigureTable, values: Mapping[str, int | None]) -> None:
    """Published figures of a table over the quarter of the published total, and no others."""
    total = db.session.query(PublishedFigure).filter_by(table_name=FigureTable.TOTAL)
    like = total.filter(PublishedFigure.value.is_not(None)).one()
    db.session.query(PublishedFigure).filter_by(table_name=table).delete()
    for key, value in values.items():
        db.session.add(
            PublishedFigure(
                organisation_id=like.organisation_id,
                table_name=table,
                first_quarter=like.first_quarter,
                last_quarter=like.last_quarter,
                label=like.label,
                key=key,
                value=value,
                published_at=like.published_at,
            )
        )


def test_the_way_from_case_to_pattern_shows_only_when_it_was_published(published: Played) -> None:
    with published.app.app_context(), transaction():
        keep_figures(FigureTable.CASE_TO_PATTERN, {ONE_NUMBER: 35})
    told = section(published.get("manager", PAGE), "Hoe lang duurt elke stap?")
    assert "Van casus naar patroon: de helft binnen 35 dagen (3e kwartaal 2026)." in told


def test_cases_are_told_as_they_were_published(published: Played) -> None:
    page = published.get("manager", PAGE)
    assert "Gedeelde casussen, 3e kwartaal 2026 25" in section(page, "Van casus naar verandering")
    assert "26" not in page.main.replace("2026", "")


def test_strength_is_told_in_shares(played: Played) -> None:
    with played.app.app_context(), transaction():
        one = db.session.query(Proposal).filter_by(public_id=played.proposals["rejected"]).one()
        one.strength = "weak"
    told = section(played.get("manager", PAGE), "Houdt de verandering stand?")
    assert "ondersteunt 83% (5)" in told
    assert "vraagt volhouden 17% (1)" in told


def test_bouwstenen_tell_of_proposals_and_hide_what_is_not_published(published: Played) -> None:
    with published.app.app_context(), transaction():
        tags = db.session.query(Bouwsteen).order_by(Bouwsteen.id).limit(2).all()
        for name in ("learned", "busy"):
            key = published.proposals[name]
            one = db.session.query(Proposal).filter_by(public_id=key).one()
            one.bouwstenen = tags[:1]
        names, keys = [tag.name for tag in tags], [tag.public_id for tag in tags]
    page = published.get("manager", PAGE)
    assert section(page, "Voorstellen per bouwsteen").endswith(f"{names[0]} 2 1 doorgevoerd")
    assert names[1] not in section(page, "Voorstellen per bouwsteen")
    assert not section(page, "Casussen per bouwsteen")
    with published.app.app_context(), transaction():
        keep_figures(FigureTable.BOUWSTEEN, {keys[0]: 10, keys[1]: None})
    told = section(published.get("manager", PAGE), "Casussen per bouwsteen")
    assert f"{names[0]} 10" in told
    assert f"{names[1]} te weinig om te tonen" in told


def test_what_came_back_says_why(app: Flask) -> None:
    with world_of(app) as world:
        asked = world.submitted("Vraagkanarie")
        world.decide(asked, Step.ASK_BACK, reason="Wat kost dit?")
        world.decide(asked, Step.SUBMIT)
        hidden = world.implemented(on(2026, 2, 1).date(), "Stilkanarie")
        returned = world.implemented(on(2026, 2, 1).date(), "Weerkanarie")
        say(hidden, "2026-3", Verdict.RETURNED, may_show=False)
        say(returned, "2026-3", Verdict.RETURNED)
        found = saved(app, world)
    with moved_to(TODAY):
        back = section(found.get("manager", PAGE), "Kwam terug")
    assert "Vraagkanarie" in back
    assert "opnieuw ingediend, met antwoord op je vraag" in back
    assert "Weerkanarie" in back
    assert "het knelpunt komt terug" in back
    assert "Stilkanarie" not in back


def test_a_second_opinion_waits_for_the_other_manager_alone(app: Flask) -> None:
    with world_of(app) as world:
        db.session.get_one(Organisation, world.organisation.id).two_decide = True
        second = make_person(world.organisation, Role.MANAGER, name="Ma Proef")
        proposal = world.submitted("Tweedekanarie")
        choice = Decision(Step.REJECT, reason="Dit mag niet.")
        ask_second(proposal, choice, by=as_actor(world.manager))
        found = saved(app, world)
        found.people["second"] = second.id
    with moved_to(TODAY):
        assert "Tweedekanarie" in section(found.get("second", PAGE), "Wacht op jouw tweede oordeel")
        for role in READERS:
            assert not section(found.get(role, PAGE), "Wacht op jouw tweede oordeel")


def test_what_may_leave_waits_for_the_manager_alone(app: Flask) -> None:
    with world_of(app) as world:
        db.session.add(
            OutsideItem(
                organisation_id=world.organisation.id,
                kind=OutsideKind.BRIEFING,
                pattern=world.pattern,
                state=OutsideState.OFFERED,
                title="Buitenkanarie",
                created_at=now(),
                state_since=now(),
            )
        )
        found = saved(app, world)
    with moved_to(TODAY):
        title = "Wacht op jouw akkoord om naar buiten te gaan"
        assert "Buitenkanarie" in section(found.get("manager", PAGE), title)
        assert not section(found.get("analyst", PAGE), title)
        assert not section(found.get("board", PAGE), title)
