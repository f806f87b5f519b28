"""Find the record of every row of the file, and tell rows that get in each other's way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.access import Actor
from models.base import Record
from models.marks import N_
from models.problems import REQUIRED
from panel.constraints import TAKEN
from panel.importer.matching import Key, compatible, held, is_unique, readable, unique_names
from panel.importer.shape import Shape
from panel.importer.staging import IN_THE_BIN, NOT_ONE, OUT_OF_REACH, StagedRow, blank

ALSO_IN_ROW = N_("“%(value)s” is also in row %(row)s. Please change one of the two.")


def recognise(rows: Sequence[StagedRow], shape: Shape, actor: Actor, *, lock: bool) -> None:
    """Give each right row the record it is; note what cannot be told.

    The key is read from the record the row would become, so that derived columns (a normalised number) can be part of it.

    Args:
        rows: the rows in which nothing is wrong so far.
        shape: says which columns are the key.
        actor: who imports.
        lock: whether the records are going to be written in this transaction.
    """
    firm = shape.firm_key
    loose = [name for name in shape.key if name not in firm]
    first: dict[tuple[Key, Key], int] = {}
    for staged in rows:
        staged.probe = blank(shape.cls, actor, staged.row.values)
        staged.key = _values(staged.probe, firm)
        staged.further = _values(staged.probe, loose)
        for name, value in zip(firm, staged.key, strict=True):
            if value in (None, ""):
                staged.cells.problem(name, REQUIRED, field=_labels(shape.cls, [name])[0])
        if staged.wrong:
            continue
        if (staged.key, staged.further) in first:
            _repeated(staged, shape, first[staged.key, staged.further])
        first.setdefault((staged.key, staged.further), staged.cells.number)
    right = [staged for staged in rows if not staged.wrong]
    _take_records(right, shape, loose, lock=lock)
    _look_aside(
        [staged for staged in right if staged.record is None and not staged.wrong], shape, firm, loose
    )


def look_for_collisions(rows: Sequence[StagedRow], shape: Shape) -> None:
    """Tell the rows that would break a unique constraint of the database beside the key."""
    cls = shape.cls
    for names in unique_names(cls):
        if set(names) <= set(shape.key):
            continue
        wanted: dict[Key, StagedRow] = {}
        for staged in rows:
            key = _values(staged.record, names)
            if None in key or staged.wrong:
                continue
            if key in wanted:
                value = staged.cells.text(names[-1])
                staged.cells.problem(names[-1], ALSO_IN_ROW, value=value, row=wanted[key].cells.number)
            wanted.setdefault(key, staged)
        taken = held(cls, names, wanted)
        for key, staged in wanted.items():
            if any(row_id != staged.record.id for row_id, _trashed, _further in taken.get(key, ())):
                staged.cells.problem(names[-1], TAKEN, fields=_labels(cls, names))


def _take_records(rows: Sequence[StagedRow], shape: Shape, loose: Sequence[str], *, lock: bool) -> None:
    found = readable(shape.cls, shape.firm_key, [staged.key for staged in rows], lock=lock)
    owners: dict[int, int] = {}
    for staged in rows:
        same = [one for one in found.get(staged.key, ()) if compatible(_values(one, loose), staged.further)]
        exact = [one for one in same if _values(one, loose) == staged.further]
        if len(exact or same) > 1:
            count = len(exact or same)
            staged.cells.problem(_place(staged), NOT_ONE, found=count, field=_labels(shape.cls, shape.key))
        elif same:
            staged.record = (exact or same)[0]
            owner = owners.setdefault(staged.record.id, staged.cells.number)
            if owner != staged.cells.number:
                _repeated(staged, shape, owner)


def _look_aside(rows: Sequence[StagedRow], shape: Shape, firm: Sequence[str], loose: Sequence[str]) -> None:
    """Tell rows that are not new, though their record cannot be seen: it lies in the bin, or is not the actor's to read."""
    unique = is_unique(shape.cls, firm)
    found = held(shape.cls, firm, [staged.key for staged in rows], further=loose, binned=not unique)
    for staged in rows:
        same = [one for one in found.get(staged.key, ()) if compatible(one[2], staged.further)]
        if same:
            binned = all(trashed for _row, trashed, _further in same)
            sentence = IN_THE_BIN if binned else OUT_OF_REACH
            staged.cells.problem(_place(staged), sentence, field=_labels(shape.cls, shape.key))


def _repeated(staged: StagedRow, shape: Shape, row: int) -> None:
    typed = " ".join(staged.cells.text(name) for name in shape.key if name in staged.cells.table.places)
    staged.cells.problem(_place(staged), ALSO_IN_ROW, value=typed, row=row)


def _place(staged: StagedRow) -> str:
    """Return the cell at which a problem of the key is shown: that of its last firm column in the file."""
    places, firm = staged.cells.table.places, staged.cells.shape.firm_key
    return next((name for name in reversed(firm) if name in places), "")


def _values(record: Any, names: Sequence[str]) -> Key:
    return tuple(getattr(record, name) for name in names)


def _labels(cls: type[Record], names: Sequence[str]) -> list[str]:
    return [str(cls.__mapper__.columns[name].info.get("label", "")) for name in names]
