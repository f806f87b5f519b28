"""The list of a handover on screen."""

from __future__ import annotations

from typing import Any, ClassVar

from models.access import ROLES
from models.marks import N_
from panel.language import translate
from panel.listing.columns import ListColumn
from panel.record_view import RecordView

UNREAD_DRAFT = N_("Draft; its title is its author's until the handover is closed")


def called(row: Any, title: str | None) -> str:
    """Return what an item is called: a grant by its role, a draft not at all."""
    if row.kind == "right":
        return translate(ROLES.get(title or "", title or ""))
    return title or (translate(UNREAD_DRAFT) if row.kind == "draft" else "")


class DeskHandoverItemView(RecordView):
    """What lay on the desk, by kind."""

    column_list = ("called", "kind", "record_table", "due_on", "handover_id")
    column_details_list = ("kind", "record_table", "called", "due_on", "taken_by_id")
    list_columns: ClassVar[dict[str, ListColumn]] = {
        "called": ListColumn(kind="text", render=lambda value, row: called(row, value), needs=("kind",))
    }
    can_import = False
    can_create = False

    def value_text(self, record: Any, name: str, named: dict[str, Any] | None = None) -> Any:
        """Return the title as the list has it."""
        if name == "called":
            return called(record, record.called)
        return super().value_text(record, name, named)
