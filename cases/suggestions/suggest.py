"""From one text to everything it suggests: few and good, each with its reason.

Rules (lists of words), fixed weights learned from invented cases, and the nearest of the cases
that this person may read. Nothing is read from the database, and nothing depends on a case that
was not given.
"""

from collections.abc import Iterable, Sequence

from cases.suggestions.articles import suggested_articles
from cases.suggestions.domains import ranked_domains
from cases.suggestions.partners import suggested_partners, suggested_procedures
from cases.suggestions.ranking import (
    Text,
    ranked_bouwstenen,
    ranked_obstacles,
    read,
)
from cases.suggestions.roles import sentences_with_role
from cases.suggestions.sentences import LONGEST_TEXT
from cases.suggestions.suggested import Known, Offered, Suggested, Suggestion
from cases.suggestions.titles import titles

MOST_BOUWSTENEN, LEAST_BOUWSTEEN = 3, -0.7
LEAST_DOMAIN, AHEAD = 0.5, 1.5
LEAST_OBSTACLE, AHEAD_OF_OBSTACLE = -0.6, 0.3
MOST_PARTNERS, MOST_PROVISIONS = 3, 5


def suggest(text: str, offered: Offered, known: Sequence[Known]) -> Suggested:
    """What this text suggests, with the lists of the organisation and the cases one may read."""
    sentences = sentences_with_role(text)
    weighed = any(one.role == "consideration" for one in sentences)
    read_text = read(text[:LONGEST_TEXT], known, told=weighed)
    return Suggested(
        title=tuple(titles(read_text.written)),
        bouwstenen=tuple(_bouwstenen(read_text, offered.bouwstenen)),
        domain=tuple(_domain(read_text, offered.domains)),
        obstacle=tuple(_obstacle(read_text)),
        procedure=tuple(suggested_procedures(read_text, offered.procedures)[:1]),
        provisions=tuple(suggested_articles(read_text)[:MOST_PROVISIONS]),
        partners=tuple(suggested_partners(read_text)[:MOST_PARTNERS]),
        sentences=tuple(sentences),
    )


def _bouwstenen(text: Text, offered: Sequence[str]) -> Iterable[Suggestion]:
    good = [one for one in ranked_bouwstenen(text, offered) if one.score >= LEAST_BOUWSTEEN]
    return [one for one in good if _has_ground(one)][:MOST_BOUWSTENEN]


def _domain(text: Text, offered: Sequence[str]) -> Iterable[Suggestion]:
    """The first one, when it is well ahead of the second and more than one word speaks for it."""
    ranked = ranked_domains(text, offered)
    if not ranked:
        return []
    best, second = ranked[0].score, ranked[1].score if len(ranked) > 1 else 0.0
    told = ranked[0].reason
    spoken_for = len(told.words) >= 2 or told.cases >= 2
    return ranked[:1] if spoken_for and best >= max(LEAST_DOMAIN, AHEAD * second) else []


def _obstacle(text: Text) -> Iterable[Suggestion]:
    best, second = ranked_obstacles(text)[:2]
    clear = best.score >= LEAST_OBSTACLE and best.score >= second.score + AHEAD_OF_OBSTACLE
    return [best] if clear and _has_ground(best) else []


def _has_ground(one: Suggestion) -> bool:
    """Whether there is a reason to give; without one nothing is suggested."""
    return bool(one.reason.words) or one.reason.cases >= 2
