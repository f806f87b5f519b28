"""Point rules on screen, and the published rules of other places as examples to begin with."""

from __future__ import annotations

from typing import Any, ClassVar

from models.fields import text
from models.marks import N_
from panel.importer.cells import Cells, ImportedRow
from panel.record_view import RecordView


class PointRuleView(RecordView):
    """The items of a scoring year's rules."""

    menu_place = 30
    column_list = ("name", "scoring_year", "group_id", "points", "item_cap", "revision", "source", "state")
    main_column = "name"
    form_sections = (
        (
            N_("Item"),
            ("scoring_year", "name", "group_id", "record_kind", "condition", "source", "replaces_id"),
        ),
        (N_("Points"), ("points", "item_cap", "group_cap", "least")),
        (N_("Joint work"), ("split", "joint_points", "joint_most")),
    )
    list_tabs = (
        (N_("This year's"), "scoring_year={year}"),
        (N_("In force"), "state=approved"),
        (N_("To be approved"), "state=submitted"),
    )
    lookup_detail = ("scoring_year", "revision")
    import_key = ("scoring_year", "name", "source")
    import_asks = ("scoring_year",)
    import_columns = (
        "scoring_year",
        "place",
        "of_year",
        "name",
        "points",
        "item_cap",
        "least",
        "condition",
        "note",
    )
    import_extra: ClassVar[dict[str, Any]] = {
        "place": text(40, label=N_("Place"), help=N_("Whose rules these are")),
        "of_year": text(10, label=N_("Year of those rules")),
    }
    import_synonyms: ClassVar[dict[str, tuple[str, ...]]] = {
        "place": ("地区", "单位", "来源"),
        "of_year": ("year", "年份"),
        "name": ("item", "项目", "计分项目", "内容"),
        "points": ("points", "分值", "分数", "得分"),
        "item_cap": ("cap", "上限", "最高分", "封顶"),
        "condition": ("condition", "条件", "说明"),
    }

    def import_row(self, cells: Cells) -> ImportedRow:
        """Keep of a published list whose rules they were, beside the item itself."""
        row = cells.plain("place", "of_year")
        source = " ".join(part for part in (cells.text("place"), cells.text("of_year")) if part)
        if source:
            row.values["source"] = source
        return row
