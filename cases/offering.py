"""To whom a running case can be offered in the same press as sharing it.

Whoever takes cases up (the Doorbraak) registers itself here; this package never calls up.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.audit import Actor
from cases.models.case import Case


@dataclass(frozen=True)
class Offering:
    """A team that can take a case up, and who of it reads the case, as shown beforehand.

    `readers` read it at once, `later` those who sit in when it is taken up.
    """

    key: str
    name: str
    readers: tuple[str, ...]
    later: tuple[str, ...] = ()


Choices = Callable[[Case], list[Offering]]
Take = Callable[[Case, str, Actor], None]


@dataclass(frozen=True)
class Desk:
    """Where cases are offered: the teams for a case, and the verb that offers it to one."""

    choices: Choices
    take: Take


desks: list[Desk] = []


def open_desk(desk: Desk) -> None:
    """Register a place where cases are offered, once."""
    if desk not in desks:
        desks.append(desk)


def offerings_for(case: Case) -> list[Offering]:
    """The teams to which this case can be offered now."""
    return [one for desk in desks for one in desk.choices(case)]


def offer_to(case: Case, key: str, *, by: Actor) -> None:
    """Offer a case to the team of this key, at the desk that knows it."""
    for desk in desks:
        if key in {one.key for one in desk.choices(case)}:
            desk.take(case, key, by)
            return
