"""Words that point at something: lists of them, and where they stand in a text.

A list is a text file in `data/`: sections of a label with lines of a weight and cues. A cue is one
word or several; `*` at the beginning or the end of a word stands for any letters. Linear in the
text: every word is looked up by its beginnings and its ends, never by a search for every cue.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
LONGEST = 30
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_SECTION = re.compile(r"\[([^\]|]+)(?:\|([^\]|]*))?(?:\|([^\]|]*))?\]")


@dataclass(frozen=True)
class Word:
    """A word as it stands in the text, and in lower case."""

    start: int
    end: int
    lower: str


@dataclass(frozen=True)
class Cue:
    """One entry of a list: the words to find, and what they say for which label."""

    label: str
    weight: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Hit:
    """A cue found in the text; text[start:end] is what the writer wrote."""

    cue: Cue
    start: int
    end: int


@dataclass(frozen=True)
class Section:
    """The head of a section: its label, the names it goes by, and where it falls back to."""

    label: str
    names: tuple[str, ...] = ()
    otherwise: str = ""


@dataclass
class CueList:
    """The cues of one file, by their first word."""

    sections: list[Section] = field(default_factory=list)
    exact: dict[str, list[Cue]] = field(default_factory=lambda: defaultdict(list))
    begins: dict[str, list[Cue]] = field(default_factory=lambda: defaultdict(list))
    ends: dict[str, list[Cue]] = field(default_factory=lambda: defaultdict(list))
    holds: dict[str, list[Cue]] = field(default_factory=lambda: defaultdict(list))

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the sections, in the order of the file."""
        return tuple(section.label for section in self.sections)

    def add(self, cue: Cue) -> None:
        """Put a cue in the table in which its first word is looked up."""
        first = cue.words[0]
        bare = first.strip("*")
        tables = {
            (False, False): self.exact,
            (False, True): self.begins,
            (True, False): self.ends,
            (True, True): self.holds,
        }
        tables[first.startswith("*"), first.endswith("*")][bare].append(cue)

    def starting_with(self, word: str) -> Iterator[Cue]:
        """The cues whose first word is this word."""
        short = word[:LONGEST]
        yield from self.exact.get(word, ())
        for length in range(1, len(short) + 1):
            yield from self.begins.get(short[:length], ())
            yield from self.ends.get(word[-length:], ())
        for part, cues in self.holds.items():
            if part in word:
                yield from cues


def words_of(text: str) -> list[Word]:
    """All words of a text in order, with their places."""
    found = _WORD.finditer(text)
    return [Word(one.start(), one.end(), one.group().lower()) for one in found]


def hits_in(words: Sequence[Word], cues: CueList) -> list[Hit]:
    """Every place where a cue stands, in the order of the text."""
    return [
        Hit(cue, word.start, words[place + len(cue.words) - 1].end)
        for place, word in enumerate(words)
        for cue in cues.starting_with(word.lower)
        if _goes_on(words, place, cue.words)
    ]


def _goes_on(words: Sequence[Word], place: int, wanted: Sequence[str]) -> bool:
    rest = words[place + 1 : place + len(wanted)]
    return len(rest) == len(wanted) - 1 and all(
        matches(word.lower, pattern) for word, pattern in zip(rest, wanted[1:], strict=True)
    )


def matches(word: str, pattern: str) -> bool:
    """Whether a word is meant by a later word of a cue, which may end in `*` and not begin so."""
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


@cache
def cue_list(name: str) -> CueList:
    """The list of this name, read once."""
    return parse((DATA / f"{name}.txt").read_text("utf-8").splitlines())


def parse(lines: Iterable[str]) -> CueList:
    """A list from its lines: `[label | names | otherwise]`, then `weight cue; cue; ...`."""
    found = CueList()
    for line in lines:
        head = _SECTION.fullmatch(line.strip())
        if head:
            label, names, otherwise = (part.strip() for part in head.groups(default=""))
            found.sections.append(Section(label, tuple(names.split()), otherwise))
        elif line.strip() and not line.startswith("#"):
            weight, _, cues = line.partition(" ")
            for cue in cues.split(";"):
                label = found.sections[-1].label
                found.add(Cue(label, float(weight), tuple(cue.lower().split())))
    return found


@cache
def named_list(name: str) -> CueList:
    """A list of which every line is a value and its cues: `value: cue; cue`."""
    found = CueList()
    for line in (DATA / f"{name}.txt").read_text("utf-8").splitlines():
        label, _, cues = line.partition(": ")
        for cue in () if line.startswith("#") else filter(None, cues.split(";")):
            found.add(Cue(label, 1.0, tuple(cue.lower().split())))
    return found


def by_label(hits: Iterable[Hit]) -> Mapping[str, list[Hit]]:
    """The hits of every label that has any."""
    found: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        found[hit.cue.label].append(hit)
    return found
