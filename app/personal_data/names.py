"""Which name phrases of a page are names of persons."""

from collections.abc import Iterator

from app.personal_data import signals
from app.personal_data.classes import Class
from app.personal_data.page import Page
from app.personal_data.phrases import Phrase, Reader
from app.personal_data.titles import title_start
from app.personal_data.words import listed

_JOINTS = (", ", " en ", " & ", " of ", "/")


def names(page: Page, blocked: set[int]) -> list[Phrase]:
    """The phrases that name a person, in order; `blocked` places are on an allow-list."""
    reader = Reader(page, blocked)
    phrases = list(_phrases(reader))
    accepted = [is_person(page, phrase) for phrase in phrases]
    order = range(len(phrases))
    for places, step in ((order, -1), (reversed(order), 1)):
        for place in places:
            other = place + step
            if not accepted[place] and 0 <= other < len(phrases) and accepted[other]:
                accepted[place] = _is_beside(page, phrases[place], phrases[other])
    return [phrase for phrase, yes in zip(phrases, accepted, strict=True) if yes]


def _phrases(reader: Reader) -> Iterator[Phrase]:
    last = -1
    for place in reader.page.capitals:
        if place <= last:
            continue
        phrase = reader.phrase_at(place)
        if phrase is None:
            continue
        if _begins_with_verb(reader.page, phrase):
            phrase.first = phrase.parts[1][0]
            del phrase.parts[0]
        last = phrase.last
        yield phrase


def _begins_with_verb(page: Page, phrase: Phrase) -> bool:
    """Whether its first word has its capital from the sentence: "Vraag Fatima", "Dank Karin"."""
    if len(phrase.parts) < 2 or phrase.initials or phrase.titled or phrase.particle:
        return False
    first, second = phrase.parts[0][1], phrase.parts[1][1]
    common = first.ambiguous and first.kind is not Class.FIRST
    return common and second.kind is Class.FIRST and page.begins(phrase.first)


def is_person(page: Page, phrase: Phrase) -> bool:
    """The rules for a phrase by itself, from the surest to the weakest."""
    if phrase.titled or not phrase.parts:
        return phrase.titled
    if signals.has_role(page, phrase, "roles") and _fits_role(phrase):
        return True
    if signals.is_organisation(page, phrase):
        return False
    if signals.has_role(page, phrase, "jobs") and _fits_job(phrase):
        return True
    return _stands_alone(page, phrase)


def _stands_alone(page: Page, phrase: Phrase) -> bool:
    """The rules for a phrase without a title, a role or an organisation beside it."""
    if phrase.initials:
        return _fits_initials(page, phrase)
    if len(phrase.parts) > 1:
        return _is_full_name(page, phrase)
    if phrase.particle:
        return _is_particled(page, phrase)
    return _is_single_name(page, phrase)


def _fits_role(phrase: Phrase) -> bool:
    """Behind a person any word that may be a name is one; a place behind a particle is too."""
    return phrase.head.like_a_name or phrase.particle or bool(phrase.initials)


def _fits_job(phrase: Phrase) -> bool:
    """Behind a job an unknown word may be a department."""
    known = phrase.head.kind in (Class.FIRST, Class.FOREIGN, Class.NAME)
    return known or bool(phrase.initials) or phrase.particle


def _fits_initials(page: Page, phrase: Phrase) -> bool:
    """Initials and a surname; a letter at the start of a line may number an item of a list."""
    if phrase.initials == 1 and page.begins(phrase.first):
        known = phrase.head.like_a_name and phrase.head.kind is not Class.UNKNOWN
        return known or phrase.particle or _acts(page, phrase)
    return phrase.head.kind is not Class.NONE or phrase.head.place or phrase.head.ambiguous


def _is_full_name(page: Page, phrase: Phrase) -> bool:
    """Two words like names, of which one surely is."""
    sorts = [sort for _, sort in phrase.parts]
    like = [sort for sort in sorts if sort.like_a_name]
    starts = page.begins(phrase.first)
    if sorts[0].kind is Class.FIRST:
        usual = sorts[0].ambiguous and page.word(phrase.first) not in listed("first_names")
        return bool(like[1:]) or not (usual and starts and sorts[1].kind is Class.COMMON)
    if len(like) < 2:
        return phrase.particle and bool(like) and not (starts and sorts[0].ambiguous)
    if any(sort.kind is not Class.UNKNOWN and not sort.ambiguous for sort in like):
        return True
    if starts:
        acts = signals.verb_after(page, phrase, "person_verbs", "weak_verbs")
        return acts and not phrase.particle
    return not signals.follows_article(page, phrase)


def _is_particled(page: Page, phrase: Phrase) -> bool:
    """One word with a particle before it: "Van Loenen", "De Wit", "belde met de Vries"."""
    sort, starts = phrase.head, page.begins(phrase.first)
    if phrase.known:
        return not starts or _acts(page, phrase, "person_verbs")
    if sort.kind in (Class.NONE, Class.COMMON):
        return sort.place and not starts
    if sort.kind is not Class.UNKNOWN and not starts:
        return True
    article = starts and sort.kind is Class.UNKNOWN and page.word(phrase.first) == "De"
    return _acts(page, phrase) and not article


def _is_single_name(page: Page, phrase: Phrase) -> bool:
    sort, starts = phrase.head, page.begins(phrase.first)
    if sort.kind is Class.FIRST:
        return _is_first_name(page, phrase, starts)
    if not sort.like_a_name or signals.follows_place_word(page, phrase):
        return False
    if sort.kind is Class.UNKNOWN:
        return _is_unknown_name(page, phrase, starts)
    if sort.ambiguous:
        return _acts(page, phrase) or signals.follows_cue(page, phrase)
    if starts:
        return _acts(page, phrase, "person_verbs", "weak_verbs")
    return not signals.follows_article(page, phrase)


def _is_first_name(page: Page, phrase: Phrase, starts: bool) -> bool:
    """A first name by itself; one that is a common word or a place needs more."""
    sort = phrase.head
    if page.word(phrase.first - 1).lower() == "het" and page.joined(phrase.first - 1):
        return False
    if sort.place and signals.follows_place_word(page, phrase):
        return False
    if not sort.ambiguous:
        return True
    if not starts:
        return not (
            signals.follows_place_word(page, phrase) or signals.follows_article(page, phrase)
        )
    return (
        signals.verb_after(page, phrase, "person_verbs", "weak_verbs")
        or signals.has_age(page, phrase)
        or signals.has_genitive(page, phrase)
        or signals.has_possessive(page, phrase)
        or signals.name_after(page, phrase)
    )


def _is_unknown_name(page: Page, phrase: Phrase, starts: bool) -> bool:
    """A word in no list: in mid-sentence unless it is a thing, at the start if it acts."""
    word = page.word(phrase.first)
    if signals.is_shortened(page, phrase):
        return False
    if not starts:
        thing = signals.is_named_thing(page, phrase) and not signals.is_of_somebody(page, phrase)
        return not (thing or signals.is_in_law_name(page, phrase))
    acts = signals.verb_after(page, phrase, "person_verbs") or signals.has_age(page, phrase)
    return (acts or signals.has_relative(page, phrase)) and not signals.looks_like_noun(word)


def _acts(page: Page, phrase: Phrase, *verbs: str) -> bool:
    """Whether what follows only fits a person; `verbs` are lists that count as well."""
    acts = signals.verb_after(page, phrase, "speech_verbs", *verbs)
    own = signals.has_relative(page, phrase) or signals.has_initials_after(page, phrase)
    return acts or own or signals.has_age(page, phrase)


def _is_beside(page: Page, phrase: Phrase, found: Phrase) -> bool:
    """Whether a phrase that may be a name is joined to a found name by "en" or a comma."""
    first, second = sorted((phrase, found), key=lambda one: one.first)
    joint = page.text[page.tokens[first.last].end : page.tokens[second.first].start]
    joined = joint in _JOINTS
    return (
        joined
        and bool(phrase.parts)
        and phrase.head.like_a_name
        and not signals.is_organisation(page, phrase)
    )


def span_of(page: Page, phrase: Phrase) -> tuple[int, int]:
    """Where a name stands, with the title and the particles before it."""
    first = phrase.first
    if phrase.titled:
        start = title_start(page, Reader(page, set()).before_particles(first))
        first = first if start is None else start
    end = page.tokens[phrase.last].end
    if len(page.word(phrase.last)) == 1 and page.text[end : end + 1] == ".":
        end += 1
    return page.tokens[first].start, end
