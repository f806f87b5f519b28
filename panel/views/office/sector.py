"""Sectors on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class SectorView(RecordView):
    """The sectors of a term."""

    menu_place = 40
    column_list = ("name", "kind", "term_id", "rank", "valid_until")
    column_default_sort = ("rank", False)
    import_key = ("name", "term_id")
