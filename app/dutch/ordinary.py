"""How ordinary a word is in Dutch stories from public services.

Among thirty cases one cannot see that "toeslag" is a common word and "couveuse" is not. The list
beside this file says it: in how many of 120 stories, told by different people about different
things, a word stands (words of two stories or more). It is made by `bench/ordinary_words.py` from
half of `bench/labels/one_offs.jsonl`, and holds no sentence and no name.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

STORIES = 120
_LIST = Path(__file__).parent / "ordinary_words.tsv"


@cache
def ordinary_words() -> Mapping[str, int]:
    """Per word in how many of the `STORIES` it stands: 2 or more, others are left out."""
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines)
    return {word: int(count) for word, count in pairs}
