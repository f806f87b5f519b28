"""Threads: which record came from which, one step back and one step forward."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import and_, or_, select

from models.access import Actor, Refused, require
from models.base import Record, db
from models.marks import N_
from models.registry import record_type
from models.transitions import add_derived

NOT_TURNED = N_("This cannot be turned into that kind of record.")
STILL_A_DRAFT = N_("This is a draft still; please submit it first.")


class End(NamedTuple):
    """A record at an end of a link."""

    table: str
    number: int


class Ends(NamedTuple):
    """What a record came from and what it became, oldest link first."""

    sources: list[End]
    targets: list[End]


def offered_turns(actor: Actor, record: Record) -> list[type[Record]]:
    """Return the kinds of record that the actor can make from this one now, in declared order."""
    found = []
    for table in record.turns_into:
        cls = record_type(table)
        try:
            require_turn(actor, record, cls)
        except Refused:
            continue
        found.append(cls)
    return found


def require_turn(actor: Actor, record: Record, target: type[Record]) -> None:
    """Raise :class:`Refused`, with the sentence why, unless the actor may make a record of the type from this one."""
    if target.__tablename__ not in record.turns_into:
        raise Refused(NOT_TURNED)
    require(actor, "turn", record)
    require(actor, "create", target)
    if record.workflow is not None and record.state in record.workflow.private_states:
        raise Refused(STILL_A_DRAFT)


def turn(actor: Actor, source: Record, target: Record) -> None:
    """Keep that ``target``, written just now, came from ``source``, and let ``source`` do what follows.

    Raises:
        Refused: the actor may not make that from this.
    """
    require_turn(actor, source, type(target))
    link: Any = record_type("thread_link")
    add_derived(
        [
            link(
                organization_id=source.organization_id,
                source_table=source.__tablename__,
                source_id=source.id,
                target_table=target.__tablename__,
                target_id=target.id,
            )
        ]
    )
    source.after_turning(target)


def ends_of(record: Record) -> Ends:
    """Return the addresses at the other ends of the record's links; whether one may be read is asked by who shows it."""
    link: Any = record_type("thread_link")
    statement = (
        select(link.source_table, link.source_id, link.target_table, link.target_id)
        .where(
            or_(
                and_(link.source_table == record.__tablename__, link.source_id == record.id),
                and_(link.target_table == record.__tablename__, link.target_id == record.id),
            )
        )
        .order_by(link.id)
    )
    ends = Ends([], [])
    with db.session.no_autoflush:
        rows = db.session.execute(statement, execution_options={"gate": "label"}).all()
    for row in rows:
        if (row.source_table, row.source_id) == (record.__tablename__, record.id):
            ends.targets.append(End(row.target_table, row.target_id))
        else:
            ends.sources.append(End(row.source_table, row.source_id))
    return ends


def became(record: Record, table: str) -> bool:
    """Return whether a record of ``table`` was made from this one."""
    return any(end.table == table for end in ends_of(record).targets)


def sources_of(record: Record, table: str | None = None) -> list[End]:
    """Return what the record was made from, only records of ``table`` when it is given."""
    return [end for end in ends_of(record).sources if table in (None, end.table)]
