"""The table in a file: which sheet, which row is its head, which of its columns are ours.

Offices put titles, units and dates above the head, and notes on sheets of their own; the head is the row that knows most of the
headings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.marks import N_
from panel import values
from panel.importer.reading import Book, Unreadable, column_letters
from panel.importer.shape import Shape
from panel.spellings import folded

_DEEPEST_HEAD = 20
"""Rows at the top of a sheet among which the head is looked for."""

NO_HEAD = N_(
    "No row with the headings was found in “%(name)s”. Please use the headings of the empty table, in one row."
)
NO_ROWS = N_("There are headings but no rows below them in “%(name)s”.")
KEY_MISSING = N_("The column “%(field)s” is missing, by which a row is recognised. Please add it.")
NOT_OURS = N_("Not part of this kind of record")
BY_THE_SYSTEM = N_("Filled in by the system")
TWICE = N_("The same as column %(column)s")

_REMARK = re.compile(r"[((][^()()]*[))]$")
_MARKS = "*★※:：#"


@dataclass(frozen=True, slots=True)
class Ignored:
    """A column of the file that is not imported, and why (English message id with its values)."""

    letters: str
    heading: str
    reason: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below the head, each with its number in the file."""

    file: str
    digest: str
    sheet: str
    head: int
    """Number of the row of the headings, counted from 1."""
    places: dict[str, int]
    """Key of a column -> its place, counted from 0."""
    headings: dict[str, str]
    """Key of a column -> what stands above it."""
    ignored: list[Ignored]
    rows: list[tuple[int, list[Any]]]

    def letters(self, key: str) -> str:
        """Return the letters of a column, empty when the file does not have it."""
        return column_letters(self.places[key]) if key in self.places else ""


def find_table(book: Book, shape: Shape) -> Table:
    """Return the table of the sheet whose head knows most of our headings.

    Args:
        book: the file.
        shape: the columns we look for.

    Raises:
        Unreadable: when there is no head, no row below it, or no column for a part of the key.
    """
    vocabulary = shape.vocabulary()
    best: tuple[int, int, int] = (0, 0, 0)
    for place, sheet in enumerate(book.sheets):
        for number, row in enumerate(sheet.rows[:_DEEPEST_HEAD], 1):
            known = len({key for cell in row if (key := _key_of(cell, vocabulary))})
            if known > best[0]:
                best = (known, place, number)
    known, place, head = best
    if not known or known < min(2, len(shape.columns)):
        raise Unreadable(NO_HEAD, name=book.file)
    sheet = book.sheets[place]
    places, headings, ignored = _assigned(sheet.rows[head - 1], shape, vocabulary)
    for key in shape.firm_key:
        # What is asked once is asked for at its own field.
        if key in shape.columns and key not in places and key not in (*shape.asks, *shape.worked_out):
            raise Unreadable(KEY_MISSING, field=shape.columns[key].label)
    rows = [
        (number, row)
        for number, row in enumerate(sheet.rows[head:], head + 1)
        if any(not values.is_nothing(cell) for cell in row)
    ]
    if not rows:
        raise Unreadable(NO_ROWS, name=sheet.name or book.file)
    return Table(book.file, book.digest, sheet.name, head, places, headings, ignored, rows)


def _key_of(cell: Any, vocabulary: Mapping[str, str]) -> str | None:
    """Return the column that a heading means: as it stands, else without stars and a remark in brackets behind it."""
    if not isinstance(cell, str):
        return None
    heading = folded(cell).strip(_MARKS)
    return vocabulary.get(heading) or vocabulary.get(_REMARK.sub("", heading).strip(_MARKS))


def _assigned(
    row: list[Any], shape: Shape, vocabulary: Mapping[str, str]
) -> tuple[dict[str, int], dict[str, str], list[Ignored]]:
    places: dict[str, int] = {}
    headings: dict[str, str] = {}
    ignored: list[Ignored] = []
    for place, cell in enumerate(row):
        heading = values.clean_line(values.as_text(cell))
        if not heading:
            continue
        key = _key_of(cell, vocabulary)
        if key is None:
            reason = BY_THE_SYSTEM if folded(heading) in shape.by_system else NOT_OURS
            ignored.append(Ignored(column_letters(place), heading, reason))
        elif key in places:
            first = column_letters(places[key])
            ignored.append(Ignored(column_letters(place), heading, TWICE, {"column": first}))
        else:
            places[key], headings[key] = place, heading
    return places, headings, ignored
