"""How a revision is run: in one transaction, with the history's triggers put back at its end.

SQLite's foreign keys are off while a revision rebuilds tables (they cannot be switched inside a transaction) and are checked
afterwards. A revision that changes a table takes that table's triggers away first (``history.uninstall``).
"""

from __future__ import annotations

from typing import Any

from alembic import context
from sqlalchemy import Connection, Engine, inspect

from models import engines, history, load_record_types
from models.base import db

load_record_types()


def run(connection: Connection) -> None:
    """Run what is asked for on the connection, and install the triggers that the tables of now should have."""
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        compare_type=True,
        transaction_per_migration=False,
    )
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        _switch_foreign_keys(connection, on=False)
    with engines.writing(), context.begin_transaction():
        context.run_migrations()
        if inspect(connection).has_table("change"):
            history.install(connection, db.metadata)
        else:
            # Back at the beginning nothing is left to follow; PostgreSQL's functions do not go with the tables.
            history.uninstall(connection)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() if sqlite else []
        if broken:
            raise RuntimeError(f"rows without what they refer to after the revision: {broken[:5]}")
    if sqlite:
        _switch_foreign_keys(connection, on=True)


def _switch_foreign_keys(connection: Connection, *, on: bool) -> None:
    """Switch SQLite's foreign keys outside every transaction; within one, which SQLAlchemy begins by itself, nothing happens."""
    connection.commit()
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")


def main() -> None:
    """Take the connection or engine that the command hands over."""
    given: Connection | Engine = context.config.attributes["connection"]
    if isinstance(given, Engine):
        with given.connect() as connection:
            run(connection)
    else:
        run(given)


main()
