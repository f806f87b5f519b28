"""Bars as SVG with attributes alone: no style, no script; a table with the same numbers always stands beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 160, 12
"""A bar beside a row of a table."""
MOST_MONTHS = 36
"""Up to three years stand in one chart; more are read in the table."""
MONTH, BAR, CHART, FOOT, HEAD = 30, 18, 110, 34, 18
"""The chart by months: room of a month, width of its bar, height of the highest, room for the words below and the value above."""
VALUES = 12
"""Up to here each bar carries its number."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar; ``tone`` 0 to 3 is the place of its series."""

    x: float
    width: float
    tone: int


@dataclass(frozen=True, slots=True)
class Column:
    """A month of the chart."""

    x: float
    y: float
    height: float
    middle: float
    value: str
    month: str
    year: str


@dataclass(frozen=True, slots=True)
class Months:
    """The chart by months."""

    width: float
    height: float
    columns: tuple[Column, ...]
    ground: float
    text: str
    """What it shows, for those who hear it."""


def bar(number: int, highest: int) -> tuple[Segment, ...]:
    """Return the bar of a row; the highest of the table fills the room."""
    return (Segment(0, round(WIDTH * number / highest, 1) if highest else 0, 0),)


def stack(numbers: Sequence[int], highest: int) -> tuple[Segment, ...]:
    """Return the pieces of a stacked bar, one for each series, with a gap of one between them."""
    found, x = [], 0.0
    for place, number in enumerate(numbers):
        width = WIDTH * number / highest if highest else 0
        if number:
            found.append(Segment(round(x, 1), round(max(width - 1, 1), 1), place % 4))
        x += width
    return tuple(found)


def months_chart(months: Sequence[tuple[str, int]]) -> Months | None:
    """Return a chart of months (``2020-09``, number), bars from zero; ``None`` for less than two months."""
    if len(months) < 2:
        return None
    highest = max(number for _month, number in months) or 1
    columns = []
    for place, (month, number) in enumerate(months):
        height = CHART * number / highest
        year, _, name = month.partition("-")
        begins = place == 0 or name == "01"
        columns.append(
            Column(
                x=place * MONTH + (MONTH - BAR) / 2,
                y=round(HEAD + CHART - height, 1),
                height=round(height, 1),
                middle=place * MONTH + MONTH / 2,
                value=str(number) if len(months) <= VALUES or number == highest else "",
                month=str(int(name)),
                year=year if begins else "",
            )
        )
    text = ", ".join(f"{month} {number}" for month, number in months)
    return Months(len(months) * MONTH, HEAD + CHART + FOOT, tuple(columns), HEAD + CHART, text)
