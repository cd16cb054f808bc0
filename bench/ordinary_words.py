"""Makes the list of ordinary words and the centre of the sentence vectors.

Both come from half of the one-offs; see `app.dutch.ordinary` and `cases.representation`.

    python -m bench.ordinary_words
"""

import json
from collections import Counter
from pathlib import Path

import numpy as np

from app.dutch.ordinary import STORIES
from app.dutch.sentences import encoded
from app.dutch.words import tokens
from cases.meaning import spoken
from cases.representation import CaseText

ROOT = Path(__file__).parent.parent
LEAST = 2


def stories() -> list[CaseText]:
    """Every second one-off: the other half is left to fit and to measure with."""
    lines = (ROOT / "bench/labels/one_offs.jsonl").read_text(encoding="utf-8").splitlines()[::2]
    rows = [json.loads(line) for line in lines]
    names = CaseText("").narrative()
    return [CaseText(row["id"], **{name: row.get(name) or "" for name in names}) for row in rows]


def main() -> None:
    """Writes both files."""
    texts = stories()
    assert len(texts) == STORIES
    words = [
        {word for told in text.narrative().values() for word in tokens(told)} for text in texts
    ]
    counted = Counter(word for one in words for word in one)
    lines = [f"{word}\t{count}\n" for word, count in sorted(counted.items()) if count >= LEAST]
    (ROOT / "app/dutch/ordinary_words.tsv").write_text("".join(lines), encoding="utf-8")
    centres = []
    for column in zip(*(spoken(text) for text in texts), strict=True):
        vectors = encoded(column)
        if vectors is None:
            raise SystemExit("the sentence encoder is not installed")
        centres.append(vectors[vectors.any(axis=1)].mean(axis=0))
    centre = np.round(np.stack(centres) * 10_000).astype(int).tolist()
    (ROOT / "cases/sentence_centre.json").write_text(json.dumps(centre) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
