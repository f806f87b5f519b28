"""What came of decisions: the records that rest on them, the step each took, and what the last meeting of the same body left."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import String, and_, cast, func, literal, or_, select, union

from models import history
from models.access import Actor, can
from models.base import Record, db
from models.lookups import references_to
from models.registry import record_type

SHOWN = 400
"""Records that are listed under the decisions of one meeting at most."""
_OWN = frozenset({"meeting_decision"})
_LAST = 40
"""Decisions of earlier meetings that a meeting opens with at most."""


class Resting(NamedTuple):
    """One record that rests on a decision.

    Attributes:
        decision_id: the decision.
        table: the record's table.
        record_id: the record.
        label: what it is called.
        state: value of its state now, empty for a type without one.
    """

    decision_id: int
    table: str
    record_id: int
    label: str
    state: str


def resting_on(actor: Actor, decisions: Collection[int], *, limit: int = SHOWN) -> list[Resting]:
    """Return the records that rest on the decisions, as far as the actor reads them: one statement, by kind and number."""
    together = _together(actor, decisions)
    if together is None:
        return []
    ordered = select(together).order_by(together.c.decision, together.c.kind, together.c.number)
    return [Resting(*row) for row in db.session.execute(ordered.limit(limit))]


def numbers_on(actor: Actor, decisions: Collection[int]) -> dict[int, dict[str, int]]:
    """Return how many records of which table rest on each decision, as far as the actor reads them: one statement."""
    together = _together(actor, decisions)
    if together is None:
        return {}
    kinds = (together.c.decision, together.c.kind)
    statement = select(*kinds, func.count()).group_by(*kinds).order_by(*kinds)
    found: dict[int, dict[str, int]] = {}
    for decision, table, number in db.session.execute(statement):
        found.setdefault(decision, {})[table] = number
    return found


def _together(actor: Actor, decisions: Collection[int]) -> Any:
    """Return the records that rest on the decisions as one subquery; a record that names one in two columns stands once."""
    parts = [
        _part(cls, column, decisions)
        for cls, column in references_to("meeting_decision")
        if cls.__tablename__ not in _OWN and not cls.is_link and can(actor, "read", cls)
    ]
    return union(*parts).subquery() if parts and decisions else None


def _part(cls: type[Record], column: str, decisions: Collection[int]) -> Any:
    row: Any = cls
    state = cast(row.state, String) if cls.workflow is not None else literal("")
    return select(
        getattr(row, column).label("decision"),
        literal(cls.__tablename__).label("kind"),
        row.id.label("number"),
        cast(cls.label_sql(), String).label("label"),
        state.label("state"),
    ).where(getattr(row, column).in_(sorted(decisions)), row.trashed_at.is_(None))


def steps_taken(resting: Collection[Resting]) -> dict[tuple[int, str, int], str]:
    """Return by which step each record was moved on its decision: (decision, table, record) -> name of the step.

    Read from the history, one statement for each kind of record; what came to rest on it otherwise is not in the answer.
    """
    found: dict[tuple[int, str, int], str] = {}
    wanted: dict[str, set[int]] = {}
    for row in resting:
        wanted.setdefault(row.table, set()).add(row.record_id)
    pairs = {(row.decision_id, row.table, row.record_id) for row in resting}
    for table, ids in wanted.items():
        for record_id, detail in history.details_of(db.session(), table, ids):
            key = (detail.get("decision"), table, record_id)
            if key in pairs and detail.get("transition"):
                found[key] = detail["transition"]
    return found


def decisions_of(meeting_id: int) -> list[Any]:
    """Return the items of a meeting in their order, as the actor reads them."""
    cls: Any = record_type("meeting_decision")
    statement = select(cls).where(cls.meeting_id == meeting_id).order_by(cls.item_number, cls.id)
    return list(db.session.scalars(statement))


def last_decisions(meeting: Any) -> list[Any]:
    """Return what a meeting opens with: the items of the last meeting of the same body, and what earlier ones left undone.

    Undone is what was decided to be carried out: it has a due day, or was handed over.

    The body is the kind of meeting, with its special committee or member group where it has one. Newest meeting first.
    """
    cls: Any = type(meeting)
    item: Any = record_type("meeting_decision")
    same = (
        cls.kind == meeting.kind,
        cls.committee_id.is_not_distinct_from(meeting.committee_id),
        cls.member_group_id.is_not_distinct_from(meeting.member_group_id),
        cls.starts_at < meeting.starts_at,
        cls.state != "planned",
        cls.trashed_at.is_(None),
    )
    last = db.session.scalar(
        select(cls.id)
        .join(item, item.meeting_id == cls.id)
        .where(*same, item.trashed_at.is_(None))
        .order_by(cls.starts_at.desc(), cls.id.desc())
        .limit(1)
    )
    if last is None:
        return []
    handed_over = or_(item.due_on.is_not(None), item.state == "carrying_out")
    undone = and_(item.outcome == "decided", item.state != "carried_out", handed_over)
    statement = (
        select(item)
        .join(cls, cls.id == item.meeting_id)
        .where(*same, (item.meeting_id == last) | undone)
        .order_by(cls.starts_at.desc(), item.item_number, item.id)
        .limit(_LAST)
    )
    return list(db.session.scalars(statement))
