"""The handling log on screen: a line is written on the page of the record that it is about."""

from __future__ import annotations

from typing import Any

from flask import request
from markupsafe import Markup

from models.base import Record, db
from models.marks import N_
from models.office.log_entry import handled_types
from panel.handling_log import handled_record
from panel.record_view import RecordView
from panel.registry import view_of
from panel.saving import Outcome


class LogEntryView(RecordView):
    """What was done about a record, with whom, and what was said."""

    column_list = ("about", "kind", "happened_on", "said", "follow_up_on")
    column_details_list = ("about", "kind", "happened_on", "with_whom", "said", "follow_up_on", "note")
    column_sortable_list = ("happened_on", "changed_at")
    column_default_sort = ("happened_on", True)
    form_columns = ("record_table", "record_id", "kind", "happened_on", "with_whom", "follow_up_on", "said")
    form_sections = (
        (N_("Noted about"), ("record_table", "record_id")),
        (N_("What was said or done"), ("kind", "happened_on", "with_whom", "follow_up_on", "said")),
    )
    carried_on = ()
    can_import = False

    def new_link(self) -> None:
        """Offer no empty form: a line is written at its record."""

    def prefilled(self, names: list[str]) -> dict[str, Any]:
        """Begin with the record that the address names: ``?record=handling-12``."""
        found: dict[str, Any] = super().prefilled(names)
        record = handled_record(request.args.get("record", ""))
        if record is not None:
            found |= {"record_table": record.__tablename__, "record_id": record.id}
        return found

    def form_sections_of(self, form: Any, errors: dict[str, str]) -> list[dict[str, Any]]:
        """Show what it is about instead of asking for it."""
        sections: list[dict[str, Any]] = super().form_sections_of(form, errors)
        target = _target(form.record_table.data, form.record_id.data)
        if target is None:
            return sections
        view = view_of(type(target))
        words = {"label": view.title_of(), "value": view.label_text(target)}
        shown = {"kind": "shown", "name": "record_table", "wide": True, **words}
        sections[0]["fields"] = [shown]
        kept = Markup('<input type="hidden" name="{}" value="{}">')
        sections[0]["html"] = Markup("").join(
            kept.format(name, form[name].data) for name in ("record_table", "record_id")
        )
        return sections

    def save(self, form: Any, names: list[str], record: Record | None) -> Outcome:
        """Write the line, and go back to the record that it is about."""
        outcome: Outcome = super().save(form, names, record)
        target = _target(form.record_table.data, form.record_id.data)
        if outcome.saved and target is not None and request.form.get("_next", "") != "new":
            outcome.answer = f"{view_of(type(target)).url_for_details(target.id)}#timeline"
        return outcome

    def again(self, row: Any) -> str:
        """Return the query that begins one more line about the same record."""
        return f"?record={row.record_table.replace('_', '-')}-{row.record_id}"

    def value_text(self, record: Any, name: str, named: dict[str, Any] | None = None) -> Any:
        """Return what it is about as a link to it."""
        if name == "about" and (target := _target(record.record_table, record.record_id)) is not None:
            url = view_of(type(target)).url_for_details(target.id)
            return Markup('<a href="{}#timeline">{}</a>').format(url, record.about)
        return super().value_text(record, name, named)


def _target(table: str | None, record_id: int | None) -> Record | None:
    cls = handled_types().get(table or "")
    return db.session.get(cls, record_id) if cls is not None and record_id is not None else None
