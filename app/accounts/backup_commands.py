"""The command line of backups: one file out, and back in again."""

from pathlib import Path

import click
from alembic.script import ScriptDirectory
from flask import current_app

from app import backup
from app.accounts.command_line import MACHINE, Failed, plainly
from app.accounts.commands import bring_up_to_date
from app.audit import Entry, note_at_once, verify_chain
from app.database import db
from app.search import indexer
from app.search.port import IndexBusy

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("backup")
@click.argument("file", type=FILE)
@plainly
def make(file: Path) -> None:
    """Maak een back-up in één bestand. Mag terwijl mensen werken."""
    database = _database(
        f"pg_dump {_address()} --format=custom --file={file} {db.engine.url.database}"
    )
    if not backup.holds_people(database):
        raise Failed("Er is hier nog niets om te bewaren. Begin met 'leerlus init'.")
    note_at_once(Entry(MACHINE, "make_backup"))
    db.engine.dispose()
    backup.make_backup(database, file)
    click.echo(f"De back-up staat in {file}. Bewaar SECRET_KEY op een andere plaats.")


@click.command("restore")
@click.argument("file", type=FILE)
@click.option("--force", is_flag=True, help="Ook als hier al iets staat: dat verdwijnt dan.")
@plainly
def restore(file: Path, *, force: bool) -> None:
    """Zet een back-up terug. Stop Leerlus eerst."""
    database = _database(
        f"pg_restore {_address()} --clean --if-exists --dbname={db.engine.url.database} {file}"
    )
    backup.check_backup(file, _known_revisions())
    db.engine.dispose()
    if not force:
        _refuse_occupied(database)
    backup.restore_backup(file, database)
    bring_up_to_date()
    found = verify_chain()
    note_at_once(Entry(MACHINE, "restore_backup"))
    click.echo("De back-up is teruggezet. Iedereen moet zich opnieuw aanmelden.")
    _reindex()
    if found.broken is not None:
        raise Failed(
            f"Het logboek in deze back-up klopt niet vanaf regel {found.broken}: {found.reason}."
        )
    click.echo(f"Het logboek is heel: {found.rows} regels.")


def _database(line: str) -> Path:
    """The file of the database; for PostgreSQL the line that does it with its own program."""
    if db.engine.dialect.name != "sqlite":
        raise Failed(f"De database is PostgreSQL. Gebruik haar eigen programma: {line}")
    return Path(str(db.engine.url.database))


def _address() -> str:
    """Where PostgreSQL listens and as whom we speak to it; never the password."""
    url = db.engine.url
    parts = {"host": url.host, "port": url.port, "username": url.username}
    return " ".join(f"--{name}={value}" for name, value in parts.items() if value)


def _known_revisions() -> set[str]:
    config = current_app.extensions["migrate"].migrate.get_config()
    return {one.revision for one in ScriptDirectory.from_config(config).walk_revisions()}


def _refuse_occupied(database: Path) -> None:
    if backup.is_in_use(database):
        raise Failed("Leerlus draait hier nog. Stop de website en de werkers eerst.")
    if backup.holds_people(database):
        raise Failed(
            "Deze installatie is niet leeg. Maak eerst een back-up; met --force vervang je alles."
        )


def _reindex() -> None:
    try:
        held = indexer.rebuild()
    except IndexBusy:
        click.echo("De zoekindex is bezet. Voer straks 'leerlus search reindex' uit.")
    else:
        click.echo(f"De zoekindex is opnieuw gebouwd: {held} documenten.")


COMMANDS = (make, restore)
