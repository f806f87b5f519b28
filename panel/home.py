"""Home: what waits first, then where I was, what comes next, and figures that open into the rows they count."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from flask import render_template
from flask_admin import expose
from sqlalchemy import String, bindparam, cast, literal, select, union_all

from models import clock
from models.access import AUDITOR, STAFF_ROLES, Actor, current_actor
from models.access.gate import keep
from models.access.rules import account_parameter
from models.base import Record, db
from models.marks import N_
from models.registry import record_type, record_types
from models.types import Moment
from panel.history_pages import newest_rows, reads_all
from panel.history_pages.screen import ADDRESS as HISTORY
from panel.home_figures import figures_of, month_table
from panel.home_panels import checks, desk, overdue, own_bodies, unusual
from panel.inbox import ADDRESS, TITLE, days_words, first_waiting, rows_of, tabs_of
from panel.language import format_day_in_words, format_moment, translate
from panel.pages import page
from panel.points.own import own_points
from panel.waiting import Item, how_many, provided

FIRST = 6
RECENT = 4
UPCOMING = 3
RECENT_DAYS = 90
LATEST = 8

HOME = N_("Home")
QUEUE = N_("One by one")
AWAITED = N_("Awaits you")
NOTHING_WAITS = (N_("Nothing waits for you"), N_("What others hand in for your decision comes here."))
CONTINUE, NOTHING_RECENT = N_("Where I was"), N_("What you enter or change stands here.")
LATEST_CHANGES, NOTHING_WRITTEN = N_("Latest changes"), N_("Nothing was written yet")
WHO_DID = N_("%(name)s: %(text)s")
COMING, NOTHING_COMING = N_("Coming meetings"), N_("No meeting is planned.")
FIGURES_NOTE = N_("Each number opens the rows it counts.")

WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
DATE_AND_WEEKDAY = N_("%(day)s, %(weekday)s")


class HomeRoutes:
    """Route ``/``."""

    @expose("/")
    def index(self) -> str:
        """Show the home of whoever is signed in."""
        return render_template("home.html", page=home_page(current_actor()))


def home_page(actor: Actor) -> dict[str, Any]:
    """Return everything on the home page, in a number of statements that does not grow with the rows."""
    points = own_points(actor)
    at_the_desk = bool(actor.roles & STAFF_ROLES)
    figures = [*(() if at_the_desk else points), *figures_of(actor)]
    auditing = reads_all(actor)
    latest, waits = _latest(actor), _waiting(actor)
    panels = (
        latest if waits else None,
        unusual(actor) if auditing else None,
        checks(actor) if auditing else None,
        overdue(actor),
        desk(actor, points if at_the_desk else ()),
        own_bodies(actor),
        _recent(actor),
        _coming(actor),
        None if auditing else checks(actor),
    )
    return page(
        translate(HOME),
        date=_today(),
        calls=[_call(item) for item in provided(actor) if item.act],
        waiting=waits,
        first=[latest] if latest and not waits else [],
        panels=[panel for panel in panels if panel is not None],
        figures=figures,
        figures_note=translate(FIGURES_NOTE) if figures else None,
        months=month_table(figures),
    )


def _today() -> str:
    today = clock.business_today()
    return translate(DATE_AND_WEEKDAY, day=format_day_in_words(today), weekday=WEEKDAYS[today.weekday()])


def _call(item: Item) -> dict[str, Any]:
    """Return what is open for this person alone, with its one button."""
    return {
        "title": item.label,
        "text": item.fact,
        "state": {"shape": "diamond", "label": translate(AWAITED), "tone": None},
        "act": {"label": translate(item.act), "url": item.url, "method": "get", "kind": "primary"},
    }


def _waiting(actor: Actor) -> dict[str, Any] | None:
    """Return the panel of what waits; an auditor decides nothing."""
    if actor.roles and actor.roles <= {AUDITOR}:
        return None
    items = [item for item in first_waiting(actor, FIRST) if not item.act]
    number = how_many(actor)
    title, text = NOTHING_WAITS
    act = {"label": translate(QUEUE), "url": f"{ADDRESS}/next", "method": "get", "kind": "primary"}
    if not items and any(item.act for item in provided(actor)):
        # What is open for this person alone says it all.
        return None
    decides = any(item.table and not item.mend for item in items)
    oldest = max((item.days for item in items), default=0)
    return {
        "title": translate(TITLE),
        "tabs": [
            (label, url, current, number if current else None)
            for label, url, current, _none in tabs_of(actor, "waiting")
        ],
        "oldest": translate(N_("longest: %(days)s"), days=days_words(oldest)) if oldest else None,
        "rows": rows_of(actor, items),
        "acts": [act] if decides else [],
        "all_url": ADDRESS if number > FIRST else None,
        "empty": {"title": translate(title), "text": translate(text)},
    }


@lru_cache(maxsize=64)
def _changed_by_me(types: tuple[type[Record], ...]) -> Any:
    """Return the SELECT of the rows that the actor entered or changed last, the newest first."""
    parts = []
    for cls in types:
        newest = (
            select(
                literal(cls.__tablename__).label("kind"),
                cls.id.label("number"),
                cls.changed_at,
                cast(cls.label_sql(), String).label("label"),
            )
            .where(cls.changed_by_id == account_parameter(), cls.changed_at >= _since_parameter())
            .order_by(cls.changed_at.desc())
            .limit(RECENT)
            .subquery()
        )
        parts.append(select(newest))
    source = union_all(*parts).subquery()
    newest_first = (source.c.changed_at.desc(), source.c.number.desc())
    return keep(select(source).order_by(*newest_first).limit(RECENT))


def _since_parameter() -> Any:
    return bindparam(
        "changed_since", callable_=lambda: clock.now() - timedelta(days=RECENT_DAYS), type_=Moment()
    )


def _recent(actor: Actor) -> dict[str, Any] | None:
    """Return the panel of what the actor worked on last: drafts to go on with, rows to look at again."""
    types = tuple(
        cls
        for cls in record_types()
        if not cls.is_link and actor.roles & (set(cls.access.create) | set(cls.access.update))
    )
    if not types:
        return None
    rows = [
        {
            "title": row.label or translate(record_type(row.kind).title),
            "url": f"/panel/{row.kind.replace('_', '-')}/details/?id={row.number}",
            "fact": translate(record_type(row.kind).title),
            "when": format_moment(row.changed_at)[5:],
            "state": None,
            "act": None,
        }
        for row in db.session.execute(_changed_by_me(types))
    ]
    return {
        "title": translate(CONTINUE),
        "count": None,
        "all_url": None,
        "rows": rows,
        "empty": translate(NOTHING_RECENT),
    }


def _latest(actor: Actor) -> dict[str, Any] | None:
    """Return the panel of the newest changes, for who reads the whole history."""
    if not reads_all(actor):
        return None
    rows = [
        {
            "title": row.record or row.kind or row.what,
            "url": row.more[1] if row.more else row.url,
            "fact": translate(WHO_DID, name=row.who, text=row.what) if row.record or row.kind else row.who,
            "when": f"{row.day[5:]} {row.time[:5]}",
            "state": None,
            "act": None,
        }
        for row in newest_rows(actor, LATEST)
    ]
    return {
        "title": translate(LATEST_CHANGES),
        "count": None,
        "all_url": HISTORY,
        "rows": rows,
        "empty": translate(NOTHING_WRITTEN),
    }


def _coming(actor: Actor) -> dict[str, Any] | None:
    """Return the panel of the next meetings that the actor reads."""
    meeting: Any = record_type("meeting")
    if not actor.roles & set(meeting.access.read):
        return None
    today = datetime.combine(clock.business_today(), datetime.min.time(), clock.OFFICE_ZONE)
    statement = (
        select(meeting.id, meeting.name, meeting.place, meeting.starts_at)
        .where(meeting.starts_at >= today)
        .order_by(meeting.starts_at, meeting.id)
        .limit(UPCOMING)
    )
    rows = [
        {
            "title": row.name,
            "url": f"/panel/meeting/details/?id={row.id}",
            "fact": row.place or "",
            "when": format_moment(row.starts_at)[5:],
            "state": None,
            "act": None,
        }
        for row in db.session.execute(statement)
    ]
    everything = f"/panel/meeting/?fact_date__ge={clock.business_today().isoformat()}"
    return {
        "title": translate(COMING),
        "count": None,
        "all_url": everything if rows else None,
        "rows": rows,
        "empty": translate(NOTHING_COMING),
    }
