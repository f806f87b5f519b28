"""Leaders' instructions on screen: the register, begun from the paper, answered by the unit."""

from __future__ import annotations

from typing import Any

from flask import request
from markupsafe import Markup
from sqlalchemy import select

from models.base import Record, db
from models.marks import N_
from models.polymorphic import parent_types
from panel.language import translate
from panel.numbers import row_number
from panel.readable import readable
from panel.record_view import RecordView
from panel.registry import view_of

PAPER = N_("%(kind)s: %(name)s")


class InstructionView(RecordView):
    """What leaders wrote on papers, and what came of it."""

    menu_place = 40
    column_list = (
        "about",
        "leader",
        "leader_post",
        "instructed_on",
        "department_id",
        "due_on",
        "replied_on",
        "state",
    )
    column_details_list = (
        "about", "leader", "leader_post", "original_words", "instructed_on", "committee_id", "department_id", "matter",
        "handed_on", "due_on", "replied_on", "reply", "fact_date", "note",
    )  # fmt: skip
    column_sortable_list = ("instructed_on", "changed_at")
    column_default_sort = ("instructed_on", True)
    form_sections = (
        (
            N_("Instruction"),
            (
                "record_table",
                "record_id",
                "about",
                "leader",
                "leader_post",
                "instructed_on",
                "original_words",
            ),
        ),
        (
            N_("What is asked of a unit"),
            ("department_id", "due_on", "matter", "committee_id", "handed_on", "replied_on", "reply"),
        ),
    )
    list_tabs = (
        (N_("With the units"), "state__in=handed_over,returned"),
        (N_("To be looked at"), "state=answered"),
    )
    can_import = False

    def prefilled(self, names: list[str]) -> dict[str, Any]:
        """Begin with the paper that the address names: ``?record=bulletin-23``."""
        found: dict[str, Any] = super().prefilled(names)
        slug, _, number = request.args.get("record", "").rpartition("-")
        table, record_id = slug.replace("-", "_"), row_number(number)
        if table in parent_types() and record_id is not None:
            found |= {"record_table": table, "record_id": record_id}
        return found

    def form_sections_of(self, form: Any, errors: dict[str, str]) -> list[dict[str, Any]]:
        """Show which paper the instruction stands on instead of asking for its number, where it is known."""
        sections: list[dict[str, Any]] = super().form_sections_of(form, errors)
        paper = _paper(form.record_table.data, form.record_id.data)
        if paper is None or errors.keys() & {"record_table", "record_id"}:
            return sections
        view = view_of(type(paper))
        for section in sections:
            section["fields"] = [
                {
                    **drawn,
                    "kind": "shown",
                    "label": view.title_of(),
                    "value": view.label_text(paper),
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
        """Return the paper as kind and name, a link for who reads it."""
        cls = parent_types().get(record.record_table)
        if name != "about" or cls is None:
            return super().value_text(record, name, named)
        text = translate(PAPER, kind=view_of(cls).title_of(), name=record.about)
        if not readable({cls: [record.record_id]}):
            return text
        return Markup('<a href="{}">{}</a>').format(view_of(cls).url_for_details(record.record_id), text)


def _paper(table: str | None, record_id: int | None) -> Record | None:
    """Return the paper as far as the actor reads it."""
    cls = parent_types().get(table or "")
    if cls is None or record_id is None:
        return None
    found: Record | None = db.session.scalar(select(cls).where(cls.id == record_id))
    return found
