"""What a text suggests as chips to press, and what was pressed as the details of a case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cases.operations.log import CaseDetails
from cases.suggestions.suggested import Reason, Suggested
from cases.terms import Direction, Kind, Obstacle, Stage, label

# Of these a case has one, so the page offers the best one alone.
SINGLE = ("domain", "obstacle", "procedure")
MOST = 6
LAW_LENGTH = 500
PARTNER_LENGTH = 100
MOST_PARTNERS = 20
BETWEEN = ":"
REMEMBERED = Reason()


@dataclass(frozen=True)
class Chip:
    """One suggestion on the page: the mark that is posted when it is accepted, and why it is."""

    mark: str
    words: str
    reason: Reason
    role: str = ""
    accepted: bool = False


@dataclass(frozen=True)
class Group:
    """The chips of one sort."""

    name: str
    chips: tuple[Chip, ...]


@dataclass(frozen=True)
class Lists:
    """The lists of an organisation: what a mark must stand in to count."""

    bouwstenen: dict[str, str]
    domains: frozenset[str]
    procedures: frozenset[str]


@dataclass(frozen=True)
class Told:
    """What the reporter told on the first page."""

    text: str
    kind: Kind = Kind.PINCHES
    stage: Stage = Stage.SOLVED
    procedure: str = ""


def chip_groups(
    suggested: Suggested, told: Told, accepted: Sequence[str] | None = None
) -> list[Group]:
    """The groups that hold something, in the order of the page; ticked is what was accepted.

    None says that nobody has chosen yet: then nothing is ticked but the procedure that the
    reporter came from.
    """
    pressed = set(accepted or ())
    groups = [
        _group("bouwstenen", suggested, pressed),
        _group("domain", suggested, pressed),
        _group("obstacle", suggested, pressed),
        _remembered(told, accepted) if told.procedure else _group("procedure", suggested, pressed),
        _group("partners", suggested, pressed),
        _group("provisions", suggested, pressed),
        _sentences(suggested, pressed),
    ]
    return [group for group in groups if group.chips]


def _group(name: str, suggested: Suggested, pressed: set[str]) -> Group:
    found = getattr(suggested, name)[: 1 if name in SINGLE else MOST]
    chips = []
    for one in found:
        mark = name + BETWEEN + one.value
        words = label(Obstacle(one.value)) if name == "obstacle" else one.value
        chips.append(Chip(mark, words, one.reason, accepted=mark in pressed))
    return Group(name, tuple(chips))


def _remembered(told: Told, accepted: Sequence[str] | None) -> Group:
    """The procedure that the reporter came from is no guess: it is set until it is removed."""
    mark = "procedure" + BETWEEN + told.procedure
    kept = accepted is None or mark in accepted
    return Group("procedure", (Chip(mark, told.procedure, REMEMBERED, accepted=kept),))


def _sentences(suggested: Suggested, pressed: set[str]) -> Group:
    chips = []
    for one in suggested.sentences:
        words = squeezed(one.text)
        mark = one.role + BETWEEN + words
        chips.append(Chip(mark, words, one.reason, role=one.role, accepted=mark in pressed))
    return Group("sentences", tuple(chips))


def squeezed(text: str) -> str:
    """Text with single spaces: a browser may send the line ends inside a mark differently."""
    return " ".join(text.split())


def details_of(
    told: Told, marks: Sequence[str], lists: Lists, *, title: str, needed_by: date | None
) -> CaseDetails:
    """The case as its reporter accepted it.

    A mark counts when it stands in the lists of the organisation, or, for a sentence, in the
    reporter's own text; a request that was made by hand invents neither.
    """
    chosen = _by_sort(marks)
    helped = told.kind is Kind.GOOD_EXAMPLE
    direction = Direction.HELPED if helped else Direction.PINCHED
    procedures = lists.procedures | {told.procedure}
    obstacles = [one for one in chosen.get("obstacle", []) if one in set(Obstacle)]
    return CaseDetails(
        title=title,
        situation=told.text,
        kind=told.kind,
        stage=told.stage,
        needed_by=needed_by,
        bouwstenen={
            lists.bouwstenen[name]: direction
            for name in chosen.get("bouwstenen", [])
            if name in lists.bouwstenen
        },
        domain=_first(chosen, "domain", lists.domains),
        obstacle=Obstacle(obstacles[0]) if obstacles else None,
        procedure=_first(chosen, "procedure", procedures),
        law=_joined(chosen.get("provisions", []), LAW_LENGTH),
        partners=[one[:PARTNER_LENGTH] for one in chosen.get("partners", [])[:MOST_PARTNERS]],
        standard_procedure=_said(told, chosen, "standard_procedure"),
        deviation=_said(told, chosen, "deviation"),
        consideration=_said(told, chosen, "consideration"),
        outcome=_said(told, chosen, "outcome"),
    )


def _by_sort(marks: Sequence[str]) -> dict[str, list[str]]:
    """The values of the marks by their sort, each once."""
    found: dict[str, list[str]] = {}
    for mark in dict.fromkeys(marks):
        sort, _, value = mark.partition(BETWEEN)
        if value:
            found.setdefault(sort, []).append(value)
    return found


def _first(chosen: dict[str, list[str]], sort: str, known: Iterable[str]) -> str:
    names = set(known)
    return next((one for one in chosen.get(sort, []) if one in names), "")


def _joined(parts: list[str], longest: int) -> str:
    """As many of the parts as fit, whole."""
    text = ""
    for part in parts:
        longer = f"{text}; {part}" if text else part
        text = longer if len(longer) <= longest else text
    return text


def _said(told: Told, chosen: dict[str, list[str]], role: str) -> str:
    text = squeezed(told.text)
    return " ".join(one for one in map(squeezed, chosen.get(role, [])) if one in text)
