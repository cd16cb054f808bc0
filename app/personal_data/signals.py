"""What stands around a name phrase and says that it is, or is not, a person."""

import re

from app.personal_data.classes import Class, sort_of
from app.personal_data.page import Page
from app.personal_data.phrases import Phrase
from app.personal_data.words import ends_in, is_common, listed

_IS_OLD = (
    r" (?:is|was|wordt|werd) (?:nu |pas |al )?(?:[1-9][0-9]?|[a-z]{3,16}) (?:jaar|jr)\b(?! geleden)"
)
_YEARS = r"(?:van |nu )?[1-9][0-9]? ?(?:jaar|jr|maanden)\b"
_AGE = re.compile(rf",? \([1-9][0-9]?[),]|,? \({_YEARS}|, [1-9][0-9],|,? {_YEARS}|{_IS_OLD}")
_INITIALS = re.compile(r", (?:[A-Z]\.)+(?![a-z])")
_GENITIVE = re.compile(r"['\u2019]s\b")
_AND = re.compile(r"(?: en |, )(?=[A-Z\u00c0-\u00de])")
_SHORTENED = re.compile(r"\.(?:[^\W_]| [a-z])")
_ARTICLES = frozenset({"de", "het", "een", "dit", "dat", "deze", "die", "elk", "elke", "ieder"})
_WHERE = frozenset({"in", "naar", "uit", "te", "via", "op", "van", "door"})
_PLACE_WORDS = frozenset({"in", "naar", "uit", "te"})
_NOUN_ENDINGS = (
    *("ing", "ingen", "heid", "heden", "tie", "ties", "schap", "teit", "ment", "isme", "nis"),
    *("baar", "lijk", "loos", "achtig", "matig", "zorg", "wet", "plan", "team", "portaal", "punt"),
)
_LAW_DISTANCE, _LONGEST = 4, 24
_LETTERS = "abcdefghijklmnopqrstuvwxyz\u00eb\u00ef\u00e9"


def has_age(page: Page, phrase: Phrase) -> bool:
    """Whether an age follows: "(34)", ", 58," or " 71 jaar"."""
    return bool(_AGE.match(page.after(phrase.last)))


def has_genitive(page: Page, phrase: Phrase) -> bool:
    """Whether 's follows."""
    return bool(_GENITIVE.match(page.after(phrase.last)))


def verb_after(page: Page, phrase: Phrase, *lists: str) -> bool:
    """Whether the next word is on one of these lists of verbs."""
    return page.joined(phrase.last) and any(
        page.word(phrase.last + 1) in listed(name) for name in lists
    )


def name_after(page: Page, phrase: Phrase) -> bool:
    """Whether "en" and another capitalised word follow."""
    return bool(_AND.match(page.after(phrase.last)))


def has_role(page: Page, phrase: Phrase, *lists: str) -> bool:
    """Whether a role stands before it: "zoon Wouter", "haar dochter, Naima", "klant: De Boer"."""
    before = page.word(phrase.first - 1).lower()[-_LONGEST:]
    if page.gap(phrase.first - 1) not in (" ", ", ", ": ", " (", "\xa0"):
        return False
    return before not in listed("organisation_words") and any(
        ends_in(before, name) for name in lists
    )


def follows_place_word(page: Page, phrase: Phrase) -> bool:
    """Whether in, naar, uit or te stands directly before it."""
    return page.word(phrase.first - 1).lower() in _PLACE_WORDS and page.joined(phrase.first - 1)


def is_named_thing(page: Page, phrase: Phrase) -> bool:
    """Whether an article or a preposition before it makes an unknown word a thing or a place."""
    before = page.word(phrase.first - 1).lower()
    return before in _ARTICLES or before in _WHERE


def is_of_somebody(page: Page, phrase: Phrase) -> bool:
    """Whether a relation stands before it: "de dochter van Tsegay"."""
    return page.word(phrase.first - 1) == "van" and page.word(phrase.first - 2) in listed("roles")


def has_relative(page: Page, phrase: Phrase) -> bool:
    """Whether a relation follows: "Sevgi's vader", "Peters zus", "Kidane en zijn broertje"."""
    next_place = phrase.last + (2 if has_genitive(page, phrase) else 1)
    genitive = next_place > phrase.last + 1 or page.word(phrase.last).endswith("s")
    related = genitive and page.joined(next_place - 1) and page.word(next_place) in listed("roles")
    return related or has_possessive(page, phrase)


def has_possessive(page: Page, phrase: Phrase) -> bool:
    """Whether "zijn" or "haar" and a relation follow: "Hans zijn moeder", "Hans en zijn zus"."""
    next_place = phrase.last + (2 if page.word(phrase.last + 1) == "en" else 1)
    return page.word(next_place) in ("zijn", "haar") and page.word(next_place + 1) in listed(
        "roles"
    )


def has_initials_after(page: Page, phrase: Phrase) -> bool:
    """Whether a comma and initials follow: "Jansen, P."."""
    return bool(_INITIALS.match(page.after(phrase.last)))


def follows_cue(page: Page, phrase: Phrase) -> bool:
    """Whether the word before it asks for a person: "volgens Mulder", "zei Visser"."""
    return page.word(phrase.first - 1) in listed("name_cues") and page.joined(phrase.first - 1)


def is_in_law_name(page: Page, phrase: Phrase) -> bool:
    """Whether the name of a law or rule began a few words before, in the same breath."""
    for place in range(phrase.first - 1, max(-1, phrase.first - 1 - _LAW_DISTANCE), -1):
        if not page.joined(place):
            return False
        if ends_in(page.word(place).lower()[-_LONGEST:], "law_words"):
            return True
    return False


def follows_article(page: Page, phrase: Phrase) -> bool:
    """Whether an article stands directly before it."""
    return page.word(phrase.first - 1).lower() in _ARTICLES


def is_organisation(page: Page, phrase: Phrase) -> bool:
    """Whether the words before or after make it an organisation, a law, a team or a building."""
    before = page.word(phrase.first - 1).lower()
    if page.joined(phrase.first - 1) and ends_in(before[-_LONGEST:], "organisation_words"):
        return True
    gap = page.gap(phrase.last)
    after = page.word(phrase.last + 1)
    if gap in (" ", "-", " & ") and _is_organisation_end(after):
        return True
    return bool(re.match(r" ?B\.?V\b| ?N\.?V\b| & ", page.after(phrase.last, 6)))


def _is_organisation_end(word: str) -> bool:
    lowered = word.lower()
    if lowered in listed("organisation_ends"):
        return True
    common = word[:1].isupper() and sort_of(word).kind is Class.COMMON
    return common and ends_in(lowered[-_LONGEST:], "organisation_words")


def is_shortened(page: Page, phrase: Phrase) -> bool:
    """Whether a dot makes the word an abbreviation: "Uitv.reg.", "Min. van"."""
    return bool(_SHORTENED.match(page.after(phrase.last, 3)))


def looks_like_noun(word: str) -> bool:
    """Whether a word in no list may still be a Dutch noun, or one with a slip of the pen."""
    lowered = word.lower()
    return lowered.endswith(_NOUN_ENDINGS) or _is_slip(lowered)


def _is_slip(word: str) -> bool:
    """Whether one letter less, more, other or changed with its neighbour makes it a word."""
    splits = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    tries = (
        option
        for head, tail in splits
        for option in (
            head + tail[1:],
            head + tail[1:2] + tail[:1] + tail[2:],
            *(head + letter + tail for letter in _LETTERS),
            *(head + letter + tail[1:] for letter in _LETTERS),
        )
    )
    return any(is_common(option) for option in tries)
