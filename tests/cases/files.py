"""Files of cases, and the commands that take them in, for the tests of import and export."""

import json
from pathlib import Path

from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import func, select

from app.database import db
from cases.commands.exchange import cases
from cases.models.case import Case

REPORTER = "melder@proef.example"
BSN = "Zijn bsn is 123456782."


def run(app: Flask, *args: str | Path) -> Result:
    with app.app_context():
        result = CliRunner().invoke(cases, [str(one) for one in args])
        db.session.remove()
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def bring_in(app: Flask, path: Path, *options: str) -> Result:
    return run(app, "import", path, "--organisation", "proefstad", "--reporter", REPORTER, *options)


def written(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def row(number: int, **more: object) -> dict[str, object]:
    return {"id": f"N{number}", "title": f"Titel {number}", "situation": "Zo ging het.", **more}


def count(app: Flask, table: type = Case) -> int:
    with app.app_context():
        found = db.session.scalar(select(func.count()).select_from(table)) or 0
        db.session.remove()
    return found
