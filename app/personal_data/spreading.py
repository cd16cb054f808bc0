"""A name that was found once is found wherever a part of it stands, in every field of a case."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.personal_data.classes import Class, Sort, sort_of
from app.personal_data.page import Page
from app.personal_data.phrases import Phrase, Reader
from app.personal_data.titles import title_start
from app.personal_data.words import is_common, listed

_SHORTEST_SMALL = 4
_PLACE_WORDS = frozenset({"in", "naar", "uit", "te", "gemeente"})
_TITLE = r"(?:(?i:mevrouw|meneer|mijnheer|heer|mw|mevr|dhr|hr)\.? )"


@dataclass(slots=True)
class Known:
    """What the fields of a case told about names: parts in lower case, and pairs of initials."""

    parts: dict[str, Sort] = field(default_factory=dict)
    particled: set[str] = field(default_factory=set)
    """Parts that had a particle before them."""
    initials: set[tuple[str, str]] = field(default_factory=set)

    def learn(self, page: Page, phrase: Phrase, blocked: set[int]) -> None:
        """Remember each part of an accepted name that says something by itself."""
        for place, sort in phrase.parts:
            if place not in blocked:
                self.learn_word(page.word(place), sort, particle=phrase.particle)
        if len(phrase.parts) > 1 and phrase.head.kind in (
            Class.FIRST,
            Class.FOREIGN,
            Class.UNKNOWN,
        ):
            first, last = (page.word(phrase.parts[end][0])[0] for end in (0, -1))
            self.initials.add((first, last))

    def learn_word(self, word: str, sort: Sort, particle: bool) -> None:
        """Remember a word and, of a double name, each half."""
        halves = word.split("-") if "-" in word else []
        for part in (word, *(half for half in halves if half[:1].isupper())):
            lowered = part.lower()
            if len(part) > 1 and lowered not in listed("function_words") | listed("particles"):
                self.parts.setdefault(lowered, sort if part == word else sort_of(part))
                if particle:
                    self.particled.add(lowered)

    def spans(self, page: Page, blocked: set[int]) -> Iterator[tuple[int, int]]:
        """Where parts and initials of known names stand in this page."""
        reader = Reader(page, blocked)
        for place, token in enumerate(page.tokens) if self.parts else ():
            end = self._end(token.text)
            if end is None or page.taken[token.start]:
                continue
            part = token.text[:end].lower()
            first = reader.before_particles(place) if part in self.particled else place
            title = title_start(page, first)
            if title is None and (place in blocked or not self._stands(page, place, part)):
                continue
            yield page.tokens[first if title is None else title].start, token.start + end
        for pair in self.initials:
            for match in _initials(*pair).finditer(page.text):
                yield match.span()

    def _end(self, word: str) -> int | None:
        """How much of this word is a known part: all, all but the s, or what a hyphen ends."""
        lowered = word.lower()
        if lowered in self.parts:
            return len(word)
        half = word.partition("-")[0]
        if half[:1].isupper() and half.lower() in self.parts:
            return len(half)
        return len(word) - 1 if lowered.endswith("s") and lowered[:-1] in self.parts else None

    def _stands(self, page: Page, place: int, part: str) -> bool:
        """Whether this word is the name here, and not the common word or place that it also is."""
        sort = self.parts[part]
        token = page.tokens[place]
        if not token.capitalised:
            usual = is_common(part) or sort.place or len(part) < _SHORTEST_SMALL
            return not usual and not is_common(token.text.lower())
        if sort.place and page.word(place - 1).lower() in _PLACE_WORDS:
            return False
        if sort.kind is Class.COMMON and page.begins(place):
            verb = page.word(place + 1)
            return page.joined(place) and any(
                verb in listed(name) for name in ("person_verbs", "weak_verbs")
            )
        return True


def _initials(first: str, last: str) -> re.Pattern[str]:
    """Both letters with dots, or that of the surname behind a title."""
    return re.compile(rf"(?<!\w){first}\. ?{last}\.(?!\w)|(?<!\w){_TITLE}{last}\.(?!\w)")
