"""Pages by key: where a page begins is the place of a row in the order, not a number of rows to skip.

The key of a row is its value in the sort column and its id, written so that it can stand in an address. It gives no right: it
only says where to begin, and everything that is read still goes through the gate.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, inspect, literal, tuple_

from models.marks import N_
from panel.listing.ordering import Order

END = "end"
"""``?before=end`` is the last page."""
LOST_PLACE = N_("This address does not lead to a place in the list any more; here is its beginning.")
_LARGEST_ID = 2**31 - 1
_LARGEST_NUMBER = 2**63 - 1


class Key(NamedTuple):
    """The place of a row in the order."""

    value: Any
    id: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is: from the beginning, after a key, before a key, or at the end (before nothing)."""

    side: Literal["start", "after", "before"] = "start"
    key: Key | None = None

    @property
    def backwards(self) -> bool:
        """Return whether the page is read from its end."""
        return self.side == "before"

    def condition(self, order: Order, row: Any) -> ColumnElement[bool] | None:
        """Return what holds for the rows beyond the key, ``None`` where there is no key."""
        if self.key is None:
            return None
        value, number = order.key_of(row)
        rising = order.descending == self.backwards
        if order.name == "id":
            return number > self.key.id if rising else number < self.key.id
        here: Any = tuple_(value, number)
        there = tuple_(literal(self.key.value, getattr(row, order.name).type), literal(self.key.id))
        return here > there if rising else here < there  # type: ignore[no-any-return]


def write_key(order: Order, value: Any, row_id: int) -> str:
    """Return the key of a row as it stands in the address."""
    kept = [order.text, _plain(value), row_id]
    return (
        urlsafe_b64encode(json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode())
        .decode()
        .rstrip("=")
    )


def read_place(cls: Any, order: Order, after: str, before: str) -> Place:
    """Return the place that the address names.

    Raises:
        ValueError: for what is no key of this order of ``cls``.
    """
    if before == END:
        return Place("before")
    if not after and not before:
        return Place()
    try:
        asked, value, row_id = json.loads(urlsafe_b64decode((after or before) + "=="))
    except (NotBase64, ValueError, TypeError, RecursionError) as broken:
        raise ValueError(LOST_PLACE) from broken
    if asked != order.text or type(row_id) is not int or not 0 <= row_id <= _LARGEST_ID:
        raise ValueError(LOST_PLACE)
    key = Key(_typed(inspect(cls).columns[order.name], value), row_id)
    return Place("after" if after else "before", key)


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    if isinstance(value, date):  # a moment is one too
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _typed(column: Any, value: Any) -> Any:
    """Return the value of a key as the column's own type, so that a changed address never reaches the database as another."""
    kind = column.info.get("kind")
    try:
        if kind in ("moment", "day"):
            found: Any = (datetime if kind == "moment" else date).fromisoformat(value)
            if kind == "moment" and (found.tzinfo is None or not 1 < found.year < 9999):
                raise ValueError(LOST_PLACE)
            return found
        if kind in ("money", "measure"):
            number = Decimal(value)
            if not number.is_finite() or abs(number).scaleb(column.type.places) > _LARGEST_NUMBER:
                raise ValueError(LOST_PLACE)
            return number
    except (TypeError, ValueError, InvalidOperation) as wrong:
        raise ValueError(LOST_PLACE) from wrong
    expected: Any = {"flag": bool, "count": int, "ref": int, "id": int, "stamp": int, "account": int}.get(
        kind, str
    )
    if type(value) is not expected or (expected is str and not is_text(value)):
        raise ValueError(LOST_PLACE)
    if expected is int and abs(value) > largest_number(column):
        raise ValueError(LOST_PLACE)
    return value


def is_text(value: str) -> bool:
    """Return whether both engines can hold the text: no zero byte, no half of a character."""
    return "\x00" not in value and not any("\ud800" <= character <= "\udfff" for character in value)


def largest_number(column: Any) -> int:
    """Return the largest whole number that the column's type holds on both engines."""
    return _LARGEST_NUMBER if isinstance(column.type, BigInteger) else _LARGEST_ID
