"""Counting the figures: one statement for each record type, however many figures and windows it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, and_, case, distinct, func, select, true

from models.access import Actor
from models.base import db
from models.figures import FIGURES
from models.figures.declaration import Dated, Figure
from models.figures.windows import Window, Windows
from models.registry import record_type
from panel.summary.asking import Asked, asked_by, sql_of

Numbers = dict[str, int]
"""Name of a window -> number."""


@dataclass(slots=True)
class Counted:
    """What was counted of a figure.

    Attributes:
        asked: the figure.
        numbers: window -> number; the whole of a parted figure.
        entered: window -> how many rows of the kind there are at all, whatever they say: none means that nothing was reported.
        parts: value -> window -> number, for a parted figure; values that never occur are left out.
        heads: column -> window -> number: the members and the staff among the heads.
        base: window -> number of rows that the figure is a share of.
    """

    asked: Asked
    numbers: Numbers = field(default_factory=dict)
    entered: Numbers = field(default_factory=dict)
    parts: dict[str, Numbers] = field(default_factory=dict)
    heads: dict[str, Numbers] = field(default_factory=dict)
    base: Numbers = field(default_factory=dict)

    def value(self, window: Window) -> int | None:
        """Return the number of a window, ``None`` when nothing was reported."""
        number = self.numbers[window.name]
        return number if number or self.entered[window.name] else None


def count(actor: Actor, windows: Windows, figures: Iterable[Figure] | None = None) -> dict[str, Counted]:
    """Return the figures that the actor may see, key -> what was counted, from the rows that the actor may read.

    Raises:
        NotAsked: a figure names its rows in words that their list does not take.
    """
    wanted = tuple(FIGURES.values() if figures is None else figures)
    found = {asked.figure.key: Counted(asked) for asked in asked_by(actor, wanted, windows)}
    by_table: dict[str, list[Counted]] = {}
    for counted in found.values():
        by_table.setdefault(counted.asked.figure.table, []).append(counted)
    for some in by_table.values():
        _Table(actor, windows, some).count()
    return found


@dataclass(slots=True)
class _Columns:
    """The columns of one SELECT, each with the place where its number goes; what is asked twice is counted once."""

    expressions: list[ColumnElement[Any]] = field(default_factory=list)
    places: list[list[tuple[Numbers, str]]] = field(default_factory=list)
    known: dict[Any, int] = field(default_factory=dict)

    def add(self, key: Any, expression: Any, numbers: Numbers, window: Window) -> None:
        place = self.known.get(key)
        if place is None:
            place = self.known[key] = len(self.expressions)
            self.expressions.append(expression())
            self.places.append([])
        self.places[place].append((numbers, window.name))

    def read(self, row: Any) -> None:
        for value, places in zip(row, self.places, strict=True):
            for numbers, name in places:
                numbers[name] = int(value or 0)


class _Table:
    """The figures of one record type, counted together in one statement."""

    def __init__(self, actor: Actor, windows: Windows, some: list[Counted]) -> None:
        self.actor, self.windows, self.some = actor, windows, some
        self.cls, self.view = some[0].asked.cls, some[0].asked.view
        self.columns = _Columns()
        self._conditions: dict[tuple[Any, ...], ColumnElement[bool]] = {}

    def count(self) -> None:
        """Put the statement together, ask it, and give each figure its numbers."""
        for counted in self.some:
            for window in self.windows:
                self._ask(counted, window)
        statement = select(*self.columns.expressions).select_from(self.cls)
        for bound in _bounds(self.cls, self.windows, self.some):
            statement = statement.where(bound)
        self.columns.read(db.session.execute(statement).one())
        for counted in self.some:
            if counted.heads:
                for window in self.windows:
                    counted.numbers[window.name] = sum(n[window.name] for n in counted.heads.values())
            counted.parts = {value: n for value, n in counted.parts.items() if any(n.values())}

    def _ask(self, counted: Counted, window: Window) -> None:
        asked, figure = counted.asked, counted.asked.figure
        days = tuple(figure.on.pairs(window))
        inside = self._sql(days)
        entered = partial(_rows, self.cls, and_(inside, _handed_in(self.cls)))
        self.columns.add(("entered", days), entered, counted.entered, window)
        for part in (None, *asked.parts):
            pairs = tuple(pair for pair in asked.pairs(window, part) if pair not in days)
            numbers = counted.numbers if part is None else counted.parts.setdefault(part, {})
            self._ask_part(counted, window, (days, pairs), and_(inside, self._sql(pairs)), numbers)
        if figure.share is not None:
            base = tuple(figure.share.where.items())
            rows = partial(_rows, self.cls, and_(inside, self._sql(base)))
            self.columns.add((days, base), rows, counted.base, window)

    def _ask_part(
        self, counted: Counted, window: Window, key: Any, condition: ColumnElement[bool], numbers: Numbers
    ) -> None:
        figure = counted.asked.figure
        if figure.kind in ("rows", "attendances"):
            self.columns.add(key, partial(_rows, self.cls, condition), numbers, window)
        elif figure.kind == "sum":
            name = figure.of[0]
            self.columns.add((*key, name), partial(_sum, self.cls, name, condition), numbers, window)
        else:
            for name in figure.of:
                heads = counted.heads.setdefault(name, {})
                self.columns.add((*key, name), partial(_different, self.cls, name, condition), heads, window)

    def _sql(self, pairs: tuple[tuple[str, str], ...]) -> ColumnElement[bool]:
        if pairs not in self._conditions:
            self._conditions[pairs] = sql_of(self.view, self.actor, list(pairs))
        return self._conditions[pairs]


def _rows(cls: Any, condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(cls.id).filter(condition)


def _sum(cls: Any, name: str, condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(getattr(cls, name)).filter(condition)


def _different(cls: Any, name: str, condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(distinct(case((condition, counted_once(cls, name)))))


def counted_once(cls: Any, name: str) -> Any:
    """Return what of a column counts once: the person behind a seat, who may have one in each term, else the value itself."""
    column = getattr(cls, name)
    if name != "seat_id":
        return column
    seat: Any = record_type("seat")
    return select(seat.member_id).where(seat.id == column).correlate(cls).scalar_subquery()


def _handed_in(cls: Any) -> ColumnElement[bool]:
    """Return the condition that a row is no private draft."""
    private = cls.workflow.private_states if cls.workflow is not None else ()
    found: ColumnElement[bool] = cls.state.not_in(private) if private else true()
    return found


def _bounds(cls: Any, windows: Windows, some: list[Counted]) -> Iterator[ColumnElement[bool]]:
    """Yield the days outside of which no window counts, where one date decides for all figures of the type."""
    dates = {counted.asked.figure.on for counted in some}
    on = dates.pop()
    if dates or not isinstance(on, Dated) or on.column not in cls.__table__.c:
        return
    column = getattr(cls, on.column)
    yield column >= min(window.first for window in windows)
    yield column <= max(window.last for window in windows)
