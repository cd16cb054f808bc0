"""From a text to what both engines index: lexemes with their places, and words for prefixes.

Both engines get the same lexemes from here, so that they give the same answer. Each word counts
under the stems of two Snowball algorithms for Dutch, because each alone misses much: the present
one (`dutch`) brings *huizen* to *huis* and *aangevraagd* to *aanvraag*, but parts *schuld* and
*schulden*, which the older one (`dutch_porter`) keeps together. Pure and linear in the text.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import Stemmer

from app.dutch.words import stems

ANALYSIS = "1"
"""Raised with every change in this module: an index of another analysis is built again."""

LONGEST_TOKEN = 64
MOST_TOKENS = 16_000
MOST_PLACES = 255
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True)
class Analysed:
    """A text as it is indexed: the places of each lexeme, counted from 1, and the bare words."""

    places: dict[str, tuple[int, ...]]
    words: frozenset[str]


def fold(text: str) -> str:
    """Text without capitals and accents; the form in which words are compared."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in apart if not unicodedata.combining(mark)).casefold()


def tokens(text: str) -> list[str]:
    """The words and numbers of a text in order, folded, at most 64 characters each.

    The `'s` of a plural goes (`foto's`), another apostrophe joins (`zo'n`), every other mark parts
    (`ict-systeem` is two words).
    """
    found = (match.group().replace("’", "'") for match in _WORD.finditer(fold(text)))
    return [word.removesuffix("'s").replace("'", "")[:LONGEST_TOKEN] for word in found]


def lexemes(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Per distinct word the one or two stems under which it is indexed and looked for."""
    present = stems(words)
    older = Stemmer.Stemmer("dutch_porter")
    return {
        word: tuple(sorted({stem, older.stemWord(word)} - {""})) for word, stem in present.items()
    }


def analyse(text: str) -> Analysed:
    """What is indexed of a text.

    PostgreSQL keeps 16,383 places in a text and 255 of a lexeme; the limits here are the same for
    both engines, so that a very long text is found alike.
    """
    words = tokens(text)[:MOST_TOKENS]
    stems_of = lexemes(words)
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words, start=1):
        for lexeme in stems_of[word]:
            if len(places[lexeme]) < MOST_PLACES:
                places[lexeme].append(place)
    return Analysed({lexeme: tuple(found) for lexeme, found in places.items()}, frozenset(words))
