"""Teams of field studies on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class FieldStudyMemberView(RecordView):
    """Who went, in which role; entered row by row under the field study."""

    column_list = ("name", "field_study_id", "role")
    children_grid = ("role", "note")
    import_key = ("field_study_id", "name")
