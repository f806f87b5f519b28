"""The order of a list: one column that is never empty, in one direction together with the id, bytewise on both engines.

A column that may be NULL loses rows when a page is taken by key, because NULL is neither before nor after anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, UniqueConstraint, asc, desc, inspect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from models.access import Actor, cleared
from models.marks import N_
from panel.listing.columns import names_of

UNSORTABLE = N_("The list cannot be put in this order; it stands in its usual one.")


class bytewise(FunctionElement[str]):  # noqa: N801 - it is written like a function of SQL
    """A text compared byte by byte, whatever language the database was made for.

    The order must not change when a server moves to another system, because the keys of pages are made of it.
    """

    type = String()
    inherit_cache = True


@compiles(bytewise)
def _bytewise(element: bytewise, compiler: Any, **kw: Any) -> str:
    return str(compiler.process(element.clauses, **kw))


@compiles(bytewise, "postgresql")
def _bytewise_postgresql(element: bytewise, compiler: Any, **kw: Any) -> str:
    return f'{compiler.process(element.clauses, **kw)} COLLATE "C"'


@dataclass(frozen=True, slots=True)
class Order:
    """A sort column and its direction."""

    name: str
    descending: bool = False

    @property
    def text(self) -> str:
        """Return it as it stands in the address: ``changed_at``, or ``-changed_at`` for the newest first."""
        return f"-{self.name}" if self.descending else self.name

    def turned(self) -> Order:
        """Return the opposite order."""
        return Order(self.name, not self.descending)

    def key_of(self, row: Any) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
        """Return the two expressions that order the rows of ``row`` (a record type or an alias of it)."""
        column = getattr(row, self.name)
        return (bytewise(column) if isinstance(_implementation(column.type), String) else column), row.id

    def by(self, row: Any) -> list[Any]:
        """Return what goes into ORDER BY."""
        value, number = self.key_of(row)
        way = desc if self.descending else asc
        return [way(number)] if self.name == "id" else [way(value), way(number)]


def sortable(view: Any, actor: Actor) -> list[str]:
    """Return the columns by which this actor may sort the list: never NULL, not masked.

    The place of a row in an order tells what its value is, so a masked column is none to sort by. A view that declares no
    ``column_sortable_list`` offers what an index keeps in order.
    """
    columns = inspect(view.model).columns
    declared = [sort_column(view.model, name) for name in names_of(view.column_sortable_list)]
    if not declared:
        declared = [column.key for column in columns if not sort_without_index(view.model, column.key)]
    names = dict.fromkeys([*declared, _default(view).name, "id"])
    return [n for n in names if n in columns and not columns[n].nullable and cleared(actor, columns[n])]


def sort_column(cls: Any, name: str) -> str:
    """Return the column by which rows are put in the order of ``name``: itself, or the key that is kept for it.

    A name is sorted by a stored key (initials, surname strokes), which its column's ``info`` gives as ``sort_key``.
    """
    columns = inspect(cls).columns
    return str(columns[name].info.get("sort_key") or name) if name in columns else name


def order_of(view: Any, actor: Actor, asked: str) -> tuple[Order, str]:
    """Return the order to use for ``?sort=asked``, and a sentence when the one asked for cannot be had."""
    order = Order(asked.removeprefix("-"), asked.startswith("-")) if asked else _default(view)
    if order.name in sortable(view, actor):
        return order, ""
    usual = _default(view)
    by_id = Order("id", descending=True)
    return (usual if usual.name in sortable(view, actor) else by_id), UNSORTABLE if asked else ""


def _default(view: Any) -> Order:
    """Return the view's own order (``column_default_sort``, a name or a name and whether it is descending)."""
    declared = view.column_default_sort or ("changed_at", True)
    if isinstance(declared, list):
        declared = declared[0]
    name, descending = (declared, False) if isinstance(declared, str) else declared
    return Order(names_of([name])[0], bool(descending))


def sort_without_index(cls: Any, name: str) -> bool:
    """Return whether the database would have to sort the whole table to list ``cls`` by ``name``.

    An index serves when it begins with the organization and the column; the id may follow.
    """
    if name == "id":
        return False
    return not any(columns[:2] == ["organization_id", name] for columns in _indexed(cls))


def _indexed(cls: Any) -> Iterator[list[str]]:
    table = inspect(cls).local_table
    for index in table.indexes:
        yield [column.name for column in index.columns]
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield [column.name for column in constraint.columns]


def _implementation(type_: Any) -> Any:
    return getattr(type_, "impl_instance", type_)
