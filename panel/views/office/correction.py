"""Corrections on screen: begun from the approved record, with its fields to choose from and values as the office writes them."""

from __future__ import annotations

from typing import Any

from flask import request
from markupsafe import Markup
from sqlalchemy import select

from models.base import Record, db
from models.marks import N_
from models.office.correction import correctable
from models.polymorphic import parent_types
from models.problems import Invalid, Problem
from models.registry import record_type
from models.written import read, write
from panel import values
from panel.importer.references import Names
from panel.language import translate
from panel.listing.labels import labels
from panel.record_view import RecordView
from panel.registry import view_of
from panel.value_problem import ValueProblem

_OFFERED = N_("%(act)s: %(text)s")
_SHOWN = 40
"""Characters of a present value that stand beside the name of its field."""


class CorrectionView(RecordView):
    """Corrections of what has been approved: proposed by the desk, confirmed by who approved."""

    menu_place = 24
    column_list = ("about", "reason", "state", "changed_at")
    column_details_list = ("about", "field", "old_text", "new_text", "reason", "fact_date", "note")
    can_import = False

    def prefilled(self, names: list[str]) -> dict[str, Any]:
        """Begin with the record that the address names: ``?record=evaluation-23``."""
        found: dict[str, Any] = super().prefilled(names)
        slug, _, number = request.args.get("record", "").rpartition("-")
        table = slug.replace("-", "_")
        if table in parent_types() and number.isascii() and number.isdigit() and len(number) < 10:
            found |= {"record_table": table, "record_id": int(number)}
        return found

    def form_sections_of(self, form: Any, errors: dict[str, str]) -> list[dict[str, Any]]:
        """Show which record is corrected instead of asking for it, and let its fields be chosen by their titles."""
        sections: list[dict[str, Any]] = super().form_sections_of(form, errors)
        target = _target(form.record_table.data, form.record_id.data)
        if target is None:
            return sections
        columns = correctable(type(target))
        for section in sections:
            section["fields"] = [
                self._drawn(drawn, target, columns, form)
                for drawn in section["fields"]
                if drawn["name"] != "record_id"
            ]
        kept = Markup('<input type="hidden" name="{}" value="{}">')
        sections[0]["html"] = Markup("").join(
            kept.format(name, form[name].data) for name in ("record_table", "record_id")
        )
        return sections

    def _drawn(
        self, drawn: dict[str, Any], target: Record, columns: dict[str, Any], form: Any
    ) -> dict[str, Any]:
        if drawn["name"] == "record_table":
            view = view_of(type(target))
            return {
                **drawn,
                "kind": "shown",
                "label": view.title_of(),
                "value": view.label_text(target),
                "wide": True,
            }
        if drawn["name"] == "field":
            options = [(name, _option(type(target), column, target)) for name, column in columns.items()]
            return {**drawn, "kind": "select", "options": options, "wide": True}
        column = columns.get(form.field.data)
        if drawn["name"] == "new_text" and column is not None and request.method == "GET":
            return {**drawn, "value": _worded(column, form.new_text.data)}
        return drawn

    def on_model_change(self, form: Any, model: Any, is_created: bool) -> None:
        """Keep the new value as corrections keep it: read as any form reads it, a reference found by its name."""
        parent = parent_types().get(model.record_table)
        column = correctable(parent).get(model.field) if parent is not None else None
        if column is None or not model.new_text:
            return
        try:
            if column.info["kind"] == "ref":
                model.new_text = str(
                    Names().find(
                        record_type(column.info["ref"]), model.new_text, column.info.get("code_table")
                    )
                )
            else:
                model.new_text = write(values.parse(column, model.new_text))
        except ValueProblem as problem:
            raise Invalid(model, [Problem("new_text", problem.sentence, problem.values)]) from None

    def value_text(self, record: Any, name: str, named: dict[str, Any] | None = None) -> Any:
        """Return the corrected record as a link, its field by its title, and both texts as the field shows them."""
        parent = parent_types().get(record.record_table)
        column = parent.__table__.c.get(record.field) if parent is not None else None
        if parent is not None and name == "about":
            url = view_of(parent).url_for_details(record.record_id)
            return Markup('<a href="{}">{}</a>').format(url, record.about)
        if parent is not None and column is not None:
            if name == "field":
                return view_of(parent).label_of(record.field)
            if name in ("old_text", "new_text"):
                return _worded(column, getattr(record, name))
        return super().value_text(record, name, named)


def _target(table: str | None, record_id: int | None) -> Record | None:
    """Return the record that is corrected, as far as the actor reads it."""
    parent = parent_types().get(table or "")
    if parent is None or record_id is None:
        return None
    found: Record | None = db.session.scalar(select(parent).where(parent.id == record_id))
    return found


def _option(cls: type[Record], column: Any, target: Record) -> str:
    present = _worded(column, write(getattr(target, column.key))).replace("\n", " ")
    if len(present) > _SHOWN:
        present = present[: _SHOWN - 1] + "…"
    return translate(
        _OFFERED, act=view_of(cls).label_of(column.key), text=present or translate(N_("Not filled"))
    )


def _worded(column: Any, text: str | None) -> str:
    """Return a kept text as the office writes it; one that its column cannot hold any more, as it stands."""
    try:
        value = read(column, text)
    except ValueError:
        return text or ""
    if value is None:
        return ""
    if column.info["kind"] == "ref":
        label = labels(record_type(column.info["ref"]), [value]).get(value)
        return label.text if label is not None else ""
    return values.format_for(column, value)
