"""The official order: people by the strokes of their surnames, bodies and units by the office's own list, places by their codes.

Lists stand in it unless a view says otherwise, and so do exports, printed lists and the choices of a look-up.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import inspect

from panel.listing.ordering import bytewise, sort_without_index

NEWEST = ("changed_at", True)


def official_column(cls: Any) -> str:
    """Return the column that keeps the official order of a type, empty when it has none."""
    columns = inspect(cls).columns
    if "name_strokes" in columns:
        return "name_strokes"
    if "rank" in columns:
        return "rank"
    return "code" if cls.__tablename__ == "place" else ""


def usual_order(cls: Any) -> tuple[str, bool]:
    """Return the order of a list whose view names none: the official one where an index keeps it, else the newest first."""
    name = official_column(cls)
    if not name or inspect(cls).columns[name].nullable or sort_without_index(cls, name):
        return NEWEST
    return (name, False)


def official_order(cls: Any) -> list[Any]:
    """Return what goes into ORDER BY for the official order of a type; nothing when it has none."""
    name = official_column(cls)
    if not name:
        return []
    column = getattr(cls, name)
    return [column if name == "rank" else bytewise(column)]
