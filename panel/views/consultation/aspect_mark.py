"""Marks of the five aspects on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class AspectMarkView(RecordView):
    """The items of a check, marked row by row with what shows that they are met."""

    column_list = ("aspect", "name", "mark", "evidence", "check_id")
    children_grid = ("mark", "evidence")
    can_import = False
