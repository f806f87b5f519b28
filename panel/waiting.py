"""What waits for a person: every step that others expect them to take, oldest first, in one SELECT for all kinds of records.

A transition with ``queue`` waits for whoever may press it in person; the condition is the one of
:mod:`models.access.steps`, and a test compares it with :func:`models.access.can` over every row. What a clerk could
enter for another from signed paper does not wait for the clerk. A row that was returned waits for whoever submitted it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from flask import g
from sqlalchemy import ColumnElement, Select, String, and_, cast, func, literal, or_, select, union_all

from models import clock
from models.access import Actor
from models.access.actor import Lending
from models.access.desks import taken_over
from models.access.gate import keep
from models.access.rules import account_parameter
from models.access.steps import lent_step, own_step
from models.base import Record, db
from models.registry import record_types
from models.workflow import Transition

Found = TypeVar("Found")

PAGE = 50
MOST_WAITING = 300
"""So many rows are looked at: nobody has more waiting at a time, and who has sees the oldest first."""
OWN = -1
"""The place of the actor's own right where delegations have theirs."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits.

    Attributes:
        kind: what such a thing is called (message id).
        label: what this one is called.
        since: from when on it waits; aware.
        url: where it is dealt with; empty for a record, whose page follows from ``table`` and ``record_id``.
        table: the record type's table; empty for what a provider brings.
        record_id: the row.
        state: value of its state.
        sender: number of the account it came from.
        steps: names of the transitions that wait.
        mend: it was returned to me, and waits to be mended rather than decided.
        fact: the one line needed to decide whether to open it, translated.
        behalf: for whom it waits, who delegated it to me; empty for what is mine to decide.
        act: for what a provider brings, the button (message id): it then stands first on the home page.
    """

    kind: str
    label: str
    since: datetime
    url: str = ""
    table: str = ""
    record_id: int = 0
    state: str = ""
    sender: int | None = None
    steps: tuple[str, ...] = ()
    mend: bool = False
    fact: str = ""
    behalf: str = ""
    act: str = ""

    @property
    def days(self) -> int:
        """Return for how many days it has waited.

        Days are counted up to the office's own date: in a demonstration that date stands still, so what is sent while it is shown
        waits 0 days, and the rows of the demonstration year as long as they would have on that day.
        """
        return max(0, (clock.business_today() - self.since.astimezone(clock.OFFICE_ZONE).date()).days)

    @property
    def key(self) -> Key:
        """Return its place in the order."""
        return Key(self.since, self.table, self.record_id)


class Key(NamedTuple):
    """The place of a thing in the order: since when, and what it is."""

    since: datetime
    table: str
    record_id: int

    def __str__(self) -> str:
        return f"{(self.since - _EPOCH) // timedelta(microseconds=1)}.{self.table}.{self.record_id}"


def read_key(text: str) -> Key | None:
    """Return the place that an address names, ``None`` for what is none."""
    moment, _, rest = text.partition(".")
    table, _, number = rest.partition(".")
    if not (
        moment.isdecimal()
        and len(moment) < 18
        and number.isdecimal()
        and len(number) < 10
        and len(table) < 64
    ):
        return None
    return Key(_EPOCH + timedelta(microseconds=int(moment)), table, int(number))


Provider = Callable[[Actor], list[Item]]
PROVIDERS: list[Provider] = []
"""Who else knows of something that waits for an actor (an open ballot); each reads in a constant number of statements."""


def returned_from(cls: type[Record], transition: Transition) -> list[str]:
    """Return the states in which a row was sent back and this step hands it in again."""
    assert cls.workflow is not None
    if not transition.submits:
        return []
    return [value for value in transition.sources if cls.workflow.state(value).shape == "returned"]


def _in_person(actor: Actor, transition: Transition, cls: type[Record]) -> ColumnElement[bool]:
    """Return the condition under which the actor may take the step from a row in person: what a row waits for."""
    return own_step(actor, replace(transition, paper={}), cls)


def _to_mend(actor: Actor, transition: Transition, cls: type[Record]) -> ColumnElement[bool]:
    mine: ColumnElement[bool] = cls.submitted_by_id == account_parameter()
    if actor.took_over:
        mine = or_(mine, taken_over(cls))
    return and_(cls.state.in_(returned_from(cls, transition)), mine, _in_person(actor, transition, cls))


def _groups(cls: type[Record], actor: Actor) -> Iterator[tuple[list[str], ColumnElement[bool], bool]]:
    """Yield what of the type can wait for the actor: names of transitions, their condition, and whether the row is to be mended.

    Transitions with the same states and rules (confirm, decline) are one question: the database is asked it once.
    """
    if cls.workflow is None or not actor.roles & set(cls.access.read):
        return
    found: dict[Any, list[Transition]] = {}
    for step in cls.workflow.transitions.values():
        mend = not step.queue and bool(returned_from(cls, step))
        if step.computed or not actor.roles & set(step.by) or not (step.queue or mend):
            continue
        rules = tuple(sorted((role, id(rule)) for role, rule in step.by.items()))
        found.setdefault((mend, step.sources, rules, step.independent, step.recalls), []).append(step)
    for (mend, *_question), steps in found.items():
        condition = _to_mend(actor, steps[0], cls) if mend else _in_person(actor, steps[0], cls)
        yield [step.name for step in steps], condition, mend


def _lent_groups(cls: type[Record], lending: Lending) -> Iterator[tuple[list[str], ColumnElement[bool]]]:
    """Yield what of the type waits for who delegated it: names of transitions and their condition, as :func:`_groups` does."""
    found: dict[Any, list[Transition]] = {}
    for step in cls.workflow.transitions.values() if cls.workflow is not None else ():
        if step.queue:
            rules = tuple(sorted((role, id(rule)) for role, rule in step.by.items()))
            found.setdefault((step.sources, rules), []).append(step)
    for steps in found.values():
        condition = lent_step(lending, steps[0], cls)
        if condition is not None:
            yield [step.name for step in steps], condition


def _row(cls: type[Record], steps: Any, mend: Any, slot: int = OWN) -> Select[Any]:
    """Return the SELECT of the columns that rows of all types have in common."""
    return select(
        literal(cls.__tablename__).label("kind"),
        cls.id.label("number"),
        cls.state_since.label("since"),
        cast(cls.state, String).label("state"),
        cast(cls.label_sql(), String).label("label"),
        func.coalesce(cls.submitted_by_id, cls.changed_by_id, cls.created_by_id).label("sender"),
        steps.label("steps"),
        mend.label("mend"),
        literal(slot).label("slot"),
    )


def _types() -> tuple[type[Record], ...]:
    return tuple(cls for cls in record_types() if cls.workflow is not None)


@lru_cache(maxsize=256)
def _waiting(
    types: tuple[type[Record], ...], roles: frozenset[str], lendings: tuple[Lending, ...], took_over: bool
) -> Any:
    """Return the SELECT of everything that waits for an account with these roles, delegations and desks; scopes are parameters.

    Kept, because it is part of every page and takes longer to put together than to run.
    """
    actor = Actor(key="", label="", roles=roles, took_over=took_over)
    parts = [
        _row(cls, literal("".join(f"{name}," for name in names)), literal(mend)).where(condition)
        for cls in types
        for names, condition, mend in _groups(cls, actor)
    ]
    parts += [
        _row(cls, literal("".join(f"{name}," for name in names)), literal(False), lending.slot).where(
            condition
        )
        for lending in lendings
        for cls in types
        for names, condition in _lent_groups(cls, lending)
    ]
    if not parts:
        return None
    together = union_all(*parts).subquery()
    order = (together.c.since, together.c.kind, together.c.number)
    return keep(select(together).order_by(*order).limit(MOST_WAITING))


@lru_cache(maxsize=256)
def _mine(types: tuple[type[Record], ...], closed: bool) -> Any:
    """Return the subquery of what the actor handed in and is under way, or what they had a part in and is closed."""
    parts = []
    for cls in types:
        assert cls.workflow is not None
        final = [value for value, state in cls.workflow.states.items() if state.final]
        mine: ColumnElement[bool] = cls.submitted_by_id == account_parameter()
        if closed:
            condition = and_(or_(mine, cls.sealed_by_id == account_parameter()), cls.state.in_(final))
        else:
            condition = and_(mine, cls.state.not_in([*final, *cls.workflow.private_states]))
        parts.append(_row(cls, literal(""), literal(False)).where(condition))
    return union_all(*parts).subquery() if parts else None


def waiting(actor: Actor, *, table: str = "") -> list[Item]:
    """Return the records that wait for the actor, oldest first and at most :data:`MOST_WAITING`; read once in a request.

    Args:
        actor: who is asked for; the statement runs as the current actor, who must be this one.
        table: only records of this type.
    """
    found = _once("waiting", actor, lambda: _read_waiting(actor))
    return [item for item in found if item.table == table] if table else found


def _read_waiting(actor: Actor) -> list[Item]:
    statement = (
        _waiting(_types(), actor.roles, actor.lendings, actor.took_over) if actor.system is None else None
    )
    if statement is None:
        return []
    titles = {cls.__tablename__: cls.title for cls in _types()}
    found: dict[tuple[str, int], Item] = {}
    # What is one's own to decide is one's own, whoever delegated it too.
    for row in sorted(db.session.execute(statement), key=lambda row: row.slot):
        item, before = _item(row, titles[row.kind]), found.get((row.kind, row.number))
        if row.slot != OWN:
            item = replace(item, behalf=actor.delegations[row.slot].giver.label)
        if before is None:
            found[row.kind, row.number] = item
        elif before.behalf == item.behalf:
            found[row.kind, row.number] = replace(before, steps=before.steps + item.steps)
    # Here the order of tables is Python's: the database may sort names after the language that it was made for.
    return sorted(found.values(), key=lambda item: item.key)


def queue(actor: Actor, *, table: str = "") -> list[Item]:
    """Return the records that wait for a decision of the actor, oldest first: what can be dealt with one after the other."""
    return [item for item in waiting(actor, table=table) if not item.mend]


def own_source(*, closed: bool) -> Any:
    """Return the subquery of what the actor handed in: under way, or closed."""
    return _mine(_types(), closed)


@lru_cache(maxsize=64)
def _drafts(types: tuple[type[Record], ...]) -> Any:
    """Return the subquery of the actor's drafts that were never handed in."""
    parts = [
        _row(cls, literal(""), literal(False)).where(
            cls.created_by_id == account_parameter(), cls.state.in_(sorted(cls.workflow.private_states))
        )
        for cls in types
        if cls.workflow is not None and cls.workflow.private_states
    ]
    return union_all(*parts).subquery() if parts else None


def begins_drafts(actor: Actor) -> bool:
    """Return whether the actor enters records that begin as a draft of their own."""
    return any(
        cls.workflow is not None and cls.workflow.private_states and actor.roles & set(cls.access.create)
        for cls in _types()
    )


@lru_cache(maxsize=8)
def _drafts_count(types: tuple[type[Record], ...]) -> Any:
    return keep(select(func.count()).select_from(_drafts(types)))


def drafts_count() -> Any:
    """Return the SELECT of the number of what the actor began and did not hand in yet."""
    return _drafts_count(_types())


def drafts_source() -> Any:
    """Return the subquery of what the actor began and did not hand in yet."""
    return _drafts(_types())


def page_of(
    source: Any,
    *,
    after: Key | None = None,
    before: Key | None = None,
    newest: bool = False,
    limit: int = PAGE,
) -> list[Item]:
    """Return one page of a source in its order, one more row than ``limit`` when there are more behind (or before) it."""
    if source is None:
        return []
    backwards = before is not None
    statement = select(source)
    key = before if backwards else after
    rising = newest == backwards
    if key is not None:
        statement = statement.where(_beyond(source, key, rising=rising))
    order = [source.c.since, source.c.kind, source.c.number]
    statement = statement.order_by(*(column if rising else column.desc() for column in order)).limit(
        limit + 1
    )
    titles = {cls.__tablename__: cls.title for cls in _types()}
    items = [_item(row, titles[row.kind]) for row in db.session.execute(statement)]
    return items[::-1] if backwards else items


def _beyond(source: Any, key: Key, *, rising: bool) -> ColumnElement[bool]:
    def past(column: Any, value: Any) -> ColumnElement[bool]:
        return column > value if rising else column < value  # type: ignore[no-any-return]

    since, kind, number = source.c.since, source.c.kind, source.c.number
    later_row = or_(past(kind, key.table), and_(kind == key.table, past(number, key.record_id)))
    return or_(past(since, key.since), and_(since == key.since, later_row))


def _item(row: Any, title: str) -> Item:
    return Item(
        kind=title,
        label=row.label,
        since=row.since,
        table=row.kind,
        record_id=row.number,
        state=row.state,
        sender=row.sender,
        steps=tuple(name for name in row.steps.split(",") if name),
        mend=bool(row.mend),
    )


def provided(actor: Actor) -> list[Item]:
    """Return what the providers know of, oldest first; they are asked once in a request."""

    def ask() -> list[Item]:
        return sorted(
            (item for provider in PROVIDERS for item in provider(actor)), key=lambda item: item.since
        )

    return _once("provided", actor, ask)


def _once(name: str, actor: Actor, find: Callable[[], Found]) -> Found:
    """Return what was found before in this request for this actor, else find it."""
    kept: dict[tuple[str, str, str], Any] = g.setdefault("waiting", {})
    key = (name, actor.key, actor.request_id)
    if key not in kept:
        kept[key] = find()
    found: Found = kept[key]
    return found


def how_many(actor: Actor) -> int:
    """Return how many things wait for the actor, at most :data:`MOST_WAITING` and those of the providers."""
    return len(provided(actor)) + len(waiting(actor))
