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

    INPUT = "input"
    QUESTIONS = "questions"
    SILENT_WRITING = "silent_writing"
    PERSPECTIVES = "perspectives"
    OPTIONS = "options"
    BREAKTHROUGH = "breakthrough"
    AGREEMENTS = "agreements"
    LESSONS = "lessons"


class SessionForm(StrEnum):
    """Which steps a case gets: `steps.py` tells them."""

    SHORT = "short"
    EXTENDED = "extended"


class SessionMode(StrEnum):
    """Together at one moment, or spread over some days, each at their own time."""

    TOGETHER = "together"
    SPREAD = "spread"


class Duty(StrEnum):
    """What a step asks of somebody in a session that is spread over days; nowhere stored."""

    READ = "read"
    COMPLETE = "complete"
    ASK = "ask"
    ANSWER = "answer"
    WRITE = "write"
    COMPARE = "compare"
    WEIGH = "weigh"
    CHOOSE = "choose"
    AGREE = "agree"
    AGREE_AND_LEARN = "agree_and_learn"
    LEARN = "learn"


class TestStep(StrEnum):
    """The four steps of the omgekeerde toets, the law last."""

    __test__ = False

    DESIRED_EFFECT = "desired_effect"
    CORE_VALUES = "core_values"
    LONG_TERM = "long_term"
    LEGAL_TEST = "legal_test"


class ConsentState(StrEnum):
    """What the reporter says of somebody who was not named when they offered their case."""

    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"


class TopicKind(StrEnum):
    """What somebody says to know about: an article, a procedure or a bouwsteen."""

    PROVISION = "provision"
    PROCEDURE = "procedure"
    BOUWSTEEN = "bouwsteen"


class Helped(StrEnum):
    """Whether a session helped, by who was there."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


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
        StepName.INPUT: "inbreng",
        StepName.QUESTIONS: "verhelderende vragen",
        StepName.SILENT_WRITING: "stil schrijven",
        StepName.PERSPECTIVES: "perspectieven",
        StepName.OPTIONS: "opties",
        StepName.BREAKTHROUGH: "de doorbraak",
        StepName.AGREEMENTS: "afspraken",
        StepName.LESSONS: "lessen",
    },
    SessionForm: {
        SessionForm.SHORT: "kort",
        SessionForm.EXTENDED: "uitgebreid",
    },
    SessionMode: {
        SessionMode.TOGETHER: "samen, op één moment",
        SessionMode.SPREAD: "verspreid over een paar dagen",
    },
    Duty: {
        Duty.READ: "Lees de casus",
        Duty.COMPLETE: "Vul je casus aan als er iets mist",
        Duty.ASK: "Stel je vragen",
        Duty.ANSWER: "Beantwoord de vragen over je casus",
        Duty.WRITE: "Schrijf je perspectief",
        Duty.COMPARE: "Lees hoe iedereen ernaar kijkt",
        Duty.WEIGH: "Noem opties, met wat ervoor en ertegen pleit",
        Duty.CHOOSE: "Kies samen een weg",
        Duty.AGREE: "Leg afspraken vast",
        Duty.AGREE_AND_LEARN: "Leg afspraken en lessen vast",
        Duty.LEARN: "Leg vast wat jullie leren",
    },
    TestStep: {
        TestStep.DESIRED_EFFECT: "gewenst effect",
        TestStep.CORE_VALUES: "grondwaarden van de wet",
        TestStep.LONG_TERM: "gevolgen op langere termijn",
        TestStep.LEGAL_TEST: "juridische toets",
    },
    TopicKind: {
        TopicKind.PROVISION: "wetsartikel",
        TopicKind.PROCEDURE: "procedure",
        TopicKind.BOUWSTEEN: "bouwsteen",
    },
    Helped: {
        Helped.YES: "ja",
        Helped.PARTLY: "een beetje",
        Helped.NO: "nee",
    },
}


def label(value: StrEnum) -> str:
    """The Dutch word for a code."""
    return LABELS[type(value)][value]


def choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """Codes with their words, in the order of the list, for a form."""
    return [(code.value, word) for code, word in LABELS[kind].items()]
