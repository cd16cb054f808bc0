"""How near the map puts what is alike, beside its peers, and how still it stands.

    python -m bench.map [cases.jsonl … labels.json …]

Without files it measures the demo's cases of Waterdam. *Near* is the share of the five nearest on
the map that are among the fifteen most alike (of each case, averaged); chance gives 15 in n - 1.
*Together* is that share for members of one group that was found. The settings of the map were
chosen on the demo's cases. Then a tenth of the cases arrives later, ten times over: how far the
others move, in widths of the map, and how near the new ones stand. Prints tables in Markdown.
"""

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA
from sklearn.manifold import MDS, TSNE

from bench.patterns import demo_files, read
from cases.likeness import CaseText, Matrix, likeness, links, nearest
from learning.layout.places import Places, placed
from learning.similarity.groups import find_groups

Points = NDArray[np.float64]
Groups = list[list[str]]
SEED = 1
TIMES = 10


def ours(keys: Sequence[str], z: Matrix, groups: Groups) -> Points:
    """The first map."""
    return points_of(drawn(keys, z, groups), keys)


def drawn(keys: Sequence[str], z: Matrix, groups: Groups, before: Places | None = None) -> Places:
    """The map of these cases; `z` has their likeness, rows in the order of the keys."""
    return placed(keys, links(z, keys, least=-np.inf), groups, before)


def points_of(places: Mapping[str, tuple[float, float]], keys: Sequence[str]) -> Points:
    """The places as an array (n, 2)."""
    return np.array([places[key] for key in keys])


def anywhere(keys: Sequence[str], _z: Matrix, _groups: Groups) -> Points:
    """Places by chance."""
    return np.random.default_rng(SEED).random((len(keys), 2))


def plain_pca(_keys: Sequence[str], z: Matrix, _groups: Groups) -> Points:
    """The two widest directions of the rows of likeness."""
    return np.asarray(PCA(2, random_state=SEED).fit_transform(z), np.float64)


def scaled(_keys: Sequence[str], z: Matrix, _groups: Groups) -> Points:
    """Multidimensional scaling of what the pairs differ."""
    model = MDS(2, metric="precomputed", n_init=1, init="random", random_state=SEED)
    return np.asarray(model.fit_transform(distance(z)), np.float64)


def plain_tsne(_keys: Sequence[str], z: Matrix, _groups: Groups) -> Points:
    """t-SNE as it comes in scikit-learn, perplexity 10."""
    model = TSNE(2, metric="precomputed", init="random", perplexity=10, random_state=SEED)
    return np.asarray(model.fit_transform(distance(z)), np.float64)


def distance(z: Matrix) -> Matrix:
    """How much pairs differ, 0 on the diagonal."""
    away = z.max() - (z + z.T) / 2
    np.fill_diagonal(away, 0)
    return np.asarray(away, np.float32)


def near(points: Points, z: Matrix) -> NDArray[np.float64]:
    """Per case the share of its five nearest on the map that are among its fifteen most alike."""
    alike = nearest(z, 15)
    return np.array(
        [
            len(set(five) & set(fifteen)) / len(five)
            for five, fifteen in zip(nearest_on(points, 5), alike.tolist(), strict=True)
        ]
    )


def nearest_on(points: Points, count: int) -> list[list[int]]:
    """The row numbers of the nearest on the map, per case."""
    away = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    np.fill_diagonal(away, np.inf)
    found: list[list[int]] = np.argsort(away, axis=1, kind="stable")[:, :count].tolist()
    return found


def together(points: Points, keys: Sequence[str], groups: Groups) -> float:
    """Of members of a group, the share of the two nearest that are in the same group."""
    group_of = {key: number for number, group in enumerate(groups) for key in group}
    shares = [
        sum(group_of.get(keys[other]) == group_of[keys[row]] for other in two) / 2
        for row, two in enumerate(nearest_on(points, 2))
        if keys[row] in group_of
    ]
    return float(np.mean(shares)) if shares else 0.0


def stillness(keys: Sequence[str], z: Matrix, groups: Groups) -> None:
    """Prints how far old cases move when a tenth arrives, kept and drawn afresh."""
    kept: list[tuple[float, ...]] = []
    afresh: list[tuple[float, ...]] = []
    for seed in range(TIMES):
        order = np.random.default_rng(seed).permutation(len(keys))
        old, new = np.sort(order[len(keys) // 10 :]), order[: len(keys) // 10]
        names = [keys[row] for row in old.tolist()]
        before = drawn(names, z[np.ix_(old, old)], [[k for k in g if k in names] for g in groups])
        for found, past in ((kept, before), (afresh, None)):
            points = points_of(drawn(keys, z, groups, past), keys)
            moved = np.hypot(*(points[old] - points_of(before, names)).T)
            shares = near(points, z)
            found.append((moved.mean(), moved.max(), shares.mean(), shares[new].mean()))
    print("\n| when a tenth arrives | mean move | largest move | near | near, new ones |")
    print("|---|---|---|---|---|")
    for name, found in (("as it is done", kept), ("drawn afresh", afresh)):
        mean, largest, whole, fresh = np.mean(found, axis=0)
        print(f"| {name} | {mean:.4f} | {largest:.4f} | {whole:.2f} | {fresh:.2f} |", flush=True)


def main(files: Sequence[Path]) -> None:
    """Both tables for the cases of these files."""
    texts: Sequence[CaseText] = read(files or demo_files())[0]
    keys, z = [text.key for text in texts], likeness(texts)
    groups = [group.keys for group in find_groups(texts).groups]
    print(f"{len(keys)} cases, {len(groups)} groups\n")
    print("| map | near | together | seconds |")
    print("|---|---|---|---|")
    peers: dict[str, Callable[[Sequence[str], Matrix, Groups], Points]] = {
        "ours": ours,
        "places by chance": anywhere,
        "plain PCA": plain_pca,
        "multidimensional scaling": scaled,
        "plain t-SNE": plain_tsne,
    }
    for name, peer in peers.items():
        start = time.perf_counter()
        points = peer(keys, z, groups)
        seconds = time.perf_counter() - start
        shares = f"{near(points, z).mean():.2f} | {together(points, keys, groups):.2f}"
        print(f"| {name} | {shares} | {seconds:.1f} |", flush=True)
    stillness(keys, z, groups)


if __name__ == "__main__":
    main([Path(one) for one in sys.argv[1:]])
