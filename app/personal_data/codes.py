"""Codes of letters and digits: licence plates, postcodes and the numbers of files."""

import re
from collections.abc import Iterator

from app.personal_data.findings import Kind, Span
from app.personal_data.surroundings import before, digits_of, is_money
from app.personal_data.words import listed

_CASELESS = re.IGNORECASE


def _plates(*shapes: str) -> str:
    """Sidecodes written with X for a letter and 9 for a digit, as one pattern."""
    return "|".join(shape.replace("9", "[0-9]").replace("X", "[A-Z]") for shape in shapes)


_PLATE = re.compile(
    r"(?<![\w-])(?:"
    + _plates("XX-99-99", "99-99-XX", "99-XX-99", "XX-99-XX", "XX-XX-99", "99-XX-XX", "99-XXX-9")
    + "|"
    + _plates("9-XXX-99", "XX-999-X", "X-999-XX", "XXX-99-X", "X-99-XXX", "9-XX-999", "999-XX-9")
    + "|"
    + _plates("9-XXX-999")
    + r")(?![\w-])"
)
_PLATE_CUED = re.compile(
    r"\b(?i:kenteken(?:plaat|nummer)?)(?: (?:is|was|van|met|nummer|nr\.?))?[\s:(]{1,3}"
    r"([A-Za-z0-9]{1,3}(?:-[A-Za-z0-9]{1,3}){1,2}|[A-Z0-9]{1,3}(?: [A-Z0-9]{1,3}){1,2}"
    r"|(?=[a-z]{0,3}[0-9]|[A-Z]{0,3}[0-9])[A-Za-z0-9]{5,8})(?!\w)"
)
_POSTCODE = re.compile(r"(?<![\w.,:€-])[1-9][0-9]{3}[ \xa0]?([A-Za-z]{2})(?!\w)")
_NOT_ISSUED = {"SA", "SD", "SS"}
_WORDS_TOO = {
    *("AU", "BC", "BV", "BW", "BZ", "CM", "CV", "EU", "GB", "HR", "HV", "IB", "IT", "KG", "KM"),
    *("KW", "MB", "ML", "MM", "NL", "NV", "OV", "PB", "PK", "PW", "RO", "UB", "VN", "VS", "WW"),
    *("WZ", "ZW", "ZZ"),
}
_PLACE_CUE = re.compile(
    r"(?:\bpostcode\b\W{0,3}|[a-z]{3} [0-9]{1,4}[ -]?[a-z]{0,2},? {0,2})$", _CASELESS
)
_POSTCODE_CUE = re.compile(r"\bpostcode\b\W{0,3}$", _CASELESS)
_CASE_SHAPE = re.compile(
    r"(?<![\w.,/-])(?:[A-Z]{1,6}[-/.](?:19|20)?[0-9]{2}[-/.][0-9]{3,9}|(?:19|20)[0-9]{2}[-/][0-9]{3,7}"
    r"(?:-[A-Z]{2,6})?|[0-9]{7,12})(?![\w]|[./-][0-9])"
)
_CASE_CUED = re.compile(r"(?<![\w.,/:-])[A-Z]{0,6}[-/.]?[0-9](?:[./-]?[A-Z0-9]){2,20}(?!\w)")
_CASE_CUE = re.compile(
    r"(?:\bzaak|\bdossier|kenmerk\b|\breferentie|\bbeschikking|nummer\b|\w{4}nr\b)[^0-9]{0,32}$",
    _CASELESS,
)
_YEARS = re.compile(r"(?:19|20)[0-9]{2}(?:[-/.](?:(?:19|20)[0-9]{2}|[0-9]{2}))?")
_UNIT_AFTER = re.compile(
    r"\s?(?:%|procent|uur|uren|dagen|weken|maanden|jaar|km|kg|m2|inwoners|mensen|gezinnen)",
    _CASELESS,
)


def licence_plates(text: str) -> Iterator[Span]:
    """Find Dutch sidecodes 1 to 14 and Belgian plates, and any shape after "kenteken"."""
    for match in _PLATE.finditer(text):
        yield *match.span(), Kind.LICENCE_PLATE
    for match in _PLATE_CUED.finditer(text):
        if digits_of(match[1]) and digits_of(match[1]) != re.sub("[ -]", "", match[1]):
            yield *match.span(1), Kind.LICENCE_PLATE


def postcodes(text: str) -> Iterator[Span]:
    """Find postcodes; letters that are a word too, only behind a house number or "postcode"."""
    for match in _POSTCODE.finditer(text):
        letters = match[1]
        if letters.upper() in _NOT_ISSUED:
            continue
        if letters.isupper() and letters not in _WORDS_TOO:
            certain = True
        else:
            capitals = letters.upper()
            small_word = letters in listed("two_letter_words") or capitals in _WORDS_TOO - {letters}
            cue = _POSTCODE_CUE if small_word else _PLACE_CUE
            certain = bool(cue.search(before(text, match, 30)))
        if certain:
            yield *match.span(), Kind.POSTCODE


def case_numbers(text: str) -> Iterator[Span]:
    """Find numbers of files by shape, and shorter ones by the word before them."""
    for match in _CASE_SHAPE.finditer(text):
        if not _is_year_or_amount(text, match):
            yield *match.span(), Kind.CASE_NUMBER
    for match in _CASE_CUED.finditer(text):
        if len(digits_of(match[0])) < 4 or _is_year_or_amount(text, match):
            continue
        if _CASE_CUE.search(before(text, match, 45)):
            yield *match.span(), Kind.CASE_NUMBER


def _is_year_or_amount(text: str, match: re.Match[str]) -> bool:
    return bool(
        _YEARS.fullmatch(match[0]) or is_money(text, match) or _UNIT_AFTER.match(text, match.end())
    )
