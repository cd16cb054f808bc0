"""Which sentences of a text read as standard procedure, deviation, consideration or outcome.

A softmax over the four roles and none, on the weighed cues of each role and on the words and pairs
of words of the sentence; learned from sentences that people had put in the field themselves. A
sentence without clear evidence has no role.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from cases.suggestions.cues import Hit, Word, cue_list, hits_in, words_of
from cases.suggestions.linear import Vector, table
from cases.suggestions.sentences import Piece, sentences_of
from cases.suggestions.suggested import Reason, Sentence

ROLES = ("standard_procedure", "deviation", "consideration", "outcome")
LEAST_SURE = 0.45
SHORTEST = 4
PAIR_SHARE = 0.5
HELD_BACK = 0.7
"""Taken off the evidence for no role: where people have separate fields, most that belongs in one
stands there, so the situation that the model learned from is poorer in roles than a text at once.
"""


def sentences_with_role(text: str) -> list[Sentence]:
    """The sentences that read as one of the four fields, in the order of the text."""
    found = (_read(piece) for piece in sentences_of(text))
    return [one for one in found if one is not None]


def _read(piece: Piece) -> Sentence | None:
    words = words_of(piece.text)
    if len(words) < SHORTEST:
        return None
    sure = chances(words)
    place = int(np.argmax(sure[:-1]))
    if sure[place] < LEAST_SURE:
        return None
    role = ROLES[place]
    shown = _reason(piece.text, words, role)
    return Sentence(piece.start, piece.end, piece.text, role, shown) if shown.words else None


def chances(words: Sequence[Word]) -> Vector:
    """How sure each role is, in the order of ROLES, and as the last that there is none."""
    fitted = table("roles")
    total = np.zeros(len(ROLES) + 1)
    for name, amount in features(words).items():
        if name in fitted:
            total = total + amount * fitted[name]
    total[-1] -= HELD_BACK
    powers = np.exp(total - total.max())
    sure: Vector = powers / powers.sum()
    return sure


def features(words: Sequence[Word]) -> dict[str, float]:
    """What the model sees of a sentence: the root of its cues by role, its words and its pairs."""
    found = {"(always)": 1.0}
    for hit in _distinct(hits_in(words, cue_list("roles"))):
        name = f"({hit.cue.label})"
        found[name] = found.get(name, 0.0) + hit.cue.weight
    found = {name: amount**0.5 for name, amount in found.items()}
    lower = [one.lower for one in words]
    pairs = (f"{first} {second}" for first, second in pairwise(lower))
    return found | dict.fromkeys((*lower, *pairs), PAIR_SHARE)


def _distinct(hits: Sequence[Hit]) -> list[Hit]:
    return list({hit.cue: hit for hit in hits}.values())


def _reason(text: str, words: Sequence[Word], role: str) -> Reason:
    """The strongest cue of the role as it stands in the sentence; none, and it is not suggested."""
    hits = [hit for hit in hits_in(words, cue_list("roles")) if hit.cue.label == role]
    strong = sorted(hits, key=lambda hit: (-hit.cue.weight, hit.start - hit.end))
    return Reason(tuple(text[hit.start : hit.end] for hit in strong[:1]))
