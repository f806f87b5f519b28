"""Code tables on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class CodeItemView(RecordView):
    """The entries of the code tables; one in use is put out of use, not removed."""

    menu_place = 70
    column_list = ("table_name", "label", "code", "term_id", "rank", "active")
    form_columns = ("table_name", "label", "code", "term_id", "rank", "active", "note")
    import_key = ("table_name", "code")
