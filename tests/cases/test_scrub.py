"""What was replaced is gone from the files, not only from the pages."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from app.clock import moved_to, now
from app.database import transaction
from app.jobs import Run, drain
from cases.jobs import texts
from cases.jobs.texts import scrub
from cases.operations.findings import replace_findings
from cases.operations.share import share_case
from cases.terms import Audience, NameShownTo
from tests.client import Browser
from tests.factories import as_actor, make_case, make_organisation, make_person, make_team

NUMBER = "0612345678"
NAME = "Quispelaer"


@pytest.mark.parametrize("engine_kind", ["sqlite"])
def test_a_replaced_number_is_in_no_file(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        with transaction():
            team = make_team(make_organisation())
            person = make_person(team.organisation, team=team)
            case = make_case(person, team.organisation, team, situation=f"Bel {NUMBER} terug.")
        with transaction():
            replace_findings(case, by=as_actor(person))
            share_case(
                case,
                audience=Audience.TEAM,
                name_shown_to=NameShownTo.TEAM,
                by=as_actor(person),
            )
        drain()
        assert holding(NUMBER, tmp_path)
        scrub(Run(0, "", {}))
        assert not holding(NUMBER, tmp_path)


@pytest.mark.parametrize("engine_kind", ["sqlite"])
def test_a_replaced_name_is_in_no_file_and_then_the_page_says_so(
    app: Flask, tmp_path: Path
) -> None:
    with app.app_context(), transaction():
        team = make_team(make_organisation())
        person = make_person(team.organisation, team=team)
        case = make_case(person, team.organisation, team, situation=f"Mevrouw {NAME} belde.")
        url, who = f"/casussen/{case.public_id}", person.id
    browser = Browser(app, who)
    browser.get(f"{url}/bewerken")
    browser.submit(situation=f"Toen belde Mevrouw {NAME} nog eens.", law=f"art. 1 {NAME}")
    browser.get(f"{url}/weging")
    browser.submit(desired_effect=f"Dat {NAME.lower()} een huis heeft.")
    browser.get(f"{url}/gegevens")
    browser.submit(press="Vervang alles")
    browser.get(f"{url}/delen")
    browser.submit(audience="team")
    assert "Vervangen. De oude tekst wordt binnen een dag" in browser.get(f"{url}/gegevens").main
    with app.app_context():
        drain()
    assert "binnen een dag" in browser.get(f"{url}/gegevens").main
    with app.app_context(), moved_to(now() + timedelta(minutes=10)):
        drain()
    assert "ook uit de bestanden gewist" in browser.get(f"{url}/gegevens").main
    assert not holding(NAME, tmp_path)
    assert not holding(NAME.lower(), tmp_path)


@pytest.mark.parametrize("engine_kind", ["sqlite"])
def test_nothing_is_called_gone_while_somebody_reads(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "TRIES", 3)
    with app.app_context():
        with transaction():
            make_organisation()
        reading = sqlite3.connect(tmp_path / "leerlus.sqlite")
        reading.execute("BEGIN")
        reading.execute("SELECT * FROM organisations").fetchall()
        with transaction():
            make_organisation("Gemeente Later", "later")
        with pytest.raises(RuntimeError, match="somebody reads"):
            scrub(Run(0, "", {}))
        reading.close()
        scrub(Run(0, "", {}))


def holding(words: str, folder: Path) -> list[str]:
    """The files below a folder in which these words stand."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if words.encode() in path.read_bytes()]
