"""Speeches at meetings on screen."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class SpeechView(RecordView):
    """Speeches handed in, chosen and delivered."""

    menu_place = 16
    column_list = ("name", "seat_id", "on_behalf_of", "meeting_id", "form", "state")
    form_sections = (
        (N_("Speech"), ("meeting_id", "name", "seat_id", "on_behalf_of", "form", "topic", "publishable")),
        (N_("Text"), ("content",)),
        (N_("At the meeting"), ("place_in_order", "delivered_on")),
    )
    list_tabs = (
        (N_("To be chosen"), "state=submitted"),
        (N_("Aloud"), "state__in=chosen,delivered&form=oral"),
        (N_("In writing"), "state__in=chosen,delivered&form=written"),
    )
    import_key = ("meeting_id", "name")
