"""One row of a file as a record type's ``import_row`` sees it, and what it makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.base import Record
from models.marks import N_
from panel import values
from panel.importer.references import Names, ReferenceProblem
from panel.importer.shape import Shape
from panel.importer.table import Table
from panel.spellings import folded
from panel.value_problem import ValueProblem
from panel.workbooks import without_guard

NOT_YOURS = N_("Your post does not fill in “%(field)s”. Please take this column out.")


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with a cell: where (``F14``, or ``""``), under which heading, the sentence, and perhaps a proposal."""

    key: str
    cell: str
    label: str
    sentence: str
    values: Mapping[str, Any] = field(default_factory=dict)
    proposal: str | None = None


@dataclass(slots=True)
class ImportedChild:
    """A row under the record.

    Attributes:
        cls: its type.
        key: column -> value by which it is recognised under its parent.
        values: column -> value; a column that is not named stays as it is.
        cell: key of the cell that its problems and changes are shown at.
        sole: when the parent has exactly one row of the type, that is it, whatever its key.
        only_first: it is added where the parent has no row of the type, and changes none.
    """

    cls: type[Record]
    key: dict[str, Any]
    values: dict[str, Any] = field(default_factory=dict)
    cell: str = ""
    sole: bool = False
    only_first: bool = False


@dataclass(slots=True)
class ImportedLinks:
    """Rows of the other side of an association that belong to the record; an import adds, it takes none away."""

    cls: type[Record]
    ids: list[int]
    cell: str = ""


@dataclass(slots=True)
class ImportedRow:
    """What a row of the file means.

    Attributes:
        values: column of the record -> value; a column that is not named stays as it is.
        children: rows of child types, added or changed under the record.
        links: associations of the record.
    """

    values: dict[str, Any] = field(default_factory=dict)
    children: list[ImportedChild] = field(default_factory=list)
    links: list[ImportedLinks] = field(default_factory=list)


class Cells:
    """The cells of one row, by key: what was typed, what it means, and what is wrong with it."""

    def __init__(
        self,
        shape: Shape,
        table: Table,
        number: int,
        row: list[Any],
        asked: Mapping[str, Any],
        replaced: Mapping[tuple[str, str], str],
        names: Names,
        kept: dict[str, Any],
    ) -> None:
        self.shape, self.table, self.number = shape, table, number
        self.names = names
        self.kept = kept
        """What ``import_row`` looks up once for the whole file."""
        self.problems: list[CellProblem] = []
        self._row, self._asked, self._replaced = row, asked, replaced

    def __contains__(self, key: str) -> bool:
        return self.raw(key) is not None

    def raw(self, key: str) -> Any:
        """Return what stands in the cell; ``None`` when it is empty, or the file has no such column and nobody was asked."""
        place = self.table.places.get(key)
        if place is None:
            return self._asked.get(key)
        cell = self._row[place] if place < len(self._row) else None
        if values.is_nothing(cell):
            return None
        if isinstance(cell, str):
            # What we exported has an apostrophe where a spreadsheet would have seen a formula.
            cell = without_guard(cell)
        replaced = self._replaced.get((key, folded(values.as_text(cell))))
        return cell if replaced is None else replaced

    def text(self, key: str) -> str:
        """Return the cell as one clean line."""
        return values.clean_line(values.as_text(self.raw(key)))

    def ref(self, key: str) -> str:
        """Return the address of the cell, as ``F14``; empty when the file does not have the column."""
        letters = self.table.letters(key)
        return f"{letters}{self.number}" if letters else ""

    def problem(self, key: str, sentence: str, proposal: str | None = None, **filling: Any) -> None:
        """Note that the cell is wrong: the row is then not imported."""
        column = self.shape.columns.get(key)
        label = self.table.headings.get(key) or (column.label if column else "")
        self.problems.append(CellProblem(key, self.ref(key), label, sentence, filling, proposal))

    def problem_at(self, cell: str, label: str, sentence: str, **filling: Any) -> None:
        """Note what is wrong with a field that the file does not have."""
        self.problems.append(CellProblem("", cell, label, sentence, filling))

    def value(self, key: str) -> Any:
        """Return what the cell means in its column; ``None`` when it is empty or wrong, which is then noted."""
        raw = self.raw(key)
        if raw is None:
            return None
        column = self.shape.columns[key]
        if not column.open:
            self.problem(key, NOT_YOURS, field=column.label)
            return None
        if column.target is not None:
            return raw if isinstance(raw, int) and key in self._asked else self.reference(key)
        return self.parsed(key, column.column, column.words)

    def parsed(
        self, key: str, column: Any, words: Mapping[str, str] | None = None, *, text: str | None = None
    ) -> Any:
        """Return what the cell, or ``text`` as a part of it, means in another column, such as one of a child."""
        try:
            return values.parse(column, self.raw(key) if text is None else text, synonyms=words)
        except ValueProblem as wrong:
            self.problem(key, wrong.sentence, **wrong.values)
            return None

    def reference(self, key: str, name: str | None = None, target: type[Record] | None = None) -> int | None:
        """Return the row that the cell (or ``name``, a part of it) names; ``None`` when there is none, which is then noted."""
        column = self.shape.columns[key]
        wanted = self.text(key) if name is None else name
        if not wanted:
            return None
        if not column.open:
            self.problem(key, NOT_YOURS, field=column.label)
            return None
        try:
            return self.names.find(target or column.target, wanted, column.column.info.get("code_table"))  # type: ignore[arg-type]
        except ReferenceProblem as wrong:
            proposal = wrong.proposal if name is None or name == self.text(key) else None
            self.problem(key, wrong.sentence, proposal, **wrong.values)
            return None

    def references(self, key: str, target: type[Record] | None = None) -> list[int]:
        """Return the rows that the cell names, in order ("A、B"); unknown names are noted."""
        found = [
            self.reference(key, name, target) for name in values.split_names(values.as_text(self.raw(key)))
        ]
        return list(dict.fromkeys(row for row in found if row is not None))

    def plain(self, *without: str) -> ImportedRow:
        """Return the row with every column of the record taken as it is, but those named."""
        found = ImportedRow()
        for key, column in self.shape.columns.items():
            if column.of_record and key not in without and key in self:
                value = self.value(key)
                if value is not None:
                    found.values[key] = value
        return found
