"""What was found in a text, as a page or a line under a field shows it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from app.personal_data.findings import Finding, Kind
from app.personal_data.scan import replacement
from app.web.language import said
from cases.models.case import TEXT_FIELDS, Case
from cases.models.history import CaseFinding, Decision
from cases.operations.allowed_words import ALLOWABLE
from cases.operations.findings import FIELD_LABELS, excerpt, findings_of

KIND_LABELS = {
    Kind.NAME: "naam",
    Kind.ADDRESS: "adres",
    Kind.BSN: "BSN",
    Kind.IBAN: "rekeningnummer",
    Kind.PHONE: "telefoonnummer",
    Kind.EMAIL: "e-mailadres",
    Kind.POSTCODE: "postcode",
    Kind.LICENCE_PLATE: "kenteken",
    Kind.KVK: "KvK-nummer",
    Kind.CASE_NUMBER: "zaaknummer",
    Kind.DATE_OF_BIRTH: "geboortedatum",
}


@dataclass(frozen=True)
class Piece:
    """A piece of a text; with a kind it is a finding."""

    text: str
    kind: str = ""
    open: bool = False


@dataclass
class Words:
    """Words that were found, perhaps in several places, and what may be done with them."""

    public_id: str
    text: str
    kind: str
    placeholder: str
    allowable: bool
    open: bool
    places: int = 0


@dataclass
class MarkedField:
    """A text with its findings marked, and the words that are asked about here."""

    name: str
    label: str
    pieces: list[Piece] = field(default_factory=list)
    found: dict[str, Words] = field(default_factory=dict)

    @property
    def waiting(self) -> int:
        """How many of the words still wait for a decision."""
        return sum(1 for one in self.found.values() if one.open)


def marked_fields(case: Case) -> list[MarkedField]:
    """The texts in which something was found, in the order of the form.

    A decision holds for the same words everywhere, so it is asked at the first place only.
    """
    found = findings_of(case)
    marked = [
        _marked(case, name, here)
        for name in TEXT_FIELDS
        if (here := [one for one in found if one.field == name])
    ]
    asked: dict[tuple[str, bool], Words] = {}
    for one in marked:
        for words in list(one.found.values()):
            first = asked.setdefault((words.text, words.open), words)
            if first is not words:
                first.places += words.places
                del one.found[words.text]
    return marked


def _marked(case: Case, name: str, found: list[CaseFinding]) -> MarkedField:
    marked, text, last = MarkedField(name, FIELD_LABELS[name]), getattr(case, name) or "", 0
    for one in found:
        words, kind = excerpt(case, one), Kind(one.kind)
        is_open = one.decision is Decision.OPEN
        marked.pieces += [
            Piece(text[last : one.start]),
            Piece(words, KIND_LABELS[kind], is_open),
        ]
        last = one.end
        line = marked.found.setdefault(
            words,
            Words(
                public_id=one.public_id,
                text=words,
                kind=KIND_LABELS[kind],
                placeholder=replacement(kind),
                allowable=kind in ALLOWABLE,
                open=is_open,
            ),
        )
        line.places += 1
        line.open = line.open or is_open
    marked.pieces.append(Piece(text[last:]))
    return marked


def lines_about(
    found: Mapping[str, Iterable[Finding]], kept: Collection[tuple[str, str]]
) -> dict[str, list[str]]:
    """What stands under each field while somebody types; nothing about what they have kept."""
    lines: dict[str, list[str]] = {}
    for name, findings in found.items():
        by_kind: dict[Kind, list[str]] = {}
        for one in findings:
            if (name, one.text) not in kept:
                by_kind.setdefault(one.kind, []).append(one.text)
        if by_kind:
            lines[name] = [_line(kind, words) for kind, words in by_kind.items()]
    return lines


def _line(kind: Kind, words: list[str]) -> str:
    quoted = ", ".join(f"'{one}'" for one in dict.fromkeys(words))
    seems = _("Lijkt op een %(kind)s: %(words)s.", kind=said(KIND_LABELS[kind]), words=quoted)
    if kind is Kind.NAME:
        better = _("Schrijf liever 'de inwoner' of 'mijn collega'.")
    else:
        better = _("Laat het liever weg.")
    return f"{seems} {better}"
