"""The sheets that rows under one parent make up: attendance has one for each half-day, entered and counted by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, func, select

from models.base import Record, db
from panel import values

if TYPE_CHECKING:
    from panel.record_view import RecordView


class Part(NamedTuple):
    """One sheet of a grid: its key in the address, its words, the values of its columns and how many rows it has."""

    key: str
    label: str
    values: tuple[Any, ...]
    rows: int

    def conditions(self, view: RecordView) -> list[ColumnElement[bool]]:
        """Return what the rows of the sheet have in common, as conditions of a statement."""
        return [
            getattr(view.model, name) == value
            for name, value in zip(view.children_parts, self.values, strict=True)
        ]


def parts_of(view: RecordView, parent: Record) -> list[Part]:
    """Return the sheets of a parent's rows by the ``children_parts`` of their view, in order; none when they make up one."""
    names, cls = view.children_parts, view.model
    if not names:
        return []
    columns = [getattr(cls, name) for name in names]
    mine = getattr(cls, cls.parent or "") == parent.id
    found = db.session.execute(select(*columns, func.count()).where(mine).group_by(*columns)).all()
    described = [cls.__table__.c[name] for name in names]
    ordered = sorted(found, key=lambda row: [_place(c, v) for c, v in zip(described, row[:-1], strict=True)])
    parts = [
        Part(
            ".".join(str(value) for value in row[:-1]),
            " ".join(values.format_for(c, value) for c, value in zip(described, row[:-1], strict=True)),
            tuple(row[:-1]),
            row[-1],
        )
        for row in ordered
    ]
    return parts if len(parts) > 1 else []


def _place(column: Any, value: Any) -> Any:
    """Return what a value is put in order by: a choice by its place among the choices."""
    choices = [choice.value for choice in column.info.get("choices") or ()]
    return choices.index(value) if value in choices else value
