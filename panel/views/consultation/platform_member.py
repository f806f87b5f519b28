"""Councils of platforms on screen."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class PlatformMemberView(RecordView):
    """Who sits in the council of a platform, as what, since when."""

    column_list = ("name", "role", "post", "body", "platform_id", "valid_from", "valid_until")
    form_sections = (
        (N_("Member of the council"), ("platform_id", "role", "seat_id", "person_name", "body")),
        (N_("Post and time"), ("post", "valid_from", "valid_until")),
    )
    import_key = ("platform_id", "name")
