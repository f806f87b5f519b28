"""Terms on screen."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class TermView(RecordView):
    """Terms of office with their settings, which differ by place and by term."""

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
