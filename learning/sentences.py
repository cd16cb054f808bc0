"""The sentences of a case, and which of them carry the likeness with other cases. Pure.

A sentence ends at a full stop, question or exclamation mark (with closing quotes or brackets) that
is followed by white space and something a sentence can begin with. Not after an abbreviation
("art. 4:84"), one letter ("J. Pietersen"), letters with stops between them ("o.a.", "i.v.m.") or
the number in front of a line. A new line ends a sentence as well; marks of Markdown are left out.
"""

import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

_END = re.compile(r"[.!?…]+[\"'’”)\]]*(?=\s+[\"'‘“(\[]*[A-ZÀ-Þ0-9])")
_LAST_WORD = re.compile(r"[^\s(\[\"'‘“]+$")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?\.?")
_NUMBER = re.compile(r"\s*\d+")
_LINE_MARKS = re.compile(r"^(?:#{1,6}\s+|>\s*|[-*+]\s+)+")
_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")

_ABBREVIATIONS = """
    aanv afd alg app art artt bijl bijv blz boul bv bvb ca cf cq dd dhr dir dr drs evt excl fam
    fig geb gem hfdst hr incl ing inw ir jkvr jl jr kv lic maj max mevr min mr mrs mw nl nr nrs
    ong par paragr plm prof ref resp secr sr st str tel telnr toel tov vgl voorz vlg vs
    wnd zgn zg
"""
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
# A second sentence is marked as well when it carries nearly as much as the first.
NEARLY = 0.75
MOST_MARKED = 2
LEAST_PIECES = 6


@dataclass(frozen=True)
class Sentence:
    """A sentence as somebody wrote it, and whether it carries the likeness."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Passage:
    """What one field of a case tells, line by line, each line in sentences."""

    field: str
    lines: list[list[Sentence]]

    @property
    def marked(self) -> bool:
        """Whether a sentence in it carries the likeness."""
        return any(one.marked for line in self.lines for one in line)


def sentences(line: str) -> list[str]:
    """The sentences of one line of text, in order; together they hold all its words."""
    found, start = [], 0
    for end in _END.finditer(line):
        if not _is_abbreviation(line[start : end.start()], end.group()):
            found.append(line[start : end.end()].strip())
            start = end.end()
    found.append(line[start:].strip())
    return [one for one in found if one]


def _is_abbreviation(before: str, ending: str) -> bool:
    if not ending.startswith(".") or ending.startswith(".."):
        return False
    last = _LAST_WORD.search(before)
    if last is None or _NUMBER.fullmatch(before):
        return last is not None
    word = last.group()
    return word.casefold() in ABBREVIATIONS or _DOTTED.fullmatch(word + ".") is not None


def lines_of(text: str) -> list[list[str]]:
    """The lines of a text, each in sentences, without marks of Markdown and empty lines."""
    plain = (_EMPHASIS.sub(r"\2", _LINE_MARKS.sub("", line.strip())) for line in text.splitlines())
    return [found for line in plain if (found := sentences(line))]


def carried(pieces: Collection[str], shared: Mapping[str, float]) -> float:
    """How much likeness a sentence carries: the summed weight of its distinct shared pieces.

    `shared` gives per piece (a stem) its rarity times the share of the other cases that have it.
    Divided by the root of the number of pieces (six at least), so that length alone does not win,
    nor a sentence of three words.
    """
    distinct = set(pieces)
    total = math.fsum(shared.get(piece, 0.0) for piece in sorted(distinct))
    return total / math.sqrt(max(LEAST_PIECES, len(distinct)))


def marked_passages(
    texts: Mapping[str, str],
    shared: Mapping[str, float],
    pieces_of: Callable[[str], Iterable[str]],
) -> list[Passage]:
    """A case field by field, with the one or two sentences marked that carry the likeness most.

    `texts` goes from field to text, `pieces_of` from a sentence to its pieces; empty fields are
    left out. Nothing is marked when no sentence shares anything.
    """
    told = {name: found for name, text in texts.items() if (found := lines_of(text))}
    every = [one for lines in told.values() for line in lines for one in line]
    best = _best(every, [carried(list(pieces_of(one)), shared) for one in every])
    return [
        Passage(name, [[Sentence(one, one in best) for one in line] for line in lines])
        for name, lines in told.items()
    ]


def _best(every: Sequence[str], weights: Sequence[float]) -> set[str]:
    order = sorted(range(len(every)), key=lambda place: (-weights[place], place))[:MOST_MARKED]
    highest = weights[order[0]] if order else 0.0
    return {every[one] for one in order if weights[one] > 0 and weights[one] >= NEARLY * highest}
