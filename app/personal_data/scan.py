"""The one function that looks for personal data in a text, and the one that replaces it."""

from collections.abc import Iterable

from app.personal_data.codes import case_numbers, licence_plates, postcodes
from app.personal_data.dates import dates
from app.personal_data.findings import Finding, Kind, Rule
from app.personal_data.numbers import bsns, cued_numbers, emails, ibans, phones, references

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
}


def scan(text: str) -> list[Finding]:
    """Find personal data; findings are in order, do not overlap, and count in characters.

    The order of the rules decides: what one rule took, later ones leave alone. Takes time in
    proportion to the length of the text, and answers for any text whatever.
    """
    taken = bytearray(len(text))
    findings = []
    for rule in _RULES:
        for start, end, kind in rule(text):
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\x01" * (end - start)
            if kind is not None:
                findings.append(Finding(start, end, kind, text[start:end]))
    return sorted(findings)


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
