"""Names in a file, and the records they name: one SELECT for each type referred to, whatever the number of rows."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from sqlalchemy import inspect, select

from models.base import Record, db
from models.marks import N_
from panel.spellings import folded
from panel.value_problem import ValueProblem

MOST_NAMES = 50_000
"""Rows of a type whose names are read at once; no office has more of what is referred to by name."""
_LIKE = 0.6
"""How alike a name must be to be proposed (0 to 1)."""
_OTHER_NAMES = ("name", "short_name", "name_traditional", "full_name", "code", "number", "label")
"""Columns that also name a row, where a type has them; initials do not, for many people share them."""

UNKNOWN = N_("There is no “%(name)s”. Please check the name, or enter it first.")
UNKNOWN_BUT_NEAR = N_("There is no “%(name)s”. Is “%(title)s” meant?")
SHARED = N_("Several are called “%(name)s”. Please enter this row by hand.")


class ReferenceProblem(ValueProblem):
    """A name that names nothing, or several things; ``proposal`` is the name that is probably meant."""

    def __init__(self, sentence: str, values: dict[str, Any], proposal: str | None = None) -> None:
        super().__init__(sentence, values)
        self.proposal = proposal


class Names:
    """The names of records, as one actor may find them: read when they are first asked for, then kept."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str | None], _Known] = {}

    def find(self, target: type[Record], name: str, code_table: str | None = None) -> int:
        """Return the number of the row of ``target`` that is called ``name``.

        Args:
            target: the record type.
            name: its name, short name, traditional form or code; spaces, width and case do not matter.
            code_table: for an entry of a code table, which one.

        Raises:
            ReferenceProblem: when there is none, with the nearest name, or when several share it.
        """
        known = self._names(target, code_table)
        found = known.rows.get(folded(name), frozenset())
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise ReferenceProblem(SHARED, {"name": name})
        near = known.nearest(name)
        if near:
            raise ReferenceProblem(UNKNOWN_BUT_NEAR, {"name": name, "title": near}, proposal=near)
        raise ReferenceProblem(UNKNOWN, {"name": name})

    def all_of(self, target: type[Record], code_table: str | None = None, *, most: int) -> list[str]:
        """Return the names for a list to choose from, none when there are more than ``most``."""
        labels = self._names(target, code_table).labels
        return labels if len(labels) <= most else []

    def _names(self, target: type[Record], code_table: str | None) -> _Known:
        key = (target.__tablename__, code_table)
        if key not in self._known:
            self._known[key] = _Known(_read(target, code_table))
        return self._known[key]


class _Known:
    """The names of one type: folded name -> rows, and the labels for lists and proposals."""

    def __init__(self, rows: Iterable[tuple[int, str, tuple[str, ...]]]) -> None:
        self.rows: dict[str, frozenset[int]] = {}
        self.labels: list[str] = []
        self._spelled: dict[str, str] = {}
        shorter: dict[str, frozenset[int]] = {}
        for row_id, label, others in rows:
            self.labels.append(label)
            self._spelled.setdefault(folded(label), label)
            self.rows[folded(label)] = self.rows.get(folded(label), frozenset()) | {row_id}
            for other in others:
                shorter[folded(other)] = shorter.get(folded(other), frozenset()) | {row_id}
        # A full name wins over another row's short name or code.
        for name, found in shorter.items():
            self.rows.setdefault(name, found)

    def nearest(self, name: str) -> str | None:
        """Return the label most like ``name``, if any is like it."""
        found = get_close_matches(folded(name), list(self._spelled), n=1, cutoff=_LIKE)
        return self._spelled[found[0]] if found else None


def _read(target: type[Record], code_table: str | None) -> Iterable[tuple[int, str, tuple[str, ...]]]:
    columns = inspect(target).columns
    others = [getattr(target, key) for key in _OTHER_NAMES if key in columns and _is_text(columns[key])]
    statement = select(target.id, target.label_sql(), *others).where(target.trashed_at.is_(None))
    if code_table is not None:
        statement = statement.where(target.table_name == code_table, target.active.is_(True))
    rank = getattr(target, "rank", None)
    order = [rank] if rank is not None else []
    with db.session.no_autoflush:
        rows = db.session.execute(statement.order_by(*order, target.id).limit(MOST_NAMES)).all()
    for row_id, label, *names in rows:
        yield row_id, label or "", tuple(name for name in names if name and name != label)


def _is_text(column: Any) -> bool:
    info: dict[str, Any] = column.info
    return info.get("kind") == "text" and info.get("sensitivity", "open") == "open"
