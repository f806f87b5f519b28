"""What rests on a decision, and what became of the decisions of the last meeting: sections of a record's page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template
from markupsafe import Markup

from models.access import can, current_actor
from models.base import Record
from models.marks import N_
from models.registry import record_type
from models.resolved import Resting, last_decisions, numbers_on, resting_on, steps_taken
from panel.language import format_day, translate
from panel.listing.labels import labels
from panel.registry import view_of
from panel.states import badge, drawn, marks

RESTS_ON_IT = N_("Records resting on this decision")
LAST_TIME = N_("What became of the last decisions")
SHOWN = 100
"""Records that stand on the page of a decision; each kind's list has all."""
MORE = N_("The first %(number)s are listed.")
NUMBER_OF_KIND = N_("%(kind)s: %(number)s")


def resting_section(decision: Record) -> dict[str, Any] | None:
    """Return the section with the records that rest on a decision, each with the step it took and its state now."""
    numbers = numbers_on(current_actor(), [decision.id]).get(decision.id, {})
    if not numbers:
        return None
    rows = rows_of(resting_on(current_actor(), [decision.id], limit=SHOWN))
    hint = words_of(numbers)
    if sum(numbers.values()) > SHOWN:
        hint = f"{hint} {translate(MORE, number=SHOWN)}"
    return _section("resting", translate(RESTS_ON_IT), hint, render_template("resting.html", rows=rows))


def words_of(numbers: Mapping[str, int]) -> str:
    """Return how many records of which kind there are, in words."""
    return "，".join(
        translate(NUMBER_OF_KIND, kind=view_of(record_type(table)).plural_of(), number=number)
        for table, number in numbers.items()
    )


def rows_of(found: list[Resting]) -> list[dict[str, Any]]:
    """Return the records as the templates draw them: kind, name, address, the step by which each was moved, and its state."""
    steps = steps_taken(found)
    rows = []
    for row in found:
        cls = record_type(row.table)
        view, workflow = view_of(cls), cls.workflow
        step = steps.get((row.decision_id, row.table, row.record_id))
        rows.append(
            {
                "decision": row.decision_id,
                "kind": view.title_of(),
                "name": row.label or str(row.record_id),
                "url": view.url_for_details(row.record_id),
                "step": translate(workflow.transitions[step].label)
                if workflow is not None and step in workflow.transitions
                else "",
                "state": drawn(workflow.state(row.state))
                if workflow is not None and row.state in workflow.states
                else None,
            }
        )
    return rows


def last_time_section(meeting: Any) -> dict[str, Any] | None:
    """Return the section with which a meeting opens: the items of the last one of the same body, and what is still undone."""
    rows = last_time(meeting)
    if not rows:
        return None
    html = render_template("last_decisions.html", rows=rows)
    return _section("last-time", translate(LAST_TIME), "", html)


def last_time(meeting: Any) -> list[dict[str, Any]]:
    """Return the items of the last meeting of the same body as the templates draw them, with what they moved."""
    if not can(current_actor(), "read", record_type("meeting_decision")):
        return []
    items = last_decisions(meeting)
    if not items:
        return []
    numbers = numbers_on(current_actor(), [item.id for item in items])
    meetings = labels(type(meeting), [item.meeting_id for item in items])
    units = labels(
        record_type("department"), [item.carried_out_by_id for item in items if item.carried_out_by_id]
    )
    outcomes = {c.value: translate(c.label) for c in type(items[0]).__table__.c.outcome.info["choices"]}
    return [
        {
            "meeting": meetings[item.meeting_id].text if item.meeting_id in meetings else "",
            "number": item.item_number,
            "subject": item.subject,
            "url": f"/panel/meeting-decision/details/?id={item.id}",
            "who": units[item.carried_out_by_id].text if item.carried_out_by_id in units else item.carried_out_by or "",
            "due": format_day(item.due_on) if item.due_on is not None else "",
            "outcome": outcomes[item.outcome] if item.outcome != "decided" else "",
            "state": badge(item),
            "marks": marks(item),
            "result": item.result or "",
            "moved": words_of(numbers.get(item.id, {})),
        }
        for item in items
    ]  # fmt: skip


def _section(name: str, title: str, hint: str, html: str) -> dict[str, Any]:
    return {
        "id": name,
        "title": title,
        "hint": hint,
        "rows": [],
        "html": Markup(html),  # noqa: S704 - drawn by a template, which escapes
        "edit_url": None,
    }
