"""Deadline rules on screen, and the lists in which published rules stand beside each other."""

from __future__ import annotations

from typing import ClassVar

from models.marks import N_
from panel.importer.cells import Cells, ImportedRow
from panel.record_view import RecordView
from panel.spellings import folded

_PHRASES: dict[str, tuple[str, str]] = {
    "plenary proposal": ("proposal_answer", "plenary"),
    "全会提案": ("proposal_answer", "plenary"),
    "between sessions": ("proposal_answer", "between_sessions"),
    "平时提案": ("proposal_answer", "between_sessions"),
    "complex, with approval": ("proposal_answer", "complex"),
    "formal answer at the latest": ("proposal_answer", "complex"),
    "情况复杂经批准": ("proposal_answer", "complex"),
    "ordinary": ("proposal_answer", "any"),
    "一般": ("proposal_answer", "any"),
    "re-handling after dissatisfaction": ("re_handling", "any"),
    "重新办理": ("re_handling", "any"),
    "co-handler opinion to the lead": ("joint_opinion", "any"),
    "会办意见": ("joint_opinion", "any"),
    "extension with consent": ("extension", "any"),
    "同意延期": ("extension", "any"),
    "objection to assignment": ("objection", "any"),
    "objection to assignment after the hand-over meeting": ("objection", "any"),
    "申请改办": ("objection", "any"),
    "answer to a reassignment request": ("objection_answer", "any"),
    "答复改办申请": ("objection_answer", "any"),
    "a plenary proposal may be filed from before the opening": ("proposal_filing", "any"),
    "notice before a consultation": ("consultation_notice", "any"),
    "协商前通知": ("consultation_notice", "any"),
    "material before a consultation": ("consultation_papers", "any"),
    "协商前送材料": ("consultation_papers", "any"),
    "minutes after a consultation": ("consultation_minutes", "any"),
    "协商后出纪要": ("consultation_minutes", "any"),
}
"""How published rules call a step, with the step and the level of case that are meant."""
_FOLDED = {folded(phrase): meant for phrase, meant in _PHRASES.items()}


class DeadlineRuleView(RecordView):
    """How long each step may take; examples stand beside what is in force."""

    menu_place = 62
    column_list = ("step", "case_level", "number", "unit", "latest_number", "source", "term_id", "state")
    form_sections = (
        (N_("Rule"), ("term_id", "step", "case_level", "source")),
        (N_("Time allowed"), ("number", "unit", "starts_with", "latest_number", "latest_unit")),
    )
    list_tabs = ((N_("In force"), "state=in_force"), (N_("Kept as an example"), "state=example"))
    main_column = "step"
    in_menu = True
    import_key = ("term_id", "step", "case_level", "source")
    import_asks = ("term_id",)
    import_worked_out = ("case_level",)
    import_columns = (
        "term_id", "source", "step", "case_level", "number", "unit", "starts_with", "latest_number", "latest_unit", "note",
    )  # fmt: skip
    import_synonyms: ClassVar[dict[str, tuple[str, ...]]] = {
        "source": ("rule", "规定", "办法", "依据"),
        "step": ("环节", "事项", "办理环节"),
        "case_level": ("case", "情形", "类别"),
        "number": ("value", "时限", "期限"),
        "unit": ("单位",),
    }
    import_values: ClassVar[dict[str, dict[str, str]]] = {
        "step": {phrase: step for phrase, (step, _case) in _PHRASES.items()},
        "unit": {"workdays": "working_days", "工作日": "working_days", "个工作日": "working_days", "日": "days", "天": "days",
                 "月": "months", "个月": "months"},
    }  # fmt: skip

    def import_row(self, cells: Cells) -> ImportedRow:
        """Read a phrase such as "plenary proposal" as the step and the level of case that it means."""
        row = cells.plain()
        meant = _FOLDED.get(folded(cells.text("step")))
        if "case_level" not in cells:
            row.values["case_level"] = "any" if meant is None else meant[1]
        return row
