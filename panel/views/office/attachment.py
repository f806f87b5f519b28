"""Attachments on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class AttachmentView(RecordView):
    """The files of all records that one may read; they are attached on the record's own page."""

    column_list = ("name", "kind", "secrecy", "size", "fact_date")
    can_import = False
    can_create = False
