"""Which of the rows that a page names can be opened by its reader: a name is shown to whoever sees the record, a link is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import literal, select, union_all

from models.base import Record, db


def readable(wanted: Mapping[type[Record], Iterable[int]]) -> set[tuple[str, int]]:
    """Return table and number of those of the rows that the actor reads, also in the recycle bin: one statement for all.

    Args:
        wanted: record type -> numbers of its rows.
    """
    parts: list[Any] = [
        select(literal(cls.__tablename__), cls.id).where(cls.id.in_(sorted(set(ids))))
        for cls, ids in wanted.items()
        if ids
    ]
    if not parts:
        return set()
    found = db.session.execute(union_all(*parts), execution_options={"gate": "any"})
    return {(row[0], row[1]) for row in found}
