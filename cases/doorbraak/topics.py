"""How a topic of Wie weet wat is named and compared: what somebody typed becomes a key. Pure.

Two people who know the same article find each other, however each of them wrote it down.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Self

from app.database import sort_key
from cases.provisions.juriconnect import identifier
from cases.provisions.laws import Law, all_laws
from cases.provisions.notation import Provision, provisions_of_field

LONGEST = 200
BETWEEN = re.compile(r"[;\n]+")
DIGITS = re.compile(r"\d+")
WORD = re.compile(r"\w+")
IN_ORDER = 6
"""Digits to which a number is filled up, so that article 9 sorts before article 22."""


@dataclass(frozen=True)
class Named:
    """A topic: what makes two the same, how it reads, where it sorts, and its law if it has one."""

    key: str
    label: str
    sort_key: str
    law: Law | None = None

    @classmethod
    def by_words(cls, words: str) -> Self:
        """A topic that is compared by its words: a procedure, a bouwsteen, a rule of one's own."""
        label = " ".join(words.split())
        return cls(sort_key(label), label, sort_key(label))


def names_in(text: str) -> list[Named]:
    """The names on the lines of a text, or between its semicolons, each once."""
    named = (Named.by_words(piece) for piece in BETWEEN.split(text))
    return list({one.key: one for one in named if one.key}.values())


def provisions_named(text: str) -> list[Named]:
    """The laws and articles that a text names, each once; what is no known law as it is written.

    A law of two letters counts in any case: here `pw` is a law, as it is not in a story. A line
    stands by itself: the law of the line before says nothing about an article.
    """
    spelled = WORD.sub(lambda word: _short_laws().get(word[0].lower(), word[0]), text)
    lines = BETWEEN.split(spelled)
    named = (_of_provision(one) for line in lines for one in provisions_of_field(line))
    return list({one.key: one for one in named if one.key}.values())


@cache
def _short_laws() -> dict[str, str]:
    names = (name for law in all_laws() for name in law.abbreviations)
    return {name.lower(): name for name in names if len(name) == 2}


def law_key(law: Law, article: str = "", *, below: bool = False) -> str:
    """The Juriconnect identifier, or the like for a regulation of the Union, which has none.

    With `below` what the key of every article of the law begins with.
    """
    whole = identifier(law) or law.id
    if below or article:
        return f"{whole}&artikel={article.replace(' ', '_')}"
    return whole


def _of_provision(found: Provision) -> Named:
    law = found.law
    if law is None:
        return Named.by_words(found.written)
    label = f"{law.short}, artikel {found.article}" if found.article else law.short
    in_order = DIGITS.sub(lambda digits: digits[0].zfill(IN_ORDER), found.article)
    place = sort_key(f"{law.short} {in_order}")[:LONGEST]
    return Named(law_key(law, found.article), label[:LONGEST], place, law)
