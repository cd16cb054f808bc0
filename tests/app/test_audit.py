"""The trail cannot be changed unseen, says nothing of content, and stands with each change."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from app import audit
from app.audit import Actor, AuditEntry, Entry, Origin, note_at_once, record, verify_chain
from app.database import db, transaction
from app.people.models import Organisation, Team
from tests import factories
from tests.client import Browser
from tests.world import REPORTER_NAME, WORD, build_world

CHANGES = (
    "UPDATE audit_entries SET action = 'read' WHERE seq = 3",
    "DELETE FROM audit_entries WHERE seq = 3",
    "UPDATE audit_entries SET seq = 999 WHERE seq = 3",
    "UPDATE audit_entries SET action = action",
)


@pytest.fixture
def trail(app: Flask) -> Iterator[None]:
    """A dozen rows, of which some are of five steps."""
    with app.app_context():
        with transaction():
            organisation = factories.make_organisation()
            for number in range(5):
                record(factories.MACHINE, f"step_{number}", "organisation", organisation)
        yield


def by_hand(*statements: str, protected: bool = False) -> None:
    db.session.rollback()
    with db.engine.begin() as connection:
        if not protected:
            audit.unprotect(connection)
        for statement in statements:
            connection.execute(text(statement))
        if not protected:
            audit.protect(connection)


@pytest.mark.usefixtures("trail")
def test_an_untouched_chain_holds() -> None:
    found = verify_chain()
    assert found.rows == len(db.session.execute(select(AuditEntry.seq)).all()) > 5
    assert found.broken is None
    assert verify_chain(found.rows, found.head).broken is None


@pytest.mark.usefixtures("trail")
@pytest.mark.parametrize("statement", CHANGES)
def test_the_database_refuses_to_change_a_row(statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        by_hand(statement, protected=True)
    assert verify_chain().broken is None


@pytest.mark.usefixtures("trail")
@pytest.mark.parametrize("engine_kind", ["postgresql"], indirect=True)
def test_the_database_refuses_to_empty_the_trail() -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        by_hand("TRUNCATE audit_entries", protected=True)


@pytest.mark.usefixtures("trail")
@pytest.mark.parametrize(
    ("statements", "broken"),
    [
        (("UPDATE audit_entries SET action = 'read' WHERE seq = 3",), 3),
        (("UPDATE audit_entries SET actor = 'aaaaaaaaaaaaaaaa' WHERE seq = 5",), 5),
        (("UPDATE audit_entries SET outcome = 'failed' WHERE seq = 2",), 2),
        (("UPDATE audit_entries SET at = '2020-01-01 00:00:00' WHERE seq = 4",), 4),
        (("DELETE FROM audit_entries WHERE seq = 4",), 4),
        (("DELETE FROM audit_entries WHERE seq = 1",), 1),
        (
            (
                "UPDATE audit_entries SET seq = 99 WHERE seq = 3",
                "UPDATE audit_entries SET seq = 3 WHERE seq = 4",
                "UPDATE audit_entries SET seq = 4 WHERE seq = 99",
            ),
            3,
        ),
    ],
)
def test_what_was_changed_by_hand_is_named(statements: tuple[str, ...], broken: int) -> None:
    by_hand(*statements)
    assert verify_chain().broken == broken


@pytest.mark.usefixtures("trail")
def test_a_cut_tail_shows_against_a_noted_head() -> None:
    noted = verify_chain()
    by_hand("DELETE FROM audit_entries WHERE seq > 5")
    assert verify_chain().broken is None, "without the head nobody can tell"
    found = verify_chain(noted.rows, noted.head)
    assert found.broken == 6
    assert found.reason


@pytest.mark.usefixtures("trail")
def test_a_chain_that_was_made_anew_shows_against_a_noted_head() -> None:
    noted = verify_chain()
    by_hand("DELETE FROM audit_entries")
    for number in range(noted.rows):
        note_at_once(Entry(factories.MACHINE, f"forged_{number}"))
    assert verify_chain().broken is None
    assert verify_chain(noted.rows, noted.head).broken is not None


def make_and_fail() -> None:
    with transaction():
        factories.make_organisation()
        raise KeyError


def test_a_failure_leaves_neither_the_change_nor_its_row(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(KeyError):
            make_and_fail()
        assert db.session.scalar(select(Organisation.id)) is None
        assert verify_chain().rows == 0


def test_no_row_no_change(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        # A row that does not fit stands for a trail that cannot be written.
        monkeypatch.setattr(audit, "_row", lambda *_: {"seq": None, "hash": ""})
        with pytest.raises(DBAPIError), transaction():
            factories.make_organisation()
        assert db.session.scalar(select(Organisation.id)) is None


def test_a_savepoint_that_fails_takes_no_row_with_it(app: Flask) -> None:
    with app.app_context():
        with transaction():
            organisation = factories.make_organisation()
            with pytest.raises(IntegrityError), db.session.begin_nested():
                db.session.add(Team(organisation_id=-1, name=None, sort_key=""))
            record(factories.MACHINE, "afterwards", "organisation", organisation)
        actions = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.seq)).all()
        assert actions[0] == "create_organisation"
        assert actions[-1] == "afterwards"


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
def test_no_row_holds_a_name_a_text_or_a_search_word(app: Flask) -> None:
    world = build_world(app)
    browser = Browser(app, world.people["colleague"])
    browser.get(f"/casussen/{world.cells['team-shared'].public_id}")
    browser.post("/zoeken", words=f"{WORD} geheimwoord", follow=True)
    with app.app_context():
        rows = db.session.execute(select(AuditEntry.__table__)).all()
        written = " ".join(str(value) for row in rows for value in row)
    for secret in (REPORTER_NAME, "Zangvogel", WORD, "geheimwoord", "anarie", "@", "thuis"):
        assert secret not in written


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:aaaa:bbbb::1", "2001:db8:aaaa::/48"),
        ("unix", ""),
        ("", ""),
    ],
)
def test_an_address_is_shortened_to_its_network(app: Flask, address: str, kept: str) -> None:
    with app.app_context():
        note_at_once(Entry(Actor(Origin.WEB, address=address), "read"))
        assert db.session.scalar(select(AuditEntry.address)) == kept


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
def test_without_a_row_there_is_no_answer(app: Flask) -> None:
    world = build_world(app)
    cell = world.cells["team-shared"]
    browser = Browser(app, world.people["colleague"])
    assert browser.get(f"/casussen/{cell.public_id}").status == 200
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(
            text(
                "CREATE TRIGGER full_disk BEFORE INSERT ON audit_entries"
                " BEGIN SELECT RAISE(ABORT, 'disk full'); END"
            )
        )
    for url in (f"/casussen/{cell.public_id}", "/casussen", "/casussen/a2b3c4d5e6f7a2b3"):
        page = browser.get(url)
        assert page.status == 503, url
        assert not any(canary in page for canary in cell.canaries)
    page = browser.post(f"/casussen/{cell.public_id}/intrekken")
    assert page.status == 503
