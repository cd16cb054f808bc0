"""Fits the constants of `learning.similarity.trust`, and says how well they do on other causes.

    python -m bench.fit_trust

Draws corpora of 40 to 200 cases from the demo's cases with their labels, the causes in
bench/labels/written_causes.jsonl, and the one-offs that the list of ordinary words was not made
of. A quarter of the corpora has no recurring cause. What is printed goes into `trust.py` by hand.
"""

import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bench.patterns import read
from cases.likeness import CaseText, readings
from learning.similarity import trust
from learning.similarity.graph import consensus, cut, without_small
from learning.similarity.groups import DEFAULT

ROOT = Path(__file__).parent.parent
CORPORA = 56
FOLDS = 4
PAIRS = ["together", "near", "alike", "words", "sentences"]
GROUPS = ["size", "together", "near", "words", "sentences"]


@dataclass
class Drawn:
    """A corpus, the cause of each case (empty for a one-off), and the evidence on its pairs."""

    causes: np.ndarray
    evidence: trust.Evidence


def material() -> tuple[dict[str, list[CaseText]], list[CaseText]]:
    """The cases of each cause, and the one-offs."""
    labelled = sorted([*ROOT.glob("demo/data/*.jsonl"), *ROOT.glob("bench/labels/[mw]*.json")])
    texts, causes = read([*labelled, ROOT / "bench/labels/written_causes.jsonl"])
    others, _ = read([ROOT / "bench/labels/one_offs.jsonl"])
    by_cause: dict[str, list[CaseText]] = {}
    for text in texts:
        by_cause.setdefault(causes.get(text.key, ""), []).append(text)
    return by_cause, by_cause.pop("") + others[1::2]


def drawn(seed: int, by_cause: dict[str, list[CaseText]], alone: list[CaseText]) -> Drawn:
    """One corpus; every fourth is all one-offs."""
    source = random.Random(seed)
    picked: list[tuple[str, CaseText]] = []
    if seed % 4 == 3:
        picked = [("", text) for text in source.sample(alone, source.choice([40, 70, 120]))]
    else:
        for name in source.sample(sorted(by_cause), source.randint(6, 14)):
            members = by_cause[name]
            chosen = source.sample(members, min(len(members), source.randint(4, 20)))
            picked += [(name, text) for text in chosen]
        share = source.choice([0.25, 0.35, 0.5])
        count = min(len(alone), int(len(picked) * share / (1 - share)))
        picked += [("", text) for text in source.sample(alone, count)]
    source.shuffle(picked)
    compared = readings([text for _, text in picked])
    together = consensus(compared, DEFAULT.runs, 3, seed, lambda _: None)
    causes = np.array([name for name, _ in picked])
    return Drawn(causes, trust.Evidence.of(compared, together))


def fitted(table: np.ndarray, true: np.ndarray) -> tuple[float, np.ndarray]:
    """Constant and weights on the scale of the figures themselves."""
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.5)).fit(table, true)
    weights = model[1].coef_[0] / model[0].scale_
    return float(model[1].intercept_[0] - weights @ model[0].mean_), weights


def pair_table(corpus: Drawn, names: list[str], barred: set[str]) -> tuple[np.ndarray, np.ndarray]:
    """Figures and truth of all pairs, those with a case of a barred cause left out."""
    left, right = np.triu_indices(len(corpus.causes), 1)
    allowed = ~np.isin(corpus.causes, list(barred))
    kept = allowed[left] & allowed[right]
    left, right = left[kept], right[kept]
    same = (corpus.causes[left] == corpus.causes[right]) & (corpus.causes[left] != "")
    figures = [corpus.evidence.figures[name][left, right] for name in names]
    return np.stack(figures, 1), same


def groups_of(corpus: Drawn, model: trust.Logit) -> list[tuple[np.ndarray, str]]:
    """The groups that are found with this model of pairs, with the cause of most, or none."""
    chances = model.chance(corpus.evidence.figures)
    labels = without_small(cut(1 - chances, 1 - DEFAULT.together), 3)
    found = []
    for number in range(labels.max(initial=-1) + 1):
        rows = np.flatnonzero(labels == number)
        name, count = Counter(corpus.causes[rows]).most_common(1)[0]
        real = name and count >= max(3, len(rows) / 2)
        found.append((rows, str(name) if real else ""))
    return found


def logit(names: list[str], fit: tuple[float, np.ndarray]) -> trust.Logit:
    """A fitted regression as the engine uses it."""
    return trust.Logit(fit[0], dict(zip(names, fit[1].tolist(), strict=True)))


def fit(corpora: list[Drawn], causes: list[str], *, sentences: bool) -> None:
    """Prints the constants, and the quality on causes (and corpora) that were left out."""
    pairs = PAIRS if sentences else PAIRS[:-1]
    groups = GROUPS if sentences else GROUPS[:-1]
    rows, true, fold = [], [], []
    for part in range(FOLDS):
        barred = {name for place, name in enumerate(causes) if place % FOLDS == part}
        tables = [pair_table(one, pairs, barred) for one in corpora]
        model = logit(pairs, fitted(*map(np.concatenate, zip(*tables, strict=True))))
        for number, corpus in enumerate(corpora):
            for members, name in groups_of(corpus, model):
                if (name in barred) if name else (number // 4 % FOLDS == part):
                    figures = corpus.evidence.of_group(members)
                    rows.append([figures[one] for one in groups])
                    true.append(bool(name))
                    fold.append((part, number))
    table, right, folds = np.array(rows), np.array(true), np.array(fold)
    chances = np.zeros(len(right))
    for part in range(FOLDS):
        out = folds[:, 0] == part
        chances[out] = logit(groups, fitted(table[~out], right[~out])).chance(
            {name: table[out, i].astype(np.float32) for i, name in enumerate(groups)}
            | {"together": table[out, groups.index("together")].astype(np.float32)}
        )
    quiet = folds[:, 1] % 4 == 3
    print(f"left-out causes: AUC {roc_auc_score(right, chances):.3f}")
    for least in (0.4, 0.5, 0.6, 0.7, 0.8):
        false = (chances[quiet] >= least).sum() / (len(corpora) / 4)
        mixed = (chances[~quiet & ~right] >= least).sum() / (len(corpora) * 3 / 4)
        kept = (chances[right] >= least).mean()
        print(
            f"  at {least}: keeps {kept:.2f}, false per noise corpus {false:.2f}, mixed {mixed:.2f}"
        )
    tables = [pair_table(one, pairs, set()) for one in corpora]
    for title, names, result in (
        ("PAIRS", pairs, fitted(*map(np.concatenate, zip(*tables, strict=True)))),
        ("GROUPS", groups, fitted(table, right)),
    ):
        weights = {name: round(float(w), 3) for name, w in zip(names, result[1], strict=True)}
        print(f"  {title} {sentences}: Logit({result[0]:.3f}, {weights})")


def main() -> None:
    """Fits with and without sentences."""
    by_cause, alone = material()
    causes = sorted(by_cause)
    random.Random(3).shuffle(causes)
    corpora = [drawn(seed, by_cause, alone) for seed in range(CORPORA)]
    fit(corpora, causes, sentences="sentences" in corpora[0].evidence.figures)


if __name__ == "__main__":
    main()
