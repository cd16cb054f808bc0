"""An organisation with a published pattern of thirteen reporters, and short ways to tell of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask

from app.clock import moved_to
from app.database import db, transaction
from app.people.models import Person
from cases.models.case import Case
from cases.models.excerpts import Excerpt, ExcerptUse
from cases.operations.excerpts import offer_excerpt, release_excerpt
from learning.models.outside import OutsideItem, OutsideKind
from learning.models.patterns import Pattern
from learning.operations.outside import (
    OutsideDetails,
    approve_outside,
    offer_outside,
    prepare_outside,
)
from learning.queries.outside import sheet_of
from tests.client import Browser
from tests.factories import as_actor
from tests.learning.proposals.scene import TODAY, World, make_world

ROLES = ("analyst", "manager", "contributor", "board", "professional", "administrator", "elsewhere")
BRIEFING = {
    "bottleneck": "Post bereikt mensen zonder vaste plek niet, en toch telt de termijn door.",
    "who_it_hits": "Het gaat om mensen die tijdelijk bij anderen slapen.",
    "evidence": "Collega's van heel verschillende teams zagen het, los van elkaar.",
    "what_we_did": "Wij belden zelf en gebruikten de hardheidsclausule van artikel 22a.",
    "asked": "Maak een digitaal adres mogelijk in de basisregistratie.",
    "contact": "Leeranalist van de gemeente",
}
LESSON = {
    "bottleneck": "Post komt niet aan en toch telt de termijn door.",
    "context": "Inschrijving en uitkering wachten op elkaar.",
    "lesson": "Bel voordat een termijn afloopt.",
    "tried": "Bellen hielp, maar hangt aan wie eraan denkt.",
    "contact": "Leeranalist van de gemeente",
}
PUBLIC = {"summary": "Openbaarkanarie: post komt niet aan.", "what_changed": "We sturen een app."}
TEXTS = {
    OutsideKind.BRIEFING: BRIEFING,
    OutsideKind.LESSON_POINT: LESSON,
    OutsideKind.PUBLIC: PUBLIC,
}
QUOTE = "De brief kwam terug omdat er geen adres was."


@dataclass
class Saved:
    """What was saved, by name: the keys of people, and the addresses of what was made."""

    app: Flask
    people: dict[str, int] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    pattern: str = ""
    excerpt: str = ""

    def browser(self, role: str = "") -> Browser:
        """Somebody with this role, or who has not signed in."""
        return Browser(self.app, self.people.get(role))

    def url(self, name: str, rest: str = "") -> str:
        """The page of an item."""
        return f"/naar-buiten/{self.items[name]}{rest}"

    @contextmanager
    def changing(self, name: str = "") -> Iterator[Any]:
        """An item by name, or the pattern, in a transaction."""
        with self.app.app_context():
            with transaction():
                kind: Any = OutsideItem if name else Pattern
                key = self.items[name] if name else self.pattern
                yield db.session.query(kind).filter_by(public_id=key).one()
            db.session.remove()


def prepared(
    world: World, kind: OutsideKind = OutsideKind.BRIEFING, title: str = "", **rest: Any
) -> OutsideItem:
    """A draft."""
    sections = {**TEXTS[kind], **rest.pop("sections", {})}
    addressee = "" if kind is OutsideKind.PUBLIC else "Ministerie van Binnenlandse Zaken"
    return prepare_outside(
        OutsideDetails(
            title or f"Stuk {kind.value}", sections, addressee, rest.pop("excerpts", ())
        ),
        kind=kind,
        pattern=world.pattern,
        organisation=world.organisation,
        author=world.analyst,
        by=as_actor(world.analyst),
        **rest,
    )


def offered(world: World, kind: OutsideKind = OutsideKind.BRIEFING, **rest: Any) -> OutsideItem:
    """What waits for a manager."""
    item = prepared(world, kind, **rest)
    offer_outside(item, by=as_actor(world.analyst))
    return item


def approved(world: World, kind: OutsideKind = OutsideKind.BRIEFING, **rest: Any) -> OutsideItem:
    """What may leave."""
    item = offered(world, kind, **rest)
    approve_outside(item, seen=sheet_of(item).fingerprint, by=as_actor(world.manager))
    return item


def full_world(reporters: int = 13) -> World:
    """The organisation with a pattern of so many reporters, published with its band."""
    world = make_world()
    world.pattern.published_more_than = 10
    world.organisation.public_page = True
    for number, reporter in enumerate(world.reporters[:reporters]):
        world.case(reporter, TODAY - timedelta(days=90, hours=number), member=True)
    db.session.flush()
    return world


def released(world: World, text: str = QUOTE, case: Case | None = None) -> Excerpt:
    """A text of a case, the first one if need be, that its reporter released for outside."""
    case = case or db.session.query(Case).order_by(Case.id).first()
    assert case is not None
    excerpt = offer_excerpt(
        case,
        person=world.analyst,
        text=text,
        use=ExcerptUse.OUTSIDE,
        explanation="Dit zegt kort wat er misgaat.",
        by=as_actor(world.analyst),
    )
    reporter = db.session.get_one(Person, case.reporter_id)
    release_excerpt(excerpt, by=as_actor(reporter))
    return excerpt


def save(app: Flask) -> Saved:
    """Everybody, and an item in most states."""
    found = Saved(app)
    with app.app_context():
        with transaction():
            world = full_world()
            excerpt = released(world)
            made = {
                "draft": prepared(world, title="Conceptkanarie"),
                "offered": offered(world, title="Aanbodkanarie", excerpts=[excerpt.public_id]),
                "approved": approved(world, title="Akkoordkanarie", excerpts=[excerpt.public_id]),
                "lesson": approved(world, OutsideKind.LESSON_POINT, title="Leerkanarie"),
                "public": approved(world, OutsideKind.PUBLIC, title="Publiekkanarie"),
            }
            db.session.flush()
            found.people = {name: getattr(world, name).id for name in ROLES}
            found.items = {name: one.public_id for name, one in made.items()}
            found.pattern, found.excerpt = world.pattern.public_id, excerpt.public_id
        db.session.remove()
    return found


def at_today() -> Any:
    """The clock stands still on the day of these tests."""
    return moved_to(TODAY)
