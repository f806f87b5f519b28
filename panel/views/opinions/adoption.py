"""Uses of opinion reports on screen: who used what, at which level, in which way."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class AdoptionView(RecordView):
    """Each use by a body is a row."""

    menu_place = 30
    column_list = ("name", "level", "kind", "adopted_by", "adopted_on", "bulletin_id")
    column_sortable_list = ("adopted_on", "changed_at")
    column_default_sort = ("adopted_on", True)
    form_sections = (
        (N_("What was used"), ("opinion_report_id", "bulletin_id")),
        (N_("By whom and how"), ("level", "kind", "adopted_by", "adopted_on", "document")),
    )
    list_tabs = (
        (N_("By the county"), "level=county"),
        (N_("By the city"), "level=city"),
        (N_("By the province"), "level=province"),
        (N_("By the nation"), "level=national"),
    )
    in_menu = True
