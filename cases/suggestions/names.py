"""From the concepts that the lists of cues know to the names that an organisation gave.

Every organisation names its domains and bouwstenen itself. A name is known by its words ("jeugd en
onderwijs" is two concepts); a concept that no name on the list covers passes half of its score to
the concept that stands nearest. A name without any known word is scored by its own words.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cases.suggestions.cues import Section

PASSED_ON = 0.5
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Naming:
    """Per name on the list its concepts with the share of each that counts for it."""

    concepts: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


def naming(offered: Sequence[str], sections: Sequence[Section]) -> Naming:
    """Which concepts count for which name; a name that nobody knows gets none."""
    found = {name: dict.fromkeys(_concepts_of(name, sections), 1.0) for name in offered}
    covered = {concept for shares in found.values() for concept in shares}
    for section in sections:
        if section.label in covered or not section.otherwise:
            continue
        for shares in found.values():
            if section.otherwise in shares:
                shares[section.label] = PASSED_ON
    return Naming(found)


def _concepts_of(name: str, sections: Sequence[Section]) -> list[str]:
    words = {word.lower() for word in _LETTERS.findall(name)}
    return [section.label for section in sections if words & set(section.names)]


def own_words(name: str) -> list[str]:
    """The words of a name that may stand in a text by themselves."""
    return [word.lower() for word in _LETTERS.findall(name) if len(word) >= 4]
