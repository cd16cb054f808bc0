"""Bouwstenen and the obstacle, ranked for a text; names are those of the organisation."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cases.suggestions.cues import Word, cue_list, words_of
from cases.suggestions.linear import Place, Scored, score, weights
from cases.suggestions.names import naming
from cases.suggestions.neighbours import Neighbour, Vote, nearest, votes
from cases.suggestions.suggested import Known, Reason, Suggestion

# All chosen by leaving out one case of the demo at a time.
NEAR_SHARE = 0.3
UNKNOWN_NAME = -4.0
TOLD_BY = 2
NO_VOTE = Vote(0, 0.0)


@dataclass(frozen=True)
class Text:
    """A text with its words and the cases most like it, read once for all that is ranked."""

    written: str
    words: Sequence[Word]
    near: Sequence[Neighbour] = ()
    known: Sequence[Known] = ()
    told: bool = False


def read(written: str, known: Sequence[Known] = (), *, told: bool = False) -> Text:
    """A text and its neighbours; `told` says that the weighing was told in a field of its own."""
    return Text(written, words_of(written), nearest(written, known), known, told)


def ranked_bouwstenen(text: Text, offered: Sequence[str]) -> list[Suggestion]:
    """Every bouwsteen on the list, the most fitting first. A score is about a log of odds."""
    cues = cue_list("bouwstenen")
    scored = score(text.words, cues, weights("bouwstenen"), told=text.told)
    number = {label: place for place, label in enumerate(cues.labels)}
    near, usual = voted(text, lambda one: one.bouwstenen)
    found = []
    for name, shares in naming(offered, cues.sections).concepts.items():
        places = [number[concept] for concept in shares]
        best = max(places, key=lambda place: float(scored.scores[place]), default=None)
        base = UNKNOWN_NAME if best is None else float(scored.scores[best])
        vote = near.get(name.casefold(), NO_VOTE)
        shown = reason_for(text, [scored.places[place] for place in places], vote)
        added = NEAR_SHARE * (vote.share - usual.get(name.casefold(), 0.0)) if near else 0.0
        found.append(Suggestion(name, shown, base + added))
    return best_first(found)


def ranked_obstacles(text: Text) -> list[Suggestion]:
    """Every code of Obstacle, the most fitting first. A score is about a log of odds."""
    cues = cue_list("obstacles")
    scored: Scored = score(text.words, cues, weights("obstacles"))
    near, usual = voted(text, lambda one: [one.obstacle] if one.obstacle else [])
    found = []
    for place, code in enumerate(cues.labels):
        vote = near.get(code, NO_VOTE)
        added = NEAR_SHARE * (vote.share - usual.get(code, 0.0)) if near else 0.0
        shown = reason_for(text, [scored.places[place]], vote)
        found.append(Suggestion(code, shown, float(scored.scores[place]) + added))
    return best_first(found)


def voted(
    text: Text, values_of: Callable[[Known], Iterable[str]]
) -> tuple[dict[str, Vote], dict[str, float]]:
    """What the nearest cases say, and how usual each value is among all the cases one may read."""

    def values(one: Known) -> list[str]:
        return [value.casefold() for value in values_of(one)]

    having = [values(one) for one in text.known]
    having = [one for one in having if one]
    usual = Counter(value for one in having for value in set(one))
    return votes(text.near, values), {key: n / len(having) for key, n in usual.items()}


def reason_for(text: Text, places: Sequence[Mapping[Place, float]], vote: Vote) -> Reason:
    """The words that weighed most, as the writer wrote them, and how many like cases have it."""
    weighed: dict[Place, float] = defaultdict(float)
    for found in places:
        for place, amount in found.items():
            weighed[place] += amount
    return Reason(strongest(text.written, weighed), vote.cases)


def strongest(written: str, weighed: Mapping[Place, float]) -> tuple[str, ...]:
    """The two pieces of the text with the largest contribution above nothing, the largest first."""
    shown: dict[str, str] = {}
    for place in sorted(weighed, key=lambda one: (-weighed[one], one)):
        piece = written[slice(*place)]
        inside = any(piece.casefold() in one for one in shown)
        if weighed[place] > 0 and not inside:
            shown.setdefault(piece.casefold(), piece)
        if len(shown) == TOLD_BY:
            break
    return tuple(shown.values())


def best_first(found: Iterable[Suggestion]) -> list[Suggestion]:
    """The same by score; of like scores the order stays."""
    return sorted(found, key=lambda one: -one.score)
