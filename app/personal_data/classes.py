"""What a capitalised word may be, looked up in the lists without regard to where it stands."""

from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from app.personal_data.words import is_common, is_dutch, listed, vocabulary

_VOWELS = frozenset("aeiouyáàâäãåéèêëíìîïóòôöõøúùûüýÿœæ\u0131")
_ADJECTIVES = ("sche", "se", "s", "er", "ers", "aan", "aanse", "aans", "enaar", "naar")
_INNER_CAPITALS = ("Mc", "Mac", "De", "Van", "Le", "La", "Di", "El", "Al", "O'", "D'", "IJ", "Da")
_SHORTEST_UNKNOWN, _LONGEST = 3, 40


class Class(Enum):
    """Where a word was found; the first list that has it decides."""

    FIRST = auto()
    """A first name that is common in the Netherlands."""
    NONE = auto()
    """A place, a proper noun, an acronym, a language: no person by itself."""
    FOREIGN = auto()
    """A first name from elsewhere."""
    NAME = auto()
    UNKNOWN = auto()
    """In no list, and neither an inflected word nor a compound."""
    COMMON = auto()


@dataclass(frozen=True, slots=True)
class Sort:
    """The class of a word, and whether it is a common word or a place as well."""

    kind: Class
    ambiguous: bool = False
    place: bool = False
    acronym: bool = False

    @property
    def like_a_name(self) -> bool:
        """Whether it may be part of a name without anything else saying so."""
        return self.kind not in (Class.NONE, Class.COMMON)


_ACRONYM = Sort(Class.NONE, acronym=True)


def sort_of(word: str) -> Sort:
    """The class of a word that begins with a capital; longer than 40 letters is no name."""
    return _sort(word) if len(word) <= _LONGEST else _ACRONYM


@lru_cache(maxsize=20_000)
def _sort(word: str) -> Sort:
    if "-" in word and word not in listed("first_names"):
        return _sort_of_parts(word)
    if any(sign.isdigit() for sign in word):
        return _ACRONYM
    if len(word) > 1 and word.isupper():
        return _sort_of_capitals(word)
    if any(sign.isupper() for sign in word[1:]) and not word.startswith(_INNER_CAPITALS):
        return _ACRONYM
    return _look_up(word)


def _look_up(word: str) -> Sort:
    lists = vocabulary()
    common = is_common(word.lower())
    place = word in lists.places
    if word in listed("first_names") or word in lists.first_names:
        return Sort(Class.FIRST, common, place)
    if place or word in listed("languages") or word in lists.proper_nouns:
        return Sort(Class.NONE, common or word in lists.surnames, place)
    if word in lists.foreign_first_names:
        return Sort(Class.FOREIGN, common or (word not in lists.surnames and is_dutch(word)))
    if word in lists.surnames:
        return Sort(Class.NAME, common)
    return _guess(word)


def _guess(word: str) -> Sort:
    """A word in no list of names: the genitive of a name, a Dutch word, an adjective or unknown."""
    for ending in ("tje", "je", "ke", "ie"):
        if word.endswith(ending) and word.removesuffix(ending) in listed("first_names"):
            return Sort(Class.FIRST, is_common(word.lower()))
    if is_common(word.lower()):
        return Sort(Class.COMMON)
    if word.endswith("s") and _is_sure_first_name(word[:-1]):
        return Sort(Class.FIRST)
    if is_dutch(word) or _is_adjective(word):
        return Sort(Class.COMMON)
    if len(word) < _SHORTEST_UNKNOWN or _VOWELS.isdisjoint(word.lower()):
        return Sort(Class.NONE)
    return Sort(Class.UNKNOWN)


def _is_sure_first_name(word: str) -> bool:
    known = word in listed("first_names") or word in vocabulary().first_names
    return known and len(word) > 2 and not is_common(word.lower())


def _is_adjective(word: str) -> bool:
    """Whether it says where something or somebody comes from."""
    lists = vocabulary()
    return any(
        word.endswith(ending)
        and (
            word.removesuffix(ending) in lists.places
            or word.removesuffix(ending) + "en" in lists.places
            or word.removesuffix(ending) in lists.proper_nouns
        )
        for ending in (*_ADJECTIVES, "e")
    )


def _sort_of_capitals(word: str) -> Sort:
    """Capitals alone are an acronym, unless it is long and a name when written as one."""
    if len(word) < 4:
        return _ACRONYM
    sort = _look_up(word.title())
    if sort.kind in (Class.FIRST, Class.NAME) and not sort.ambiguous:
        return Sort(Class.NAME, ambiguous=True)
    return _ACRONYM


def _sort_of_parts(word: str) -> Sort:
    """A double name: all its parts have a capital, save particles, and one of them is a name."""
    if word in vocabulary().places or word in vocabulary().proper_nouns:
        return Sort(Class.NONE, place=True)
    parts = [part for part in word.split("-") if part not in listed("particles")]
    if not parts or not all(part[:1].isupper() for part in parts):
        return Sort(Class.COMMON)
    sorts = [sort_of(part) for part in parts]
    if any(sort.acronym or (sort.place and not sort.ambiguous) for sort in sorts):
        return Sort(Class.NONE)
    if sorts[0].kind is Class.FIRST:
        return Sort(Class.FIRST)
    known = [sort for sort in sorts if sort.kind in (Class.FIRST, Class.FOREIGN, Class.NAME)]
    if known:
        return Sort(Class.NAME, ambiguous=all(sort.ambiguous for sort in known))
    return sorts[0] if sorts[0].kind is Class.UNKNOWN else Sort(Class.COMMON)
