"""Adding the people of a list at once: members by body, staff, or names, who served on the day and are not there yet."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from models.base import db
from models.marks import N_
from models.problems import Problem
from models.registry import record_type
from models.serving import SERVING_COLUMNS, serves_on
from panel.forms import split_names
from panel.language import format_number, translate
from panel.rosters import NOTHING, SEVERAL, UNKNOWN, Chosen

BODIES = {"sector": "sector_id", "special_committee": "committee_id", "member_group": "member_group_id"}
"""Table of a body -> the column of the assignments that names it."""

ALL_MEMBERS, ALL_STAFF = N_("All serving members"), N_("All staff of the office")
HEADS, ATTENDANCES = N_("Heads"), N_("Attendances")
MADE_UP = N_("members %(members)s, staff %(staff)s, guests %(guests)s")
ATTENDANCES_MEAN = N_("Each time that somebody was present counts")
LEADERS = ("chairman", "vice_chairman", "secretary_general")
"""The posts that make up the chairpersons' meeting."""


class PersonRoster:
    """What a view offers whose rows are one person each under a parent (``models.attending.OnePerson``).

    ``roster_day`` names the column of the parent with the day on which members must have served.
    """

    model: Any
    roster_day = ""

    def day_of(self, parent: Any) -> date:
        """Return the day on which those who are added served."""
        found: date = getattr(parent, self.roster_day)
        return found

    def rosters(self, parent: Any) -> list[tuple[str, str]]:
        """Return the lists from which people can be added: all members, the staff, each sector, body and group."""
        found = [("members", translate(ALL_MEMBERS)), ("staff", translate(ALL_STAFF))]
        for table in BODIES:
            cls: Any = record_type(table)
            rows = db.session.execute(select(cls.id, cls.name).order_by(cls.rank, cls.id))
            found.extend((f"{table}-{row.id}", row.name) for row in rows)
        return found

    def chosen(self, parent: Any, key: str, names: str) -> Chosen:
        """Return the people of a list and those named who are not registered yet and served on the day."""
        found, wanted = self.wanted(parent, key, names)
        cls = self.model
        there = db.session.execute(
            select(cls.seat_id, cls.staff_id).where(getattr(cls, cls.parent) == parent.id),
            execution_options={"gate": "any"},
        ).all()
        taken = {("seat_id", row.seat_id) for row in there} | {("staff_id", row.staff_id) for row in there}
        found.rows = [{column: number} for column, number in wanted if (column, number) not in taken]
        return found

    def wanted(self, parent: Any, key: str, names: str) -> tuple[Chosen, list[tuple[str, int]]]:
        """Return the problems of what was asked for, and (column, number) of everybody on the list or named, each once."""
        found, day = Chosen(), self.day_of(parent)
        seats, staff = serving_on(day), _staff_on(day)
        if not key and not split_names(names):
            found.problems.append(Problem("roster", NOTHING))
        people = [("staff_id", number) for number in staff] if key == "staff" else []
        people += [("seat_id", number) for number in self.listed(parent, key, seats)]
        for name in split_names(names):
            same = [("seat_id", n) for n, called in seats.items() if called == name]
            same += [("staff_id", n) for n, called in staff.items() if called == name]
            if len(same) != 1:
                found.problems.append(Problem("names", SEVERAL if same else UNKNOWN, {"name": name}))
            people += same[:1]
        return found, list(dict.fromkeys(people))

    def listed(self, parent: Any, key: str, seats: dict[int, str]) -> list[int]:
        """Return the seats of a list, in the order of surname strokes."""
        if key == "members":
            return list(seats)
        table, _, number = key.partition("-")
        if table not in BODIES or not number.isdecimal() or len(number) > 9:
            return []
        inside = assigned_on(self.day_of(parent), body=(BODIES[table], int(number)))
        return [seat for seat in seats if seat in inside]


def serving_on(day: date) -> dict[int, str]:
    """Return the seats that were served on the day with their names, in the order of surname strokes."""
    seat: Any = record_type("seat")
    rows = db.session.execute(
        select(seat.id, seat.name, *(getattr(seat, name) for name in SERVING_COLUMNS)).order_by(
            seat.name_strokes, seat.id
        )
    )
    return {row.id: row.name for row in rows if serves_on(row, day)}


def _staff_on(day: date) -> dict[int, str]:
    cls: Any = record_type("staff")
    rows = db.session.execute(
        select(cls.id, cls.name)
        .where(or_(cls.valid_until.is_(None), cls.valid_until >= day))
        .order_by(cls.name_strokes, cls.id)
    )
    return {row.id: row.name for row in rows}


def assigned_on(day: date, *, posts: tuple[str, ...] = (), body: tuple[str, int] | None = None) -> set[int]:
    """Return the seats with an assignment on the day: to a body (``("sector_id", 3)``), or to one of the posts."""
    assignment: Any = record_type("seat_assignment")
    conditions = [] if body is None else [getattr(assignment, body[0]) == body[1]]
    if posts:
        conditions.append(assignment.post.in_(posts))
    statement = select(assignment.seat_id).where(
        *conditions,
        assignment.valid_from <= day,
        or_(assignment.valid_until.is_(None), assignment.valid_until >= day),
    )
    return set(db.session.scalars(statement))


def people_figures(cls: Any, url: str, number: int, present: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the two figures of who was there, heads and attendances, counted from the rows; nothing while there are none.

    Args:
        cls: the type of the rows, with the columns of one person each.
        url: the address of their list.
        number: the parent.
        present: the values of ``attendance`` that count as being there.
    """
    guest = cls.guest_name + " " + func.coalesce(cls.guest_body, "")
    seats, staff, guests, rows = db.session.execute(
        select(
            func.count(cls.seat_id.distinct()),
            func.count(cls.staff_id.distinct()),
            func.count(guest.distinct()),
            func.count(cls.id),
        ).where(getattr(cls, cls.parent) == number, cls.attendance.in_(present))
    ).one()
    if not rows:
        return []
    parts = translate(MADE_UP, members=seats, staff=staff, guests=guests)
    return [
        {
            "label": translate(HEADS),
            "number": format_number(seats + staff + guests),
            "unit": translate(N_("people")),
            "definition": parts,
            "url": f"{url}/?{cls.parent}={number}&attendance__in={','.join(present)}",
        },
        {
            "label": translate(ATTENDANCES),
            "number": format_number(rows),
            "unit": translate(N_("attendances")),
            "definition": translate(ATTENDANCES_MEAN),
            "url": f"{url}/?{cls.parent}={number}&attendance__in={','.join(present)}",
        },
    ]
