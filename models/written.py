"""Values of columns as plain text and back, for rows that keep a value of any column: corrections.

The text is the same in every language: ISO dates, a point before decimals, the stored value of a choice. The panel words it for
people.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import Column

_TRUE, _FALSE = "yes", "no"
KINDS = frozenset({"text", "note", "choice", "choices", "day", "count", "money", "measure", "flag", "ref"})
"""The kinds of columns that can be written as text and read back."""


def write(value: Any) -> str | None:
    """Return the value as text, ``None`` for none."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return _TRUE if value else _FALSE
    return value.isoformat() if isinstance(value, date) else str(value)


def read(column: Column[Any], text: str | None) -> Any:
    """Return the value that ``text`` stands for in the column, ``None`` for none.

    Raises:
        ValueError: when the text is no value of this kind of column.
    """
    if not text:
        return None
    kind = column.info["kind"]
    if kind == "day":
        return date.fromisoformat(text)
    if kind in ("count", "ref"):
        return int(text)
    if kind in ("money", "measure"):
        return _decimal(text)
    if kind == "flag":
        if text not in (_TRUE, _FALSE):
            raise ValueError(text)
        return text == _TRUE
    if kind == "choice" and text not in {choice.value for choice in column.info["choices"]}:
        raise ValueError(text)
    return text


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None
    if not number.is_finite():
        raise ValueError(text)
    return number
