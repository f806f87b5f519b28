"""Items of the issues on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class BulletinItemView(RecordView):
    """Which items stand in which issue."""

    column_list = ("opinion_report_id", "bulletin_id", "rank")
    column_default_sort = ("id", False)
    can_import = False
