"""The actor: bound once per request, command or job, and gone at its end."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from models.access.errors import NoActor


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, with what their grants of today give them.

    ``scopes``: kind of scope (``special_committee``, ``member``, ``department``, ...) -> row ids. ``areas``: record slugs of
    the working areas assigned to the actor's bodies. ``clerk_areas``: slugs a clerk is limited to, or ``None`` for all.
    ``took_over``: whether a desk was handed over to the actor, with drafts that are theirs to go on with.
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
    delegations: tuple[Delegated, ...] = ()
    took_over: bool = False

    def scope(self, kind: str) -> frozenset[int]:
        """Return the rows of ``kind`` that the actor's grants name."""
        return self.scopes.get(kind, frozenset())

    def covers(self, slug: str) -> bool:
        """Return whether the clerk's working areas take in records of this slug."""
        return self.clerk_areas is None or slug in self.clerk_areas

    @property
    def lendings(self) -> tuple[Lending, ...]:
        """Return what of the actor's delegations shapes a statement; two people whose grants are alike share their statements."""
        return tuple(
            Lending(slot, tuple(sorted(found.giver.roles)), found.named, found.tables, found.withheld)
            for slot, found in enumerate(self.delegations)
        )


@dataclass(frozen=True, slots=True)
class Delegated:
    """What somebody delegated to the actor.

    ``giver``: the delegator with the roles and scopes of today. ``named``: tables of the kinds that the delegation names.
    ``tables``: those and what belongs to them. ``withheld``: tables that nobody can delegate at present.
    """

    delegation_id: int
    giver: Actor
    named: frozenset[str]
    tables: frozenset[str]
    withheld: frozenset[str] = frozenset()


class Lending(NamedTuple):
    """One delegation as far as it shapes a statement: its place among the actor's, the roles lent, and for which tables."""

    slot: int
    roles: tuple[str, ...]
    named: frozenset[str]
    tables: frozenset[str]
    withheld: frozenset[str]

    def is_about(self, table: str, other: str) -> bool:
        """Return whether rows of ``table`` about a record of ``other`` (an attachment, a correction) are lent."""
        return other in self.tables or (table in self.named and other not in self.withheld)


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
_speaking: ContextVar[Lending | None] = ContextVar("xieshang_speaking", default=None)
_behalf: ContextVar[Delegated | None] = ContextVar("xieshang_behalf", default=None)


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


@contextmanager
def speaking_for(lending: Lending) -> Iterator[None]:
    """Let the rules that the block puts into SQL ask for the delegator's scopes and account instead of the actor's."""
    token = _speaking.set(lending)
    try:
        yield
    finally:
        _speaking.reset(token)


def spoken_for() -> Lending | None:
    """Return the delegation for which rules are being asked, ``None`` for the actor's own right."""
    return _speaking.get()


@contextmanager
def on_behalf_of(delegated: Delegated | None) -> Iterator[None]:
    """Let the history of what the block writes name the delegator beside the actor; ``None`` changes nothing."""
    token = _behalf.set(delegated or _behalf.get())
    try:
        yield
    finally:
        _behalf.reset(token)


def acts_for() -> Delegated | None:
    """Return the delegation under which the present act is done, ``None`` for an act of one's own."""
    return _behalf.get()


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
        try:
            db.session.remove()
        finally:
            _current.reset(token)
