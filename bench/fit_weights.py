"""Whether weights fitted from curation find patterns better than the default ones do.

    python -m bench.fit_weights [share of wrong judgements]

Corpora are drawn from the demo's cases, the written causes and the one-offs; one half of the causes
and one-offs is curated, the other half is never seen in fitting. Curation is simulated: of each
group that the engine shows, an analyst who knows the causes confirms it and takes out who does not
belong, or puts it aside; one judgement in ten is wrong. Prints a table in Markdown: the default
weights beside the fitted ones, on the curated corpus and on the other one.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from sklearn.metrics import adjusted_rand_score

from app.dutch.sentences import encoded
from bench.fit_trust import material
from bench.generated import generated
from cases.likeness import CaseText
from cases.representation import DEFAULT_WEIGHTS, Weights
from learning.similarity.fitting import Lesson, learn
from learning.similarity.groups import find_groups
from learning.similarity.judged import Judged, enough
from learning.similarity.pairs import pairs_of
from learning.similarity.slopes import Compared, parts_of, weights_of

DRAWS = 8
LEAST = 3


@dataclass(frozen=True)
class Corpus:
    """Cases with the cause of each that has one."""

    texts: list[CaseText]
    causes: dict[str, str]

    def ari(self, weights: Weights) -> float:
        """ARI of all groups, a case in no group counted as one of its own."""
        found = find_groups(self.texts, weights=weights).groups
        group_of = {key: str(n) for n, group in enumerate(found) for key in group.keys}
        keys = [text.key for text in self.texts]
        true = [self.causes.get(key, f"alone {key}") for key in keys]
        return float(adjusted_rand_score(true, [group_of.get(key, key) for key in keys]))


def drawn(seed: int) -> tuple[Corpus, Corpus]:
    """A corpus to curate and another with other causes and other one-offs."""
    by_cause, alone = material()
    source = random.Random(seed)
    names, rest = sorted(by_cause), list(alone)
    source.shuffle(names)
    source.shuffle(rest)
    return tuple(  # type: ignore[return-value]
        _corpus({name: by_cause[name] for name in names[half::2]}, rest[half::2][:60], source)
        for half in (0, 1)
    )


def _corpus(
    by_cause: dict[str, list[CaseText]], alone: Sequence[CaseText], source: random.Random
) -> Corpus:
    texts = [*alone, *(text for members in by_cause.values() for text in members)]
    source.shuffle(texts)
    return Corpus(texts, {t.key: name for name, members in by_cause.items() for t in members})


def told_by_article(corpora: tuple[Corpus, Corpus], seed: int) -> tuple[Corpus, Corpus]:
    """The same where each cause has an article of its own, and half of the one-offs has one too."""
    source = random.Random(seed)
    return tuple(_with_articles(one, source) for one in corpora)  # type: ignore[return-value]


def _with_articles(corpus: Corpus, source: random.Random) -> Corpus:
    names = sorted(set(corpus.causes.values()))
    article = {name: f"Wet {'bcdfghjklmnpr'[number] * 4}" for number, name in enumerate(names)}
    any_of_them = [*article.values(), *[""] * len(article)]
    texts = [
        replace(
            text, law=article.get(corpus.causes.get(text.key, "")) or source.choice(any_of_them)
        )
        for text in corpus.texts
    ]
    return Corpus(texts, corpus.causes)


def made(seed: int) -> tuple[Corpus, Corpus]:
    """The same of generated cases, each half from its own subjects and rules."""
    return tuple(Corpus(*generated(300, seed, half=half)) for half in (0, 1))  # type: ignore[return-value]


def curated(corpus: Corpus, wrong: float, seed: int) -> list[Judged]:
    """What an analyst who is wrong this often says of each group that the engine shows."""
    source = random.Random(seed)
    found = find_groups(corpus.texts).groups
    judged = []
    for number, group in enumerate(found):
        causes = [corpus.causes.get(key, key) for key in group.keys]
        cause, count = Counter(causes).most_common(1)[0]
        if (count >= LEAST) == (source.random() < wrong):
            judged.append(Judged(number, refused=frozenset(group.keys)))
            continue
        belongs = [(one == cause) != (source.random() < wrong) for one in causes]
        inside = {key for key, here in zip(group.keys, belongs, strict=True) if here}
        judged.append(Judged(number, frozenset(inside), frozenset(group.keys) - inside))
    return judged


def lesson_of(corpus: Corpus, judged: Sequence[Judged]) -> tuple[Lesson, Weights, bool]:
    """What is learned from the judgements, and whether there are enough of them to be asked."""
    row_of = {text.key: row for row, text in enumerate(corpus.texts)}
    pairs = pairs_of(judged, row_of)
    parts = parts_of(sentences=encoded([]) is not None)
    compared = Compared(corpus.texts, pairs.left, pairs.right, parts)
    lesson = learn(pairs, compared.slopes(), compared.likeness)
    return lesson, weights_of(parts, lesson.times), enough(judged)


def told(name: str, draws: Sequence[tuple[Corpus, Corpus]], wrong: float) -> None:
    """Prints the table of one kind of corpus."""
    print(f"\n{name}, {wrong:.0%} wrong\n")
    heads = ["draw", "enough", "used", "AUC held out", "gain (se)", "ARI same", "ARI other", "s"]
    print("| " + " | ".join(heads) + " |\n|" + "---|" * len(heads))
    change = []
    for seed, (own, other) in enumerate(draws):
        start = time.perf_counter()
        lesson, weights, asked = lesson_of(own, curated(own, wrong, seed))
        seconds = time.perf_counter() - start
        aris = [[c.ari(w) for w in (DEFAULT_WEIGHTS, weights)] for c in (own, other)]
        change.append([b - a for a, b in aris] + [float(lesson.better)])
        cells = [
            str(seed),
            "yes" if asked else "no",
            "yes" if lesson.better else "no",
            "{:.3f} → {:.3f}".format(*lesson.auc),
            f"{lesson.gain:+.3f} ({lesson.error:.3f})",
            *("{:.2f} → {:.2f}".format(*pair) for pair in aris),
            f"{seconds:.0f}",
        ]
        print("| " + " | ".join(cells) + " |", flush=True)
    table = np.array(change)
    used = table[:, 2] > 0
    for title, rows in (("all fits", table), ("fits that are used", table[used])):
        if len(rows):
            print(f"{title}: ARI {rows[:, 0].mean():+.3f} same, {rows[:, 1].mean():+.3f} other")


def main(arguments: Sequence[str]) -> None:
    """Prints the tables."""
    wrong = float(arguments[0]) if arguments else 0.1
    told("Hand-written", [drawn(seed) for seed in range(DRAWS)], wrong)
    planted = [told_by_article(drawn(seed), seed) for seed in range(DRAWS)]
    told("The same, each cause with an article of its own", planted, wrong)
    told("Generated, 300 cases", [made(seed) for seed in range(3)], wrong)


if __name__ == "__main__":
    main(sys.argv[1:])
