"""Name phrases: initials, capitalised words and the small words inside surnames, in a row."""

from dataclasses import dataclass, field

from app.personal_data.classes import Class, Sort, sort_of
from app.personal_data.page import Page
from app.personal_data.titles import title_start
from app.personal_data.words import ends_in, listed, vocabulary

_LONG_INITIALS = frozenset({"Th", "Ph", "Ch", "Chr", "IJ", "Joh", "Jac", "Fr", "Tj", "Sj", "St"})
# In today's Dutch these stand in names alone: "van der" is a surname, "van de" need not be.
_OLD_PARTICLES = frozenset({"der", "den", "ter", "ten", "t"})
_MOST_PARTS, _MOST_PARTICLES = 6, 3


@dataclass(slots=True)
class Phrase:
    """Words that may be the name of a person, from token `first` up to and with `last`."""

    first: int
    last: int
    initials: int = 0
    titled: bool = False
    """Whether a title stands before it."""
    particle: bool = False
    known: bool = False
    """Whether it is a Dutch surname together with its particles: "van den Berg"."""
    parts: list[tuple[int, Sort]] = field(default_factory=list)
    """The capitalised words in it, without initials and particles."""

    @property
    def head(self) -> Sort:
        """The class of its first word."""
        return self.parts[0][1]


@dataclass(slots=True)
class Reader:
    """Reads name phrases from a page; `blocked` words end a phrase and never begin one."""

    page: Page
    blocked: set[int]

    def phrase_at(self, place: int) -> Phrase | None:
        """The longest phrase that begins at this capitalised word; None when none does."""
        if self.page.word(place).lower() in listed("titles"):
            return None
        small = self.before_particles(place)
        phrase = Phrase(place, place - 1, titled=title_start(self.page, small) is not None)
        if not phrase.titled and self._is_known_surname(small, place):
            part = (place, sort_of(self.page.word(place)))
            return Phrase(small, place, particle=True, known=True, parts=[part])
        self._take_parts(phrase, self._take_initials(phrase, place))
        self._take_last_initial(phrase)
        return phrase if phrase.parts or phrase.initials > 1 else None

    def before_particles(self, place: int) -> int:
        """Where the particles begin that stand directly before this word."""
        here = place
        while (
            place - here < _MOST_PARTICLES and self._is_particle(here - 1) and self._joins(here - 1)
        ):
            here -= 1
        return here

    def _take_initials(self, phrase: Phrase, place: int) -> int:
        """Count the initials at the start, and answer where the surname would begin."""
        while self._is_initial(place) and (not phrase.initials or self._dot_joins(place - 1)):
            phrase.initials += 1
            phrase.last = place
            place += 1
        return place

    def _take_parts(self, phrase: Phrase, here: int) -> None:
        """Add words and the particles between them as long as they may belong to the name."""
        while len(phrase.parts) < _MOST_PARTS:
            if phrase.last >= phrase.first and not self._follows(phrase, here):
                return
            start, here = here, self._skip_particles(here)
            sort = self._part(phrase, here, [self.page.word(one) for one in range(start, here)])
            if sort is None:
                return
            phrase.particle = phrase.particle or here > start
            phrase.known = not phrase.parts and self._is_known_surname(start, here)
            phrase.parts.append((here, sort))
            phrase.last = here
            here += 1

    def _take_last_initial(self, phrase: Phrase) -> None:
        """A surname shortened to its letter, as in "Tenzin D."."""
        here = phrase.last + 1
        if phrase.parts and not phrase.initials and self.page.joined(phrase.last):
            first = phrase.parts[-1][1].kind in (Class.FIRST, Class.FOREIGN, Class.UNKNOWN)
            word = self.page.word(here)
            if first and len(word) == 1 and word.isupper() and self._ends_in_dot(here):
                phrase.last = here

    def _follows(self, phrase: Phrase, place: int) -> bool:
        """Whether the token at this place stands directly behind the phrase so far."""
        return self.page.joined(place - 1) or (not phrase.parts and self._dot_joins(place - 1))

    def _is_initial(self, place: int) -> bool:
        word = self.page.word(place)
        short = (len(word) == 1 and word.isupper()) or word in _LONG_INITIALS
        return short and self._ends_in_dot(place)

    def _ends_in_dot(self, place: int) -> bool:
        end = self.page.tokens[place].end
        return self.page.text[end : end + 1] == "."

    def _dot_joins(self, place: int) -> bool:
        return self.page.gap(place) in (".", ". ")

    def _joins(self, place: int) -> bool:
        return self.page.joined(place) or self.page.gap(place) == " '"

    def _is_particle(self, place: int) -> bool:
        word = self.page.word(place).lower()
        return word in listed("particles") or (
            word == "t" and self.page.gap(place - 1).endswith(("'", "\u2019"))
        )

    def _skip_particles(self, place: int) -> int:
        """Where the capitalised word behind particles stands; the same place when there is none.

        A preposition counts before another particle only: "in 't Veld", and not "in Groningen".
        """
        here = place
        if self.page.word(place).lower() in listed("prepositions") and self._is_particle(place + 1):
            here += 1
        while here - place < _MOST_PARTICLES and self._is_particle(here):
            here += 1
        together = all(self._joins(one) for one in range(place, here))
        return here if here > place and together and self.page.word(here)[:1].isupper() else place

    def _part(self, phrase: Phrase, place: int, small: list[str]) -> Sort | None:
        """The class of a word that may stand in this phrase; None when the phrase ends before it.

        `small` are the particles directly before the word.
        """
        word = self.page.word(place)
        if not word[:1].isupper() or self.page.taken[self.page.tokens[place].start]:
            return None
        sort = sort_of(word)
        if self.before_particles(place) == place and self._is_function_word(place, sort):
            return None
        if self._ends_phrase(phrase, place, sort) or not self._is_led(phrase, sort, small):
            return None
        return sort

    def _is_led(self, phrase: Phrase, sort: Sort, small: list[str]) -> bool:
        """Whether what stands before a word lets it be part of a name, if it is none by itself."""
        if sort.like_a_name or (phrase.titled and not phrase.parts):
            return True
        inside = bool(phrase.initials or phrase.parts)
        if not _OLD_PARTICLES.isdisjoint(small):
            return inside
        if sort.kind is Class.NONE and not (sort.place or sort.ambiguous):
            return False
        if small and small[0].lower() in listed("prepositions"):
            return False
        if small and sort.kind is Class.COMMON:
            return bool(phrase.titled or phrase.initials)
        return inside or (small == ["Van"] and not self.page.begins(phrase.first))

    def _ends_phrase(self, phrase: Phrase, place: int, sort: Sort) -> bool:
        """Whether a word is one that stands in no name, however it is led."""
        word = self.page.word(place)
        lowered = word.lower()
        if sort.acronym or len(word) == 1 or lowered in listed("organisation_words"):
            return True
        if phrase.titled and not phrase.parts:
            return False
        role = lowered in listed("roles") and not phrase.titled
        compound = sort.kind is Class.COMMON and ends_in(lowered, "organisation_words")
        return role or compound or place in self.blocked or word in listed("languages")

    def _is_function_word(self, place: int, sort: Sort) -> bool:
        """Whether it is a small word of the language; "Wil" in mid-sentence is a first name."""
        usual = self.page.word(place).lower() in listed("function_words")
        return usual and (sort.kind is not Class.FIRST or self.page.begins(place))

    def _is_known_surname(self, first: int, place: int) -> bool:
        """Whether the particles from `first` and this word are a surname and no place."""
        token = self.page.tokens[place]
        if first == place or place in self.blocked or self.page.taken[token.start]:
            return False
        small = [self.page.word(one).lower() for one in range(first, place)]
        if small == ["van"] and sort_of(token.text).place:
            return False
        name = " ".join([*small, token.text])
        surnames = vocabulary().dutch_surnames
        return name in surnames or name[0].upper() + name[1:] in surnames
