"""Field studies on screen: research, inspections, study trips and oversight, with their teams."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class FieldStudyView(RecordView):
    """From the plan to what was found."""

    menu_place = 10
    column_list = ("name", "kind", "committee_id", "leader_id", "starts_on", "state")
    column_sortable_list = ("starts_on", "changed_at")
    column_default_sort = ("starts_on", True)
    form_sections = (
        (N_("Topic"), ("name", "kind", "plan_basis", "committee_id", "outline")),
        (N_("Who and where"), ("leader_id", "places", "asked_by_units")),
        (N_("When and at what cost"), ("starts_on", "ends_on", "cost")),
        (N_("Findings"), ("findings", "cancelled_because")),
    )
    list_tabs = (
        (N_("Planned"), "state=planned"),
        (N_("Study under way"), "state=under_way"),
        (N_("To be concluded"), "state=done"),
        (N_("Asked for by units"), "asked_by_units=1"),
    )
    children = ("field_study_member",)
    import_key = ("name", "starts_on")
