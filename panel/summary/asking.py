"""A figure as one person asks for it: its rows as conditions of their list, and the address of that list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, and_, select, true

from models.access import Actor, can
from models.base import db
from models.figures.declaration import Figure, Pairs, Rule
from models.figures.windows import Window, Windows
from models.registry import record_type
from panel.language import translate
from panel.listing.columns import column_of
from panel.listing.filters import Condition, read_conditions
from panel.registry import views

ROWS = "/panel/summary/rows/"
"""Where the people, things or amounts behind a figure stand that no list of records shows one by one."""


class NotAsked(Exception):
    """A list does not take the words by which a figure names its rows; its text is the sentence."""


@dataclass(slots=True)
class Asked:
    """A figure with what counts on the last day of the period.

    Attributes:
        figure: the declaration.
        rule: which rows, and the sentence about them.
        parts: value -> what it is called, when the figure is parted.
    """

    figure: Figure
    rule: Rule
    view: Any
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def cls(self) -> Any:
        """Return the record type."""
        return self.view.model

    @property
    def label(self) -> str:
        """Return what is counted, translated."""
        return translate(self.figure.label)

    @property
    def definition(self) -> str:
        """Return what counts and by which date, translated."""
        return translate(self.rule.sentence, **self.rule.values)

    def pairs(self, window: Window, part: str | None = None) -> Pairs:
        """Return the rows of a window, or of one part of the figure, in the words of the list's address."""
        own = [] if part is None else [(self.figure.by, part)]
        # A part says more closely what "filled in" says of all of them.
        kept = [
            p for p in self.figure.pairs(window, self.rule) if not own or p[0] != f"{self.figure.by}__empty"
        ]
        return [*kept, *own]

    def url(self, window: Window, part: str | None = None) -> str:
        """Return the address of the list whose rows the number counts."""
        pairs = self.pairs(window, part)
        if self.figure.kind in ("heads", "things", "sum"):
            return f"{ROWS}?{urlencode([('figure', self.figure.key), *pairs])}"
        return f"{self.view.url}/?{urlencode(pairs)}"

    def base_url(self, window: Window) -> str:
        """Return the address of the rows that the figure is a share of."""
        share = self.figure.share
        assert share is not None
        return f"{self.view.url}/?{urlencode([*share.where.items(), *self.figure.on.pairs(window)])}"


def sees(actor: Actor, cls: Any) -> bool:
    """Return whether the actor reads rows of the type at all; a system actor reads what the gate gives it."""
    return actor.system is not None or bool(can(actor, "read", cls))


def sees_summary(actor: Actor, figures: tuple[Figure, ...]) -> bool:
    """Return whether any of the figures counts rows that the actor may read."""
    return any(sees(actor, record_type(figure.table)) for figure in figures)


def asked_by(actor: Actor, figures: tuple[Figure, ...], windows: Windows) -> Iterator[Asked]:
    """Yield the figures whose rows the actor may read, with their parts."""
    tables: dict[str, dict[str, str]] = {}
    for figure in figures:
        view = views()[figure.table]
        if not sees(actor, view.model):
            continue
        found = Asked(figure, figure.rule_on(windows.last), view)
        if figure.by:
            found.parts = _parts(column_of(view, actor, figure.by), tables)
        yield found


def _parts(column: Any, tables: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return the values that a column may have: its choices, or the entries of its code table by name."""
    choices = column.info.get("choices")
    if choices:
        return {choice.value: translate(choice.label) for choice in choices}
    table = column.info["of_table"]
    if table not in tables:
        item: Any = record_type("code_item")
        names = db.session.scalars(
            select(item.label).where(item.table_name == table).order_by(item.rank, item.id)
        )
        tables[table] = {name: name for name in names}
    return tables[table]


def conditions_of(view: Any, actor: Actor, pairs: Pairs) -> list[Condition]:
    """Return the conditions that the words of an address mean on the list.

    Raises:
        NotAsked: when the list does not understand one of them; its text is the sentence.
    """
    understood, broken = read_conditions(view, actor, pairs)
    if broken:
        raise NotAsked(translate(broken[0].sentence, **broken[0].places))
    return understood


def sql_of(view: Any, actor: Actor, pairs: Pairs) -> ColumnElement[bool]:
    """Return the condition that the words of an address put on the rows of the list."""
    return and_(true(), *(condition.sql(view.model) for condition in conditions_of(view, actor, pairs)))
