"""Which record a row of the file is: found by its key, with a constant number of statements for the whole file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import UniqueConstraint, inspect, select, tuple_

from models.base import Record, db

Key = tuple[Any, ...]
"""The values of the columns by which a row is recognised."""

AT_ONCE = 200
"""Keys asked for in one statement; both engines limit the number of parameters."""


def in_parts(keys: Sequence[Any], size: int = AT_ONCE) -> Iterator[Sequence[Any]]:
    """Yield the keys in parts of at most ``size``."""
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


def condition(cls: Any, names: Sequence[str], keys: Sequence[Key]) -> Any:
    """Return the condition that a row's columns have one of the keys."""
    columns = [getattr(cls, name) for name in names]
    if len(columns) == 1:
        return columns[0].in_([key[0] for key in keys])
    return tuple_(*columns).in_(keys)


def readable(
    cls: type[Record], names: Sequence[str], keys: Iterable[Key], *, lock: bool
) -> dict[Key, list[Any]]:
    """Return key -> records with it that the actor may read.

    Args:
        cls: the record type.
        names: the columns of the key.
        keys: the keys of the file's rows.
        lock: whether the records are going to be written in this transaction.
    """
    found: dict[Key, list[Any]] = defaultdict(list)
    for part in in_parts(sorted(set(keys), key=repr)):
        statement = select(cls).where(condition(cls, names, part), cls.trashed_at.is_(None)).order_by(cls.id)
        if lock:
            statement = statement.with_for_update()
        with db.session.no_autoflush:
            for record in db.session.scalars(statement):
                found[tuple(getattr(record, name) for name in names)].append(record)
    return found


def taken(cls: type[Record], names: Sequence[str], keys: Iterable[Key]) -> dict[Key, tuple[int, bool]]:
    """Return key -> (row, whether it lies in the recycle bin) for every row of the organization, readable or not."""
    found: dict[Key, tuple[int, bool]] = {}
    columns = [getattr(cls, name) for name in names]
    for part in in_parts(sorted(set(keys), key=repr)):
        statement = select(cls.id, cls.trashed_at.is_not(None), *columns).where(condition(cls, names, part))
        with db.session.no_autoflush:
            rows = db.session.execute(statement, execution_options={"gate": "label"}).all()
        for row_id, trashed, *key in rows:
            known = found.get(tuple(key))
            if known is None or known[1]:
                found[tuple(key)] = (row_id, bool(trashed))
    return found


def unique_names(cls: type[Record]) -> list[tuple[str, ...]]:
    """Return the sets of columns that the database keeps unique within the organization."""
    found = []
    for constraint in sorted(inspect(cls).local_table.constraints, key=lambda c: str(c.name)):
        if isinstance(constraint, UniqueConstraint):
            names = tuple(column.key for column in constraint.columns if column.key != "organization_id")
            if names and names != ("id",):
                found.append(names)
    return found
