"""What lies on somebody's desk: drafts, papers under way, what waits for them, what is due soon, and their standing duties."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, String, and_, cast, literal, null, or_, select, union_all

from models import clock
from models.access import Actor, acting, current_actor, system_actor
from models.access.desks import taken_over
from models.access.steps import own_step
from models.base import Record, db
from models.deadlines import is_open
from models.engines import writing
from models.grants import actor_of
from models.lookups import columns_of, references_to, rows_where
from models.registry import record_types

AHEAD_DAYS = 30
"""Deadlines within so many days stand on the list."""
MOST = 500
"""So many rows of one kind are listed."""
CONTACT = "contact_id"
"""The column by which a body or group names who looks after it in the office."""


@dataclass(frozen=True, slots=True)
class Lying:
    """One thing on a desk.

    Attributes:
        kind: ``draft``, ``due``, ``waiting``, ``open``, ``duty`` or ``right``.
        table: of which type.
        record_id: which row.
        title: what it is called; empty for a draft, which nobody but its author reads yet.
        state: value of its state.
        due: the day it is due.
    """

    kind: str
    table: str
    record_id: int
    title: str
    state: str | None = None
    due: date | None = None


def lying_on(account_id: int, staff_id: int | None = None) -> list[Lying]:
    """Return what lies on the desk of an account of the current organization, by kind, each record once.

    It is read as that person reads it, in a session of its own; whoever draws the list up sees titles alone.

    Args:
        account_id: whose desk.
        staff_id: the same person among the staff, for the bodies they look after.
    """
    organization_id = current_actor().organization_id or 0
    account = columns_of("account", account_id, "name")
    name = account.name if account is not None else ""
    with writing(False):
        with acting(system_actor("sign-in")):
            person = actor_of(account_id, name=name, organization_id=organization_id)
        with acting(person):
            found = [row for kind in _KINDS for row in _read(person, kind)]
    found += [*_duties(staff_id), *_rights(account_id)]
    seen: dict[tuple[str, int], Lying] = {}
    for row in found:
        seen.setdefault((row.table, row.record_id), row)
    return list(seen.values())


def _mine(cls: Any, person: Actor) -> ColumnElement[bool]:
    mine = or_(cls.created_by_id == person.account_id, cls.submitted_by_id == person.account_id)
    return or_(mine, taken_over(cls)) if person.took_over else mine


def _drafts(cls: Any, person: Actor) -> ColumnElement[bool] | None:
    private = cls.workflow.private_states
    return and_(cls.state.in_(private), _mine(cls, person)) if private else None


def _due(cls: Any, person: Actor) -> ColumnElement[bool] | None:
    if cls.deadline is None:
        return None
    due = getattr(cls, cls.deadline.due)
    last = clock.business_today() + timedelta(days=AHEAD_DAYS)
    return and_(is_open(cls, cls.deadline), due <= last, _mine(cls, person))


def _waiting(cls: Any, person: Actor) -> ColumnElement[bool] | None:
    """Return what waits for the person to decide it themself; not what they could enter for others from signed paper."""
    steps = [step for step in cls.workflow.transitions.values() if step.queue and person.roles & set(step.by)]
    return or_(*(own_step(person, step, cls) for step in steps)) if steps else None


def _under_way(cls: Any, person: Actor) -> ColumnElement[bool] | None:
    """Return what the person began and nobody went on with, and what they handed in and is not closed."""
    states = cls.workflow.states.values()
    over = [state.value for state in states if state.final or state.private]
    begun = and_(cls.state == cls.workflow.initial, cls.state.not_in(over), _mine(cls, person))
    return or_(begun, and_(cls.submitted_by_id == person.account_id, cls.state.not_in(over)))


Condition = Callable[[Any, Actor], ColumnElement[bool] | None]
_KINDS: dict[str, Condition] = {"draft": _drafts, "due": _due, "waiting": _waiting, "open": _under_way}


def _read(person: Actor, kind: str) -> Iterator[Lying]:
    """Yield the rows of one kind, of all types in one statement."""
    parts = []
    for cls in record_types():
        if cls.workflow is None or cls.is_link or not person.roles & set(cls.access.read):
            continue
        condition = _KINDS[kind](cls, person)
        if condition is not None:
            parts.append(_row(cls, kind).where(condition))
    if not parts:
        return
    together = union_all(*parts).subquery()
    statement = select(together).order_by(together.c.place, together.c.number).limit(MOST)
    for row in db.session.execute(statement):
        yield Lying(kind, row.place, row.number, row.title, row.state, row.due)


def _row(cls: Any, kind: str) -> Any:
    # A typed nothing for PostgreSQL's union; a date itself is not cast, because SQLite would make a number of it.
    due = getattr(cls, cls.deadline.due) if cls.deadline is not None else cast(null(), Date)
    return select(
        literal(cls.__tablename__).label("place"),
        cls.id.label("number"),
        (literal("") if kind == "draft" else cast(cls.label_sql(), String)).label("title"),
        cast(cls.state, String).label("state"),
        due.label("due"),
    )


def _duties(staff_id: int | None) -> Iterator[Lying]:
    """Yield the bodies and groups that a staff member looks after."""
    if staff_id is None:
        return
    for cls in bodies_looked_after():
        for row in rows_where(cls.__tablename__, "id", "name", where={CONTACT: staff_id}):
            yield Lying("duty", cls.__tablename__, row.id, row.name)


def bodies_looked_after() -> list[type[Record]]:
    """Return the types whose rows name a contact in the office."""
    return [cls for cls, column in references_to("staff") if column == CONTACT]


def _rights(account_id: int) -> Iterator[Lying]:
    """Yield the grants in force: they do not pass with a desk, the administrator ends and gives them."""
    today = clock.business_today()
    held = {"account_id": account_id, "state": "granted"}
    for row in rows_where("role_grant", "id", "role", "valid_until", where=held):
        if row.valid_until is None or row.valid_until >= today:
            yield Lying("right", "role_grant", row.id, row.role, None, row.valid_until)
