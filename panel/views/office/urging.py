"""The urging log on screen: begun from the record that is urged, which is shown and not asked for."""

from __future__ import annotations

from typing import Any

from flask import request
from markupsafe import Markup
from sqlalchemy import select

from models.base import Record, db
from models.marks import N_
from models.urging import urged_types
from panel.language import translate
from panel.record_view import RecordView
from panel.registry import view_of
from panel.urgings import named_record


class UrgingView(RecordView):
    """Who was urged when, in which way, and what was said."""

    column_list = ("about", "step", "kind", "urged_on", "urged_by", "department_id", "due_on")
    column_details_list = (
        "about", "department_id", "due_on", "step", "kind", "urged_on", "urged_by", "spoken_to", "said", "note",
    )  # fmt: skip
    column_sortable_list = ("urged_on", "changed_at")
    column_default_sort = ("urged_on", True)
    form_sections = (
        (N_("What is urged"), ("record_table", "record_id", "step")),
        (N_("How it was urged"), ("kind", "urged_on", "urged_by", "spoken_to", "said")),
    )
    can_import = False

    def new_link(self) -> None:
        """Offer no empty form: an urging begins at the record that is urged, or on the page of today's urging."""

    def list_actions(self) -> list[tuple[str, str, str]]:
        """Lead to today's urging, for who keeps the log."""
        return [(translate(N_("Today's urging")), "bell", "/urging")] if self.editable_by_type() else []

    def prefilled(self, names: list[str]) -> dict[str, Any]:
        """Begin with the record that the address names: ``?record=handling-12``."""
        found: dict[str, Any] = super().prefilled(names)
        record = named_record(request.args.get("record", ""))
        if record is not None:
            found |= {"record_table": record.__tablename__, "record_id": record.id}
        return found

    def form_sections_of(self, form: Any, errors: dict[str, str]) -> list[dict[str, Any]]:
        """Show what is urged instead of asking for it."""
        sections: list[dict[str, Any]] = super().form_sections_of(form, errors)
        target = _target(form.record_table.data, form.record_id.data)
        if target is None:
            return sections
        view = view_of(type(target))
        for section in sections:
            section["fields"] = [
                {
                    **drawn,
                    "kind": "shown",
                    "label": view.title_of(),
                    "value": view.label_text(target),
                    "wide": True,
                }
                if drawn["name"] == "record_table"
                else drawn
                for drawn in section["fields"]
                if drawn["name"] != "record_id"
            ]
        kept = Markup('<input type="hidden" name="{}" value="{}">')
        sections[0]["html"] = Markup("").join(
            kept.format(name, form[name].data) for name in ("record_table", "record_id")
        )
        return sections

    def value_text(self, record: Any, name: str, named: dict[str, Any] | None = None) -> Any:
        """Return what was urged as a link to it."""
        cls = urged_types().get(record.record_table)
        if name == "about" and cls is not None and _target(record.record_table, record.record_id) is not None:
            url = view_of(cls).url_for_details(record.record_id)
            return Markup('<a href="{}">{}</a>').format(url, record.about)
        return super().value_text(record, name, named)


def _target(table: str | None, record_id: int | None) -> Record | None:
    cls = urged_types().get(table or "")
    if cls is None or record_id is None:
        return None
    found: Record | None = db.session.scalar(select(cls).where(cls.id == record_id))
    return found
