"""Numbers of rows, as addresses and forms carry them: people and programs write anything there."""

from __future__ import annotations

_MOST_DIGITS = 9
"""What every database takes as a number of a row."""


def row_number(text: str) -> int | None:
    """Return the number of a row that ``text`` is, ``None`` for everything else.

    Plain digits only: ``str.isdigit`` alone lets ``²`` pass, and a number of thirty digits ends in the database's driver.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None
