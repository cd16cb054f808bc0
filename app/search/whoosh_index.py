"""The embedded engine, for an installation on one machine: Whoosh as a store of postings.

Whoosh's query language, scoring, suggestions and corrections are not used: they cost minutes on
evil input and show words of hidden records. What remains is which word stands where; matching and
order follow `ranking`. No text is stored, and no rights.
"""

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from whoosh import index as whoosh
from whoosh.columns import VarBytesColumn
from whoosh.fields import COLUMN, ID, FieldType, Schema
from whoosh.formats import Positions

from app.search.port import Document, Hit, IndexBroken, Key
from app.search.query import Query
from app.search.terms import Analysed, analyse
from app.search.whoosh_match import Segment
from app.search.whoosh_store import Store

log = logging.getLogger(__name__)
T = TypeVar("T")


class Lexemes(FieldType):
    """A field that takes an analysed text: lexemes with places, bare words behind a `=`."""

    def __init__(self) -> None:
        # Lengths are not used, but without them Whoosh asks the disk at every posting.
        super().__init__(format=Positions(), analyzer=None, scorable=True)

    def index(self, value: Analysed, **_options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """What Whoosh writes per term: its bytes, how often, its weight, its places."""
        for lexeme, places in value.places.items():
            yield lexeme.encode(), len(places), float(len(places)), self.format.encode(places)
        nowhere = self.format.encode(())
        for word in value.words:
            yield f"={word}".encode(), 1, 1.0, nowhere


def _schema() -> Schema:
    """The key to replace a document by, the two texts, and what a hit tells of a document."""
    return Schema(
        key=ID(unique=True),
        kind=ID(),
        title=Lexemes(),
        body=Lexemes(),
        card=COLUMN(VarBytesColumn()),
    )


class WhooshIndex:
    """The files of the index in a folder of the data directory."""

    def __init__(self, root: Path) -> None:
        self._store = Store(root)

    def exclusive(self) -> AbstractContextManager[None]:
        return self._store.exclusive()

    def verify(self) -> None:
        self._store.verify()

    def index(self, documents: Sequence[Document], removed: Sequence[Key]) -> None:
        build = self._store.present()
        with _writing(build) as writer:
            for key in removed:
                writer.delete_by_term("key", _joined(key))
            for document in documents:
                writer.delete_by_term("key", _joined(document.key))
                _add(writer, document)
        self._store.sign(build)

    def rebuild(self, batches: Iterable[Sequence[Document]]) -> None:
        with self._store.building() as folder:
            whoosh.create_in(str(folder), _schema()).close()
            with _writing(folder) as writer:
                for batch in batches:
                    for document in batch:
                        _add(writer, document)

    def compact(self) -> None:
        build = self._store.present()
        with _writing(build, optimize=True):
            pass
        self._store.sign(build)

    def hits(self, query: Query, kind: str) -> list[Hit]:
        return self._ask(
            lambda segments: [
                Hit(card["id"], card["newest"], score, card["facets"])
                for segment in segments
                for card, score in segment.matches(query, kind)
            ]
        )

    def digests(self) -> dict[Key, str]:
        return self._ask(
            lambda segments: {
                (card["kind"], card["id"]): card["digest"]
                for segment in segments
                for card in segment.cards()
            }
        )

    def _ask(self, question: Callable[[list[Segment]], T]) -> T:
        """Open the present build and read it; whatever goes wrong means that it is broken."""
        build = self._store.present()
        try:
            with closing(_open(build)) as opened, closing(opened.reader()) as reader:
                return question(
                    [Segment(leaf) for leaf, _ in reader.leaf_readers() if leaf.doc_count_all()]
                )
        except Exception as error:
            if not build.exists():
                # A rebuild has just put a new build in its place.
                return self._ask(question)
            self._store.mark_broken(build)
            log.warning("the search index is damaged: %s", type(error).__name__)
            raise IndexBroken(type(error).__name__) from error


def _open(build: Path) -> Any:
    return whoosh.open_dir(str(build))


@contextmanager
def _writing(build: Path, optimize: bool = False) -> Iterator[Any]:
    """A writer that commits at the end; a failed one is cancelled, or its lock would stay."""
    with closing(_open(build)) as opened:
        writer = opened.writer()
        try:
            yield writer
            writer.commit(optimize=optimize)
        except BaseException:
            with suppress(Exception):
                writer.cancel()
            raise


def _add(writer: Any, document: Document) -> None:
    card = {
        "kind": document.kind,
        "id": document.public_id,
        "newest": document.newest,
        "facets": dict(document.facets),
        "digest": document.digest,
    }
    writer.add_document(
        key=_joined(document.key),
        kind=document.kind,
        title=analyse(document.title),
        body=analyse(document.body),
        card=json.dumps(card).encode(),
    )


def _joined(key: Key) -> str:
    return ":".join(key)
