"""What each step of a review shows to somebody who follows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from app.people.models import Person
from cases.doorbraak.contributing import (
    AGREEMENT,
    LESSON,
    PERSPECTIVE,
    WAY,
    can_add_note,
    can_answer,
    can_ask,
    is_closed,
    is_closed_for,
)
from cases.doorbraak.models.deliberation import CaseNote, ClarifyingQuestion, Option
from cases.doorbraak.models.review import Agreement, ChosenWay, Lesson, Perspective
from cases.doorbraak.models.session import AgendaItem, SessionParticipant
from cases.doorbraak.permissions import (
    can_note,
    can_write_perspective,
    leads_session,
    own_perspective,
)
from cases.doorbraak.queries.review import (
    agreements_of,
    lessons_of,
    notes_of,
    options_of,
    perspectives_for,
    questions_of,
    way_of,
)
from cases.doorbraak.queries.sessions import participants_who
from cases.doorbraak.triangle import Dot, dots


@dataclass(frozen=True)
class Voice:
    """An opened perspective, by its number on the triangle, and as who its writer sat in."""

    number: int
    perspective: Perspective
    seat: SessionParticipant | None

    @property
    def is_placed(self) -> bool:
        """Whether any weight was given, so that there is a dot."""
        one = self.perspective
        return bool(one.legitimacy or one.involvement or one.returns)


class AboutStep(TypedDict):
    """Everything that the parts of a review may show this person; texts first, then rights."""

    case_notes: Sequence[CaseNote]
    questions: Sequence[ClarifyingQuestion]
    voices: list[Voice]
    dots: list[Dot]
    seats: Sequence[tuple[SessionParticipant, bool]]
    options: Sequence[Option]
    way: ChosenWay | None
    agreements: Sequence[Agreement]
    lessons: Sequence[Lesson]
    own: Perspective | None
    writes: bool
    writes_for: list[SessionParticipant]
    adds_note: bool
    asks: bool
    answers: bool
    notes: bool
    notes_way: bool
    notes_agreement: bool
    notes_lesson: bool


def about_step(item: AgendaItem, person: Person) -> AboutStep:
    """What is written about a case and what this person may add; the caller has let them in.

    Voices and dots are there for everybody at once, when the perspectives are open, and for nobody
    before. Until then it is told who is in, and never what.
    """
    voices = _voices(item, person)
    notes = can_note(item, person)
    return AboutStep(
        case_notes=notes_of(item),
        questions=questions_of(item),
        voices=voices,
        dots=_dots(voices),
        seats=participants_who(item),
        options=options_of(item),
        way=way_of(item),
        agreements=agreements_of(item),
        lessons=lessons_of(item),
        own=own_perspective(item, person),
        writes=can_write_perspective(item, person) and not is_closed(item, PERSPECTIVE),
        writes_for=writable_for(item, person),
        adds_note=can_add_note(item, person),
        asks=can_ask(item, person),
        answers=can_answer(item, person),
        notes=notes,
        notes_way=notes and not is_closed_for(item, person, WAY),
        notes_agreement=notes and not is_closed_for(item, person, AGREEMENT),
        notes_lesson=notes and not is_closed_for(item, person, LESSON),
    )


def _voices(item: AgendaItem, person: Person) -> list[Voice]:
    if item.opened_at is None:
        return []
    seats = {seat.person_id: seat for seat in item.session.participants}
    return [
        Voice(number, one, seats.get(one.person_id))
        for number, one in enumerate(perspectives_for(item, person), start=1)
    ]


def _dots(voices: Sequence[Voice]) -> list[Dot]:
    texts = [voice.perspective for voice in voices]
    return dots([(one.legitimacy, one.involvement, one.returns) for one in texts])


def writable_for(item: AgendaItem, leader: Person) -> list[SessionParticipant]:
    """The participants for whom who leads may write: those without a text of their own.

    What this leader wrote down for somebody can be mended; what another leader wrote cannot be
    read before the perspectives are open, and so not be changed either.
    """
    if not leads_session(item.session, leader):
        return []
    return [
        seat
        for seat in item.session.participants
        if seat.person_id != leader.id
        and can_write_perspective(item, seat.person)
        and is_for_leader(own_perspective(item, seat.person), leader)
    ]


def is_for_leader(kept: Perspective | None, leader: Person) -> bool:
    """Whether nothing is in yet, or only what this leader wrote down."""
    return kept is None or kept.written_by_id == leader.id
