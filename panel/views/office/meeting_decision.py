"""Decisions of meetings on screen."""

from __future__ import annotations

from typing import Any

from models.marks import N_
from panel.decisions.moving import TITLE, MoveRoutes, may_move
from panel.decisions.resting import resting_section
from panel.language import translate
from panel.record_view import RecordView


class MeetingDecisionView(MoveRoutes, RecordView):
    """What a meeting decided, item by item, and the records that rest on it."""

    column_list = ("subject", "meeting_id", "item_number", "outcome", "due_on", "state")
    form_sections = (
        (N_("Item"), ("meeting_id", "item_number", "subject", "content", "outcome")),
        (N_("Carrying out"), ("carried_out_by_id", "carried_out_by", "due_on", "done_on", "result")),
    )
    lookup_detail = ("meeting_id", "outcome")

    def acts_of(self, record: Any) -> tuple[list[dict[str, Any]], list[Any]]:
        """Offer moving records on a decision to who may take a step that such a meeting decides."""
        acts, more = super().acts_of(record)
        if not may_move(record):
            return acts, more
        moving = {"label": translate(TITLE), "url": f"{self.url}/move/?id={record.id}", "method": "get"}
        return [moving | {"kind": "primary"}, *(act | {"kind": "plain"} for act in acts[:1])], [
            *acts[1:],
            *more,
        ]

    def fact_sections(self, record: Any) -> list[dict[str, Any]]:
        """List the records that rest on the decision."""
        found: list[dict[str, Any]] = super().fact_sections(record)
        resting = resting_section(record) if record.trashed_at is None else None
        return [*found, resting] if resting is not None else found
