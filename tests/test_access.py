"""Who may do what with which case: the table of the contract, asked of the running program.

The table is written down once more here, by hand, and not derived from the code. Each request of
each reader for each case is made; the status must fit, and no word that betrays a case may stand
in an answer to somebody who may not read it.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.audit import AuditEntry
from app.database import db, transaction
from app.people.models import Person
from app.web.access import declared_access
from cases.lifecycle import CaseState
from cases.models.case import Case, Reading
from cases.models.excerpts import Excerpt
from cases.models.history import CaseRevision, Reaction
from cases.models.response import Appreciation, Question, Recognition
from cases.permissions import can_read_case, readable_by
from config import read_settings
from leerlus import create_app
from tests.access_table import (
    LISTS,
    LOOKED_INTO,
    OWN_PRESSES,
    PRESSED,
    PRESSED_ON,
    READERS,
    RESPONSES,
    Reader,
    may_read,
    shows_name,
)
from tests.client import Browser, Page
from tests.conftest import make_app
from tests.world import DATES, REPORTER_NAME, TEAM_NAME, WORD, Cell, World, build_world


@pytest.fixture
def world(app: Flask) -> World:
    return build_world(app)


def browser_of(app: Flask, world: World, name: str) -> Browser:
    return Browser(app, world.people.get(name))


def test_every_page_declares_who_may_use_it(tmp_path: object) -> None:
    app = bare_app(tmp_path)
    silent = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if declared_access(app, rule.endpoint) is None
    }
    assert silent == set()


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
def test_a_page_that_declares_nothing_is_refused(database_url: str, tmp_path: Path) -> None:
    app = make_app(database_url, tmp_path)
    app.add_url_rule("/stil", "silent", lambda: "open")
    world = build_world(app)
    for name in ("administrator", "signed out"):
        page = browser_of(app, world, name).get("/stil")
        assert page.status == 404
        assert "open" not in page.main.split()
    with app.app_context():
        db.engine.dispose()


def bare_app(folder: object) -> Flask:
    """The program without a database, to look at its pages."""
    return create_app(
        read_settings({"LEERLUS_ENV": "test", "LEERLUS_DATA": str(folder), "DATABASE_URL": ""})
    )


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
def test_the_table_of_the_contract(app: Flask, world: World) -> None:
    assert set(world.people) | {"signed out"} == set(READERS)
    before = everything(app)
    wrong: list[str] = []
    shown: list[tuple[str, Page, str]] = []
    for name, reader in READERS.items():
        browser = browser_of(app, world, name)
        for cell in world.cells.values():
            for page in requests_about(app, browser, reader, cell):
                wrong += problems(name, reader, cell, page)
                shown += [(name, page, cell.public_id)] if betrayed(page, cell) else []
        for page in lists(browser):
            wrong += list_problems(name, reader, world, page)
            shown += [
                (name, page, cell.public_id)
                for cell in world.cells.values()
                if betrayed(page, cell)
            ]
    assert not wrong, "\n".join(wrong)
    assert everything(app) == before, "a request that was refused has changed something"
    assert unnoted(app, shown) == []
    assert len(shown) > 300, "the table asked for less than it says"


def requests_about(app: Flask, browser: Browser, reader: Reader, cell: Cell) -> Iterator[Page]:
    """Every request about this case that must not change anything when this reader makes it."""
    base = f"/casussen/{cell.public_id}"
    yield browser.get(base)
    for page in present(app, LOOKED_INTO.get(cell.name, ())):
        yield browser.get(f"{base}/{page}")
    if cell.name != PRESSED_ON:
        return
    presses = set() if reader.reporter else set(OWN_PRESSES)
    presses |= {"reactie"} if not (reader.reacts and may_read(reader, cell)) else set()
    presses |= set(RESPONSES) if not (reader.responds and may_read(reader, cell)) else set()
    analyses = reader.interprets and may_read(reader, cell)
    presses |= {"duiding", "fragment"} if not analyses else set()
    for page in present(app, tuple(sorted(presses))):
        yield browser.post(f"{base}/{page}", **PRESSED)


def present(app: Flask, names: tuple[str, ...]) -> list[str]:
    """Those that the program has at this moment."""
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    return [one for one in names if f"/casussen/<public_id>/{one}" in rules]


def problems(name: str, reader: Reader, cell: Cell, page: Page) -> list[str]:
    """What of this answer goes against the table."""
    what = f"{name}, {cell.name}, {page.url.split('/')[-1]}: {page.status}"
    expected = expected_status(reader, cell, page)
    wrong = [] if page.status in expected else [f"{what}, not {expected} {page.location}"]
    if page.status == 302 and not page.location.startswith("/aanmelden"):
        wrong.append(f"{what} leads to {page.location}")
    if not may_read(reader, cell) and betrayed(page, cell):
        wrong.append(f"{what} betrays the case")
    if page.status == 200:
        wrong += betrayals(what, name, reader, cell, page)
    elif REPORTER_NAME in page or TEAM_NAME in page:
        wrong += [] if reader.reporter else [f"{what} tells of the reporter"]
    return wrong


def betrayals(what: str, name: str, reader: Reader, cell: Cell, page: Page) -> list[str]:
    """What this page shows that is not for this reader, or does not show that is."""
    wrong = []
    if not reader.reporter and (REPORTER_NAME in page) != shows_name(name, reader, cell):
        wrong.append(f"{what} the name {'stands' if REPORTER_NAME in page else 'is not'} there")
    dated = any(day in page for day in DATES)
    if not reader.team and (TEAM_NAME in page or dated):
        wrong.append(f"{what} shows {'a date' if dated else 'the team'}")
    if page.url.endswith(cell.public_id) and reader.team and TEAM_NAME not in page:
        wrong.append(f"{what} does not show the team")
    return wrong


def expected_status(reader: Reader, cell: Cell, page: Page) -> tuple[int, ...]:
    """The status that the table asks for."""
    last = page.url.split("/")[-1]
    if not reader.enters:
        # A form with a text in it comes back with that text, to be sent after signing in.
        return (302, 401)
    if not may_read(reader, cell):
        return (404,)
    if last == "aanbieden" and reader.reporter:
        return (200, 400)
    opens = {cell.public_id: True, "duiding": reader.interprets, "reactie": False}
    opens |= dict.fromkeys(RESPONSES, False) | {"fragment": reader.interprets}
    return (200,) if opens.get(last, reader.reporter) else (404,)


def betrayed(page: Page, cell: Cell) -> bool:
    return any(canary in page for canary in cell.canaries)


def lists(browser: Browser) -> Iterator[Page]:
    """The lists of several cases, searching among them."""
    for url in (*LISTS, "/casussen?knelpunt=", "/"):
        yield browser.get(url, follow=url == "/")
    for words in (WORD, "verhaalkanarie*", f'"{WORD}"', "-zomaar"):
        yield browser.post("/zoeken", words=words, follow=True)


def list_problems(name: str, reader: Reader, world: World, page: Page) -> list[str]:
    """Whether a list shows exactly what this reader may read, and nothing of who wrote it."""
    wrong = []
    for cell in world.cells.values():
        readable = may_read(reader, cell)
        complete = page.url == "/casussen" or page.url.startswith("/zoeken/")
        findable = readable and cell.state is not CaseState.DRAFT and reader.list_page
        if betrayed(page, cell) and not readable:
            wrong.append(f"{name}, {page.url} betrays {cell.name}")
        if complete and page.status == 200 and findable != (cell.canaries[0] in page):
            wrong.append(f"{name}, {page.url} {cell.name}: {not findable}, not {findable}")
    if not reader.team and any(day in page for day in DATES):
        wrong.append(f"{name}, {page.url} shows a date")
    if not reader.team and TEAM_NAME in page and page.url != "/account":
        wrong.append(f"{name}, {page.url} shows the team")
    if not reader.reporter and REPORTER_NAME in page:
        wrong.append(f"{name}, {page.url} shows the name")
    return wrong


def everything(app: Flask) -> object:
    """What there is of cases, to see whether anything changed."""
    with app.app_context():
        columns = [column for column in Case.__table__.columns if column.name != "id"]
        rows = db.session.execute(select(*columns).order_by(Case.id)).all()
        counts = [
            db.session.scalar(select(func.count()).select_from(table))
            for table in (
                Reaction,
                Reading,
                CaseRevision,
                Recognition,
                Appreciation,
                Question,
                Excerpt,
            )
        ]
        return rows, counts


def unnoted(app: Flask, shown: list[tuple[str, Page, str]]) -> list[str]:
    """The pages that showed a case without a row in the trail that names it."""
    with app.app_context():
        rows = db.session.execute(
            select(AuditEntry.request, AuditEntry.record, AuditEntry.records)
        ).all()
    noted = {(row.request, one) for row in rows for one in [row.record, *row.records.split()]}
    return [
        f"{name} {page.url} {page.status}"
        for name, page, public_id in shown
        if (page.request_id, public_id) not in noted
    ]


DIFFER_MOST = (
    "colleague",
    "other team",
    "neighbour",
    "participant",
    "analyst",
    "manager in the team",
    "manager with a grant",
)


def test_reading_on_either_engine(app: Flask, world: World) -> None:
    """The rows 'read', 'list' and 'search' for the readers who differ most."""
    wrong: list[str] = []
    for name in DIFFER_MOST:
        browser, reader = browser_of(app, world, name), READERS[name]
        for cell in world.cells.values():
            page = browser.get(f"/casussen/{cell.public_id}")
            wrong += problems(name, reader, cell, page)
        for page in lists(browser):
            wrong += list_problems(name, reader, world, page)
    assert not wrong, "\n".join(wrong)


def test_the_check_and_the_row_filter_agree(app: Flask, world: World) -> None:
    with app.app_context():
        cases = db.session.scalars(select(Case)).all()
        for person in db.session.scalars(select(Person)):
            rows = set(db.session.scalars(select(Case.id).where(readable_by(person))))
            checked = {case.id for case in cases if can_read_case(case, person)}
            assert checked == rows, person.name
            name = next(name for name, one in world.people.items() if one == person.id)
            expected = {
                case.id
                for case in cases
                for cell in world.cells.values()
                if cell.public_id == case.public_id
                and may_read(READERS[name], cell)
                and name != "deactivated"
            }
            assert rows == expected, name


def test_an_erased_case_is_read_by_nobody(app: Flask, world: World) -> None:
    cell = world.cells["network-shared"]
    with app.app_context(), transaction():
        case = db.session.scalar(select(Case).where(Case.public_id == cell.public_id))
        assert case is not None
        case.state = CaseState.ERASED
    for name in ("reporter", "colleague", "analyst", "officer in need"):
        page = browser_of(app, world, name).get(f"/casussen/{cell.public_id}")
        assert page.status == 404
        assert not betrayed(page, cell)
    with app.app_context():
        case = db.session.scalar(select(Case).where(Case.public_id == cell.public_id))
        assert case is not None
        everybody = db.session.scalars(select(Person)).all()
        assert not [one.name for one in everybody if can_read_case(case, one)]
