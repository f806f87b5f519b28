"""The plan of an import: what each row would do. It is shown, hashed and thrown away; applying makes it again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal

from models.base import Record
from panel.importer.cells import CellProblem
from panel.importer.shape import Shape
from panel.importer.table import Ignored, Table

Kind = Literal["new", "changed", "same", "wrong"]
KINDS: tuple[Kind, ...] = ("new", "changed", "same", "wrong")


@dataclass(frozen=True, slots=True)
class Change:
    """One field that a row would change: the cell it comes from, its label (message id), and both texts as read on screen."""

    key: str
    label: str
    old: str
    new: str


@dataclass(slots=True)
class PlannedRow:
    """What one row of the file would do.

    Attributes:
        number: the row's number in the file.
        kind: new, changed, same (nothing to do) or wrong.
        cells: key -> what stands in the file.
        changes: for a changed row, field by field; masked as on screen.
        problems: for a wrong row, at which cell and why.
        record_id: the record that the row was recognised as.
    """

    number: int
    kind: Kind
    cells: dict[str, str]
    changes: list[Change] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    record_id: int | None = None
    mark: str = ""
    """Hash over everything the row would write, and over the version of the record it would change."""


@dataclass(slots=True)
class Plan:
    """A rehearsed import.

    Attributes:
        cls: the record type.
        table: where the rows were found in the file.
        shape: the columns of the type.
        rows: in the order of the file.
        digest: hash of everything that applying would do; a plan is applied only while it is this one.
    """

    cls: type[Record]
    table: Table
    shape: Shape
    rows: list[PlannedRow]
    digest: str = ""

    def count(self, kind: Kind) -> int:
        """Return the number of rows of a kind."""
        return sum(row.kind == kind for row in self.rows)

    @property
    def counts(self) -> dict[Kind, int]:
        """Return the number of rows of each kind."""
        return {kind: self.count(kind) for kind in KINDS}

    @property
    def ignored(self) -> list[Ignored]:
        """Return the columns of the file that are not imported."""
        return self.table.ignored


def digest_of(parts: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the parts, written in one way only."""
    return sha256(
        json.dumps(parts, ensure_ascii=False, sort_keys=True, default=_written).encode()
    ).hexdigest()


def _written(value: Any) -> str:
    return f"{type(value).__name__}:{value}"
