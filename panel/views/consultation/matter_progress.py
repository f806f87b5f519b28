"""Progress of assigned matters on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class MatterProgressView(RecordView):
    """What was done about a matter, report by report."""

    column_list = ("summary", "reported_on", "reported_by", "matter_id")
    column_sortable_list = ("reported_on", "changed_at")
    column_default_sort = ("reported_on", True)
    import_key = ("matter_id", "reported_on", "summary")
