"""How well personal data is found, beside a plain peer in the same run.

    python -m bench.personal_data [cases.jsonl …]

Without files it measures the invented cases in bench/labels. Each line of a file is a case: `id`,
free texts by field, `organisation`, `team`, `law` and `procedure`, and `pii`, a list of `field`,
`text` and `kind`. A label is found when one finding in its field covers it. A finding is right when
it holds the text of a label of the case, or is held by one. The peer takes every row of words with
a capital that begins no sentence for a name. Prints a table in Markdown.
"""

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from app.personal_data.findings import Finding, Kind
from app.personal_data.scan import scan_fields
from cases.models.case import TEXT_FIELDS

LABELS = Path(__file__).parent / "labels" / "personal_data.jsonl"
OWN = ("organisation", "team", "law", "procedure")
NUMBERS = {Kind.BSN, Kind.IBAN, Kind.PHONE, Kind.EMAIL, Kind.POSTCODE}
CAPITALS = re.compile(r"(?<=[a-z,] )[A-Z][\w'-]+(?: [A-Z][\w'-]+)*")
Case = dict[str, Any]
Found = dict[str, list[Finding]]


def texts_of(case: Case) -> dict[str, str]:
    return {name: case[name] for name in TEXT_FIELDS if isinstance(case.get(name), str)}


def ours(case: Case) -> Found:
    return scan_fields(texts_of(case), own=[case[name] for name in OWN if case.get(name)])


def capitals(case: Case) -> Found:
    return {
        name: [Finding(*one.span(), Kind.NAME, one[0]) for one in CAPITALS.finditer(text)]
        for name, text in texts_of(case).items()
    }


def is_covered(case: Case, label: dict[str, str], found: Found) -> bool:
    """Whether one finding covers one place where the text of the label stands."""
    text, field = label["text"], label["field"]
    places = [one.start() for one in re.finditer(re.escape(text), case.get(field) or "")]
    return any(
        one.start <= place and place + len(text) <= one.end
        for one in found.get(field, ())
        for place in places
    )


def is_right(case: Case, finding: Finding) -> bool:
    """Whether a label of the case and the finding hold one another."""
    ours = finding.text.lower()
    theirs = [label["text"].lower() for label in case.get("pii", ())]
    return any(ours in text or text in ours for text in theirs)


def rows_of(cases: list[Case], answers: list[Found]) -> Iterable[str]:
    """A row per kind, one for the numbers together, and one for all."""
    labelled, covered, found, right = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for case, answer in zip(cases, answers, strict=True):
        for label in case.get("pii", ()):
            labelled[label["kind"]] += 1
            covered[label["kind"]] += is_covered(case, label, answer)
        for one in (one for findings in answer.values() for one in findings):
            found[one.kind.value] += 1
            right[one.kind.value] += is_right(case, one)
    kinds = sorted(labelled | found)
    groups = {kind: [kind] for kind in kinds} | {
        "numbers": [kind for kind in kinds if kind in NUMBERS],
        "all": kinds,
    }
    for name, group in groups.items():
        sums = [sum(one[kind] for kind in group) for one in (covered, labelled, right, found)]
        yield f"| {name} | {_share(*sums[:2])} | {_share(*sums[2:])} |"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ({part}/{whole})" if whole else "–"


def measure(name: str, method: Callable[[Case], Found], cases: list[Case]) -> float:
    """Print the table of one method, and answer how many seconds it took."""
    begin = time.process_time()
    answers = [method(case) for case in cases]
    seconds = time.process_time() - begin
    print(f"\n{name}: {len(cases) / max(seconds, 1e-6):.0f} cases a second\n")
    print("| kind | recall | precision |\n|---|---|---|")
    print("\n".join(rows_of(cases, answers)))
    return seconds


def main(arguments: list[str]) -> None:
    paths = [Path(one) for one in arguments] or [LABELS]
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    cases = [json.loads(line) for line in lines if line]
    ours(cases[0])  # The word lists are read here, outside the measurement.
    seconds = measure("Leerlus", ours, cases)
    peer = measure("Every row of capitals", capitals, cases)
    print(f"\nLeerlus takes {seconds / max(peer, 1e-6):.0f} times as long as the peer.")


if __name__ == "__main__":
    main(sys.argv[1:])
