"""What a form shows and says when somebody else saved the record after it was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request
from wtforms import Form

from models.base import Record
from models.marks import N_
from models.registry import record_type
from panel import values
from panel.forms import LinksField
from panel.history_pages.printing import NUMBERED
from panel.language import translate
from panel.listing.labels import labels
from panel.merging import TAKE, UNKNOWN, WAS, Merged
from panel.people import account_name
from panel.saving import stale_sentence
from panel.words import said

if TYPE_CHECKING:
    from panel.record_view import RecordView

SAVED = N_("Saved.")
BOTH_KEPT = N_("Saved. What somebody else changed in the meantime was kept as well: %(fields)s.")
TAKEN_OVER = N_("Changed by the other alone, and taken over: %(fields)s.")
NOT_KEPT = N_("(the history does not keep it)")


def tell_saved(view: RecordView, merged: Merged) -> None:
    """Say that it is saved, and whose changes stand beside one's own."""
    if merged.theirs:
        said(BOTH_KEPT, fields=[view.label_of(name) for name in merged.theirs])
    else:
        said(SAVED)


def links_as_they_were(form: Form) -> list[tuple[str, str]]:
    """Return what the associations hold as the form is shown: what is added or taken out is measured against it."""
    return [
        (WAS + item.name, ",".join(map(str, item.object_data or [])))
        for item in form
        if isinstance(item, LinksField)
    ]


def stale_box(view: RecordView, form: Form, record: Record, merged: Merged) -> dict[str, Any]:
    """Return who saved meanwhile, and the fields in which a choice is to be made: before, theirs, mine."""
    rows = []
    for clash in merged.clashes:
        item = form._fields[clash.name]
        unknown = clash.before is UNKNOWN
        rows.append(
            {
                "name": TAKE + clash.name,
                "field": f"f-{clash.name}",
                "label": view.label_of(clash.name),
                "before": translate(NOT_KEPT) if unknown else _printed(record, clash.name, clash.before),
                "theirs": _printed(record, clash.name, clash.theirs),
                # What was typed into a box of text is shown as it was typed, understood or not.
                "mine": getattr(item, "text", None) or item.typed or _printed(record, clash.name, clash.mine),
                "taken": request.form.get(TAKE + clash.name, "mine"),
            }
        )
    theirs = [view.label_of(name) for name in merged.theirs]
    return {
        "sentence": stale_sentence(record, account_name(record.changed_by_id)),
        "rows": rows,
        "taken_over": translate(TAKEN_OVER, fields=theirs) if theirs else "",
    }


def _printed(record: Record, name: str, value: Any) -> str:
    """Return a value of a column as a person reads it, references by their names."""
    column = type(record).__table__.c[name]
    if value is None or column.info["kind"] != "ref":
        return values.format_for(column, value)
    found = labels(record_type(column.info["ref"]), [value]).get(value)
    return found.text if found is not None else translate(NUMBERED, number=value)
