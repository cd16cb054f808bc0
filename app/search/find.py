"""The one way to search: what a person typed, to the ids of what that person may read.

Every answer is cut to what the database says at this moment, so that a record from which somebody
was shut out is gone at once, whatever the index still holds. Total, order and facets are functions
of the readable records alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.database import db
from app.search import outbox
from app.search.chosen import search_index
from app.search.port import Hit, IndexBroken, Scope
from app.search.query import Query, parse
from app.search.ranking import answer, hit
from app.search.sources import Source, source_of

MOST_LIVE = 100
"""So many readable records that wait for the indexer are matched by hand during a search."""


class Notice(StrEnum):
    """What the page must say about an answer that may be incomplete."""

    BROKEN = "broken"
    BEHIND = "behind"


@dataclass(frozen=True)
class Found:
    """One page of public ids, best first, the total, the facets, and perhaps a notice."""

    ids: list[str] = field(default_factory=list)
    total: int = 0
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    notice: Notice | None = None


def find(
    text: str,
    *,
    person: Any,
    kind: str,
    limit: int | None = 25,
    offset: int = 0,
    chosen: Mapping[str, str] | None = None,
) -> Found:
    """Search one kind for a person; `chosen` are the facets picked; no limit gives every hit.

    While the index is broken, or far behind, it answers as well as it can and says so.
    """
    query = parse(text)
    if query.empty:
        return Found()
    source = source_of(kind)
    scope = Scope(frozenset(db.session.scalars(source.visible(person))), chosen or {})
    try:
        hits, notice = _present(search_index().hits(query, kind), query, source, scope)
    except IndexBroken:
        hits, notice = _plain(query, source, scope), Notice.BROKEN
    found = answer(hits, scope, limit, offset)
    return Found(found.ids, found.total, found.facets, notice)


def _present(
    hits: list[Hit], query: Query, source: Source, scope: Scope
) -> tuple[list[Hit], Notice | None]:
    """Put records that changed since in their present version.

    Only readable records count here, so that hidden ones bring no notice about.
    """
    waiting = outbox.waiting_ids(source.kind) & scope.ids
    if len(waiting) > MOST_LIVE:
        return hits, Notice.BEHIND
    settled = [found for found in hits if found.public_id not in waiting]
    if not waiting:
        return settled, None
    live = (hit(query, document) for document in source.documents(sorted(waiting)))
    return settled + [found for found in live if found is not None], None


def _plain(query: Query, source: Source, scope: Scope) -> list[Hit]:
    """Look for the bare words in the database itself: no inflection, no phrase, no -not."""
    if not query.plain:
        return []
    ids = [one for one in db.session.scalars(source.plain(query.plain)) if one in scope.ids]
    documents = source.documents(ids) if ids else []
    return [Hit(one.public_id, one.newest, 0, one.facets) for one in documents]
