"""Special committees on screen."""

from __future__ import annotations

from panel.record_view import RecordView
from panel.whole import WholeRoutes


class SpecialCommitteeView(WholeRoutes, RecordView):
    """The standing working bodies."""

    menu_place = 30
    column_list = ("name", "short_name", "kind", "vice_chair_id", "rank", "valid_until")
    column_default_sort = ("rank", False)
    import_key = ("name",)
