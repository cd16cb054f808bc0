"""How the fixed default weights are learned, from texts with labels. Pure; for the maker's desk.

The program itself only reads the tables that `scripts/learn_suggestions.py` writes with this.
"""

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from cases.suggestions.cues import CueList, words_of
from cases.suggestions.linear import (
    Vector,
    Weights,
    compared,
    counted,
    cue_sums,
    pieces_of,
    unit,
)
from cases.suggestions.roles import features

FEWEST = 3
COMMON_SHARE = 0.4
STIFFNESS = 3.0
PENALTY = 2.0
WORD_PENALTY = 0.033
ROUNDS = 30
# What cues, learned words and a told weighing are worth, as believed beforehand, and how firmly;
# chosen by the log loss of leaving out one case of the demo at a time.
EXPECTED = (0.4, 0.2, 0.0)
DOUBT = (0.3, 0.2, 0.2, 0.5)
EXPECTED_WHEN_SPOKEN_OF = 2.0


@dataclass(frozen=True)
class Example:
    """A text with its labels; `told` says whether its weighing was told apart."""

    text: str
    labels: Collection[str]
    told: bool = False


def fit(examples: Sequence[Example], cues: CueList, spoken_of: str = "") -> Weights:
    """Weights for the labels of `cues`, from n examples with one label or more each.

    First ridge regression (penalty 3) of every label on unit vectors of the stems, in its dual
    form: time grows with the cube of n. A stem counts from three texts on, up to 40% of them. Then
    per label what the cues, the learned words and a told weighing prove to be worth. A told
    weighing is believed beforehand to speak of the label `spoken_of`.
    """
    words = [words_of(one.text) for one in examples]
    wanted = np.array([[label in one.labels for label in cues.labels] for one in examples], float)
    sums = np.array([cue_sums(one, cues) for one in words])
    counts = [counted(one) for one in words]
    rarity = _rarity(counts)
    terms = sorted(rarity)
    rows = np.zeros((len(examples), len(terms)))
    column = {term: place for place, term in enumerate(terms)}
    for place, count in enumerate(counts):
        for term, value in unit(count, rarity).items():
            rows[place, column[term]] = value
    learned, unseen = _ridge(rows, wanted)
    mean, spread = sums.mean(axis=0), np.maximum(sums.std(axis=0), 0.3)
    told = np.array([one.told for one in examples], float)
    seen = np.stack(
        [
            np.ones_like(wanted),
            compared((sums - mean) / spread),
            unseen / unseen.std(axis=0),
            np.repeat((told - told.mean())[:, np.newaxis], len(cues.labels), axis=1),
        ]
    )
    odds = np.array(
        [
            _worth(seen[:, :, place].T, wanted[:, place], _expected(label == spoken_of))
            for place, label in enumerate(cues.labels)
        ]
    )
    prior, cue_worth, word_worth, told_worth = odds.T
    return Weights(
        labels=cues.labels,
        prior=prior,
        told=told_worth * (1 - told.mean()),
        cue_mean=mean,
        cue_spread=spread,
        cue_worth=cue_worth,
        rarity=rarity,
        words=dict(zip(terms, learned * word_worth / unseen.std(axis=0), strict=True)),
    )


def _rarity(counts: Sequence[Counter[str]]) -> dict[str, float]:
    spread = Counter(term for one in counts for term in one)
    most = max(FEWEST, COMMON_SHARE * len(counts))
    return {
        term: math.log((1 + len(counts)) / (1 + found)) + 1
        for term, found in spread.items()
        if FEWEST <= found <= most
    }


def _ridge(rows: Vector, wanted: Vector) -> tuple[Vector, Vector]:
    """The weights (terms, labels), and the score of every example by weights that never saw it.

    The latter follows from the full solution (Allen's PRESS).
    """
    centred, rest = rows - rows.mean(axis=0), wanted - wanted.mean(axis=0)
    inverse = np.linalg.inv(centred @ centred.T + STIFFNESS * np.eye(len(rows)))
    solved = inverse @ rest
    return centred.T @ solved, rest - solved / np.diag(inverse)[:, np.newaxis]


def _worth(seen: Vector, wanted: Vector, expected: Sequence[float]) -> Vector:
    """What each of the four kinds of evidence is worth for one label: most likely a posteriori.

    Logistic regression by Newton's method; the beliefs beforehand are normal, with `expected` and
    DOUBT, and around the log odds of the label itself for the prior.
    """
    beforehand = np.array([_log_odds(float(wanted.sum()), len(wanted)), *expected])
    found, firm = beforehand.copy(), 1 / np.array(DOUBT) ** 2
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-(seen @ found)))
        slope = seen.T @ (wanted - chance) - firm * (found - beforehand)
        bend = (seen * (chance * (1 - chance))[:, np.newaxis]).T @ seen + np.diag(firm)
        found = found + np.linalg.solve(bend, slope)
    return found


def _expected(spoken_of: bool) -> tuple[float, ...]:
    return (*EXPECTED[:2], EXPECTED_WHEN_SPOKEN_OF if spoken_of else EXPECTED[2])


def _log_odds(found: float, total: int) -> float:
    return math.log((found + 0.5) / (total - found + 0.5))


def fit_words(
    examples: Sequence[Example], labels: Sequence[str], rounds: int = 400
) -> tuple[dict[str, float], dict[str, Vector]]:
    """How rare every piece is, and its weights in a softmax over `labels`; one label an example.

    On unit vectors of the pieces of `pieces_of`; a piece counts from three texts on, up to 40% of
    them. The weights of a piece add up to 0.
    """
    pieces = [pieces_of(words_of(one.text)) for one in examples]
    counts = [Counter({term: len(found) for term, found in one.items()}) for one in pieces]
    rarity = _rarity(counts)
    column = {term: place for place, term in enumerate(sorted(rarity))}
    rows = np.zeros((len(examples), len(column)))
    for place, count in enumerate(counts):
        for term, value in unit(count, rarity).items():
            rows[place, column[term]] = value
    wanted = np.array([[label in one.labels for label in labels] for one in examples], float)
    penalty = np.full(len(column), WORD_PENALTY / len(examples))
    weights = _descend(rows, wanted, penalty, rounds)
    centred = weights - weights.mean(axis=1, keepdims=True)
    return rarity, dict(zip(column, centred, strict=True))


def fit_roles(
    sentences: Sequence[tuple[str, str]], roles: Sequence[str], rounds: int = 300
) -> dict[str, Vector]:
    """Weights of a softmax over the roles and none, from sentences with their role (or none).

    Plain gradient steps on the mean log loss with a penalty on every weight but the constant; a
    word or pair of words counts from three sentences on.
    """
    seen = [features(words_of(text)) for text, _ in sentences]
    spread = Counter(name for one in seen for name in one)
    names = sorted(name for name, count in spread.items() if count >= FEWEST)
    column = {name: place for place, name in enumerate(names)}
    rows = np.zeros((len(seen), len(names)))
    for place, one in enumerate(seen):
        for name, amount in one.items():
            if name in column:
                rows[place, column[name]] = amount
    order = {role: place for place, role in enumerate(roles)}
    wanted = np.zeros((len(seen), len(roles) + 1))
    for place, (_, role) in enumerate(sentences):
        wanted[place, order.get(role, len(roles))] = 1
    penalty = np.array([0.0 if name == "(always)" else PENALTY / len(seen) for name in names])
    weights = _descend(rows, wanted, penalty, rounds)
    return dict(zip(names, weights, strict=True))


def _descend(rows: Vector, wanted: Vector, penalty: Vector, rounds: int) -> Vector:
    """Gradient steps with momentum (Nesterov), of the largest safe size."""
    weights = np.zeros((rows.shape[1], wanted.shape[1]))
    ahead = weights
    step = 1 / (0.5 * float(np.linalg.norm(rows, 2)) ** 2 / len(rows) + float(penalty.max()))
    for count in range(rounds):
        powers = np.exp(rows @ ahead - (rows @ ahead).max(axis=1, keepdims=True))
        chance = powers / powers.sum(axis=1, keepdims=True)
        slope = rows.T @ (chance - wanted) / len(rows) + penalty[:, np.newaxis] * ahead
        moved = ahead - step * slope
        ahead = moved + count / (count + 3) * (moved - weights)
        weights = moved
    return weights
