"""Words of a Dutch text: tokens, stop words, stems, parts of compounds, and readable forms.

Source of the stems: the Snowball algorithm for Dutch (PyStemmer). A stem is an internal key
("urntieverklaar") and is never shown to a person: `readable_forms` gives what to show instead.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import Stemmer

SHORTEST_PART = 4
LONGEST_WORD = 40
_LINKS = ("", "s", "en")
_LETTERS = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")

_STOP = """
aan aangezien achter af al aldus alle alleen allemaal alles als altijd ander andere anders
bent bij bijna binnen bijvoorbeeld boven buiten daar daarbij daardoor daarin daarmee daarna
daarnaast daarom daarop daarvan daarvoor dan dat de degene der deze dezelfde die dit doch
doe doen doet door dus echt echter een eens eerst eerste elk elke en enige enkel enkele er
eraan erbij erg ergens ermee ertoe eruit ervan ervoor even eventueel gaan gaat gedaan geen
gegaan geweest geworden ging haar had hadden heb hebben hebt heeft heel hem hen het hier
hiermee hierna hiervan hij hoe hoeveel hoewel hun ieder iedere iedereen iemand iets ik in
inmiddels is ja je jij jou jouw jullie kan kon konden kun kunnen kunt krijgen krijgt kreeg
later liet laten maar maken maakt me mee meer meest men met mij mijn misschien moest moesten
moet moeten mocht mochten mag mogen na naar naast namelijk nee net niemand niet niets nog
nogal nooit nou nu of om omdat omtrent onder ondanks ongeveer ons onze ook op opnieuw over
pas per prima recent rond samen sinds slechts soms staat steeds te tegen tenzij terwijl
tijdens toch toen tot totdat tussen uit u uw vaak van vanaf vandaag vanuit vanwege veel
verder via vervolgens vond voor vooral voordat waar waarbij waardoor waarin waarmee waarna
waarom waarop waarvan waarvoor wanneer want waren was wat we wel welk welke wie wij wil
wilde willen word worden wordt werd werden zal ze zei zeker zelf zelfs zich zij zijn zo
zoals zodat zodra zonder zou zouden zowel zulke zullen zult weer weet weten kwam komen komt
alsnog hetzelfde geeft gaf geven zit zitten stond staan gehad dingen ding mensen jaar jaren
maand maanden week weken dag dagen uur keer januari februari maart april mei juni juli
augustus september oktober november december maandag dinsdag woensdag donderdag vrijdag
zaterdag zondag twee drie vier vijf zes zeven acht negen tien mevrouw meneer mw dhr heer
"""
STOP_WORDS = frozenset(_STOP.split())


def tokens(text: str) -> list[str]:
    """All words of a text in lower case and in order, without digits, marks and stop words.

    A word has two letters or more; anything longer than 40 letters is no Dutch word (an address,
    a pasted key) and is left out. Joined words (`ict-systeem`) stay one word. Linear in the text.
    """
    lowered = unicodedata.normalize("NFC", text).lower().replace("\u2019", "'")
    found = _LETTERS.findall(lowered)
    return [word for word in found if 2 <= len(word) <= LONGEST_WORD and word not in STOP_WORDS]


def stems(words: Iterable[str]) -> dict[str, str]:
    """The Snowball stem of every distinct word.

    A stemmer is made at each call because one stemmer must not be shared between threads.
    """
    distinct = sorted(set(words))
    return dict(zip(distinct, Stemmer.Stemmer("dutch").stemWords(distinct), strict=True))


def compound_parts(frequency: Mapping[str, int], least: int = 2) -> dict[str, tuple[str, str]]:
    """Words that are two words of the same corpus written together, with these two parts.

    `frequency` gives per word in how many texts it occurs. A word is split as a[s|en]+b when both
    parts have four letters or more and each occurs in `least` texts or more; of several splits
    the one with the most frequent rarest part is taken. Words that do not split are left out.
    Source: frequency-driven splitting (Koehn and Knight, 2003) without a dictionary.
    """
    known = {word for word, count in frequency.items() if count >= least}
    found: dict[str, tuple[str, str]] = {}
    for word in frequency:
        options = _splits(word, known)
        if options:
            found[word] = max(options, key=lambda pair: (min(frequency[p] for p in pair), pair))
    return found


def _splits(word: str, known: Collection[str]) -> list[tuple[str, str]]:
    options = []
    for place in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        tail = word[place:]
        if tail not in known:
            continue
        head = word[:place]
        for link in _LINKS:
            first = head.removesuffix(link) if link else head
            if len(first) >= SHORTEST_PART and first in known:
                options.append((first, tail))
    return options


def readable_forms(frequency: Mapping[str, int]) -> dict[str, str]:
    """Per stem the form to show: the word that occurs most, and of equals the shortest.

    `frequency` gives per word how often it occurs.
    """
    stem_of = stems(frequency)
    forms: dict[str, Counter[str]] = {}
    for word, count in frequency.items():
        forms.setdefault(stem_of[word], Counter())[word] += count
    return {
        stem: min(counts, key=lambda word: (-counts[word], len(word), word))
        for stem, counts in forms.items()
    }
