"""How each law numbers its articles, and what a number as written means in it."""

import re

from cases.provisions.laws import Law, book_of_civil_code
from cases.provisions.names import Mention

DOTTED = re.compile(r"(\d+[a-z]{0,2})\.(\d+)([a-z]{0,2})")
HIGHEST_PARAGRAPH = 20
SIGNS = {"colon": ":", "dotted": ".", "letter": " "}


def placed(mention: Mention, number: str, *, announced: bool) -> tuple[Law | None, str, str]:
    """Law, article and paragraph, as this law numbers them; an empty article for what cannot be."""
    law = mention.law
    if mention.civil:
        return _in_civil_code(number, announced=announced)
    if law is None:
        return None, number, ""
    if law.book:
        return law, number.removeprefix(f"{law.book.lower()}:"), ""
    dotted = DOTTED.fullmatch(number)
    if law.numbering == "colon":
        number = number.replace(".", ":") if dotted else number
    elif law.numbering == "dotted":
        number = number.replace(":", ".")
    elif law.numbering == "plain" and dotted and not dotted[3]:
        within = int(dotted[2]) <= HIGHEST_PARAGRAPH
        return law, dotted[1] if within else "", dotted[2] if within else ""
    return law, number if announced or _is_usual(law, number) else "", ""


def _in_civil_code(number: str, *, announced: bool) -> tuple[Law | None, str, str]:
    """`1:203` says which book; a number without one names no article of any book."""
    book, _, rest = number.partition(":")
    if rest:
        return book_of_civil_code(book), rest, ""
    return None, number if announced else "", ""


def _is_usual(law: Law, number: str) -> bool:
    """Whether a number looks as the articles of this law do."""
    return SIGNS[law.numbering] in number if law.numbering in SIGNS else number.isalnum()
