"""How good the suggestions for a text are, beside always giving what is most frequent.

    python -m bench.suggestions [cases.jsonl …]

Without files it measures the demo's cases, each with neighbours and with weights from cases that
are not its own; 240 cases that no list and no weight was made with (`labels/one_offs.jsonl`, each
of another cause, with law articles by who did not know the lists); and 1,100 told cases,
each by weights from the other sets alone. It also prints how far two taggings of the demo by the
definitions alone, made without knowledge of other tags (`labels/readings.jsonl`), agree with one
another and with the tags that the cases were written with: what can be hoped for at most. A file is
measured with the fixed weights and without neighbours, as `leerlus cases suggest` does.

The text is title, situation, standard_procedure, deviation, consideration and outcome; the columns
law, domain and bouwstenen only tell what is right. The domains offered are those that the file
names. Prints tables in Markdown, at the end the sentences of the demo by role (learned on five
sixths of the cases, read in the last sixth; a role that is found in the situation counts as wrong,
though the situation holds such sentences).
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from bench.examples import (
    demo_cases,
    domain_examples,
    fit_bouwstenen,
    obstacle_examples,
    role_sentences,
    strays,
    told_cases,
    told_text,
)
from cases.provisions.notation import provisions_in
from cases.suggestions import domains, linear, ranking, roles
from cases.suggestions.articles import identifiers, suggested_articles
from cases.suggestions.cues import cue_list, words_of
from cases.suggestions.defaults import DOMAINS, OFFERED
from cases.suggestions.domains import ranked_domains
from cases.suggestions.fitting import fit, fit_roles, fit_words
from cases.suggestions.linear import Weights
from cases.suggestions.measures import Figure, Measured, figures, most_frequent, r_precision
from cases.suggestions.ranking import ranked_bouwstenen, read
from cases.suggestions.roles import ROLES
from cases.suggestions.suggest import suggest
from cases.suggestions.suggested import Known

Case = dict[str, Any]
FOLDS = 6
LABELS = Path(__file__).parent / "labels"
UNSEEN, READINGS = LABELS / "one_offs.jsonl", LABELS / "readings.jsonl"


def measured(case: Case, known: Sequence[Known], names: Sequence[str]) -> Measured:
    text = read(told_text(case), known, told=bool(case.get("consideration")))
    return Measured(
        bouwstenen=[one.value for one in ranked_bouwstenen(text, OFFERED.bouwstenen)],
        domains=[one.value for one in ranked_domains(text, names)],
        provisions=identifiers(suggested_articles(text)),
        true_bouwstenen=list(case.get("bouwstenen") or ()),
        true_domain=case.get("domain") or "",
        true_provisions=identifiers_of(case.get("law") or ""),
    )


def identifiers_of(law: str) -> list[str]:
    return [one.jci for one in provisions_in(law) if one.jci]


def domains_of(cases: Sequence[Case]) -> list[str]:
    return sorted({case["domain"] for case in cases if case.get("domain")})


@contextmanager
def learned_from(cases: Sequence[Case]) -> Iterator[None]:
    """The weights of bouwstenen and domains as these cases alone teach them."""
    fitted = fit_bouwstenen(cases)
    rarity, words = fit_words(domain_examples(cases), DOMAINS)
    tables = {
        "domains": {cue: np.array([count]) for cue, count in strays(cases).items()},
        domains.LEARNED: {word: np.array([rarity[word], *row]) for word, row in words.items()},
    }
    with (
        patch.object(ranking, "weights", lambda _name: fitted),
        patch.object(domains, "table", tables.__getitem__),
        patch.object(domains, "_rarity", lambda: rarity),
    ):
        yield


def demo_measured() -> Iterator[Measured]:
    """A sixth of the demo at a time by what the rest and the told cases teach."""
    cases, told = demo_cases(), told_cases()
    names = domains_of(cases)
    for fold in range(FOLDS):
        others = [case for place, case in enumerate(cases) if place % FOLDS != fold]
        with learned_from(others + told):
            for case in cases[fold::FOLDS]:
                yield measured(case, [known(one) for one in others], names)


def told_measured() -> Iterator[Measured]:
    """The cases of each set by what the demo and the other sets teach."""
    told = told_cases()
    for name in sorted({set_of(case) for case in told}):
        with learned_from(demo_cases() + [case for case in told if set_of(case) != name]):
            for case in told:
                if set_of(case) == name:
                    yield measured(case, (), DOMAINS)


def set_of(case: Case) -> str:
    name, _, _ = case["id"].partition("-")
    return str(name)


def known(case: Case) -> Known:
    return Known(
        text=told_text(case),
        bouwstenen=tuple(case.get("bouwstenen") or ()),
        domain=case.get("domain") or "",
        procedure=case.get("procedure") or "",
        law=case.get("law") or "",
        partners=tuple(case.get("partners") or ()),
    )


def file_measured(path: Path) -> Iterator[Measured]:
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    for case in cases:
        yield measured(case, (), domains_of(cases))


def always_of_the_demo(found: Sequence[Measured]) -> float:
    """The R-precision of what can be known without the labels of the file itself."""
    tags = (tag for case in demo_cases() for tag in case.get("bouwstenen") or ())
    usual = most_frequent(tags)
    having = [one for one in found if one.true_bouwstenen]
    return sum(r_precision(usual, one.true_bouwstenen) for one in having) / max(1, len(having))


def print_agreement() -> None:
    """Agreement: the mean share of tags in common (Jaccard)."""
    rows = [json.loads(line) for line in READINGS.read_text("utf-8").splitlines()]
    written = {case["key"]: case.get("bouwstenen") or () for case in demo_cases()}
    pairs = [
        ("first and second tagging", [(one["first"], one["second"]) for one in rows]),
        (
            "first tagging and the case as written",
            [(one["first"], written[one["key"]]) for one in rows],
        ),
        (
            "second tagging and the case as written",
            [(one["second"], written[one["key"]]) for one in rows],
        ),
    ]
    print("| tags in common | share | cases |\n|---|---|---|")
    for name, found in pairs:
        having = [(set(one), set(other)) for one, other in found if one and other]
        share = sum(len(one & other) / len(one | other) for one, other in having) / len(having)
        print(f"| {name} | {share:.2f} | {len(having)} |")
    print()


def print_figures(name: str, found: Sequence[Figure]) -> None:
    print(f"{name}\n\n| figure | ours | most frequent | cases |\n|---|---|---|---|")
    for one in found:
        print(f"| {one.name} | {one.value:.3f} | {one.baseline:.3f} | {one.cases} |")
    print()


def print_obstacles() -> None:
    examples = obstacle_examples(demo_cases())
    prior = linear.weights("obstacles").prior
    usual = Counter(next(iter(one.labels)) for one in examples).most_common(1)[0][1]
    right = 0
    for place, one in enumerate(examples):
        fitted = fit(examples[:place] + examples[place + 1 :], cue_list("obstacles"))
        scored = linear.score(words_of(one.text), cue_list("obstacles"), _with(fitted, prior))
        right += fitted.labels[int(scored.scores.argmax())] in one.labels
    total = len(examples)
    print(f"| obstacle, right first | {right / total:.3f} | {usual / total:.3f} | {total} |\n")


def _with(fitted: Weights, prior: linear.Vector) -> Weights:
    return replace(fitted, prior=prior)


def print_roles() -> None:
    cases = demo_cases()
    pairs: list[tuple[str, str]] = []
    for fold in range(FOLDS):
        rest = [case for place, case in enumerate(cases) if place % FOLDS != fold]
        fitted = fit_roles(role_sentences(rest), ROLES)
        with patch.object(roles, "table", lambda _name, fitted=fitted: fitted):
            for text, role in role_sentences(cases[fold::FOLDS]):
                found = roles.sentences_with_role(text)
                pairs.append((role, found[0].role if found else ""))
    print("| role | precision | recall | sentences |\n|---|---|---|---|")
    for role in ROLES:
        right = sum(pair == (role, role) for pair in pairs)
        given = sum(one == role for _, one in pairs)
        true = sum(one == role for one, _ in pairs)
        print(f"| {role} | {right / max(1, given):.2f} | {right / true:.2f} | {true} |")


def print_speed() -> None:
    cases = demo_cases()
    earlier = ([known(case) for case in cases] * 3)[:300]
    offered = replace(OFFERED, procedures=tuple({one.procedure for one in earlier}))
    suggest(cases[0]["situation"], offered, earlier)
    start = time.perf_counter()
    for case in cases[:20]:
        suggest(told_text(case), offered, earlier)
    print(f"\n{(time.perf_counter() - start) / 20 * 1000:.0f} ms a text beside 300 earlier cases")


def main(arguments: Sequence[str]) -> None:
    for path in map(Path, arguments):
        found = list(file_measured(path))
        print_figures(path.name, figures(found))
        print(f"always the demo's most frequent bouwstenen: {always_of_the_demo(found):.3f}\n")
    if not arguments:
        print_figures("The demo, a sixth left out at a time", figures(list(demo_measured())))
        print_figures(UNSEEN.name, figures(list(file_measured(UNSEEN))))
        print_figures("Told cases, a set left out at a time", figures(list(told_measured())))
        print_agreement()
        print_obstacles()
        print_roles()
        print_speed()


if __name__ == "__main__":
    main(sys.argv[1:])
