"""Options of a scale on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class ScaleOptionView(RecordView):
    """The options of a scale, in the order of the ballot paper."""

    column_list = ("label", "scale_id", "code", "weight", "scored", "valid", "favourable", "rank")
    column_default_sort = ("rank", False)
