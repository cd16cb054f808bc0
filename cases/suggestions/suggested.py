"""What a text suggests, as the page shows it: values, each with its reason. Pure data.

A reason is honest: the words stand in the writer's own text exactly so, or so many of the nearest
cases that the writer may read have it. The page makes Dutch of it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """Why something is suggested: words of the writer's own text, or a number of like cases."""

    words: tuple[str, ...] = ()
    cases: int = 0


@dataclass(frozen=True)
class Suggestion:
    """One value to accept or to remove; `direction` is a code of Direction or empty."""

    value: str
    reason: Reason
    score: float
    direction: str = ""


@dataclass(frozen=True)
class Sentence:
    """A sentence of the text (text[start:end]) that reads as one of the fields of a case.

    `role`: standard_procedure, deviation, consideration or outcome.
    """

    start: int
    end: int
    text: str
    role: str
    reason: Reason


@dataclass(frozen=True)
class Suggested:
    """All that one text suggests, best first; what the text gives no ground for is empty.

    `obstacle` holds codes of Obstacle, `provisions` articles as written, the others names.
    """

    title: tuple[Suggestion, ...] = ()
    bouwstenen: tuple[Suggestion, ...] = ()
    domain: tuple[Suggestion, ...] = ()
    obstacle: tuple[Suggestion, ...] = ()
    procedure: tuple[Suggestion, ...] = ()
    provisions: tuple[Suggestion, ...] = ()
    partners: tuple[Suggestion, ...] = ()
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Offered:
    """The lists of the organisation, from which bouwstenen, domain and procedure are chosen."""

    bouwstenen: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """An earlier case that this person may read: its text and how it was tagged.

    `obstacle` is a code of Obstacle or empty; `law` as its reporter wrote it.
    """

    text: str
    bouwstenen: tuple[str, ...] = ()
    domain: str = ""
    obstacle: str = ""
    procedure: str = ""
    law: str = ""
    partners: tuple[str, ...] = ()
