"""A title from a text: its most telling sentence, cut at the end of a clause."""

import re
from collections.abc import Sequence

from cases.suggestions.cues import Hit, cue_list, hits_in, words_of
from cases.suggestions.sentences import Piece, sentences_of
from cases.suggestions.suggested import Reason, Suggestion

LONGEST = 90
SHORTEST = 20
CANDIDATES = 6
_OPENING = re.compile(
    r"^(?:(?:en|maar|dus|want|nou|toen|ook|daarna|vandaag|vanmorgen|vanmiddag|gisteren|vorige week"
    r"|even iets positiefs)\b[,:]?\s+)+",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\s*[,;:(–—]\s|\s+-\s|\s+(?=(?:omdat|maar|terwijl|waardoor|zodat|want|hoewel|zodra|en|toen)\s)"
)
_POINTING = {
    "ze", "zij", "hij", "dat", "dit", "die", "deze", "het", "daar", "daarom", "er", "hier", "hem",
    "haar", "zijn", "hun", "zo", "niet", "nee", "ja", "wel", "wat",
}  # fmt: skip
_OURSELVES = {"ik", "we", "wij"}
_FUNCTION_WORDS = """
en of maar want dus om te de het een van voor met in op aan bij tot uit over naar door als dan toen
omdat terwijl waardoor zodat hoewel zodra is was wordt werd heeft had kan kon moet moest wil wilde
zal zou mag mocht geen mijn onze ons uw je elke ieder iedere alle nog ook pas al wie wat waar die
dat deze dit per na sinds tegen tussen onder zonder volgens wegens
"""
_LOOSE = _OURSELVES | _POINTING - {"niet", "wel", "hem"} | set(_FUNCTION_WORDS.split())


def titles(text: str) -> list[Suggestion]:
    """One title of 90 characters at most, or none for a text without a usable sentence."""
    pieces = sentences_of(text)[:CANDIDATES]
    hits = hits_in(words_of(text), cue_list("domains"))
    rated = [(_worth(piece, place, hits), piece) for place, piece in enumerate(pieces)]
    for worth, piece in sorted(rated, key=lambda pair: -pair[0]):
        value = shortened(piece.text)
        if value:
            return [Suggestion(value, Reason(_telling(text, piece, hits)), worth)]
    return []


def _worth(piece: Piece, place: int, hits: Sequence[Hit]) -> float:
    """How good a title a sentence makes: early, of a fair length, telling, clear by itself."""
    told = sum(min(hit.cue.weight, 3) for hit in _inside(piece, hits) if hit.cue.weight >= 2)
    first = piece.text.split(maxsplit=1)[0].strip("\"'“‘(,").casefold() if piece.text else ""
    worth = 3.0 - place + min(told, 6) / 2
    worth -= 3 if first in _POINTING else 1 if first in _OURSELVES else 0
    worth -= 2 if len(piece.text) < SHORTEST or len(piece.text) > 2 * LONGEST else 0
    return worth - (1 if piece.text.endswith("?") or piece.text[:1] in "\"'“‘" else 0)


def shortened(sentence: str) -> str:
    """A sentence as a title: cut at a clause, else between words; empty when too little is left."""
    plain = " ".join(_OPENING.sub("", sentence).split()).strip(" .!…;:,-*•")
    if len(plain) > LONGEST:
        ends = [found.start() for found in _CLAUSE.finditer(plain)]
        fitting = [end for end in ends if SHORTEST <= end <= LONGEST]
        plain = plain[: fitting[-1]] if fitting else plain[: LONGEST + 1].rpartition(" ")[0]
    words = plain.rstrip(" ,;:(–—-.").split(" ")
    while words and words[-1].casefold().strip("\"'”’,") in _LOOSE:
        words.pop()
    plain = " ".join(words).rstrip(" ,;:(–—-.")
    return plain[:1].upper() + plain[1:] if len(words) > 1 else ""


def _inside(piece: Piece, hits: Sequence[Hit]) -> list[Hit]:
    return [hit for hit in hits if piece.start <= hit.start and hit.end <= piece.end]


def _telling(text: str, piece: Piece, hits: Sequence[Hit]) -> tuple[str, ...]:
    best = max(_inside(piece, hits), key=lambda hit: hit.cue.weight, default=None)
    return (text[best.start : best.end],) if best and best.cue.weight >= 2 else ()
