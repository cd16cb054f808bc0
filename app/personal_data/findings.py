"""The kinds of personal data, and what a finding is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a finding is; the values are those of the command line and of labelled texts."""

    BSN = "bsn"
    IBAN = "iban"
    PHONE = "phone"
    EMAIL = "email"
    POSTCODE = "postcode"
    LICENCE_PLATE = "licence_plate"
    KVK = "kvk"
    CASE_NUMBER = "case_number"
    DATE_OF_BIRTH = "date_of_birth"
    NAME = "person"
    ADDRESS = "address"


@dataclass(frozen=True, order=True)
class Finding:
    """A piece of a text, from start up to end, that looks like personal data."""

    start: int
    end: int
    kind: Kind
    text: str


Span = tuple[int, int, Kind | None]
"""Start, end and kind; without a kind it is known to be harmless, and closed to later rules."""

Rule = Callable[[str], Iterator[Span]]
