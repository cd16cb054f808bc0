"""What the sentences of a case mean: vectors of a small encoder, kept or computed.

Pure functions. Encoding takes 15 to 30 ms a text, so whoever has the vectors of a case (see
`packed`) hands them over instead; `spoken_digest` tells whether they are still of these texts.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.dutch.sentences import SIZE, encoded
from cases.case_text import CaseText

Vectors = NDArray[np.float32]

PARTS = 3
_READ_BY = "use-multilingual-3"
_CENTRE = Path(__file__).parent / "sentence_centre.json"


def spoken(text: CaseText) -> tuple[str, str, str]:
    """The three texts that go to the sentence encoder: all of it, the procedure, the deviation."""
    whole = " ".join(told for told in text.narrative().values() if told.strip())
    return whole, text.standard_procedure, text.deviation


def spoken_digest(text: CaseText) -> str:
    """64 hexadecimal digits of the texts that are encoded and of the encoder: vectors are of it."""
    told = "\0".join([_READ_BY, *(part.strip() for part in spoken(text))])
    return sha256(told.encode()).hexdigest()


def sentence_vectors(texts: Sequence[CaseText]) -> dict[str, Vectors] | None:
    """By key the vectors of the texts of `spoken`, shape (3, 512); None without an encoder.

    A vector has length 1, of an empty text it is zeros.
    """
    read = encoded([part for text in texts for part in spoken(text)])
    if read is None:
        return None
    shaped = read.reshape(len(texts), PARTS, SIZE)
    return {text.key: rows for text, rows in zip(texts, shaped, strict=True)}


def packed(vectors: Vectors) -> bytes:
    """The vectors of one case, shape (3, 512), in 3 kB; to half precision, which is plenty."""
    return vectors.astype("<f2").tobytes()


def unpacked(kept: bytes) -> Vectors:
    """What `packed` made, shape (3, 512). Raises ValueError for anything of another size."""
    return np.frombuffer(kept, "<f2").reshape(PARTS, SIZE).astype(np.float32)


def sentence_features(
    texts: Sequence[CaseText], vectors: Mapping[str, Vectors] | None = None
) -> list[Vectors] | None:
    """Three arrays (n, 512) for the texts of `spoken`, rows of length 1; None without an encoder.

    `vectors` are those that were kept, by key; only the others are computed. What all stories have
    in common is subtracted, because it says nothing. An empty text is a row of zeros.
    """
    known = dict(vectors or {})
    missing = [text for text in texts if text.key not in known]
    computed = sentence_vectors(missing) if missing else {}
    if computed is None or not texts:
        return None
    known |= computed
    stacked = np.stack([known[text.key] for text in texts], axis=1)
    return [_centred(part, centre) for part, centre in zip(stacked, _centres(), strict=True)]


def kept_features(
    texts: Sequence[CaseText], vectors: Mapping[str, Vectors] | None
) -> Vectors | None:
    """The whole texts alone, shape (n, 512), rows of length 1, from what was kept.

    Nothing is computed, because for very many cases that takes too long; None unless the vectors
    of all of them were kept.
    """
    if vectors is None or any(text.key not in vectors for text in texts):
        return None
    whole = np.stack([vectors[text.key][0] for text in texts])
    return _centred(whole, _centres()[0])


def _centred(vectors: Vectors, centre: Vectors) -> Vectors:
    told = vectors.any(axis=1, keepdims=True)
    moved = np.where(told, vectors - centre, 0)
    length = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(moved / np.maximum(length, 1e-9), np.float32)


@cache
def _centres() -> Vectors:
    """The mean vector of ordinary stories for each of the three texts, shape (3, 512)."""
    kept = json.loads(_CENTRE.read_text(encoding="utf-8"))
    return np.asarray(np.array(kept) / 10_000, np.float32)
