"""Searching cases as somebody, and the upkeep of the index."""

from collections.abc import Callable

import click

from app.accounts.command_line import Failed, plainly
from app.people.models import Person
from app.search import drift, indexer
from app.search.find import Notice, find
from app.search.port import IndexBusy
from cases.commands.reader import active_person, json_line, note_shown
from cases.queries.cases import cases_in_order

NOTICES = {
    Notice.BROKEN: "De zoekindex is beschadigd; er is alleen op losse woorden gezocht.",
    Notice.BEHIND: "De zoekindex loopt achter; de laatste wijzigingen ontbreken.",
}


@click.command("search")
@click.argument("query")
@click.option("--as", "email", default="", help="Wie er zoekt.")
@click.option("--json", "as_json", is_flag=True, help="Geef een regel JSON per treffer.")
@plainly
def search(query: str, email: str, as_json: bool) -> None:
    """Zoek casussen. Zonder --as: 'reindex' bouwt de index, 'check' controleert hem."""
    if email:
        _search_as(active_person(email), query, as_json)
    elif query in MAINTENANCE:
        try:
            MAINTENANCE[query]()
        except IndexBusy as error:
            raise Failed("Een ander proces werkt aan de zoekindex. Probeer het later.") from error
    else:
        raise click.UsageError("Geef met --as EMAIL op wie er zoekt.")


def _search_as(person: Person, query: str, as_json: bool) -> None:
    found = find(query, person=person, kind="case", limit=None)
    hits = cases_in_order(person, found.ids)
    note_shown("search", hits)
    if found.notice is not None:
        click.echo(NOTICES[found.notice], err=True)
    for case in hits:
        name = case.external_id or case.public_id
        line = (
            json_line({"case": name, "title": case.title}) if as_json else f"{name}  {case.title}"
        )
        click.echo(line)


def _reindex() -> None:
    held = indexer.rebuild()
    click.echo(f"De zoekindex is opnieuw gebouwd: {held} documenten.")


def _check() -> None:
    found = drift.check()
    if found.broken:
        raise Failed("De zoekindex is beschadigd. Voer 'leerlus search reindex' uit.")
    if not found.none:
        raise Failed(
            f"De zoekindex wijkt af: {len(found.missing)} ontbreken, {len(found.extra)} te veel, "
            f"{len(found.different)} anders. Voer 'leerlus search reindex' uit."
        )
    click.echo("De zoekindex klopt met de database.")


MAINTENANCE: dict[str, Callable[[], None]] = {"reindex": _reindex, "check": _check}
