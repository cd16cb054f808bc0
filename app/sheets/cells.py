"""What a cell may hold when it is written. Pure."""

import re
from collections.abc import Sequence
from datetime import date

Written = str | int | date | None | Sequence[str]

# A spreadsheet reads a cell that begins like this as a formula, the full-width forms included.
FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def flat(value: Written) -> str | int | date | None:
    """A list as one text, the way in which an import reads it back."""
    if value is None or isinstance(value, str | int | date):
        return value
    return "; ".join(value) or None


def protected(text: str) -> str:
    """A text that a spreadsheet shows and never calculates: an apostrophe goes before it."""
    starts = {text[:1], text.lstrip(" \u00a0")[:1]}
    return f"'{text}" if starts & FORMULA_STARTS else text


def unprotected(text: str) -> str:
    """What `protected` was given."""
    bare = text[1:]
    return bare if text.startswith("'") and protected(bare) == text else text


def xml_text(text: str) -> str:
    """A text without the characters that no XML file may hold."""
    return _NOT_IN_XML.sub("", text)
