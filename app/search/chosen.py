"""Which engine this installation has: PostgreSQL's own on PostgreSQL, else the embedded one."""

from pathlib import Path

from flask import current_app

from app.database import db
from app.search.port import SearchIndex
from app.search.postgres_index import PostgresIndex
from app.search.whoosh_index import WhooshIndex


def search_index() -> SearchIndex:
    """The index of the present program; opening costs nothing until it is asked."""
    if db.engine.dialect.name == "postgresql":
        return PostgresIndex()
    return WhooshIndex(Path(current_app.config["LEERLUS_DATA"]) / "index")
