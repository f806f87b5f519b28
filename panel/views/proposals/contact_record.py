"""Contacts with proposers on screen: under the handling they belong to, and as a list of their own for the desk."""

from __future__ import annotations

from panel.record_view import RecordView


class ContactRecordView(RecordView):
    """When, how, who with whom."""

    column_list = ("contacted_on", "with_whom", "way", "for_unit", "department_id", "handling_id")
    can_import = False
    in_menu = False
