"""Bouwstenen, domains and the obstacle, ranked for a text; names are those of the organisation."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cases.suggestions.cues import Cue, Word, by_label, cue_list, hits_in, words_of
from cases.suggestions.linear import Place, Scored, score, table, weights
from cases.suggestions.names import naming, own_words
from cases.suggestions.neighbours import Neighbour, Vote, nearest, votes
from cases.suggestions.suggested import Known, Reason, Suggestion

# All chosen by leaving out one case of the demo at a time.
NEAR_SHARE = 0.3
NEAR_SHARE_OF_DOMAIN = 0.1
CUE_POWER = 1.5
STRAY_POWER, STRONG_STRAY_POWER, STRONG = 0.5, 0.25, 3
AGAIN = 0.7
NEVER = np.zeros(1)
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
    near, usual = _voted(text, lambda one: one.bouwstenen)
    found = []
    for name, shares in naming(offered, cues.sections).concepts.items():
        places = [number[concept] for concept in shares]
        best = max(places, key=lambda place: float(scored.scores[place]), default=None)
        base = UNKNOWN_NAME if best is None else float(scored.scores[best])
        vote = near.get(name.casefold(), NO_VOTE)
        shown = _reason(text, [scored.places[place] for place in places], vote)
        added = NEAR_SHARE * (vote.share - usual.get(name.casefold(), 0.0)) if near else 0.0
        found.append(Suggestion(name, shown, base + added))
    return _best_first(found)


def ranked_obstacles(text: Text) -> list[Suggestion]:
    """Every code of Obstacle, the most fitting first. A score is about a log of odds."""
    cues = cue_list("obstacles")
    scored: Scored = score(text.words, cues, weights("obstacles"))
    near, usual = _voted(text, lambda one: [one.obstacle] if one.obstacle else [])
    found = []
    for place, code in enumerate(cues.labels):
        vote = near.get(code, NO_VOTE)
        added = NEAR_SHARE * (vote.share - usual.get(code, 0.0)) if near else 0.0
        shown = _reason(text, [scored.places[place]], vote)
        found.append(Suggestion(code, shown, float(scored.scores[place]) + added))
    return _best_first(found)


def ranked_domains(text: Text, offered: Sequence[str]) -> list[Suggestion]:
    """Every domain on the list, the most fitting first. The scores add up to 1, or are all 0.

    A cue counts by its weight, less when it is known to turn up in cases of other domains. A name
    of several concepts ("jeugd en onderwijs") counts by the one that fits best.
    """
    sections = cue_list("domains").sections
    places = _domain_places(text)
    sums = {concept: sum(found.values()) for concept, found in places.items()}
    near, _ = _voted(text, lambda one: [one.domain] if one.domain else [])
    raw: dict[str, float] = {}
    seen: dict[str, list[Mapping[Place, float]]] = {}
    for name, shares in naming(offered, sections).concepts.items():
        if shares:
            raw[name] = max(sums.get(concept, 0.0) * part for concept, part in shares.items())
            seen[name] = [places.get(concept, {}) for concept in shares]
        else:
            own = _own_places(text, name)
            raw[name], seen[name] = sum(own.values()), [own]
    total = sum(raw.values()) or 1.0
    found = []
    for name in offered:
        vote = near.get(name.casefold(), NO_VOTE)
        mixed = (1 - NEAR_SHARE_OF_DOMAIN) * raw[name] / total + NEAR_SHARE_OF_DOMAIN * vote.share
        share = mixed if near else raw[name] / total
        found.append(Suggestion(name, _reason(text, seen[name], vote), share))
    return _best_first(found)


def _domain_places(text: Text) -> dict[str, dict[Place, float]]:
    strays = table("domains")
    places: dict[str, dict[Place, float]] = {}
    for label, hits in by_label(hits_in(text.words, cue_list("domains"))).items():
        times = Counter(hit.cue for hit in hits)
        found: dict[Place, float] = defaultdict(float)
        for hit in hits:
            astray = float(strays.get(stray_key(hit.cue), NEVER)[0])
            power = STRONG_STRAY_POWER if hit.cue.weight >= STRONG else STRAY_POWER
            worth = hit.cue.weight**CUE_POWER / (1 + astray) ** power
            again = 1 + AGAIN * math.log(times[hit.cue])
            found[hit.start, hit.end] += worth * again / times[hit.cue]
        places[label] = found
    return places


def stray_key(cue: Cue) -> str:
    """The name of a cue in the table of cues that turn up in cases of another domain."""
    return f"{cue.label}: {' '.join(cue.words)}"


def _own_places(text: Text, name: str) -> dict[Place, float]:
    words = own_words(name)
    return {
        (one.start, one.end): 3**CUE_POWER
        for one in text.words
        if any(one.lower.startswith(word) for word in words)
    }


def _voted(
    text: Text, values_of: Callable[[Known], Iterable[str]]
) -> tuple[dict[str, Vote], dict[str, float]]:
    """What the nearest cases say, and how usual each value is among all the cases one may read."""

    def values(one: Known) -> list[str]:
        return [value.casefold() for value in values_of(one)]

    having = [values(one) for one in text.known]
    having = [one for one in having if one]
    usual = Counter(value for one in having for value in set(one))
    return votes(text.near, values), {key: n / len(having) for key, n in usual.items()}


def _reason(text: Text, places: Sequence[Mapping[Place, float]], vote: Vote) -> Reason:
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


def _best_first(found: Iterable[Suggestion]) -> list[Suggestion]:
    return sorted(found, key=lambda one: -one.score)
