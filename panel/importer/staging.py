"""One row of the file made into records, checked and compared; nothing is flushed.

What is staged here is thrown away after a rehearsal and flushed when the plan is applied, so that both do the very same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import inspect

from models import clock
from models.access import Actor, can, cleared
from models.access.errors import FROZEN
from models.access.permissions import Before, allowed_fields
from models.access.rules import target_of
from models.base import Record
from models.marks import N_
from models.problems import Problem
from panel.importer.cells import NOT_YOURS, Cells, ImportedChild, ImportedLinks, ImportedRow
from panel.importer.plan import PlannedRow, digest_of

IN_THE_BIN = N_("A record with the same “%(field)s” lies in the recycle bin. Please restore it first.")
OUT_OF_REACH = N_("There is already a record with the same “%(field)s”, which is not yours to change.")
NOT_ONE = N_(
    "%(found)s records have the same “%(field)s”; which one is meant cannot be told. Please change it by hand."
)


@dataclass(frozen=True, slots=True)
class RawChange:
    """A changed field before its values are worded: the cell, the column, and whether the actor sees a mask."""

    key: str
    column: Any
    old: Any
    new: Any
    target: type[Record] | None = None
    masked: bool = False
    label: str = ""
    link: bool = False
    """Whether a row of an association is added."""


@dataclass(slots=True)
class StagedChild:
    """A child or association row: new, or an existing one with its changes."""

    record: Record
    new: bool
    parent: str
    restored: bool = False


@dataclass(slots=True)
class StagedRow:
    """A row of the file on its way."""

    cells: Cells
    row: ImportedRow
    planned: PlannedRow
    probe: Any = None
    """The record that the row would become if it is new: its values as they would be kept."""
    key: tuple[Any, ...] = ()
    """The firm columns of the key."""
    further: tuple[Any, ...] = ()
    """The columns that tell apart where both sides have them."""
    record: Any = None
    new: bool = False
    changes: list[RawChange] = field(default_factory=list)
    children: list[StagedChild] = field(default_factory=list)

    @property
    def wrong(self) -> bool:
        """Return whether something was found wrong so far."""
        return bool(self.cells.problems)

    def touched(self) -> Iterator[Record]:
        """Yield the existing records whose attributes were changed in memory."""
        if self.record is not None and not self.new:
            yield self.record
        yield from (child.record for child in self.children if not child.new)


def stage_record(staged: StagedRow, actor: Actor) -> None:
    """Make the new record, or put the changes into the one that was found; note what is wrong or not allowed."""
    if staged.record is None:
        staged.new, staged.record = True, staged.probe
        _check(staged, staged.record, actor, "create")
        return
    record = staged.record
    staged.planned.record_id = record.id
    # The probe has the values as they would be kept: a full-width number is no change.
    given = {name: getattr(staged.probe, name) for name in staged.row.values}
    changed = {name: value for name, value in given.items() if getattr(record, name) != value}
    for name, value in changed.items():
        staged.changes.append(_raw(name, record, name, getattr(record, name), value, actor))
        setattr(record, name, value)
    if changed:
        _check(staged, record, actor, "update")


def stage_child(staged: StagedRow, child: ImportedChild, found: Any, actor: Actor) -> None:
    """Make the child, or put the changes into the one that was found under the record."""
    parent = child.cls.parent
    assert parent is not None
    if found is None:
        fresh = blank(child.cls, actor, {**child.key, **child.values, parent: staged.record.id})
        staged.children.append(StagedChild(fresh, new=True, parent=parent))
        _check(staged, fresh, actor, "create", cell=child.cell, without=parent)
        if not staged.new:
            for name, value in {**child.key, **child.values}.items():
                if value is not None:
                    staged.changes.append(_raw(child.cell, fresh, name, None, value, actor))
        return
    changed = {name: value for name, value in child.values.items() if getattr(found, name) != value}
    if not changed:
        return
    for name, value in changed.items():
        staged.changes.append(_raw(child.cell, found, name, getattr(found, name), value, actor))
        setattr(found, name, value)
    staged.children.append(StagedChild(found, new=False, parent=parent))
    _check(staged, found, actor, "update", cell=child.cell)


def stage_links(
    staged: StagedRow, links: ImportedLinks, other: str, found: Mapping[int, Any], actor: Actor
) -> None:
    """Add what is missing of an association; a row of it that lies in the recycle bin comes back."""
    parent = links.cls.parent
    assert parent is not None
    for value in links.ids:
        row = found.get(value)
        if row is not None and row.trashed_at is None:
            continue
        if row is None:
            row = blank(links.cls, actor, {parent: staged.record.id, other: value})
            staged.children.append(StagedChild(row, new=True, parent=parent))
            _check(staged, row, actor, "create", cell=links.cell, without=parent)
        else:
            staged.children.append(StagedChild(row, new=False, parent=parent, restored=True))
            _refuse(staged, links.cell, can(actor, "restore", row))
        if not staged.new:
            change = _raw(links.cell, row, other, None, value, actor)
            staged.changes.append(change)


def blank(cls: type[Record], actor: Actor, filled: Mapping[str, Any]) -> Record:
    """Return a record as it would be inserted: defaults filled in, in its first state, derived columns made."""
    record = cls(**filled)
    record.organization_id = actor.organization_id
    for attribute in inspect(cls).column_attrs:
        default = attribute.columns[0].default
        if default is None or getattr(record, attribute.key) is not None:
            continue
        setattr(record, attribute.key, default.arg(None) if default.is_callable else default.arg)
    if cls.workflow is not None:
        record.state = cls.workflow.initial
    _derive(record)
    return record


def _derive(record: Record) -> None:
    dates = (getattr(record, name) for name in (record.fact_date_from, "fact_date") if name)
    record.fact_date = next((date for date in dates if date is not None), clock.business_today())
    record.before_save()


def _raw(key: str, record: Record, name: str, old: Any, new: Any, actor: Actor) -> RawChange:
    column = inspect(type(record)).columns[name]
    target = target_of(type(record), name) if column.info.get("ref") else None
    masked = not cleared(actor, column, record)
    label = str(type(record).title) if record.is_link else str(column.info["label"])
    return RawChange(key or name, column, old, new, target, masked, label, record.is_link)


def _check(
    staged: StagedRow, record: Record, actor: Actor, action: str, *, cell: str = "", without: str = ""
) -> None:
    """Note the problems of the record, and what the actor may not do with it."""
    if action == "update":
        _derive(record)
    for problem in record.all_problems():
        # The parent of a new record has no number yet.
        if not (without and problem.field == without and getattr(record, without) is None):
            _note(staged, record, problem, cell)
    before = Before(record) if action == "update" else None
    if before is not None and record.workflow is not None and before.state in record.workflow.frozen_states:
        staged.cells.problem(cell, FROZEN)
        return
    target: Any = type(record) if without and getattr(record, without) is None else record
    _refuse(staged, cell, can(actor, action, target, before=before))
    only = allowed_fields(actor, type(record), action)
    if only is not None and before is not None:
        columns = inspect(type(record)).columns
        typed = {name for name in record.changed_columns() if not columns[name].info.get("fixed")} - {
            "fact_date"
        }
        for name in sorted(typed - only):
            staged.cells.problem(cell or name, NOT_YOURS, field=columns[name].info["label"])


def _refuse(staged: StagedRow, cell: str, answer: Any) -> None:
    if not answer:
        staged.cells.problem(cell, answer.sentence, **answer.values)


def _note(staged: StagedRow, record: Record, problem: Problem, cell: str) -> None:
    field_name = cell or problem.field
    if field_name in staged.cells.shape.columns or not problem.field:
        staged.cells.problem(field_name, problem.sentence, **problem.values)
        return
    column = inspect(type(record)).columns.get(problem.field)
    label = str(column.info.get("label", "")) if column is not None else ""
    staged.cells.problem_at("", label, problem.sentence, **problem.values)


def mark_of(staged: StagedRow) -> str:
    """Return the hash of all that the row would write, and of the versions it would write over."""
    versions = [[r.__tablename__, r.id, r.version] for r in staged.touched()]
    written = [[c.key, c.column.name, c.old, c.new] for c in staged.changes]
    new = dict(staged.row.values) if staged.new else {}
    children = [
        [child.record.__tablename__, child.new, child.restored, _columns_of(child.record)]
        for child in staged.children
    ]
    parts = {
        "kind": staged.planned.kind,
        "versions": versions,
        "written": written,
        "new": new,
        "children": children,
    }
    return digest_of({"row": staged.planned.number, **parts})


def _columns_of(record: Record) -> dict[str, Any]:
    columns = inspect(type(record)).columns
    return {
        c.key: getattr(record, c.key)
        for c in columns
        if c.info.get("kind") not in ("stamp", "moment", "accounts", None)
    }
