"""What a figure of the summary is: which rows it counts, over which days, and the sentence that says so.

A figure names its rows in the words of the list's address (``state__in=held,archived``). The count and the link are both made of
these words, so a number cannot disagree with the rows behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple

from models.figures.windows import TERM, Window

Pairs = list[tuple[str, str]]
Kind = Literal["rows", "attendances", "heads", "things", "sum"]
"""rows and attendances: how many rows; heads: how many different people; things: how many different values of a column; sum: of a
column. Heads and attendances are never added to each other."""


@dataclass(frozen=True, slots=True)
class Dated:
    """The rows whose date lies in the window; the date of the fact unless another column says when it happened."""

    column: str = "fact_date"

    def pairs(self, window: Window) -> Pairs:
        """Return the window in the words of the list's address."""
        return [
            (f"{self.column}__ge", window.first.isoformat()),
            (f"{self.column}__le", window.last.isoformat()),
        ]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is there on the last day of the window, however long ago it began."""

    column: str = "fact_date"

    def pairs(self, window: Window) -> Pairs:
        """Return the window in the words of the list's address."""
        return [(f"{self.column}__le", window.last.isoformat())]


@dataclass(frozen=True, slots=True)
class OfYear:
    """The rows of the list of a year: the one in which the window ends; for the term, every year of it so far."""

    column: str = "year"

    def pairs(self, window: Window) -> Pairs:
        """Return the window in the words of the list's address."""
        if window.name == TERM:
            return [
                (f"{self.column}__ge", str(window.first.year)),
                (f"{self.column}__le", str(window.last.year)),
            ]
        return [(self.column, str(window.last.year))]


class Rule(NamedTuple):
    """What counts on a day, where a setting of the term or the session decides."""

    where: Mapping[str, str]
    sentence: str
    """Message id of the definition."""
    values: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Share:
    """What a figure is a part of: its base is printed beside the percentage.

    Attributes:
        where: the rows of the base, as :attr:`Figure.where`.
        label: what they are called (message id).
    """

    where: Mapping[str, str]
    label: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the summary.

    Attributes:
        key: its name in the JSON and in the ledger of reported figures.
        table: the record type's table.
        label: what is counted (message id).
        unit: how the office counts it, such as 件 (message id).
        definition: what counts, what does not, by which date (message id).
        where: the rows, in the words of the list's address; private drafts are never among them.
        rule: instead of ``where`` and ``definition``, what counts on the last day of the period.
        on: how a window becomes conditions on the rows.
        kind: what is counted of the rows.
        of: the columns that are counted once each (heads, things) or added up (sum).
        by: the column or condition whose values part the figure.
        share: what it is a part of.
        wording: the column in which records keep how the source words the number (近3000): one of its own, or ``note``, where it
            stands after 原文表述 in quotation marks.
        worded_by: the reference to the record whose note that is, where it is not the row's own.
        keyed: whether the figure has its place in the JSON; the page shows some more.
    """

    key: str
    table: str
    label: str
    unit: str
    definition: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    rule: Callable[[date], Rule] | None = None
    on: Dated | Standing | OfYear = Dated()
    kind: Kind = "rows"
    of: tuple[str, ...] = ()
    by: str = ""
    share: Share | None = None
    wording: str = ""
    worded_by: str = ""
    keyed: bool = True

    def rule_on(self, day: date) -> Rule:
        """Return what counts, as it holds on a day."""
        return self.rule(day) if self.rule is not None else Rule(self.where, self.definition)

    def pairs(self, window: Window, rule: Rule) -> Pairs:
        """Return the rows of a window in the words of the list's address."""
        return [*rule.where.items(), *self.on.pairs(window)]


@dataclass(frozen=True, slots=True)
class Section:
    """Figures that stand together on the page."""

    key: str
    title: str
    figures: tuple[Figure, ...]
