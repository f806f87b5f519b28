"""What a record type's file looks like: its columns, how a row is recognised, what is asked once.

It is derived from the model, and a view file says what is particular to its type in class attributes:

``import_key``
    columns by which a row finds its record, as ``("year", "level", "number")``.
``import_columns``
    the columns of the file, in the order of the template; without it all that a person may fill in.
``import_extra``
    cells that are no column of the record, each declared like a column: ``{"target": text(200, label=N_("Target"))}``.
``import_synonyms``
    further headings: ``{"lead_department_id": ("牵头部门", "牵头单位")}``.
``import_values``
    further words for choices: ``{"level": {"district": "county"}}``.
``import_asks``
    what is asked once for the whole file when it has no such column: ``("year", "period")``.
``import_worked_out``
    columns of the key that ``import_row`` works out of other cells where the file does not have them.
``import_row(cells)``
    for what a column alone cannot say: makes the row out of its cells (see :mod:`panel.importer.cells`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import UniqueConstraint, inspect

from models.access import Actor, cleared
from models.access.permissions import allowed_fields
from models.access.rules import target_of
from models.base import Record
from models.registry import record_type
from panel.spellings import folded, spellings

_TYPED_KINDS = frozenset(
    {"text", "note", "choice", "choices", "day", "moment", "count", "money", "measure", "flag", "ref"}
)


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column that a file may have.

    Attributes:
        key: the record's column, or the name of an extra cell.
        column: what it holds; ``info`` as everywhere.
        label: English message id.
        target: the record type a reference points to.
        synonyms: further headings.
        words: further words for its choices, each with the value it stands for.
        of_record: whether the record itself has it.
        open: whether the actor may fill it in.
    """

    key: str
    column: Any
    label: str
    target: type[Record] | None = None
    synonyms: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    of_record: bool = True
    open: bool = True

    @property
    def required(self) -> bool:
        """Return whether a new record cannot do without it."""
        return self.of_record and not self.column.nullable and self.column.default is None

    def headings(self) -> list[str]:
        """Return everything that may stand above the column, the clearest first."""
        own = (self.key, self.key.removesuffix("_id"))
        return [*self.synonyms, *spellings(self.label), *own]


@dataclass(frozen=True, slots=True)
class Shape:
    """The file of one record type for one actor."""

    cls: type[Record]
    columns: dict[str, SheetColumn]
    key: tuple[str, ...]
    asks: tuple[str, ...]
    by_system: dict[str, str]
    """Folded headings of columns that only the engine fills -> their label."""
    make_row: Any = None
    """The view's own ``import_row``, if it has one."""
    worked_out: tuple[str, ...] = ()
    """Columns of the key that ``make_row`` fills in where the file does not have them."""

    @property
    def firm_key(self) -> tuple[str, ...]:
        """Return the columns of the key that every record has; at least one is."""
        columns = inspect(self.cls).columns
        return tuple(name for name in self.key if not columns[name].nullable) or self.key[:1]

    def vocabulary(self) -> dict[str, str]:
        """Return folded heading -> key; where two columns share a heading, a declared synonym and then the first wins."""
        known: dict[str, str] = {}
        for column in self.columns.values():
            known.update((folded(word), column.key) for word in column.synonyms)
        for column in self.columns.values():
            for word in column.headings():
                known.setdefault(folded(word), column.key)
        return known


def shape_of(view: Any, actor: Actor) -> Shape:
    """Return the shape that the view of a record type declares, for this actor.

    Args:
        view: a view with ``model`` and perhaps the attributes named above.
        actor: whose rights decide which columns are open.
    """
    cls = view.model
    extra = dict(getattr(view, "import_extra", None) or {})
    fillable = _fillable(cls)
    names = tuple(getattr(view, "import_columns", None) or (*fillable, *extra))
    columns = {name: _column(view, actor, name, fillable, extra) for name in names}
    return Shape(
        cls=cls,
        columns=columns,
        key=tuple(getattr(view, "import_key", None) or _derived_key(cls, columns)),
        asks=tuple(getattr(view, "import_asks", None) or ()),
        by_system=_engine_headings(cls, columns),
        make_row=getattr(view, "import_row", None),
        worked_out=tuple(getattr(view, "import_worked_out", None) or ()),
    )


def _fillable(cls: type[Record]) -> dict[str, Any]:
    """Return the columns that a person fills in: none of the engine's, none that another column decides."""
    found = {}
    for attribute in inspect(cls).column_attrs:
        column = attribute.columns[0]
        info = column.info
        if info.get("kind") not in _TYPED_KINDS or info.get("fixed") or info.get("entered_for"):
            continue
        if attribute.key == "fact_date" and cls.fact_date_from:
            continue
        found[attribute.key] = column
    return found


def _column(
    view: Any, actor: Actor, name: str, fillable: Mapping[str, Any], extra: Mapping[str, Any]
) -> SheetColumn:
    synonyms: Mapping[str, Sequence[str]] = getattr(view, "import_synonyms", None) or {}
    words: Mapping[str, Mapping[str, str]] = getattr(view, "import_values", None) or {}
    labels: Mapping[str, str] = getattr(view, "column_labels", None) or {}
    of_record = name not in extra
    column = fillable[name] if of_record else getattr(extra[name], "column", extra[name])
    only = allowed_fields(actor, view.model, "create")
    return SheetColumn(
        key=name,
        column=column,
        label=str(labels.get(name) or column.info["label"]),
        target=_target(view.model, name, column, of_record=of_record),
        synonyms=tuple(synonyms.get(name, ())),
        words=words.get(name, {}),
        of_record=of_record,
        open=not of_record or ((only is None or name in only) and cleared(actor, column)),
    )


def _target(cls: type[Record], name: str, column: Any, *, of_record: bool) -> type[Record] | None:
    if not column.info.get("ref"):
        return None
    found: type[Record] = target_of(cls, name) if of_record else record_type(column.info["ref"])
    return found


def _derived_key(cls: type[Record], columns: Mapping[str, SheetColumn]) -> tuple[str, ...]:
    """Return the columns that the database itself keeps unique, else those that name the row."""
    for constraint in sorted(inspect(cls).local_table.constraints, key=lambda c: str(c.name)):
        if isinstance(constraint, UniqueConstraint):
            names = [c.key for c in constraint.columns if c.key != "organization_id"]
            if names and all(name in columns for name in names):
                return tuple(names)
    named = tuple(name for name in cls.label_columns if name in columns)
    return named or tuple(list(columns)[:1])


def _engine_headings(cls: type[Record], columns: Mapping[str, SheetColumn]) -> dict[str, str]:
    """Return the headings of an exported list that an import passes over: they are filled in by the system."""
    found: dict[str, str] = {}
    for attribute in inspect(cls).column_attrs:
        label = attribute.columns[0].info.get("label")
        if attribute.key not in columns and label:
            found.update((folded(word), label) for word in (attribute.key, *spellings(label)))
    return found
