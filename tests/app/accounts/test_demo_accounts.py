"""The sign-in page names people only where a demo has said so, and never in production."""

import pytest
from flask import Flask

from app.accounts.demo_accounts import DemoAccounts, demo_accounts, write_demo_accounts
from app.database import transaction
from tests import factories
from tests.client import Browser


def test_a_demo_person_signs_in_with_one_press(app: Flask) -> None:
    with app.app_context(), transaction():
        person = factories.make_person(factories.make_organisation(), name="Petra Prof")
        chosen = (person.name, "maatwerkprofessional", person.email)
        assert demo_accounts() == DemoAccounts()
    browser = Browser(app)
    assert "demopersoon" not in browser.get("/aanmelden")
    with app.app_context():
        write_demo_accounts(DemoAccounts([chosen], factories.PASSWORD))
    page = browser.get("/aanmelden")
    assert "Petra Prof" in page.main
    (pick,) = page.document.xpath("//form[.//button[contains(@aria-label, 'Petra Prof')]]")
    values = {name: value for name, value in pick.form_values() if name != "csrf_token"}
    assert "Petra Prof" in browser.post(pick.get("action"), follow=True, **values)


def test_production_names_nobody(app: Flask) -> None:
    with app.app_context():
        write_demo_accounts(DemoAccounts([("Petra Prof", "manager", "p@proef.example")], "x"))
        app.config["LEERLUS_ENV"] = "production"
        assert demo_accounts() == DemoAccounts()
        with pytest.raises(RuntimeError):
            write_demo_accounts(DemoAccounts())
