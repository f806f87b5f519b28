"""Scales of ballots on screen."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class ScaleView(RecordView):
    """How a ballot is marked and counted: its options with their weights, and when it is valid."""

    copied_children = ("scale_option",)
    menu_place = 72
    column_list = ("name", "term_id", "computation", "quorum_parts", "quorum_of", "active")
    form_sections = (
        (N_("Basic facts"), ("name", "term_id", "computation", "source", "rank", "active")),
        (N_("Validity rules"), ("quorum_parts", "quorum_of", "quorum_exceeded", "valid_parts", "valid_of")),
    )
