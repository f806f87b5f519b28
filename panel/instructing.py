"""The way from a paper to the leader's instruction on it: an item of its menu, and a form that knows the paper already."""

from __future__ import annotations

from typing import Any

from models.access import can, current_actor
from models.base import Record
from models.marks import N_
from models.registry import record_type
from panel.language import translate
from panel.registry import view_of

REGISTER = N_("Register a leader's instruction")


class InstructedRecord:
    """A record view whose papers leaders write on: the menu offers to register an instruction once the paper is out."""

    instructed_in: tuple[str, ...] = ()
    """The states in which a leader may have the paper."""

    def acts_of(self: Any, record: Record) -> tuple[list[dict[str, Any]], list[Any]]:
        """Put the instruction after the record's own acts."""
        acts, more = super().acts_of(record)  # type: ignore[misc]
        instruction = record_type("instruction")
        out = record.trashed_at is None and record.state in self.instructed_in
        if out and can(current_actor(), "create", instruction):
            url = f"{view_of(instruction).url}/new/?record={record.slug()}-{record.id}"
            more.append({"label": translate(REGISTER), "url": url, "method": "get"})
        return acts, more
