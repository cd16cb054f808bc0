"""Which documents match, in which order: the rule that both engines follow. Pure.

The order never depends on other documents. The usual weights count how rare a word is among all
documents, so that scores and order would move with cases that the reader may not see. Here a word
counts 4 in the title and its occurrences in the body up to 3, and equals go newest first.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from app.search.port import Answer, Document, Hit, Scope
from app.search.query import Phrase, Prefix, Query, Term, Word
from app.search.terms import Analysed, analyse

IN_TITLE = 4
MOST_IN_BODY = 3


def hit(query: Query, document: Document) -> Hit | None:
    """Match one document as it is now, for documents that wait for the indexer."""
    title, body = analyse(document.title), analyse(document.body)

    def occurs(term: Term) -> bool:
        return contains(title, term) or contains(body, term)

    if not all(map(occurs, query.wanted)) or any(map(occurs, query.unwanted)):
        return None
    score = sum(
        IN_TITLE * contains(title, term) + min(count(body, term), MOST_IN_BODY)
        for term in query.scored
    )
    return Hit(document.public_id, document.newest, score, document.facets)


def contains(text: Analysed, term: Term) -> bool:
    """Whether a term occurs in one text."""
    if isinstance(term, Phrase):
        return follows([_places(text, word) for word in term.words])
    return count(text, term) > 0


def count(text: Analysed, term: Word | Prefix) -> int:
    """How often a word occurs by its most frequent lexeme; a prefix counts once."""
    if isinstance(term, Prefix):
        return int(any(word.startswith(term.start) for word in text.words))
    return max((len(text.places.get(lexeme, ())) for lexeme in term.lexemes), default=0)


def follows(places: list[set[int]]) -> bool:
    """Whether there is a run: a place of the first word, the next of the second, and so on."""
    first, rest = places[0], places[1:]
    return any(
        all(start + step in following for step, following in enumerate(rest, start=1))
        for start in first
    )


def _places(text: Analysed, word: Word) -> set[int]:
    return {place for lexeme in word.lexemes for place in text.places.get(lexeme, ())}


def answer(hits: Iterable[Hit], scope: Scope, limit: int | None, offset: int) -> Answer:
    """Keep the hits in scope, order them, cut one page and count the facets."""
    readable = [found for found in hits if found.public_id in scope.ids]
    chosen = [found for found in readable if _chosen(found, scope.chosen)]
    chosen.sort(key=lambda found: (-found.score, -found.newest, found.public_id))
    end = None if limit is None else offset + limit
    page = [found.public_id for found in chosen[offset:end]]
    return Answer(page, len(chosen), _facets(readable, scope.chosen))


def _chosen(found: Hit, chosen: Mapping[str, str]) -> bool:
    return all(found.facets.get(name) == value for name, value in chosen.items())


def _facets(readable: list[Hit], chosen: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """Per facet how many hits each value has among those that the other choices leave."""
    counts: dict[str, Counter[str]] = {}
    for name in sorted({name for found in readable for name in found.facets}):
        others = {other: value for other, value in chosen.items() if other != name}
        counts[name] = Counter(
            found.facets[name]
            for found in readable
            if name in found.facets and _chosen(found, others)
        )
    return {name: dict(sorted(values.items())) for name, values in counts.items()}
