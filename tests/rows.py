"""A row in any table, made from the table's own columns: for tests that walk all of them."""

import secrets
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Enum, LargeBinary, Table, select
from sqlalchemy.types import Float, Integer, TypeDecorator

from app.database import db

MOMENT = datetime(2031, 5, 6, 7, 8, tzinfo=UTC)
DAY = date(2031, 5, 6)
# What the checks of a table ask for, and no type tells.
CHOSEN: dict[str, Any] = {
    "case_grants.reason": "offer",
    "cases.state": "shared",
    "cases.consequence": 3,
    "cases.gut_feeling": 3,
    "published_figures.first_quarter": "2031-1",
    "published_figures.last_quarter": "2031-1",
}


def make_row(table: Table, people: int) -> dict[str, Any]:
    """Add a row of which every column that points at a person points at this one.

    Whatever else it points at is made on the way; texts hold `table.column`.
    """
    values = {
        column.name: _value(column, people)
        for column in table.columns
        if not (column.primary_key and column.autoincrement is True)
        and not (column.name == "id" and column.primary_key and not column.foreign_keys)
    }
    if "id" in table.columns and table.columns["id"].autoincrement is False:
        values["id"] = secrets.randbits(40)
    result: Any = db.session.execute(table.insert().values(values))
    keys = [column.name for column in table.primary_key]
    return {**values, **dict(zip(keys, result.inserted_primary_key or (), strict=True))}


def _value(column: Column[Any], people: int) -> Any:
    chosen = CHOSEN.get(str(column))
    if chosen is not None:
        return chosen
    if column.foreign_keys:
        return _pointed_at(column, people)
    return _text(column) if _plain_type(column) is None else _of_type(column)


def _pointed_at(column: Column[Any], people: int) -> Any:
    """The key of a row to point at: this person, one that is there already, or a new one."""
    (key,) = column.foreign_keys
    target = key.column
    if target.table.name == "people":
        return people
    if target.table is column.table:
        return None
    known = db.session.scalar(select(target).limit(1))
    if known is not None:
        return known
    return make_row(target.table, people)[target.name]


def _plain_type(column: Column[Any]) -> Any:
    kind = column.type
    if isinstance(kind, TypeDecorator):
        kind = kind.impl_instance
    known = (JSON, Boolean, Date, DateTime, Enum, LargeBinary, Float, Integer)
    return next((one for one in known if isinstance(kind, one)), None)


def _of_type(column: Column[Any]) -> Any:
    kind = _plain_type(column)
    if kind is Enum:
        return next(iter(column.type.enum_class))  # type: ignore[attr-defined]
    return {
        JSON: {"text": str(column)},
        Boolean: False,
        Date: DAY,
        DateTime: MOMENT,
        LargeBinary: b"",
        Float: 1.0,
        Integer: 1,
    }[kind]


def _text(column: Column[Any]) -> str:
    """Words that tell where they stand; where they must differ from row to row, random ones."""
    length = getattr(column.type, "length", None) or 80
    unique = column.unique or any(
        column.name in index.columns for index in column.table.indexes if index.unique
    )
    if column.name == "public_id" or unique or length < 40:
        return secrets.token_hex(8)[: min(length, 16)]
    return str(column)[:length]
