"""How detection grows with the number of cases, and what it finds where there is nothing.

    python -m bench.patterns_size [size …]        default 30 100 1000 10000 100000
    python -m bench.patterns_size noise           corpora of hand-written one-offs

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

from bench.generated import ONE_OFFS, generated
from bench.patterns import measures, read
from learning.similarity.groups import find_groups

SIZES = [30, 100, 1000, 10_000, 100_000]
RUNS = 20


def one(size: int) -> None:
    """Prints a row of the table."""
    texts, causes = generated(size)
    start = time.perf_counter()
    grouping = find_groups(texts)
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    count = len(set(causes.values()))
    for name, shown in (
        ("clear", [group.keys for group in grouping.groups if not group.possible]),
        ("all", [group.keys for group in grouping.groups]),
    ):
        ari, _, kept, found, groups = measures(texts, causes, shown)
        quality = f"{ari:.2f} | {kept:.2f} | {found:.0f} of {count} | {groups:.0f}"
        print(f"| {size} | {name} | {quality} | {seconds:.1f} | {memory} |", flush=True)


def noise() -> None:
    """Corpora drawn from the one-offs not fitted on, from all of them, and from generated ones."""
    texts, _ = read([ONE_OFFS])
    made, _ = generated(400, alone=1.0)
    print("| drawn from | cases | runs | sure groups a run | runs with none | by chance, as told |")
    print("|---|---|---|---|---|---|")
    for name, pool in (("the half not fitted on", texts[::2]), ("all", texts), ("generated", made)):
        for size in (30, 60, 100):
            runs = [find_groups(random.Random(seed).sample(pool, size)) for seed in range(RUNS)]
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
        print("| cases | shown | ARI | one-offs out | causes found | groups | seconds | MB |")
        print("|---|---|---|---|---|---|---|---|", flush=True)
        for size in arguments or map(str, SIZES):
            off = os.environ | {"LEERLUS_SENTENCE_ENCODER": "off"}
            command = [sys.executable, "-m", "bench.patterns_size", str(size)]
            subprocess.run(command, env=off, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
