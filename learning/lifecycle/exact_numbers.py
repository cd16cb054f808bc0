"""Where a text tells how many cases or reporters there are. Pure.

Who reads a proposal may know a band ("meer dan 20 casussen") and the figures that were published,
and nothing more exact. An analyst works with exact counts, so one slips into a sentence easily.
This finds numbers beside the words for cases and reporters, in figures and in Dutch words, shares
of them as well. It helps whoever writes; it is no wall against somebody who wants to tell.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from app.disclosure import STEPS

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?![^\W_])|[^\W\d_]+(?:['’-][^\W\d_]+)*|[%:=.!?;]|\n\s*\n")
_THOUSANDS = re.compile(r"\.(?=\d{3}(?!\d))")
_COUNTED = frozenset(("casus", "casussen", "buikpijnsituatie", "buikpijnsituaties"))
_REPORTERS = frozenset(("inbrenger", "inbrengers", "melder", "melders"))
_NOTED = frozenset(("melding", "meldingen"))
_NOUNS = _COUNTED | _REPORTERS | _NOTED
# What may stand between a number and the word that it counts.
_BETWEEN = frozenset(
    [
        "van",
        "de",
        "deze",
        "die",
        "dit",
        "het",
        "onze",
        "hun",
        "alle",
        "of",
        "op",
        "tot",
        "à",
        "vd",
        "andere",
        "nieuwe",
        "meer",
        "dan",
    ]
)
# What may stand between "aantal casussen" and its number.
_AFTER = frozenset(
    [
        "is",
        "was",
        "bedraagt",
        "bedroeg",
        "komt",
        "kwam",
        "op",
        "steeg",
        "stijgt",
        "daalt",
        "daalde",
        "liep",
        "loopt",
        "van",
        "naar",
        "tot",
    ]
)
# Shares and round numbers in words, which are no less exact beside a band.
_SHARES = frozenset(
    ["helft", "kwart", "driekwart", "derde", "tweederde", "tientallen", "tiental", "honderden"]
)
_LONGEST_WAY = 8
_YEARS = range(1900, 2101)


@dataclass(frozen=True)
class Told:
    """A number of cases or reporters in a text, with the words in which it is told.

    `number` is None for a share (a percentage, the half). `above` says that the text tells "more
    than" that number; `reporters` that people are counted and not cases.
    """

    words: str
    number: int | None
    above: bool = False
    reporters: bool = False


def numbers_told(text: str) -> list[Told]:
    """Every number of cases or reporters in a text, in order. Linear in the text.

    "een casus" is no number, "één casus" is. Years are none, nor is any other number.
    """
    tokens = list(_TOKEN.finditer(text))
    words = [one.group() for one in tokens]
    found: list[Told] = []
    for at, word in enumerate(words):
        if word.casefold() in _NOUNS:
            found += _before(text, tokens, words, at)
            found += _after(text, tokens, words, at)
    return found


def first_unpublished(text: str, *, band: int | None, figures: Collection[int]) -> str:
    """The first words that tell a number which nobody but the analyst may know, or nothing.

    `band` is the highest published "more than", which with every lower step may be told; `figures`
    are the numbers of cases that were published. No number of reporters is ever published.
    """
    steps = {step for step in STEPS if band is not None and step <= band}
    for told in numbers_told(text):
        known = steps if told.above else set(figures)
        if told.reporters or told.number not in known:
            return told.words
    return ""


def _before(
    text: str, tokens: Sequence[re.Match[str]], words: Sequence[str], at: int
) -> Iterator[Told]:
    """The numbers that lead up to a counted word: "17 nieuwe casussen", "een op de drie"."""
    share = False
    for place in range(at - 1, max(-1, at - 1 - _LONGEST_WAY), -1):
        word = words[place].casefold()
        if word in ("%", "procent"):
            share = True
        elif (number := _number(words[place])) is not None or word in _SHARES:
            if number in _YEARS:
                return
            whole = text[tokens[place].start() : tokens[at].end()]
            exact = None if share or number is None else number
            above, people = _is_above(words, place), words[at].casefold() in _REPORTERS
            yield Told(whole, exact, above, people)
            share = False
        elif word not in _BETWEEN and not _describes(word):
            return


def _after(
    text: str, tokens: Sequence[re.Match[str]], words: Sequence[str], at: int
) -> Iterator[Told]:
    """The numbers that follow: "casussen: 17", "het aantal casussen is 17"."""
    counting = any(one.casefold() == "aantal" for one in words[max(0, at - 3) : at])
    for place in range(at + 1, min(len(words), at + 1 + _LONGEST_WAY)):
        word = words[place].casefold()
        number = _number(words[place])
        if number is not None and (counting or _is_beside(text, tokens, at, place)):
            if number not in _YEARS:
                whole = text[tokens[at].start() : tokens[place].end()]
                yield Told(whole, number, reporters=words[at].casefold() in _REPORTERS)
        elif word not in (":", "=") and not (counting and word in _AFTER):
            return


def _is_beside(text: str, tokens: Sequence[re.Match[str]], at: int, place: int) -> bool:
    """Whether only a sign stands between a word and a number: "casussen (17)"."""
    between = text[tokens[at].end() : tokens[place].start()].strip()
    return between in (":", "=", "(", "(=", "(:", ": (")


def _is_above(words: Sequence[str], place: int) -> bool:
    return [one.casefold() for one in words[max(0, place - 2) : place]] == ["meer", "dan"]


def _describes(word: str) -> bool:
    """Whether a word looks like an adjective before what it describes: schrijnende, gedeelde."""
    return len(word) > 4 and word.endswith("e")


def _number(token: str) -> int | None:
    """The number that a token tells, in figures or in Dutch words."""
    if token[0].isdigit():
        return int(re.split(r"[.,]", _THOUSANDS.sub("", token))[0])
    plain = _plain(token)
    if plain == "een":
        # Only with its accents it is a number.
        return 1 if plain != token.casefold() else None
    return _WORDS.get(plain.removesuffix("tal")) or _WORDS.get(plain)


def _plain(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(mark for mark in apart if not unicodedata.combining(mark)).replace("-", "")


_UNITS = [
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
]
_TENS = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]


def _below_hundred(number: int) -> str:
    if number < len(_UNITS):
        return _UNITS[number]
    ten, unit = divmod(number, 10)
    return (f"{_UNITS[unit]}en" if unit else "") + _TENS[ten - 2]


def _spelled() -> dict[str, int]:
    """The numbers up to a thousand as they are written in one word, without accents."""
    found = {_below_hundred(number): number for number in range(2, 100)} | {"nul": 0}
    for hundreds in range(1, 10):
        head = ("" if hundreds == 1 else _UNITS[hundreds]) + "honderd"
        found[head] = 100 * hundreds
        for rest in range(1, 100):
            for joint in ("", "en"):
                found[head + joint + _below_hundred(rest)] = 100 * hundreds + rest
    return found | {"duizend": 1000}


_WORDS = _spelled()
