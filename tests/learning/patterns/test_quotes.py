"""What a published page quotes of cases: what their reporters released for that page, no more."""

from collections.abc import Iterator
from contextvars import Context
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
from cases.models.excerpts import Excerpt, ExcerptState, ExcerptUse
from cases.operations.share import withdraw_case
from learning.lifecycle.patterns import PatternState
from learning.models.patterns import Pattern, PatternMember
from learning.operations.patterns import publish_pattern
from tests.client import Browser, Page
from tests.factories import MACHINE, make_organisation, make_person
from tests.learning.patterns.corpus import ADDRESS, Town

QUOTE = "Zonder briefadres geen inschrijving."


class Scene:
    """A published pattern with one excerpt of a member case, and somebody who reads the page."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with transaction():
            town = Town()
            pattern = town.pattern(town.cases(ADDRESS), PatternState.CONFIRMED)
            publish_pattern(pattern, network=False, by=MACHINE)
            case = db.session.scalars(select(Case).order_by(Case.id)).first()
            assert case is not None
            excerpt = Excerpt(
                case_id=case.id,
                use=ExcerptUse.PUBLISHED_PATTERN,
                used_in=pattern.public_id,
                text=QUOTE,
                state=ExcerptState.RELEASED,
                offered_at=now(),
            )
            db.session.add(excerpt)
            manager = make_person(pattern.organisation, Role.MANAGER, name="Mo Manager")
            db.session.flush()
            self.url, self.manager = f"/patronen/{pattern.public_id}", manager.id
            self.excerpt = excerpt.public_id

    def page(self) -> Page:
        db.session.rollback()
        browser = Context().run(Browser, self.app, self.manager)
        page = Context().run(partial(browser.get, self.url))
        assert page.status == 200
        return page


@pytest.fixture
def scene(app: Flask) -> Iterator[Scene]:
    with app.app_context():
        yield Scene(app)
        db.session.remove()


def excerpt() -> Excerpt:
    return db.session.scalars(select(Excerpt)).one()


def test_a_released_text_stands_there_alone_and_is_noted(scene: Scene) -> None:
    page = scene.page()
    assert page.document.xpath("normalize-space(//blockquote)") == QUOTE
    case = excerpt().case
    reporter = db.session.get_one(Person, case.reporter_id)
    for telling in (case.title, case.public_id, scene.excerpt, reporter.name):
        assert telling not in page.text, telling
    row = db.session.scalars(select(AuditEntry).where(AuditEntry.kind == "excerpt")).one()
    assert scene.excerpt in row.records
    assert row.request == page.request_id


@pytest.mark.parametrize("state", [one for one in ExcerptState if one is not ExcerptState.RELEASED])
def test_what_is_not_released_never_stands_there(scene: Scene, state: ExcerptState) -> None:
    with transaction():
        excerpt().state = state
    assert QUOTE not in scene.page().text


@pytest.mark.parametrize("use", [one for one in ExcerptUse if one.value != "published_pattern"])
def test_a_yes_holds_for_its_own_use(scene: Scene, use: ExcerptUse) -> None:
    with transaction():
        excerpt().use = use
    assert QUOTE not in scene.page().text


def test_a_yes_holds_for_its_own_page(scene: Scene) -> None:
    with transaction():
        excerpt().used_in = "abcdefghij234567"
    assert QUOTE not in scene.page().text


def test_it_is_gone_with_the_case(scene: Scene) -> None:
    with transaction():
        withdraw_case(excerpt().case, by=MACHINE)
    assert QUOTE not in scene.page().text


def test_it_is_gone_when_the_case_leaves_the_pattern(scene: Scene) -> None:
    with transaction():
        case_id = excerpt().case_id
        db.session.query(PatternMember).filter_by(case_id=case_id).one().removed = True
    assert QUOTE not in scene.page().text


def test_another_organisation_does_not_put_a_text_on_a_page_that_is_not_its_own(
    scene: Scene,
) -> None:
    with transaction():
        pattern = db.session.scalars(select(Pattern)).one()
        pattern.organisation = make_organisation("Gemeente Buur", "buur")
        make_person(pattern.organisation)
        manager = db.session.get_one(Person, scene.manager)
        manager.memberships[0].organisation_id = pattern.organisation_id
    assert QUOTE not in scene.page().text
