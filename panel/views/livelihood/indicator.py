"""Indicators on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class IndicatorView(RecordView):
    """What a project is to reach."""

    column_list = ("name", "project_id", "target_kind", "target", "unit", "target_text")
    children = ("progress",)
    asks_why = True
