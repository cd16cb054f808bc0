"""The way in: a file by its name. The end of the name says the format, in small letters or not."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from app.refusals import Invalid
from app.sheets.cells import Written
from app.sheets.excel import read_xlsx, write_xlsx
from app.sheets.jsonlines import read_jsonl, write_jsonl
from app.sheets.opendocument import read_ods, write_ods
from app.sheets.rows import LARGEST_FILE, Sheet
from app.sheets.separated import read_csv, write_csv

Reader = Callable[[bytes], Sheet]
Writer = Callable[[Sequence[str], Iterable[Sequence[Written]]], bytes]

READERS: dict[str, Reader] = {
    ".csv": read_csv,
    ".xlsx": read_xlsx,
    ".ods": read_ods,
    ".jsonl": read_jsonl,
}
WRITERS: dict[str, Writer] = {
    ".csv": write_csv,
    ".xlsx": write_xlsx,
    ".ods": write_ods,
    ".jsonl": write_jsonl,
}


def read_path(path: Path) -> Sheet:
    """Read a file on this machine. Raises Invalid with what is wrong with it."""
    require_known_format(path.name)
    if path.stat().st_size > LARGEST_FILE:
        raise _too_large()
    return read_sheet(path.name, path.read_bytes())


def read_sheet(name: str, data: bytes) -> Sheet:
    """Read a file that was sent. Raises Invalid with what is wrong with it."""
    require_known_format(name)
    if len(data) > LARGEST_FILE:
        raise _too_large()
    if not data:
        raise Invalid("Het bestand is leeg.")
    return READERS[Path(name).suffix.lower()](data)


def write_sheet(name: str, headers: Sequence[str], rows: Iterable[Sequence[Written]]) -> bytes:
    """The content of a file with this name."""
    require_known_format(name)
    return WRITERS[Path(name).suffix.lower()](headers, rows)


def require_known_format(name: str) -> None:
    """Refuse a name that ends in a format that is not known here."""
    if Path(name).suffix.lower() not in READERS:
        raise Invalid("Kies een bestand dat eindigt op .csv, .xlsx, .ods of .jsonl.")


def _too_large() -> Invalid:
    return Invalid(f"Het bestand is groter dan {LARGEST_FILE // 1024 // 1024} MB.")
