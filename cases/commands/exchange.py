"""Cases from a file and to a file."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click

from app.accounts.command_line import MACHINE, Failed, organisation_named, plainly
from app.database import transaction
from app.jobs import drain
from app.people.models import Organisation, Person
from app.people.permissions import active_memberships
from app.search import indexer
from app.search.port import IndexBusy
from app.sheets.files import read_path, require_known_format, write_sheet
from app.web.house_rules import refuse_without_house_rules
from cases.commands import outcome
from cases.commands.outcome import count
from cases.commands.reader import active_person, note_shown
from cases.commands.suggest import suggest_file
from cases.operations.import_plan import ImportOrder, ImportPlan, PersonalData, plan_import
from cases.operations.importing import import_cases
from cases.queries.export import HEADERS, export_row, exportable_cases
from cases.terms import Audience

AUDIENCES = [one.value for one in Audience if one is not Audience.PRIVATE]


@click.group("cases")
def cases() -> None:
    """Casussen importeren en exporteren."""


cases.add_command(suggest_file)


@cases.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--organisation", "slug", required=True, help="Korte naam van de organisatie.")
@click.option("--reporter", "email", required=True, help="Van wie rijen zonder inbrenger zijn.")
@click.option("--team", default="", help="Team voor rijen die er geen noemen.")
@click.option("--audience", type=click.Choice(AUDIENCES), default="team", show_default=True)
@click.option(
    "--personal-data",
    type=click.Choice([one.value for one in PersonalData]),
    default=PersonalData.KEEP_PRIVATE.value,
    show_default=True,
    help="Wat er gebeurt met een rij waarin persoonsgegevens staan.",
)
@click.option("--dry-run", is_flag=True, help="Kijk alleen; er verandert niets.")
@click.option(
    "--partial", "good_rows", is_flag=True, help="Neem de goede rijen, ook als er andere zijn."
)
@click.option("--json", "as_json", is_flag=True, help="Geef de uitkomst als JSON.")
@plainly
def import_file(
    *,
    file: Path,
    slug: str,
    email: str,
    team: str,
    audience: str,
    personal_data: str,
    dry_run: bool,
    good_rows: bool,
    as_json: bool,
) -> None:
    """Neem de casussen uit FILE over: .csv, .xlsx, .ods of .jsonl."""
    sheet = read_path(file)
    organisation, reporter = organisation_named(slug), active_person(email)
    refuse_without_house_rules(organisation)
    order = ImportOrder(
        organisation=organisation,
        reporter=reporter,
        team=team.strip() or _team_of(reporter, organisation),
        audience=Audience(audience),
        personal_data=PersonalData(personal_data),
    )
    with _progress("Controleren", len(sheet.rows)) as step:
        plan = plan_import(sheet, order, partial(step, 1))
    taken = bool(plan.cases) and not dry_run and (good_rows or not plan.refused)
    if taken:
        with _progress("Overnemen", len(plan.cases)) as step, transaction():
            import_cases(plan, order, by=MACHINE, progress=partial(step, 1))
        _bring_up_to_date()
    say = outcome.as_json if as_json else outcome.in_words
    click.echo(say(plan, taken=taken, dry_run=dry_run))
    _refuse_rows(plan, good_rows=good_rows)


def _bring_up_to_date() -> None:
    """Let search know of what came in, and do the work that waits for it, before the end."""
    try:
        with _progress("Vindbaar maken", 100) as step:
            indexer.index_waiting(_percent(step))
    except IndexBusy:
        click.echo("Een ander proces werkt de zoekindex bij; even geduld.", err=True)
    drain()


def _percent(step: Callable[[int], None]) -> Callable[[int, str], None]:
    shown = 0

    def tell(percent: int, _message: str) -> None:
        nonlocal shown
        step(percent - shown)
        shown = percent

    return tell


def _team_of(person: Person, organisation: Organisation) -> str:
    here = [one for one in active_memberships(person) if one.organisation_id == organisation.id]
    return next((one.team.name for one in here if one.team is not None), "")


def _refuse_rows(plan: ImportPlan, *, good_rows: bool) -> None:
    """Say of each row that was left out why; without --partial, one is enough to fail."""
    for one in plan.refused:
        click.echo(f"rij {one.row}: {one.reason}", err=True)
    if plan.refused and not good_rows:
        raise Failed("Er is niets overgenomen. Verbeter de rijen, of gebruik --partial.")
    if not plan.cases:
        raise Failed("Er is niets overgenomen: het bestand heeft geen bruikbare rijen.")


@cases.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--as", "email", required=True, help="Wie het leest.")
@plainly
def export_file(file: Path, email: str) -> None:
    """Schrijf naar FILE wat iemand mag lezen: .csv, .xlsx, .ods of .jsonl."""
    require_known_format(file.name)
    person = active_person(email)
    found = exportable_cases(person)
    content = write_sheet(file.name, HEADERS, [export_row(case, person) for case in found])
    note_shown("export_cases", found)
    # Only who exports may read the file.
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
    click.echo(f"{count(len(found))} geschreven naar {file.name}.")


@contextmanager
def _progress(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _steps: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield bar.update
