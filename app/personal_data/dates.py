"""Dates: which are birth dates, and which are not and must never be read as a number."""

import re
from collections.abc import Iterator

from app.personal_data.findings import Kind, Span
from app.personal_data.surroundings import before

_CASELESS = re.IGNORECASE
_MONTH = (
    "jan(?:uari)?|feb(?:ruari)?|maart|mrt|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?"
    "|sep(?:t(?:ember)?)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DATE = re.compile(
    r"(?<![\w.,/-])(?:(?:[0-2]?[0-9]|3[01])(?P<mark>[-/.])(?:0?[0-9]|1[0-2])(?P=mark)"
    r"(?:(?:18|19|20)[0-9]{2}|[0-9]{2}(?![ .-]?[0-9]))"
    r"|(?:18|19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]"
    rf"|[0-3]?[0-9](?:e|ste|de)? ?(?:{_MONTH})\b\.?"
    r"(?: ?'?(?:(?:18|19|20)[0-9]{2}|[0-9]{2}\b))?)"
    r"(?![0-9])",
    _CASELESS,
)
_BIRTH_CUE = re.compile(
    r"(?:\bgeb\b|\bgeboren|\bgeboorte|\bjarig|\bverjaar)([^0-9]{0,45})$", _CASELESS
)
_SENTENCE_END = re.compile(r"(?<!\bgeb)[.!?]\s+[A-Z]")
_BIRTH_AFTER = re.compile(r"\W{1,3}geboren\b", _CASELESS)
_NAME_BEFORE = re.compile(r"[A-Z][\w'-]+\s?\($")


def dates(text: str) -> Iterator[Span]:
    """Find birth dates by a word before or after, or a name before; reserve all other dates."""
    for match in _DATE.finditer(text):
        yield *match.span(), Kind.DATE_OF_BIRTH if _is_birth_date(text, match) else None


def _is_birth_date(text: str, match: re.Match[str]) -> bool:
    cue = _BIRTH_CUE.search(before(text, match, 60))
    if cue and not _SENTENCE_END.search(cue[0]):
        return True
    if _BIRTH_AFTER.match(text, match.end()):
        return True
    year = re.search("(?:18|19|20)[0-9]{2}", match[0])
    in_brackets = _NAME_BEFORE.search(before(text, match, 40)) and text[match.end() :][:1] == ")"
    return bool(in_brackets and year and int(year[0]) < 2019)
