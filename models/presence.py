"""Half-days of a meeting, what was granted as leave for them, and what a person's half-days come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, NamedTuple

from sqlalchemy import select

from models import clock
from models.base import db
from models.fields import Choice
from models.lookups import columns_of, rows_where
from models.marks import N_
from models.registry import record_type
from models.settings import term_on

HALVES = (
    Choice("morning", N_("Morning")),
    Choice("afternoon", N_("Afternoon")),
    Choice("evening", N_("Evening")),
)
MARKS = (
    Choice("present", N_("Was present")),
    Choice("late", N_("Came late")),
    Choice("left_early", N_("Left early")),
    Choice("leave", N_("On leave")),
    Choice("absent", N_("Absent")),
    Choice("exempt", N_("Not required")),
    Choice("expected", N_("Not recorded yet")),
)
THERE = ("present", "late", "left_early")
"""The marks of who was there."""

OFFICIAL = "official"
"""The ground of leave that is no absence: a meeting of a higher body, a posting elsewhere."""

HalfDay = tuple[date, str]
Standing = Literal["present", "leave", "absent", "exempt", "open"]

_ORDER = [choice.value for choice in HALVES]
_NOON, _EVENING = time(12), time(18)
_MOST_DAYS = 40


def half_of(moment: datetime) -> HalfDay:
    """Return the half-day of a moment, by the office's clock: until noon, until six, and the evening."""
    local = moment.astimezone(clock.OFFICE_ZONE)
    half = "morning" if local.time() < _NOON else "afternoon" if local.time() < _EVENING else "evening"
    return local.date(), half


def half_days(starts_at: datetime, ends_at: datetime | None) -> list[HalfDay]:
    """Return the half-days of a meeting in order: mornings and afternoons, an evening only where it begins or ends in one.

    Without an end it has the one in which it begins.
    """
    first = half_of(starts_at)
    # What ends at noon sharp has no afternoon.
    last = (
        half_of(ends_at - timedelta(microseconds=1)) if ends_at is not None and ends_at > starts_at else first
    )
    found, day = [first], first[0]
    while day <= last[0] and (day - first[0]).days < _MOST_DAYS:
        found += [(day, half) for half in ("morning", "afternoon") if key((day, half)) > key(first)]
        day += timedelta(days=1)
    return sorted({half for half in [*found, last] if key(half) <= key(last)}, key=key)


def key(half_day: HalfDay) -> tuple[date, int]:
    """Return what half-days are put in order by."""
    return half_day[0], _ORDER.index(half_day[1])


def covered(leave: Any, half_day: HalfDay) -> bool:
    """Return whether a request (``from_on from_half until_on until_half``) is about a half-day; an open end reaches all."""
    if leave.from_on is not None and key(half_day) < key((leave.from_on, leave.from_half or "morning")):
        return False
    return leave.until_on is None or key(half_day) <= key((leave.until_on, leave.until_half or "evening"))


def granted_mark(meeting_id: int, seat_id: int | None, half_day: HalfDay) -> str | None:
    """Return the mark that a granted leave gives a member for a half-day, ``None`` without one."""
    if seat_id is None:
        return None
    columns = ("from_on", "from_half", "until_on", "until_half", "ground")
    where = {"meeting_id": meeting_id, "seat_id": seat_id, "state": "granted"}
    for leave in rows_where("leave_request", *columns, where=where):
        if covered(leave, half_day):
            return mark_of(leave.ground)
    return None


def mark_of(ground: str) -> str:
    """Return the mark of a half-day for which leave was granted on a ground."""
    return "exempt" if ground == OFFICIAL else "leave"


def share_on(day: date) -> tuple[int, int]:
    """Return the share of half-days under which presence counts as absence in the term of a day, as parts and of."""
    term = columns_of("term", term_on(day), "present_parts", "present_of")
    if term is not None:
        return term.present_parts, term.present_of
    columns = record_type("term").__table__.c
    return columns.present_parts.default.arg, columns.present_of.default.arg


def standing(marks: Mapping[str, int], share: tuple[int, int]) -> Standing:
    """Return what the half-days of one person at one meeting come to.

    Present under the share counts as absent; where leave was granted for what is missing, as leave. What does not count is left
    out; ``exempt`` when nothing counts, ``open`` while nothing is recorded.

    Args:
        marks: mark -> number of half-days.
        share: parts and of (2, 3: two thirds).
    """
    there = sum(marks.get(mark, 0) for mark in THERE)
    leave, absent = marks.get("leave", 0), marks.get("absent", 0)
    base = there + leave + absent
    if not base:
        return "open" if marks.get("expected") else "exempt"
    parts, whole = share
    if there * whole >= parts * base:
        return "present"
    return "leave" if leave and (there + leave) * whole >= parts * base else "absent"


class People(NamedTuple):
    """Who was at one meeting.

    Attributes:
        members: name and standing of each member, in the order of surname strokes.
        staff: names of those of the office who were there.
        guests: guests who were there, each with the body.
    """

    members: list[tuple[str, Standing]]
    staff: list[str]
    guests: list[str]


def people_at(meeting_id: int) -> People:
    """Return who was at a meeting by its sheets, as far as the actor reads them: two statements."""
    cls: Any = record_type("attendance")
    columns = (
        cls.seat_id, cls.staff_id, cls.guest_name, cls.guest_body, cls.name, cls.attendance, cls.fact_date,
    )  # fmt: skip
    statement = select(*columns).where(cls.meeting_id == meeting_id).order_by(cls.name_strokes, cls.id)
    marks: dict[int, dict[str, int]] = {}
    names: dict[int, str] = {}
    there: dict[str, list[str]] = {"staff": [], "guests": []}
    day = None
    for row in db.session.execute(statement):
        day = row.fact_date if day is None else min(day, row.fact_date)
        if row.seat_id is not None:
            names.setdefault(row.seat_id, row.name)
            found = marks.setdefault(row.seat_id, {})
            found[row.attendance] = found.get(row.attendance, 0) + 1
        elif row.attendance in THERE:
            kind = "staff" if row.staff_id is not None else "guests"
            there[kind].append(
                row.name if row.staff_id is not None else f"{row.guest_name}（{row.guest_body}）"
            )
    share = share_on(day or clock.business_today())
    members = [(name, standing(marks[seat], share)) for seat, name in names.items()]
    return People(members, list(dict.fromkeys(there["staff"])), list(dict.fromkeys(there["guests"])))


def standings(kinds: Iterable[str], since: date, until: date) -> list[tuple[Any, dict[int, Standing]]]:
    """Return for every member with attendance at meetings of the kinds their standing at each, from rows the actor may read.

    Returns:
        (a row with ``seat_id name name_strokes``, meeting id -> standing), in the order of surname strokes.
    """
    attendance: Any = record_type("attendance")
    meeting: Any = record_type("meeting")
    rows = db.session.execute(
        select(
            attendance.seat_id, attendance.name, attendance.name_strokes, attendance.meeting_id, meeting.fact_date,
            attendance.attendance,
        )
        .join(meeting, meeting.id == attendance.meeting_id)
        .where(
            attendance.seat_id.is_not(None), meeting.kind.in_(list(kinds)), meeting.fact_date >= since,
            meeting.fact_date <= until, meeting.state != "planned",
        )
    )  # fmt: skip
    people: dict[int, Any] = {}
    marks: dict[int, dict[int, dict[str, int]]] = {}
    days: dict[int, date] = {}
    for row in rows:
        people.setdefault(row.seat_id, row)
        found = marks.setdefault(row.seat_id, {}).setdefault(row.meeting_id, {})
        found[row.attendance] = found.get(row.attendance, 0) + 1
        days[row.meeting_id] = row.fact_date
    shares = {number: share_on(day) for number, day in days.items()}
    ordered = sorted(people.values(), key=lambda row: (row.name_strokes, row.seat_id))
    return [
        (person, {number: standing(found, shares[number]) for number, found in marks[person.seat_id].items()})
        for person in ordered
    ]
