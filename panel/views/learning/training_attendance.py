"""Attendance of trainings on screen."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import select

from models.learning.training import KINDS, Training
from models.marks import N_
from panel.attending import PersonRoster
from panel.listing.columns import ListColumn
from panel.record_view import RecordView


class TrainingAttendanceView(PersonRoster, RecordView):
    """Who took part: members by seat, staff, guests by name; entered row by row under the training."""

    column_list = ("name", "training_id", "attendance", "hours", "result_id")
    list_columns: ClassVar[dict[str, ListColumn]] = {
        "training_kind": ListColumn(
            N_("Kind of training"),
            expression=lambda row: (
                select(Training.kind).where(Training.id == row.training_id).correlate(row).scalar_subquery()
            ),
            kind="choice",
            choices=KINDS,
            fits=lambda row, _asked, kinds: row.training_id.in_(
                select(Training.id).where(Training.kind.in_(kinds))
            ),
            reads=("training_id",),
            filter=True,
        ),
    }
    children_grid = ("attendance", "hours", "note")
    import_key = ("training_id", "name")
    roster_day = "starts_on"
