"""One file at the desk: read, its table found, what was asked understood, then planned or applied.

Both doors, the browser and the command line, come through here, so that they cannot do different things.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.access import CLERK, Actor, Refused, require
from models.marks import N_
from models.problems import REQUIRED
from panel import values
from panel.importer import applying, planning
from panel.importer.plan import Plan
from panel.importer.reading import read
from panel.importer.references import Names
from panel.importer.shape import Shape, SheetColumn, shape_of
from panel.importer.table import find_table
from panel.spellings import folded
from panel.value_problem import ValueProblem

NOT_ASKED_FOR = N_("“%(name)s” is not asked for here. Asked for are: %(columns)s.")
NOTHING_ASKED = N_(
    "“%(name)s” is not asked for here: nothing is. Please leave it out, or put it into a column of the file."
)


@dataclass(slots=True)
class Question:
    """What is asked once for the whole file, and what was answered."""

    column: SheetColumn
    typed: str = ""
    value: Any = None
    problem: ValueProblem | None = None


@dataclass(slots=True)
class Desk:
    """A file that is to be imported into the records of one type.

    Args:
        view: the record type's view.
        actor: in whose name; bound as the current actor.
        data: the file's bytes.
        file: its name.
        answers: column -> what was typed for the whole file.
        replaced: (column, folded text, text to read instead).
    """

    view: Any
    actor: Actor
    data: bytes
    file: str
    answers: Mapping[str, str] = field(default_factory=dict)
    replaced: Sequence[tuple[str, str, str]] = ()

    def plan(self) -> Plan:
        """Return what importing the file would do.

        Raises:
            Refused: when the actor may not import records of the type.
            Unreadable: when the file cannot be imported at all.
            ValueProblem: when an answer is not understood, or a column is neither in the file nor answered.
        """
        self._admit()
        table, shape, asked, replaced = self._laid_out()
        return planning.plan(table, shape, self.actor, asked, replaced)

    def apply(self, digest: str, *, skip_wrong: bool) -> Plan:
        """Write exactly the plan with this digest; the caller commits. See :func:`panel.importer.applying.apply`."""
        self._admit()
        table, shape, asked, replaced = self._laid_out()
        return applying.apply(
            table, shape, self.actor, digest, asked=asked, replaced=replaced, skip_wrong=skip_wrong
        )

    def _admit(self) -> None:
        """Refuse who may not import, and the operator what no desk enters: counts, votes and what a unit says itself."""
        cls = self.view.model
        require(self.actor, "import", cls)
        if self.actor.system is not None and CLERK not in cls.access.create:
            raise Refused

    def _laid_out(self) -> tuple[Any, Shape, dict[str, Any], dict[tuple[str, str], str]]:
        shape = shape_of(self.view, self.actor)
        asked = {}
        for question in answered(shape, self.answers):
            if question.problem is not None:
                raise question.problem
            if question.value is not None:
                asked[question.column.key] = question.value
        table = find_table(read(self.data, self.file), shape)
        for key in shape.asks:
            if key not in table.places and key not in asked:
                raise ValueProblem(REQUIRED, {"field": shape.columns[key].label})
        return table, shape, asked, {(key, text): instead for key, text, instead in self.replaced}


def answered(shape: Shape, answers: Mapping[str, str]) -> list[Question]:
    """Return the questions of the type with what was answered, and what is wrong with it."""
    found = []
    for key in shape.asks:
        question = Question(shape.columns[key], answers.get(key, ""))
        try:
            question.value = _understood(question.column, question.typed)
        except ValueProblem as problem:
            question.problem = problem
        found.append(question)
    return found


def named_answers(shape: Shape, given: Mapping[str, str]) -> dict[str, str]:
    """Return the answers by column, for names as people write them (``year``, ``年度``).

    Raises:
        ValueProblem: for a name that is not asked for.
    """
    known = {folded(word): key for key in shape.asks for word in shape.columns[key].headings()}
    found = {}
    for name, text in given.items():
        if folded(name) not in known:
            asked = [shape.columns[key].label for key in shape.asks]
            raise ValueProblem(NOT_ASKED_FOR if asked else NOTHING_ASKED, {"name": name, "columns": asked})
        found[known[folded(name)]] = text
    return found


def _understood(column: SheetColumn, typed: str) -> Any:
    if values.is_nothing(typed):
        return None
    if column.target is not None:
        return Names().find(column.target, values.clean_line(typed), column.column.info.get("code_table"))
    return values.parse(column.column, typed, synonyms=column.words)
