"""Joining an organisation: somebody new, with a first role."""

from datetime import date
from typing import TypedDict

from app.audit import Actor
from app.people.checks import check_period
from app.people.models import Organisation, Person, Team
from app.people.operations import create_person, grant_role
from app.people.roles import Role


class RoleDetails(TypedDict):
    """A role as a form or a command describes it."""

    role: Role
    team: Team | None
    starts_on: date | None
    ends_on: date | None


def add_member(
    name: str, email: str, organisation: Organisation, details: RoleDetails, *, by: Actor
) -> Person:
    """Add somebody with a first role. Who has an account already is not taken over.

    An account is one for all organisations; a second organisation is added by the command line.
    """
    check_period(details["starts_on"], details["ends_on"])
    person = create_person(name, email, by=by)
    grant_role(person, organisation, **details, by=by)
    return person
