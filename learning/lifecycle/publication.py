"""When the text of a pattern may be read by others than the analyst. Pure.

The reader of a published pattern must not be able to find a case back in it: it takes enough
reporters, no personal data, and the analyst's own words.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from app.disclosure import K_SENSITIVE

LONGEST_QUOTE = 8
LEAST_ORGANISATIONS = 3
_LETTER = r"(?:[^\W_]|[\u0300-\u036f])"
_WORD = re.compile(rf"{_LETTER}+(?:['’-]{_LETTER}+)*")


def asked_reporters(smallest_group: int, sensitive: bool) -> int:
    """How many different reporters a pattern needs: the organisation's k, more when sensitive."""
    return max(smallest_group, K_SENSITIVE) if sensitive else smallest_group


def enough_organisations(cases: Iterable[tuple[int, object]], asked: int) -> bool:
    """Whether three organisations each have `asked` cases of `asked` reporters.

    `cases` gives of each case its organisation and its reporter.
    """
    counts: Counter[int] = Counter()
    reporters: dict[int, set[object]] = defaultdict(set)
    for organisation, reporter in cases:
        counts[organisation] += 1
        reporters[organisation].add(reporter)
    enough = [one for one in counts if min(counts[one], len(reporters[one])) >= asked]
    return len(enough) >= LEAST_ORGANISATIONS


def copied_words(text: str, sources: Iterable[str]) -> str:
    """The first eight words in a row that a text shares with one of the sources, or nothing.

    Capitals, accents, marks and line ends make no difference. Linear in the texts.
    """
    words = [word for word, _ in _words(text)]
    found = _copied_runs(words, sources)
    return " ".join(_run(words, found[0])) if found else ""


def copied_passages(text: str, sources: Iterable[str]) -> list[tuple[str, bool]]:
    """A text in pieces that together are the text, each with whether it stands in a source too.

    A piece that does has eight words in a row or more of one source; see `copied_words`.
    """
    words = _words(text)
    runs = _copied_runs([word for word, _ in words], sources)
    copied = {at for run in runs for at in range(run, run + LONGEST_QUOTE)}
    pieces: list[tuple[str, bool]] = []
    done = 0
    for start, end in _stretches(copied):
        first, last = words[start][1].start(), words[end][1].end()
        pieces += [(text[done:first], False), (text[first:last], True)]
        done = last
    return [piece for piece in (*pieces, (text[done:], False)) if piece[0]]


def _stretches(places: Collection[int]) -> list[tuple[int, int]]:
    """Consecutive numbers as first and last of each stretch, in order."""
    firsts = sorted(one for one in places if one - 1 not in places)
    lasts = sorted(one for one in places if one + 1 not in places)
    return list(zip(firsts, lasts, strict=True))


def _copied_runs(words: list[str], sources: Iterable[str]) -> list[int]:
    """Where in a text each run of eight words begins that a source has as well, in order."""
    runs = defaultdict(list)
    for at in range(len(words) - LONGEST_QUOTE + 1):
        runs[_run(words, at)].append(at)
    if not runs:
        return []
    found = {
        run
        for source in sources
        for told in [[word for word, _ in _words(source)]]
        for run in (_run(told, at) for at in range(len(told) - LONGEST_QUOTE + 1))
        if run in runs
    }
    return sorted(at for run in found for at in runs[run])


def _words(text: str) -> list[tuple[str, re.Match[str]]]:
    """The words of a text as they are compared, each with its place in the text as it stands."""
    return [(_bare(one.group()), one) for one in _WORD.finditer(text)]


def _bare(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(mark for mark in apart if not unicodedata.combining(mark))


def _run(words: list[str], at: int) -> tuple[str, ...]:
    return tuple(words[at : at + LONGEST_QUOTE])
