"""The domains, ranked for a text: words that somebody wrote down, times all other words.

Names are those of the organisation; a name is known by its words (`names`).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from cases.suggestions.cues import Cue, by_label, cue_list, hits_in
from cases.suggestions.linear import Place, labels_of, pieces_of, table, unit
from cases.suggestions.names import naming, own_words
from cases.suggestions.ranking import NO_VOTE, Text, best_first, reason_for, voted
from cases.suggestions.suggested import Suggestion

# Chosen by leaving out one case of the demo at a time.
NEAR_SHARE = 0.1
CUE_POWER = 1.5
STRAY_POWER, STRONG_STRAY_POWER, STRONG = 0.5, 0.25, 3
AGAIN = 0.7
NEVER = np.zeros(1)
# Chosen by leaving out one set at a time of the invented cases that the words come from.
LEARNED_POWER, LEAST_SHARE = 2.0, 0.1
# From here on a learned word is a reason that can be shown; a name of no known domain has this
# chance, as one of ten.
LEAST_TOLD, UNTOLD = 0.3, 0.1
LEARNED = "domain_words"


def ranked_domains(text: Text, offered: Sequence[str]) -> list[Suggestion]:
    """Every domain on the list, the most fitting first. The scores add up to 1, or are all 0.

    A cue counts by its weight, less when it is known to turn up in cases of other domains. A name
    of several concepts ("jeugd en onderwijs") counts by the one that fits best. The share of the
    cues is multiplied by the chance that all other words give.
    """
    sections = cue_list("domains").sections
    places = _domain_places(text)
    sums = {concept: sum(found.values()) for concept, found in places.items()}
    learned = _learned_domains(text)
    near, _ = voted(text, lambda one: [one.domain] if one.domain else [])
    raw: dict[str, float] = {}
    chance: dict[str, float] = {}
    seen: dict[str, list[Mapping[Place, float]]] = {}
    for name, shares in naming(offered, sections).concepts.items():
        if shares:
            raw[name] = max(sums.get(concept, 0.0) * part for concept, part in shares.items())
            known = [concept for concept in shares if concept in learned.chances]
            told = (learned.chances[one] * shares[one] for one in known)
            chance[name] = max(told, default=UNTOLD)
            seen[name] = [places.get(concept, {}) for concept in shares]
            seen[name] += [learned.places[concept] for concept in known]
        else:
            own = _own_places(text, name)
            raw[name], chance[name], seen[name] = sum(own.values()), UNTOLD, [own]
    shares_of = _multiplied(raw, chance)
    found = []
    for name in offered:
        vote = near.get(name.casefold(), NO_VOTE)
        mixed = (1 - NEAR_SHARE) * shares_of[name] + NEAR_SHARE * vote.share
        share = mixed if near else shares_of[name]
        found.append(Suggestion(name, reason_for(text, seen[name], vote), share))
    return best_first(found)


def _multiplied(raw: Mapping[str, float], chance: Mapping[str, float]) -> dict[str, float]:
    """Shares of the cues times chances by all words, as shares of 1; all 0 when nothing is told."""
    total = sum(raw.values())
    if not total and len(set(chance.values())) <= 1:
        return dict.fromkeys(raw, 0.0)
    both = {
        name: (amount / (total or 1.0) + LEAST_SHARE) * chance[name] ** LEARNED_POWER
        for name, amount in raw.items()
    }
    whole = sum(both.values())
    return {name: amount / whole for name, amount in both.items()}


@dataclass(frozen=True)
class _Learned:
    """By concept: the chance by the learned words, and the places of the words that raised it."""

    chances: Mapping[str, float] = field(default_factory=dict)
    places: Mapping[str, Mapping[Place, float]] = field(default_factory=dict)


def _learned_domains(text: Text) -> _Learned:
    """What the words of a text say of the domains, learned from invented cases.

    A softmax over the domains of the default list on a unit vector of the stems and their pieces;
    nothing when no word is known.
    """
    rows, labels = table(LEARNED), labels_of(LEARNED)
    terms = pieces_of(text.words)
    values = unit({term: len(found) for term, found in terms.items()}, _rarity())
    if not values:
        return _Learned()
    added = {term: value * rows[term][1:] for term, value in values.items()}
    total = sum(added.values(), np.zeros(len(labels)))
    powers = np.exp(total - total.max())
    chances, places = {}, {}
    for name, shares in naming(labels, cue_list("domains").sections).concepts.items():
        place = labels.index(name)
        told: dict[Place, float] = defaultdict(float)
        for term, amount in added.items():
            if amount[place] >= LEAST_TOLD:
                # A word speaks by its stem and by the pieces of it, which add up.
                for word in terms[term]:
                    told[word.start, word.end] += float(amount[place]) / len(terms[term])
        for concept, part in shares.items():
            if part == 1:
                chances[concept] = float(powers[place] / powers.sum())
                places[concept] = told
    return _Learned(chances, places)


def concepts_of(text: Text) -> dict[str, float]:
    """How much a text speaks of each concept of the domains; only those that it speaks of."""
    return {concept: sum(found.values()) for concept, found in _domain_places(text).items()}


@cache
def _rarity() -> dict[str, float]:
    return {word: float(numbers[0]) for word, numbers in table(LEARNED).items()}


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
