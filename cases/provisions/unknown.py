"""Laws that the table does not know: how far their name goes, beside an article."""

from collections.abc import Sequence

from cases.provisions.tokens import Token

KINDS = (
    "wet", "verordening", "regeling", "besluit", "beleidsregel", "beleidsregels", "reglement",
    "verdrag", "richtlijn", "wetboek", "cao", "apv", "leidraad", "handvest", "code", "statuut",
)  # fmt: skip
LONGEST = 6
MADE_OF = ("van", "de", "het", "deze", "die", "onze", "een")


def unknown_after(tokens: Sequence[Token], at: int) -> int:
    """Where the name of a law ends that begins right behind an article; 0 when there is none.

    A name begins with a capital (`art. 3 Verordening jeugdhulp Waterdam`), or is a kind of law
    (`artikel 3 van de verordening`).
    """
    begin = at
    while begin < min(len(tokens), at + 3) and tokens[begin].low in MADE_OF:
        begin += 1
    if begin >= len(tokens) or tokens[begin].kind != "word":
        return 0
    if not (_is_kind(tokens[begin]) or (tokens[begin].is_capital and begin == at)):
        return 0
    end = begin + 1
    for place in range(begin + 1, min(len(tokens), begin + LONGEST)):
        if tokens[place].kind == "sign":
            break
        if tokens[place].is_capital or tokens[place].kind == "number":
            end = place + 1
    return end


def unknown_before(tokens: Sequence[Token], at: int) -> int:
    """Where the name of a law begins that ends right before an article (`APV art. 2:25`)."""
    last = at - 1 - (at > 0 and tokens[at - 1].low == ",")
    first = at
    for place in range(last, max(-1, last - LONGEST), -1):
        if tokens[place].kind == "sign":
            break
        if _is_kind(tokens[place]) and (tokens[place].is_capital or place == last):
            first = place
    return first


def _is_kind(token: Token) -> bool:
    return token.kind == "word" and token.low.endswith(KINDS)
