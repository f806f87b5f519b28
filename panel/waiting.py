"""What waits for a person: every step that others expect them to take, oldest first, in one SELECT.

A transition with ``queue`` waits for whoever may press it in person; the condition is the one of
:mod:`panel.listing.rights`, and a test compares it with :func:`models.access.can` over every row. What a clerk could
enter for another from signed paper does not wait for the clerk. A row that was returned waits for whoever submitted it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from flask import g
from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, literal, or_, select, union_all

from models import clock
from models.access import Actor
from models.access.rules import account_parameter
from models.base import Record, db
from models.registry import record_types
from models.workflow import Transition
from panel.listing.rights import may_take

Found = TypeVar("Found")

PAGE = 50
MOST_COUNTED = 1_000
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
    return may_take(actor, replace(transition, paper={}), cls)


def _to_mend(actor: Actor, transition: Transition, cls: type[Record]) -> ColumnElement[bool]:
    mine = cls.submitted_by_id == account_parameter()
    return and_(cls.state.in_(returned_from(cls, transition)), mine, _in_person(actor, transition, cls))


def _pressing(cls: type[Record], actor: Actor) -> Iterator[tuple[Transition, ColumnElement[bool], bool]]:
    """Yield what of the type can wait for the actor: the transition, its condition, and whether it is to be mended."""
    if cls.workflow is None or not actor.roles & set(cls.access.read):
        return
    for transition in cls.workflow.transitions.values():
        if transition.computed or not actor.roles & set(transition.by):
            continue
        if transition.queue:
            yield transition, _in_person(actor, transition, cls), False
        elif returned_from(cls, transition):
            yield transition, _to_mend(actor, transition, cls), True


def _part(cls: type[Record], actor: Actor) -> Select[Any] | None:
    pressing = list(_pressing(cls, actor))
    if not pressing:
        return None
    steps: ColumnElement[str] = literal("")
    for transition, condition, _mend in pressing:
        steps = steps + case((condition, f"{transition.name},"), else_="")
    mend = [condition for _transition, condition, mending in pressing if mending]
    waiting = or_(*(condition for _transition, condition, _mend in pressing))
    return _row(cls, steps, case((or_(*mend), True), else_=False) if mend else literal(False)).where(waiting)


def _row(cls: type[Record], steps: Any, mend: Any) -> Select[Any]:
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
    )


def _types() -> tuple[type[Record], ...]:
    return tuple(cls for cls in record_types() if cls.workflow is not None)


@lru_cache(maxsize=256)
def _waiting(
    types: tuple[type[Record], ...], roles: frozenset[str], account_id: int | None, mend: bool
) -> Any:
    """Return the subquery of everything that waits for an account with these roles; its scopes come in as parameters.

    Kept, because it is part of every page and takes longer to put together than to run.
    """
    actor = Actor(key="", label="", account_id=account_id, roles=roles)
    parts = [part for cls in types if (part := _part(cls, actor)) is not None]
    if not parts:
        return None
    together = union_all(*parts).subquery()
    return together if mend else select(together).where(together.c.mend.is_(False)).subquery()


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


def waiting_source(actor: Actor, *, table: str = "", mend: bool = True) -> Any:
    """Return the subquery of what waits for the actor, ``None`` when nothing ever can.

    Args:
        actor: who is asked for; the statement runs as the current actor, who must be this one.
        table: only records of this type.
        mend: with what was returned to the actor.
    """
    types = tuple(cls for cls in _types() if not table or cls.__tablename__ == table)
    return _waiting(types, actor.roles, actor.account_id, mend) if actor.system is None else None


def own_source(*, closed: bool) -> Any:
    """Return the subquery of what the actor handed in: under way, or closed."""
    return _mine(_types(), closed)


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


def counts(source: Any) -> dict[str, int]:
    """Return how many rows of each type are in the source."""
    if source is None:
        return {}
    statement = select(source.c.kind, func.count()).group_by(source.c.kind).order_by(source.c.kind)
    return {row[0]: row[1] for row in db.session.execute(statement)}


def place_of(source: Any, key: Key) -> tuple[int, int]:
    """Return the place of a row among those that wait (1 for the oldest), and how many wait."""
    before = func.coalesce(func.sum(case((_beyond(source, key, rising=False), 1), else_=0)), 0)
    row = db.session.execute(select(before, func.count()).select_from(source)).one()
    return int(row[0]) + 1, int(row[1])


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
    """Return how many things wait for the actor, up to :data:`MOST_COUNTED`, in one statement and those of the providers."""

    def count() -> int:
        source = waiting_source(actor)
        if source is None:
            return 0
        capped = select(source.c.number).limit(MOST_COUNTED).subquery()
        return int(db.session.scalar(select(func.count()).select_from(capped)) or 0)

    return len(provided(actor)) + _once("count", actor, count)
