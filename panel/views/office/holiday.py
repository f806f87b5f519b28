"""Holidays on screen, and the yearly notice as a list to take in."""

from __future__ import annotations

from typing import ClassVar

from models.marks import N_
from panel.record_view import RecordView


class HolidayView(RecordView):
    """Days off and make-up working days: by them working days are counted."""

    menu_place = 64
    column_list = ("name", "kind", "starts_on", "ends_on", "source")
    column_default_sort = ("starts_on", True)
    column_sortable_list = ("starts_on", "changed_at")
    form_columns = ("name", "kind", "starts_on", "ends_on", "source", "note")
    list_tabs = ((N_("This year's"), "starts_on__ge={year}-01-01&starts_on__le={year}-12-31"),)
    column_filters = ("kind", "starts_on")
    import_key = ("starts_on",)
    import_synonyms: ClassVar[dict[str, tuple[str, ...]]] = {
        "name": ("节日", "节假日", "假日名称", "名称"),
        "kind": ("类型", "性质", "放假或上班"),
        "starts_on": ("日期", "开始日期", "放假日期", "起"),
        "ends_on": ("结束日期", "截止日期", "止"),
        "source": ("通知", "依据", "文号"),
    }
    import_values: ClassVar[dict[str, dict[str, str]]] = {
        "kind": {
            "放假": "off", "休息": "off", "休": "off", "假": "off", "调休上班": "working", "上班": "working", "补班": "working",
            "班": "working", "调休": "working",
        }
    }  # fmt: skip
