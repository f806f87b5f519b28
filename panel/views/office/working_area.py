"""Working areas on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class WorkingAreaView(RecordView):
    """Which desk looks after which kind of record."""

    menu_place = 36
    column_list = ("name", "record_kind", "committee_id")
