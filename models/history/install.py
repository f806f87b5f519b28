"""Put history's triggers in place, take them away, and say where what stands differs from what should."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, MetaData, text

from models.history import postgresql, sqlite
from models.history.canonical import FIELDS, SEALS
from models.history.tracking import standing_columns, tracked_tables


def install(connection: Connection, metadata: MetaData) -> None:
    """Make the database record every tracked table of ``metadata`` as it stands now; call it after every revision.

    What is right already stays; what is old, altered or superfluous among history's own triggers goes. The tables ``change``
    and ``event`` must exist. On PostgreSQL call it as the owner of the tables. The caller commits.
    """
    if connection.dialect.name == "sqlite":
        _install_sqlite(connection, metadata)
    else:
        _install_postgresql(connection, metadata)


def uninstall(connection: Connection, tables: Iterable[str] | None = None) -> None:
    """Take the triggers of the named tables away, or everything of history but its entries when none is named.

    A structural revision on SQLite needs it for the tables it alters: DROP COLUMN fails on a table whose triggers name the
    column. :func:`install` follows in the same transaction.
    """
    if connection.dialect.name == "sqlite":
        _uninstall_sqlite(connection, tables)
    else:
        _uninstall_postgresql(connection, tables)


def differences(connection: Connection, metadata: MetaData) -> list[str]:
    """Return a sentence for each thing of history that is not as it should be; an empty list means that all is.

    Compared are the triggers, the functions behind them, whether they are switched on, and what else could swallow an entry.
    It takes a few milliseconds and changes nothing.
    """
    if connection.dialect.name == "sqlite":
        return _differences_sqlite(connection, metadata)
    return _differences_postgresql(connection, metadata)


def _run(connection: Connection, statement: str) -> None:
    # Not through text(): a colon or percent sign in a trigger is no parameter.
    connection.exec_driver_sql(
        statement.replace("%", "%%") if connection.dialect.name == "postgresql" else statement
    )


def _has_seals(connection: Connection) -> bool:
    """Say whether the database knows seals; one that was taken back to an earlier revision does not."""
    return SEALS in standing_columns(connection)


# SQLite

_SQLITE_STANDING = text(
    "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"
)


def _standing_sqlite(connection: Connection) -> dict[tuple[str, str], tuple[str, str]]:
    return {(kind, name): (table, sql) for kind, name, table, sql in connection.execute(_SQLITE_STANDING)}


def _expected_sqlite(connection: Connection, metadata: MetaData) -> dict[tuple[str, str], str]:
    views = {("view", name): sql for name, sql in sqlite.views().items()}
    triggers = {
        ("trigger", name): sql
        for name, sql in sqlite.triggers(
            tracked_tables(connection, metadata), sealed=_has_seals(connection)
        ).items()
    }
    return views | triggers


def _install_sqlite(connection: Connection, metadata: MetaData) -> None:
    expected = _expected_sqlite(connection, metadata)
    for (kind, name), (_table, sql) in _standing_sqlite(connection).items():
        if name.startswith("history_") and expected.get((kind, name)) != sql:
            _run(connection, f"DROP {kind} {sqlite.quoted(name)}")
    # Asked again: with a view its triggers are gone.
    standing = _standing_sqlite(connection)
    for key, sql in expected.items():
        if key not in standing:
            _run(connection, sql)


def _uninstall_sqlite(connection: Connection, tables: Iterable[str] | None) -> None:
    named = None if tables is None else set(tables)
    standing = _standing_sqlite(connection)
    for (kind, name), (table, _sql) in standing.items():
        if kind == "trigger" and name.startswith("history_") and (named is None or table in named):
            _run(connection, f"DROP TRIGGER {sqlite.quoted(name)}")
    for kind, name in standing:
        if kind == "view" and name.startswith("history_") and named is None:
            _run(connection, f"DROP VIEW {sqlite.quoted(name)}")


def _differences_sqlite(connection: Connection, metadata: MetaData) -> list[str]:
    expected = _expected_sqlite(connection, metadata)
    standing = _standing_sqlite(connection)
    found = []
    for key, sql in expected.items():
        if key not in standing:
            found.append(f"The {key[0]} {key[1]} is missing; run the upgrade again.")
        elif standing[key][1] != sql:
            found.append(f"The {key[0]} {key[1]} was altered; run the upgrade again.")
    for (kind, name), (table, _sql) in standing.items():
        if (kind, name) not in expected and (name.startswith("history_") or table in (*FIELDS, SEALS)):
            found.append(f"The {kind} {name} on {table} does not belong to history; remove it.")
    if not connection.exec_driver_sql("PRAGMA recursive_triggers").scalar():
        found.append(
            "This connection has recursive_triggers off: a row that REPLACE removes would not be recorded."
        )
    return found


# PostgreSQL

_POSTGRESQL_TRIGGERS = text(
    r"SELECT c.relname, t.tgname, p.proname, t.tgtype, t.tgargs, t.tgenabled = 'O' AND t.tgqual IS NULL"
    r" AND t.tgattr::text = '' AND t.tgconstraint = 0 AND p.pronamespace = c.relnamespace"
    r" FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid JOIN pg_proc AS p ON p.oid = t.tgfoid"
    r" JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND n.nspname = current_schema()"
    r" AND (t.tgname LIKE 'history\_%' OR c.relname IN ('change', 'event', 'history_seal'))"
)
_POSTGRESQL_FUNCTIONS = text(
    r"SELECT p.proname, p.prosrc, p.prosecdef AS definer, p.proconfig, l.lanname"
    r" FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace JOIN pg_language AS l ON l.oid = p.prolang"
    r" WHERE n.nspname = current_schema() AND p.proname LIKE 'history\_%'"
)
_POSTGRESQL_RULES = text(
    "SELECT c.relname, r.rulename FROM pg_rewrite AS r JOIN pg_class AS c ON c.oid = r.ev_class"
    " JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p')"
)


def _schema(connection: Connection) -> str:
    return str(connection.scalar(text("SELECT current_schema()")))


def _install_postgresql(connection: Connection, metadata: MetaData) -> None:
    schema = _schema(connection)
    _run(connection, f"CREATE SEQUENCE IF NOT EXISTS {postgresql.SEQUENCE}")
    for function in postgresql.functions(sealed=_has_seals(connection)):
        _run(connection, function.statement(schema))
        # Else any role could hang the function on a table of its own and write entries with it.
        _run(connection, f"REVOKE ALL ON FUNCTION {function.name}() FROM PUBLIC")
    expected = _expected_triggers(connection, metadata)
    standing = _standing_triggers(connection)
    for key in standing.keys() - expected.keys():
        if key[1].startswith("history_"):
            _drop_trigger(connection, *key)
    for key, trigger in expected.items():
        if standing.get(key) != (trigger, True):
            if key in standing:
                # Replacing would leave a trigger that somebody switched off as it is.
                _drop_trigger(connection, *key)
            _run(connection, trigger.statement(schema))


def _drop_trigger(connection: Connection, table: str, name: str) -> None:
    _run(connection, f"DROP TRIGGER {postgresql.quoted(name)} ON {postgresql.quoted(table)}")


def _uninstall_postgresql(connection: Connection, tables: Iterable[str] | None) -> None:
    named = None if tables is None else set(tables)
    for table, name in _standing_triggers(connection):
        if name.startswith("history_") and (named is None or table in named):
            _drop_trigger(connection, table, name)
    if named is None:
        for function in postgresql.functions():
            _run(connection, f"DROP FUNCTION IF EXISTS {function.name}()")


def _expected_triggers(
    connection: Connection, metadata: MetaData
) -> dict[tuple[str, str], postgresql.Trigger]:
    tables = tracked_tables(connection, metadata)
    return {(t.table, t.name): t for t in postgresql.triggers(tables, sealed=_has_seals(connection))}


def _standing_triggers(connection: Connection) -> dict[tuple[str, str], tuple[postgresql.Trigger, bool]]:
    found = {}
    for table, name, function, bits, arguments, plain in connection.execute(_POSTGRESQL_TRIGGERS):
        parts = tuple(bytes(arguments).decode().split("\0")[:-1])
        found[table, name] = (postgresql.Trigger(table, name, function, bits, parts), bool(plain))
    return found


def _differences_postgresql(connection: Connection, metadata: MetaData) -> list[str]:
    found = _function_differences(connection)
    expected = _expected_triggers(connection, metadata)
    standing = _standing_triggers(connection)
    for (table, name), trigger in expected.items():
        if (table, name) not in standing:
            found.append(f"The trigger {name} on {table} is missing; run the upgrade again.")
        elif standing[table, name] != (trigger, True):
            found.append(f"The trigger {name} on {table} was altered or switched off; run the upgrade again.")
    found += [
        f"The trigger {name} on {table} does not belong to history; remove it."
        for table, name in standing.keys() - expected.keys()
    ]
    followed = {table for table, _name in expected}
    found += [
        f"The rule {rule} on {table} can keep a write from history; remove it."
        for table, rule in connection.execute(_POSTGRESQL_RULES)
        if table in followed
    ]
    return found


def _function_differences(connection: Connection) -> list[str]:
    path = connection.scalar(text("SELECT 'search_path=' || quote_ident(current_schema()) || ', pg_temp'"))
    standing = {row.proname: row for row in connection.execute(_POSTGRESQL_FUNCTIONS)}
    found = []
    for function in postgresql.functions(sealed=_has_seals(connection)):
        row = standing.get(function.name)
        if row is None:
            found.append(f"The function {function.name} is missing; run the upgrade again.")
        elif (row.prosrc, row.definer, row.lanname) != (
            function.body,
            function.definer,
            "plpgsql",
        ) or row.proconfig != [path]:
            found.append(f"The function {function.name} was altered; run the upgrade again.")
    return found
