"""What search asks of an engine, and the shapes that pass between them. Pure.

An engine gives hits; it knows no rights, so no hit leaves `find` before the database has said
that this person may read it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from app.search.query import Query
from app.search.terms import ANALYSIS

Key = tuple[str, str]
"""A kind and a public id: what an index knows a document by."""


class IndexBroken(Exception):
    """The index is missing or cannot be trusted; the indexer builds it again."""


class IndexBusy(Exception):
    """Another process has been writing the index for longer than it is worth waiting."""


@dataclass(frozen=True)
class Document:
    """What is indexed of a record. `newest` is higher the later it was made.

    Facets are counted for everybody who may read the record: what only some of its readers may
    know about it (the team, the reporter) does not belong in them.
    """

    kind: str
    public_id: str
    title: str
    body: str
    newest: int
    facets: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        return self.kind, self.public_id

    @property
    def digest(self) -> str:
        """A short proof of the content, to see whether the index has this very version."""
        content = [ANALYSIS, self.title, self.body, self.newest, dict(sorted(self.facets.items()))]
        return hashlib.blake2b(json.dumps(content).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Hit:
    """A document that matches. The score depends on the document and the query alone."""

    public_id: str
    newest: int
    score: int
    facets: Mapping[str, str]


@dataclass(frozen=True)
class Scope:
    """The records that a person may read, by the database, and the facets that were chosen."""

    ids: frozenset[str]
    chosen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """One page of ids, best first, with the total and the facets of everything in scope."""

    ids: list[str]
    total: int
    facets: dict[str, dict[str, int]]


class SearchIndex(Protocol):
    """An engine. Writing happens only inside `exclusive`."""

    def exclusive(self) -> AbstractContextManager[None]:
        """Hold the index alone among all processes. Raises IndexBusy."""
        ...

    def index(self, documents: Sequence[Document], removed: Sequence[Key]) -> None:
        """Put documents in, in the place of their earlier versions, and take others out."""
        ...

    def rebuild(self, batches: Iterable[Sequence[Document]]) -> None:
        """Hold exactly these documents; until it is done the old index answers."""
        ...

    def compact(self) -> None:
        """Write the index anew, so that nothing of removed documents is left in its files."""
        ...

    def hits(self, query: Query, kind: str) -> list[Hit]:
        """All documents of a kind that match, in no order. Raises IndexBroken."""
        ...

    def digests(self) -> dict[Key, str]:
        """Which version of which document is in the index. Raises IndexBroken."""
        ...

    def verify(self) -> None:
        """Raise IndexBroken when the index is missing, damaged or of an older analysis."""
        ...
