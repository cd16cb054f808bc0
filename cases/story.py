"""What became of a case: steps told by whoever knows, asked in turn. Registered, never imported."""

from collections.abc import Callable, Sequence
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
    # What it is about, where steps of several things stand among one another.
    about: str = ""


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


@dataclass(frozen=True)
class Mark:
    """How far a case has come in one link of the chain, in a word or two."""

    words: str
    done: bool = True


@dataclass(frozen=True)
class Link:
    """A link of the chain: what was reached in it, if anything, and how that is said."""

    title: str
    mark: Mark | None
    words: str


# The links of the chain; "shared" stands for the case itself.
CHAIN = ("shared", "review", "pattern", "proposal", "decision", "change")

# Markers tell of many cases at once what tellers tell of one, so that a list asks each once.
Marker = Callable[[Sequence[Case], Person], dict[tuple[int, str], Mark]]
markers: list[Marker] = []


def mark_by(marker: Marker) -> None:
    """Register somebody who knows how far cases have come, once."""
    if marker not in markers:
        markers.append(marker)


def chains_of(cases: Sequence[Case], reader: Person) -> dict[int, list[Link]]:
    """Per case where it stands in the chain from case to change."""
    marks: dict[tuple[int, str], Mark] = {}
    for marker in markers:
        marks |= marker(cases, reader)
    return {case.id: _chain({one: marks.get((case.id, one)) for one in CHAIN}) for case in cases}


def _chain(marks: dict[str, Mark | None]) -> list[Link]:
    """The links in order; what was passed over will not come any more."""
    titles = {
        "shared": _("Casus"),
        "review": _("Doorbraak"),
        "pattern": _("Patroon"),
        "proposal": _("Voorstel"),
        "decision": _("Beslissing"),
        "change": _("Verandering"),
    }
    last = max((place for place, one in enumerate(CHAIN) if marks[one]), default=0)
    return [
        Link(
            titles[one],
            mark,
            mark.words if mark else _("overgeslagen") if place < last else _("nog niet"),
        )
        for place, (one, mark) in enumerate(marks.items())
    ]


def first_marks(cases: Sequence[Case], reader: Person) -> dict[tuple[int, str], Mark]:
    """The beginning, that the case itself knows."""
    del reader
    return {
        (case.id, "shared"): Mark(_("nog niet gedeeld"), done=False)
        if case.state is CaseState.DRAFT
        else Mark(_("gedeeld"))
        for case in cases
    }
