"""Proposals saved for real requests, with a browser for each role; for the tests of deciding."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask

from app.database import db, transaction
from app.people.models import Person
from app.people.roles import Role
from learning.models.proposals import Proposal
from tests.client import Browser, Page
from tests.factories import make_person
from tests.learning.proposals.scene import World, make_world

ROLES = ("analyst", "manager", "contributor", "board", "professional", "administrator", "elsewhere")


@dataclass
class Desks:
    """Keys of people and addresses of proposals, by name; no session is held."""

    app: Flask
    people: dict[str, int] = field(default_factory=dict)
    proposals: dict[str, str] = field(default_factory=dict)

    def browser(self, role: str) -> Browser:
        """Somebody of this role at a screen."""
        return Browser(self.app, self.people[role])

    def url(self, name: str, rest: str = "") -> str:
        """The address of a proposal, or of a page of it."""
        return f"/verbetervoorstellen/{self.proposals[name]}{rest}"

    def page(self, role: str, name: str, rest: str = "") -> Page:
        """What somebody of this role gets of a proposal."""
        return self.browser(role).get(self.url(name, rest))

    def state(self, name: str) -> str:
        """Where a proposal stands."""
        with self.app.app_context():
            found = db.session.query(Proposal).filter_by(public_id=self.proposals[name]).one()
            return found.state.value

    @contextmanager
    def writing(self, name: str) -> Iterator[tuple[Proposal, dict[str, Person]]]:
        """A proposal and the people, in a transaction that is saved afterwards."""
        with self.app.app_context(), transaction():
            found = db.session.query(Proposal).filter_by(public_id=self.proposals[name]).one()
            yield found, {one: db.session.get_one(Person, key) for one, key in self.people.items()}


@contextmanager
def desks(app: Flask) -> Iterator[tuple[Desks, World]]:
    """Make a world and fill it; what was put in `proposals` as rows is saved by its address."""
    found = Desks(app)
    with app.app_context(), transaction():
        world = make_world()
        second = make_person(world.organisation, Role.MANAGER, name="Tweede Proef")
        found.people = {name: getattr(world, name).id for name in ROLES}
        found.people["second"] = second.id
        found.people["reporter"] = world.reporters[0].id
        yield found, world
        db.session.flush()
