"""The seal of an approved record: the canonical text of exactly what was approved, and its hash.

Sealed are the named columns, the children, and the titles of what is referenced (a unit renamed next year does not
change what was approved). State, version and stamps are outside.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from sqlalchemy import inspect, select

from models import clock
from models.access.actor import current_actor
from models.base import Record, db
from models.registry import record_type

_OUTSIDE = frozenset({"id", "stamp", "account", "accounts", "state"})
_AT_ONCE = 500
"""Rows named in one statement: both engines limit the number of parameters."""
_Titles = dict[tuple[str, int], str | None]
"""What referenced rows are called, by table and number."""


def sealed_columns(cls: type[Record]) -> tuple[str, ...]:
    """Return the columns that a seal of the type covers: those it names, else all that a person can fill."""
    if cls.seal_columns:
        return cls.seal_columns
    found = []
    for attribute in inspect(cls).column_attrs:
        info = attribute.columns[0].info
        if info.get("kind") in _OUTSIDE or attribute.key in _STAMPS or "kind" not in info:
            continue
        found.append(attribute.key)
    return tuple(found)


_STAMPS = frozenset(
    {
        "created_at",
        "changed_at",
        "trashed_at",
        "state_since",
        "submitted_at",
        "decision_id",
        "sealed_at",
        "seal_hash",
        "seal_text",
    }
)


def seal_text(record: Record, known: Collection[str] | None = None) -> str:
    """Return the canonical JSON (sorted keys, no white space, UTF-8) of what an approval of ``record`` covers.

    Args:
        record: the row.
        known: the tables of children that stood in the text that is compared with; one that it did not know yet counts from its
            first row on, so that what was approved before the table was there stays what it is. Without it, all of the type.
    """
    children = {
        table: rows
        for table in record.seal_children
        if (rows := _children(record, record_type(table))) or known is None or table in known
    }
    titles = _titles([record, *(row for rows in children.values() for row in rows)])
    content: dict[str, Any] = {"record": record.slug(), "number": record.id, **_row(record, titles)}
    if children:
        content["children"] = {
            table: [{"number": row.id, **_row(row, titles)} for row in rows]
            for table, rows in children.items()
        }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _children(record: Record, child: type[Record]) -> list[Record]:
    assert child.parent is not None
    statement = (
        select(child)
        .where(getattr(child, child.parent) == record.id, child.trashed_at.is_(None))
        .order_by(child.id)
        .execution_options(gate="label")
    )
    return list(db.session.scalars(statement))


def _row(record: Record, titles: _Titles) -> dict[str, Any]:
    columns, named = {}, {}
    for name in sealed_columns(type(record)):
        value = getattr(record, name)
        if value is None:
            continue
        columns[name] = _written(value)
        target = record.__table__.c[name].info.get("ref")
        if target:
            named[name] = titles.get((target, value))
    return {"columns": columns, "titles": named} if named else {"columns": columns}


def _written(value: Any) -> Any:
    """Return a value as the seal has it: the same before it was stored and after it was read back."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value if isinstance(value, (int, str)) else str(value)


def _titles(rows: Iterable[Record]) -> _Titles:
    """Return what all that the rows refer to is called: one statement for each type, however many rows there are."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        for name in sealed_columns(type(row)):
            target = row.__table__.c[name].info.get("ref")
            if target and getattr(row, name) is not None:
                wanted.setdefault(target, set()).add(getattr(row, name))
    found: _Titles = {}
    for table, ids in wanted.items():
        cls, ordered = record_type(table), sorted(ids)
        for start in range(0, len(ordered), _AT_ONCE):
            statement = select(cls.id, cls.label_sql()).where(cls.id.in_(ordered[start : start + _AT_ONCE]))
            for number, title in db.session.execute(statement, execution_options={"gate": "label"}):
                found[table, number] = title
    return found


def seal(record: Record) -> None:
    """Freeze the record as it stands: text, hash, when and by whom. The caller holds the pen."""
    seal_all([record])


def seal_all(records: Sequence[Record]) -> None:
    """Freeze several records as they stand, all that was written about them first; the caller holds the pens."""
    db.session.flush()
    with db.session.no_autoflush:
        texts = [seal_text(record) for record in records]
    for record, written in zip(records, texts, strict=True):
        record.seal_text = written
        record.seal_hash = sha256(written.encode()).hexdigest()
        record.sealed_at = clock.now()
        record.sealed_by_id = current_actor().account_id


def unseal(record: Record) -> None:
    """Take the seal away (a return, a recall); what was sealed stays in the history. The caller holds the pen."""
    record.seal_text = record.seal_hash = None
    record.sealed_at = record.sealed_by_id = None


def is_intact(record: Record) -> bool:
    """Return whether the record still is what was approved, to the letter."""
    if record.seal_hash is None:
        return False
    known = json.loads(record.seal_text or "{}").get("children", {})
    return sha256(seal_text(record, known).encode()).hexdigest() == record.seal_hash
