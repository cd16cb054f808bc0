"""What can be searched: each package registers its kinds here, wired at the start of the program.

A source says what is indexed of its records and which of them a person may read, so that search
knows no table of another package.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_
from sqlalchemy.orm import InstrumentedAttribute

from app.search.port import Document

Texts = Sequence[
    ColumnElement[str] | InstrumentedAttribute[str] | InstrumentedAttribute[str | None]
]


@dataclass(frozen=True)
class Source:
    """A kind of record.

    `documents` gives what is indexed of these public ids, without those that are gone or may not
    be found; `all_ids` every public id that is to be found by somebody; `visible` selects the
    public ids that a person may read; `plain` selects the public ids whose text holds all these
    words, for when the index is broken (see `holding_all`); its answer is cut to `visible`.
    """

    kind: str
    documents: Callable[[Sequence[str]], list[Document]]
    all_ids: Callable[[], Iterable[str]]
    visible: Callable[[Any], Select[str]]
    plain: Callable[[Sequence[str]], Select[str]]


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Make a kind searchable; registering a kind again replaces it."""
    _sources[source.kind] = source


def source_of(kind: str) -> Source:
    """The source of a kind. Raises KeyError for one that nobody registered."""
    return _sources[kind]


def all_sources() -> list[Source]:
    """Every source, in the order in which they were registered."""
    return list(_sources.values())


def holding_all(texts: Texts, words: Sequence[str]) -> ColumnElement[bool]:
    """Condition: each word stands in one of these columns; wildcards of LIKE are plain marks."""
    return and_(
        *(or_(*(text.icontains(word, autoescape=True) for text in texts)) for word in words)
    )
