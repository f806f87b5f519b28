"""Member groups on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class MemberGroupView(RecordView):
    """The groups in which members work together."""

    menu_place = 32
    column_list = ("name", "kind", "level", "vice_chair_id", "contact_id", "rank")
    column_default_sort = ("rank", False)
    import_key = ("name",)
