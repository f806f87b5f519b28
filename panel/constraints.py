"""What a constraint of the database means to a person: the field it concerns, and a sentence. SQL is never shown."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Table, UniqueConstraint, inspect
from sqlalchemy.exc import IntegrityError

from models.base import Record
from models.marks import N_
from models.problems import REQUIRED, Problem
from models.registry import record_types

TAKEN = N_("There is already one with this %(fields)s; please check, or open that one.")
GONE = N_("What was chosen for “%(field)s” is not there any more; please choose again.")
GONE_SOMEWHERE = N_(
    "Something that was chosen is not there any more, or is still used elsewhere; please look and choose again."
)
NOT_ALLOWED_HERE = N_("This value is not possible together with the others; please check what was filled in.")

_SQLITE_COLUMNS = re.compile(r"(UNIQUE|NOT NULL) constraint failed: (.+)")
_SQLITE_CHECK = re.compile(r"CHECK constraint failed: (\S+)")


def problem_from(error: IntegrityError, record_class: type[Record] | None = None) -> Problem:
    """Return the problem that a violated constraint stands for.

    :param error: as SQLAlchemy raised it, of either engine.
    :param record_class: the type of the record that was saved; a field of another table is told without a field.
    """
    violated, columns, table_name = _violated(error)
    table = _table(table_name)
    own = inspect(record_class).local_table if record_class is not None else table
    kind, names = _described(violated, columns, table)
    labels = {name: _label(table, name) for name in names}
    fields = [name for name in names if labels[name]]
    field = fields[-1] if fields and table is own else ""
    words: list[Any] = [labels[name] for name in fields]
    if kind == "unique" and words:
        return Problem(field, TAKEN, {"fields": words})
    if kind == "missing" and words:
        return Problem(field, REQUIRED, {"field": words[0]})
    if kind == "reference" and words:
        return Problem(field, GONE, {"field": words[-1]})
    return Problem("", GONE_SOMEWHERE if kind == "reference" else NOT_ALLOWED_HERE)


def _table(name: str | None) -> Table | None:
    for cls in record_types():
        if cls.__tablename__ == name:
            found: Table = inspect(cls).local_table
            return found
    return None


def _violated(error: IntegrityError) -> tuple[str | None, list[str], str | None]:
    """Return the constraint's name, the columns as far as the engine names them, and the table."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        columns = [diagnosis.column_name] if diagnosis.column_name else []
        return diagnosis.constraint_name, columns, diagnosis.table_name
    message = str(error.orig)
    if found := _SQLITE_COLUMNS.search(message):
        places = [place.strip().partition(".") for place in found[2].split(",")]
        return found[1], [column for _table, _dot, column in places], places[0][0]
    if found := _SQLITE_CHECK.search(message):
        return found[1], [], None
    return ("FOREIGN KEY" if "FOREIGN KEY" in message else None), [], None


def _described(violated: str | None, columns: list[str], table: Table | None) -> tuple[str, list[str]]:
    """Return the kind of constraint and the columns it is about."""
    if violated == "FOREIGN KEY":
        return "reference", []
    if violated == "NOT NULL" or (violated is None and columns):
        return "missing", columns
    if violated == "UNIQUE":
        return "unique", columns
    for constraint in table.constraints if table is not None else ():
        if constraint.name == violated:
            named = [column.name for column in getattr(constraint, "columns", ())]
            if isinstance(constraint, UniqueConstraint):
                return "unique", named
            if isinstance(constraint, ForeignKeyConstraint):
                return "reference", named
            if isinstance(constraint, CheckConstraint):
                return "check", named
    for index in table.indexes if table is not None else ():
        if index.name == violated:
            return "unique", [column.name for column in index.columns]
    return "other", []


def _label(table: Table | None, name: str) -> str:
    """Return what a person knows a column by; nothing for the organization, which nobody types."""
    if table is None or name not in table.columns or name in ("organization_id", "id"):
        return ""
    return str(table.columns[name].info.get("label", ""))
