"""References that go round in a circle: a committee's chair is a seat, a meeting decides it, the meeting is a committee's.

SQLite takes a reference to a table that comes later, and could add none afterwards without rebuilding the table;
PostgreSQL takes it
only once both tables are there.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


def _sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def on_sqlite(constraint: sa.ForeignKeyConstraint) -> tuple[sa.ForeignKeyConstraint, ...]:
    """Return the constraint for a table that is being made, on SQLite alone."""
    return (constraint,) if _sqlite() else ()


def add_on_postgresql(
    name: str, source: str, target: str, columns: Sequence[str], referred: Sequence[str]
) -> None:
    """Add the reference now that both tables are there."""
    if not _sqlite():
        op.create_foreign_key(name, source, target, list(columns), list(referred))


def drop_on_postgresql(name: str, source: str) -> None:
    """Take the reference away before one of its tables goes."""
    if not _sqlite():
        op.drop_constraint(name, source, type_="foreignkey")
