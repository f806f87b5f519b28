"""What the columns of a list are: those of the record, the rows it refers to, its state, and what the view computes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup
from sqlalchemy import ColumnElement, inspect, literal

from models.access import AUDITOR, CHAIR, CLERK, Actor, can, cleared, shown
from models.access.sensitivity import MASK
from models.fields import Choice
from models.marks import N_
from models.registry import record_type
from panel.language import translate
from panel.listing.labels import referenced_type

NO_SUCH_COLUMN = N_("The list has no column “%(name)s”.")
_ENGINE_KINDS = frozenset({"id", "stamp", "accounts"})
_NEVER_LISTED = frozenset({"seal_hash", "seal_text", "trashed_at"})
"""What the engine keeps that says nothing in a cell."""
_CLASSES = {
    "count": "n",
    "money": "n",
    "measure": "n",
    "state": "s",
    "day": "d",
    "moment": "d",
    "note": "t",
    "ref": "q",
    "account": "q",
    "choice": "q",
    "choices": "q",
    "flag": "q",
}
"""Kind -> class of the cell."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column that a view adds to its list, or the way it shows one that the record has.

    A view declares ``list_columns = {"completion": ListColumn(N_("Completion"), expression=..., kind="measure")}`` and names it
    in ``column_list``.

    Args:
        label: English message id; without one the record's own label of the name.
        expression: makes the SQL from the record type or an alias of it; one row gives one value. Without it the record's
            column of the same name is read.
        kind: what the value is, in the words of ``models.fields`` (``text``, ``count``, ``measure``, ``day``, ``flag``); decides
            alignment, wording and filters.
        render: turns the value and the row (a named tuple of everything that was read) into text or Markup.
        needs: further columns, or other entries of ``list_columns``, that ``render`` reads from the row.
        reads: columns of the record that ``expression`` uses; who is not cleared for one of them sees the mask.
        filter: whether the list can be narrowed by it.
        css: classes of the cell instead of those its kind gives.
        unit: English message id printed small behind the number.
        choices: for the kind ``choice``, its values.
        code_table: the code table whose entries are its values, where those stand in a list under the record.
        fits: makes the condition itself, from the record type or an alias of it, what is asked, and the values: a row may have
            several of them (tags), and asking another table once is cheaper than once for each row. "Is not" is its contrary.
        asks: what can be asked of it, instead of all that its kind allows.
        of_table: another kind that it looks at; only who reads all of that kind is given the column.
    """

    label: str = ""
    expression: Callable[[Any], ColumnElement[Any]] | None = None
    kind: str = ""
    render: Callable[[Any, Any], Markup | str] | None = None
    needs: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    filter: bool = False
    css: str | None = None
    unit: str = ""
    choices: Sequence[Choice] = ()
    code_table: str = ""
    fits: Callable[[Any, str, Sequence[Any]], ColumnElement[bool]] | None = None
    asks: tuple[str, ...] = ()
    of_table: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One column of a list as this request shows it."""

    name: str
    label: str
    """Translated."""
    kind: str
    info: Mapping[str, Any]
    column: Any = None
    """The mapped column, ``None`` for a computed one."""
    target: Any = None
    """The record type it refers to."""
    made: ListColumn | None = None
    masked: bool = False
    """Masked in every row that is not the reader's own."""
    main: bool = False
    """It names the row and holds the link to it."""
    cls: str = ""
    """Classes of its cells and its head; templates/list.html says what each looks like."""

    def sql(self, actor: Actor, row: Any) -> ColumnElement[Any]:
        """Return what is selected for it from ``row``: the value, or the mask made in the database."""
        if self.column is not None:
            return shown(actor, self.column, row)
        assert self.made is not None
        assert self.made.expression is not None
        return (literal(MASK) if self.masked else self.made.expression(row)).label(self.name)


def column_of(view: Any, actor: Actor, name: str) -> Shown:
    """Return the column called ``name`` of the view's list.

    Raises:
        KeyError: when neither the record nor the view has it; relationships are no columns.
    """
    made: ListColumn | None = (getattr(view, "list_columns", None) or {}).get(name)
    labels = getattr(view, "column_labels", None) or {}
    columns = inspect(view.model).columns
    if made is not None and made.expression is not None:
        masked = not all(cleared(actor, columns[n]) for n in made.reads)
        info: dict[str, Any] = {"kind": made.kind or "text", "label": made.label, "unit": made.unit}
        if made.choices:
            info["choices"] = tuple(made.choices)
        if made.code_table:
            info["of_table"] = made.code_table
        return Shown(
            name, _wording(labels.get(name) or made.label), info["kind"], info, made=made, masked=masked
        )
    if name not in columns:
        raise KeyError(name)
    column = columns[name]
    label = (made.label if made else "") or labels.get(name) or column.info.get("label") or name
    kind = (made.kind if made else "") or str(column.info.get("kind", "text"))
    info = column.info if kind != "state" else {**column.info, "states": view.model.workflow.states}
    target = referenced_type(view.model, name)
    return Shown(name, _wording(label), kind, info, column, target, made, not cleared(actor, column))


def sees_all(actor: Actor, table: str) -> bool:
    """Return whether the actor reads the rows of a kind as the office does: a clerk of its working area, a chair, an auditor."""
    cls = record_type(table)
    if not can(actor, "read", cls):
        return False
    reads = {role for role in (CLERK, CHAIR, AUDITOR) if role in cls.access.read} & actor.roles
    return bool(reads - {CLERK}) or (CLERK in reads and actor.covers(cls.area_slug or cls.slug()))


def open_to(actor: Actor, made: ListColumn | None) -> bool:
    """Return whether a column of the view is for the actor: one that looks at another kind is for who reads all of that kind."""
    return made is None or not made.of_table or sees_all(actor, made.of_table)


def offered(view: Any, actor: Actor) -> list[str]:
    """Return the names of all columns that a person can have in the list: the view's own first, then the others."""
    columns = inspect(view.model).columns
    rest = [
        c.key
        for c in columns
        if c.info.get("kind", "stamp") not in _ENGINE_KINDS
        and c.key not in _NEVER_LISTED
        and not c.info.get("stays")
    ]
    made = getattr(view, "list_columns", None) or {}
    own = [name for name, column in made.items() if open_to(actor, column)]
    return list(dict.fromkeys([*names_of(view.column_list), *own, *rest]))


def names_of(entries: Iterable[Any] | None) -> list[str]:
    """Return the names in a list of Flask-Admin's, whose entries are names, attributes or pairs that begin with one."""
    firsts = [entry[0] if isinstance(entry, tuple) else entry for entry in entries or ()]
    return [first if isinstance(first, str) else str(first.key) for first in firsts]


def chosen(view: Any, actor: Actor, asked: list[str]) -> tuple[list[Shown], list[str]]:
    """Return the columns to show, and of those asked for (``?col=``) the names that the list does not have."""
    known = offered(view, actor)
    names = [n for n in known if n in asked] if asked else names_of(view.column_list)
    unknown = [n for n in asked if n not in known]
    return _placed(view, [column_of(view, actor, n) for n in names or names_of(view.column_list)]), unknown


def _placed(view: Any, columns: list[Shown]) -> list[Shown]:
    """Return the columns with the classes that their places give them."""
    names, ranks = [column.name for column in columns], getattr(view, "column_ranks", None) or {}
    # A label of several columns ends with the name itself, after a number or a year.
    declared = names_of([view.main_column]) if getattr(view, "main_column", None) else []
    wanted = [*declared, *reversed(view.model.label_columns)]
    main = next((names.index(name) for name in wanted if name in names), 0)
    return [
        replace(
            column,
            main=place == main,
            cls=css_of(column, ranks, main=place == main, before_main=place < main),
        )
        for place, column in enumerate(columns)
    ]


def css_of(column: Shown, ranks: Mapping[str, int], *, main: bool, before_main: bool) -> str:
    """Return the classes of a column's cells.

    Args:
        column: the column.
        ranks: name -> 1 (dropped first in a narrow window), 2 (dropped next), 3 (only left off the phone's card); the view's
            ``column_ranks``. Dates are dropped second unless it says otherwise; 0 keeps them.
        main: it holds the link to the row.
        before_main: it stands before the main one, so it is what names the row shortly: a number or a code.
    """
    if column.made is not None and column.made.css is not None:
        kind = column.made.css
    elif main:
        kind = ""
    elif before_main and column.kind in ("text", "count"):
        kind = "k"
    else:
        kind = _CLASSES.get(column.kind, "")
    rank = ranks.get(column.name, 2 if kind == "d" else 0)
    dropped = {1: "x1 xp", 2: "x2 xp", 3: "xp"}.get(rank, "")
    return f"{kind} {dropped}".strip()


def _wording(label: Any) -> str:
    return translate(str(label))


def read_for(view: Any, actor: Actor, columns: list[Shown]) -> list[Shown]:
    """Return everything that must be selected for the columns: themselves, and what their cells read beside them."""
    wanted = {c.name: c for c in columns}
    for column in columns:
        for name in column.made.needs if column.made else ():
            wanted.setdefault(name, column_of(view, actor, name))
    return list(wanted.values())


@dataclass(frozen=True, slots=True)
class RowLink:
    """An act that a view offers at the end of each row (``row_links``), as a link.

    Args:
        label: English message id.
        url: where it leads, with ``{id}`` in the place of the row's id.
        when: makes the condition from the actor and the record type; without it the link is offered to who may edit the row.
    """

    label: str
    url: str
    when: Callable[[Actor, Any], ColumnElement[bool]] | None = None
