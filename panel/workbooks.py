"""Workbooks written row by row: constant memory, text as text, numbers as numbers, and never a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from models.clock import OFFICE_ZONE

_DANGEROUS = frozenset("=+-@\t\r")
LONGEST_TEXT = 32_767
"""Characters that a cell can hold."""
LONGEST_LIST = 200
"""Values offered in a cell's list."""
_LISTED_ROWS = 10_000
"""Rows of an empty table whose cells offer their list."""
_LARGEST_EXACT = Decimal(10) ** 15
"""Beyond fifteen digits a spreadsheet rounds; such a number is written as text."""


def neutral(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula: such a beginning gets an apostrophe before it."""
    return f"'{text}" if text[:1] in _DANGEROUS else text


def without_guard(text: str) -> str:
    """Return the text as it was before :func:`neutral`: a list that was exported can be imported again."""
    return text[1:] if text[:1] == "'" and text[1:2] in _DANGEROUS else text


class Sheet:
    """One sheet that is written from top to bottom."""

    def __init__(self, book: Workbook, sheet: Worksheet) -> None:
        self._book, self._sheet = book, sheet
        self._row = 0
        self._head = book.add_format(
            {"bold": True, "bg_color": "#F0F0ED", "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._numbers: dict[str, Any] = {}

    def widths(self, widths: Sequence[int]) -> None:
        """Set the columns' widths, in characters."""
        for place, width in enumerate(widths):
            self._sheet.set_column(place, place, width)

    def head(self, labels: Sequence[str]) -> None:
        """Write the row of headings; it stays in sight."""
        for place, label in enumerate(labels):
            self._sheet.write_string(self._row, place, neutral(label)[:LONGEST_TEXT], self._head)
        self._row += 1
        self._sheet.freeze_panes(self._row, 0)

    def row(self, cells: Iterable[Any]) -> None:
        """Write a row: text, numbers, dates and aware moments; nothing for None."""
        for place, cell in enumerate(cells):
            if cell is not None and cell != "":
                self._cell(self._row, place, cell)
        self._row += 1

    def offer(self, place: int, source: str) -> None:
        """Let the cells of a column below the head choose from the list at ``source``."""
        self._sheet.data_validation(
            self._row,
            place,
            self._row + _LISTED_ROWS,
            place,
            {"validate": "list", "source": source, "error_type": "warning"},
        )

    def hide(self) -> None:
        """Hide the sheet."""
        self._sheet.hide()

    def _cell(self, row: int, place: int, cell: Any) -> None:
        match cell:
            case bool():
                self._sheet.write_boolean(row, place, cell)
            case datetime():
                local = cell.astimezone(OFFICE_ZONE).replace(tzinfo=None) if cell.tzinfo else cell
                self._sheet.write_datetime(row, place, local, self._moment)
            case date():
                self._sheet.write_datetime(row, place, cell, self._day)
            case int() | Decimal() if abs(Decimal(cell)) < _LARGEST_EXACT:
                self._sheet.write_number(row, place, float(cell), self._number(cell))
            case float():
                self._sheet.write_number(row, place, cell)
            case _:
                self._sheet.write_string(row, place, neutral(str(cell))[:LONGEST_TEXT])

    def _number(self, cell: Any) -> Any:
        """Return the format that shows as many digits after the point as the number is kept with."""
        exponent = cell.as_tuple().exponent if isinstance(cell, Decimal) else 0
        places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        shape = "0" + ("." + "0" * places if places else "")
        if shape not in self._numbers:
            self._numbers[shape] = self._book.add_format({"num_format": shape})
        return self._numbers[shape]


class Book:
    """A workbook under way."""

    def __init__(self, book: Workbook) -> None:
        self._book = book

    def sheet(self, name: str) -> Sheet:
        """Begin a sheet; with constant memory the one before is finished then."""
        return Sheet(self._book, self._book.add_worksheet(_sheet_name(name)))


@contextmanager
def writing_workbook(file: IO[bytes]) -> Iterator[Book]:
    """Write a workbook into an open file in constant memory: each row goes to the disk when the next one begins."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(file, options) as book:
        yield Book(book)


def list_source(sheet: str, place: int, length: int) -> str:
    """Return where a list of values stands: column ``place`` of ``sheet``, from its second row."""
    letter = (
        chr(ord("A") + place % 26)
        if place < 26
        else chr(ord("A") + place // 26 - 1) + chr(ord("A") + place % 26)
    )
    return f"='{_sheet_name(sheet)}'!${letter}$2:${letter}${length + 1}"


def _sheet_name(name: str) -> str:
    """Return the name as a sheet may be called: 31 characters, none of those that mean something in a reference."""
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in name)[:31].strip() or "1"
