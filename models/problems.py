"""What is wrong with a row, as sentences with a field: nobody else words an error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from sqlalchemy import Integer, inspect

from models.marks import N_


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: at which field (``""`` for the row as a whole), and the sentence with its values."""

    field: str
    sentence: str
    values: dict[str, Any] = dataclass_field(default_factory=dict)


class Invalid(Exception):
    """A row cannot be saved as it stands; carries all its problems."""

    def __init__(self, record: Any, problems: list[Problem]) -> None:
        self.record = record
        self.problems = problems
        super().__init__("; ".join(f"{p.field}: {p.sentence}" for p in problems))


REQUIRED = N_("Please fill in “%(field)s”.")
TOO_LONG = N_("At most %(most)s characters; there are %(found)s. Please shorten it.")
NOT_A_CHOICE = N_("“%(value)s” is not one of the choices.")
TOO_LOW = N_("Not below %(lowest)s, please check the number.")
TOO_HIGH = N_("Not above %(highest)s, please check the number.")

_LARGEST_INTEGER = 2_147_483_647


def column_problems(record: Any) -> Iterator[Problem]:
    """Yield the problems of single columns: missing, too long, not a choice, out of range.

    Both engines then refuse the same rows: SQLite would store a text of any length.
    """
    for attribute in inspect(type(record)).column_attrs:
        column = attribute.columns[0]
        info = column.info
        if "kind" not in info or info["kind"] in ("id", "stamp", "account"):
            continue
        value = getattr(record, attribute.key)
        if value is None or value == "":
            if not column.nullable and column.default is None:
                yield Problem(attribute.key, REQUIRED, {"field": info["label"]})
            continue
        yield from value_problems(attribute.key, column, info, value)


def value_problems(key: str, column: Any, info: dict[str, Any], value: Any) -> Iterator[Problem]:
    """Yield what is wrong with one value of a column, at the field ``key``: too long, not a choice, out of range."""
    length = getattr(getattr(column.type, "impl", column.type), "length", None)
    if isinstance(value, str) and length and len(value) > length:
        yield Problem(key, TOO_LONG, {"most": length, "found": len(value)})
    known = {c.value for c in info.get("several", ())}
    for one in str(value).strip(",").split(",") if known else ():
        if one not in known:
            yield Problem(key, NOT_A_CHOICE, {"value": one})
    if "choices" in info and value not in {c.value for c in info["choices"]}:
        yield Problem(key, NOT_A_CHOICE, {"value": value})
    lowest, highest = info.get("lowest"), info.get("highest")
    if isinstance(column.type, Integer) and not isinstance(value, str) and highest is None:
        highest = _LARGEST_INTEGER
    if lowest is not None and not isinstance(value, (str, bool)) and value < lowest:
        yield Problem(key, TOO_LOW, {"lowest": lowest})
    if highest is not None and not isinstance(value, (str, bool)) and value > highest:
        yield Problem(key, TOO_HIGH, {"highest": highest})


__all__ = ["Invalid", "Problem", "column_problems", "value_problems"]
