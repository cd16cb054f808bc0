"""What a file of texts suggests, on the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from cases.commands.exchange import cases
from tests.cases.test_suggestions import BRIEFADRES

TAGS = {"law": "Wet BRP art. 2.23", "domain": "burgerzaken", "bouwstenen": ["afwegen", "leren"]}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [
        {"id": "a1", "title": "Geen adres", "situation": BRIEFADRES, **TAGS},
        {"id": "a2", "titel": "Rijbewijs weg", "situatie": "Het CBR wil weer een keuring."},
    ]
    path = tmp_path / "casussen.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return path


def run(app: Flask, *args: str) -> Result:
    with app.app_context():
        return CliRunner().invoke(cases, ["suggest", *args])


def test_a_line_a_case(app: Flask, file: Path) -> None:
    result = run(app, str(file), "--json")
    assert result.exit_code == 0, result.output
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert list(first) == ["case", "bouwstenen", "domain", "provisions"]
    assert first["case"] == "a1"
    assert first["bouwstenen"][0] == "afwegen"
    assert len(first["bouwstenen"]) == len(set(first["bouwstenen"])) == 10
    assert first["domain"][0] == "burgerzaken"
    assert "jci1.3:c:BWBR0033715&artikel=2.23" in first["provisions"]
    assert "jci1.3:c:BWBR0005537&artikel=3:4" in first["provisions"]
    assert second["domain"][0] == "mobiliteit"
    assert second["provisions"] == []


def test_the_labels_take_no_part(app: Flask, file: Path, tmp_path: Path) -> None:
    bare = tmp_path / "zonder.jsonl"
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    stripped = [{key: row[key] for key in row if key not in TAGS} for row in rows]
    bare.write_text("\n".join(json.dumps(row) for row in stripped), "utf-8")
    assert run(app, str(bare), "--json").stdout == run(app, str(file), "--json").stdout


def test_in_words_with_the_figures_beside_their_baselines(app: Flask, file: Path) -> None:
    result = run(app, str(file))
    assert "a1: burgerzaken · afwegen" in result.stdout
    assert "bouwstenen, R-precisie: 0.50 (altijd de meest voorkomende: 1.00; 1 casussen)" in (
        result.stdout
    )
    assert "wetsartikelen, recall: 1.00" in result.stdout
    assert "geen wetsartikel" in result.stdout


def test_bouwstenen_may_be_told_in_one_text(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "lijst.jsonl"
    row = {"title": "Geen adres", "situation": BRIEFADRES, "bouwstenen": "afwegen; cultuur"}
    path.write_text(json.dumps(row), "utf-8")
    assert "R-precisie: 0.50" in run(app, str(path)).stdout


def test_without_labels_there_are_no_figures(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "kaal.jsonl"
    path.write_text(json.dumps({"title": "Kort", "situation": "Verhaal."}), "utf-8")
    result = run(app, str(path))
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1


def test_a_broken_line_is_refused(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "kapot.jsonl"
    path.write_text('{"title": "Goed", "situation": "x"}\n{kapot', "utf-8")
    result = run(app, str(path), "--json")
    assert result.exit_code == 1
    assert "rij 2" in result.stderr
