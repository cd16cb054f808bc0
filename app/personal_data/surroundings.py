"""What stands just before and after a match, over a fixed number of characters."""

import re

_CASELESS = re.IGNORECASE
_MONEY_BEFORE = re.compile(r"(?:€|\bEUR|\beuro)\s?$", _CASELESS)
_MONEY_AFTER = re.compile(r"(?:,[0-9]{2}|,-)?\s?(?:€|euro\b|EUR\b|mln\b)", _CASELESS)


def before(text: str, match: re.Match[str], length: int) -> str:
    """The characters before a match, so many at most."""
    return text[max(0, match.start() - length) : match.start()]


def digits_of(piece: str) -> str:
    """The digits of a piece of text, without what stands between them."""
    return re.sub("[^0-9]", "", piece)


def is_money(text: str, match: re.Match[str]) -> bool:
    """Whether a match is an amount of money."""
    return bool(
        _MONEY_BEFORE.search(before(text, match, 6)) or _MONEY_AFTER.match(text, match.end())
    )
