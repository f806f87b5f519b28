"""Contributions to central work on screen."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class ContributionView(RecordView):
    """What members did for the county's central work, with its proof."""

    menu_place = 50
    column_list = ("name", "kind", "member_id", "done_on", "amount", "committee_id", "state")
    column_sortable_list = ("done_on", "changed_at")
    column_default_sort = ("done_on", True)
    form_sections = (
        (N_("Contribution"), ("name", "kind", "member_id", "done_on", "place_id", "description")),
        (N_("What was given"), ("amount", "in_kind", "level")),
        (N_("Proof"), ("proof", "committee_id")),
    )
    list_tabs = (
        (N_("To be confirmed"), "state=submitted"),
        (N_("Confirmed"), "state=confirmed"),
    )
    import_key = ("member_id", "done_on", "name")
