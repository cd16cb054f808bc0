"""What is kept of a person can be handed over whole, and erased while the trail stays whole."""

from flask import Flask

from app.audit import verify_chain
from app.database import db, transaction
from app.people.models import Person
from app.people.permissions import active_memberships
from app.people.roles import Role
from app.personal_record import erase_person, export_person, registered
from tests import factories
from tests.client import Browser


def test_a_person_is_handed_over_and_erased(app: Flask) -> None:
    with app.app_context(), transaction():
        here = factories.make_organisation()
        team = factories.make_team(here)
        person = factories.make_person(here, Role.ANALYST, name="Petra Prof", team=team)
        number, email = person.id, person.email
    browser = Browser(app, number)
    assert "Petra Prof" in browser.get("/account")
    with app.app_context():
        kept = export_person(number)["account"]
        assert (kept["naam"], kept["e-mailadres"]) == ("Petra Prof", email)
        assert [one["rol"] for one in kept["rollen"]] == ["leeranalist"]
    with app.app_context(), transaction():
        assert "account" in registered()
        erase_person(number)
    with app.app_context():
        gone = db.session.get_one(Person, number)
        assert (gone.name, gone.active, gone.password_hash) == ("[gewist]", False, None)
        assert email not in gone.email
        assert active_memberships(gone) == []
        assert verify_chain().broken is None
    assert browser.get("/account").location.startswith("/aanmelden")
