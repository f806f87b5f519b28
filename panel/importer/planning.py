"""Rehearse a whole file: find what each row is, stage it, compare, and say what applying would do.

The number of statements depends on how many types the rows refer to, and on the size of the file only in steps of some hundred
rows; where a right depends on the row above (a changed indicator of a project), it is asked row by row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from models.access import Actor
from models.access.errors import Refused
from models.access.sensitivity import MASK
from models.base import Record, db
from models.marks import N_
from panel import values
from panel.forms import link_column
from panel.importer.cells import Cells, ImportedChild
from panel.importer.matching import in_parts
from panel.importer.plan import Change, Plan, PlannedRow, digest_of
from panel.importer.recognising import look_for_collisions, recognise
from panel.importer.references import Names
from panel.importer.shape import Shape
from panel.importer.staging import (
    RawChange,
    StagedRow,
    mark_of,
    stage_child,
    stage_links,
    stage_record,
)
from panel.importer.table import Table
from panel.language import translate
from panel.listing.labels import labels

LINKED = N_("%(field)s: %(name)s")

Replaced = Mapping[tuple[str, str], str]
"""(Key of a column, folded text of its cells) -> the text to read instead, for all rows."""


def plan(
    table: Table,
    shape: Shape,
    actor: Actor,
    asked: Mapping[str, Any] | None = None,
    replaced: Replaced | None = None,
) -> Plan:
    """Return what importing the table would do; nothing is saved, and nothing stays in the session.

    Args:
        table: the rows.
        shape: the columns of the record type.
        actor: in whose name; bound as the current actor.
        asked: column -> value said for the whole file.
        replaced: texts to be read as others, such as a renamed department.
    """
    rehearsal = Rehearsal(table, shape, actor, asked or {}, replaced or {})
    try:
        return rehearsal.plan()
    finally:
        rehearsal.forget()


class Rehearsal:
    """A file on its way: the rows staged in memory, for a plan to be shown or to be applied."""

    def __init__(
        self,
        table: Table,
        shape: Shape,
        actor: Actor,
        asked: Mapping[str, Any],
        replaced: Replaced,
        *,
        lock: bool = False,
    ) -> None:
        self.table, self.shape, self.actor = table, shape, actor
        self.asked, self.replaced, self.lock = asked, replaced, lock
        self.staged: list[StagedRow] = []

    def plan(self) -> Plan:
        """Stage every row and return the plan."""
        with db.session.no_autoflush:
            names = Names()
            kept: dict[str, Any] = {}
            for number, row in self.table.rows:
                cells = Cells(self.shape, self.table, number, row, self.asked, self.replaced, names, kept)
                made = self.shape.make_row(cells) if self.shape.make_row else cells.plain()
                shown = {key: cells.text(key) for key in self.table.places}
                self.staged.append(StagedRow(cells, made, PlannedRow(number, "wrong", shown)))
            recognise(self._right(), self.shape, self.actor, lock=self.lock)
            for staged in self._right():
                stage_record(staged, self.actor)
            self._stage_rows_below()
            look_for_collisions(self._right(), self.shape)
            self._word()
        marks = [staged.planned.mark for staged in self.staged]
        said = {key: str(value) for key, value in self.asked.items()}
        told = sorted([*key, text] for key, text in self.replaced.items())
        digest = digest_of(
            {
                "type": self.shape.cls.__tablename__,
                "file": self.table.digest,
                "actor": self.actor.key,
                "asked": said,
                "replaced": told,
                "rows": marks,
            }
        )
        return Plan(
            self.shape.cls, self.table, self.shape, [staged.planned for staged in self.staged], digest
        )

    def forget(self) -> None:
        """Take back what was changed in memory."""
        for staged in self.staged:
            for record in staged.touched():
                if record in db.session:
                    db.session.expire(record)
        self.staged = []

    def _right(self) -> list[StagedRow]:
        return [staged for staged in self.staged if not staged.wrong]

    def _stage_rows_below(self) -> None:
        """Stage the children and associations, after reading those that the records have."""
        right = [staged for staged in self._right() if staged.record is not None]
        parents = [staged.record.id for staged in right if not staged.new]
        for cls in dict.fromkeys(child.cls for staged in right for child in staged.row.children):
            below: dict[int, list[Any]] = defaultdict(list)
            for row in _rows_below(cls, parents):
                below[getattr(row, str(cls.parent))].append(row)
            for staged in right:
                for child in staged.row.children:
                    if child.cls is cls:
                        self._stage_child(staged, child, below.get(staged.record.id, []))
        for cls in {links.cls for staged in right for links in staged.row.links}:
            other = link_column(cls).key
            by_parent: dict[int, dict[int, Any]] = defaultdict(dict)
            for row in _rows_below(cls, parents, gate="any"):
                by_parent[getattr(row, str(cls.parent))][getattr(row, other)] = row
            for staged in right:
                for links in staged.row.links:
                    if links.cls is cls:
                        stage_links(staged, links, other, by_parent.get(staged.record.id, {}), self.actor)

    def _stage_child(self, staged: StagedRow, child: ImportedChild, below: list[Any]) -> None:
        if child.only_first and below:
            return
        found = next(
            (row for row in below if all(getattr(row, name) == v for name, v in child.key.items())), None
        )
        if found is None and child.sole and len(below) == 1:
            found = below[0]
        stage_child(staged, child, found, self.actor)

    def _word(self) -> None:
        """Say for each row what kind it is, and word its changes."""
        named = _names_of([change for staged in self.staged for change in staged.changes])
        for staged in self.staged:
            row = staged.planned
            row.problems = staged.cells.problems
            if staged.wrong:
                row.kind = "wrong"
            elif staged.new:
                row.kind = "new"
            else:
                row.kind = "changed" if staged.changes or staged.children else "same"
            if row.kind == "changed":
                row.changes = [_worded(change, named) for change in staged.changes]
            row.mark = "wrong" if staged.wrong else mark_of(staged)


def _rows_below(cls: Any, parents: Iterable[int], *, gate: str = "full") -> list[Any]:
    found: list[Any] = []
    for part in in_parts(sorted(parents)):
        statement = select(cls).where(getattr(cls, cls.parent).in_(part)).order_by(cls.id)
        if gate == "full":
            statement = statement.where(cls.trashed_at.is_(None))
        found.extend(db.session.scalars(statement, execution_options={"gate": gate}))
    return found


def _names_of(changes: Iterable[RawChange]) -> dict[tuple[str, int], str]:
    """Return (table, row) -> what it is called, for every reference among the changes."""
    wanted: dict[type[Record], set[int]] = defaultdict(set)
    for change in changes:
        if change.target is not None and not change.masked:
            wanted[change.target].update(value for value in (change.old, change.new) if value is not None)
    return {
        (target.__tablename__, row_id): label.text
        for target, ids in wanted.items()
        for row_id, label in labels(target, ids).items()
    }


def _worded(change: RawChange, named: Mapping[tuple[str, int], str]) -> Change:
    def read(value: Any) -> str:
        if value is None:
            return ""
        if change.masked:
            return MASK
        if change.target is not None:
            return named.get((change.target.__tablename__, value), "")
        return values.format_for(change.column, value)

    new = read(change.new)
    if change.link:
        # A further unit may stand in the cell of another one: say what it becomes.
        new = translate(LINKED, field=change.label, name=new)
    return Change(change.key, change.label, read(change.old), new)


__all__ = ["Plan", "Refused", "Rehearsal", "plan"]
