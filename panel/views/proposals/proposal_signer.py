"""Co-signers on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class ProposalSignerView(RecordView):
    """Who is asked to countersign which proposal, and what they said."""

    column_list = ("name", "matter", "signed_on", "state", "changed_at")
    column_details_list = ("proposal_id", "name", "seat_id", "signed_on", "opinion", "note")
    fact_columns = ("proposal_id", "name")
    in_menu = True
    can_import = False
