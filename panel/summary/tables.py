"""The tables of the summary: what a number is made of, its base, whether it adds up, and the rows that are missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import func, select

from models.access import Actor
from models.base import db
from models.figures.closing import Closing, closing
from models.figures.declaration import Pairs
from models.figures.tables import TABLES, Table
from models.figures.windows import Windows
from models.marks import N_
from models.registry import record_type
from panel.language import format_number, translate
from panel.listing.columns import Shown, column_of
from panel.listing.labels import labels
from panel.registry import views
from panel.summary.asking import sees, sql_of
from panel.summary.drawing import MOST_MONTHS, bar, months_chart, stack
from panel.summary.telling import percent

_LAST_OF_YEAR = 12
CLOSES = N_("The parts add up to %(total)s.")
OPEN = N_("The parts do not add up: %(total)s less %(added)s leaves %(difference)s, %(what)s.")


@dataclass(slots=True)
class Part:
    """A row of a table."""

    label: str
    number: int
    pairs: Pairs
    inner: dict[str, int]
    """Value of the second column -> number, for a stacked bar."""


def tables_for(actor: Actor, windows: Windows) -> Iterator[dict[str, Any]]:
    """Yield the tables that the actor may see and that have rows, one statement each."""
    for table in TABLES:
        if sees(actor, record_type(table.table)):
            drawn = _table(actor, table, windows)
            if drawn is not None:
                yield drawn


def _table(actor: Actor, table: Table, windows: Windows) -> dict[str, Any] | None:
    view = views()[table.table]
    rule = table.base(windows.last)
    pairs = [*rule.where.items(), *table.on.pairs(windows.period)]
    column = column_of(view, actor, table.by)
    then = column_of(view, actor, table.then) if table.then else None
    parts, rest = _parts(actor, view, table, pairs, column, then)
    total = sum(part.number for part in (*parts, rest))
    if not total:
        return None
    held = closing(total, (part.number for part in parts))
    highest = max(part.number for part in (*parts, rest))
    inner = _inner(then)
    return {
        "id": table.key,
        "title": translate(table.title),
        "base": translate(rule.sentence),
        "total": format_number(total),
        "url": f"{view.url}/?{urlencode(pairs)}",
        "rows": [_drawn(table, view, part, total, highest, inner) for part in parts],
        "inner": [label for _value, label in inner],
        "closing": _closing(held, translate(table.rest)),
        "closes": held.closes,
        "rest_url": None if held.closes else f"{view.url}/?{urlencode(rest.pairs)}",
        "percentages": table.percentages,
        "chart": months_chart([(part.label, part.number) for part in parts])
        if table.drawing == "months" and len(parts) <= MOST_MONTHS
        else None,
    }


def _closing(held: Closing, rest: str) -> str:
    if held.closes:
        return translate(CLOSES, total=format_number(held.total))
    return translate(
        OPEN,
        total=format_number(held.total),
        added=format_number(held.added),
        difference=format_number(held.difference),
        what=rest,
    )


def _drawn(
    table: Table, view: Any, part: Part, total: int, highest: int, inner: list[tuple[str, str]]
) -> dict[str, Any]:
    numbers = [part.inner.get(value, 0) for value, _label in inner]
    return {
        "label": part.label,
        "number": format_number(part.number),
        "url": f"{view.url}/?{urlencode(part.pairs)}",
        "percent": f"{percent(part.number, total)}%" if table.percentages else "",
        "inner": [
            (format_number(number), f"{view.url}/?{urlencode([*part.pairs, (table.then, value)])}")
            for (value, _label), number in zip(inner, numbers, strict=True)
        ],
        "bar": stack(numbers, highest) if inner else bar(part.number, highest),
    }


def _inner(then: Shown | None) -> list[tuple[str, str]]:
    """Return the values of the second column with their words: the states of the type."""
    if then is None:
        return []
    return [(value, translate(state.label)) for value, state in then.info["states"].items()]


def _parts(
    actor: Actor, view: Any, table: Table, pairs: Pairs, column: Shown, then: Shown | None
) -> tuple[list[Part], Part]:
    """Return the parts in their order and what belongs to none of them."""
    cls = view.model
    shown = [column.sql(actor, cls).label("value")]
    if then is not None:
        shown.append(then.sql(actor, cls).label("second"))
    names = ["value", "second"][: len(shown)]
    statement = select(*shown, func.count(cls.id)).where(sql_of(view, actor, pairs)).group_by(*names)
    found = [(row[0], row[1] if then is not None else "", row[-1]) for row in db.session.execute(statement)]
    rest = Part("", 0, [*pairs, (f"{table.by}__empty", "1")], {})
    if table.groups:
        return _grouped(table, pairs, found, rest)
    if table.drawing == "months":
        return _months(table, pairs, found), rest
    words = _words(column, [value for value, _second, _number in found])
    by_value: dict[Any, Part] = {}
    for value, second, number in found:
        if value is None:
            rest.number += number
            continue
        part = by_value.setdefault(value, Part(words[value], 0, [*pairs, (table.by, str(value))], {}))
        part.number += number
        if second:
            part.inner[second] = part.inner.get(second, 0) + number
    known = [choice.value for choice in column.info.get("choices") or ()]
    ordered = sorted(
        by_value.items(),
        key=lambda item: (known.index(item[0]) if item[0] in known else -item[1].number, item[1].label),
    )
    return [part for _value, part in ordered], rest


def _grouped(table: Table, pairs: Pairs, found: list[Any], rest: Part) -> tuple[list[Part], Part]:
    """Put the values under their headings; those without one are what is missing."""
    kept = [pair for pair in pairs if not pair[0].startswith(f"{table.by}__")]
    parts = {
        heading: Part(
            translate(heading),
            0,
            [*kept, (f"{table.by}__in", ",".join(v for v, h in table.groups.items() if h == heading))],
            {},
        )
        for heading in dict.fromkeys(table.groups.values())
    }
    missing = []
    for value, _second, number in found:
        heading = table.groups.get(value)
        if heading is None:
            rest.number += number
            missing.append(str(value))
        else:
            parts[heading].number += number
    rest.pairs = [*kept, (f"{table.by}__in", ",".join(sorted(missing)))]
    # A heading whose values the base leaves out says nothing here.
    return [part for part in parts.values() if part.number], rest


def _months(table: Table, pairs: Pairs, found: list[Any]) -> list[Part]:
    """Return one part for each month from the first to the last that has rows, also for those between that have none."""
    days: dict[tuple[int, int], int] = {}
    for value, _second, number in found:
        days[value.year, value.month] = days.get((value.year, value.month), 0) + number
    kept = [pair for pair in pairs if not pair[0].startswith(f"{table.by}__")]
    limits = dict(pair for pair in pairs if pair not in kept)
    parts = []
    month = min(days) if days else None
    while month is not None and month <= max(days):
        following = (month[0] + 1, 1) if month[1] == _LAST_OF_YEAR else (month[0], month[1] + 1)
        first, last = date(*month, 1), date.fromordinal(date(*following, 1).toordinal() - 1)
        window = [
            (f"{table.by}__ge", max(first.isoformat(), limits.get(f"{table.by}__ge", ""))),
            (f"{table.by}__le", min(last.isoformat(), limits.get(f"{table.by}__le", "9999"))),
        ]
        parts.append(Part(f"{month[0]}-{month[1]:02}", days.get(month, 0), [*kept, *window], {}))
        month = following
    return parts


def _words(column: Shown, found: list[Any]) -> dict[Any, str]:
    """Return what each value is called."""
    if column.target is not None:
        named = labels(column.target, [value for value in found if value is not None])
        return {number: label.text for number, label in named.items()}
    choices = {choice.value: translate(choice.label) for choice in column.info.get("choices") or ()}
    return {value: choices.get(value, str(value)) for value in found}
