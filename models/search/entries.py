"""Of which records, and of which of their columns, an entry is made.

Only what everybody who reads the row sees plainly enters an entry: no internal and no personal column, so that a hit, its place
and a count cannot tell what a mask hides. Who may read the row is asked of the gate when it is shown.
"""

from __future__ import annotations

from functools import cache
from typing import Any
from zlib import crc32

from models.base import Record
from models.registry import record_types
from models.search.terms import terms_of_record

NOT_SEARCHED = frozenset(
    {"correction", "issued_ballot", "evaluation_count", "teller_count", "teller_sheet", "desk_handover_item", "thread_link"}
)  # fmt: skip
"""Ballots and counts are found by nobody; a correction repeats values of other records, and a list of a handed over desk
their titles, whatever their columns are."""
_NOT_WORDS = frozenset(
    {
        "initials", "name_strokes", "number_key", "case_key", "subject_key", "territory_key", "ladder_key", "sha256",
        "media_type", "seal_hash", "seal_text", "password_hash", "second_factor", "language",
    }
)  # fmt: skip
"""Columns made by the machine, which nobody reads."""
_NUMBERS = frozenset({"case_number", "running_number"})
_LOW = 1 << 32


@cache
def searched_types() -> dict[str, Any]:
    """Return table -> record type of everything that can be found."""
    return {
        cls.__tablename__: cls
        for cls in record_types()
        if not cls.is_link and cls.__tablename__ not in NOT_SEARCHED
    }


@cache
def searched_columns(cls: type[Record]) -> tuple[str, ...]:
    """Return the columns whose words can be found: open text, and the numbers that an office calls a case by."""
    found = []
    for name, column in cls.__mapper__.columns.items():
        info = column.info
        if info.get("sensitivity", "open") != "open" or info.get("history") or info.get("stays"):
            continue
        if name in _NUMBERS or (info.get("kind") in ("text", "note") and name not in _NOT_WORDS):
            found.append(name)
    return tuple(found)


@cache
def open_initials(cls: type[Record]) -> str | None:
    """Return the column with the initials of the name, where everybody sees the name."""
    column = cls.__mapper__.columns.get("initials")
    return "initials" if column is not None and column.info.get("sensitivity", "open") == "open" else None


@cache
def first_key(table: str) -> int:
    """Return the key before the first entry of a type; the type's number is made of its name, so that it never changes."""
    return (crc32(table.encode()) & 0x7FFFFFFF) * _LOW


def last_key(table: str) -> int:
    """Return the key after which no entry of the type can stand."""
    return first_key(table) + _LOW - 1


def record_of(key: int) -> int:
    """Return the number of the record whose entry has this key."""
    return key % _LOW


@cache
def tables_by_number() -> dict[int, str]:
    """Return number of the type -> table."""
    return {first_key(table) // _LOW: table for table in searched_types()}


def table_of(key: int) -> str | None:
    """Return the table of the record whose entry has this key; ``None`` for a type that is gone."""
    return tables_by_number().get(key // _LOW)


def selected(cls: Any) -> list[Any]:
    """Return what has to be read of a row to make its entry."""
    texts = [getattr(cls, name) for name in searched_columns(cls)]
    initials = open_initials(cls)
    return [
        cls.id,
        cls.organization_id if cls.__tablename__ != "organization" else cls.id,
        cls.label_sql(),
        *([getattr(cls, initials)] if initials else []),
        *texts,
    ]


def entry_terms(cls: Any, row: Any) -> list[str]:
    """Return the terms of a row that was read with :func:`selected`."""
    _id, organization_id, called, *rest = row
    initials = [rest.pop(0)] if open_initials(cls) else []
    texts = []
    for name, value in zip(searched_columns(cls), rest, strict=True):
        if value is None or name in cls.label_columns:
            continue
        texts.append(f"第{value}号" if name in _NUMBERS else str(value))
    return terms_of_record(organization_id, str(called or ""), texts, [word for word in initials if word])
