"""Organisations that are played once for a module, and put back for each of its tests.

Playing one takes a second: people, cases and decisions go through the real operations. What was
saved is kept as a copy of the database and of the folder of data; only the first test waits.
"""

import shutil
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from flask import Flask
from sqlalchemy import make_url

from tests import postgres

T = TypeVar("T")


@dataclass
class Kept:
    """What the tests of a module played: by engine and name a value, a folder and a database."""

    folder: Path
    scenes: dict[tuple[str, str], tuple[object, Path, str]] = field(default_factory=dict)
    server: postgres.Server | None = None

    def let_go(self) -> None:
        """Remove the copies."""
        shutil.rmtree(self.folder)
        for _, _, database in self.scenes.values():
            if database and self.server is not None:
                self.server.drop_database(database)


@dataclass
class Scenery:
    """The database of one test, and what its module played before."""

    app: Flask
    engine_kind: str
    data: Path
    kept: Kept
    server: postgres.Server | None

    def __call__(self, name: str, play: Callable[[], T]) -> T:
        """What `play` saved and gave; played for the first test that asks, put back for the others.

        What it gives names rows by their keys and holds no row.
        """
        key = (self.engine_kind, name)
        if key not in self.kept.scenes:
            value = play()
            self.kept.scenes[key] = (self._own(value), *self._keep(len(self.kept.scenes)))
        else:
            value, folder, database = self.kept.scenes[key]  # type: ignore[assignment]
            self._put_back(folder, database)
        return self._own(value)

    def _own(self, value: T) -> T:
        """A copy that shares the program and nothing else."""
        return deepcopy(value, {id(self.app): self.app})

    def _keep(self, number: int) -> tuple[Path, str]:
        self._let_go()
        folder = self.kept.folder / str(number)
        shutil.copytree(self.data, folder)
        if self.server is None:
            return folder, ""
        self.kept.server = self.server
        working = self._working()
        name = f"{working}_scene{number}"
        self.server.create_database(name, template=working)
        return folder, name

    def _put_back(self, folder: Path, database: str) -> None:
        self._let_go()
        shutil.rmtree(self.data)
        shutil.copytree(folder, self.data)
        if self.server is not None:
            self.server.create_database(self._working(), template=database)

    def _let_go(self) -> None:
        """No connection stays, so that the files are whole and the database can be copied."""
        from app.database import db  # noqa: PLC0415 - tests of pure modules run without it

        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    def _working(self) -> str:
        name = make_url(self.app.config["SQLALCHEMY_DATABASE_URI"]).database
        assert name
        return name
