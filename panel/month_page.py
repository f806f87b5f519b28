"""The calendar: a month of what the office holds and what falls due, through the gate, to read, to open and to pin up."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlencode

from sqlalchemy import DateTime, String, cast, literal, null, select, type_coerce, union_all

from models import clock
from models.access import Actor
from models.base import Record, db
from models.calendar import is_working_day
from models.marks import N_
from models.registry import record_type
from models.types import Moment
from panel.due_rows import due_source, read_due, types_for
from panel.language import format_day_in_words, office_time, translate
from panel.listing.opens import opens
from panel.pages import page

ADDRESS = "/calendar"
TITLE = N_("Calendar")
MONTH = N_("%(month)s/%(year)s")
DUE = "due"
DUE_LABEL = N_("Due days")
KINDS = (
    "plenary_session", "meeting", "consultation", "study_meeting", "training", "field_study", "visit", "peer_exchange",
)  # fmt: skip
"""What is held on a day: each has that day as its date of the fact."""
WITH_TIME = frozenset({"meeting", "consultation"})
MOST = 400
"""Entries of a month; more than an office holds."""
WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
FIRST_YEAR, LAST_YEAR = 1950, 2100


class Entry(NamedTuple):
    """One line of a day: when, of which kind, what it is called, and where it opens."""

    time: str
    kind: str
    title: str
    url: str
    due: bool = False


def kinds_for(actor: Actor) -> list[type[Record]]:
    """Return the kinds of events that the actor may have in the calendar."""
    return [cls for table in KINDS if opens(actor, cls := record_type(table))]


def month_asked(text: str) -> date:
    """Return the first day of the month that is asked for (``2020-09``), by default that of the business date."""
    year, _, month = text.partition("-")
    if (
        year.isascii()
        and year.isdigit()
        and month.isascii()
        and month.isdigit()
        and len(text) <= len("2020-09")
    ):
        wanted = (int(year), int(month))
        if FIRST_YEAR <= wanted[0] <= LAST_YEAR and 1 <= wanted[1] <= 12:
            return date(*wanted, 1)
    return clock.business_today().replace(day=1)


def month_page(actor: Actor, first: date, asked: Iterable[str]) -> dict[str, Any]:
    """Return the page of a month, in a number of statements that does not grow with the rows.

    Args:
        actor: who asks; sees what they may read.
        first: the first day of the month.
        asked: tables of the kinds wanted, and ``due`` for what falls due; all of them when none is named.
    """
    kinds, with_due = kinds_for(actor), types_for(actor)
    known = [*(cls.__tablename__ for cls in kinds), *([DUE] if with_due else [])]
    chosen = [name for name in known if name in set(asked)] or known
    days = _entries(tuple(cls for cls in kinds if cls.__tablename__ in chosen), first)
    if DUE in chosen:
        for day, entries in _due(with_due, first).items():
            days[day] += entries
    kept = [("kind", name) for name in chosen] if chosen != known else []
    labels = {cls.__tablename__: translate(cls.plural) for cls in kinds} | {DUE: translate(DUE_LABEL)}
    before, after = first - timedelta(days=1), _next_month(first)
    return page(
        translate(TITLE),
        month=translate(MONTH, year=first.year, month=first.month),
        action=ADDRESS,
        asked=f"{first:%Y-%m}",
        weekdays=[translate(name) for name in WEEKDAYS],
        weeks=[[_day(day, first, days) for day in week] for week in _weeks(first)],
        kinds=[(name, labels[name], name in chosen) for name in known],
        before_url=_url(before, kept),
        today_url=_url(clock.business_today(), kept),
        after_url=_url(after, kept),
        nothing=not any(days.values()),
    )


def _url(day: date, kept: list[tuple[str, str]]) -> str:
    return f"{ADDRESS}?{urlencode([('month', f'{day:%Y-%m}'), *kept])}"


def _next_month(first: date) -> date:
    return first + timedelta(days=calendar.monthrange(first.year, first.month)[1])


def _weeks(first: date) -> list[list[date]]:
    return calendar.Calendar().monthdatescalendar(first.year, first.month)


def _day(day: date, first: date, days: dict[date, list[Entry]]) -> dict[str, Any]:
    """Return one field of the month; days of the months beside it are empty."""
    inside = day.month == first.month
    return {
        "number": day.day if inside else "",
        "words": format_day_in_words(day, year=False) if inside else "",
        "today": day == clock.business_today(),
        "free": inside and not is_working_day(day),
        "inside": inside,
        "entries": [entry._asdict() for entry in days.get(day, ())] if inside else [],
    }


def _entries(types: tuple[type[Record], ...], first: date) -> dict[date, list[Entry]]:
    found: dict[date, list[Entry]] = defaultdict(list)
    if not types:
        return found
    source = _source(types)
    statement = (
        select(source)
        .where(source.c.day >= first, source.c.day < _next_month(first))
        .order_by(source.c.day, source.c.at, source.c.kind, source.c.number)
        .limit(MOST)
    )
    for row in db.session.execute(statement):
        cls = record_type(row.kind)
        time = f"{office_time(row.at):%H:%M}" if row.at is not None else ""
        url = f"/panel/{cls.slug()}/details/?id={row.number}"
        found[row.day].append(Entry(time, translate(cls.title), row.label or translate(cls.title), url))
    return found


@lru_cache(maxsize=64)
def _source(types: tuple[type[Record], ...]) -> Any:
    """Return the subquery of what is held, by day; what was cancelled is not. The gate narrows it for whoever runs it."""
    parts = []
    for cls in types:
        row: Any = cls
        at = (
            row.starts_at
            if cls.__tablename__ in WITH_TIME
            else type_coerce(cast(null(), DateTime()), Moment())
        )
        part = select(
            literal(cls.__tablename__).label("kind"),
            row.id.label("number"),
            row.fact_date.label("day"),
            at.label("at"),
            cast(cls.label_sql(), String).label("label"),
        )
        parts.append(part.where(row.state != "cancelled") if cls.workflow is not None else part)
    return union_all(*parts).subquery()


def _due(types: tuple[type[Record], ...], first: date) -> dict[date, list[Entry]]:
    """Return what falls due in the month and is still awaited."""
    found: dict[date, list[Entry]] = defaultdict(list)
    source = due_source(types)
    statement = (
        select(source)
        .where(source.c.due >= first, source.c.due < _next_month(first))
        .order_by(source.c.due, source.c.kind, source.c.number)
        .limit(MOST)
    )
    for due in map(read_due, db.session.execute(statement)):
        cls = record_type(due.table)
        clocks = {item.key: item.label for item in cls.deadline.clocks} if cls.deadline is not None else {}
        kind = translate(clocks.get(due.clock, cls.title))
        url = f"/panel/{cls.slug()}/details/?id={due.record_id}"
        found[due.due].append(Entry("", kind, due.label or kind, url, due=True))
    return found
