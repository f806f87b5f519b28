"""The organization on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class OrganizationView(RecordView):
    """The organization itself; a new one is made by the command line."""

    menu_place = 66
    column_list = ("name", "short_name", "level", "administrative_code")
    can_import = False
