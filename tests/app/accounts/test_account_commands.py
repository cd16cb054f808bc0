"""The command line of accounts: what it says, and with which status it ends."""

import re
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select, text

from app import jobs
from app.accounts.commands import COMMANDS
from app.accounts.jobs import heads_file
from app.audit import AuditEntry, Origin, unprotect
from app.database import db, transaction
from app.people.models import MembershipState
from app.people.queries import organisation_by_slug, person_by_email, teams_of
from app.people.roles import Role
from tests.client import Browser

INIT = (
    "init", "--organisation", "Gemeente Proefstad", "--slug", "proefstad",
    "--administrator", "Baas@proef.example",
)  # fmt: skip
GOOD = "vier losse groene appels"


def run(app: Flask, *words: str, typed: str = "") -> Result:
    runner = app.test_cli_runner()
    (command,) = [one for one in COMMANDS if one.name == words[0]]
    return runner.invoke(command, list(words[1:]), input=typed)


def create(app: Flask, email: str, *more: str, typed: str = "") -> Result:
    return run(
        app, "accounts", "create", email, "--name", "Petra Prof",
        "--organisation", "proefstad", *more, typed=typed,
    )  # fmt: skip


def test_the_first_start_makes_an_administrator_who_can_sign_in(app: Flask) -> None:
    answer = run(app, *INIT)
    assert answer.exit_code == 0, answer.output
    link = re.search(r"http://localhost:8000(/wachtwoord/\S+)", answer.stdout)
    assert link is not None
    browser = Browser(app)
    browser.get(link[1])
    browser.submit(password=GOOD)
    browser.get("/aanmelden")
    assert browser.submit(email="baas@proef.example", password=GOOD).url == "/aan-de-slag"
    again = run(app, *INIT)
    assert again.exit_code == 0
    assert again.stdout == "baas@proef.example heeft al een wachtwoord.\n"


def test_the_command_line_is_in_the_trail_as_the_machine(app: Flask) -> None:
    run(app, *INIT)
    with app.app_context():
        entries = db.session.scalars(select(AuditEntry)).all()
    assert {entry.action for entry in entries} >= {"create_organisation", "grant_role"}
    assert {(entry.origin, entry.actor) for entry in entries} == {(Origin.COMMAND, "")}


def test_organisations_have_a_plain_short_name_of_their_own(app: Flask) -> None:
    assert run(app, "organisations", "create", "Dienst", "--slug", "dienst").exit_code == 0
    for slug in ("dienst", "Een Dienst", "-dienst", ""):
        answer = run(app, "organisations", "create", "Dienst", "--slug", slug)
        assert answer.exit_code == 1
        assert answer.stdout == ""
        assert answer.stderr.count("\n") == 1
    assert run(app, "organisations", "create", "Dienst").exit_code == 2


@pytest.mark.parametrize("role", ["analyst", "leeranalist", "Leeranalist"])
def test_an_account_with_team_role_and_password(app: Flask, role: str) -> None:
    run(app, *INIT)
    answer = create(
        app, "P@proef.example", "--team", "Team Noord", "--role", role, "--password-stdin",
        typed=f"{GOOD}\n",
    )  # fmt: skip
    assert answer.exit_code == 0, answer.output
    assert answer.stdout.splitlines() == [
        "Team 'Team Noord' bestond nog niet en is gemaakt.",
        "p@proef.example is nu leeranalist bij Gemeente Proefstad.",
    ]
    with app.app_context():
        person = person_by_email("p@proef.example")
        assert person is not None
        (membership,) = person.memberships
        assert (membership.role, membership.state) == (Role.ANALYST, MembershipState.ACTIVE)
    browser = Browser(app)
    browser.get("/aanmelden")
    assert browser.submit(email="p@proef.example", password=GOOD).status == 200


def test_a_second_role_joins_the_same_account_and_team(app: Flask) -> None:
    run(app, *INIT)
    for role in ("professional", "facilitator"):
        answer = create(app, "p@proef.example", "--team", "team noord", "--role", role)
        assert answer.exit_code == 0, answer.output
    with app.app_context():
        here = organisation_by_slug("proefstad")
        assert here is not None
        assert len(teams_of(here.id)) == 1
    again = create(app, "p@proef.example", "--team", "Team Noord", "--role", "professional")
    assert again.exit_code == 1
    assert again.stderr == "Deze persoon heeft deze rol al.\n"


def test_what_is_refused_leaves_nothing_behind(app: Flask) -> None:
    run(app, *INIT)
    manager = create(app, "baas@proef.example", "--team", "Team Weg", "--role", "manager")
    assert manager.exit_code == 1
    assert "manager of bestuurder daar niet bij" in manager.stderr
    weak = create(app, "p@proef.example", "--role", "board", "--password-stdin", typed="kort\n")
    assert weak.exit_code == 1
    assert "minstens 12 tekens" in weak.stderr
    assert create(app, "geen adres", "--role", "board").exit_code == 1
    unknown = create(app, "p@proef.example", "--role", "directeur")
    assert unknown.exit_code == 2
    assert "'directeur' is geen rol" in unknown.stderr
    with app.app_context():
        here = organisation_by_slug("proefstad")
        assert here is not None
        assert not teams_of(here.id)
        assert person_by_email("p@proef.example") is None


def test_an_organisation_that_is_not_there(app: Flask) -> None:
    answer = create(app, "p@proef.example", "--role", "board")
    assert answer.exit_code == 1
    assert "geen organisatie met de korte naam 'proefstad'" in answer.stderr


def test_a_changed_row_is_named(app: Flask) -> None:
    run(app, *INIT)
    assert run(app, "audit", "verify").exit_code == 0
    with app.app_context(), db.engine.begin() as connection:
        unprotect(connection)
        connection.execute(text("UPDATE audit_entries SET kind = 'anders' WHERE seq = 3"))
    answer = run(app, "audit", "verify")
    assert answer.exit_code == 1
    assert "vanaf regel 3: regel is veranderd" in answer.stderr


def test_a_cut_tail_shows_against_the_daily_head(app: Flask, tmp_path: Path) -> None:
    run(app, *INIT)
    with app.app_context():
        for _ in range(2):
            with transaction():
                jobs.enqueue("audit_head", {})
            jobs.drain()
        kept = heads_file()
    (line,) = kept.read_text().splitlines()
    assert run(app, "audit", "head").stdout.strip() == line
    assert run(app, "audit", "verify", "--head", str(kept)).exit_code == 0
    with app.app_context(), db.engine.begin() as connection:
        unprotect(connection)
        connection.execute(text(f"DELETE FROM audit_entries WHERE seq = {line.split()[1]}"))
    assert run(app, "audit", "verify").exit_code == 0
    answer = run(app, "audit", "verify", "--head", str(kept))
    assert answer.exit_code == 1
    assert "staart is afgekapt" in answer.stderr
    odd = tmp_path / "odd.log"
    odd.write_text("geen hoofd\n")
    assert run(app, "audit", "verify", "--head", str(odd)).exit_code == 1
