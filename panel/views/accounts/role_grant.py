"""Role grants on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class RoleGrantView(RecordView):
    """Who may do what, from when to when, on what basis."""

    menu_place = 20
    column_list = (
        "account_id",
        "role",
        "state",
        "special_committee_id",
        "platform_id",
        "department_id",
        "member_id",
        "working_area_id",
        "valid_from",
        "valid_until",
    )
    can_import = False
