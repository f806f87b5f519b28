"""Which tables and columns history follows, and what it may keep of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import JSON, Boolean, Column, Connection, DateTime, MetaData, Table, text
from sqlalchemy.types import TypeDecorator, TypeEngine

from models.history.canonical import FIELDS, SEALS

Form = Literal["plain", "boolean", "moment", "json", "hidden"]
"""How a column's value is written as JSON; of a hidden one only that it is there."""

_NEVER = frozenset({*FIELDS, SEALS, "alembic_version"})


@dataclass(frozen=True, slots=True)
class Tracked:
    """One table that history follows, as it stands in the database.

    Attributes:
        name: of the table.
        columns: how each column is written, in the order of PostgreSQL's ``jsonb``: shorter names first, then by bytes.
        key: the columns of the primary key; a record's id in history is their values joined by commas.
        organization: the column that says whose row it is.
        version: the column that counts the saves.
    """

    name: str
    columns: Mapping[str, Form]
    key: tuple[str, ...]
    organization: str | None
    version: str | None

    @property
    def hidden(self) -> tuple[str, ...]:
        """Return the columns whose values never enter history."""
        return tuple(name for name, form in self.columns.items() if form == "hidden")


_SQLITE_COLUMNS = text(
    "SELECT m.name, c.name FROM sqlite_master AS m JOIN pragma_table_xinfo(m.name) AS c WHERE m.type = 'table'"
)
_POSTGRESQL_COLUMNS = text(
    "SELECT c.relname, a.attname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
    " JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
    " WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p')"
)


def standing_columns(connection: Connection) -> dict[str, set[str]]:
    """Return the columns of every table of the database, in one statement."""
    statement = _SQLITE_COLUMNS if connection.dialect.name == "sqlite" else _POSTGRESQL_COLUMNS
    found: dict[str, set[str]] = {}
    for table, column in connection.execute(statement):
        found.setdefault(table, set()).add(column)
    return found


def tracked_tables(connection: Connection, metadata: MetaData) -> list[Tracked]:
    """Return what history follows: every table of ``metadata`` that stands in the database and does not opt out.

    A table opts out with ``info={"history": False}``. Between two revisions the database may lack columns that the models
    have; those are left out. Columns that no model describes are followed as hidden: nobody said that their values may
    be kept for ever.

    Raises:
        ValueError: for a table without a primary key, whose rows history could not name.
    """
    standing = standing_columns(connection)
    return [
        _tracked(table, standing[table.name])
        for table in sorted(metadata.tables.values(), key=lambda t: t.name)
        if table.name in standing and is_tracked(table)
    ]


def is_tracked(table: Table) -> bool:
    """Return whether history follows the table."""
    return table.name not in _NEVER and table.info.get("history") is not False


def _tracked(table: Table, standing: set[str]) -> Tracked:
    key = tuple(column.name for column in table.primary_key.columns if column.name in standing)
    if not key:
        raise ValueError(f"history cannot name the rows of {table.name}: it has no primary key")
    names = sorted(standing, key=lambda name: (len(name.encode()), name.encode()))
    organization = table.info.get("organization", "organization_id")
    return Tracked(
        name=table.name,
        columns={name: _form(table.columns.get(name)) for name in names},
        key=key,
        organization=organization if organization in standing else None,
        version="version" if "version" in standing else None,
    )


def _form(column: Column[object] | None) -> Form:
    if column is None or column.info.get("history") == "changed":
        return "hidden"
    type_: TypeEngine[object] = column.type
    while isinstance(type_, TypeDecorator):
        type_ = type_.impl_instance
    if isinstance(type_, Boolean):
        return "boolean"
    if isinstance(type_, DateTime):
        return "moment"
    if isinstance(type_, JSON):
        return "json"
    return "plain"
