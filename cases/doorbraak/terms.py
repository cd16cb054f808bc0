"""The closed lists of the Doorbraak: codes for the database, Dutch words for the screen. Pure."""

from enum import StrEnum


class Value(StrEnum):
    """The three corners of the triangle of values (waardendriehoek)."""

    LEGITIMACY = "legitimacy"
    INVOLVEMENT = "involvement"
    RETURN = "return"


class LessonKind(StrEnum):
    """Is this about one case, or does the system ask for change?"""

    INCIDENTAL = "incidental"
    STRUCTURAL = "structural"


class OfferState(StrEnum):
    """What became of an offer. It is a record beside the case, never a state of it."""

    OPEN = "open"
    PLANNED = "planned"
    DONE = "done"
    TAKEN_BACK = "taken_back"
    HANDED_BACK = "handed_back"
    ENDED = "ended"


class ItemResult(StrEnum):
    """How far a case on the agenda came."""

    WAITING = "waiting"
    REVIEWED = "reviewed"
    NOT_REACHED = "not_reached"
    TAKEN_OFF = "taken_off"


class StepName(StrEnum):
    """A step with a case in a session."""

    SILENT_WRITING = "silent_writing"
    PERSPECTIVES = "perspectives"
    BREAKTHROUGH = "breakthrough"
    AGREEMENTS = "agreements"


# The short form (kort): four steps a case, in this order.
SHORT_FORM = (
    StepName.SILENT_WRITING,
    StepName.PERSPECTIVES,
    StepName.BREAKTHROUGH,
    StepName.AGREEMENTS,
)

LIVE_OFFERS = frozenset({OfferState.OPEN, OfferState.PLANNED})

LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    Value: {
        Value.LEGITIMACY: "legitimiteit",
        Value.INVOLVEMENT: "betrokkenheid",
        Value.RETURN: "rendement",
    },
    LessonKind: {
        LessonKind.INCIDENTAL: "incidenteel",
        LessonKind.STRUCTURAL: "structureel",
    },
    ItemResult: {
        ItemResult.WAITING: "op de agenda",
        ItemResult.REVIEWED: "besproken",
        ItemResult.NOT_REACHED: "niet aan toegekomen",
        ItemResult.TAKEN_OFF: "van de agenda",
    },
    StepName: {
        StepName.SILENT_WRITING: "stil schrijven",
        StepName.PERSPECTIVES: "perspectieven",
        StepName.BREAKTHROUGH: "de doorbraak",
        StepName.AGREEMENTS: "afspraken en les",
    },
}


def label(value: StrEnum) -> str:
    """The Dutch word for a code."""
    return LABELS[type(value)][value]


def choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """Codes with their words, in the order of the list, for a form."""
    return [(code.value, word) for code, word in LABELS[kind].items()]
