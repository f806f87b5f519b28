"""Threads: which record came from which, a step at a time and as the whole way that a matter took."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, literal, or_, select, union_all

from models.access import Actor, Refused, require
from models.base import Record, db
from models.marks import N_
from models.registry import record_type, record_types
from models.transitions import add_derived

NOT_TURNED = N_("This cannot be turned into that kind of record.")
LONGEST, WIDEST = 8, 12
"""How many steps a thread is followed each way, and how many records a step shows: more are read in the lists."""
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


def at_either_end(link: Any, record: Record) -> ColumnElement[bool]:
    """Return the condition on links that the record stands at one of their ends."""
    return or_(
        and_(link.source_table == record.__tablename__, link.source_id == record.id),
        and_(link.target_table == record.__tablename__, link.target_id == record.id),
    )


def ends_of(record: Record) -> Ends:
    """Return the addresses at the other ends of the record's links; whether one may be read is asked by who shows it."""
    link: Any = record_type("thread_link")
    statement = (
        select(link.source_table, link.source_id, link.target_table, link.target_id)
        .where(at_either_end(link, record), link.trashed_at.is_(None))
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


Sees = Callable[[Mapping[type[Record], Iterable[int]]], set[tuple[str, int]]]
"""Says which of the rows the reader may open: record type -> numbers, answered as table and number."""


def thread_of(record: Record, sees: Sees) -> list[list[End]]:
    """Return the whole way of a matter through a record: what it came from, itself, and what came of it, step by step.

    A step is what was made from a record of the step before, or carries it on (``carries_on``). The way is followed as far as
    the reader sees: nothing behind a record that one may not read is shown. The record itself stands alone in its step; without
    anything before or after, the way is that one step.
    """
    own = End(record.__tablename__, record.id)
    ends = ends_of(record)
    met = {own}
    back = _follow([*ends.sources, *_carried_from([own])], _before, sees, met)
    ahead = _follow([*ends.targets, *_carried_on([own])], _after, sees, met)
    return [*reversed(back), [own], *ahead]


def _follow(
    front: list[End], onward: Callable[[list[End]], list[End]], sees: Sees, met: set[End]
) -> list[list[End]]:
    steps: list[list[End]] = []
    while front and len(steps) < LONGEST:
        wanted: dict[type[Record], set[int]] = {}
        for end in front:
            if end not in met:
                wanted.setdefault(record_type(end.table), set()).add(end.number)
        open_ends = sees(wanted)
        step = [end for end in dict.fromkeys(front) if end not in met and tuple(end) in open_ends][:WIDEST]
        if not step:
            break
        met.update(step)
        steps.append(step)
        front = onward(step)
    return steps


def _before(step: list[End]) -> list[End]:
    return [*_linked(step, "target", "source"), *_carried_from(step)]


def _after(step: list[End]) -> list[End]:
    return [*_linked(step, "source", "target"), *_carried_on(step)]


def _linked(step: list[End], near: str, far: str) -> list[End]:
    """Return the far ends of the links whose near ends are the records, oldest link first."""
    link: Any = record_type("thread_link")
    table, number = getattr(link, f"{near}_table"), getattr(link, f"{near}_id")
    statement = (
        select(getattr(link, f"{far}_table"), getattr(link, f"{far}_id"))
        .where(
            or_(*(and_(table == end.table, number == end.number) for end in step)), link.trashed_at.is_(None)
        )
        .order_by(link.id)
        .limit(WIDEST)
    )
    with db.session.no_autoflush:
        rows = db.session.execute(statement, execution_options={"gate": "label"})
        return [End(*row) for row in rows]


def _carried_on(step: list[End]) -> list[End]:
    """Return the rows that carry the records on, as far as the reader sees them."""
    parts: list[Select[Any]] = []
    for table, numbers in _by_table(step).items():
        for cls, column in _carriers(table):
            named = getattr(cls, column)
            found = select(literal(cls.__tablename__).label("kind"), cls.id.label("number"))
            parts.append(found.where(named.in_(numbers)).order_by(cls.id).limit(WIDEST))
    return _ends(parts)


def _carried_from(step: list[End]) -> list[End]:
    """Return the records that the rows carry on."""
    parts: list[Select[Any]] = []
    for table, numbers in _by_table(step).items():
        cls: Any = record_type(table)
        if cls.carries_on is not None:
            named = getattr(cls, cls.carries_on)
            target = cls.__table__.c[cls.carries_on].info["ref"]
            found = select(literal(target).label("kind"), named.label("number"))
            parts.append(found.where(cls.id.in_(numbers), named.is_not(None)))
    return _ends(parts)


def _ends(parts: list[Select[Any]]) -> list[End]:
    """Return the records that the SELECTs find, in one statement."""
    if not parts:
        return []
    together = union_all(*(select(part.subquery()) for part in parts))
    with db.session.no_autoflush:
        return [End(*row) for row in db.session.execute(together)]


def _by_table(step: list[End]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for end in step:
        found.setdefault(end.table, []).append(end.number)
    return found


@cache
def _carriers(table: str) -> list[tuple[Any, str]]:
    """Return the types whose rows carry on rows of a table, with the column that says which."""
    return [
        (cls, cls.carries_on)
        for cls in record_types()
        if cls.carries_on is not None and cls.__table__.c[cls.carries_on].info["ref"] == table
    ]
