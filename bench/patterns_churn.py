"""What happens to patterns when one case in ten is new, on the demo's cases and a generated corpus.

    python -m bench.patterns_churn [cases.jsonl …]

Nine in ten cases are compared, the groups that are sure are confirmed as they stand, and the last
tenth comes in: once by the nightly run, once each on its own, in the moment that it is shared. The
demo's cases also go through the database (see `bench.churn_database`).
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.churn_database import churn_in_database
from bench.generated import generated
from bench.patterns import Causes, demo_files, read
from cases.likeness import CaseText
from learning.similarity.assignment import Standing
from learning.similarity.groups import find_groups
from learning.similarity.identity import Pattern, match_groups, propose

SEEDS = 5


def churn(texts: Sequence[CaseText], causes: Causes, seed: int) -> dict[str, float]:
    """The figures of one draw."""
    order = random.Random(seed).sample(texts, len(texts))
    old, new = order[: len(order) * 9 // 10], order[len(order) * 9 // 10 :]
    before = [group for group in find_groups(old).groups if not group.possible]
    confirmed = [Pattern(n, frozenset(g.keys), True) for n, g in enumerate(before)]
    after = find_groups(order)
    proposals = propose([group.keys for group in after.groups], confirmed, after.near)
    members = {key: pattern.number for pattern in confirmed for key in pattern.members}
    moved = sum(key in members for group in proposals.groups for key in group)
    moved += sum(key in members for key in proposals.joined)
    open_patterns = [Pattern(one.number, one.members) for one in confirmed]
    again = match_groups([group.keys for group in after.groups], open_patterns)
    standing = Standing.of(old)
    start = time.perf_counter()
    placed = {text.key: standing.place(text, members) for text in new}
    seconds = (time.perf_counter() - start) / max(1, len(new))
    cause_of = {p.number: _cause(p.members, causes) for p in confirmed}
    right = [key for key, number in placed.items() if number is not None]
    own = [key for key in placed if causes.get(key) in set(cause_of.values())]
    hits = sum(causes.get(key) == cause_of[placed[key] or 0] for key in right)
    return {
        "patterns": len(confirmed),
        "members moved": moved,
        "matched, confirmed": 1.0
        - len(set(members.values()) - set(cause_of)) / max(1, len(before)),
        "matched, if nobody had confirmed": len(again.same) / max(1, len(before)),
        "placed rightly of those placed": hits / len(right) if right else 1.0,
        "placed of those that belong": hits / len(own) if own else 1.0,
        "ms a case": 1000 * seconds,
    }


def _cause(members: frozenset[str], causes: Causes) -> str:
    name, _ = Counter(causes.get(key, "") for key in members).most_common(1)[0]
    return name or "none"


def _print(name: str, draws: Sequence[dict[str, float]]) -> None:
    print(f"\n{name} ({len(draws)} draws)\n")
    print("| " + " | ".join(draws[0]) + " |\n|" + "---|" * len(draws[0]))
    means = (sum(one[figure] for one in draws) / len(draws) for figure in draws[0])
    print("| " + " | ".join(f"{mean:.2f}" for mean in means) + " |", flush=True)


def main(arguments: Sequence[str]) -> None:
    """Prints a table, the mean of five draws a corpus."""
    corpora = {
        "given" if arguments else "demo": read([Path(one) for one in arguments] or demo_files())
    }
    if not arguments:
        corpora |= {"generated, 1,000": generated(1000), "generated, 10,000": generated(10_000)}
    for name, (texts, causes) in corpora.items():
        seeds = range(SEEDS if len(texts) < 5000 else 1)
        _print(f"{name}, {len(texts)} cases", [churn(texts, causes, seed) for seed in seeds])
        if name in ("given", "demo"):
            orders = (random.Random(seed).sample(texts, len(texts)) for seed in seeds)
            _print(f"{name}, through the database", [churn_in_database(one) for one in orders])


if __name__ == "__main__":
    main(sys.argv[1:])
