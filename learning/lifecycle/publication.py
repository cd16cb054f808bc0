"""When the text of a pattern may be read by others than the analyst. Pure.

The reader of a published pattern must not be able to find a case back in it: it takes enough
reporters, no personal data, and the analyst's own words.
"""

import re
import unicodedata
from collections.abc import Iterable

from app.disclosure import K_SENSITIVE

LONGEST_QUOTE = 8
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def asked_reporters(smallest_group: int, sensitive: bool) -> int:
    """How many different reporters a pattern needs: the organisation's k, more when sensitive."""
    return max(smallest_group, K_SENSITIVE) if sensitive else smallest_group


def copied_words(text: str, sources: Iterable[str]) -> str:
    """The first eight words in a row that a text shares with one of the sources, or nothing.

    Capitals, accents, marks and line ends make no difference. Linear in the texts.
    """
    words = _words(text)
    runs = {_run(words, at): at for at in reversed(range(len(words) - LONGEST_QUOTE + 1))}
    if not runs:
        return ""
    found = [
        runs[run]
        for source in sources
        for told in [_words(source)]
        for run in (_run(told, at) for at in range(len(told) - LONGEST_QUOTE + 1))
        if run in runs
    ]
    return " ".join(_run(words, min(found))) if found else ""


def _words(text: str) -> list[str]:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(mark for mark in apart if not unicodedata.combining(mark)))


def _run(words: list[str], at: int) -> tuple[str, ...]:
    return tuple(words[at : at + LONGEST_QUOTE])
