"""Ratings of results on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class RatingView(RecordView):
    """What the participants think of the result, each once; entered row by row under the topic."""

    in_menu = True
    column_list = ("name", "mark", "remark", "topic_id", "rated_on")
    children_grid = ("mark", "remark")
    can_import = False
