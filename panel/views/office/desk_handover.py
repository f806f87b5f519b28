"""Desk handovers on screen, and the list on paper."""

from __future__ import annotations

from typing import Any

from flask import render_template
from flask_admin import expose
from sqlalchemy import select

from models.access import CLERK, current_actor, require
from models.base import db
from models.marks import N_
from models.registry import record_type
from panel.language import format_moment, translate
from panel.people import account_name
from panel.readable import readable
from panel.record_view import RecordView
from panel.registry import view_of, views

LIST = N_("Handover list")
SIGNATURES = (
    (N_("Handed over by"), "from_account_id", "handed_at"),
    (N_("Taken over by"), "to_account_id", "taken_at"),
    (N_("Witnessed by"), "witness_account_id", "witnessed_at"),
)
WHOSE_TURN = {"listed": "from_account_id", "handed": "to_account_id", "taken": "witness_account_id"}
NEXT = N_("Next: %(name)s confirms")


class DeskHandoverView(RecordView):
    """Who hands over to whom before which witness."""

    copies = False
    menu_place = 22
    column_list = ("name", "post", "witness_account_id", "handed_on", "state")
    form_columns = (
        "post", "from_account_id", "to_account_id", "witness_account_id", "handed_on", "from_staff_id", "to_staff_id", "things",
        "note",
    )  # fmt: skip
    column_details_list = (
        "post", "handed_on", "from_account_id", "to_account_id", "witness_account_id", "from_staff_id", "to_staff_id", "drawn_on",
        "handed_at", "taken_at", "witnessed_at", "things", "note",
    )  # fmt: skip
    can_import = False

    def turn_of(self, record: Any) -> str:
        """Say who of the three confirms next."""
        who = WHOSE_TURN.get(record.state)
        return (
            translate(NEXT, name=account_name(getattr(record, who)))
            if who is not None
            else super().turn_of(record)
        )

    def prefilled(self, names: list[str]) -> dict[str, Any]:
        """Begin with oneself as who hands over; a clerk prepares it for others."""
        found: dict[str, Any] = super().prefilled(names)
        actor = current_actor()
        if CLERK not in actor.roles:
            found.setdefault("from_account_id", actor.account_id)
        return found

    def acts_of(self, record: Any) -> tuple[list[dict[str, Any]], list[Any]]:
        """Add the way to the list on paper once it is drawn up."""
        acts, more = super().acts_of(record)
        if record.drawn_on is not None and record.trashed_at is None:
            paper = {"label": translate(LIST), "method": "get", "url": f"{self.url}/list/?id={record.id}"}
            (acts if len(acts) < 2 else more).append(paper)
        return acts, more

    @expose("/list/")
    def list_view(self) -> str:
        """Show the list as it is printed and signed: by kind, with what each thing is called now and then."""
        record: Any = self.find()
        require(current_actor(), "read", record)
        page = {
            "title": translate(LIST),
            "crumbs": self.crumbs(record, translate(LIST)),
            "facts": [
                (self.label_of(name), self.value_text(record, name))
                for name in ("post", "handed_on", "drawn_on", "things")
                if getattr(record, name)
            ],
            "groups": _groups(record),
            "signatures": [
                (translate(label), account_name(getattr(record, who)), format_moment(getattr(record, when)))
                for label, who, when in SIGNATURES
            ],
            "back_url": self.url_for_details(record.id),
        }
        return render_template("handover_list.html", page=page)


def _groups(record: Any) -> list[dict[str, Any]]:
    """Return the items by kind in the declared order; those that the reader can open are links."""
    item: Any = record_type("desk_handover_item")
    view: Any = view_of(item)
    rows = list(db.session.scalars(select(item).where(item.handover_id == record.id).order_by(item.id)))
    wanted: dict[Any, set[int]] = {}
    for row in rows:
        wanted.setdefault(record_type(row.record_table), set()).add(row.record_id)
    opens = readable(wanted)
    found = []
    for choice in item.__table__.c.kind.info["choices"]:
        drawn = [_drawn(view, row, opens) for row in rows if row.kind == choice.value]
        if drawn:
            found.append({"title": translate(choice.label), "rows": drawn})
    return found


def _drawn(view: Any, row: Any, opens: set[tuple[str, int]]) -> dict[str, Any]:
    target = record_type(row.record_table)
    workflow = target.workflow
    state = workflow.states.get(row.record_state) if workflow is not None else None
    can_open = (row.record_table, row.record_id) in opens and row.record_table in views()
    return {
        "kind": translate(target.title),
        "title": view.value_text(row, "called"),
        "state": translate(state.label) if state is not None else "",
        "due": row.due_on.isoformat() if row.due_on else "",
        "url": view_of(target).url_for_details(row.record_id) if can_open else None,
    }
