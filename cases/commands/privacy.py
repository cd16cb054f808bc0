"""The scan for personal data of a file, apart from any case."""

from pathlib import Path

import click

from app.accounts.command_line import plainly
from app.personal_data.scan import scan
from app.refusals import Invalid
from app.sheets.files import read_path
from cases.columns import column_of
from cases.commands.reader import json_line
from cases.operations.log import TEXT_FIELDS


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
        for field in TEXT_FIELDS:
            text = named.get(field)
            for one in scan(text) if isinstance(text, str) else ():
                finding = {
                    "case": str(named.get("id") or row.number),
                    "field": field,
                    "start": one.start,
                    "end": one.end,
                    "text": one.text,
                    "kind": one.kind.value,
                }
                words = "  ".join(str(value) for value in finding.values())
                click.echo(json_line(finding) if as_json else words)
