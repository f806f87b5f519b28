"""The two roles of a PostgreSQL database: the owner, who upgrades it, and the application, which works in it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, text

from models.history.canonical import FIELDS, SEALS
from models.history.postgresql import SEQUENCE, quoted
from models.history.sqlite import ENTERED_FIELDS

_TABLES = text(
    "SELECT c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
    " WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') ORDER BY c.relname"
)


def grant_application_role(connection: Connection, role: str, *, truncatable: Iterable[str] = ()) -> None:
    """Give ``role`` what the application needs, and of history only to read it, to record events and to seal.

    Changes are written by functions that run as the owner, so the role has no right to insert them, and as it owns nothing
    it can neither alter rows of history nor take triggers away. Call it as the owner after every upgrade; it takes back
    what an earlier version gave.

    Args:
        connection: to PostgreSQL, as the owner of the tables.
        role: the name of an existing role that may log in and owns nothing.
        truncatable: tables the role may empty at once (the votes of a closed round, which must leave no dead rows).
    """
    name = quoted(role)
    schema = quoted(str(connection.scalar(text("SELECT current_schema()"))))
    _run(connection, f"GRANT USAGE ON SCHEMA {schema} TO {name}")
    _run(connection, f"REVOKE CREATE ON SCHEMA {schema} FROM {name}")
    _run(connection, f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {name}")
    _run(connection, f"REVOKE ALL ON SEQUENCE {SEQUENCE} FROM {name}")
    # How far the numbers go, for the sealer; it cannot draw one.
    _run(connection, f"GRANT SELECT ON SEQUENCE {SEQUENCE} TO {name}")
    emptied = set(truncatable)
    for table in connection.scalars(_TABLES).all():
        _run(connection, f"REVOKE ALL ON TABLE {quoted(table)} FROM {name}")
        _run(connection, f"GRANT {_rights(table, table in emptied)} ON TABLE {quoted(table)} TO {name}")
    columns = ", ".join(quoted(column) for column in (*ENTERED_FIELDS["event"], "reason"))
    _run(connection, f"GRANT INSERT ({columns}) ON TABLE event TO {name}")


def _rights(table: str, emptied: bool) -> str:
    if table in FIELDS or table == "alembic_version":
        return "SELECT"
    if table == SEALS:
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE" + (", TRUNCATE" if emptied else "")


def _run(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement.replace("%", "%%"))
