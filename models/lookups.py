"""What the rules of one record ask about other rows: single columns within the organization, never whole rows.

Whole rows would stay in the session and could be met there by somebody who may not read them. Nothing here flushes: rules run
inside a flush, or while a form is only half filled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, bindparam, func, inspect, select

from models.access.actor import current_actor
from models.access.gate import keep
from models.base import Record, db
from models.registry import record_type, record_types

_WITHIN_ORGANIZATION = {"gate": "label"}
_ANSWERS = "answers_of_this_flush"


def is_new(record: Record) -> bool:
    """Return whether the row has never been written to the database."""
    return inspect(record).key is None


def columns_of(table: str, record_id: int | None, *names: str) -> Row[Any] | None:
    """Return the named columns of one row of ``table``; ``None`` when no such row is in the organization."""
    if record_id is None:
        return None
    answers: dict[tuple[str, int, tuple[str, ...]], Row[Any] | None] | None = db.session().info.get(_ANSWERS)
    question = (table, record_id, names)
    if answers is not None and question in answers:
        return answers[question]
    asked = {"asked_of": record_id}
    with db.session.no_autoflush:
        found = db.session.execute(_one(table, names), asked, execution_options=_WITHIN_ORGANIZATION).first()
    if answers is not None:
        answers[question] = found
    return found


def lock_row(table: str, record_id: int) -> None:
    """Hold a row of the organization until the transaction ends, so that a rule over the rows below it has no rival.

    On SQLite whoever writes holds everything already.
    """
    cls: Any = record_type(table)
    statement = select(cls.id).where(cls.id == record_id).with_for_update(of=cls)
    with db.session.no_autoflush:
        db.session.execute(statement, execution_options=_WITHIN_ORGANIZATION)


@contextmanager
def asked_once(session: Any) -> Iterator[None]:
    """Let rules that ask the same in this block share the answer: while a flush is prepared, nothing is written."""
    before = session.info.get(_ANSWERS)
    session.info[_ANSWERS] = {}
    try:
        yield
    finally:
        if before is None:
            del session.info[_ANSWERS]
        else:
            session.info[_ANSWERS] = before


@lru_cache(maxsize=2048)
def _one(table: str, names: tuple[str, ...]) -> Any:
    """Return the SELECT of columns of one row, of what it is called where none is named."""
    cls: Any = record_type(table)
    columns = [getattr(cls, name) for name in names] or [cls.label_sql()]
    return keep(select(*columns).where(cls.id == bindparam("asked_of", type_=Integer)))


def title_of(table: str, record_id: int | None) -> str | None:
    """Return what a row is called; ``None`` when no such row is in the organization."""
    if record_id is None:
        return None
    asked = {"asked_of": record_id}
    with db.session.no_autoflush:
        found: str | None = db.session.scalar(_one(table, ()), asked, execution_options=_WITHIN_ORGANIZATION)
    return found


def rows_where(table: str, *names: str, where: dict[str, Any], but: int | None = None) -> list[Row[Any]]:
    """Return the named columns of the rows outside the recycle bin that have the values of ``where``, oldest first.

    Args:
        table: whose rows.
        names: the columns to return.
        where: column -> value; ``None`` asks for the empty ones.
        but: the id of a row to leave out, usually the one that asks.
    """
    cls: Any = record_type(table)
    statement = (
        select(*(getattr(cls, name) for name in names)).where(*_conditions(cls, where, but)).order_by(cls.id)
    )
    with db.session.no_autoflush:
        return list(db.session.execute(statement, execution_options=_WITHIN_ORGANIZATION))


def any_row(table: str, *, where: dict[str, Any], but: int | None = None) -> bool:
    """Return whether a row outside the recycle bin has the values of ``where``."""
    cls: Any = record_type(table)
    statement = select(cls.id).where(*_conditions(cls, where, but)).limit(1)
    with db.session.no_autoflush:
        return db.session.scalar(statement, execution_options=_WITHIN_ORGANIZATION) is not None


def another_like(record: Record, *names: str) -> bool:
    """Return whether another row outside the recycle bin has the same values in the named columns, empty ones included."""
    where = {name: getattr(record, name) for name in names}
    return any_row(record.__tablename__, where=where, but=record.id)


def _conditions(cls: Any, where: dict[str, Any], but: int | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [cls.trashed_at.is_(None)]
    organization = current_actor().organization_id
    if organization is not None:
        conditions.append(cls.organization_id == organization)
    for name, value in where.items():
        column = getattr(cls, name)
        conditions.append(column.is_(None) if value is None else column == value)
    if but is not None:
        conditions.append(cls.id != but)
    return conditions


def references_to(table: str) -> list[tuple[type[Record], str]]:
    """Return every column that refers to ``table``, with its record type."""
    return [
        (cls, column.name)
        for cls in record_types()
        for column in cls.__table__.columns
        if column.info.get("ref") == table
    ]


def uses_of(table: str, record_id: int, *, begun_only: bool = False) -> int:
    """Return how many rows outside the recycle bin refer to a row of ``table``.

    Args:
        table: the table of the row.
        record_id: the row.
        begun_only: count only rows whose workflow has left its first state; what has no workflow does not count then.
    """
    total = 0
    with db.session.no_autoflush:
        for cls, name in references_to(table):
            row: Any = cls
            statement = select(func.count(row.id)).where(
                getattr(row, name) == record_id, row.trashed_at.is_(None)
            )
            if begun_only:
                if cls.workflow is None:
                    continue
                statement = statement.where(row.state != cls.workflow.initial)
            total += db.session.scalar(statement, execution_options=_WITHIN_ORGANIZATION) or 0
    return total
