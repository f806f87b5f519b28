"""History on SQLite: triggers written out for each table, since SQLite cannot walk over a row's columns.

A record's triggers put what happened into the view ``history_change_entrance``; its trigger numbers and hashes the entry and
writes it to ``change``. Events come in the same way, through ``history_event_entrance``. So an entry is complete from the
first moment, and is defined in one place. What the triggers cannot know, registered functions tell: see
:mod:`models.history.context`.

On the writing connection ``recursive_triggers`` must be on, else REPLACE removes a row without telling.
"""
# ruff: noqa: S608 - what is put together here are names from the models, quoted; no value ever comes from a person

from __future__ import annotations

from collections.abc import Iterable

from models.history.canonical import CONTEXT_FIELDS, FIELDS, SEALS
from models.history.context import CHANGE_ENTRANCE, EVENT_ENTRANCE
from models.history.tracking import Form, Tracked

ENTRANCES = {"change": CHANGE_ENTRANCE, "event": EVENT_ENTRANCE}

_DATABASE_FIELDS = {
    "id": "max((SELECT coalesce(max(id), 0) FROM change), (SELECT coalesce(max(id), 0) FROM event)) + 1",
    "transaction_id": "xieshang_transaction_id()",
    # To the millisecond, written as SQLAlchemy writes a DateTime, so that they compare as text.
    "moment": "strftime('%Y-%m-%d %H:%M:%f000', 'now')",
    **{field: f"xieshang_{field}()" for field in CONTEXT_FIELDS},
    "actor_label": "coalesce(xieshang_actor_label(), xieshang_actor())",
    "roles": "coalesce(xieshang_roles(), '')",
    "nonce": "lower(hex(randomblob(16)))",
}

ENTERED_FIELDS = {
    table: tuple(f for f in fields if f not in _DATABASE_FIELDS and f != "previous_hash")
    for table, fields in FIELDS.items()
}
"""What an entrance is told; the rest of an entry the database fills in."""


def quoted(name: str) -> str:
    """Return a name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """Return a string as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def views() -> dict[str, str]:
    """Return the statements that make the entrances, by name."""
    found = {}
    for table, name in ENTRANCES.items():
        columns = ", ".join(
            f"NULL AS {field}"
            for field in (*ENTERED_FIELDS[table], *(("reason",) if table == "event" else ()))
        )
        found[name] = f"CREATE VIEW {name} AS SELECT {columns} WHERE false"
    return found


def triggers(tables: Iterable[Tracked], *, sealed: bool = True) -> dict[str, str]:
    """Return the statements that make all of history's triggers, by name; not ``sealed`` in a database from before the seals."""
    found = {}
    for table in FIELDS:
        found[f"history_{table}_write"] = _write_trigger(table, sealed)
        for verb in ("update", "delete"):
            found[f"history_{table}_no_{verb}"] = (
                f"CREATE TRIGGER history_{table}_no_{verb} BEFORE {verb.upper()} ON {table} BEGIN\n"
                f"  SELECT RAISE(ABORT, 'history is append-only: no {verb} of {table}');\nEND"
            )
        # For connections without the authorizer: without the functions this fails, and with them only the entrance passes.
        found[f"history_{table}_guard"] = (
            f"CREATE TRIGGER history_{table}_guard BEFORE INSERT ON {table} WHEN xieshang_actor() IS NULL"
            f" OR xieshang_actor() IS NOT NEW.actor BEGIN\n"
            f"  SELECT RAISE(ABORT, 'history is written by its triggers only');\nEND"
        )
    if sealed:
        found |= _seal_triggers()
    for tracked in tables:
        for kind, statement in _record_triggers(tracked).items():
            found[f"history_{tracked.name}_{kind}"] = statement
    return found


def _seal_triggers() -> dict[str, str]:
    """Let seals be added only, each after the one before it."""
    found = {
        f"history_{SEALS}_no_{verb}": (
            f"CREATE TRIGGER history_{SEALS}_no_{verb} BEFORE {verb.upper()} ON {SEALS} BEGIN\n"
            f"  SELECT RAISE(ABORT, 'history is append-only: no {verb} of {SEALS}');\nEND"
        )
        for verb in ("update", "delete")
    }
    found[f"history_{SEALS}_follows"] = (
        f"CREATE TRIGGER history_{SEALS}_follows BEFORE INSERT ON {SEALS}\n"
        f"WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM {SEALS}) BEGIN\n"
        f"  SELECT RAISE(ABORT, 'history: a seal follows the one before it');\nEND"
    )
    return found


def _write_trigger(table: str, sealed: bool) -> str:
    fields = FIELDS[table] if sealed else FIELDS[table][:-1]
    chosen = []
    for field in fields:
        if field == "reason" and table == "event":
            expression = "coalesce(NEW.reason, xieshang_reason())"
        elif field == "previous_hash":
            expression = (
                f"(SELECT hash FROM {table} WHERE table_name = NEW.table_name AND record_id = NEW.record_id"
                " ORDER BY id DESC LIMIT 1)"
            )
        else:
            expression = _DATABASE_FIELDS.get(field, f"NEW.{field}")
        chosen.append(f"{expression} AS {field}")
    columns = ", ".join(fields)
    return (
        f"CREATE TRIGGER history_{table}_write INSTEAD OF INSERT ON {ENTRANCES[table]} BEGIN\n"
        "  SELECT RAISE(ABORT, 'history: nobody is bound as the actor of this transaction') WHERE xieshang_actor() IS NULL;\n"
        f"  INSERT INTO {table} ({columns}, hash)\n"
        f"  SELECT {columns}, xieshang_hash('{table}', {columns}{'' if sealed else ', NULL'})\n"
        # OFFSET keeps SQLite from folding the inner SELECT into the outer one and asking everything twice.
        f"  FROM (SELECT {', '.join(chosen)} LIMIT 1 OFFSET 0);\nEND"
    )


def _record_triggers(table: Tracked) -> dict[str, str]:
    moved = " OR ".join(_differs(column) for column in table.key)
    changed = " OR ".join(_differs(column) for column in table.columns if column not in table.key)
    inserted = _entry(table, "insert", "NEW", old="NULL", new=_whole(table, "NEW"))
    deleted = _entry(table, "delete", "OLD", old=_whole(table, "OLD"), new="NULL")
    updated = _entry(table, "update", "NEW", old=_changed(table, "OLD"), new=_changed(table, "NEW"))
    found = {
        "insert": _trigger(table, "insert", "INSERT", None, inserted),
        "delete": _trigger(table, "delete", "DELETE", None, deleted),
        # A row that takes another key is another record: the one ends, the other begins.
        "move": _trigger(table, "move", "UPDATE", moved, deleted + inserted),
    }
    if changed:
        found["update"] = _trigger(table, "update", "UPDATE", f"NOT ({moved}) AND ({changed})", updated)
    return found


def _trigger(table: Tracked, kind: str, verb: str, condition: str | None, body: str) -> str:
    when = f"\nWHEN {condition}" if condition else ""
    return f"CREATE TRIGGER {quoted(f'history_{table.name}_{kind}')} AFTER {verb} ON {quoted(table.name)}{when} BEGIN\n{body}END"


def _entry(table: Tracked, operation: str, row: str, *, old: str, new: str) -> str:
    values = {
        "organization_id": f"{row}.{quoted(table.organization)}" if table.organization else "NULL",
        "table_name": literal(table.name),
        "record_id": " || ',' || ".join(f"CAST({row}.{quoted(column)} AS TEXT)" for column in table.key),
        "operation": literal(operation),
        "record_version": f"{row}.{quoted(table.version)}" if table.version else "NULL",
        "old": old,
        "new": new,
    }
    fields = ENTERED_FIELDS["change"]
    return f"  INSERT INTO {CHANGE_ENTRANCE} ({', '.join(fields)}) VALUES (\n    {', '.join(values[f] for f in fields)});\n"


def _differs(column: str) -> str:
    # By bytes: under a column's own collation "A" and "a" could be the same.
    return f"OLD.{quoted(column)} COLLATE BINARY IS NOT NEW.{quoted(column)}"


def _whole(table: Tracked, row: str) -> str:
    pairs = [
        f"{literal(_key(column))} || {_json(row, column, form)}" for column, form in table.columns.items()
    ]
    return "'{' || " + " || ', ' || ".join(pairs) + " || '}'"


def _changed(table: Tracked, row: str) -> str:
    """Write only the columns that differ; each begins with a comma, and the first comma is cut off."""
    pairs = [
        f"iif({_differs(column)}, {literal(', ' + _key(column))} || {_json(row, column, form)}, '')"
        for column, form in table.columns.items()
        if column not in table.key
    ]
    return "'{' || substr(" + " || ".join(pairs) + ", 3) || '}'"


def _key(column: str) -> str:
    return f'"{column}": '


def _json(row: str, column: str, form: Form) -> str:
    """Return the expression of a value as JSON text, in the form that PostgreSQL's ``to_jsonb`` gives it."""
    value = f"{row}.{quoted(column)}"
    if form == "hidden":
        return f"""iif({value} IS NULL, 'null', '"changed"')"""
    if form == "boolean":
        return f"CASE WHEN {value} IS NULL THEN 'null' WHEN {value} THEN 'true' ELSE 'false' END"
    if form == "json":
        return f"CASE WHEN {value} IS NULL THEN 'null' WHEN json_valid({value}) THEN json({value}) ELSE json_quote({value}) END"
    if form == "moment":
        iso = f"replace({value}, ' ', 'T')"
        return f"json_quote(iif(instr({value}, '.'), rtrim(rtrim({iso}, '0'), '.'), {iso}))"
    return f"json_quote({value})"
