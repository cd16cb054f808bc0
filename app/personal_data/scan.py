"""The functions that look for personal data in texts, and the one that replaces it."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from app.personal_data.addresses import addresses
from app.personal_data.allowance import Allowance
from app.personal_data.classes import sort_of
from app.personal_data.codes import case_numbers, licence_plates, postcodes
from app.personal_data.dates import dates
from app.personal_data.findings import Finding, Kind, Rule
from app.personal_data.lowercase import lower_case_names
from app.personal_data.names import names, span_of
from app.personal_data.numbers import bsns, cued_numbers, emails, ibans, phones, references
from app.personal_data.page import Page
from app.personal_data.spreading import Known
from app.personal_data.words import vocabulary

# A number of a stricter kind first: what a rule took is closed to those behind it.
_RULES: tuple[Rule, ...] = (
    references,
    emails,
    ibans,
    dates,
    cued_numbers,
    phones,
    bsns,
    licence_plates,
    addresses,
    postcodes,
    case_numbers,
)

_REPLACEMENTS = {
    Kind.BSN: "[bsn]",
    Kind.IBAN: "[iban]",
    Kind.PHONE: "[telefoon]",
    Kind.EMAIL: "[e-mail]",
    Kind.POSTCODE: "[postcode]",
    Kind.LICENCE_PLATE: "[kenteken]",
    Kind.KVK: "[kvk]",
    Kind.CASE_NUMBER: "[zaaknummer]",
    Kind.DATE_OF_BIRTH: "[geboortedatum]",
    Kind.NAME: "[naam]",
    Kind.ADDRESS: "[adres]",
}


def scan(text: str, allowed: Collection[str] = ()) -> list[Finding]:
    """Find personal data in one text; see `scan_fields`."""
    return scan_fields({"": text}, allowed)[""]


def scan_fields(
    texts: Mapping[str, str], allowed: Collection[str] = (), own: Collection[str] = ()
) -> dict[str, list[Finding]]:
    """Find personal data in the fields of one case; a name found in one is found in all.

    `allowed` are words and phrases that name no person, whatever their capitals. `own` are names
    of the organisation, team, law and procedure of the case: their words stop a name. Findings are
    in order, do not overlap, and count in characters. Takes time in proportion to the length of
    the texts, and answers for any text whatever. Raises Invalid when the word lists are absent.
    """
    vocabulary()  # Refuses here, so that a text without a capital does not pass by chance.
    sheets = {name: _Sheet(text) for name, text in texts.items()}
    allowance = Allowance(allowed, own)
    allowance.locate(sheet.page for sheet in sheets.values())
    known = Known()
    for sheet in sheets.values():
        sheet.find_names(allowance, known)
    welcome = {word.lower() for word in allowed}
    return {
        name: [one for one in sheet.findings(known) if one.text.lower() not in welcome]
        for name, sheet in sheets.items()
    }


class _Sheet:
    """One text while it is being scanned."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._taken = bytearray(len(text))
        self._found = list(self._numbers())
        self.page = Page(text, self._taken)
        self._names: list[tuple[int, int]] = []
        self._blocked: set[int] = set()

    def _numbers(self) -> Iterator[Finding]:
        """All but names; the order of the rules decides."""
        for rule in _RULES:
            for start, end, kind in rule(self._text):
                if any(self._taken[start:end]):
                    continue
                self._taken[start:end] = b"\x01" * (end - start)
                if kind is not None:
                    yield Finding(start, end, kind, self._text[start:end])

    def find_names(self, allowance: Allowance, known: Known) -> None:
        """Find names by what stands around them, and tell their parts."""
        page = self.page
        self._blocked = allowance.blocked(page)
        for phrase in names(page, self._blocked):
            self._names.append(span_of(page, phrase))
            known.learn(page, phrase, self._blocked)
        for start, end, word in lower_case_names(self._text):
            self._names.append((start, end))
            known.learn_word(word.title(), sort_of(word.title()), particle=False)

    def findings(self, known: Known) -> list[Finding]:
        """All findings of this text, with the parts of names that any text told."""
        spans = [*self._names, *known.spans(self.page, self._blocked)]
        found = [
            Finding(start, end, Kind.NAME, self._text[start:end])
            for start, end in self._merged(spans)
        ]
        return sorted([*self._found, *found])

    def _merged(self, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Spans that touch or overlap made one; those over something else left out."""
        merged: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if any(self._taken[start:end]):
                continue
            if (merged and self._text[merged[-1][1] : start] in ("", " ")) or (
                merged and start < merged[-1][1]
            ):
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged


def replacement(kind: Kind) -> str:
    """The word in brackets that takes the place of a finding."""
    return _REPLACEMENTS[kind]


def replace(text: str, findings: Iterable[Finding]) -> str:
    """The text with each finding replaced; they may come in any order.

    Raises ValueError when the text at a finding is not what was found, because it changed since,
    or when findings overlap.
    """
    pieces, end = [], 0
    for finding in sorted(findings):
        if finding.start < end or text[finding.start : finding.end] != finding.text:
            raise ValueError("The text changed after it was scanned.")
        pieces += [text[end : finding.start], replacement(finding.kind)]
        end = finding.end
    return "".join([*pieces, text[end:]])
