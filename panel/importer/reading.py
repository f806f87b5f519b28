"""A file as it was brought in: its sheets as rows of cells, nothing understood yet.

Read are xlsx and xls (python-calamine, which never evaluates a formula) and csv in UTF-8, with or without BOM, UTF-16 and GBK.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from models.marks import N_

MOST_ROWS = 10_000
"""Rows of one import: they are planned and written in one transaction."""
MOST_COLUMNS = 200
MOST_UNPACKED = 200 * 2**20
"""Bytes of an xlsx once unpacked; a small file can unpack to thousands of times its size."""
MOST_CELLS = 5_000_000
"""Cells of the rectangle that holds all filled cells of one sheet, empty ones included."""
LONGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet can hold."""

EMPTY = N_("The file is empty. Please choose another one.")
NOT_A_TABLE = N_(
    "“%(name)s” is neither a spreadsheet (.xlsx, .xls) nor a table in text form (.csv). Please save it as .xlsx."
)
BROKEN = N_(
    "“%(name)s” cannot be opened; it may be damaged. Please open it, save it anew as .xlsx and import that."
)
PROTECTED = N_("“%(name)s” is protected by a password. Please save it without one.")
TOO_LARGE_INSIDE = N_("“%(name)s” is far too large once unpacked. Please split it.")
TOO_MANY_ROWS = N_("“%(name)s” has more than %(most)s rows. Please split the file.")
TOO_MANY_COLUMNS = N_("“%(name)s” has more than %(most)s columns. Please keep those of the template.")
TOO_LONG_CELL = N_("Row %(row)s has a cell of more than %(most)s characters. Please check the file.")
UNKNOWN_LETTERS = N_(
    "The characters of “%(name)s” cannot be read. Please save it as .xlsx, or as .csv in UTF-8."
)
UNEVEN_QUOTES = N_(
    "Row %(row)s of “%(name)s” cannot be read: a quotation mark is not closed. Please save it as .xlsx."
)

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DELIMITERS = (",", "\t", ";")
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')


class Unreadable(ValueError):
    """A file that cannot be imported at all, with the sentence that says why and what to do."""

    def __init__(self, sentence: str, **values: Any) -> None:
        self.sentence = sentence
        self.values: dict[str, Any] = values
        super().__init__(sentence % values if values else sentence)


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet: its name (empty for csv) and its rows; row ``n`` of the file is ``rows[n - 1]``."""

    name: str
    rows: list[list[Any]]


@dataclass(frozen=True, slots=True)
class Book:
    """A file that was read: its name, the SHA-256 of its bytes, its visible sheets."""

    file: str
    digest: str
    sheets: list[RawSheet]


def read(data: bytes, file: str) -> Book:
    """Read a file by what it is, not by how it is called.

    Args:
        data: the bytes of the file.
        file: its name, for the sentences and the history.

    Raises:
        Unreadable: when it is empty, damaged, protected, too large, or no table.
    """
    if not data.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise Unreadable(EMPTY)
    sheets = list(_workbook(data, file)) if data.startswith((_ZIP, _OLE)) else [_text_table(data, file)]
    for sheet in sheets:
        _check_size(sheet, file)
    return Book(file, sha256(data).hexdigest(), sheets)


def _workbook(data: bytes, file: str) -> Iterator[RawSheet]:
    if data.startswith(_ZIP):
        _refuse_bomb(data, file)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for about in book.sheets_metadata:
                if about.visible == SheetVisibleEnum.Visible and about.typ == SheetTypeEnum.WorkSheet:
                    sheet = book.get_sheet_by_name(about.name)
                    yield RawSheet(about.name, _trimmed(sheet.to_python(skip_empty_area=False)))
    except PasswordError:
        raise Unreadable(PROTECTED, name=file) from None
    except (CalamineError, OSError):
        raise Unreadable(BROKEN, name=file) from None


def _refuse_bomb(data: bytes, file: str) -> None:
    """Refuse what would fill the memory: too much once unpacked, or a filled cell in the farthest corner.

    The reader makes a full rectangle up to the last filled cell, so one cell in XFD1048576 would be 17 thousand million.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if "xl/workbook.xml" not in packed.namelist():
                raise Unreadable(NOT_A_TABLE, name=file)
            if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
                raise Unreadable(TOO_LARGE_INSIDE, name=file)
            for name in packed.namelist():
                if (
                    name.startswith("xl/worksheets/")
                    and name.endswith(".xml")
                    and _area(packed.read(name)) > MOST_CELLS
                ):
                    raise Unreadable(TOO_LARGE_INSIDE, name=file)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError):
        raise Unreadable(BROKEN, name=file) from None


def _area(sheet: bytes) -> int:
    """Return the number of cells of the rectangle that takes in every filled cell of the sheet's XML."""
    columns, rows = {b"A"}, 1
    for found in _FILLED_CELL.finditer(sheet):
        columns.add(found[1])
        rows = max(rows, int(found[2]))
    return rows * (max(column_number(letters.decode()) for letters in columns) + 1)


def _text_table(data: bytes, file: str) -> RawSheet:
    text = _decoded(data, file)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[list[Any]] = []
    try:
        for row in reader:
            rows.append(row)
            if len(rows) > MOST_ROWS * 2:
                raise Unreadable(TOO_MANY_ROWS, name=file, most=MOST_ROWS)
    except csv.Error:
        raise Unreadable(UNEVEN_QUOTES, row=len(rows) + 1, name=file) from None
    return RawSheet("", _trimmed(rows))


def _decoded(data: bytes, file: str) -> str:
    """Return the text of a csv; GB18030 takes in GBK and GB2312, and is tried last because it accepts much."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in data:
        raise Unreadable(NOT_A_TABLE, name=file)
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(UNKNOWN_LETTERS, name=file)


def _delimiter(text: str) -> str:
    """Return what separates the cells: the sign that stands most often in the first lines."""
    head = text[:4000]
    counted = {sign: head.count(sign) for sign in _DELIMITERS}
    best = max(counted, key=lambda sign: counted[sign])
    return best if counted[best] else ","


def _trimmed(rows: list[list[Any]]) -> list[list[Any]]:
    """Return the rows without empty ones at the end and without empty cells at their ends."""
    kept = []
    for row in rows:
        length = len(row)
        while length and row[length - 1] in ("", None):
            length -= 1
        kept.append(row[:length])
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _check_size(sheet: RawSheet, file: str) -> None:
    name = sheet.name or file
    if sum(1 for row in sheet.rows if row) > MOST_ROWS:
        raise Unreadable(TOO_MANY_ROWS, name=name, most=MOST_ROWS)
    if any(len(row) > MOST_COLUMNS for row in sheet.rows):
        raise Unreadable(TOO_MANY_COLUMNS, name=name, most=MOST_COLUMNS)
    for number, row in enumerate(sheet.rows, 1):
        if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in row):
            raise Unreadable(TOO_LONG_CELL, row=number, most=LONGEST_CELL)


def column_letters(index: int) -> str:
    """Return the letters of a column of a spreadsheet: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the place of a column of a spreadsheet, counted from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
