"""Attendance of trainings on screen."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models.base import db
from models.learning.training_attendance import TrainingAttendance
from models.marks import N_
from models.problems import Problem
from models.registry import record_type
from models.serving import SERVING_COLUMNS, serves_on
from panel.forms import split_names
from panel.language import translate
from panel.record_view import RecordView
from panel.rosters import NOTHING, SEVERAL, UNKNOWN, Chosen

_BODIES = {"sector": "sector_id", "special_committee": "committee_id", "member_group": "member_group_id"}


class TrainingAttendanceView(RecordView):
    """Who took part: members by seat, staff, guests by name; entered row by row under the training."""

    column_list = ("name", "training_id", "attendance", "hours", "result_id")
    children_grid = ("attendance", "hours", "note")
    import_key = ("training_id", "name")

    def rosters(self, training: Any) -> list[tuple[str, str]]:
        """Return the lists from which people can be added: all members, each sector, body and group, the staff."""
        found = [
            ("members", translate(N_("All serving members"))),
            ("staff", translate(N_("All staff of the office"))),
        ]
        for table in _BODIES:
            cls: Any = record_type(table)
            rows = db.session.execute(select(cls.id, cls.name).order_by(cls.rank, cls.id))
            found.extend((f"{table}-{row.id}", row.name) for row in rows)
        return found

    def chosen(self, training: Any, key: str, names: str) -> Chosen:
        """Return the people of a list and those named who are not registered yet and served on the first day."""
        found = Chosen()
        seats, staff = self._serving(training), self._staff()
        if not key and not split_names(names):
            found.problems.append(Problem("roster", NOTHING))
        wanted = [("staff_id", number) for number in staff] if key == "staff" else []
        wanted += [("seat_id", number) for number in self._listed(key, seats)]
        for name in split_names(names):
            same = [("seat_id", n) for n, called in seats.items() if called == name]
            same += [("staff_id", n) for n, called in staff.items() if called == name]
            if len(same) != 1:
                found.problems.append(Problem("names", SEVERAL if same else UNKNOWN, {"name": name}))
            wanted += same[:1]
        cls = TrainingAttendance
        there = db.session.execute(
            select(cls.seat_id, cls.staff_id).where(cls.training_id == training.id),
            execution_options={"gate": "any"},
        ).all()
        taken = {("seat_id", row.seat_id) for row in there} | {("staff_id", row.staff_id) for row in there}
        found.rows = [
            {column: number} for column, number in dict.fromkeys(wanted) if (column, number) not in taken
        ]
        return found

    def _serving(self, training: Any) -> dict[int, str]:
        seat: Any = record_type("seat")
        rows = db.session.execute(
            select(seat.id, seat.name, *(getattr(seat, name) for name in SERVING_COLUMNS)).order_by(
                seat.name_strokes, seat.id
            )
        )
        return {row.id: row.name for row in rows if serves_on(row, training.starts_on)}

    def _staff(self) -> dict[int, str]:
        cls: Any = record_type("staff")
        rows = db.session.execute(
            select(cls.id, cls.name).where(cls.valid_until.is_(None)).order_by(cls.name_strokes, cls.id)
        )
        return {row.id: row.name for row in rows}

    def _listed(self, key: str, seats: dict[int, str]) -> list[int]:
        """Return the seats of a list, in the order of surname strokes."""
        if key == "members":
            return list(seats)
        table, _, number = key.partition("-")
        if table not in _BODIES or not number.isdecimal() or len(number) > 9:
            return []
        assignment: Any = record_type("seat_assignment")
        column = getattr(assignment, _BODIES[table])
        inside = set(
            db.session.scalars(
                select(assignment.seat_id).where(column == int(number), assignment.valid_until.is_(None))
            )
        )
        return [seat for seat in seats if seat in inside]
