"""What became of a case: steps told by whoever knows, asked in turn. Registered, never imported."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from app.people.models import Person
from cases.lifecycle import CaseState
from cases.models.case import Case

ORDER = ("logged", "shared", "reaction", "review", "pattern", "proposal", "decision", "change")


@dataclass(frozen=True)
class Step:
    """A step on the way from case to change. `text` never names or counts below the rule.

    Whoever tells it says the title in the language of the page.
    """

    chapter: str
    title: str
    day: date | None = None
    text: str = ""
    done: bool = True
    endpoint: str = ""
    key: str = ""


Teller = Callable[[Case, Person], list[Step]]
tellers: list[Teller] = []


def tell_by(teller: Teller) -> None:
    """Register somebody who knows part of the story, once."""
    if teller not in tellers:
        tellers.append(teller)


def story_of(case: Case, reader: Person) -> list[Step]:
    """All steps in the order of the chain; inside a chapter by date."""
    steps = [step for teller in tellers for step in teller(case, reader)]
    return sorted(steps, key=lambda one: (ORDER.index(one.chapter), one.day or date.max))


def first_steps(case: Case, reader: Person) -> list[Step]:
    """The beginning, that the case itself knows. Dates of others' cases stay out."""
    own = case.reporter_id == reader.id
    steps = [Step("logged", _("Vastgelegd"), case.created_at.date() if own else None)]
    if case.state is CaseState.DRAFT:
        return [*steps, Step("shared", _("Nog niet gedeeld"), done=False)]
    day = case.first_shared_at.date() if own and case.first_shared_at else None
    return [*steps, Step("shared", _("Gedeeld"), day)]
