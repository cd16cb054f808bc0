"""Fits the constants of `learning.similarity.trust`, and says how well they do on other causes.

    python -m bench.fit_trust [few|many]

*few* draws corpora of 30 to 200 cases from the demo's cases with their labels, the causes in
bench/labels/written_causes.jsonl, and every second one-off; a quarter of the corpora has no
recurring cause. *many* takes the nearest pairs of the same cases, and of generated corpora with
half of the subjects and rules. What is printed goes into `trust.py` by hand.
"""

import random
import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bench.generated import generated
from bench.patterns import one_offs, read
from cases.likeness import CaseText
from cases.meaning import Vectors, sentence_vectors
from cases.representation import DEFAULT_WEIGHTS, Weights
from learning.similarity import trust
from learning.similarity.all_pairs import DEFAULT, AllPairs, grouped
from learning.similarity.constraints import Decided, communities_decided
from learning.similarity.graph import consensus, cut, without_small
from learning.similarity.many import Compared

ROOT = Path(__file__).parent.parent
WITHOUT = Weights(views={**DEFAULT_WEIGHTS.views, "sentences": 0.0})
CORPORA = 80
FOLDS = 4
LEAST = 4
PAIRS = ["together", "near", "alike", "words", "procedure", "law", "domain", "sentences"]
GROUPS = ["size", "together", "near", "words", "sentences"]
LINKS = ["words", "procedure", "law", "domain", "other", "sentences"]
MANY = ["size", "linked", "words"]


@dataclass
class Drawn:
    """A corpus, the cause of each case (empty for a one-off), and the evidence on its pairs."""

    causes: np.ndarray
    evidence: trust.Evidence


@cache
def material() -> tuple[dict[str, list[CaseText]], list[CaseText]]:
    """The cases of each cause, and the one-offs."""
    labelled = sorted([*ROOT.glob("demo/data/*.jsonl"), *ROOT.glob("bench/labels/[mw]*.json")])
    texts, causes = read([*labelled, ROOT / "bench/labels/written_causes.jsonl"])
    by_cause: dict[str, list[CaseText]] = {}
    for text in texts:
        by_cause.setdefault(causes.get(text.key, ""), []).append(text)
    alone = by_cause.pop("") + one_offs()[1::2]
    return {name: members for name, members in by_cause.items() if len(members) >= LEAST}, alone


@cache
def kept_vectors() -> dict[str, Vectors] | None:
    """The sentence vectors of all that is drawn from, encoded once."""
    by_cause, alone = material()
    return sentence_vectors([*alone, *(text for members in by_cause.values() for text in members)])


def drawn(seed: int, sentences: bool) -> Drawn:
    """One corpus; every fourth is all one-offs."""
    by_cause, alone = material()
    source = random.Random(seed)
    picked: list[tuple[str, CaseText]] = []
    if seed % 4 == 3:
        picked = [("", text) for text in source.sample(alone, source.choice([30, 60, 100]))]
    else:
        for name in source.sample(sorted(by_cause), source.randint(4, 12)):
            members = by_cause[name]
            chosen = source.sample(members, min(len(members), source.randint(4, 16)))
            picked += [(name, text) for text in chosen]
        share = source.choice([0.25, 0.35, 0.5, 0.6])
        count = min(len(alone), int(len(picked) * share / (1 - share)))
        picked += [("", text) for text in source.sample(alone, count)]
    source.shuffle(picked)
    weights = DEFAULT_WEIGHTS if sentences else WITHOUT
    compared = AllPairs.of([text for _, text in picked], weights, kept_vectors())
    together = consensus(compared.read, DEFAULT.runs, 3, seed, lambda _: None)
    causes = np.array([name for name, _ in picked])
    return Drawn(causes, trust.Evidence.of(compared.read, together, compared.tags))


def fitted(
    names: list[str], table: np.ndarray, true: np.ndarray, weight: np.ndarray | None = None
) -> trust.Logit:
    """A regression on the scale of the figures themselves."""
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.5, max_iter=1000))
    model.fit(table, true, logisticregression__sample_weight=weight)
    weights = model[1].coef_[0] / model[0].scale_
    constant = float(model[1].intercept_[0] - weights @ model[0].mean_)
    return trust.Logit(constant, dict(zip(names, weights.tolist(), strict=True)))


def told(title: str, logit: trust.Logit) -> None:
    """Prints a regression as it goes into `trust.py`."""
    weights = {name: round(weight, 3) for name, weight in logit.weights.items()}
    print(f"  {title}: Logit({logit.constant:.3f}, {weights})")


def pair_table(corpus: Drawn, names: list[str], barred: set[str]) -> tuple[np.ndarray, np.ndarray]:
    """Figures and truth of all pairs, those with a case of a barred cause left out."""
    left, right = np.triu_indices(len(corpus.causes), 1)
    allowed = ~np.isin(corpus.causes, list(barred))
    kept = allowed[left] & allowed[right]
    left, right = left[kept], right[kept]
    same = (corpus.causes[left] == corpus.causes[right]) & (corpus.causes[left] != "")
    figures = [corpus.evidence.figures[name][left, right] for name in names]
    return np.stack(figures, 1), same


def cause_of(members: np.ndarray) -> str:
    """The cause of half of these or more, three at least; otherwise none."""
    name, count = Counter(members.tolist()).most_common(1)[0]
    return str(name) if name and count >= max(3, len(members) / 2) else ""


def groups_of(corpus: Drawn, model: trust.Logit) -> list[tuple[np.ndarray, str]]:
    """The groups that are found with this model of pairs, with the cause of most, or none."""
    chances = model.chance(corpus.evidence.figures)
    labels = without_small(cut(1 - chances, 1 - DEFAULT.together), 3)
    return [(rows, cause_of(corpus.causes[rows])) for rows in grouped(labels)]


def few(sentences: bool) -> None:
    """Prints the constants, and the quality on causes (and corpora) that were left out."""
    causes = sorted(material()[0])
    random.Random(3).shuffle(causes)
    corpora = [drawn(seed, sentences) for seed in range(CORPORA)]
    pairs = PAIRS if sentences else PAIRS[:-1]
    names = GROUPS if sentences else GROUPS[:-1]
    rows, true, fold = [], [], []
    for part in range(FOLDS):
        barred = {name for place, name in enumerate(causes) if place % FOLDS == part}
        tables = [pair_table(one, pairs, barred) for one in corpora]
        model = fitted(pairs, *map(np.concatenate, zip(*tables, strict=True)))
        for number, corpus in enumerate(corpora):
            for members, name in groups_of(corpus, model):
                if (name in barred) if name else (number // 4 % FOLDS == part):
                    figures = corpus.evidence.of_group(members)
                    rows.append([figures[one] for one in names])
                    true.append(bool(name))
                    fold.append((part, number))
    table, right, folds = np.array(rows), np.array(true), np.array(fold)
    chances = np.zeros(len(right))
    for part in range(FOLDS):
        out = folds[:, 0] == part
        columns = {name: table[out, i].astype(np.float32) for i, name in enumerate(names)}
        chances[out] = fitted(names, table[~out], right[~out]).chance(columns)
    tell_quality(chances, right, folds[:, 1] % 4 == 3)
    tables = [pair_table(one, pairs, set()) for one in corpora]
    told(f"PAIRS {sentences}", fitted(pairs, *map(np.concatenate, zip(*tables, strict=True))))
    told(f"GROUPS {sentences}", fitted(names, table, right))


def tell_quality(chances: np.ndarray, right: np.ndarray, quiet: np.ndarray) -> None:
    """Prints what each setting would keep and let through, of causes that were left out."""
    print(f"left-out causes: AUC {roc_auc_score(right, chances):.3f}")
    for least in (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9):
        false = (chances[quiet] >= least).sum() / (CORPORA / 4)
        mixed = (chances[~quiet & ~right] >= least).sum() / (CORPORA * 3 / 4)
        kept = (chances[right] >= least).mean()
        print(
            f"  at {least}: keeps {kept:.2f}, false a quiet corpus {false:.2f}, mixed {mixed:.2f}"
        )


def hand_written(seed: int) -> tuple[Compared, np.ndarray]:
    """All causes and one-offs in one corpus, some left out by chance."""
    by_cause, alone = material()
    source = random.Random(seed)
    picked = [(name, text) for name in sorted(by_cause) for text in by_cause[name]]
    picked = source.sample([*picked, *(("", text) for text in alone)], 200)
    compared = Compared.of([text for _, text in picked], vectors=kept_vectors())
    return compared, np.array([name for name, _ in picked])


def made(size: int, seed: int, alone: float = 0.6) -> tuple[Compared, np.ndarray]:
    """A generated corpus of the half that is fitted on."""
    texts, causes = generated(size, seed, alone, half=0)
    return Compared.of(texts), np.array([causes.get(text.key, "") for text in texts])


def link_table(
    names: list[str], compared: Compared, causes: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Figures and truth of the pairs that were compared."""
    same = causes[compared.left] == causes[compared.right]
    return np.stack([compared.figures[name] for name in names], 1), same & (
        causes[compared.left] != ""
    )


def links() -> tuple[trust.Logit, trust.Logit]:
    """The models of pairs among many cases, without and with sentences.

    Generated cases count ten times as much as the few hand-written ones, because what is hard
    among many (the same rule elsewhere) is hardly there among few. Their sentences mean nothing, so
    what sentences add is fitted on hand-written cases alone. They have no articles either; a shared
    article counts as much as a shared procedure.
    """
    names = [name for name in LINKS[:-1] if name != "law"]
    written = [hand_written(seed) for seed in range(8)]
    corpora = [made(size, seed) for size, seed in ((500, 3), (1500, 7), (4000, 8))]
    tables = [[link_table(names, *one) for one in source] for source in (written, corpora)]
    joined = [tuple(map(np.concatenate, zip(*table, strict=True))) for table in tables]
    weight = np.repeat(
        [1e4 / len(joined[0][1]), 1e5 / len(joined[1][1])], [len(t) for _, t in joined]
    )
    plain = fitted(names, *map(np.concatenate, zip(*joined, strict=True)), weight)
    scores = joined[0][0] @ np.array([plain.weights[name] for name in names]) + plain.constant
    meaning = np.concatenate([one.figures["sentences"] for one, _ in written])
    more = fitted(["plain", "sentences"], np.stack([scores, meaning], 1), joined[0][1])
    scale = more.weights["plain"]
    weights = {name: scale * value for name, value in plain.weights.items()}
    weights["sentences"] = more.weights["sentences"]
    weights["law"] = weights["procedure"]
    plain = trust.Logit(plain.constant, {**plain.weights, "law": plain.weights["procedure"]})
    return plain, trust.Logit(more.constant + scale * plain.constant, weights)


def many() -> None:
    """Prints the constants for many cases."""
    plain, meaning = links()
    told("LINKS True", meaning)
    told("LINKS False", plain)
    trust.LINKS[False] = plain
    rows, right = [], []
    for size, seed, alone in [(2000, 21, 0.6), (6000, 22, 0.6), (6000, 23, 0.8), (3000, 24, 1.0)]:
        compared, causes = made(size, seed, alone)
        graph = compared.linked()
        labels = communities_decided(graph.graph, 3, seed, Decided.free(size))
        for members in grouped(labels):
            figures = graph.of_group(members)
            rows.append([figures[one] for one in MANY])
            right.append(bool(cause_of(causes[members])))
    table, true = np.array(rows), np.array(right)
    told("MANY", fitted(MANY, table, true))
    chances = fitted(MANY, table, true).chance(
        dict(zip(MANY, table.T.astype(np.float32), strict=True))
    )
    print(f"  groups: {len(true)}, true {true.sum()}, AUC {roc_auc_score(true, chances):.3f}")
    for least in (0.5, 0.7, 0.8):
        kept = (chances[true] >= least).mean()
        print(f"  at {least}: keeps {kept:.2f}, false {(chances[~true] >= least).mean():.2f}")


def main(arguments: list[str]) -> None:
    """Fits with sentences where the encoder is there, without them, and for many cases."""
    if "many" not in arguments:
        if kept_vectors() is not None:
            few(sentences=True)
        few(sentences=False)
    if "few" not in arguments:
        many()


if __name__ == "__main__":
    main(sys.argv[1:])
