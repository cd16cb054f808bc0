"""Numbers that point at one person: known by checksum, by shape, or by the word before them."""

import re
from collections.abc import Iterator

from app.personal_data.findings import Kind, Span
from app.personal_data.surroundings import before, digits_of, is_money

_CASELESS = re.IGNORECASE
# Without ASCII a caseless [A-Z] also takes the sign for kelvin, which no checksum can count.
_ASCII = re.IGNORECASE | re.ASCII
_REFERENCE = re.compile(
    r"\bECLI:[\w:.]{5,60}|\b(?:Stb|Stcrt|Trb|PbEU|Kamerstukken(?: II?)?)\b[., ]{0,3}"
    r"[0-9]{4,5}(?:[-/, ]{1,3}(?:nr\. ?)?[0-9]{1,6}){0,2}|\bjci[0-9.]{1,5}:[\w:&=.]{5,80}",
    _CASELESS,
)
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?[(\[](?:at|apenstaartje)[)\]]\s?|\sapenstaartje\s)"
    r"(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?![\w-])",
    _CASELESS,
)
_IBAN_NL = re.compile(
    r"(?<![^\W_])NL[ .-]?[0-9]{2}[ .-]?[A-Z]{4}(?:[ .-]?[0-9]){10}(?![0-9])", _ASCII
)
_IBAN_ABROAD = re.compile(r"(?<![^\W_])([A-Z]{2})[0-9]{2}(?: ?[A-Z0-9]){11,30}", _ASCII)
_IBAN_LENGTHS = {
    **{"AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20},
    **{"ES": 24, "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IT": 27},
    **{"LT": 20, "LU": 20, "LV": 21, "MA": 28, "MT": 31, "NO": 15, "PL": 28, "PT": 25, "RO": 24},
    **{"RS": 22, "SE": 24, "SI": 19, "SK": 24, "TN": 24, "TR": 26, "UA": 29},
}
_ACCOUNT_CUE = re.compile(r"(?:iban|rekening(?:nummer|nr)?)\W[^0-9]{0,20}$", _CASELESS)
_CUED = re.compile(
    r"(?<![0-9])(?:[0-9]{12}|[0-9]{8,9}|[0-9]{2}(?:[ .-][0-9]{3}){2}"
    r"|[0-9]{3}[ .-][0-9]{3}[ .-][0-9]{2,3}"
    r"|[0-9]{4}[ .-][0-9]{2}[ .-][0-9]{2,3}|[0-9]{2}(?:[ .-][0-9]{2}){2}[ .-][0-9]{2,3}"
    r"|[0-9]{4}[ .-][0-9]{4,5}|[0-9]{5}[ .-][0-9]{4}|[0-9]{6}[ .-][0-9]{3}"
    r"|[0-9]{3}[ .-][0-9]{6})(?![0-9])"
)
_CUES = re.compile(
    r"(?P<bsn>\bbsn|burgerservicen|\bsofi)|(?P<kvk>\bkvk|kamer van koophandel|vestigingsn)"
    r"|(?P<other>\btel\b|telefoon|zaakn|dossier|kenmerk|rekening)",
    _CASELESS,
)
_PHONE = re.compile(
    r"(?<![\w+])(?:\+|00)31[ -]?(?:\(0\))?[ -]?[1-9](?:[ ./-]{0,2}[0-9]){8}(?![0-9])"
    r"|(?<![\w+])(?:\(0[1-9][0-9]{0,2}\)|0[1-9])"
    r"(?:[ ./\u2010-\u2013\xa0-]{0,3}[0-9]){6,8}(?![0-9])"
    r"|(?<![\w+])\+[1-9](?:[ ./()-]{0,2}[0-9]){7,13}(?![0-9])"
)
_PHONE_CUED = re.compile(
    r"\b(?:tel|telefoon|telefoonnummer|telefoonnr|doorkiesnummer|mobiel)\b[ :.]{0,3}"
    r"([0-9]{2,4}(?:[ -]?[0-9]{2,4}){1,3})(?![0-9])",
    _CASELESS,
)
_SERVICE_NUMBER = re.compile(r"(?<!\w)0(?:800|90[069])[ -]?[0-9]{2,4}[ -]?[0-9]{2,4}(?![0-9])")
_BSN = re.compile(
    r"(?<![\w.,+-])(?:[0-9]{9}|[0-9]{3}[ .][0-9]{3}[ .][0-9]{3}|[0-9]{4}[ .][0-9]{2}[ .][0-9]{3}"
    r"|[0-9]{2}[ .][0-9]{2}[ .][0-9]{2}[ .][0-9]{3})(?![\w]|[.,-][0-9])"
)


def has_valid_bsn_checksum(digits: str) -> bool:
    """The 11-test: nine digits weigh 9 to 2 and then -1, and their sum divides by eleven."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    return total % 11 == 0 and int(digits) > 0


def has_valid_iban_checksum(iban: str) -> bool:
    """ISO 13616: country and check digits moved to the end, letters as 10 to 35, 1 modulo 97."""
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1


def references(text: str) -> Iterator[Span]:
    """Reserve court decisions, law gazettes and law identifiers: they name no person."""
    for match in _REFERENCE.finditer(text):
        yield *match.span(), None


def emails(text: str) -> Iterator[Span]:
    """Find e-mail addresses, also with (at)."""
    for match in _EMAIL.finditer(text):
        yield *match.span(), Kind.EMAIL


def ibans(text: str) -> Iterator[Span]:
    """Find Dutch account numbers by shape, foreign ones by checksum or the word before."""
    for match in _IBAN_NL.finditer(text):
        yield *match.span(), Kind.IBAN
    for match in _IBAN_ABROAD.finditer(text):
        end = _iban_end(match)
        if end is None:
            continue
        compact = text[match.start() : end].replace(" ", "").upper()
        if has_valid_iban_checksum(compact) or _ACCOUNT_CUE.search(before(text, match, 40)):
            yield match.start(), end, Kind.IBAN


def _iban_end(match: re.Match[str]) -> int | None:
    """Where a foreign account number ends: its country fixes how many characters it has."""
    left = _IBAN_LENGTHS.get(match[1].upper())
    if left is None:
        return None
    for place, sign in enumerate(match[0]):
        left -= sign != " "
        if left == 0:
            return match.start() + place + 1
    return None


def cued_numbers(text: str) -> Iterator[Span]:
    """Find BSN and KvK numbers by the last word before them that names a kind of number."""
    for match in _CUED.finditer(text):
        head = before(text, match, 45)
        cue = next(reversed(list(_CUES.finditer(head))), None)
        if cue is None or re.search("[0-9]", head[cue.end() :]):
            continue
        length = len(digits_of(match[0]))
        if cue["bsn"] and length in (8, 9):
            yield *match.span(), Kind.BSN
        elif cue["kvk"] and length in (8, 12):
            yield *match.span(), Kind.KVK


def phones(text: str) -> Iterator[Span]:
    """Find Dutch and foreign telephone numbers; reserve the numbers of information lines."""
    for match in _SERVICE_NUMBER.finditer(text):
        yield *match.span(), None
    for match in _PHONE.finditer(text):
        digits = digits_of(match[0])
        if match[0].startswith("+") or digits.startswith("00") or len(digits) == 10:
            yield *match.span(), Kind.PHONE
    for match in _PHONE_CUED.finditer(text):
        if len(digits_of(match[1])) >= 6:
            yield *match.span(1), Kind.PHONE


def bsns(text: str) -> Iterator[Span]:
    """Find nine digits that pass the 11-test and are no amount of money."""
    for match in _BSN.finditer(text):
        if has_valid_bsn_checksum(digits_of(match[0])) and not is_money(text, match):
            yield *match.span(), Kind.BSN
