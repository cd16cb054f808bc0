"""How well law notations are recognised and resolved, beside a plain pattern in the same run.

    python -m bench.provisions [cases.jsonl]

Without a file it measures on bench/labels/provisions.json: invented sentences with the notations
that professionals use, labelled by hand, and the field for law of the demo's cases, of which the
labels are our own answers, read through one by one: those say what would break, not how good it is.
A label is the identifier of the law and the number of the article, or the law alone. With a file,
of which each line is a case with `law`, there are no labels: it counts the fields of which every
part is resolved. The plain pattern knows the same names of laws, but one article behind or before a
name. Prints a table in Markdown.
"""

import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from cases.provisions.laws import all_laws
from cases.provisions.notation import provisions_in, provisions_of_field

LABELS = Path(__file__).parent / "labels" / "provisions.json"
Recognise = Callable[[str], set[str]]
NAMES = {
    name.lstrip("=+").casefold(): law.id
    for law in all_laws()
    for name in (law.title, *law.names, *law.abbreviations)
}
NAME = "|".join(re.escape(name) for name in sorted(NAMES, key=len, reverse=True))
NUMBER = r"(?P<article>\d+[a-z]?(?:[.:]\d+[a-z]?)*)"
ANNOUNCED = r"(?:art(?:ikel(?:en)?|t)?\.?\s*)"
AFTER = re.compile(rf"\b(?P<law>{NAME})\b,?\s*(?:{ANNOUNCED}?{NUMBER})?", re.IGNORECASE)
BEFORE = re.compile(rf"{ANNOUNCED}{NUMBER}\s*(?:van (?:de|het) )?(?P<law>{NAME})\b", re.IGNORECASE)


def ours(text: str) -> set[str]:
    found = (one for one in provisions_in(text) if one.law)
    return {f"{one.law.id} {one.article}".strip() for one in found if one.law}


def plain(text: str) -> set[str]:
    before = {_of(found) for found in BEFORE.finditer(text)}
    return before | {_of(found) for found in AFTER.finditer(BEFORE.sub(" ", text))}


def _of(found: re.Match[str]) -> str:
    return f"{NAMES[found['law'].casefold()]} {found['article'] or ''}".strip()


def score(recognise: Recognise, rows: list[dict[str, list[str]]]) -> str:
    right = given = wanted = 0
    begun = time.perf_counter()
    for row in rows:
        found, labels = recognise(str(row["text"])), set(row["provisions"])
        right, given, wanted = right + len(found & labels), given + len(found), wanted + len(labels)
    passed = time.perf_counter() - begun
    precision, recall = right / max(1, given), right / max(1, wanted)
    return f"{precision:.3f} | {recall:.3f} | {len(rows) / passed:,.0f}"


def resolved(fields: list[str]) -> tuple[int, int]:
    """Of how many fields each part is resolved, by us and by the plain pattern."""
    all_ours = sum(all(one.law for one in provisions_of_field(text)) for text in fields)
    pieces = [[one for one in re.split(r"[;\n]", text) if one.strip()] for text in fields]
    return all_ours, sum(all(plain(piece) for piece in parts) for parts in pieces)


def main() -> None:
    if len(sys.argv) > 1:
        lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
        fields = [text for line in lines if line and (text := json.loads(line).get("law"))]
        by_us, by_pattern = resolved(fields)
        print(f"fields with law: {len(fields)}; wholly resolved: {by_us}; plain: {by_pattern}")
        return
    labels = json.loads(LABELS.read_text(encoding="utf-8"))
    print("| texts | notations | method | precision | recall | texts a second |")
    print("|---|---|---|---|---|---|")
    for name, rows in labels.items():
        count = sum(len(row["provisions"]) for row in rows)
        for method, recognise in (("ours", ours), ("plain pattern", plain)):
            print(f"| {len(rows)} {name} | {count} | {method} | {score(recognise, rows)} |")


if __name__ == "__main__":
    main()
