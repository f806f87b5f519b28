"""What was changed in a record after it was returned: the difference that whoever decides it now wants to see first."""

from __future__ import annotations

from dataclasses import dataclass

from models import history
from models.access import current_actor
from models.base import Record, db
from models.workflow import Workflow
from panel.history_pages.entries import links_of, tie
from panel.history_pages.printing import Printer, type_of_line
from panel.history_pages.rights import is_inside
from panel.language import format_moment

READ = 100
"""So many lines of the record's history are looked through; a return that lies further back is history indeed."""


@dataclass(frozen=True, slots=True)
class SinceReturned:
    """What happened to a record since it was returned for the last time.

    Attributes:
        when: the moment of the return, in words.
        reason: why it was returned, as it was written.
        changes: (title of the field, before, now), as the reader may see them; what was put back as it was is left out.
    """

    when: str
    reason: str
    changes: list[tuple[str, str, str]]


def returning_kinds(workflow: Workflow) -> set[str]:
    """Return the kinds of the events by which a row is sent back with a reason."""
    return {
        step.kind
        for step in workflow.transitions.values()
        if step.reason and not step.recalls and workflow.state(step.target).shape == "returned"
    }


def since_returned(record: Record) -> SinceReturned | None:
    """Return what changed since the record was returned, ``None`` when it never was or still lies returned.

    The record was read through the gate; its history is shown to whoever reads the record's inside, as on its timeline.
    """
    workflow = record.workflow
    actor = current_actor()
    if workflow is None or workflow.state(record.state).shape == "returned" or not is_inside(actor, record):
        return None
    kinds, links = returning_kinds(workflow), links_of(record)
    found = history.timeline(db.session(), record.__tablename__, record.id, children=links, limit=READ)
    # By lines and not by saves: what was written in the same transaction after the return counts too.
    place = next(
        (
            place
            for place, line in enumerate(found.lines)
            if line.entry == "event" and line.kind in kinds and line.table == record.__tablename__
        ),
        None,
    )
    if place is None:
        return None
    printer = Printer(actor, found.lines)
    before: dict[str, str] = {}
    now: dict[str, str] = {}
    for line in reversed(found.lines[:place]):
        cls = type_of_line(line)
        if line.entry != "change" or cls is None:
            continue
        if line.table in links:
            told = tie(line, links[line.table])
        else:
            told = printer.changes(cls, line, record) if line.kind != "insert" else []
            told = [change for change in told if change[0] != printer.label(cls, "state")]
        for label, old, new in told:
            before.setdefault(label, old)
            now[label] = new
    returned = found.lines[place]
    changes = [(label, before[label], now[label]) for label in now if before[label] != now[label]]
    return SinceReturned(format_moment(returned.moment), returned.reason or "", changes)
