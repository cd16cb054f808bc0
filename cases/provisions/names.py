"""Where a text names a law, by title or abbreviation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from cases.provisions.laws import Law, all_laws, book_of_civil_code
from cases.provisions.tokens import Token, low, tokenize, touches

CIVIL_CODE = ("BW", "Burgerlijk Wetboek", "B.W.")
DECREES = ("besluit", "regeling")
LOCAL = ("verordening", "beleidsregel", "beleidsregels", "regeling", "besluit", "regels")
OTHER_LAWS = ("aanpassingswet", "wijzigingswet", "invoeringswet")
JOINS = ("-", "'", "’")
SHORT = 2


@dataclass(frozen=True)
class Name:
    """One way to name a law, in tokens. `exact` in this case only; `capital` not in lower case.

    `law` is empty for the Burgerlijk Wetboek, of which each book is a law of its own.
    """

    tokens: tuple[str, ...]
    law: Law | None
    exact: bool = False
    capital: bool = False
    beside_article: bool = False


@dataclass(frozen=True)
class Mention:
    """A law named in a text, from token `first` up to `last`.

    `law` is empty for a law that the table does not know, and for the Burgerlijk Wetboek without a
    book (`civil`). `beside_article`: without an article near, the letters may mean something else
    (BW is sheltered housing too), or no law in particular.
    """

    first: int
    last: int
    law: Law | None
    civil: bool = False
    beside_article: bool = False


@cache
def _names() -> dict[str, list[Name]]:
    """The names by their first token, the longest first."""
    found: dict[str, list[Name]] = {}
    for name in _every_name():
        found.setdefault(name.tokens[0].casefold(), []).append(name)
    for names in found.values():
        names.sort(key=lambda name: -len(name.tokens))
    return found


def _every_name() -> Iterator[Name]:
    for law in all_laws():
        for title in (law.title, *law.names):
            tokens = _pieces(title)
            yield Name(tokens, law, capital=tokens[0].casefold().endswith(DECREES))
        for abbreviation in law.abbreviations:
            tokens = _pieces(abbreviation.lstrip("=+"))
            exact = abbreviation[0] in "=+" or len(tokens[0]) <= SHORT
            yield Name(tokens, law, exact=exact, beside_article=abbreviation[0] == "+")
    for title in CIVIL_CODE:
        yield Name(_pieces(title), None, exact=len(title) <= SHORT, beside_article=True)


def _pieces(text: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokenize(text))


def mention_at(tokens: Sequence[Token], index: int) -> Mention | None:
    """The law that is named from this token on, the longest name; with the book of the BW."""
    if low(tokens, index) == "boek":
        return _book_first(tokens, index)
    name = next(
        (one for one in _names().get(low(tokens, index), ()) if _is(one, tokens, index)), None
    )
    if name is None or _is_compound(tokens, index, index + len(name.tokens)):
        return None
    found = Mention(
        index, index + len(name.tokens), name.law, name.law is None, name.beside_article
    )
    return _with_book(tokens, found) if found.civil else _unless_local(tokens, found)


def _is(name: Name, tokens: Sequence[Token], index: int) -> bool:
    here = [token.text for token in tokens[index : index + len(name.tokens)]]
    if name.exact:
        return tuple(here) == name.tokens
    if name.capital and not here[0][0].isupper():
        return False
    return [text.casefold() for text in here] == [text.casefold() for text in name.tokens]


def _is_compound(tokens: Sequence[Token], first: int, last: int) -> bool:
    """A 'WW-uitkering' and an AOW'er are no law."""
    before = low(tokens, first - 1) in JOINS and touches(tokens, first - 1)
    after = low(tokens, last) in JOINS and touches(tokens, last - 1) and touches(tokens, last)
    return (before and touches(tokens, first - 2)) or (after and tokens[last + 1].kind == "word")


def _unless_local(tokens: Sequence[Token], found: Mention) -> Mention:
    """A Verordening Jeugdwet is a rule of a municipality, and not the Jeugdwet."""
    before = tokens[found.first - 1] if found.first else None
    if before is None or not before.is_capital:
        return found
    if before.low.endswith(LOCAL) or before.low in OTHER_LAWS:
        return replace(found, first=found.first - 1, law=None)
    return found


def _with_book(tokens: Sequence[Token], found: Mention) -> Mention:
    """`BW boek 1`, `Burgerlijk Wetboek, Boek 7`."""
    at = found.last + (low(tokens, found.last) == ",")
    if low(tokens, at) != "boek":
        return found
    law = book_of_civil_code(low(tokens, at + 1))
    return replace(found, last=at + 2, law=law, civil=False, beside_article=False) if law else found


def _book_first(tokens: Sequence[Token], index: int) -> Mention | None:
    """`Boek 1 BW`, `Boek 1 van het Burgerlijk Wetboek`."""
    law = book_of_civil_code(low(tokens, index + 1))
    at = index + 2 + 2 * (low(tokens, index + 2) == "van" and low(tokens, index + 3) == "het")
    if law is None or low(tokens, at) == "boek":
        return None
    code = mention_at(tokens, at)
    return (
        replace(code, first=index, law=law, civil=False, beside_article=False)
        if code and code.civil
        else None
    )
