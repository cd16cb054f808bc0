"""The lists behind the form: what a new organisation starts with and its administrator changes."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db, transaction
from app.people.queries import organisation_by_slug
from app.people.roles import Role
from cases.bouwsteen_texts import DOMAINS, SETS
from cases.models.lists import BouwsteenSet
from cases.operations.lists import prepare_organisation
from cases.queries.lists import active_bouwstenen, bouwsteen_sets_of, domains_of
from tests import factories
from tests.client import Browser


@pytest.fixture
def browser(app: Flask) -> Browser:
    with app.app_context(), transaction():
        here = factories.make_organisation()
        admin = factories.make_person(here, Role.ADMINISTRATOR).id
    return Browser(app, admin)


def test_a_new_organisation_starts_with_domains_and_both_sets(app: Flask, browser: Browser) -> None:
    with app.app_context(), transaction():
        here = organisation_by_slug("proefstad")
        assert here is not None
        for _ in range(2):
            assert {one.name for one in domains_of(here.id)} == set(DOMAINS)
            assert [one.code for one in bouwsteen_sets_of(here.id)] == [one.code for one in SETS]
            assert len(active_bouwstenen(here.id)) == 10
            prepare_organisation(here, factories.MACHINE)
    page = browser.get("/bouwstenen")
    for text in SETS:
        assert text.name in page.main
        for one in text.bouwstenen:
            assert one.explanation in page.main
            assert one.source in page.main


def test_another_set_becomes_active_and_its_texts_change(app: Flask, browser: Browser) -> None:
    with app.app_context():
        query = select(BouwsteenSet).where(BouwsteenSet.code == "menselijke-maat")
        chosen = db.session.scalar(query)
        assert chosen is not None
        address, last = chosen.public_id, chosen.bouwstenen[-1].public_id
        organisation_id = chosen.organisation_id
    browser.get("/beheer/bouwstenen")
    browser.submit(f"/beheer/bouwstenen/{address}/actief")
    with app.app_context():
        assert len(active_bouwstenen(organisation_id)) == 7
    browser.get(f"/beheer/bouwsteen/{last}")
    assert "al een bouwsteen met deze naam" in browser.submit(name="systeemleren")
    assert "Nabijheid" in browser.submit(name="Nabijheid", explanation="Wij kennen de wijk.")


def test_a_sensitive_domain_stays_sensitive(browser: Browser) -> None:
    browser.get("/beheer/domeinen")
    assert "al een domein met deze naam" in browser.submit(name="Jeugd")
    page = browser.submit(name="Handhaving", sensitive="y")
    (address,) = page.document.xpath("//a[text()='Handhaving']/@href")
    browser.get(address)
    page = browser.post(address, name="Handhaving")
    assert page.status == 422
    assert "kan alleen omhoog" in page
    browser.get(address)
    assert "Toezicht" in browser.submit(name="Toezicht")


def test_procedures_have_a_name_and_code_of_their_own(browser: Browser) -> None:
    browser.get("/beheer/procedures")
    assert "Individuele toeslag" in browser.submit(name="Individuele toeslag", code="IT-1")
    assert "procedure met deze naam" in browser.submit(name="individuele toeslag")
    assert "procedure met deze code" in browser.submit(name="Andere toeslag", code="IT-1")


def test_lists_of_another_organisation_are_not_there(app: Flask, browser: Browser) -> None:
    with app.app_context(), transaction():
        elsewhere = factories.make_organisation("Gemeente Anderland", "anderland")
        domain = domains_of(elsewhere.id)[0].public_id
        sets = bouwsteen_sets_of(elsewhere.id)
        address, bouwsteen = sets[0].public_id, sets[0].bouwstenen[0].public_id
    assert browser.get(f"/beheer/domeinen/{domain}").status == 404
    assert browser.post(f"/beheer/bouwstenen/{address}/actief").status == 404
    assert browser.post(f"/beheer/bouwsteen/{bouwsteen}", name="X").status == 404
