"""Words that name no person: our own list, that of the organisation, and those of the case."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from app.personal_data.classes import Class, sort_of
from app.personal_data.page import Page
from app.personal_data.words import lines_of, vocabulary

_PLACE_WORDS = frozenset({"in", "te", "naar", "uit", "gemeente"})
_OF_PLACES = frozenset({"inwoner", "inwoners", "burgers", "gemeente", "stad", "bewoners"})
_LONGEST_PHRASE = 6
_SHORTEST_OWN = 3
Phrases = dict[tuple[str, str], list[tuple[str, ...]]]
"""Phrases by their first two words; a single word has no second."""


class Allowance:
    """Which words of a text stand on an allow-list, alone or as part of a phrase.

    `allowed` are words and phrases, matched whole whatever their capitals. `own` are texts of the
    case itself (organisation, team, law, procedure); each capitalised word of them counts.
    """

    def __init__(self, allowed: Collection[str] = (), own: Collection[str] = ()) -> None:
        self._phrases = _index(word.lower() for word in allowed)
        words = (word.strip(".,;:()'\"") for text in own for word in text.split())
        self._own = frozenset(
            word.lower() for word in words if len(word) >= _SHORTEST_OWN and word[0].isupper()
        )

    def locate(self, pages: Iterable[Page]) -> None:
        """Take words in no list that stand behind "in", "naar" or "gemeente" for places."""
        self._own |= {
            page.word(place).lower()
            for page in pages
            for place in page.capitals
            if _is_located(page, place) and sort_of(page.word(place)).kind is Class.UNKNOWN
        }

    def blocked(self, page: Page) -> set[int]:
        """The places in the page of words that name no person."""
        own = {place for place in page.capitals if page.word(place).lower() in self._own}
        # A phrase of our own begins with a capital; one of the organisation may begin small.
        places = range(len(page.tokens)) if self._phrases else ()
        known = _in_phrases(page, page.capitals, _known_phrases())
        return own.union(known, _in_phrases(page, places, self._phrases))


def _in_phrases(page: Page, places: Iterable[int], phrases: Phrases) -> Iterator[int]:
    """The places of all words of the phrases that stand in the page, beginning at these places."""
    for place in places:
        first, second = page.word(place).lower(), page.word(place + 1).lower()
        for phrase in (*phrases.get((first, ""), ()), *phrases.get((first, second), ())):
            if _stands_at(page, place, phrase):
                yield from range(place, place + len(phrase))


def _is_located(page: Page, place: int) -> bool:
    before = page.word(place - 1).lower()
    named = before in _PLACE_WORDS or (
        before == "van" and page.word(place - 2).lower() in _OF_PLACES
    )
    return named and page.joined(place - 1)


def _stands_at(page: Page, place: int, phrase: tuple[str, ...]) -> bool:
    return all(
        page.word(place + step).lower() == word
        and (step == 0 or page.gap(place + step - 1) in (" ", "\xa0", ".", "'", "&", " & "))
        for step, word in enumerate(phrase)
    )


def _index(phrases: Iterable[str]) -> Phrases:
    """Phrases in lower case by their first word, as the page cuts them into words."""
    found: Phrases = defaultdict(list)
    for phrase in phrases:
        page = Page(phrase, bytearray(len(phrase)))
        words = tuple(token.text for token in page.tokens[:_LONGEST_PHRASE])
        if words:
            found[words[0], words[1] if len(words) > 1 else ""].append(words)
    return found


@lru_cache(maxsize=1)
def _known_phrases() -> Phrases:
    """Our own allow-list, and the places of several words."""
    places = (place.lower() for place in vocabulary().places if " " in place)
    return _index([*(line.lower() for line in lines_of("allowed")), *places])
