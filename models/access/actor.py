"""The actor: bound once per request, command or job, and gone at its end."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

from models.access.errors import NoActor


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, with what their grants of today give them.

    ``scopes``: kind of scope (``special_committee``, ``member``, ``department``, ...) -> row ids. ``areas``: record slugs of
    the working areas assigned to the actor's bodies. ``clerk_areas``: slugs a clerk is limited to, or ``None`` for all.
    """

    key: str
    label: str
    organization_id: int | None = None
    account_id: int | None = None
    roles: frozenset[str] = frozenset()
    scopes: Mapping[str, frozenset[int]] = field(default_factory=dict)
    areas: frozenset[str] = frozenset()
    clerk_areas: frozenset[str] | None = None
    system: str | None = None
    on_behalf: str | None = None
    request_id: str = ""

    def scope(self, kind: str) -> frozenset[int]:
        """Return the rows of ``kind`` that the actor's grants name."""
        return self.scopes.get(kind, frozenset())

    def covers(self, slug: str) -> bool:
        """Return whether the clerk's working areas take in records of this slug."""
        return self.clerk_areas is None or slug in self.clerk_areas


SYSTEM_ACTORS: dict[str, str] = {
    "sign-in": "reads accounts, grants and sessions to find out who is there; writes sessions and attempts",
    "migration": "changes data of a revision",
    "seed": "writes the demonstration year",
    "ballot-box": "writes votes and nothing else",
    "sealer": "seals the history",
    "operator": "the command line: imports, accounts, backup; never approves",
}
"""The closed list of actors without an account, and what each is for."""

_current: ContextVar[Actor | None] = ContextVar("xieshang_actor", default=None)


def current_actor() -> Actor:
    """Return who acts.

    :raises NoActor: when nobody is bound; data is closed then.
    """
    actor = _current.get()
    if actor is None:
        raise NoActor("nobody is bound as the actor")
    return actor


def actor_or_none() -> Actor | None:
    """Return who acts, or ``None`` before sign-in."""
    return _current.get()


def system_actor(name: str, organization_id: int | None = None, *, user: str | None = None) -> Actor:
    """Make one of the named system actors.

    :param user: for the operator, the user of the command line, whom history names (``cli:<user>``).
    :raises KeyError: for a name outside the closed list.
    """
    if name not in SYSTEM_ACTORS:
        raise KeyError(name)
    key = f"cli:{user}" if name == "operator" and user else f"system:{name}"
    return Actor(key=key, label=user or name, organization_id=organization_id, system=name)


@contextmanager
def acting(actor: Actor) -> Iterator[Actor]:
    """Bind ``actor`` for the block; its session is separate and is gone, uncommitted work with it, at the end."""
    from models.base import db  # noqa: PLC0415 - the gate and the base of all records need each other

    bound = actor if actor.request_id else replace(actor, request_id=secrets.token_hex(4))
    token = _current.set(bound)
    try:
        yield bound
    finally:
        db.session.remove()
        _current.reset(token)
