"""Which record a row of the file is: found by its key, with a constant number of statements for the whole file.

The columns of a key that a record cannot do without are firm: they must be in the file and equal. The others (the date of birth
beside the name) tell apart where both sides have them, and are filled in where only the file has them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
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


def readable(
    cls: type[Record], names: Sequence[str], keys: Iterable[Key], *, lock: bool
) -> dict[Key, list[Any]]:
    """Return key -> records with it that the actor may read.

    Args:
        cls: the record type.
        names: the firm columns of the key.
        keys: the keys of the file's rows.
        lock: whether the records are going to be written in this transaction.
    """
    found: dict[Key, list[Any]] = defaultdict(list)
    for part in in_parts(_sorted(keys)):
        statement = select(cls).where(_condition(cls, names, part), cls.trashed_at.is_(None)).order_by(cls.id)
        if lock:
            statement = statement.with_for_update()
        with db.session.no_autoflush:
            for record in db.session.scalars(statement):
                found[tuple(getattr(record, name) for name in names)].append(record)
    return found


def held(
    cls: type[Record],
    names: Sequence[str],
    keys: Iterable[Key],
    *,
    further: Sequence[str] = (),
    binned: bool = False,
) -> dict[Key, list[tuple[int, bool, Key]]]:
    """Return key -> (row, whether it lies in the recycle bin, its ``further`` columns) of rows with the key.

    Args:
        cls: the record type.
        names: the columns of the key.
        keys: the keys of the file's rows.
        further: columns that are read beside.
        binned: only rows in the recycle bin that the actor could read; otherwise every row of the organization, for a key that
            the database keeps unique whoever may see its row.
    """
    found: dict[Key, list[tuple[int, bool, Key]]] = defaultdict(list)
    columns = [getattr(cls, name) for name in (*names, *further)]
    for part in in_parts(_sorted(keys)):
        statement = select(cls.id, cls.trashed_at.is_not(None), *columns).where(_condition(cls, names, part))
        if binned:
            statement = statement.where(cls.trashed_at.is_not(None))
        with db.session.no_autoflush:
            options = {"gate": "trash" if binned else "label"}
            rows = db.session.execute(statement.order_by(cls.id), execution_options=options).all()
        for row_id, trashed, *values in rows:
            key = tuple(values[: len(names)])
            found[key].append((row_id, bool(trashed), tuple(values[len(names) :])))
    return found


def compatible(one: Key, other: Key) -> bool:
    """Return whether two keys may mean the same row: they differ in nothing that both have."""
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))


def unique_names(cls: type[Record]) -> list[tuple[str, ...]]:
    """Return the sets of columns that the database keeps unique within the organization."""
    found = []
    for constraint in sorted(inspect(cls).local_table.constraints, key=lambda c: str(c.name)):
        if isinstance(constraint, UniqueConstraint):
            names = tuple(column.key for column in constraint.columns if column.key != "organization_id")
            if names and names != ("id",):
                found.append(names)
    return found


def is_unique(cls: type[Record], names: Collection[str]) -> bool:
    """Return whether the database keeps these columns unique together."""
    return any(set(unique) <= set(names) for unique in unique_names(cls))


def _condition(cls: Any, names: Sequence[str], keys: Sequence[Key]) -> Any:
    columns = [getattr(cls, name) for name in names]
    if len(columns) == 1:
        return columns[0].in_([key[0] for key in keys])
    return tuple_(*columns).in_(keys)


def _sorted(keys: Iterable[Key]) -> list[Key]:
    """Return each key once, in an order that does not depend on the run: the same file sends the same statements."""
    return sorted(set(keys), key=repr)
