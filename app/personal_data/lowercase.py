"""Names without a capital: only where a title, a role or initials stand before them."""

import re
from collections.abc import Iterator
from functools import lru_cache

from app.personal_data.classes import Class, sort_of
from app.personal_data.words import is_common, listed, vocabulary

_TITLES = (
    r"(?:de heer(?: en mevrouw)?|heer|meneer|mijnheer|mevrouw|juffrouw|echtpaar|familie"
    r"|(?:dhr|hr|mw|mevr|mvr|mej|fam|wed)\.?)"
)
_PARTICLES = r"(?:(?:van|v\.d\.?|v/d|vd|de|der|den|el|al|ter|ten|'t|in 't|op de) ){0,3}"
_INITIALS = r"(?:[a-z]\. ?){0,4}"
_WORD = r"[a-z\u00df-\u00ff](?:[^\W\d_]|-(?=[^\W\d_])){2,30}(?!\w)"
_TITLED = re.compile(
    rf"(?<!\w)((?i:{_TITLES}) )({_INITIALS})({_PARTICLES})({_WORD})",
)
_VERBS = ("function_words", "person_verbs", "weak_verbs", "particles", "roles", "jobs")


def lower_case_names(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and surname or first name of each name that is written small."""
    for match in _TITLED.finditer(text):
        if _is_surname(match[4], led=bool(match[2] or match[3])):
            yield *match.span(), match[4]
    for match in _roles().finditer(text):
        if match["first"] and _is_first_name(match["first"]):
            yield *match.span("first"), match["first"]
        elif match["last"] and _is_surname(match["last"], led=True):
            yield *match.span("name"), match["last"]


@lru_cache(maxsize=1)
def _roles() -> re.Pattern[str]:
    """A role with a first name, or with initials and a surname."""
    roles = "|".join(sorted(listed("roles") | listed("jobs"), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w-])(?i:{roles})(?::? )"
        rf"(?:(?P<name>(?:[a-z]\. ?){{1,4}}{_PARTICLES}(?P<last>{_WORD}))|(?P<first>{_WORD}))"
    )


def _is_surname(word: str, led: bool) -> bool:
    """Whether a small word behind a title is a surname; `led` by a particle or initials."""
    if any(word in listed(name) for name in _VERBS) or word in listed("organisation_words"):
        return False
    name = word.title()
    if is_common(word):
        return name in vocabulary().dutch_surnames
    sort = sort_of(name)
    return sort.kind in (Class.FIRST, Class.FOREIGN, Class.NAME) or (
        led and (sort.kind is Class.UNKNOWN or sort.place)
    )


def _is_first_name(word: str) -> bool:
    """Whether a small word behind a role is a first name; a common word only if we list it."""
    sort = sort_of(word.title())
    usual = sort.ambiguous and word.title() not in listed("first_names")
    verb = any(word in listed(name) for name in _VERBS)
    return sort.kind is Class.FIRST and not usual and not sort.place and not verb
