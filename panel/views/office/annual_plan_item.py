"""Items of the annual plans on screen."""

from __future__ import annotations

from typing import ClassVar

from models.marks import N_
from panel.depending import Depending
from panel.record_view import RecordView


class AnnualPlanItemView(RecordView):
    """Topics, studies and evaluations of a year, with leader and responsible body."""

    depending: ClassVar[Depending] = {"form": ("kind", ("topic",))}
    column_list = ("number", "name", "annual_plan_id", "kind", "form", "leader_id", "committee_id", "ends_on")
    column_default_sort = ("id", False)
    main_column = "name"
    form_sections = (
        (N_("Item"), ("annual_plan_id", "number", "name", "kind", "form", "content")),
        (
            N_("Who and when"),
            ("leader_id", "committee_id", "partners", "department_id", "starts_on", "ends_on"),
        ),
    )
    import_key = ("annual_plan_id", "number")
    lookup_detail = ("annual_plan_id", "kind")
