"""The scan for personal data of a file, apart from any case."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from app.accounts.command_line import plainly
from app.personal_data.scan import scan_fields
from app.refusals import Invalid
from app.sheets.files import read_path
from cases.columns import column_of
from cases.commands.reader import json_line
from cases.models.case import TEXT_FIELDS

# What the case itself calls an organisation, a team, a law or a procedure is no person.
OWN_COLUMNS = ("organisation", "team", "law", "procedure")


@click.group("privacy")
def privacy() -> None:
    """Persoonsgegevens."""


@privacy.command("scan")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Geef een regel JSON per vondst.")
@plainly
def scan_file(file: Path, as_json: bool) -> None:
    """Zoek persoonsgegevens in de vrije teksten van FILE."""
    for row in read_path(file).rows:
        if row.problem:
            raise Invalid(f"rij {row.number}: {row.problem}")
        named = {column_of(header) or header: value for header, value in row.values.items()}
        for finding in _findings(named, str(named.get("id") or row.number)):
            words = "  ".join(str(value) for value in finding.values())
            click.echo(json_line(finding) if as_json else words)


def _findings(named: Mapping[str, object], case: str) -> Iterator[dict[str, object]]:
    """The findings of one case; a name in one field is found in all."""
    texts = {field: text for field in TEXT_FIELDS if isinstance(text := named.get(field), str)}
    own = [text for name in OWN_COLUMNS if isinstance(text := named.get(name), str)]
    for field, found in scan_fields(texts, own=own).items():
        for one in found:
            yield {
                "case": case,
                "field": field,
                "start": one.start,
                "end": one.end,
                "text": one.text,
                "kind": one.kind.value,
            }
