"""Point rules on screen, and the published rules of other places as examples to begin with."""

from __future__ import annotations

from typing import Any, ClassVar

from models.access import current_actor
from models.duty.published import read_item
from models.fields import text
from models.marks import N_
from panel.importer.cells import Cells, ImportedRow
from panel.language import translate
from panel.points.asking import sees_everybody
from panel.points.table import way_to_table
from panel.points.trying import OPEN, TITLE, TrialRoutes, trial_url
from panel.record_view import RecordView


class PointRuleView(TrialRoutes, RecordView):
    """The items of a scoring year's rules."""

    menu_place = 30
    column_list = ("name", "scoring_year", "group_id", "points", "item_cap", "revision", "source", "state")
    main_column = "name"
    form_sections = (
        (
            N_("Item"),
            (
                "scoring_year",
                "name",
                "group_id",
                "counts",
                "part",
                "from_number",
                "condition",
                "source",
                "replaces_id",
            ),
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
        "counts",
        "part",
        "from_number",
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

    def list_actions(self) -> list[tuple[str, str, str]]:
        """Put the points of the year before the import."""
        table = way_to_table()
        trial = [(translate(TITLE), "refresh", f"{self.url}/trial/")] if table else []
        return [*trial, *table, *super().list_actions()]

    def acts_of(self, record: Any) -> tuple[list[dict[str, Any]], list[Any]]:
        """Let a rule that is not approved be tried out, before what a meeting decides."""
        acts, more = super().acts_of(record)
        if record.trashed_at is not None or record.state not in OPEN or not sees_everybody(current_actor()):
            return acts, more
        url = trial_url(record.scoring_year, record.id)
        return [*acts, {"label": translate(TITLE), "method": "get", "url": url}], more

    def import_row(self, cells: Cells) -> ImportedRow:
        """Keep of a published list whose rules they were, and begin with what the words of the item say that it counts."""
        row = cells.plain("place", "of_year")
        said = read_item(cells.text("name"))
        for name in ("counts", "part", "from_number"):
            if not cells.text(name):
                row.values[name] = getattr(said, name)
        source = " ".join(part for part in (cells.text("place"), cells.text("of_year")) if part)
        if source:
            row.values["source"] = source
        return row
