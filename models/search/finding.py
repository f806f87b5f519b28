"""Which records hold words, of all types at once: numbers alone, newest first in each type; none is shown by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, literal_column, select

from models.search.entries import first_key, last_key, record_of, table_of
from models.search.following import opened
from models.search.matching import ANYWHERE, IN_NAME, found_in
from models.search.terms import Words

MOST = 2_000
"""Hits looked at as a whole; of words that stand in more records, the newest of each type."""
OF_EACH = 60


@dataclass(slots=True)
class Hits:
    """The records of one type that hold the words.

    Attributes:
        named: those that are called so, newest first.
        others: those that only hold the words in their text, newest first.
        whole: whether these are all.
    """

    named: list[int] = field(default_factory=list)
    others: list[int] = field(default_factory=list)
    whole: bool = True

    @property
    def ids(self) -> list[int]:
        """Return all of them, those that are called so first."""
        return self.named + self.others


def candidates(words: Words, organization_id: int, *, names_only: bool = False) -> dict[str, Hits]:
    """Return table -> the records of an organization that hold the words, whoever may read them.

    Args:
        words: what is looked for.
        organization_id: whose records.
        names_only: leave out those that are not called so.
    """
    with opened(writes=False) as connection:
        named, all_named = _keys(connection, words, IN_NAME, organization_id)
        some, all_some = ([], True) if names_only else _keys(connection, words, ANYWHERE, organization_id)
    found: dict[str, Hits] = {}
    seen = set(named)
    for key in named:
        if (table := table_of(key)) is not None:
            found.setdefault(table, Hits()).named.append(record_of(key))
    for key in some:
        if key not in seen and (table := table_of(key)) is not None:
            found.setdefault(table, Hits()).others.append(record_of(key))
    if not (all_named and all_some):
        for hits in found.values():
            hits.whole = len(hits.named) < OF_EACH and len(hits.others) < OF_EACH
    return found


def _keys(
    connection: Connection, words: Words, parts: tuple[str, ...], organization_id: int
) -> tuple[list[int], bool]:
    """Return the keys found, newest first within each type, and whether they are all."""
    key, condition = found_in(words, parts, organization_id)
    asked = select(key).where(condition)
    found = list(connection.scalars(asked.order_by(key.desc()).limit(MOST + 1)))
    if len(found) <= MOST:
        return found, True
    if connection.dialect.name == "sqlite":
        return _newest_of_each(connection, asked, key), False
    # A parameter would be a bigint, by which PostgreSQL shifts nothing.
    kind = key.op(">>")(literal_column("32"))
    place = func.row_number().over(partition_by=kind, order_by=key.desc()).label("place")
    numbered = select(key.label("key"), place).where(condition).subquery()
    newest = select(numbered.c.key).where(numbered.c.place <= OF_EACH).order_by(numbered.c.key.desc())
    return list(connection.scalars(newest)), False


def _newest_of_each(connection: Connection, asked: Any, key: Any) -> list[int]:
    """Return the newest of each type, jumping from one type to the next: the index gives keys in order, so few are read."""
    found: list[int] = []
    beyond = (1 << 63) - 1
    while True:
        newest = connection.scalar(asked.where(key < beyond).order_by(key.desc()).limit(1))
        if newest is None:
            return found
        table = table_of(newest)
        first = newest - record_of(newest) if table is None else first_key(table)
        if table is not None:
            some = asked.where(key > first, key <= min(newest, last_key(table)))
            found += connection.scalars(some.order_by(key.desc()).limit(OF_EACH))
        beyond = first + 1
