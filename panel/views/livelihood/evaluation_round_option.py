"""Options of a round on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class EvaluationRoundOptionView(RecordView):
    """The options of the ballot as the plan froze them."""

    column_list = ("label", "round_id", "weight", "scored", "valid", "favourable", "rank")
