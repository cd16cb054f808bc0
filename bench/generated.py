"""Generated Dutch corpora with planted causes, of any size; what they are and what not.

A cause is a subject (three names for it) and a rule that gets in the way (three phrasings); a case
of it draws a name and one to three of the phrasings, among words of hand-written one-offs in
pieces of three, shuffled. A one-off draws a subject and only such pieces. One tag in five
is missing and one in twenty is wrong. So the words of a cause repeat more than people repeat each
other: figures on these corpora say something of size and speed, and little of quality.
"""

import json
import random
from pathlib import Path

from cases.likeness import CaseText

ONE_OFFS = Path(__file__).parent / "labels/one_offs.jsonl"

_WORDS = Path(__file__).parent / "labels/generated.txt"
SUBJECTS, RULES = (
    [line.split("|") for line in part.strip().splitlines()]
    for part in _WORDS.read_text(encoding="utf-8").split("\n\n")
)
DOMAINS = ["wonen", "zorg", "werk", "jeugd", "belastingen", "burgerzaken"]


def pieces() -> list[str]:
    """The hand-written one-offs in pieces of three words, so that no two cases share a sentence."""
    lines = ONE_OFFS.read_text(encoding="utf-8").splitlines()
    told = (json.loads(line)["situation"].split() for line in lines)
    return [" ".join(words[at : at + 3]) for words in told for at in range(0, len(words), 3)]


def talk(source: random.Random, pool: list[str], count: int) -> str:
    """So many pieces one after the other: words as people use them, without sense."""
    return " ".join(source.choices(pool, k=count))


def generated(
    size: int, seed: int = 1, alone: float = 0.6, largest: int = 40, half: int | None = None
) -> tuple[list[CaseText], dict[str, str]]:
    """So many cases, a share of them one-offs, and the cause of each that has one.

    `half` (0 or 1) takes every second subject and rule, so that what was fitted on one half can be
    looked at on the other.
    """
    source = random.Random(seed)
    pool = pieces()
    start, step = (0, 1) if half is None else (half, 2)
    subjects, rules = range(start, len(SUBJECTS), step), range(start, len(RULES), step)
    planted = [(s, r) for s in subjects for r in rules]
    source.shuffle(planted)
    recurring = int(size * (1 - alone))
    typical = max(1, recurring // len(planted))
    texts: list[CaseText] = []
    causes: dict[str, str] = {}
    for subject, rule in planted:
        if len(causes) >= recurring:
            break
        least = max(4, typical)
        for _ in range(min(recurring - len(causes), source.randint(least, max(least, largest)))):
            key = f"g{len(texts)}"
            texts.append(
                _case(
                    key, source, pool, subject=subject, rule=RULES[rule], domain=DOMAINS[rule % 6]
                )
            )
            causes[key] = f"{subject}-{rule}"
    while len(texts) < size:
        own = [talk(source, pool, 4) for _ in range(3)]
        subject = source.choice(subjects)
        texts.append(
            _case(
                f"g{len(texts)}",
                source,
                pool,
                subject=subject,
                rule=own,
                domain=source.choice(DOMAINS),
            )
        )
    source.shuffle(texts)
    return texts, causes


def _case(
    key: str, source: random.Random, pool: list[str], *, subject: int, rule: list[str], domain: str
) -> CaseText:
    names = SUBJECTS[subject]
    tag = source.random()
    procedure = names[0] if tag > 0.25 else ("" if tag > 0.05 else source.choice(SUBJECTS)[0])
    return CaseText(
        key,
        title=f"{source.choice(names)}: {talk(source, pool, 2)}",
        situation=f"{talk(source, pool, 25)}. {source.choice(rule)}.",
        standard_procedure=". ".join(source.sample(rule, source.choice([1, 2]))),
        deviation=talk(source, pool, 5),
        consideration=talk(source, pool, 4),
        procedure=procedure,
        domain=domain if source.random() > 0.2 else "",
    )
