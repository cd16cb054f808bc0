"""Recognising Dutch law notations in running text and in the field for law. Pure.

The work is done in three steps over the tokens of a text, each in time that grows with its length:
find the laws that it names (`names`), find the rows of articles (`articles`), and say which row
belongs to which law. A row belongs to the law right before it (`Pw art. 22a`) or behind it
(`artikel 18, eerste lid, van de Participatiewet`), to the law of the row that it is tied to
(`art. 22a jo. art. 18 Pw`), or to the law that was named last, a little earlier.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cases.provisions.articles import Group, counts_nothing, group_at
from cases.provisions.juriconnect import identifier
from cases.provisions.laws import Law
from cases.provisions.names import Mention, mention_at
from cases.provisions.numbering import placed
from cases.provisions.tokens import Token, tokenize
from cases.provisions.unknown import unknown_after, unknown_before

REMEMBERED = 300
"""Characters after which a law that was named no longer explains an article by itself."""
FORWARD = {
    (), ("van",), ("van", "de"), ("van", "het"), ("uit", "de"), ("uit", "het"), ("in", "de"),
    ("in", "het"), ("der",), ("(",),
}  # fmt: skip
BACKWARD = {(), (",",), (":",), ("(",), ("-",), ("–",)}
TIES = {("en",), ("of",), (",",), (",", "en"), ("jo", "."), ("jo",), ("juncto",), ("alsmede",)}
OPENING = ("(", ";", "/", ":")
YEAR = re.compile(r"(19|20)\d\d")

Element = Mention | Group


@dataclass(frozen=True)
class Provision:
    """A place in the law that a text names, from character `start` up to `end`.

    `law` is None for a law that the table does not know; then `written` is all there is. `article`
    is empty when the law alone is named. `jci` is the Juriconnect identifier of law and article:
    what is compared, counted and given a page. It leaves the paragraph out and has no date; for a
    law without BWB number it is empty.
    """

    start: int
    end: int
    written: str
    law: Law | None
    article: str
    paragraph: str
    jci: str


def provisions_in(text: str) -> list[Provision]:
    """The provisions that a text names, in its order. Two articles of one law are two provisions.

    Of a range (`art. 2 t/m 4`) the first and the last are given. A law that is named without an
    article counts too, unless one of its articles is named beside it.
    """
    return sorted(_Reading(text).provisions(), key=lambda one: (one.start, one.end))


def provisions_of_field(text: str) -> list[Provision]:
    """The provisions of a field that names law and nothing else; what is unknown stays as written.

    Between semicolons and line ends each piece gives at least one provision.
    """
    found = provisions_in(text)
    for piece in re.finditer(r"[^;\n]+", text):
        written = piece[0].strip()
        inside = any(one.start < piece.end() and one.end > piece.start() for one in found)
        if any(sign.isalnum() for sign in written) and not inside:
            found.append(Provision(piece.start(), piece.end(), written, None, "", "", ""))
    return sorted(found, key=lambda one: (one.start, one.end))


class _Reading:
    """One text: its tokens, the laws and rows of articles in it, and which belong together."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.elements = list(_elements(self.tokens))
        self.used: set[int] = set()

    def provisions(self) -> Iterator[Provision]:
        ahead = self._ahead()
        last: int | None = None
        for place, element in enumerate(self.elements):
            if isinstance(element, Mention):
                last = place
                continue
            near = self._near(place, ahead[place])
            if near is None and element.announced:
                near = self._remembered(place, last)
            if near is None and not element.announced:
                continue
            yield from self._articles(element, near)
        yield from self._laws_alone()

    def _ahead(self) -> list[int | None]:
        """For each row the law behind it, also by way of the rows that it is tied to."""
        found: list[int | None] = [None] * len(self.elements)
        for place in range(len(self.elements) - 2, -1, -1):
            here, following = self.elements[place], self.elements[place + 1]
            if isinstance(here, Mention):
                continue
            gap = self._gap(here, following)
            if isinstance(following, Mention):
                found[place] = place + 1 if _leads_to_law(gap) else None
            elif gap in TIES and following.announced:
                found[place] = found[place + 1]
        return found

    def _near(self, place: int, ahead: int | None) -> int | None:
        """The law before or behind a row, when one stands close enough."""
        group = self.elements[place]
        assert isinstance(group, Group)
        behind = self._behind(place)
        by_preposition = ahead == place + 1 and self._gap(group, self.elements[ahead])[-2:-1] == (
            "van",
        )
        taken = behind is not None and behind in self.used
        order = (ahead, behind) if by_preposition or taken else (behind, ahead)
        for candidate in order:
            if candidate is not None and self._fits(group, candidate, place):
                self.used.add(candidate)
                return candidate
        return None

    def _behind(self, place: int) -> int | None:
        if place == 0 or not isinstance(self.elements[place - 1], Mention):
            return None
        gap = self._gap(self.elements[place - 1], self.elements[place])
        return place - 1 if gap in BACKWARD else None

    def _fits(self, group: Group, candidate: int, place: int) -> bool:
        """Without a word as 'art.' only a number that this law can have, and nothing is counted."""
        mention = self.elements[candidate]
        assert isinstance(mention, Mention)
        if group.announced:
            loose = candidate < place and mention.last != group.first
            return not (loose and unknown_after(self.tokens, group.last))
        first = group.articles[0].number
        if YEAR.fullmatch(first) or not placed(mention, first, announced=False)[1]:
            return False
        if not first.isdecimal():
            return True
        if self._is_range(group):
            return False
        if candidate < place:
            return counts_nothing(self.tokens, group.last, group.articles[-1].number)
        before = self.tokens[group.first - 1].text if group.first else "("
        return before in OPENING and mention.first == group.last

    def _is_range(self, group: Group) -> bool:
        """`WIA 35-80` is a class of that law, and no two articles."""
        after = group.articles[0].last
        return after < len(self.tokens) and self.tokens[after].text in ("-", "–", "%")

    def _remembered(self, place: int, last: int | None) -> int | None:
        """The law named last, unless the row names another one that is not known."""
        group = self.elements[place]
        if last is None or unknown_after(self.tokens, group.last):
            return None
        if unknown_before(self.tokens, group.first) != group.first:
            return None
        distance = self.tokens[group.first].start - self.tokens[self.elements[last].last - 1].end
        if distance > REMEMBERED:
            return None
        self.used.add(last)
        return last

    def _articles(self, group: Group, near: int | None) -> Iterator[Provision]:
        mention = self.elements[near] if near is not None else None
        for article in group.articles:
            first = group.first if article is group.articles[0] else article.first
            last = article.last
            if mention is None:
                first = unknown_before(self.tokens, first) if first == group.first else first
                is_final = article is group.articles[-1]
                last = unknown_after(self.tokens, last) or last if is_final else last
                yield self._provision(first, last, None, article.number, article.paragraph)
                continue
            assert isinstance(mention, Mention)
            if mention.last <= first and article is group.articles[0]:
                first = mention.first if self._gap(mention, group) in BACKWARD else first
            if mention.first >= last and article is group.articles[-1]:
                last = mention.last if _leads_to_law(self._gap(group, mention)) else last
            law, number, paragraph = placed(mention, article.number, announced=group.announced)
            yield self._provision(first, last, law, number, article.paragraph or paragraph)

    def _laws_alone(self) -> Iterator[Provision]:
        for place, element in enumerate(self.elements):
            if isinstance(element, Group) or place in self.used or element.beside_article:
                continue
            if element.law is not None:
                yield self._provision(element.first, element.last, element.law, "", "")

    def _provision(
        self, first: int, last: int, law: Law | None, article: str, paragraph: str
    ) -> Provision:
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        jci = identifier(law, article) if law else ""
        return Provision(start, end, self.text[start:end], law, article, paragraph, jci)

    def _gap(self, before: Element, after: Element) -> tuple[str, ...]:
        """The tokens between two elements; a few, for what is further away is not close."""
        return tuple(one.low for one in self.tokens[before.last : after.first][:5])


def _leads_to_law(gap: tuple[str, ...]) -> bool:
    """Whether these tokens between an article and a law tie the two: 'van de', or nothing."""
    return (gap[1:] if gap[:1] in ((",",), (")",)) else gap) in FORWARD


def _elements(tokens: Sequence[Token]) -> Iterator[Element]:
    place = 0
    while place < len(tokens):
        found = mention_at(tokens, place) or group_at(tokens, place)
        if found is not None:
            yield found
        place = found.last if found is not None else place + 1
