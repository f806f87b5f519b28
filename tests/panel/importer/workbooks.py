"""Small files as offices send them."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from xlsxwriter import Workbook


def workbook(sheets: dict[str, Iterable[Sequence[Any]]], hidden: Iterable[str] = ()) -> bytes:
    """Return an xlsx with the rows of each sheet."""
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        shown = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for y, row in enumerate(rows):
                for x, cell in enumerate(row):
                    if isinstance(cell, (date, datetime)):
                        sheet.write_datetime(y, x, cell, shown)
                    else:
                        sheet.write(y, x, cell)
    return buffer.getvalue()
