"""Rectifications on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class RectificationView(RecordView):
    """What a unit was asked to put right, and what came of it."""

    in_menu = True
    column_list = ("name", "department_id", "due_on", "reported_on", "rechecked_on", "state")
