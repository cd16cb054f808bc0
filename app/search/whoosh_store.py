"""The folders in which the embedded index lives, and how a damaged one is told from a whole one.

Whoosh writes pickles without checksums: a folder that others can write runs their code, and a
damaged file answers wrongly without an error. Hence a folder of mode 0700 that is rebuilt and
never restored, and a list of checksums written after each commit. Each rebuild makes a new
numbered folder beside the old one, which answers until the new one takes its name.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from whoosh.util.filelock import FileLock, try_for

from app.search.port import IndexBroken, IndexBusy
from app.search.terms import ANALYSIS

PRIVATE = 0o700
PATIENCE_SECONDS = 30.0
CHECKSUMS = "checksums.json"
BROKEN = "broken"
_BUILDING = "building-"


class Store:
    """The folder of the index, with the present build in it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Write alone. The lock is the system's: it goes when its process dies."""
        self._prepare()
        lock: Any = FileLock(str(self.root / "lock"))
        if not try_for(lock.acquire, timeout=PATIENCE_SECONDS, delay=0.1):
            raise IndexBusy
        try:
            yield
        finally:
            lock.release()

    def _prepare(self) -> None:
        """Close the folder; a build to which others had access is not trusted any more."""
        self.root.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
        if self._open_to_others():
            for build in self._builds():
                self.mark_broken(build)
            self.root.chmod(PRIVATE)

    def _open_to_others(self) -> bool:
        return self.root.is_dir() and bool(self.root.stat().st_mode & 0o077)

    def present(self) -> Path:
        """The newest build. Raises IndexBroken when there is none, or when it is known to be bad.

        A folder that others may enter is refused before a single pickle of it is read.
        """
        try:
            if self._open_to_others():
                raise IndexBroken("others may enter the folder of the index")
            builds = self._builds()
            if not builds:
                raise IndexBroken("there is no index yet")
            if (builds[-1] / BROKEN).exists():
                raise IndexBroken("the index was found to be damaged")
        except OSError as error:
            raise IndexBroken("the folder of the index cannot be read") from error
        return builds[-1]

    def _builds(self) -> list[Path]:
        return sorted(path for path in self.root.glob("[0-9]*") if path.is_dir())

    def mark_broken(self, build: Path) -> None:
        """Leave a note for the indexer; a reader has no right to write in the database."""
        with suppress(OSError):
            (build / BROKEN).touch()

    @contextmanager
    def building(self) -> Iterator[Path]:
        """A folder for a new build that takes over when the block ends well."""
        for leftover in self.root.glob(f"{_BUILDING}*"):
            shutil.rmtree(leftover, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=self.root))
        try:
            yield folder
            self.sign(folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        older = self._builds()
        number = int(older[-1].name) + 1 if older else 1
        folder.rename(self.root / f"{number:08}")
        for build in older:
            shutil.rmtree(build, ignore_errors=True)

    def sign(self, build: Path) -> None:
        """Write down the checksums of a build, all or nothing."""
        content = {"analysis": ANALYSIS, "files": _checksums(build)}
        fresh = build / f"{CHECKSUMS}.new"
        fresh.write_text(json.dumps(content), encoding="utf-8")
        fresh.replace(build / CHECKSUMS)

    def verify(self) -> None:
        """Raise IndexBroken unless the present build is byte for byte what was written."""
        build = self.present()
        try:
            signed = json.loads((build / CHECKSUMS).read_text(encoding="utf-8"))
            whole = signed == {"analysis": ANALYSIS, "files": _checksums(build)}
        except (OSError, ValueError) as error:
            raise IndexBroken("the index cannot be read") from error
        if not whole:
            raise IndexBroken("the index is not what was written")


def _checksums(build: Path) -> dict[str, str]:
    files = (path for path in build.iterdir() if path.is_file() and not _beside(path.name))
    return {path.name: _checksum(path) for path in sorted(files)}


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()


def _beside(name: str) -> bool:
    """Whether a file in the folder is not part of the index itself."""
    return name.startswith(CHECKSUMS) or name == BROKEN or name.endswith("LOCK")
