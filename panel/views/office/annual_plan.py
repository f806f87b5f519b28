"""Annual consultation plans on screen."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class AnnualPlanView(RecordView):
    """The plan of a year from the draft to the joint issue, with its items."""

    menu_place = 14
    column_list = ("year", "name", "pattern", "issued_on", "state")
    form_sections = (
        (N_("Plan"), ("year", "name", "pattern", "term_id", "committee_id", "drafted_on", "content")),
        (
            N_("Agreement and issue"),
            (
                "chairpersons_decision_id",
                "party_group_decision_id",
                "agreed_document",
                "agreed_on",
                "document_number",
                "issued_on",
            ),
        ),
    )
    children = ("annual_plan_item",)
    copied_children = ("annual_plan_item",)
    never_copied = ("agreed_document",)
    import_key = ("year",)
