"""Participants of consultations on screen."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models.base import db
from models.marks import N_
from models.periods import covers
from models.registry import record_type
from panel.attending import PersonRoster
from panel.language import translate
from panel.record_view import RecordView
from panel.rosters import Chosen

COUNCIL = "council"


class ConsultationParticipantView(PersonRoster, RecordView):
    """Who sat at the table, as what: members, staff, and people from outside by name alone."""

    roster_day = "fact_date"
    column_list = ("name", "role", "body", "attendance", "spoke", "consultation_id")
    form_sections = (
        (N_("Participant"), ("consultation_id", "role", "seat_id", "staff_id", "person_name", "body")),
        (N_("Presence"), ("attendance", "spoke")),
    )
    children_grid = ("attendance", "note")
    import_key = ("consultation_id", "name")

    def rosters(self, parent: Any) -> list[tuple[str, str]]:
        """Return the lists from which people can be added, the council of the platform first."""
        council = (
            [(COUNCIL, translate(N_("Council of the platform")))] if parent.platform_id is not None else []
        )
        return [*council, *super().rosters(parent)]

    def chosen(self, parent: Any, key: str, names: str) -> Chosen:
        """Return the people of a list and those named who are not registered yet; staff sit there as staff."""
        if key == COUNCIL and parent.platform_id is not None:
            found = super().chosen(parent, "", names) if names.strip() else Chosen()
            found.rows = [*self._council(parent), *found.rows]
        else:
            found = super().chosen(parent, key, names)
        for row in found.rows:
            if "staff_id" in row:
                row["role"] = "staff"
        return found

    def _council(self, parent: Any) -> list[dict[str, Any]]:
        """Return the council of the platform on the day but those who are registered, by seat or by name."""
        cls: Any = record_type("platform_member")
        council = db.session.execute(
            select(cls.seat_id, cls.person_name, cls.role, cls.body, cls.valid_from, cls.valid_until)
            .where(cls.platform_id == parent.platform_id)
            .order_by(cls.name_strokes, cls.id)
        )
        there = db.session.execute(
            select(self.model.seat_id, self.model.person_name).where(self.model.consultation_id == parent.id)
        ).all()
        taken = {(row.seat_id, row.person_name) for row in there}
        return [
            {"seat_id": row.seat_id, "person_name": row.person_name, "role": row.role, "body": row.body}
            for row in council
            if covers(parent.fact_date, row.valid_from, row.valid_until)
            and (row.seat_id, row.person_name) not in taken
        ]
