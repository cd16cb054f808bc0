"""How well recurring patterns are found, beside its peers in the same run.

    python -m bench.patterns [cases.jsonl …] [texts.csv …] [labels.json …]

Without files it measures the demo's cases of Waterdam with their labels in bench/labels. Each line
of a file is a case: `id` (or `key`), the fields of `CaseText`, and `root_cause` (empty for a
one-off). A file may be a CSV with those columns too, so that public texts with a theme can be
measured: name the columns `id`, `situation` and `root_cause`. A theme is no cause, so a low figure
there says little. A labels file is a JSON object from key to root cause and goes before the lines.
The peers UMAP (for the BERTopic-like pipeline) and Top2Vec run when they are installed.
ARI and pair F1 count every case in no group as a group of its own. Prints a table in Markdown.
"""

import csv
import importlib
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from itertools import combinations
from pathlib import Path
from typing import Any

from sklearn.cluster import HDBSCAN, KMeans
from sklearn.decomposition import NMF, TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, pairwise_distances

from app.dutch.sentences import encoded
from app.dutch.words import tokens
from cases.likeness import CaseText
from learning.similarity.groups import find_groups
from learning.similarity.identity import overlap
from learning.similarity.neighbours import neighbours

Groups = list[list[str]]
Causes = dict[str, str]
ROOT = Path(__file__).parent.parent
NAMES = [field.name for field in fields(CaseText) if field.type in (str, "str")][1:]


def read(files: Sequence[Path]) -> tuple[list[CaseText], Causes]:
    """The cases of these files and the cause of each key; a one-off has no entry."""
    given: dict[str, str | None] = {}
    rows: list[dict[str, Any]] = []
    for path in files:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            given |= json.loads(text)
        elif path.suffix == ".csv":
            rows += csv.DictReader(text.splitlines(keepends=True))
        else:
            rows += [json.loads(line) for line in text.splitlines() if line]
    named = [(str(row.get("id") or row.get("key")), row) for row in rows]
    texts = [_text(key, row) for key, row in named]
    causes = {key: given.get(key, row.get("root_cause")) for key, row in named}
    return texts, {key: str(c) for key, c in causes.items() if c and not str(c).startswith("?")}


def one_offs() -> list[CaseText]:
    """The hand-written one-offs, of those that do share a cause one each.

    `labels/one_offs.json` says which share one; those of which that is doubtful ("?") stay out.
    """
    folder = ROOT / "bench/labels"
    shared = json.loads((folder / "one_offs.json").read_text(encoding="utf-8"))
    seen: set[str] = set()
    kept = []
    for text in read([folder / "one_offs.jsonl"])[0]:
        cause = shared.get(text.key, text.key)
        if cause not in seen and not cause.startswith("?"):
            kept.append(text)
        seen.add(cause)
    return kept


def _text(key: str, row: dict[str, Any]) -> CaseText:
    told = {name: str(row.get(name) or "") for name in NAMES}
    partners = row.get("partners") or []
    blocks = row.get("bouwstenen") or []
    lists = {
        "bouwstenen": tuple(blocks.split(", ") if isinstance(blocks, str) else blocks),
        "partners": tuple(partners.split(", ") if isinstance(partners, str) else partners),
    }
    return CaseText(key, **told, **lists)


def demo_files() -> list[Path]:
    """The demo's cases of Waterdam with their labels."""
    return sorted(
        [*ROOT.glob("demo/data/waterdam_*.jsonl"), *ROOT.glob("bench/labels/water*.json")]
    )


def ours(texts: Sequence[CaseText], _: int) -> Groups:
    """The engine with its default settings, every group that it shows."""
    return [group.keys for group in find_groups(texts).groups]


def ours_clear(texts: Sequence[CaseText], _: int) -> Groups:
    """The same without the groups that are marked as possible."""
    return [group.keys for group in find_groups(texts).groups if not group.possible]


def k_means(texts: Sequence[CaseText], causes: int) -> Groups:
    """tf-idf and k-means, told the true number of causes; leaves no case out."""
    model = KMeans(n_clusters=max(1, causes), n_init=10, random_state=0)
    return _by_label(texts, model.fit_predict(_tfidf(texts)))


def hdbscan(texts: Sequence[CaseText], _: int) -> Groups:
    """tf-idf, cosine distance and HDBSCAN (leaf, its better form here), groups from three on."""
    distance = pairwise_distances(_tfidf(texts), metric="cosine")
    model = HDBSCAN(
        min_cluster_size=3,
        min_samples=1,
        metric="precomputed",
        cluster_selection_method="leaf",
        copy=True,
    )
    return _by_label(texts, model.fit_predict(distance))


def _tfidf(texts: Sequence[CaseText]) -> object:
    model = TfidfVectorizer(tokenizer=tokens, token_pattern=None, sublinear_tf=True, max_df=0.4)
    return model.fit_transform(" ".join(text.narrative().values()) for text in texts)


def _by_label(texts: Sequence[CaseText], labels: Iterable[int]) -> Groups:
    groups: dict[int, list[str]] = {}
    for text, label in zip(texts, labels, strict=True):
        if label >= 0:
            groups.setdefault(int(label), []).append(text.key)
    return list(groups.values())


def measures(texts: Sequence[CaseText], causes: Causes, groups: Groups) -> list[float]:
    """ARI, pair F1, share of one-offs kept out, causes found (Jaccard of .5 or more), groups."""
    group_of = {key: str(number) for number, group in enumerate(groups) for key in group}
    keys = [text.key for text in texts]
    true = [causes.get(key, f"alone {key}") for key in keys]
    ari = adjusted_rand_score(true, [group_of.get(key, f"alone {key}") for key in keys])
    planted: dict[str, set[str]] = {}
    for key, cause in causes.items():
        planted.setdefault(cause, set()).add(key)
    found = sum(any(overlap(p, g) >= 0.5 for g in groups) for p in planted.values())
    alone = [key for key in keys if key not in causes]
    kept = sum(key not in group_of for key in alone) / max(1, len(alone))
    return [float(ari), _pair_f1(planted.values(), groups), kept, found, len(groups)]


def _pair_f1(planted: Iterable[Iterable[str]], groups: Groups) -> float:
    def pairs(sets: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
        return {pair for members in sets for pair in combinations(sorted(members), 2)}

    true, found = pairs(planted), pairs(groups)
    return 2 * len(true & found) / max(1, len(true) + len(found))


def nmf(texts: Sequence[CaseText], causes: int) -> Groups:
    """Non-negative matrix factorisation, told the true number of causes; each case its topic."""
    model = NMF(n_components=max(1, causes), init="nndsvda", max_iter=400, random_state=0)
    return _by_label(texts, model.fit_transform(_tfidf(texts)).argmax(axis=1))


def bertopic_like(texts: Sequence[CaseText], _: int) -> Groups:
    """Sentence vectors (else tf-idf and SVD), UMAP to five dimensions, HDBSCAN; as BERTopic."""
    whole = [" ".join(text.narrative().values()) for text in texts]
    vectors = encoded(whole)
    if vectors is None:
        vectors = TruncatedSVD(min(50, len(texts) - 1), random_state=0).fit_transform(_tfidf(texts))
    umap = importlib.import_module("umap")
    near = min(15, len(texts) - 1)
    reduced = umap.UMAP(n_neighbors=near, n_components=5, metric="cosine", random_state=0)
    model = HDBSCAN(min_cluster_size=3, min_samples=1, copy=True)
    return _by_label(texts, model.fit_predict(reduced.fit_transform(vectors)))


def top2vec(texts: Sequence[CaseText], _: int) -> Groups:
    """Top2Vec with vectors of its own (doc2vec), every case its topic."""
    package = importlib.import_module("top2vec")
    whole = [" ".join(text.narrative().values()) for text in texts]
    model = package.Top2Vec(
        whole, embedding_model="doc2vec", min_count=2, workers=2, tokenizer=tokens
    )
    return _by_label(texts, model.doc_top)


METHODS: dict[str, Callable[[Sequence[CaseText], int], Groups]] = {
    "ours": ours,
    "ours, clear only": ours_clear,
    "tf-idf + k-means (told k)": k_means,
    "tf-idf + HDBSCAN": hdbscan,
    "NMF (told k)": nmf,
    "BERTopic-like": bertopic_like,
    "Top2Vec": top2vec,
}


def near_measures(keys: Sequence[str], near: Sequence[Sequence[str]], causes: Causes) -> str:
    """MAP at 20 and hit at 5, over the cases whose cause another case has too."""
    members = Counter(causes.values())
    precision, hits = [], []
    for key, found in zip(keys, near, strict=True):
        others = members[causes.get(key, "")] - 1
        if others < 1:
            continue
        right = [causes.get(one) == causes[key] for one in found[:20]]
        at = [sum(right[: i + 1]) / (i + 1) for i, hit in enumerate(right) if hit]
        precision.append(sum(at) / min(others, 20))
        hits.append(any(right[:5]))
    count = max(1, len(hits))
    return f"{sum(precision) / count:.2f} | {sum(hits) / count:.2f}"


def _nearest(texts: Sequence[CaseText]) -> list[list[str]]:
    order = pairwise_distances(_tfidf(texts), metric="cosine").argsort(axis=1, kind="stable")
    keys = [text.key for text in texts]
    return [[keys[i] for i in row if i != own][:20] for own, row in enumerate(order.tolist())]


def main(arguments: Sequence[str]) -> None:
    """Prints one row a method for the files given, or for the demo's cases."""
    texts, causes = read([Path(one) for one in arguments] or demo_files())
    count = len(set(causes.values()))
    encoder = "with" if encoded(["a"]) is not None else "WITHOUT"
    alone = len(texts) - len(causes)
    print(f"{len(texts)} cases, {count} causes, {alone} one-offs, {encoder} encoder")
    keys = [text.key for text in texts]
    print("\n| nearest cases | MAP@20 | hit@5 |\n|---|---|---|")
    print(f"| ours | {near_measures(keys, neighbours(texts), causes)} |")
    print(f"| tf-idf, cosine | {near_measures(keys, _nearest(texts), causes)} |\n")
    print("| method | ARI | pair F1 | one-offs out | causes found | groups | seconds |")
    print("|---|---|---|---|---|---|---|")
    for name, method in METHODS.items():
        start = time.perf_counter()
        try:
            groups = method(texts, count)
        except (ImportError, ValueError, TypeError) as problem:
            print(f"| {name} | did not run: {str(problem).splitlines()[0]} | | | | | |")
            continue
        seconds = time.perf_counter() - start
        ari, f1, kept, found, shown = measures(texts, causes, groups)
        figures = f"{ari:.2f} | {f1:.2f} | {kept:.2f} | {found:.0f} of {count} | {shown:.0f}"
        print(f"| {name} | {figures} | {seconds:.2f} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
