"""The laws that this work meets, from `laws.tsv`: what each is called, and its identifier.

An abbreviation stands in the table as it is usually written. Of three letters and more it is
recognised in any case; of two only as written, so that `ww` in the middle of a sentence is no law.
A sign before it narrows that: `=` as written, `+` as written and only beside an article, for
letters that mean something else as well (Sr, BRP, WEB).
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("laws.tsv")
TEXTS = "https://wetten.overheid.nl/"
UNION_TEXTS = "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:"
LONGEST_SAID = 45
"""Characters."""
BOOK = re.compile(r"Burgerlijk Wetboek Boek (\w+)")


@dataclass(frozen=True)
class Law:
    """A law. `id` is its BWB number, or the CELEX number of a regulation of the Union.

    `numbering` says how its articles are written: plain (22a), dotted (2.3.5), colon (4:84) or
    letter (J 28). `source` says how the identifier was checked.
    """

    id: str
    title: str
    abbreviations: tuple[str, ...]
    names: tuple[str, ...]
    numbering: str
    source: str

    @property
    def in_bwb(self) -> bool:
        """Whether it stands in the BWB; a regulation of the Union has no Juriconnect."""
        return self.id.startswith("BWB")

    @property
    def book(self) -> str:
        """The number of a book of the Burgerlijk Wetboek, empty for every other law."""
        found = BOOK.fullmatch(self.title)
        return found[1] if found else ""

    @property
    def short(self) -> str:
        """The title, or the abbreviation of a law with a title that nobody says."""
        if len(self.title) <= LONGEST_SAID or not self.abbreviations:
            return self.title
        return self.abbreviations[0].lstrip("=+")

    @property
    def url(self) -> str:
        """Where the whole text stands."""
        return (TEXTS if self.in_bwb else UNION_TEXTS) + self.id


@cache
def all_laws() -> tuple[Law, ...]:
    """Every law of the table, in its order."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()[1:]
    return tuple(_law(line.split("\t")) for line in lines)


def _law(columns: list[str]) -> Law:
    identifier, title, abbreviations, names, numbering, source = columns
    return Law(identifier, title, _split(abbreviations), _split(names), numbering, source)


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)


@cache
def _by_id() -> dict[str, Law]:
    return {law.id: law for law in all_laws()}


@cache
def _books() -> dict[str, Law]:
    return {law.book: law for law in all_laws() if law.book}


def law_by_id(identifier: str) -> Law | None:
    """The law with this identifier, or None."""
    return _by_id().get(identifier)


def book_of_civil_code(number: str) -> Law | None:
    """A book of the Burgerlijk Wetboek by its number; it has an identifier per book."""
    return _books().get(number.upper())
