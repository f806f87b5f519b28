"""The right-hand side of a record's page: what happened, in its parts, and the line to write into the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request

from models.access import current_actor
from models.base import Record
from models.marks import N_
from panel.handling_log import Beside, beside_of, log_form
from panel.history_pages import record_timeline
from panel.history_pages.entries import CHANGES_PART, FILES_PART, LOG_PART
from panel.language import translate

if TYPE_CHECKING:
    from panel.record_view import RecordView

ENTRIES = 12


def timeline_of(view: RecordView, record: Record) -> dict[str, Any]:
    """Return what ``details.html`` needs of the timeline of a record that was read through the gate."""
    actor = current_actor()
    beside, part = beside_of(record, actor), request.args.get("timeline", "")
    return {
        "timeline": record_timeline(record, actor, ENTRIES, beside=beside, part=part),
        "timeline_title": translate(N_("What happened")),
        "timeline_tabs": _tabs(view.url_for_details(record.id), beside, part),
        "timeline_all_url": f"{view.url}/history/?id={record.id}",
        "timeline_hidden": None,
        "log": log_form(record),
    }


def _tabs(base: str, beside: Beside, part: str) -> list[tuple[str, str, bool, None]]:
    """Return the parts to choose from, where there is more than one."""
    if not beside.rows:
        return []
    tabs = [("", N_("All")), (CHANGES_PART, N_("Changes"))]
    tabs += [(LOG_PART, N_("Log"))] if beside.log else []
    tabs += [(FILES_PART, N_("Files"))] if beside.files else []
    known = part if part in [name for name, _label in tabs] else ""
    return [
        (
            translate(label),
            f"{base}&timeline={name}#timeline" if name else f"{base}#timeline",
            name == known,
            None,
        )
        for name, label in tabs
    ]
