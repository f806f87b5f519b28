"""The page of deadlines: what is overdue, soon due or missing, counted for whoever asks, each number a link to the very list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from flask_babel import ngettext
from sqlalchemy import case, func, select

from models import clock
from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, Actor, Refused, can
from models.access.errors import NOT_ALLOWED
from models.base import db
from models.deadlines import SOON_DAYS, Question, questions_of
from models.marks import N_
from models.registry import record_type
from panel.due_rows import Due, due_source, read_due, types_for
from panel.language import format_day_in_words, format_number, translate
from panel.listing.filters import read_conditions
from panel.listing.labels import labels
from panel.pages import page
from panel.registry import view_of

ADDRESS = "/deadlines"
TITLE = N_("Deadlines")
SHOWN_TO = frozenset({CLERK, COMMITTEE, CHAIR, AUDITOR, DEPARTMENT})
"""For desks, chairs and units; a member sees what is due with the own proposals."""
ROWS, UNITS, MOST_COUNTED = 50, 60, 10_000
OF_UNIT = N_("Only of %(name)s")
NO_UNIT = N_("Not awaited from a unit")


def sees_deadlines(actor: Actor) -> bool:
    """Return whether the page is for the actor."""
    return bool(actor.roles & SHOWN_TO) and bool(types_for(actor))


def deadline_page(actor: Actor, unit: int | None) -> dict[str, Any]:
    """Return the page, in a number of statements that does not grow with the rows.

    Args:
        actor: who asks.
        unit: narrows everything to what is awaited from this unit.

    Raises:
        Refused: when the page is not for the actor.
    """
    if not sees_deadlines(actor):
        raise Refused(NOT_ALLOWED)
    types = types_for(actor)
    rows = _rows(types, unit)
    units = [] if unit is not None else _by_unit(types)
    names = labels(
        record_type("department"), {n for n in (unit, *(r.unit for r in rows), *(u[0] for u in units)) if n}
    )
    named = {number: label.text for number, label in names.items()}
    shown = named.get(unit or 0)
    return page(
        translate(TITLE),
        date=format_day_in_words(clock.business_today()),
        unit=(translate(OF_UNIT, name=shown), ADDRESS) if unit is not None and shown else None,
        blocks=sorted(_blocks(actor, types, unit), key=_nothing_there),
        rows=[_drawn(row, named) for row in rows],
        units=[
            {
                "name": named.get(number or 0, translate(NO_UNIT)),
                "url": f"{ADDRESS}?unit={number}" if number else None,
                "overdue": overdue,
                "soon": soon,
            }
            for number, overdue, soon in units
        ],
        urging_url="/urging" if can(actor, "create", record_type("urging")) else None,
    )


def late_words(due: date) -> str:
    """Return how far a due day lies ahead or behind."""
    left = (due - clock.business_today()).days
    if left == 0:
        return translate(N_("due today"))
    if left > 0:
        return str(ngettext("%(num)s day left", "%(num)s days left", left))
    return str(ngettext("%(num)s day overdue", "%(num)s days overdue", -left))


def _blocks(actor: Actor, types: tuple[Any, ...], unit: int | None) -> Iterator[dict[str, Any]]:
    """Yield each type with its questions, counted together in one statement through the gate."""
    asked = [
        (cls, question, url, counted)
        for cls in types
        for question in questions_of(cls)
        for url, counted in _counted(actor, cls, question, unit)
    ]
    if not asked:
        return
    numbers = db.session.execute(select(*(counted for *_rest, counted in asked))).one()
    for cls in types:
        figures = [
            _figure(question, url, number)
            for (of, question, url, _counted_), number in zip(asked, numbers, strict=True)
            if of is cls
        ]
        if figures:
            yield {
                "id": cls.slug(),
                "title": translate(cls.deadline.label or cls.plural),
                "url": f"{view_of(cls).url}/",
                "figures": figures,
            }


def _counted(actor: Actor, cls: Any, question: Question, unit: int | None) -> Iterator[tuple[str, Any]]:
    """Yield the address of a list and the count of its rows, made of the same conditions so that the two cannot disagree."""
    pairs = [(question.key, "1")]
    if unit is not None:
        if cls.deadline.unit is None:
            return
        pairs.append((cls.deadline.unit, str(unit)))
    view = view_of(cls)
    conditions, broken = read_conditions(view, actor, pairs)
    if not broken:
        rows = select(cls.id).where(*(condition.sql(cls) for condition in conditions)).limit(MOST_COUNTED + 1)
        yield (
            f"{view.url}/?{urlencode(pairs)}",
            select(func.count()).select_from(rows.subquery()).scalar_subquery(),
        )


def _figure(question: Question, url: str, number: int) -> dict[str, Any]:
    return {
        "label": translate(question.label),
        "number": format_number(min(number, MOST_COUNTED)) + ("+" if number > MOST_COUNTED else ""),
        "url": url,
        "tone": "none" if not number else "bad" if question.tone == "bad" else "",
    }


def _nothing_there(block: dict[str, Any]) -> bool:
    return all(figure["tone"] == "none" for figure in block["figures"])


def _rows(types: tuple[Any, ...], unit: int | None) -> list[Due]:
    """Return what is overdue or soon due, longest overdue first."""
    source = due_source(types)
    until = clock.business_today() + timedelta(days=SOON_DAYS)
    statement = select(source).where(source.c.due <= until)
    if unit is not None:
        statement = statement.where(source.c.unit == unit)
    statement = statement.order_by(source.c.due, source.c.kind, source.c.number).limit(ROWS)
    return [read_due(row) for row in db.session.execute(statement)]


def _by_unit(types: tuple[Any, ...]) -> list[tuple[int | None, int, int]]:
    """Return (unit, overdue, soon due) of each unit that has any, most overdue first."""
    source, today = due_source(types), clock.business_today()
    overdue = func.sum(case((source.c.due < today, 1), else_=0))
    soon = func.sum(case((source.c.due >= today, 1), else_=0))
    statement = (
        select(source.c.unit, overdue, soon)
        .where(source.c.due <= today + timedelta(days=SOON_DAYS))
        .group_by(source.c.unit)
        .order_by(overdue.desc(), soon.desc(), source.c.unit)
        .limit(UNITS)
    )
    return [(row[0], int(row[1]), int(row[2])) for row in db.session.execute(statement)]


def _drawn(row: Due, named: dict[int, str]) -> dict[str, Any]:
    cls = record_type(row.table)
    clocks = {clock.key: clock.label for clock in cls.deadline.clocks} if cls.deadline is not None else {}
    return {
        "kind": translate(clocks.get(row.clock, cls.title)),
        "title": row.label or translate(cls.title),
        "url": view_of(cls).url_for_details(row.record_id),
        "unit": named.get(row.unit or 0, ""),
        "due": row.due.isoformat(),
        "late": late_words(row.due),
        "overdue": row.due < clock.business_today(),
    }
