"""What the texts of a file suggest, from each text alone and without an organisation."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from app.accounts.command_line import plainly
from app.refusals import Invalid
from app.sheets.files import read_path
from cases.columns import column_of
from cases.commands.reader import json_line
from cases.provisions.notation import provisions_of_field
from cases.suggestions.articles import identifiers, suggested_articles
from cases.suggestions.defaults import OFFERED
from cases.suggestions.domains import ranked_domains
from cases.suggestions.measures import Figure, Measured, figures
from cases.suggestions.ranking import ranked_bouwstenen, read
from cases.suggestions.sentences import LONGEST_TEXT

TOLD = ("title", "situation", "standard_procedure", "deviation", "consideration", "outcome")
SHOWN = 3


@click.command("suggest")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Geef een regel JSON per casus.")
@plainly
def suggest_file(file: Path, as_json: bool) -> None:
    """Stel bij elke casus in FILE bouwstenen, domein en wetsartikelen voor, uit de tekst alleen."""
    measured = []
    for row in read_path(file).rows:
        if row.problem:
            raise Invalid(f"rij {row.number}: {row.problem}")
        named = {column_of(header) or header: value for header, value in row.values.items()}
        found = _measured(named)
        measured.append(found)
        _say(str(named.get("id") or row.number), found, as_json)
    if not as_json:
        for figure in figures(measured):
            click.echo(_in_words(figure))


def _measured(named: Mapping[str, Any]) -> Measured:
    """What the text suggests, beside what the columns say; those take no part in suggesting."""
    parts = [str(named[field]) for field in TOLD if named.get(field)]
    weighed = bool(named.get("consideration"))
    text = read("\n\n".join(parts)[:LONGEST_TEXT], told=weighed)
    law = provisions_of_field(str(named.get("law") or ""))
    return Measured(
        bouwstenen=[one.value for one in ranked_bouwstenen(text, OFFERED.bouwstenen)],
        domains=[one.value for one in ranked_domains(text, OFFERED.domains)],
        provisions=identifiers(suggested_articles(text)),
        true_bouwstenen=_names(named.get("bouwstenen")),
        true_domain=str(named.get("domain") or ""),
        true_provisions=[one.jci for one in law if one.jci],
    )


def _names(value: object) -> list[str]:
    if isinstance(value, str):
        value = value.replace(",", ";").split(";")
    return [str(one).strip() for one in value] if isinstance(value, list | dict) else []


def _say(case: str, found: Measured, as_json: bool) -> None:
    if as_json:
        line: dict[str, Any] = {
            "case": case,
            "bouwstenen": list(found.bouwstenen),
            "domain": list(found.domains),
            "provisions": list(found.provisions),
        }
        click.echo(json_line(line))
    else:
        tags = ", ".join(found.bouwstenen[:SHOWN])
        articles = ", ".join(found.provisions) or "geen wetsartikel"
        click.echo(f"{case}: {found.domains[0]} · {tags} · {articles}")


def _in_words(figure: Figure) -> str:
    usual = f"altijd de meest voorkomende: {figure.baseline:.2f}"
    return f"{figure.name}: {figure.value:.2f} ({usual}; {figure.cases} casussen)"
