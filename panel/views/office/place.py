"""Places on screen."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView
from panel.whole import WholeRoutes


class PlaceView(WholeRoutes, RecordView):
    """Towns and villages; renamed and merged ones stay findable by their old names."""

    menu_place = 38
    column_list = ("name", "former_names", "code", "level", "parent_id", "successor_id", "valid_until")
    form_sections = (
        (N_("Basic facts"), ("name", "former_names", "code", "level", "parent_id")),
        (N_("Validity"), ("valid_from", "valid_until", "successor_id")),
    )
    lookup_detail = ("level", "former_names")
    import_key = ("code",)
    whole_below = "parent_id"
