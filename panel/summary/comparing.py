"""Why a number was 58 in June and is 59 now: the very rows that came, went, or say something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from models.access import Actor
from models.base import db
from models.clock import OFFICE_ZONE
from models.figures import FIGURES
from models.figures.windows import Window, windows_of
from models.marks import N_
from models.registry import record_type
from panel.language import format_number, translate
from panel.registry import views
from panel.summary.asking import NotAsked, asked_by
from panel.summary.kept_rows import Kept, read_rows, rows_counted

CAME, WENT, CHANGED = N_("Counted since"), N_("Counted no more"), N_("Says something else")
GONE = N_("Cannot be read any more")
_AT_ONCE = 500


@dataclass(slots=True)
class Side:
    """A number with the rows behind it."""

    title: str
    number: int
    rows: list[Kept]
    definition: str


def reported_side(row: Any) -> Side:
    """Return a reported figure as a side of a comparison."""
    title = translate(N_("Reported on %(day)s to %(whom)s"), day=row.reported_on, whom=row.reported_to)
    return Side(title, row.value, read_rows(row.rows), row.definition)


def side_of_now(actor: Actor, row: Any) -> Side:
    """Return what the same figure counts now for the same days, by the rule as it holds now.

    Raises:
        NotAsked: the figure is counted no more, or not for this reader.
    """
    figure = FIGURES.get(row.key)
    windows = windows_of(row.first_day, row.last_day)
    asked = next(asked_by(actor, (figure,), windows), None) if figure is not None else None
    window = Window(row.window, row.first_day, row.last_day)
    if asked is None:
        raise NotAsked(translate(N_("This figure is not counted any more.")))
    rows = rows_counted(actor, asked, asked.pairs(window))
    return Side(translate(N_("Now")), sum(kept.amount for kept in rows), rows, asked.definition)


def compared(before: Side, after: Side) -> dict[str, Any]:
    """Return what tells two numbers apart: the rows that came, went and changed, each with when and how it stands now."""
    old = {(kept.table, kept.number): kept for kept in before.rows}
    new = {(kept.table, kept.number): kept for kept in after.rows}
    came = [kept for key, kept in new.items() if key not in old]
    went = [kept for key, kept in old.items() if key not in new]
    changed = [(old[key], kept) for key, kept in new.items() if key in old and old[key] != kept]
    known = _now([*came, *went, *(kept for _before, kept in changed)])
    groups = [
        (translate(CAME), [_row(kept, known, kept.label) for kept in came]),
        (translate(WENT), [_row(kept, known, kept.label) for kept in went]),
        (
            translate(CHANGED),
            [_row(kept, known, f"{_said(was)} → {_said(kept)}") for was, kept in changed],
        ),
    ]
    return {
        "before": format_number(before.number),
        "after": format_number(after.number),
        "difference": _signed(after.number - before.number),
        "same_rule": before.definition == after.definition,
        "groups": [(title, rows) for title, rows in groups if rows],
    }


def _said(kept: Kept) -> str:
    return kept.label if kept.amount == 1 else f"{kept.label} ({format_number(kept.amount)})"


def _signed(number: int) -> str:
    return f"+{format_number(number)}" if number > 0 else format_number(number)


@dataclass(frozen=True, slots=True)
class _Now:
    """How a row stands now."""

    url: str
    entered: date
    changed: date
    state: str


def _now(rows: Sequence[Kept]) -> dict[tuple[str, str], _Now]:
    """Return how the rows stand now, one statement for each kind of record; what cannot be read is not among them."""
    found: dict[tuple[str, str], _Now] = {}
    by_table: dict[str, list[str]] = {}
    for kept in rows:
        by_table.setdefault(kept.table, []).append(kept.number)
    for table, numbers in by_table.items():
        view = views().get(table)
        if view is None:
            continue
        cls: Any = record_type(table)
        state = [cls.state] if cls.workflow is not None else []
        for start in range(0, len(numbers), _AT_ONCE):
            some = [int(number) for number in numbers[start : start + _AT_ONCE]]
            statement = select(cls.id, cls.created_at, cls.changed_at, *state).where(cls.id.in_(some))
            for row in db.session.execute(statement):
                label = translate(cls.workflow.state(row[3]).label) if state else ""
                days = [moment.astimezone(OFFICE_ZONE).date() for moment in row[1:3]]
                found[table, str(row[0])] = _Now(view.url_for_details(row[0]), days[0], days[1], label)
    return found


def _row(kept: Kept, known: dict[tuple[str, str], _Now], words: str) -> dict[str, Any]:
    now = known.get((kept.table, kept.number))
    if now is None:
        return {
            "label": words,
            "url": None,
            "state": translate(GONE) if kept.table else "",
            "entered": "",
            "changed": "",
        }
    return {
        "label": words,
        "url": now.url,
        "state": now.state,
        "entered": now.entered.isoformat(),
        "changed": now.changed.isoformat(),
    }
