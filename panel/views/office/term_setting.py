"""Settings of a term on screen: each with the box of its kind, and its value in words."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import request
from markupsafe import Markup

from models.problems import Invalid, Problem
from models.settings import Setting, setting_of
from panel import values
from panel.language import translate
from panel.listing.columns import ListColumn
from panel.record_view import RecordView
from panel.term_settings import worded
from panel.value_problem import ValueProblem


def _cell(value: Any, row: Any) -> str:
    setting = setting_of(row.setting)
    return str(value or "") if setting is None else worded(setting, value)


class TermSettingView(RecordView):
    """What a term settles for itself."""

    column_list = ("setting", "term_id", "value", "basis", "changed_at")
    column_details_list = ("setting", "term_id", "value", "basis", "note")
    form_columns = ("term_id", "setting", "value", "basis", "note")
    list_columns: ClassVar[dict[str, ListColumn]] = {
        "value": ListColumn(kind="text", render=_cell, needs=("setting",))
    }
    can_import = False
    in_menu = False

    def prefilled(self, names: list[str]) -> dict[str, Any]:
        """Begin with the setting that the address names, and the value that holds without the row."""
        found: dict[str, Any] = super().prefilled(names)
        setting = setting_of(request.args.get("setting", ""))
        if setting is not None:
            found |= {"setting": setting.key, "value": setting.write(setting.default)}
        return found

    def form_sections_of(self, form: Any, errors: dict[str, str]) -> list[dict[str, Any]]:
        """Show which setting it is instead of asking for it once that is known, and the box of its kind for the value."""
        sections: list[dict[str, Any]] = super().form_sections_of(form, errors)
        setting = setting_of(form.setting.data or "")
        if setting is None:
            return sections
        for section in sections:
            section["fields"] = [self._drawn(drawn, setting) for drawn in section["fields"]]
        kept = Markup('<input type="hidden" name="setting" value="{}">')
        sections[0]["html"] = kept.format(setting.key)
        return sections

    def _drawn(self, drawn: dict[str, Any], setting: Setting[Any]) -> dict[str, Any]:
        if drawn["name"] == "setting":
            return {**drawn, "kind": "shown", "value": translate(setting.label), "wide": True}
        if drawn["name"] != "value":
            return drawn
        info = setting.column.info
        found = {**drawn, "hint": translate(info["help"]) if info.get("help") else ""}
        if setting.kind == "flag":
            return {
                **found,
                "kind": "select",
                "options": [("yes", translate(values.YES)), ("no", translate(values.NO))],
            }
        if setting.kind == "choice":
            return {
                **found,
                "kind": "select",
                "options": [(c.value, translate(c.label)) for c in info["choices"]],
            }
        unit = translate(setting.unit) if setting.unit else ""
        return {**found, "kind": "number" if setting.kind == "count" else "text", "unit": unit}

    def on_model_change(self, form: Any, model: Any, is_created: bool) -> None:
        """Understand the value as any field of its kind does."""
        setting = setting_of(model.setting or "")
        if setting is None or not model.value:
            return
        try:
            model.value = setting.write(values.parse(setting.column, model.value)) or ""
        except ValueProblem as problem:
            raise Invalid(model, [Problem("value", problem.sentence, problem.values)]) from None

    def value_text(self, record: Any, name: str, named: dict[str, Any] | None = None) -> Any:
        """Return the value as the office writes it."""
        setting = setting_of(record.setting)
        if name == "value" and setting is not None:
            return worded(setting, record.value)
        return super().value_text(record, name, named)
