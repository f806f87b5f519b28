"""Who writes, and why: bound to the transaction, read by the triggers.

PostgreSQL keeps what is bound in settings of the transaction (``app.actor`` and its siblings). SQLite has no such place: the
triggers call functions that are registered on each connection and answer from a :class:`Binding`. :func:`attach` registers
them and empties the binding when the transaction ends, so that on both engines nothing bound survives it. A connection
of another program has neither settings nor functions, and its writes are refused.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, event, text

from models.history.canonical import CONTEXT_FIELDS, digest

_KEY = "xieshang_history"


@dataclass(frozen=True, slots=True)
class Context:
    """What history says about the one who writes.

    Attributes:
        actor: the key, for ever the same: ``account:12``, ``system:seed``, ``cli:root``, ``migration 0007``.
        actor_label: the name as it is at this moment, so that history stays readable after the account is renamed.
        roles: the keys of the roles the actor holds now, between commas: ``chair,clerk``.
        on_behalf: the key of the one for whom the actor acts (delegation, entry from signed paper).
        request_id: the number of the request, command or job.
        reason: why, in the actor's own words.
    """

    actor: str
    actor_label: str = ""
    roles: str = ""
    on_behalf: str | None = None
    request_id: str | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        if not self.actor.strip():
            raise ValueError("history needs an actor")

    def settings(self) -> dict[str, str]:
        """Return the values by field of history, as text; empty means nothing."""
        return {
            "actor": self.actor,
            "actor_label": self.actor_label or self.actor,
            "roles": self.roles,
            "on_behalf": self.on_behalf or "",
            "request_id": self.request_id or "",
            "reason": self.reason or "",
        }


class Binding:
    """What one SQLite connection is bound to at this moment; the registered functions read it."""

    __slots__ = ("_transaction_id", "_values")

    def __init__(self) -> None:
        self._values: dict[str, str] = {}
        self._transaction_id: str | None = None

    def bind(self, context: Context) -> None:
        """Take the values of ``context`` for what the transaction writes from now on."""
        self._values = context.settings()

    def unbind(self) -> None:
        """Forget the actor; writes are refused until the next :meth:`bind`."""
        self._values = {}

    def end(self) -> None:
        """Forget the actor and the number of the transaction."""
        self._values = {}
        self._transaction_id = None

    def value(self, field: str) -> str | None:
        """Return one bound value, ``None`` when it is empty or nothing is bound."""
        return self._values.get(field) or None

    def transaction_id(self) -> str:
        """Return the number of this transaction, drawn when it is first asked for."""
        if self._transaction_id is None:
            self._transaction_id = secrets.token_hex(8)
        return self._transaction_id


def register_functions(dbapi_connection: sqlite3.Connection) -> Binding:
    """Register on a SQLite connection what the triggers call, and guard the tables of entries.

    The guard is SQLite's authorizer: it knows which trigger a statement belongs to, so rows enter ``change`` only from
    the triggers of records, and ``event`` only through its entrance. It holds on connections of this application; one
    without these functions fails at the first trigger, but who can open the file with rights to write can also alter
    the triggers: history proves what the application said, not who held the file.

    Returns:
        The binding that the functions read.
    """
    binding = Binding()
    for field in CONTEXT_FIELDS:
        dbapi_connection.create_function(f"xieshang_{field}", 0, _reader(binding, field))
    dbapi_connection.create_function("xieshang_transaction_id", 0, binding.transaction_id)
    dbapi_connection.create_function("xieshang_hash", -1, _hash, deterministic=True)
    dbapi_connection.set_authorizer(_authorize)
    return binding


def _reader(binding: Binding, field: str) -> Callable[[], str | None]:
    return lambda: binding.value(field)


def _hash(table: str, *fields: str | int | None) -> str:
    return digest(table, fields)


CHANGE_ENTRANCE = "history_change_entrance"
EVENT_ENTRANCE = "history_event_entrance"
"""SQLite's views through which entries come in: see :mod:`models.history.sqlite`."""

_ONLY_FROM = {"change": "history_change_write", "event": "history_event_write"}


def _authorize(
    action: int, name: str | None, _detail: str | None, database: str | None, trigger: str | None
) -> int:
    """Say whether a statement may be compiled; called by SQLite for each thing a statement touches."""
    # Only the database itself is guarded: VACUUM copies into one that SQLite attaches for the purpose.
    if action != sqlite3.SQLITE_INSERT or database != "main":
        return sqlite3.SQLITE_OK
    if name in _ONLY_FROM and trigger != _ONLY_FROM[name]:
        return sqlite3.SQLITE_DENY
    if name == CHANGE_ENTRANCE and not (trigger or "").startswith("history_"):
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def attach(engine: Engine | type[Engine]) -> None:
    """Make an engine fit for history; call it once, before the first connection.

    SQLite connections get their functions when they are opened, and lose their binding at commit, rollback and when they
    go back to the pool. PostgreSQL needs nothing of this.
    """

    def connected(dbapi_connection: Any, record: Any) -> None:
        if isinstance(dbapi_connection, sqlite3.Connection):
            record.info[_KEY] = register_functions(dbapi_connection)

    def ended(connection: Connection) -> None:
        # A server that hung up took the connection along: nothing is left to end, and asking for it would be a fault of ours.
        if connection.invalidated:
            return
        binding = connection.info.get(_KEY)
        if binding is not None:
            binding.end()

    def returned(_dbapi_connection: Any, record: Any) -> None:
        binding = record.info.get(_KEY)
        if binding is not None:
            binding.end()

    event.listen(engine, "connect", connected)
    event.listen(engine, "commit", ended)
    event.listen(engine, "rollback", ended)
    event.listen(engine, "checkin", returned)


_SET = text("SELECT " + ", ".join(f"set_config('app.{field}', :{field}, true)" for field in CONTEXT_FIELDS))
_NOTHING = dict.fromkeys(CONTEXT_FIELDS, "")


def bind(connection: Connection, context: Context) -> None:
    """Bind the actor to the transaction of ``connection``; call it again before each flush.

    It ends with the transaction. On PostgreSQL a rollback to a savepoint brings back what was bound when the savepoint
    was made, one more reason to bind before each flush.

    Raises:
        RuntimeError: on a SQLite connection whose engine was never given to :func:`attach`.
    """
    if connection.dialect.name == "sqlite":
        _binding(connection).bind(context)
    else:
        connection.execute(_SET, context.settings())


def unbind(connection: Connection) -> None:
    """Take the actor from the transaction: whatever it still writes is refused."""
    if connection.dialect.name == "sqlite":
        _binding(connection).unbind()
    else:
        connection.execute(_SET, _NOTHING)


def _binding(connection: Connection) -> Binding:
    binding: Binding | None = connection.info.get(_KEY)
    if binding is None:
        raise RuntimeError(
            "this connection knows no history: give its engine to models.history.attach before it connects"
        )
    return binding
