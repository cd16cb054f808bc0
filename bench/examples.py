"""Invented cases as examples to learn suggestions from and to measure them on.

The demo's cases, and `labels/told_cases.jsonl`: 1,100 cases in eleven sets, each from another kind
of place, with the domain, the bouwstenen and the law articles that would be noted there.
`labels/one_offs.jsonl` is never learned from.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from cases.suggestions.cues import cue_list, hits_in, words_of
from cases.suggestions.defaults import DOMAINS
from cases.suggestions.domains import stray_key
from cases.suggestions.fitting import Example, fit
from cases.suggestions.linear import Weights
from cases.suggestions.names import naming
from cases.suggestions.roles import ROLES
from cases.suggestions.sentences import sentences_of
from cases.terms import Obstacle, parse
from demo.people import DATA

TOLD = Path(__file__).parent / "labels" / "told_cases.jsonl"
HELD_BACK = 0.7
TEXTS = ("title", "situation", "standard_procedure", "deviation", "consideration", "outcome")
NONE = "none"


def demo_cases() -> list[dict[str, Any]]:
    """The cases of the demo as they are written in its files."""
    files = sorted(DATA.glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def told_cases() -> list[dict[str, Any]]:
    """The cases that were written to learn from."""
    return [json.loads(line) for line in TOLD.read_text("utf-8").splitlines()]


def told_text(case: dict[str, Any]) -> str:
    """All that a case tells, one field after another."""
    return "\n\n".join(str(case[name]) for name in TEXTS if case.get(name))


def bouwsteen_examples(cases: Sequence[dict[str, Any]]) -> list[Example]:
    """The cases with bouwstenen; the names become the concepts of the list of words."""
    sections = cue_list("bouwstenen").sections
    found = []
    for case in cases:
        names = naming(list(case.get("bouwstenen") or ()), sections).concepts.values()
        labels = {concept for shares in names for concept in shares}
        found.append(Example(told_text(case), labels, bool(case.get("consideration"))))
    return [one for one in found if one.labels]


def fit_bouwstenen(cases: Sequence[dict[str, Any]]) -> Weights:
    """The weights of the bouwstenen; the field that tells the weighing is named after one.

    What the words prove is held back, because an organisation that is not known yet ticks by a
    habit of its own: evidence of others' habits is worth less there than where it was learned.
    """
    fitted = fit(bouwsteen_examples(cases), cue_list("bouwstenen"), spoken_of="afwegen")
    words = {word: HELD_BACK * numbers for word, numbers in fitted.words.items()}
    return replace(fitted, cue_worth=HELD_BACK * fitted.cue_worth, words=words)


def domain_examples(cases: Sequence[dict[str, Any]]) -> list[Example]:
    """The cases with a domain that is on the default list, under the name that it has there."""
    sections = cue_list("domains").sections
    names = naming(DOMAINS, sections).concepts
    found = []
    for case in cases:
        own = naming([case.get("domain") or ""], sections).concepts[case.get("domain") or ""]
        here = {name for name, shares in names.items() if _whole(own) & _whole(shares)}
        if len(here) == 1:
            found.append(Example(told_text(case), here))
    return found


def _whole(shares: Mapping[str, float]) -> set[str]:
    return {concept for concept, part in shares.items() if part == 1}


def obstacle_examples(cases: Sequence[dict[str, Any]]) -> list[Example]:
    """The cases with an obstacle, with the sentence that says what was in the way."""
    found = ((case, parse(Obstacle, case.get("obstacle") or "")) for case in cases)
    return [
        Example(f"{told_text(case)}\n\n{case.get('in_the_way') or ''}", {code.value})
        for case, code in found
        if code is not None
    ]


def strays(cases: Sequence[dict[str, Any]]) -> Counter[str]:
    """In how many cases of another domain each cue of a domain turns up."""
    cues, found = cue_list("domains"), Counter[str]()
    for case in cases:
        if case.get("domain"):
            own = naming([case["domain"]], cues.sections).concepts[case["domain"]]
            here = {hit.cue for hit in hits_in(words_of(told_text(case)), cues)}
            found.update(stray_key(cue) for cue in here if own.get(cue.label) != 1)
    return found


def role_sentences(cases: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    """The sentences of each field with its role; those of the situation have none."""
    return [pair for case in cases for pair in _sentences(case)]


def _sentences(case: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name in (*ROLES, "situation"):
        for piece in sentences_of(case.get(name) or ""):
            yield piece.text, name if name in ROLES else NONE
