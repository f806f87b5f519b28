"""Links made by hand: a desk says afterwards that one record came from another, with a reason, and can take it back.

A record that is made from another has its link from the engine (:mod:`models.threads`), and that one stays. Here is the rest: any
two records that were handed in can be linked, whatever kinds they are, by whoever at a desk reads both.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from models import clock
from models.access import CLERK, COMMITTEE, Actor, Refused, can
from models.base import Record, db
from models.marks import N_
from models.polymorphic import parent_types
from models.problems import Invalid, Problem
from models.registry import record_type
from models.threads import at_either_end
from models.transitions import add_derived
from models.writing import because, pen

NOT_LINKED = N_("Records are linked by a desk that reads both of them, once they are handed in.")
WHY_LINKED = N_("Please write why, in one line.")
LINKED_ALREADY = N_("These two records are linked already; please look at the thread of one of them.")
_DESKS = frozenset({CLERK, COMMITTEE})
_WITHOUT = frozenset({"people", "performance"})
"""Areas of personnel and results: nothing becomes a seat or a grade."""
_NOT = frozenset({
    "delegation", "desk_handover", "deadline_rule", "teller_sheet", "leave_request", "term_setting", "aspect_check",
    "proposal_signer", "feedback", "opinion_handover"})  # fmt: skip
"""Kinds that tell how the office works, and no matter."""


def linked_types() -> dict[str, type[Record]]:
    """Return table -> record type of what can be linked by hand: whatever has states of its own, and the points of reports."""
    return {
        table: cls
        for table, cls in parent_types().items()
        if cls.area not in _WITHOUT
        and table not in _NOT
        and (cls.workflow is not None or cls.following is not None)
    }


def may_link(actor: Actor, record: Record) -> bool:
    """Return whether the actor may say of a record where it came from or what it became: a desk that reads it, handed in."""
    drafts = record.workflow.private_states if record.workflow is not None else ()
    known = record.__tablename__ in linked_types() and record.trashed_at is None
    handed_in = record.workflow is None or record.state not in drafts
    return known and handed_in and bool(actor.roles & _DESKS) and bool(can(actor, "read", record))


def link_by_hand(actor: Actor, source: Record, target: Record, reason: str) -> None:
    """Keep that ``target`` came from ``source``, said by a desk afterwards; the caller commits.

    Raises:
        Refused: the actor may not link one of the two.
        Invalid: the reason is missing, both are one, or they are linked already.
    """
    for record in (source, target):
        if not may_link(actor, record):
            raise Refused(NOT_LINKED)
    kind: Any = record_type("thread_link")
    if not reason.strip():
        raise Invalid(target, [Problem("reason", WHY_LINKED)])
    row = _link_between(source, target, trashed=True)
    if _link_between(target, source) is not None or (row is not None and row.trashed_at is None):
        raise Invalid(target, [Problem("record", LINKED_ALREADY)])
    with because(db.session, reason):
        if row is None:
            ends = {"source_table": source.__tablename__, "source_id": source.id}
            ends |= {"target_table": target.__tablename__, "target_id": target.id}
            add_derived([kind(organization_id=source.organization_id, reason=reason.strip(), **ends)])
            return
        with pen(db.session, row, "restore"):
            row.trashed_at, row.reason = None, reason.strip()


def links_by_hand(record: Record) -> list[Any]:
    """Return the links of a record that were made by hand and stand, oldest first."""
    link: Any = record_type("thread_link")
    statement = select(link).where(at_either_end(link, record), link.reason.is_not(None)).order_by(link.id)
    return list(db.session.scalars(statement))


def undo_link(actor: Actor, record: Record, number: int, reason: str) -> None:
    """Take back a link that was made by hand; it stays in the history.

    Raises:
        Refused: the actor may not, or there is no such link of the record.
        Invalid: the reason is missing.
    """
    link = next((row for row in links_by_hand(record) if row.id == number), None)
    if link is None or not may_link(actor, record):
        raise Refused(NOT_LINKED)
    if not reason.strip():
        raise Invalid(record, [Problem("reason", WHY_LINKED)])
    with because(db.session, reason), pen(db.session, link, "trash"):
        link.trashed_at = clock.now()


def bin_links_to(record: Record) -> None:
    """Put the links to a record into the recycle bin with it, so that nothing counts as having become what is not there."""
    link: Any = record_type("thread_link")
    for row in db.session.scalars(select(link).where(*_to(link, record)), execution_options={"gate": "full"}):
        with pen(db.session, row, "trash"):
            row.trashed_at = record.trashed_at


def restore_links_to(record: Record, since: datetime | None) -> None:
    """Bring the links back that went into the bin together with a record, at the moment ``since``."""
    link: Any = record_type("thread_link")
    statement = select(link).where(*_to(link, record), link.trashed_at == since)
    for row in db.session.scalars(statement, execution_options={"gate": "trash"}):
        with pen(db.session, row, "restore"):
            row.trashed_at = None


def _to(link: Any, record: Record) -> tuple[Any, Any]:
    return link.target_table == record.__tablename__, link.target_id == record.id


def _link_between(source: Record, target: Record, *, trashed: bool = False) -> Any:
    link: Any = record_type("thread_link")
    statement = select(link).where(
        link.source_table == source.__tablename__, link.source_id == source.id, *_to(link, target)
    )
    return db.session.scalar(statement, execution_options={"gate": "any" if trashed else "full"})
