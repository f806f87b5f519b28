"""Items of the five aspects on screen."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class AspectItemView(RecordView):
    """What each of the five aspects is looked at by, up to five items each, for platforms and for the county."""

    menu_place = 44
    column_list = ("name", "aspect", "rank", "about", "term_id")
    list_tabs = ((N_("Of a platform"), "about=platform"), (N_("Of the county"), "about=county"))
    import_key = ("term_id", "about", "aspect", "rank")
