"""The short lists of the home page that depend on the role: what is overdue, the own desk, the own bodies, the checks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Date, bindparam, func, select

from models import clock, history
from models.access import ADMIN, AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, Actor
from models.access.gate import keep
from models.base import Record, db
from models.deadlines import SOON_DAYS
from models.marks import N_
from models.registry import record_type, record_types
from panel.deadline_page import ADDRESS as DEADLINES
from panel.deadline_page import late_words, sees_deadlines
from panel.due_rows import due_source, read_due, types_for
from panel.history_pages.seals_page import ADDRESS as SEALS
from panel.history_pages.seals_page import seal_facts, sees_seals
from panel.home_figures import Figure, counted_lists, number_words
from panel.inbox import ADDRESS as INBOX
from panel.language import format_moment, office_time, translate
from panel.listing.labels import labels
from panel.registry import view_of
from panel.waiting import begins_drafts, drafts_count, waiting

OVERDUE, NOTHING_OVERDUE = N_("Overdue"), N_("Nothing is overdue.")
DUE, NOTHING_DUE = (
    N_("Handed to your unit, by day due"),
    N_("Nothing that was handed to your unit has a day due."),
)
OF_UNIT = N_("%(kind)s, %(name)s")
DESK = N_("On my desk")
DRAFTS, RETURNED, SOON = N_("Drafts"), N_("Returned to me"), N_("Due within seven days")
BACKUP, NEVER_BACKED_UP = N_("Last backup"), N_("never")
DAYS_AGO, TODAY = N_("%(days)s days ago"), N_("today")
OWN_BODIES = N_("Work of my bodies")
ALL_OF_AREA = N_("working area, all records")
CHECKS = N_("State of the checks")
UNUSUAL, NOTHING_UNUSUAL = N_("Worth a look, last 30 days"), N_("Nothing of the kind.")
OVERDUE_ROWS, DUE_ROWS = 3, 6
BACKUP_DAYS = 7
"""After so many days without a backup the home page of clerk and administrator says so in amber."""
UNUSUAL_DAYS = 30
UNUSUAL_KINDS = (
    ("unmasked", N_("Personal values looked at in full")),
    ("corrected", N_("Approved records corrected")),
    ("exported", N_("Lists taken out")),
    ("login_locked", N_("Logins locked after wrong entries")),
    ("second_factor_reset", N_("Second factors reset")),
)
"""Kinds of events that are rare and that an auditor wants to hear of, with what they are called together."""

_OPEN_ROUND = "drafted,submitted,returned,plan_approved,heard,open,counted,opinions_approved,reported,fed_back,rectifying"
_OPEN_TOPIC = "collected,screened,approved,surveyed,consulted,opinion_formed,reported,handed_over,handling,answered,rated"
BODIES = (
    Figure("evaluation_round", N_("Evaluation rounds under way"), N_("rounds"), {"state__in": _OPEN_ROUND}),
    Figure("topic", N_("Topics under way"), N_("topics"), {"state__in": _OPEN_TOPIC}),
    Figure("field_study", N_("Field studies of this year"), N_("studies"), {"fact_date__ge": "{year}-01-01"}),
)
"""What a special committee organises; each is counted with the committee as a further condition."""


def overdue(actor: Actor) -> dict[str, Any] | None:
    """Return what is past its day, longest first; for a unit everything that it was handed, the nearest day first."""
    if not sees_deadlines(actor):
        return None
    unit = DEPARTMENT in actor.roles and not actor.roles & {CLERK, COMMITTEE, CHAIR, AUDITOR}
    found = db.session.execute(_by_day(types_for(actor), unit)).all()
    rows = [read_due(row) for row in found]
    names = labels(record_type("department"), {row.unit for row in rows if row.unit})
    title, empty = (DUE, NOTHING_DUE) if unit else (OVERDUE, NOTHING_OVERDUE)
    return _panel(
        title,
        [_due_row(row, names, named=not unit) for row in rows],
        empty,
        count=found[0].every if found else None,
        all_url=DEADLINES if rows else None,
    )


@lru_cache(maxsize=64)
def _by_day(types: tuple[type[Record], ...], unit: bool) -> Any:
    """Return the SELECT of what is past its day, for a unit of everything due, with the number of all of it."""
    source = due_source(types)
    statement = select(source, func.count().over().label("every"))
    if not unit:
        statement = statement.where(source.c.due < _day("today", 0))
    order = (source.c.due, source.c.kind, source.c.number)
    return keep(statement.order_by(*order).limit(DUE_ROWS if unit else OVERDUE_ROWS))


@lru_cache(maxsize=64)
def _within_days(types: tuple[type[Record], ...]) -> Any:
    """Return the SELECT of the number of what is due soon."""
    source = due_source(types)
    within = source.c.due.between(_day("today", 0), _day("soon", SOON_DAYS))
    return keep(select(func.count()).select_from(source).where(within))


def _day(name: str, ahead: int) -> Any:
    """Return a parameter: the business date of the moment of asking, so many days on."""
    return bindparam(name, callable_=lambda: clock.business_today() + timedelta(days=ahead), type_=Date())


def _due_row(row: Any, names: dict[int, Any], *, named: bool) -> dict[str, Any]:
    cls = record_type(row.table)
    late = row.due < clock.business_today()
    unit = names.get(row.unit or 0)
    kind = translate(cls.title)
    return {
        "title": row.label or kind,
        "url": view_of(cls).url_for_details(row.record_id),
        "fact": translate(OF_UNIT, kind=kind, name=unit.text) if named and unit else kind,
        "when": None,
        "state": {"shape": "warning", "label": late_words(row.due), "tone": "bad", "filled": True}
        if late
        else {"shape": "ring", "label": late_words(row.due), "tone": None, "filled": False},
        "act": None,
    }


def desk(actor: Actor, points: Sequence[dict[str, Any]] = ()) -> dict[str, Any] | None:
    """Return what lies on the own desk in numbers: drafts, returned, soon due; for clerk and administrator the last backup.

    ``points``: the figure of the own points, for members who also have an office.
    """
    numbers: list[tuple[str, int, str]] = []
    if begins_drafts(actor):
        drafts = db.session.scalar(drafts_count())
        returned = sum(item.mend for item in waiting(actor))
        numbers += [
            (DRAFTS, int(drafts or 0), f"{INBOX}?tab=drafts"),
            (RETURNED, returned, f"{INBOX}?only=returned"),
        ]
    if CLERK in actor.roles and sees_deadlines(actor):
        numbers.append((SOON, int(db.session.scalar(_within_days(types_for(actor))) or 0), DEADLINES))
    rows = [_number(title, number, url) for title, number, url in numbers if number or CLERK in actor.roles]
    rows += [_number(figure["label"], 0, figure["url"]) | {"number": figure["number"]} for figure in points]
    if actor.roles & {CLERK, ADMIN}:
        rows.append(_backup(actor))
    return _panel(DESK, rows, "") if rows else None


def _backup(actor: Actor) -> dict[str, Any]:
    found = history.newest_event(db.session(), actor.organization_id, "backup_made")
    row = _number(BACKUP, 0, None)
    if found is None:
        return row | {"number": None, "state": _amber(translate(NEVER_BACKED_UP))}
    days = (office_time(clock.now()).date() - office_time(found[0]).date()).days
    words = translate(DAYS_AGO, days=days) if days else translate(TODAY)
    row |= {"number": None, "fact": format_moment(found[0])}
    return row | ({"state": _amber(words)} if days > BACKUP_DAYS else {"number": words})


def _amber(words: str) -> dict[str, Any]:
    return {"shape": "diamond", "label": words, "tone": "warn", "filled": True}


def own_bodies(actor: Actor) -> dict[str, Any] | None:
    """Return the work of the actor's special committees, and the working areas assigned to them, each number a list."""
    bodies = actor.scope("special_committee")
    if COMMITTEE not in actor.roles or not bodies:
        return None
    among = ",".join(str(number) for number in sorted(bodies))
    wanted = [
        Figure(
            figure.table, figure.label, figure.unit, {**(figure.conditions or {}), "committee_id__in": among}
        )
        for figure in BODIES
    ]
    areas = {cls.slug(): cls for cls in record_types()}
    own = [
        Figure(areas[slug].__tablename__, areas[slug].plural, "", {}, ALL_OF_AREA)
        for slug in sorted(actor.areas)
        if slug in areas
    ]
    rows = [
        _number(figure.label, number, figure.url, fact=figure.definition)
        for figure, number in counted_lists(actor, [*wanted, *own])
        if number
    ]
    return _panel(OWN_BODIES, rows, "") if rows else None


def checks(actor: Actor) -> dict[str, Any] | None:
    """Return how far the history is sealed and how its last verification came out, for who is to know."""
    if not sees_seals(actor):
        return None
    rows = [
        {
            "title": fact["label"],
            "url": SEALS,
            "fact": fact.get("definition") or "",
            "when": None,
            "number": None if fact.get("state") == "warning" else fact["value"],
            "state": _amber(fact["value"]) if fact.get("state") == "warning" else None,
            "act": None,
        }
        for fact in seal_facts(actor)
    ]
    return _panel(CHECKS, rows, "", all_url=SEALS)


def unusual(actor: Actor) -> dict[str, Any]:
    """Return how often what is rare happened lately, each number with the lines of the history behind it."""
    since = clock.now() - timedelta(days=UNUSUAL_DAYS)
    numbers = history.count_events(
        db.session(), actor.organization_id, [kind for kind, _words in UNUSUAL_KINDS], since=since
    )
    day = office_time(since).date().isoformat()
    rows = [
        _number(words, numbers[kind], f"/history?kind={kind}&since={day}")
        for kind, words in UNUSUAL_KINDS
        if numbers.get(kind)
    ]
    return _panel(UNUSUAL, rows, NOTHING_UNUSUAL)


def _number(title: str, number: int, url: str | None, *, fact: str = "") -> dict[str, Any]:
    return {
        "title": translate(title),
        "url": url,
        "fact": translate(fact) if fact else "",
        "when": None,
        "number": number_words(number),
        "state": None,
        "act": None,
    }


def _panel(
    title: str,
    rows: list[dict[str, Any]],
    empty: str,
    *,
    count: int | None = None,
    all_url: str | None = None,
) -> dict[str, Any]:
    return {
        "title": translate(title),
        "count": number_words(count) if count else None,
        "all_url": all_url,
        "rows": rows,
        "empty": translate(empty),
    }
