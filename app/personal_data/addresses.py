"""Street names with a house number."""

import re
from collections.abc import Iterator

from app.personal_data.classes import sort_of
from app.personal_data.findings import Kind, Span
from app.personal_data.page import Page, Token
from app.personal_data.words import is_common, listed

_NUMBER = re.compile(
    r"(?: nr\.?| nummer| no\.?)?[ \xa0](?P<digits>[1-9][0-9]{0,3})"
    r"(?P<addition>[ -]?(?:[A-Za-z](?![\w'])|bis\b|hs\b|huis\b|[IV]{1,3}\b)|[A-Za-z]\b"
    r"|[-/][0-9]{1,4}(?![0-9])|[ -][0-9]hoog\b)?(?![\w%\u20ac]|[.,:][0-9]|-[0-9])"
)
_ENTRY = re.compile(r"[, ]{0,2} ?[1-9][0-9]{3} ?[A-Z]{2}\b|,? (?:in|te) [A-Z]")
_UNIT = re.compile(r" ?(?:[%\u20ac]|([^\W\d_][^\W_]*))")
_HOME = re.compile(
    r"\b(?:woon(?:t|de|den|achtig|adres)?|adres(?:sen)?|verhuis(?:t|d|de)|ingeschreven|wonende)"
    r"(?: is| was| nu| toen| samen| al| nog| sinds [0-9]{4})?"
    r"(?: aan| op| naar)?:?(?: de| het)?\s?$",
    re.IGNORECASE,
)
_FRONT = frozenset({"laan", "plein", "weg", "hof"})
_MOST_WORDS, _YEARS = 5, range(1950, 2036)


def addresses(text: str) -> Iterator[Span]:
    """Find street names by their ending, or by a word for living somewhere, with a number."""
    if not any(sign.isdigit() for sign in text):
        return
    page = Page(text, bytearray(len(text)))
    for place, token in enumerate(page.tokens):
        number = _NUMBER.match(text, _end_of_word(text, token))
        if number is None or not _is_house_number(text, number) or not token.text[0].isalpha():
            continue
        first = _first_word(page, place)
        if first is None or _is_office(page, first):
            continue
        yield page.tokens[first].start, number.end(), Kind.ADDRESS


def _end_of_word(text: str, token: Token) -> int:
    """Where a word ends, with the dot of a shortened "Kerkstr."."""
    short = token.text.lower().endswith("str") and text[token.end : token.end + 1] == "."
    return token.end + short


def _is_house_number(text: str, number: re.Match[str]) -> bool:
    if int(number["digits"]) in _YEARS and not number["addition"]:
        return False
    return not (_counts(text, number.end("digits")) or _counts(text, number.end()))


def _counts(text: str, end: int) -> bool:
    """Whether a unit follows, so that the number says how much."""
    unit = _UNIT.match(text, end, end + 20)
    return unit is not None and (unit[1] is None or unit[1].lower() in listed("units"))


def _first_word(page: Page, place: int) -> int | None:
    """Where the street name begins that ends with this token; None when it is no street."""
    token = page.tokens[place]
    if token.text.lower() in listed("offices"):
        return None
    first = _widened(page, place)
    if _is_street(page, place, first) or _lives_at(page, token, first):
        return first
    return None


def _is_street(page: Page, place: int, first: int) -> bool:
    """By the ending; a weak ending, and a word that begins its sentence, need more."""
    token = page.tokens[place]
    lowered = token.text.lower()
    if place > first and (
        page.word(first).lower() in _FRONT or lowered in listed("street_endings")
    ):
        return True
    if _ends_so(lowered, "street_endings"):
        small = not token.capitalised
        return not (
            lowered.endswith(("weg", "dijk", "wal", "vest")) and small and is_common(lowered)
        )
    if not token.capitalised or not _ends_so(lowered, "weak_street_endings"):
        return False
    if page.begins(place) and first == place:
        number = _NUMBER.match(page.text, token.end)
        return number is not None and bool(_ENTRY.match(page.text, number.end()))
    return not sort_of(token.text).place


def _ends_so(word: str, name: str) -> bool:
    """Whether the word ends so with something before it."""
    return any(word.endswith(ending) and len(word) > len(ending) + 1 for ending in listed(name))


def _lives_at(page: Page, token: Token, first: int) -> bool:
    """Whether somebody lives there: "woont aan Damrak 3"."""
    start = page.tokens[first].start
    return token.capitalised and bool(_HOME.search(page.text[max(0, start - 40) : start]))


def _widened(page: Page, place: int) -> int:
    """Where a name of several words begins: "Pastoor Vinkestraat", "Laan van Nieuw Oost"."""
    first, here = place, place
    while here > 0 and place - here < _MOST_WORDS and page.gap(here - 1) in (" ", ". ", " '"):
        word = page.word(here - 1)
        lowered = word.lower()
        if lowered in listed("street_beginnings") or (
            word[:1].isupper() and not page.begins(here - 1) and not _is_plain(lowered)
        ):
            here -= 1
        else:
            break
        if page.word(here)[:1].isupper() or page.word(here)[:1].isdigit():
            first = here
            if lowered in _FRONT:
                break
    return first if page.tokens[place].capitalised else place


def _is_plain(word: str) -> bool:
    return word in listed("function_words") or word in listed("titles") or word in listed("offices")


def _is_office(page: Page, first: int) -> bool:
    """Whether a word for an office stands one or two words before it."""
    return any(page.word(first - step).lower() in listed("offices") for step in (1, 2))
