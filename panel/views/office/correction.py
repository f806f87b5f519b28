"""Corrections on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class CorrectionView(RecordView):
    """Corrections of what has been approved: proposed by the desk, confirmed by who approved."""

    column_list = ("about", "field", "reason", "state", "changed_at")
    can_import = False
