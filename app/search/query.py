"""What a person types, as a small query: words, a "phrase", a prefix*, and -not.

There is no other syntax: no fields, no operators, no wildcards inside, so that nothing a person
types can be slow, probe a field or reach the parser of an engine. Pure; `parse` never raises.
"""

import re
import unicodedata
from dataclasses import dataclass

from app.dutch.words import STOP_WORDS
from app.search.terms import lexemes, tokens

LONGEST_QUERY = 200
MOST_TERMS = 16
MOST_PREFIXES = 4
SHORTEST_PREFIX = 3
_PIECE = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_PLAIN_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Word:
    """A word in any of its inflections: one of these lexemes occurs."""

    lexemes: tuple[str, ...]


@dataclass(frozen=True)
class Phrase:
    """Words that follow each other, in the title or in the body."""

    words: tuple[Word, ...]


@dataclass(frozen=True)
class Prefix:
    """A word that begins with these letters."""

    start: str


Term = Word | Phrase | Prefix


@dataclass(frozen=True)
class Query:
    """All wanted terms must occur and none of the unwanted ones.

    `plain` are the wanted words as typed, for the search without an index.
    """

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()
    plain: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to look for: such a query finds nothing."""
        return not self.wanted and not self.unwanted

    @property
    def scored(self) -> tuple[Word | Prefix, ...]:
        """The terms that count for the order; a phrase counts by its words."""
        found: list[Word | Prefix] = []
        for term in self.wanted:
            found.extend(term.words if isinstance(term, Phrase) else (term,))
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class _Piece:
    """A part of what was typed, before it becomes a term."""

    negated: bool
    words: tuple[str, ...]
    quoted: bool
    prefix: bool
    typed: str

    @property
    def weak(self) -> bool:
        """Whether this is one word that says nothing, such as an article."""
        return len(self.words) == 1 and self.words[0] in STOP_WORDS and not self.quoted


def parse(text: str) -> Query:
    """Read what was typed: 200 characters and 16 words of it. Text without words is empty.

    Words without meaning are left out unless nothing else is wanted.
    """
    pieces = _pieces(text)
    wanted = [piece for piece in pieces if not piece.negated]
    strong = [piece for piece in wanted if not piece.weak] or wanted
    unwanted = [piece for piece in pieces if piece.negated]
    return Query(
        wanted=tuple(dict.fromkeys(term for piece in strong for term in _terms(piece))),
        unwanted=tuple(dict.fromkeys(term for piece in unwanted for term in _terms(piece))),
        plain=tuple(word for piece in strong for word in _PLAIN_WORD.findall(piece.typed)),
    )


def _pieces(text: str) -> list[_Piece]:
    typed = unicodedata.normalize("NFC", text[:LONGEST_QUERY]).translate(_QUOTES)
    found: list[_Piece] = []
    words_left, prefixes_left = MOST_TERMS, MOST_PREFIXES
    for minus, quoted, bare in _PIECE.findall(typed):
        words = tuple(tokens(bare or quoted))[:words_left]
        if not words:
            continue
        starts = bare.endswith("*") and len(words[-1]) >= SHORTEST_PREFIX and prefixes_left > 0
        words_left -= len(words)
        prefixes_left -= starts
        found.append(_Piece(bool(minus), words, not bare, starts, (bare or quoted).lower()))
    return found


def _terms(piece: _Piece) -> list[Term]:
    stems_of = lexemes(piece.words)
    whole = piece.words[:-1] if piece.prefix else piece.words
    words = tuple(Word(stems_of[word]) for word in whole)
    terms: list[Term] = [Phrase(words)] if len(words) > 1 else list(words)
    if piece.prefix:
        terms.append(Prefix(piece.words[-1]))
    return terms
