"""Partners and the procedure that a text names."""

from collections.abc import Sequence

from cases.suggestions.cues import Word, hits_in, named_list, words_of
from cases.suggestions.linear import terms_of
from cases.suggestions.neighbours import votes
from cases.suggestions.ranking import Text
from cases.suggestions.suggested import Reason, Suggestion

LIKE_CASES, LIKE_SHARE = 3, 0.5


def suggested_partners(text: Text) -> list[Suggestion]:
    """The partners that the text names, most named first; names of earlier cases count too."""
    places: dict[str, list[tuple[int, int]]] = {}
    for hit in hits_in(text.words, named_list("partners")):
        places.setdefault(hit.cue.label, []).append((hit.start, hit.end))
    for name in {name for one in text.known for name in one.partners}:
        if name.casefold() not in {known.casefold() for known in places}:
            found = _written(text.words, name)
            if found:
                places[name] = [found]
    ordered = sorted(places, key=lambda name: (-len(places[name]), places[name][0]))
    return [
        Suggestion(name, Reason((text.written[slice(*places[name][0])],)), float(len(places[name])))
        for name in ordered
    ]


def _written(words: Sequence[Word], name: str) -> tuple[int, int] | None:
    wanted = name.casefold().split()
    for place in range(len(words) - len(wanted) + 1):
        piece = words[place : place + len(wanted)]
        if [one.lower for one in piece] == wanted:
            return piece[0].start, piece[-1].end
    return None


def suggested_procedures(text: Text, offered: Sequence[str]) -> list[Suggestion]:
    """The procedures on the list that the text names in all their words, or that like cases share.

    Three or more of the nearest cases, with half of their likeness, is what counts as sharing.
    """
    mine = terms_of(text.words)
    near = votes(text.near, lambda one: [one.procedure] if one.procedure else [])
    found = []
    for name in offered:
        words = [stem for stem in terms_of(words_of(name)) if len(stem) > 2]
        places = [mine[stem][0] for stem in words if stem in mine]
        vote = near.get(name)
        shared = vote is not None and vote.cases >= LIKE_CASES and vote.share >= LIKE_SHARE
        named = len(words) > 1 and len(places) == len(words)
        if named or shared:
            told = tuple(text.written[one.start : one.end] for one in places) if named else ()
            score = (1.0 if named else 0.0) + (vote.share if vote else 0.0)
            found.append(Suggestion(name, Reason(told, vote.cases if vote else 0), score))
    return sorted(found, key=lambda one: -one.score)
