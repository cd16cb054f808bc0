"""What is asked of a person now: told by whoever knows. Registered, never imported."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.people.models import Person


@dataclass(frozen=True)
class Way:
    """One more thing to do about it: a page to open or, when it `posts`, a button to press."""

    words: str
    endpoint: str
    values: Mapping[str, str] = field(default_factory=dict)
    posts: bool = False


@dataclass(frozen=True)
class Ask:
    """Something that waits for this person; whoever tells it says it in the language of the page.

    `endpoint` and `key` (a public id) are the page where it is done, `words` what its button says.
    """

    title: str
    text: str = ""
    endpoint: str = ""
    key: str = ""
    day: date | None = None
    words: str = ""
    # The public id of the case that it names, for the note of what was read.
    case: str = ""
    more: tuple[Way, ...] = ()


Teller = Callable[[Person], list[Ask]]
tellers: list[Teller] = []


def ask_by(teller: Teller) -> None:
    """Register somebody who knows what is asked of people, once; asks stand in that order."""
    if teller not in tellers:
        tellers.append(teller)


def asks_of(person: Person) -> list[Ask]:
    """Everything that is asked of a person now."""
    return [ask for teller in tellers for ask in teller(person)]
