"""The engine on PostgreSQL: the lexemes of `terms` in `tsvector` columns with a GIN index.

The lexemes and the query are written by this module, quoted and bound; PostgreSQL neither parses
nor stems what a person typed, so that both engines give the same answer.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import (
    ARRAY,
    REAL,
    ColumnElement,
    Double,
    Integer,
    bindparam,
    case,
    cast,
    delete,
    func,
    literal,
    not_,
    or_,
    select,
    text,
    tuple_,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR, insert

from app.database import db, transaction
from app.search.models import SearchDocument
from app.search.port import Document, Hit, IndexBusy, Key
from app.search.query import Phrase, Prefix, Query, Term, Word
from app.search.ranking import IN_TITLE, MOST_IN_BODY
from app.search.terms import Analysed, analyse

LOCK = 7_403_512
PATIENCE_SECONDS = 30.0
TEXTS = (SearchDocument.title, SearchDocument.body)
EQUAL_WEIGHTS = (1.0, 1.0, 1.0, 1.0)
COUNT_BOUNDS = (0.3, 0.7, 0.8)
"""`ts_rank` of one word with equal weights is 0.61 for one occurrence, 0.76 for two, 0.83 for
three; these bounds turn it into a count up to `MOST_IN_BODY`."""


class PostgresIndex:
    """The table `search_documents`."""

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold a lock of the server on a connection of its own."""
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            until = time.monotonic() + PATIENCE_SECONDS
            while not connection.scalar(select(func.pg_try_advisory_lock(LOCK))):
                if time.monotonic() > until:
                    raise IndexBusy
                time.sleep(0.1)
            try:
                yield
            finally:
                connection.execute(select(func.pg_advisory_unlock(LOCK)))

    def verify(self) -> None:
        """The server keeps its tables whole."""

    def index(self, documents: Sequence[Document], removed: Sequence[Key]) -> None:
        rows = [_row(document) for document in documents]
        with transaction():
            if removed:
                _delete(removed)
            if rows:
                _upsert(rows)

    def rebuild(self, batches: Iterable[Sequence[Document]]) -> None:
        kept: set[Key] = set()
        for batch in batches:
            self.index(batch, [])
            kept.update(document.key for document in batch)
        gone = sorted(set(self.digests()) - kept)
        self.index([], gone)

    def compact(self) -> None:
        """Only a full vacuum writes the table anew; a plain one leaves old bytes in its pages."""
        db.session.rollback()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM (FULL, ANALYZE) search_documents"))

    def hits(self, query: Query, kind: str) -> list[Hit]:
        row = SearchDocument
        rows = db.session.execute(
            select(row.public_id, row.newest, _score(query), row.facets).where(
                row.kind == kind,
                *(_occurs(term) for term in query.wanted),
                *(not_(_occurs(term)) for term in query.unwanted),
            )
        )
        return [Hit(public_id, newest, score, facets) for public_id, newest, score, facets in rows]

    def digests(self) -> dict[Key, str]:
        row = SearchDocument
        rows = db.session.execute(select(row.kind, row.public_id, row.digest))
        return {(kind, public_id): digest for kind, public_id, digest in rows}


def _row(document: Document) -> dict[str, Any]:
    return {
        "kind": document.kind,
        "public_id": document.public_id,
        "newest": document.newest,
        "facets": dict(document.facets),
        "digest": document.digest,
        "title": _tsvector(analyse(document.title)),
        "body": _tsvector(analyse(document.body)),
    }


def _upsert(rows: list[dict[str, Any]]) -> None:
    """The lexemes travel as text and become a `tsvector` in the statement itself."""
    statement = insert(SearchDocument).values(
        {
            **{name: bindparam(name) for name in rows[0]},
            "title": cast(bindparam("title", type_=db.Text), TSVECTOR),
            "body": cast(bindparam("body", type_=db.Text), TSVECTOR),
        }
    )
    fresh = {name: statement.excluded[name] for name in rows[0]}
    db.session.connection().execute(
        statement.on_conflict_do_update(index_elements=["kind", "public_id"], set_=fresh), rows
    )


def _delete(keys: Sequence[Key]) -> None:
    column = tuple_(SearchDocument.kind, SearchDocument.public_id)
    for start in range(0, len(keys), 1000):
        db.session.execute(delete(SearchDocument).where(column.in_(keys[start : start + 1000])))


def _tsvector(analysed: Analysed) -> str:
    """A text as PostgreSQL reads it: lexemes with places, bare words behind a `=`."""
    placed = (
        f"{_quoted(lexeme)}:{','.join(map(str, places))}"
        for lexeme, places in analysed.places.items()
    )
    return " ".join([*placed, *(_quoted(f"={word}") for word in sorted(analysed.words))])


def _tsquery(term: Term) -> str:
    if isinstance(term, Phrase):
        return " <-> ".join(f"({_tsquery(word)})" for word in term.words)
    if isinstance(term, Prefix):
        return f"{_quoted(f'={term.start}')}:*"
    return " | ".join(map(_quoted, term.lexemes))


def _quoted(lexeme: str) -> str:
    """A lexeme holds letters and digits alone; it is quoted all the same."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def _matches(column: Any, tsquery: str) -> ColumnElement[bool]:
    matches: ColumnElement[bool] = column.bool_op("@@")(cast(tsquery, TSQUERY))
    return matches


def _occurs(term: Term) -> ColumnElement[bool]:
    return or_(*(_matches(column, _tsquery(term)) for column in TEXTS))


def _score(query: Query) -> ColumnElement[int]:
    """The score of `ranking`, in SQL."""
    parts: list[ColumnElement[int]] = [literal(0)]
    for term in query.scored:
        parts.append(case((_matches(SearchDocument.title, _tsquery(term)), IN_TITLE), else_=0))
        parts.append(_count_in_body(term))
    return reduce(add, parts)


def _count_in_body(term: Word | Prefix) -> ColumnElement[int]:
    if isinstance(term, Prefix):
        return case((_matches(SearchDocument.body, _tsquery(term)), 1), else_=0)
    counts = [_occurrences(lexeme) for lexeme in term.lexemes]
    return counts[0] if len(counts) == 1 else func.greatest(*counts, type_=Integer)


def _occurrences(lexeme: str) -> ColumnElement[int]:
    assert len(COUNT_BOUNDS) == MOST_IN_BODY
    weights = cast(list(EQUAL_WEIGHTS), ARRAY(REAL))
    rank = func.ts_rank(weights, SearchDocument.body, cast(_quoted(lexeme), TSQUERY))
    bounds = cast(list(COUNT_BOUNDS), ARRAY(Double))
    return func.width_bucket(cast(rank, Double), bounds, type_=Integer)
