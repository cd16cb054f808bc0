"""What was replaced is gone from the files, not only from the pages."""

from pathlib import Path

import pytest
from flask import Flask

from app.database import transaction
from app.jobs import Run, drain
from cases.jobs import scrub
from cases.operations.share import replace_findings, share_case
from cases.terms import Audience, NameShownTo
from tests.factories import as_actor, make_case, make_organisation, make_person, make_team

NUMBER = "0612345678"


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


def holding(words: str, folder: Path) -> list[str]:
    """The files below a folder in which these words stand."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if words.encode() in path.read_bytes()]
