"""Matching in one segment of the embedded index, by the postings alone."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from app.search.query import Phrase, Prefix, Query, Term, Word
from app.search.ranking import IN_TITLE, MOST_IN_BODY, follows

TEXTS = ("title", "body")


class Segment:
    """A part of the index; documents have numbers of their own in it."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._counted: dict[tuple[str, Word | Prefix], dict[int, int]] = {}

    def matches(self, query: Query, kind: str) -> Iterator[tuple[dict[str, Any], int]]:
        """The cards of the documents of a kind that match, each with its score."""
        found = self._found(query, kind)
        scores = self._scores(query) if found else Counter()
        for number, card in self._read(sorted(found)):
            if card["kind"] == kind:
                yield card, scores[number]

    def _found(self, query: Query, kind: str) -> set[int]:
        if query.wanted:
            found = set.intersection(*map(self._with, query.wanted))
        else:
            found = set(self._numbers("kind", kind.encode()))
        return found.difference(*map(self._with, query.unwanted))

    def cards(self) -> Iterator[dict[str, Any]]:
        """The card of every document."""
        return (card for _, card in self._read(self._reader.all_doc_ids()))

    def _read(self, numbers: Any) -> Iterator[tuple[int, dict[str, Any]]]:
        cards = self._reader.column_reader("card")
        return ((number, json.loads(cards[number].decode())) for number in numbers)

    def _scores(self, query: Query) -> "Counter[int]":
        scores: Counter[int] = Counter()
        for term in query.scored:
            scores.update(dict.fromkeys(self._counts("title", term), IN_TITLE))
            for number, count in self._counts("body", term).items():
                scores[number] += min(count, MOST_IN_BODY)
        return scores

    def _with(self, term: Term) -> set[int]:
        """The documents in which a term occurs, in the title or in the body."""
        if isinstance(term, Phrase):
            return set().union(*(self._with_phrase(text, term) for text in TEXTS))
        return set().union(*(self._counts(text, term) for text in TEXTS))

    def _counts(self, text: str, term: Word | Prefix) -> dict[int, int]:
        """Per document how often a word occurs by its most frequent lexeme; a prefix once."""
        if (text, term) not in self._counted:
            self._counted[text, term] = self._count(text, term)
        return self._counted[text, term]

    def _count(self, text: str, term: Word | Prefix) -> dict[int, int]:
        if isinstance(term, Prefix):
            # The words found here stay here: showing them would tell words of hidden records.
            words = list(self._reader.expand_prefix(text, f"={term.start}".encode()))
            return dict.fromkeys((n for word in words for n in self._numbers(text, word)), 1)
        most: dict[int, int] = {}
        for lexeme in term.lexemes:
            matcher = self._postings(text, lexeme.encode())
            while matcher is not None and matcher.is_active():
                number = matcher.id()
                most[number] = max(most.get(number, 0), int(matcher.weight()))
                matcher.next()
        return most

    def _with_phrase(self, text: str, phrase: Phrase) -> Iterator[int]:
        """Only documents that hold all the words are read for the places of those words."""
        candidates = set.intersection(*(set(self._counts(text, word)) for word in phrase.words))
        places = [self._places(text, word, candidates) for word in phrase.words]
        return (number for number in candidates if follows([found[number] for found in places]))

    def _places(self, text: str, word: Word, candidates: set[int]) -> dict[int, set[int]]:
        places: dict[int, set[int]] = {number: set() for number in candidates}
        for lexeme in word.lexemes:
            matcher = self._postings(text, lexeme.encode())
            while matcher is not None and matcher.is_active():
                if matcher.id() in candidates:
                    places[matcher.id()].update(matcher.value_as("positions"))
                matcher.next()
        return places

    def _numbers(self, text: str, word: bytes) -> Iterator[int]:
        matcher = self._postings(text, word)
        return iter(()) if matcher is None else matcher.all_ids()

    def _postings(self, text: str, word: bytes) -> Any:
        """Where a term stands, or None when this segment does not have it."""
        if (text, word) not in self._reader:
            return None
        return self._reader.postings(text, word)
