"""The one line under a record's name: what one needs to know to decide whether to open it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import Any

from sqlalchemy import inspect, select

from models.access import Actor
from models.base import db
from models.marks import N_
from panel.language import translate
from panel.listing.cells import Wording
from panel.listing.columns import Shown, column_of, names_of
from panel.listing.labels import labels_for

MOST = 2
ONE_AFTER_ANOTHER = N_("%(one)s, %(two)s")
_IN_THE_NAME = frozenset({"year", "number", "changed_at", "created_at"})
"""Columns that what the row is called mostly says already, and stamps, which help nobody to decide."""
_WITH_TITLE = frozenset({"count", "money", "measure", "day", "moment", "flag"})
"""Kinds whose value says nothing without the title of its column."""


def fact_columns(view: Any, actor: Actor) -> list[Shown]:
    """Return the columns of the line: the view's ``fact_columns``, else the first that its list shows beside the name."""
    named = getattr(view, "fact_columns", None)
    columns = inspect(view.model).columns
    left_out = {"state", view.model.parent, *view.model.label_columns, *_IN_THE_NAME}
    names = named or [n for n in names_of(view.column_list) if n in columns and n not in left_out]
    shown = [column_of(view, actor, name) for name in names]
    return [column for column in shown if not column.masked][:MOST]


def facts(view: Any, actor: Actor, ids: Iterable[int]) -> dict[int, str]:
    """Return the line of each of the rows: one statement, and one for each type that is referred to."""
    columns = fact_columns(view, actor)
    wanted = sorted(set(ids))
    if not columns or not wanted:
        return {}
    cls = view.model
    statement = select(cls.id, *(column.sql(actor, cls) for column in columns)).where(cls.id.in_(wanted))
    rows = db.session.execute(statement).all()
    references = {column.name: column.target for column in columns if column.target is not None}
    wording = Wording(
        labels_for([dict(zip([c.name for c in columns], row[1:], strict=True)) for row in rows], references)
    )
    writers = [(column, wording.text_of(column)) for column in columns]
    return {
        row[0]: _line(
            _part(column, write(value)) for (column, write), value in zip(writers, row[1:], strict=True)
        )
        for row in rows
    }


def _part(column: Shown, text: str) -> str:
    if not text or column.kind not in _WITH_TITLE:
        return text
    unit = translate(column.info["unit"]) if column.info.get("unit") else ""
    return " ".join(part for part in (column.label, text, unit) if part)


def _line(parts: Iterable[str]) -> str:
    found = [part.rstrip("。.") for part in parts if part]
    return (
        reduce(lambda one, two: translate(ONE_AFTER_ANOTHER) % {"one": one, "two": two}, found)
        if found
        else ""
    )
