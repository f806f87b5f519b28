"""Values of the history as a person reads them: as the forms write them, references by name, masked ones as masks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, Protocol

from sqlalchemy import inspect

from models.access import Actor, cleared, mask_text
from models.base import Record
from models.history import Line
from models.marks import N_
from models.registry import record_type, record_types
from panel import values
from panel.derived import DERIVED_KEYS
from panel.language import translate
from panel.listing.labels import Label, labels, referenced_type

CHANGED_ONLY = N_("Filled in (the value is not kept)")
NUMBERED = N_("No. %(number)s")
IN_THE_BIN = N_(" (in the recycle bin)")
FOR_ANOTHER = N_("On behalf of %(name)s")
UNKNOWN_COLUMN = N_("Column “%(name)s”")

_ENGINE_KINDS = frozenset({"id", "stamp", "account", "accounts"})
_ENGINE_COLUMNS = frozenset(
    {
        "created_at", "changed_at", "trashed_at", "state_since", "submitted_at", "sealed_at", "seal_hash", "seal_text",
        *DERIVED_KEYS,
    }
)  # fmt: skip
"""Stamps, derived keys and seals: what they say stands in the entry itself."""


class Placed(Protocol):
    """What is about a record: a line of the history, an entry as it is hashed."""

    @property
    def table(self) -> str | None:
        """Return the table."""

    @property
    def record_id(self) -> str | None:
        """Return the number of the record."""


def type_of_line(line: Placed) -> type[Record] | None:
    """Return the record type that a line is about, ``None`` for what is none (any more)."""
    return next((cls for cls in record_types() if cls.__tablename__ == line.table), None)


def told_columns(cls: type[Record], line: Line) -> list[str]:
    """Return the columns of a change worth telling, in the order of the model; what no model knows comes last."""
    found = {**(line.old or {}), **(line.new or {})}
    columns = inspect(cls).columns
    known = [name for name in columns.keys() if name in found and is_told(cls, name)]  # noqa: SIM118 - it is no dict
    return known + sorted(name for name in found if name not in columns)


def is_told(cls: type[Record], name: str) -> bool:
    """Return whether a change of the column is told as one: not the stamps, keys and dates that follow from it.

    What is said about any record names it by its title, and its number says nothing beside that.
    """
    if name == "fact_date" and cls.fact_date_from is not None:
        return False
    if name in ("record_table", "record_id") and "about" in inspect(cls).columns:
        return False
    info = inspect(cls).columns[name].info
    return info.get("kind") not in _ENGINE_KINDS and name not in _ENGINE_COLUMNS


class Printer:
    """Prints the values of some lines; the names of everything they refer to are read once, by type."""

    def __init__(self, actor: Actor, lines: Iterable[Line]) -> None:
        self._actor = actor
        wanted: dict[Any, set[int]] = {}
        for line in lines:
            if (person := _account(line.on_behalf)) is not None:
                wanted.setdefault(record_type("account"), set()).add(person)
            cls = type_of_line(line)
            if cls is None or line.entry != "change":
                continue
            for name in told_columns(cls, line):
                target = _target(cls, name)
                if target is not None:
                    both = ((line.old or {}).get(name), (line.new or {}).get(name))
                    wanted.setdefault(target, set()).update(value for value in both if isinstance(value, int))
        self._labels: dict[Any, dict[int, Label]] = {
            target: labels(target, ids) for target, ids in wanted.items() if ids
        }

    def behalf(self, line: Line) -> str:
        """Return for whom it was done, empty when for nobody else."""
        if not line.on_behalf:
            return ""
        person = _account(line.on_behalf)
        name = line.on_behalf if person is None else self._name(record_type("account"), person)
        return translate(FOR_ANOTHER, name=name)

    def label(self, cls: type[Record], name: str) -> str:
        """Return the title of a column; one that the models do not have (any more) is named as the database names it."""
        columns = inspect(cls).columns
        return (
            translate(columns[name].info["label"])
            if name in columns
            else translate(UNKNOWN_COLUMN, name=name)
        )

    def value(self, cls: type[Record], name: str, raw: Any, row: Record | None = None) -> str:
        """Return one value as the actor may read it.

        Args:
            cls: the record type.
            name: its column.
            raw: the value as history has it.
            row: the record as it stands now, for what is cleared because it is the reader's own.
        """
        columns = inspect(cls).columns
        if raw is None:
            return ""
        if name not in columns:
            return mask_text(raw) or ""
        column = columns[name]
        if not cleared(self._actor, column, row):
            return mask_text(raw) or ""
        if column.info.get("history") == "changed":
            return translate(CHANGED_ONLY)
        target = _target(cls, name)
        if target is not None:
            return self._name(target, raw)
        if column.info["kind"] == "state":
            return _state(cls, raw)
        text = values.format_for(column, typed(column, raw))
        unit = column.info.get("unit")
        return f"{text} {translate(unit)}" if unit and text else text

    def changes(self, cls: type[Record], line: Line, row: Record | None = None) -> list[tuple[str, str, str]]:
        """Return the changes of a line as (title of the field, old, new); of an insert or delete only what was filled in."""
        found = []
        for name in told_columns(cls, line):
            old, new = (line.old or {}).get(name), (line.new or {}).get(name)
            if old is None and new is None:
                continue
            found.append(
                (self.label(cls, name), self.value(cls, name, old, row), self.value(cls, name, new, row))
            )
        return found

    def _name(self, target: Any, raw: Any) -> str:
        label = self._labels.get(target, {}).get(raw)
        if label is None or not label.text:
            return translate(NUMBERED, number=raw)
        return label.text + translate(IN_THE_BIN) if label.trashed else label.text


def typed(column: Any, raw: Any) -> Any:
    """Return a value of the history as the column's own Python type; what does not fit it stays the text that it is."""
    kind = column.info["kind"]
    try:
        if kind == "day":
            return date.fromisoformat(raw)
        if kind == "moment":
            moment = datetime.fromisoformat(raw)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        if kind in ("money", "measure"):
            return column.type.process_result_value(int(raw), None)
        if kind == "count":
            return int(raw)
        if kind == "flag":
            return bool(raw)
    except (TypeError, ValueError):
        pass
    return raw if isinstance(raw, str) else json.dumps(raw, ensure_ascii=False)


def _state(cls: type[Record], raw: Any) -> str:
    known = cls.workflow.states if cls.workflow is not None else {}
    return translate(known[raw].label) if raw in known else str(raw)


def _account(key: str | None) -> int | None:
    """Return the number of the account that an actor's key names."""
    kind, _, number = (key or "").partition(":")
    return int(number) if kind == "account" and number.isdecimal() else None


def _target(cls: type[Record], name: str) -> Any:
    return referenced_type(cls, name) if name in inspect(cls).columns else None
