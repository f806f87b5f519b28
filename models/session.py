"""The session: one actor, gated reads, refused back doors, checked writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from flask_sqlalchemy.session import Session, _app_ctx_id
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState

from models.access.actor import actor_or_none, current_actor
from models.access.errors import NoActor
from models.access.gate import gate_reading

MAINTENANCE = frozenset(
    {"history", "migration", "seed", "ballots", "sign-in", "tokens", "count", "documents", "keys", "points"}
)
"""The closed list of reasons for statements that the gate cannot see; each names the module that may use it."""

_maintenance: ContextVar[str | None] = ContextVar("xieshang_maintenance", default=None)


@contextmanager
def maintenance(name: str) -> Iterator[None]:
    """Allow Core and bulk statements in the block, under a name of the closed list."""
    if name not in MAINTENANCE:
        raise ValueError(f"no maintenance is called {name!r}")
    token = _maintenance.set(name)
    try:
        yield
    finally:
        _maintenance.reset(token)


def session_scope() -> tuple[int, str, str]:
    """Return the key of the session in use: a session belongs to one actor within one application context."""
    actor = actor_or_none()
    return (_app_ctx_id(), actor.key if actor else "", actor.request_id if actor else "")


class RecordSession(Session):
    """A session that refuses what SQLAlchemy's events cannot see, and any actor but its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actor = actor_or_none()
        self.info["actor"] = actor.key if actor else None

    def own_actor(self) -> None:
        """Raise unless the actor of now is the actor this session was made for."""
        if current_actor().key != self.info["actor"]:
            raise NoActor("this session belongs to another actor")

    def bulk_save_objects(self, *args: Any, **kwargs: Any) -> None:
        """Refuse: bulk methods pass the checks by."""
        raise BackDoor("bulk_save_objects")

    def bulk_insert_mappings(self, *args: Any, **kwargs: Any) -> None:
        """Refuse: bulk methods pass the checks by."""
        raise BackDoor("bulk_insert_mappings")

    def bulk_update_mappings(self, *args: Any, **kwargs: Any) -> None:
        """Refuse: bulk methods pass the checks by."""
        raise BackDoor("bulk_update_mappings")


class BackDoor(RuntimeError):
    """A statement that the gate cannot see was tried outside a named maintenance."""


@event.listens_for(RecordSession, "do_orm_execute")
def _on_execute(state: ORMExecuteState) -> None:
    session = state.session
    assert isinstance(session, RecordSession)
    session.own_actor()
    if _maintenance.get() is not None:
        return
    if not state.is_orm_statement or not state.is_select:
        raise BackDoor(f"{type(state.statement).__name__} outside a maintenance")
    gate_reading(state)
