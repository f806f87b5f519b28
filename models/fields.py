"""Column helpers: each carries what a form, a list, an import and a history line need to know.

``info`` of the column is the one place where that stands. Keys: ``kind``, ``label``, ``help``, ``sensitivity``
(``open``, ``internal``, ``personal``), ``search``, ``listed``, ``filter``, ``unit``, ``choices``, ``code_table``, ``ref``,
``named_by`` (roles that may name a row they cannot read), ``history`` (``changed``: the value never enters history), ``fixed``
(a person cannot type it), ``sorted`` (lists sort by it: it gets an index), ``stays`` (it is read on the record's own page alone:
in no list and no export).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import BigInteger, Boolean, Date, Integer, String
from sqlalchemy import Text as LongText
from sqlalchemy.orm import MappedColumn, mapped_column

from models.marks import N_
from models.types import Moment, Scaled, Text

Sensitivity = Literal["open", "internal", "personal"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a fixed list; lists that differ by place or term are code tables instead."""

    value: str
    label: str


class FoundLater:
    """A list of choices that exists only once every record type does, such as the kinds of records."""

    def __init__(self, find: Callable[[], Iterable[Choice]]) -> None:
        self._find = find

    def __iter__(self) -> Iterator[Choice]:
        return iter(self._find())

    def __len__(self) -> int:
        return sum(1 for _choice in self)

    def __getitem__(self, place: int) -> Choice:
        return tuple(self)[place]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What every helper takes beside its own arguments."""

    label: str
    help: str = ""
    sensitivity: Sensitivity = "open"
    required: bool = False
    search: bool = False
    listed: bool = False
    filter: bool = False
    fixed: bool = False
    history: str | None = None
    unique_in: tuple[str, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)


def _column(kind: str, type_: Any, *, meaning: dict[str, Any], **column: Any) -> MappedColumn[Any]:
    known = {key: meaning.pop(key) for key in list(meaning) if key in Meaning.__dataclass_fields__}
    described = Meaning(**known)
    info: dict[str, Any] = {
        "kind": kind,
        "label": described.label,
        "help": described.help,
        "sensitivity": described.sensitivity,
        "search": described.search,
        "listed": described.listed,
        "filter": described.filter,
        "fixed": described.fixed,
        **described.extra,
        **{key: meaning.pop(key) for key in list(meaning) if key in _INFO_ONLY},
    }
    if described.history:
        info["history"] = described.history
    column.setdefault("nullable", not described.required)
    return mapped_column(type_, info=info, **column, **meaning)


_INFO_ONLY = frozenset(
    {
        "unit",
        "choices",
        "code_table",
        "ref",
        "rows",
        "limit_to",
        "pattern",
        "sort_key",
        "lowest",
        "highest",
        "several",
        "entered_for",
        "named_by",
        "grouped",
        "sorted",
        "stays",
    }
)


def text(length: int, *, label: str, **meaning: Any) -> MappedColumn[Any]:
    """Make a one-line text column of at most ``length`` characters."""
    return _column("text", Text(length), meaning={"label": label, **meaning})


def note(*, label: str, rows: int = 4, **meaning: Any) -> MappedColumn[Any]:
    """Make a column for several lines of text."""
    return _column("note", LongText(), meaning={"label": label, "rows": rows, **meaning})


def choice(choices: Iterable[Choice], *, label: str, **meaning: Any) -> MappedColumn[Any]:
    """Make a column with one value of a fixed list; it can be filtered unless said otherwise."""
    values = tuple(choices)
    meaning.setdefault("filter", True)
    return _column(
        "choice",
        String(max(len(c.value) for c in values)),
        meaning={"label": label, "choices": values, **meaning},
    )


def choice_of(
    find: Callable[[], Iterable[Choice]], length: int, *, label: str, **meaning: Any
) -> MappedColumn[Any]:
    """Make a column with one value, of at most ``length`` characters, of a list that the record types themselves make up."""
    meaning.setdefault("filter", True)
    return _column("choice", Text(length), meaning={"label": label, "choices": FoundLater(find), **meaning})


def choices(choices: Iterable[Choice], *, label: str, **meaning: Any) -> MappedColumn[Any]:
    """Make a column with several values of a fixed list, kept as ",a,b,"."""
    values = tuple(choices)
    return _column(
        "choices",
        Text(sum(len(c.value) + 1 for c in values) + 1),
        meaning={"label": label, "several": values, **meaning},
    )


def choices_of(
    find: Callable[[], Iterable[Choice]], length: int, *, label: str, **meaning: Any
) -> MappedColumn[Any]:
    """Make a column with several values, of at most ``length`` characters together, of a list that the record types make up."""
    return _column("choices", Text(length), meaning={"label": label, "several": FoundLater(find), **meaning})


def day(*, label: str, **meaning: Any) -> MappedColumn[Any]:
    """Make a column for a calendar date of the office."""
    return _column("day", Date(), meaning={"label": label, **meaning})


def moment(*, label: str, **meaning: Any) -> MappedColumn[Any]:
    """Make a column for a point in time (UTC inside, office time on screen)."""
    return _column("moment", Moment(), meaning={"label": label, **meaning})


def count(*, label: str, unit: str = "", lowest: int | None = 0, **meaning: Any) -> MappedColumn[Any]:
    """Make a column for a whole number, by default not below zero."""
    return _column("count", Integer(), meaning={"label": label, "unit": unit, "lowest": lowest, **meaning})


def year(*, label: str, **meaning: Any) -> MappedColumn[Any]:
    """Make a column for a calendar year: a whole number that is never written with a thousands comma."""
    limits = {"lowest": 1950, "highest": 2100, "grouped": False}
    return _column("count", Integer(), meaning={"label": label, "filter": True, **limits, **meaning})


def money(*, label: str, unit: str = N_("yuan"), **meaning: Any) -> MappedColumn[Any]:
    """Make a column for an amount in yuan, kept in fen."""
    return _column("money", Scaled(2), meaning={"label": label, "unit": unit, "lowest": 0, **meaning})


def measure(
    places: int, *, label: str, unit: str = "", lowest: int | None = None, **meaning: Any
) -> MappedColumn[Any]:
    """Make a column for a decimal with ``places`` digits after the point, kept as a scaled integer."""
    return _column(
        "measure", Scaled(places), meaning={"label": label, "unit": unit, "lowest": lowest, **meaning}
    )


def flag(*, label: str, default: bool = False, **meaning: Any) -> MappedColumn[Any]:
    """Make a yes-or-no column; it is never NULL."""
    meaning.setdefault("filter", True)
    return _column("flag", Boolean(), meaning={"label": label, "required": True, **meaning}, default=default)


def ref(target: str, *, label: str, **meaning: Any) -> MappedColumn[Any]:
    """Make a reference to a row of ``target`` (a table name) **of the same organization**.

    The table gets a composite foreign key with the organization (see ``Record.__table_cls__``), so no door can point to
    another organization's row.
    """
    return _column("ref", Integer(), meaning={"label": label, "ref": target, **meaning}, index=True)


def code(table: str, *, label: str, **meaning: Any) -> MappedColumn[Any]:
    """Make a reference to an entry of the code table ``table`` (a CodeItem; tables differ by place and term)."""
    meaning.setdefault("filter", True)
    return _column(
        "ref",
        Integer(),
        meaning={"label": label, "ref": "code_item", "code_table": table, **meaning},
        index=True,
    )


def number_list(*, label: str, **meaning: Any) -> MappedColumn[Any]:
    """Make a column of accounts' numbers between commas (",3,17,"), written by the engine only."""
    return _column("accounts", String(2000), meaning={"label": label, "fixed": True, **meaning}, default="")


def large_count(*, label: str, **meaning: Any) -> MappedColumn[Any]:
    """Make a column for whole numbers beyond two thousand million."""
    return _column("count", BigInteger(), meaning={"label": label, **meaning})


def workflow_state() -> MappedColumn[Any]:
    """Make the column of a workflow's state; only the transitions module assigns it."""
    return _column(
        "state",
        String(30),
        meaning={"label": N_("State"), "required": True, "filter": True, "listed": True, "fixed": True},
        index=True,
    )


Validator = Callable[[Any], None]
