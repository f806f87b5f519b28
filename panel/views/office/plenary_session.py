"""Plenary sessions of the terms on screen."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class PlenarySessionView(RecordView):
    """Each plenary session with its days, the window for proposals and how its proposals are counted."""

    menu_place = 12
    column_list = ("name", "term_id", "opens_on", "closes_on", "proposals_until", "state")
    column_sortable_list = ("opens_on", "changed_at")
    column_default_sort = ("opens_on", True)
    form_sections = (
        (N_("Session"), ("term_id", "number", "name", "meeting_id", "opens_on", "closes_on")),
        (
            N_("Proposals of the session"),
            ("proposals_from", "proposals_until", "merged_proposals", "percentage_base"),
        ),
        (N_("Scoring year"), ("scoring_from", "scoring_until")),
        (
            N_("Supervision plan"),
            ("supervision_plan", "supervision_document", "supervision_decision_id", "supervision_adopted_on"),
        ),
    )
    import_key = ("name",)
