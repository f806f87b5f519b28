"""History on PostgreSQL: one function for all tables, and for each table a trigger that tells it the particulars.

The functions run with the rights of the owner of the tables, so the role of the application needs no right to write to
``change``, and their search path is fixed, so nothing it creates can stand in for what they use. Where the application
connects as the owner itself, whoever has its password can take the triggers away: history proves what the application said.
"""
# ruff: noqa: S608 - what is put together here are names from the models, quoted; no value ever comes from a person

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.history.canonical import CONTEXT_FIELDS, FIELDS, SEALS
from models.history.tracking import Tracked

SEQUENCE = "history_id"
"""Numbers changes and events in one row."""

_ROW, _BEFORE, _INSERT, _DELETE, _UPDATE, _TRUNCATE = 1, 2, 4, 8, 16, 32  # bits of pg_trigger.tgtype


@dataclass(frozen=True, slots=True)
class Function:
    """A function in PL/pgSQL, as the catalogue shows it."""

    name: str
    body: str
    definer: bool = True

    def statement(self, schema: str) -> str:
        """Return the statement that makes it, or puts it right."""
        rights = "SECURITY DEFINER" if self.definer else "SECURITY INVOKER"
        return (
            f"CREATE OR REPLACE FUNCTION {quoted(schema)}.{self.name}() RETURNS trigger LANGUAGE plpgsql {rights}"
            f" SET search_path = {quoted(schema)}, pg_temp AS $history${self.body}$history$"
        )


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger, as the catalogue shows it."""

    table: str
    name: str
    function: str
    bits: int
    arguments: tuple[str, ...] = ()

    def statement(self, schema: str) -> str:
        """Return the statement that makes it, or puts it right."""
        verbs = ((_INSERT, "INSERT"), (_DELETE, "DELETE"), (_UPDATE, "UPDATE"), (_TRUNCATE, "TRUNCATE"))
        return (
            f"CREATE OR REPLACE TRIGGER {self.name} {'BEFORE' if self.bits & _BEFORE else 'AFTER'}"
            f" {' OR '.join(verb for bit, verb in verbs if self.bits & bit)} ON {quoted(schema)}.{quoted(self.table)}"
            f" FOR EACH {'ROW' if self.bits & _ROW else 'STATEMENT'}"
            f" EXECUTE FUNCTION {quoted(schema)}.{self.function}({', '.join(map(literal, self.arguments))})"
        )


def quoted(name: str) -> str:
    """Return a name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """Return a string as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def triggers(tables: Iterable[Tracked], *, sealed: bool = True) -> list[Trigger]:
    """Return all of history's triggers; not ``sealed`` in a database from before the seals."""
    found = []
    for table in FIELDS:
        found.append(
            Trigger(table, "history_complete", f"history_complete_{table}", _BEFORE | _INSERT | _ROW)
        )
        found.append(
            Trigger(table, "history_append_only", "history_refuse", _BEFORE | _UPDATE | _DELETE | _TRUNCATE)
        )
    if sealed:
        found += [
            Trigger(SEALS, "history_append_only", "history_refuse", _BEFORE | _UPDATE | _DELETE | _TRUNCATE),
            Trigger(SEALS, "history_follows", "history_follows", _BEFORE | _INSERT | _ROW),
        ]
    for tracked in tables:
        arguments = (
            ",".join(tracked.hidden),
            ",".join(tracked.key),
            tracked.organization or "",
            tracked.version or "",
        )
        found.append(
            Trigger(
                tracked.name,
                "history_record",
                "history_record",
                _INSERT | _UPDATE | _DELETE | _ROW,
                arguments,
            )
        )
        found.append(Trigger(tracked.name, "history_no_truncate", "history_refuse", _BEFORE | _TRUNCATE))
    return found


def functions(*, sealed: bool = True) -> list[Function]:
    """Return all of history's functions; not ``sealed`` in a database from before the seals."""
    return [
        Function("history_record", _RECORD),
        Function("history_complete_change", _complete("change", _ONLY_FROM_A_TRIGGER, sealed)),
        Function("history_complete_event", _complete("event", "", sealed)),
        Function("history_refuse", _REFUSE, definer=False),
        Function("history_follows", _FOLLOWS, definer=False),
    ]


_REFUSE = """
BEGIN
  RAISE EXCEPTION 'history is append-only: no % of %', lower(TG_OP), TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END
"""

_FOLLOWS = f"""
BEGIN
  IF NEW.number IS DISTINCT FROM (SELECT coalesce(max(number), 0) + 1 FROM {SEALS}) THEN
    RAISE EXCEPTION 'history: a seal follows the one before it' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
"""

_ONLY_FROM_A_TRIGGER = """
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'history is written by its triggers only' USING ERRCODE = 'integrity_constraint_violation';
  END IF;"""


_NONCE = "  NEW.nonce := replace(gen_random_uuid()::text, '-', '');\n"


def _complete(table: str, guard: str, sealed: bool) -> str:
    def setting(field: str) -> str:
        bound = f"nullif(current_setting('app.{field}', true), '')"
        if field == "reason" and table == "event":
            return f"coalesce(NEW.reason, {bound})"
        # Who writes past the application may set the actor alone.
        otherwise = {"actor_label": "NEW.actor", "roles": "''"}.get(field)
        return f"coalesce({bound}, {otherwise})" if otherwise else bound

    settings = "\n".join(f"  NEW.{field} := {setting(field)};" for field in CONTEXT_FIELDS)
    # Two events of one record may come at the same time (their rows need not be locked): one waits here for the other.
    lock = (
        "\n  IF NEW.record_id IS NOT NULL THEN"
        "\n    PERFORM pg_advisory_xact_lock(hashtextextended('history ' || NEW.table_name || ' ' || NEW.record_id, 0));"
        "\n  END IF;"
        if table == "event"
        else ""
    )
    return f"""
BEGIN{guard}
{settings}
  IF NEW.actor IS NULL THEN
    RAISE EXCEPTION 'history: nobody is bound as the actor of this transaction'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;{lock}
  NEW.id := nextval('{SEQUENCE}');
  NEW.transaction_id := pg_current_xact_id()::text;
{_NONCE if sealed else ""}  NEW.moment := clock_timestamp() AT TIME ZONE 'UTC';
  NEW.previous_hash := (
    SELECT hash FROM {table} WHERE table_name = NEW.table_name AND record_id = NEW.record_id ORDER BY id DESC LIMIT 1);
  NEW.hash := encode(sha256({covered(table, "NEW.", sealed=sealed)}), 'hex');
  RETURN NEW;
END
"""


def covered(table: str, row: str = "", *, sealed: bool = True) -> str:
    """Return the expression of the bytes that the hash of an entry covers; see :mod:`models.history.canonical`."""
    parts = [
        literal(f"{len(table)}:{table}"),
        *(_length_prefixed(f"{row}{field}") for field in FIELDS[table]),
    ]
    # No nonce, nothing that stands for it.
    parts[-1] = parts[-1].replace("'-')", "'')") if sealed else "''"
    return f"convert_to({' || '.join(parts)}, 'UTF8')"


def _length_prefixed(column: str) -> str:
    value = (
        f"to_char({column}, 'YYYY-MM-DD HH24:MI:SS.US')" if column.endswith("moment") else f"{column}::text"
    )
    return f"coalesce(octet_length(convert_to({value}, 'UTF8'))::text || ':' || {value}, '-')"


_RECORD = """
DECLARE
  hidden text[] := string_to_array(TG_ARGV[0], ',');
  keys text[] := string_to_array(TG_ARGV[1], ',');
  old_row jsonb;
  new_row jsonb;
  old_id text;
  new_id text;
  old_changed jsonb;
  new_changed jsonb;
  name text;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    old_row := to_jsonb(OLD);
    old_id := (SELECT string_agg(old_row ->> key, ',' ORDER BY place) FROM unnest(keys) WITH ORDINALITY AS k(key, place));
  END IF;
  IF TG_OP <> 'DELETE' THEN
    new_row := to_jsonb(NEW);
    new_id := (SELECT string_agg(new_row ->> key, ',' ORDER BY place) FROM unnest(keys) WITH ORDINALITY AS k(key, place));
  END IF;
  IF TG_OP = 'UPDATE' THEN
    SELECT jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, new_row -> o.key) INTO old_changed, new_changed
      FROM jsonb_each(old_row) AS o WHERE o.value IS DISTINCT FROM new_row -> o.key;
    IF old_changed IS NULL THEN
      RETURN NULL;
    END IF;
  END IF;
  FOREACH name IN ARRAY hidden LOOP
    IF old_row -> name <> 'null' THEN
      old_row := jsonb_set(old_row, ARRAY[name], '"changed"');
    END IF;
    IF new_row -> name <> 'null' THEN
      new_row := jsonb_set(new_row, ARRAY[name], '"changed"');
    END IF;
    IF old_changed -> name <> 'null' THEN
      old_changed := jsonb_set(old_changed, ARRAY[name], '"changed"');
    END IF;
    IF new_changed -> name <> 'null' THEN
      new_changed := jsonb_set(new_changed, ARRAY[name], '"changed"');
    END IF;
  END LOOP;
  IF old_id = new_id THEN
    INSERT INTO change (organization_id, table_name, record_id, operation, record_version, old, new) VALUES (
      (new_row ->> TG_ARGV[2])::bigint, TG_TABLE_NAME, new_id, 'update', (new_row ->> TG_ARGV[3])::bigint,
      old_changed::text, new_changed::text);
    RETURN NULL;
  END IF;
  -- A row that takes another key is another record: the one ends, the other begins.
  IF old_id IS NOT NULL THEN
    INSERT INTO change (organization_id, table_name, record_id, operation, record_version, old, new) VALUES (
      (old_row ->> TG_ARGV[2])::bigint, TG_TABLE_NAME, old_id, 'delete', (old_row ->> TG_ARGV[3])::bigint,
      old_row::text, NULL);
  END IF;
  IF new_id IS NOT NULL THEN
    INSERT INTO change (organization_id, table_name, record_id, operation, record_version, old, new) VALUES (
      (new_row ->> TG_ARGV[2])::bigint, TG_TABLE_NAME, new_id, 'insert', (new_row ->> TG_ARGV[3])::bigint,
      NULL, new_row::text);
  END IF;
  RETURN NULL;
END
"""
