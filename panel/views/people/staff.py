"""Staff on screen."""

from __future__ import annotations

from typing import ClassVar

from models.marks import N_
from panel.record_view import RecordView


class StaffView(RecordView):
    """The people of the office."""

    copies = False
    menu_place = 30
    column_list = ("name", "post", "committee_id", "valid_from", "valid_until")
    column_sortable_list = ("name_strokes", "changed_at")
    column_default_sort = ("name_strokes", False)
    column_labels: ClassVar[dict[str, str]] = {"name_strokes": N_("Surname strokes")}
    lookup_detail = ("post",)
    import_key = ("name", "post")
