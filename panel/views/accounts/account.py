"""Accounts on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class AccountView(RecordView):
    """Who signs in."""

    column_list = ("login", "name", "post", "status", "changed_at")
    form_columns = ("login", "name", "post", "status", "must_change_password", "note")
    lookup_detail = ("login", "post")
    can_import = False
