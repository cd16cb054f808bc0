"""Learn the fixed default weights of the suggestions from cases that are all invented.

    python -m scripts.learn_suggestions

Writes `cases/suggestions/data/*.tsv`. Run it again when the lists of words beside them, the demo's
cases or the told cases (`bench/labels/told_cases.jsonl`) change; nothing that users write ever
enters the weights.
"""

import numpy as np

from bench.examples import (
    NONE,
    demo_cases,
    domain_examples,
    fit_bouwstenen,
    obstacle_examples,
    role_sentences,
    strays,
    told_cases,
)
from cases.suggestions.cues import DATA, cue_list
from cases.suggestions.defaults import DOMAINS
from cases.suggestions.fitting import fit, fit_roles, fit_words
from cases.suggestions.linear import HEADS, Vector, Weights
from cases.suggestions.roles import ROLES

SMALLEST = 0.3


def as_lines(fitted: Weights) -> list[str]:
    """The weights as lines of a table; words that say nothing are left out."""
    heads = (fitted.prior, fitted.told, fitted.cue_mean, fitted.cue_spread, fitted.cue_worth)
    rows = [(name, 0.0, numbers) for name, numbers in zip(HEADS, heads, strict=True)]
    rows += [
        (word, fitted.rarity[word], numbers)
        for word, numbers in sorted(fitted.words.items())
        if np.abs(numbers).max() >= 0.05
    ]
    lines = ["\t".join(["word", "rarity", *fitted.labels])]
    for name, rarity, numbers in rows:
        lines.append("\t".join([name, f"{rarity:.2f}", *(f"{one:.2f}" for one in numbers)]))
    return lines


def word_lines(rarity: dict[str, float], words: dict[str, Vector]) -> list[str]:
    """Learned words of the domains as lines of a table; what says nothing is left out."""
    lines = ["\t".join(["word", "rarity", *DOMAINS])]
    for word, numbers in sorted(words.items()):
        if np.abs(numbers).max() >= SMALLEST:
            shown = (f"{one:.1f}" for one in numbers)
            lines.append("\t".join([word, f"{rarity[word]:.2f}", *shown]))
    return lines


def role_lines(weights: dict[str, Vector]) -> list[str]:
    """The weights of the roles as lines of a table; what says nothing is left out."""
    lines = ["\t".join(["word", *ROLES, NONE])]
    for name, numbers in sorted(weights.items()):
        if np.abs(numbers).max() >= 0.05:
            lines.append("\t".join([name, *(f"{one:.2f}" for one in numbers)]))
    return lines


def main() -> None:
    """Write the tables."""
    cases = demo_cases()
    all_cases = cases + told_cases()
    astray = strays(all_cases)
    tables = {
        "bouwstenen": as_lines(fit_bouwstenen(all_cases)),
        "domain_words": word_lines(*fit_words(domain_examples(all_cases), DOMAINS)),
        "obstacles": as_lines(fit(obstacle_examples(cases), cue_list("obstacles"))),
        "domains": [
            "cue\tastray",
            *(f"{cue}\t{n}" for cue, n in sorted(astray.items())),
        ],
        "roles": role_lines(fit_roles(role_sentences(cases), ROLES)),
    }
    for name, lines in tables.items():
        (DATA / f"{name}.tsv").write_text("\n".join(lines) + "\n", "utf-8")
        print(f"{name}: {len(lines) - 1} rows")


if __name__ == "__main__":
    main()
