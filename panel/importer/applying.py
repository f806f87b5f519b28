"""Write a plan: exactly the one that was shown, whole and in one transaction, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.access import Actor, require
from models.base import Record, db
from models.marks import N_
from models.writing import pen, tell
from panel.importer.plan import Plan
from panel.importer.planning import Rehearsal, Replaced
from panel.importer.shape import Shape
from panel.importer.staging import StagedRow
from panel.importer.table import Table
from panel.saving import touch

CHANGED_MEANWHILE = N_(
    "Something has changed since the check, so nothing was written. Please look at the new result and confirm again."
)
WRONG_ROWS = N_(
    "%(count)s rows are wrong, so nothing was written. Please mend them, or tick that they are left out."
)
NOTHING_TO_WRITE = N_("There is nothing to write: every row is as it is already.")


class NotApplied(Exception):
    """A plan that was not written, with the sentence that says why."""

    def __init__(self, sentence: str, plan: Plan, **values: Any) -> None:
        self.sentence, self.plan, self.values = sentence, plan, values
        super().__init__(sentence % values if values else sentence)


def apply(
    table: Table,
    shape: Shape,
    actor: Actor,
    digest: str,
    *,
    asked: Mapping[str, Any] | None = None,
    replaced: Replaced | None = None,
    skip_wrong: bool = False,
) -> Plan:
    """Make the plan again in this transaction and write it; the caller commits.

    Args:
        table: the rows, read from the same file.
        shape: the columns of the record type.
        actor: in whose name; bound as the current actor.
        digest: of the plan that was shown.
        asked: column -> value said for the whole file.
        replaced: texts to be read as others.
        skip_wrong: whether wrong rows are left out; otherwise one of them stops the import.

    Returns:
        The plan that was written.

    Raises:
        NotApplied: when the plan is another one by now, or has wrong rows, or nothing to write.
        Refused: when the actor may not import records of the type.
        Invalid: when a row breaks a rule that only its saving shows.
    """
    require(actor, "import", shape.cls)
    rehearsal = Rehearsal(table, shape, actor, asked or {}, replaced or {}, lock=True)
    plan = rehearsal.plan()
    try:
        if plan.digest != digest:
            raise NotApplied(CHANGED_MEANWHILE, plan)
        if plan.count("wrong") and not skip_wrong:
            raise NotApplied(WRONG_ROWS, plan, count=plan.count("wrong"))
        rows = [staged for staged in rehearsal.staged if staged.planned.kind in ("new", "changed")]
        if not rows:
            raise NotApplied(NOTHING_TO_WRITE, plan)
    except NotApplied:
        rehearsal.forget()
        raise
    for staged in rehearsal.staged:
        if staged.wrong:
            _leave_out(staged)
    _write(rows)
    _tell(plan, actor)
    return plan


def _leave_out(staged: StagedRow) -> None:
    """Take back what a wrong row changed in memory, so that the flush does not see it."""
    for record in staged.touched():
        if record in db.session:
            db.session.expire(record)


def _write(rows: list[StagedRow]) -> None:
    """Flush the records first, for the rows below need their numbers."""
    db.session.add_all(staged.record for staged in rows if staged.new)
    db.session.flush()
    for staged in rows:
        for child in staged.children:
            if child.new:
                setattr(child.record, child.parent, staged.record.id)
                db.session.add(child.record)
            elif child.restored:
                _restore(child.record)
        if not staged.new and any(child.record.is_link for child in staged.children):
            touch(staged.record)
    db.session.flush()


def _restore(record: Record) -> None:
    with pen(db.session, record, "restore"):
        record.trashed_at = None


def _tell(plan: Plan, actor: Actor) -> None:
    tell(
        "imported",
        table=plan.cls.__tablename__,
        organization_id=actor.organization_id,
        detail={
            "file": plan.table.file,
            "sha256": plan.table.digest,
            "new": plan.count("new"),
            "changed": plan.count("changed"),
            "unchanged": plan.count("same"),
            "left_out": plan.count("wrong"),
        },
    )


__all__ = ["NotApplied", "apply"]
