"""The rows that are ticked in a list, as its bulk form sends them."""

from __future__ import annotations

from flask import request

from models.marks import N_
from panel.numbers import row_number

MOST = 200
NOTHING_TICKED = N_("No row is ticked; please tick the rows first.")


def ticked() -> list[int]:
    """Return the numbers of the ticked rows, each once, at most :data:`MOST`."""
    numbers = (row_number(value) for value in request.form.getlist("id"))
    return list(dict.fromkeys(number for number in numbers if number is not None))[:MOST]
