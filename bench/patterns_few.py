"""From how many cases on something sure can be said: corpora of 8 to 40 hand-written cases.

    python -m bench.patterns_few

Each has one-offs, and four cases of one cause (two causes from twenty cases on), the causes and
one-offs drawn by chance. It prints how often a true cause came out as a sure group.
"""

import random

import numpy as np

from bench.fit_trust import cause_of, kept_vectors, material
from bench.patterns import one_offs
from learning.similarity.groups import find_groups

RUNS = 40


def main() -> None:
    """Prints one row a size."""
    by_cause, _ = material()
    alone = one_offs()[::2]
    vectors = kept_vectors()
    print("| cases | true groups that came out sure | false sure groups a run |\n|---|---|---|")
    for size in (8, 10, 12, 15, 20, 30, 40):
        planted, found, false = 0, 0, 0
        for seed in range(RUNS):
            source = random.Random(seed)
            names = source.sample(sorted(by_cause), 1 if size < 20 else 2)
            picked = [(n, text) for n in names for text in source.sample(by_cause[n], 4)]
            picked += [("", text) for text in source.sample(alone, size - len(picked))]
            source.shuffle(picked)
            cause = {text.key: name for name, text in picked}
            known = None if vectors is None else dict(vectors)
            grouping = find_groups([text for _, text in picked], vectors=known)
            sure = [group for group in grouping.groups if not group.possible]
            right = {cause_of(np.array([cause[key] for key in group.keys])) for group in sure}
            planted += len(names)
            found += len(right - {""})
            false += sum(not cause_of(np.array([cause[key] for key in g.keys])) for g in sure)
        print(f"| {size} | {found / planted:.2f} | {false / RUNS:.2f} |", flush=True)


if __name__ == "__main__":
    main()
