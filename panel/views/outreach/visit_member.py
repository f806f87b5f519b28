"""Who took part in a visit, on screen."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models.base import db
from models.marks import N_
from models.outreach.visit_member import VisitMember
from models.problems import Problem
from models.registry import record_type
from models.serving import SERVING_COLUMNS, serves_on
from panel.forms import split_names
from panel.language import translate
from panel.record_view import RecordView
from panel.rosters import NOTHING, SEVERAL, UNKNOWN, Chosen


class VisitMemberView(RecordView):
    """The members on a visit; a whole group is added in one act, others by their names."""

    column_list = ("name", "visit_id", "part", "fact_date")
    children_grid = ("part", "note")
    import_key = ("visit_id", "seat_id")

    def rosters(self, visit: Any) -> list[tuple[str, str]]:
        """Return the groups from which members can be added, the visit's own first."""
        group: Any = record_type("member_group")
        rows = db.session.execute(select(group.id, group.name).order_by(group.rank, group.id)).all()
        ordered = sorted(rows, key=lambda row: row.id != visit.member_group_id)
        return [("", translate(N_("Only the names below")))] + [(str(row.id), row.name) for row in ordered]

    def chosen(self, visit: Any, key: str, names: str) -> Chosen:
        """Return the members of a group and those named who are not on the visit yet and served on its day."""
        found = Chosen()
        seats = self._serving(visit)
        if not key and not split_names(names):
            found.problems.append(Problem("roster", NOTHING))
        wanted = [seat for seat in seats if seat in self._of_group(key)]
        for name in split_names(names):
            same = [seat for seat, called in seats.items() if called == name]
            if len(same) != 1:
                found.problems.append(Problem("names", SEVERAL if same else UNKNOWN, {"name": name}))
            wanted += same[:1]
        taken = set(
            db.session.scalars(
                select(VisitMember.seat_id).where(VisitMember.visit_id == visit.id),
                execution_options={"gate": "any"},
            )
        )
        found.rows = [{"seat_id": seat} for seat in dict.fromkeys(wanted) if seat not in taken]
        return found

    def _serving(self, visit: Any) -> dict[int, str]:
        seat: Any = record_type("seat")
        columns = [getattr(seat, name) for name in SERVING_COLUMNS]
        rows = db.session.execute(select(seat.id, seat.name, *columns).order_by(seat.name_strokes, seat.id))
        return {row.id: row.name for row in rows if serves_on(row, visit.visited_on)}

    def _of_group(self, key: str) -> set[int]:
        if not key.isdecimal() or len(key) > 9:
            return set()
        assignment: Any = record_type("seat_assignment")
        statement = select(assignment.seat_id).where(
            assignment.member_group_id == int(key), assignment.valid_until.is_(None)
        )
        return set(db.session.scalars(statement))
