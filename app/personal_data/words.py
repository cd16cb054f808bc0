"""What is a Dutch word, a name or a place: lists made at set-up, and short lists of our own.

The derived lists come from packages (`scripts/build_words.py`); those of our own stand in `lists`.
They are read once, at the first question (a fifth of a second, 60 MB), and shared by all threads.
"""

from dataclasses import dataclass, fields
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

from app.refusals import Invalid

_FOLDER = Path(__file__).parent
DERIVED = _FOLDER / "derived"
_LISTS = _FOLDER / "lists"
_LINKS = ("", "s", "e", "en", "er", "-", "s-")
_SHORTEST_HEAD, _SHORTEST_TAIL, _LONGEST_WORD = 3, 4, 40
_LONGEST_ENDING = 24
_reading = Lock()


@dataclass(frozen=True)
class Vocabulary:
    """The derived lists; each field is a file of one entry a line."""

    words: frozenset[str]
    """Lower-case Dutch words with their inflected forms."""
    first_names: frozenset[str]
    foreign_first_names: frozenset[str]
    surnames: frozenset[str]
    dutch_surnames: frozenset[str]
    places: frozenset[str]
    """Dutch places, large cities, countries; some are of several words."""
    proper_nouns: frozenset[str]


_vocabulary: list[Vocabulary] = []


def require_words() -> None:
    """Refuse to go on without the derived lists: a scan without them would find no names."""
    missing = [one.name for one in fields(Vocabulary) if not _file_of(one.name).is_file()]
    if missing:
        raise Invalid(
            "De woordenlijsten voor het zoeken naar persoonsgegevens ontbreken. "
            "Laat de beheerder 'make setup' uitvoeren."
        )


def vocabulary() -> Vocabulary:
    """The derived lists, read at the first call; raises Invalid when they are not there."""
    if not _vocabulary:
        with _reading:
            if not _vocabulary:
                require_words()
                lists = {one.name: _read(_file_of(one.name)) for one in fields(Vocabulary)}
                _vocabulary.append(Vocabulary(**lists))
    return _vocabulary[0]


def _file_of(name: str) -> Path:
    return DERIVED / f"{name}.txt"


def _read(path: Path) -> frozenset[str]:
    return frozenset(path.read_text(encoding="utf-8").split("\n"))


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a list of our own; lines that begin with # say what they are."""
    return frozenset(word for line in lines_of(name) for word in line.split())


@cache
def lines_of(name: str) -> tuple[str, ...]:
    """The lines of a list of our own, for lists whose entries may be of several words."""
    lines = (_LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def is_common(word: str) -> bool:
    """Whether a word, in lower case, is a Dutch word or a form of one."""
    return word in vocabulary().words


@lru_cache(maxsize=20_000)
def is_dutch(word: str) -> bool:
    """Whether a word is Dutch by itself, by its ending, or as a compound of Dutch words.

    Time is bounded: words of more than 40 letters are not split and count as Dutch.
    """
    lowered = word.lower()
    if len(lowered) > _LONGEST_WORD or is_common(lowered):
        return True
    return _is_compound(lowered) or any(
        lowered.endswith(ending) and is_common(lowered.removesuffix(ending))
        for ending in ("e", "s", "en", "er", "ers", "je", "jes")
    )


@lru_cache(maxsize=5_000)
def ends_in(word: str, name: str) -> bool:
    """Whether a word in lower case, or its last part, is on a list of our own."""
    words, tail = listed(name), word[-_LONGEST_ENDING:]
    return word in words or any(tail[place:] in words for place in range(len(tail) - 3))


def _is_compound(word: str) -> bool:
    """Whether the word ends in a Dutch word and begins with one, or with two."""
    for place in range(_SHORTEST_HEAD, len(word) - _SHORTEST_TAIL + 1):
        if is_common(word[place:]) and _is_head(word[:place], deeper=True):
            return True
    return False


def _is_head(head: str, deeper: bool) -> bool:
    for link in _LINKS:
        first = head.removesuffix(link) if head.endswith(link) else ""
        if len(first) >= _SHORTEST_HEAD and is_common(first):
            return True
    return deeper and any(
        _is_head(head[:place], deeper=False) and _is_head(head[place:], deeper=False)
        for place in range(_SHORTEST_TAIL, len(head) - _SHORTEST_HEAD + 1)
    )
