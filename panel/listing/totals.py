"""Sums at the foot of a list: of the columns whose values add up, over every row that the list has for its reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from models.marks import N_
from panel.language import translate
from panel.listing.columns import Shown

TOTAL = N_("Total")
ADDED_UP = frozenset({"people", "households", "firms", "hours", "yuan"})
"""Units whose numbers add up; a year, a rank, a case number and a score do not."""


def adds_up(view: Any, column: Shown) -> bool:
    """Return whether the sum of a column means something for the reader: a number of things, and not masked."""
    if (
        column.masked
        or column.target is not None
        or (column.made is not None and (column.made.expression or column.made.render))
    ):
        return False
    declared = getattr(view, "column_totals", ())
    return column.name in declared or str(column.info.get("unit") or "") in ADDED_UP


def foot(
    columns: list[Shown], totals: Mapping[str, Any], wording: Any
) -> list[tuple[str, str, str | Markup]] | None:
    """Return (classes, label, text) of each cell of the foot, ``None`` when nothing is added up.

    The word for the whole stands in the first column that has no sum.
    """
    if not totals:
        return None
    word = translate(TOTAL)
    cells: list[tuple[str, str, str | Markup]] = []
    for column in columns:
        if column.name in totals:
            value = totals[column.name]
            text = Markup(wording.html_of(column)(0 if value is None else value, None))  # noqa: S704 - it is escaped there
            cells.append((column.cls, column.label, text))
        else:
            cells.append((column.cls, "", word))
            word = ""
    return cells
