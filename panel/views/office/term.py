"""Terms on screen."""

from __future__ import annotations

from typing import Any

from models.base import Record
from models.marks import N_
from panel.record_view import RecordView
from panel.term_settings import settings_section


class TermView(RecordView):
    """Terms of office with their settings, which differ by place and by term."""

    menu_place = 60
    column_list = ("name", "number", "valid_from", "valid_until")
    form_sections = (
        (N_("Basic facts"), ("number", "name", "valid_from", "valid_until")),
        (
            N_("Counting rules"),
            ("merged_proposals", "percentage_base", "present_parts", "present_of", "late_after_days"),
        ),
        (N_("Ballot"), ("quorum_parts", "quorum_of", "quorum_exceeded", "ballots_shown_from")),
        (N_("Training"), ("half_day_hours", "yearly_hours")),
    )
    can_import = False

    def fact_sections(self, record: Record) -> list[dict[str, Any]]:
        """Add every declared setting with the value in force."""
        sections: list[dict[str, Any]] = super().fact_sections(record)
        declared = settings_section(record) if record.trashed_at is None else None
        return [*sections, declared] if declared is not None else sections

    def child_types(self) -> list[Any]:
        """Leave the settings out of the lists below: they stand among the facts."""
        return [cls for cls in super().child_types() if cls.__tablename__ != "term_setting"]
