"""The rows behind a number, as the ledger keeps them: a key, what the row is called, and what it adds to a sum."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import select

from models.access import Actor
from models.access.rules import target_of
from models.base import db
from models.figures.declaration import Pairs
from models.registry import record_type
from panel import values
from panel.listing.labels import labels
from panel.summary.asking import Asked, sql_of
from panel.summary.counting import counted_once

PERSONS = {"seat_id": "member", "staff_id": "staff"}


class Kept(NamedTuple):
    """One row, person or thing that a number counted.

    Attributes:
        table: where it stands; empty for a thing that is no record, such as one of the five aspects.
        number: its id there, or the value.
        label: what it was called.
        amount: what it adds to the number.
    """

    table: str
    number: str
    label: str
    amount: int


def rows_counted(actor: Actor, asked: Asked, pairs: Pairs) -> list[Kept]:
    """Return what the figure counts under the conditions of an address, in the order of its ids.

    Raises:
        NotAsked: when the list does not take these words any more.
    """
    figure, cls = asked.figure, asked.cls
    where = sql_of(asked.view, actor, pairs)
    if figure.kind in ("heads", "things"):
        return [kept for name in figure.of for kept in _different(cls, name, where)]
    amount = getattr(cls, figure.of[0]) if figure.kind == "sum" else None
    columns = [cls.id, cls.label_sql(), *([amount] if amount is not None else [])]
    found = db.session.execute(select(*columns).where(where).order_by(cls.id))
    table = str(cls.__tablename__)
    return [
        Kept(table, str(row[0]), row[1] or "", int(row[2] or 0) if amount is not None else 1) for row in found
    ]


def _different(cls: Any, name: str, where: Any) -> list[Kept]:
    once = counted_once(cls, name).label("once")
    statement = select(once).where(where, getattr(cls, name).is_not(None)).distinct().order_by("once")
    found = [value for value in db.session.scalars(statement) if value is not None]
    table, named = names_of(cls, name, found)
    return [Kept(table, str(value), named.get(value, ""), 1) for value in found]


def names_of(cls: Any, name: str, found: list[Any]) -> tuple[str, Mapping[Any, str]]:
    """Return the table in which the values of a column stand, empty when they are no records, and what each is called."""
    described = cls.__table__.c[name]
    target = record_type(PERSONS[name]) if name in PERSONS else None
    if target is None and described.info.get("ref"):
        target = target_of(cls, name)
    if target is None:
        return "", {value: values.format_for(described, value) for value in found}
    return target.__tablename__, {number: label.text for number, label in labels(target, found).items()}


def write_rows(rows: list[Kept]) -> str:
    """Return the rows as the ledger keeps them."""
    return json.dumps([list(row) for row in rows], ensure_ascii=False, separators=(",", ":"))


def read_rows(text: str) -> list[Kept]:
    """Return the rows that the ledger kept."""
    return [Kept(*row) for row in json.loads(text)]
