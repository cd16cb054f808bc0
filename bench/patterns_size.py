"""How detection grows with the number of cases, and what it finds where there is nothing.

    python -m bench.patterns_size [size …]        default 30 100 1000 10000 100000
    python -m bench.patterns_size noise           corpora in which nothing recurs

Sizes are of generated corpora (see `bench.generated`), each in a process of its own, without the
sentence encoder, which would take 20 ms a case the first time.
"""

import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Sequence

from bench.generated import generated
from bench.patterns import measures, one_offs
from cases.meaning import sentence_vectors
from learning.similarity.groups import find_groups

SIZES = [30, 100, 1000, 10_000, 100_000]
RUNS = 20


def one(size: int) -> None:
    """Prints a row of the table."""
    texts, causes = generated(size)
    start, at_work = time.perf_counter(), time.process_time()
    grouping = find_groups(texts)
    seconds = time.perf_counter() - start
    worked = time.process_time() - at_work
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    count = len(set(causes.values()))
    for name, shown in (
        ("clear", [group.keys for group in grouping.groups if not group.possible]),
        ("all", [group.keys for group in grouping.groups]),
    ):
        ari, _, kept, found, groups = measures(texts, causes, shown)
        quality = f"{ari:.2f} | {kept:.2f} | {found:.0f} of {count} | {groups:.0f}"
        cost = f"{seconds:.1f} | {worked:.1f} | {memory}"
        print(f"| {size} | {name} | {quality} | {cost} |", flush=True)


def noise() -> None:
    """Corpora of cases of which no two share a cause: what is found is found in error.

    Those that the constants were not fitted on, all of them, and generated ones.
    """
    texts = one_offs()
    vectors = sentence_vectors(texts)
    made, _ = generated(400, alone=1.0)
    print("| drawn from | cases | runs | sure groups a run | runs with none | by chance, as told |")
    print("|---|---|---|---|---|---|")
    for name, pool in (("the half not fitted on", texts[::2]), ("all", texts), ("generated", made)):
        for size in (30, 60, 80):
            drawn = [random.Random(seed).sample(pool, size) for seed in range(RUNS)]
            runs = [find_groups(one, vectors=vectors) for one in drawn]
            sure = [sum(not group.possible for group in run.groups) for run in runs]
            told = sum(run.by_chance or 0 for run in runs) / RUNS
            figures = f"{sum(sure) / RUNS:.2f} | {sure.count(0)} | {told:.2f}"
            print(f"| {name} | {size} | {RUNS} | {figures} |", flush=True)


def main(arguments: Sequence[str]) -> None:
    """One size in this process, several each in their own."""
    if arguments == ["noise"]:
        noise()
    elif len(arguments) == 1:
        one(int(arguments[0]))
    else:
        print("| cases | shown | ARI | one-offs out | causes found | groups | seconds | CPU | MB |")
        print("|---|---|---|---|---|---|---|---|---|", flush=True)
        for size in arguments or map(str, SIZES):
            off = os.environ | {"LEERLUS_SENTENCE_ENCODER": "off"}
            command = [sys.executable, "-m", "bench.patterns_size", str(size)]
            subprocess.run(command, env=off, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
