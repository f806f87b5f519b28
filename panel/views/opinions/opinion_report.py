"""Opinion reports on screen: the items that members and others send in, and what becomes of them."""

from __future__ import annotations

from typing import Any, ClassVar

from models.access import CLERK, COMMITTEE, current_actor
from models.marks import N_
from models.signatories import LONGEST_ITEM
from panel.depending import Depending
from panel.instructing import InstructedRecord
from panel.language import translate
from panel.record_view import RecordView

TOO_LONG = N_("%(found)s characters; the office asks for at most %(most)s.")
NOT_FOR_UNITS = N_(
    "No unit reads this record; what a unit is to handle is handed over in a text of its own below."
)


class OpinionReportView(InstructedRecord, RecordView):
    """Items, counted in 条; issues are counted apart."""

    depending: ClassVar[Depending] = {
        "member_id": ("source_kind", ("member",)),
        "joint_names": ("source_kind", ("member",)),
        "source_name": ("source_kind", ("non_member",)),
    }
    menu_place = 10
    column_list = ("subject", "member_id", "category_id", "reported_on", "state", "changed_at")
    column_sortable_list = ("reported_on", "changed_at")
    column_default_sort = ("reported_on", True)
    instructed_in = ("in_issue", "sent_up", "handled", "told", "closed")
    list_tabs = (
        (N_("To be chosen"), "state=submitted"),
        (N_("To be edited"), "state=used"),
        (N_("For the next issue"), "state=edited"),
        (N_("Contributor to be told"), "state__in=in_issue,sent_up,kept,turned,handled"),
    )
    form_sections = (
        (N_("What is reported"), ("subject", "situation", "advice", "category_id", "reported_on", "publishable")),
        (
            N_("Who reports it"),
            (
                "source_kind", "member_id", "joint_names", "committee_id", "member_group_id", "source_name", "name_released",
            ),
        ),
        (N_("Edited by the desk"), ("edited_subject", "edited_text")),
        (
            N_("What became of it"),
            ("characters", "kept_reason", "sent_up_on", "handled_on", "handling_result", "told_on", "told_text"),
        ),
    )  # fmt: skip
    links_section = 1
    children = ("opinion_handover", "adoption")
    import_key = ("subject", "reported_on")

    def form_names(self, action: str) -> list[str]:
        """Ask for the edited text only where there is something to edit."""
        names: list[str] = super().form_names(action)
        edited = ("edited_subject", "edited_text")
        return names if action == "update" else [name for name in names if name not in edited]

    def notes_of(self, record: Any) -> list[tuple[str, str]]:
        """Remark an item that is longer than the office asks for, and say what units read."""
        notes: list[tuple[str, str]] = super().notes_of(record)
        most = LONGEST_ITEM.value(on=record.reported_on)
        if record.characters > most:
            notes.append((translate(TOO_LONG, found=record.characters, most=most), "warn"))
        if current_actor().roles & {CLERK, COMMITTEE}:
            notes.append((translate(NOT_FOR_UNITS), ""))
        return notes
