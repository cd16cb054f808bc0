"""The demo's cases as examples to learn suggestions from and to measure them on. Pure."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from cases.suggestions.cues import cue_list, hits_in, words_of
from cases.suggestions.fitting import Example, fit
from cases.suggestions.linear import Weights
from cases.suggestions.names import naming
from cases.suggestions.ranking import stray_key
from cases.suggestions.roles import ROLES
from cases.suggestions.sentences import sentences_of
from cases.terms import Obstacle, parse
from demo.people import DATA

TEXTS = ("title", "situation", "standard_procedure", "deviation", "consideration", "outcome")
NONE = "none"


def demo_cases() -> list[dict[str, Any]]:
    """The cases of the demo as they are written in its files."""
    files = sorted(DATA.glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


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
    """The weights of the bouwstenen; the field that tells the weighing is named after one."""
    return fit(bouwsteen_examples(cases), cue_list("bouwstenen"), spoken_of="afwegen")


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
