"""The gate for writing: what every flush checks and stamps, and the pens that engine modules hold.

Mapper events refuse what ``can`` does not allow, cascades included. Engine columns (state, seals, the recycle bin) change only
under a pen, which says what act it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import UOWTransaction

from models import clock, history
from models.access.actor import Actor, acts_for, current_actor
from models.access.errors import NOT_ALLOWED, NOTHING_IS_DELETED, STATE_BY_TRANSITION_ONLY, Refused
from models.access.permissions import Before, allowed_fields, require
from models.base import Record, db
from models.lookups import asked_once
from models.problems import Invalid
from models.session import RecordSession

_STAMPS = frozenset({"version", "created_at", "created_by_id", "changed_at", "changed_by_id", "hands"})
_ENGINE_COLUMNS = frozenset(
    {
        "organization_id", "trashed_at", "state", "state_since", "submitted_at", "submitted_by_id", "decision_id",
        "sealed_at", "sealed_by_id", "seal_hash", "seal_text",
    }
)  # fmt: skip


_BEGINNERS = frozenset({"seed", "migration"})
"""System actors that may put a row into any state: they write down what happened elsewhere."""


@contextmanager
def pen(session: Any, record: Record, action: str) -> Iterator[None]:
    """Let the block write engine columns of ``record``; its holder has asked for the right, on the row as it stood.

    :param action: what is being done: ``trash``, ``restore``, ``transition:<name>``, ``correct``, ``derive``.
    """
    pens = session.info.setdefault("pens", {})
    key: Any = inspect(record)
    previous = pens.get(key)
    pens[key] = action
    try:
        yield
        session.flush()
    finally:
        if previous is None:
            pens.pop(key, None)
        else:
            pens[key] = previous


def _pen_of(session: Any, record: Record) -> str | None:
    found: str | None = session.info.get("pens", {}).get(inspect(record))
    return found


@event.listens_for(RecordSession, "before_flush")
def _before_flush(session: RecordSession, _context: UOWTransaction, _instances: Any) -> None:
    session.own_actor()
    actor = current_actor()
    with asked_once(session):
        for record in [r for r in session.new if isinstance(r, Record)]:
            _stamp_new(record, actor)
        for record in [r for r in session.dirty if isinstance(r, Record) and session.is_modified(r)]:
            _stamp_changed(session, record, actor)
    _bind_history(session, actor)


def _stamp_new(record: Any, actor: Actor) -> None:
    if record.organization_id is None and record.__tablename__ != "organization":
        record.organization_id = actor.organization_id
    record.created_at = record.created_at or clock.now()
    record.changed_at = record.created_at
    record.created_by_id = record.changed_by_id = actor.account_id
    if record.workflow is not None:
        if record.state is None:
            record.state = record.first_state()
        record.state_since = record.state_since or record.created_at
        record.hands = f",{actor.account_id}," if actor.account_id else ""
    _default(record)
    _derive(record)
    _check(record)


def _default(record: Record) -> None:
    # A rule that looks at a column must not see the nothing that stands there until the INSERT.
    for attribute in inspect(type(record)).column_attrs:
        default = attribute.columns[0].default
        if default is not None and default.is_scalar and getattr(record, attribute.key) is None:
            setattr(record, attribute.key, default.arg)


def _stamp_changed(session: RecordSession, record: Record, actor: Actor) -> None:
    changed = record.changed_columns() - _STAMPS
    if not changed:
        return
    record.changed_at = clock.now()
    record.changed_by_id = actor.account_id
    # What a step itself asks for is part of deciding, not of drafting.
    drafted = _pen_of(session, record) is None and changed - _ENGINE_COLUMNS
    if record.workflow is not None and actor.account_id and drafted:
        mark = f",{actor.account_id},"
        if mark not in (record.hands or ""):
            record.hands = (record.hands or ",") + mark.lstrip(",")
    _derive(record)
    if _pen_of(session, record) != "trash":
        _check(record)


def _derive(record: Any) -> None:
    if record.fact_date_from and getattr(record, record.fact_date_from) is not None:
        record.fact_date = getattr(record, record.fact_date_from)
    if record.fact_date is None:
        record.fact_date = clock.business_today()
    record.before_save()


def _check(record: Record) -> None:
    found = record.all_problems()
    if found:
        raise Invalid(record, found)


def _bind_history(session: RecordSession, actor: Actor) -> None:
    history.bind(session.connection(), context_of(actor, session.info.get("reason")))


def name_writer() -> None:
    """Tell the history who writes, and why, before statements that no flush sees (inside a maintenance)."""
    session: Any = db.session()
    _bind_history(session, current_actor())


def context_of(actor: Actor, reason: str | None = None) -> history.Context:
    """Return what history says about the actor of now."""
    return history.Context(
        actor=actor.key,
        actor_label=actor.label,
        roles=",".join(sorted(actor.roles)) or (actor.system or ""),
        on_behalf=actor.on_behalf or (behalf.giver.key if (behalf := acts_for()) is not None else None),
        request_id=actor.request_id,
        reason=reason,
    )


def tell(kind: str, record: Record | None = None, **said: Any) -> None:
    """Record in the history what was meant by the acts of this transaction, or that something was looked at.

    :param kind: a short identifier (``submitted``, ``approved``, ``unmasked``, ...).
    :param said: what ``history.record_event`` takes beside: ``reason``, ``detail``, and ``table`` or
    ``organization_id`` when it is not
        about one record.
    """
    actor, session = current_actor(), db.session()
    session.flush()
    if record is not None:
        said = {"table": record.__tablename__, "record_id": record.id, "version": record.version, **said}
    said.setdefault(
        "organization_id", record.organization_id if record is not None else actor.organization_id
    )
    history.record_event(session, kind, context=context_of(actor, said.get("reason")), **said)


@contextmanager
def because(session: Any, reason: str | None) -> Iterator[None]:
    """Let the history of what the block flushes carry ``reason``."""
    previous = session.info.get("reason")
    session.info["reason"] = reason
    try:
        yield
        session.flush()
    finally:
        session.info["reason"] = previous


@event.listens_for(Record, "before_insert", propagate=True)
def _before_insert(_mapper: Any, _connection: Any, record: Record) -> None:
    actor = current_actor()
    session: Any = inspect(record).session
    action = _pen_of(session, record) or "create"
    if action == "create":
        require(actor, "create", record)
        if (
            record.workflow is not None
            and record.state != record.first_state()
            and actor.system not in _BEGINNERS
        ):
            raise Refused(STATE_BY_TRANSITION_ONLY)
        _check_fields(actor, record, "create")


@event.listens_for(Record, "before_update", propagate=True)
def _before_update(_mapper: Any, _connection: Any, record: Record) -> None:
    changed = record.changed_columns() - _STAMPS
    if not changed:
        return
    actor = current_actor()
    session: Any = inspect(record).session
    if _pen_of(session, record) is not None:
        return
    if changed & _ENGINE_COLUMNS and actor.system not in _BEGINNERS:
        raise Refused(STATE_BY_TRANSITION_ONLY)
    require(actor, "update", record, before=Before(record))
    _check_fields(actor, record, "update")


def _check_fields(actor: Actor, record: Record, action: str) -> None:
    only = allowed_fields(actor, type(record), action)
    if only is None:
        return
    columns = inspect(type(record)).columns
    if action == "update":
        typed = {
            name
            for name in record.changed_columns() - _STAMPS - _ENGINE_COLUMNS
            if not columns[name].info.get("fixed")
        }
        typed -= {"fact_date"}
        if typed - only:
            raise Refused(NOT_ALLOWED)


@event.listens_for(Record, "before_delete", propagate=True)
def _before_delete(_mapper: Any, _connection: Any, _record: Record) -> None:
    if current_actor().system not in ("migration",):
        raise Refused(NOTHING_IS_DELETED)
