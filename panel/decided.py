"""What a person decided lately, from the history: the steps that others waited for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from models import history
from models.access import Actor
from models.base import db
from models.history import Query
from models.marks import N_
from models.registry import record_type
from models.workflow import Workflow
from panel.language import format_moment, translate
from panel.listing.labels import labels
from panel.registry import views
from panel.states import drawn

DECIDED = 50
"""How many of the own decisions are listed; older ones stand in the history of each record."""


def decided(actor: Actor) -> list[dict[str, Any]]:
    """Return my newest decisions, from the history: the steps that others waited for."""
    kinds = {
        kind
        for view in views().values()
        if view.model.workflow is not None
        for kind in decisions(view.model.workflow)
    }
    lines = [
        line
        for kind in sorted(kinds)
        for line in history.search(
            db.session(), actor.organization_id, Query(actor=actor.key, kind=kind), limit=DECIDED
        ).lines
    ]
    newest = sorted(lines, key=lambda line: line.id, reverse=True)[:DECIDED]
    names = _names(newest)
    return [row for line in newest if (row := _decided_row(line, names)) is not None]


def decisions(workflow: Workflow) -> set[str]:
    """Return the kinds of the events by which what waited was dealt with: every step from a state in which a row waits."""
    waiting = {source for step in workflow.transitions.values() if step.queue for source in step.sources}
    return {
        step.kind
        for step in workflow.transitions.values()
        if waiting & set(step.sources) and not step.recalls and not step.computed
    }


def _names(lines: Iterable[Any]) -> dict[tuple[str, int], str]:
    """Return the names of the records that can still be read, by table and number."""
    wanted: dict[str, set[int]] = {}
    for line in lines:
        if line.table in views() and (line.record_id or "").isdecimal():
            wanted.setdefault(line.table, set()).add(int(line.record_id))
    found: dict[tuple[str, int], str] = {}
    for table, ids in wanted.items():
        found.update(
            ((table, number), label.text) for number, label in labels(record_type(table), ids).items()
        )
    return found


def _decided_row(line: Any, names: dict[tuple[str, int], str]) -> dict[str, Any] | None:
    key = (line.table, int(line.record_id)) if (line.record_id or "").isdecimal() else None
    if key is None or key not in names:
        return None
    view = views()[line.table]
    workflow = view.model.workflow
    assert workflow is not None
    step = next((t for t in workflow.transitions.values() if t.kind == line.kind), None)
    detail = line.detail if isinstance(line.detail, dict) else {}
    to = str(detail.get("to"))
    state = drawn(workflow.state(to))["label"] if to in workflow.states else ""
    act = translate(step.label) if step is not None else ""
    return {
        "id": None,
        "kind": view.title_of(),
        "title": names[key],
        "url": view.url_for_details(key[1]),
        "fact": translate(N_("%(act)s: %(text)s"), act=act, text=line.reason) if line.reason else act,
        "sender": state,
        "waits": format_moment(line.moment),
        "late": False,
        "overdue": False,
        "acts": [],
    }
