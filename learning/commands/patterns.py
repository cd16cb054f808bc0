"""Finding patterns from the command line; what is printed is a contract."""

import json
import sys

import click
from flask.cli import AppGroup

from app.audit import Actor, Origin
from app.database import db
from app.jobs import drain
from app.people.queries import organisation_by_slug
from learning.operations.detection import detect_patterns
from learning.queries.comparison import comparable_cases, shown_keys
from learning.queries.listing import found_patterns

NEIGHBOURS = 20

patterns = AppGroup("patterns", help="Patronen zoeken in gedeelde casussen.")
in_organisation = click.option(
    "--organisation", "slug", required=True, metavar="SLUG", help="Korte naam van de organisatie."
)
as_json = click.option("--json", "json_", is_flag=True, help="Schrijf het antwoord als JSON.")


@patterns.command()
@in_organisation
@as_json
def detect(slug: str, json_: bool) -> None:
    """Zoek patronen in alle gedeelde casussen van een organisatie."""
    organisation_id = _organisation_id(slug)
    detect_patterns(organisation_id, by=Actor(Origin.COMMAND), report=_tell)
    drain()
    found = found_patterns(organisation_id)
    if json_:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for pattern in found["patterns"]:
        click.echo(f"{pattern['title']}: {len(pattern['cases'])} casussen")
    click.echo(f"{len(found['unassigned'])} casussen staan in geen patroon.")


@patterns.command()
@in_organisation
@as_json
def neighbours(slug: str, json_: bool) -> None:
    """Noem per gedeelde casus de casussen die er het meest op lijken."""
    from learning.similarity.neighbours import neighbours as nearest  # noqa: PLC0415 - slow

    organisation_id = _organisation_id(slug)
    texts, shown = comparable_cases(organisation_id), shown_keys(organisation_id)
    db.session.rollback()
    for text, keys in zip(texts, nearest(texts, NEIGHBOURS), strict=True):
        line = {"case": shown[text.key], "neighbours": [shown[key] for key in keys]}
        plain = f"{line['case']}: {' '.join(line['neighbours'])}"
        click.echo(json.dumps(line, ensure_ascii=False) if json_ else plain)


def _organisation_id(slug: str) -> int:
    organisation = organisation_by_slug(slug)
    if organisation is None:
        raise click.ClickException(f"Er is geen organisatie met de korte naam '{slug}'.")
    return organisation.id


def _tell(percent: int, message: str) -> None:
    """Show progress to a person at a terminal, and to nobody else."""
    if sys.stderr.isatty():
        end = "\n" if percent >= 100 else ""
        click.echo(f"\r{percent:3d}% {message:<30}{end}", err=True, nl=False)
