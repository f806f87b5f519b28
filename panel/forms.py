"""Forms made from columns: one WTForms field for every kind, which understands what people type and says what is wrong.

Labels, help, limits and choices come from ``Column.info``; parsing and printing from :mod:`panel.values`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import inspect, select
from wtforms import Field, Form
from wtforms.utils import unset_value

from models.access import cleared, current_actor
from models.access.permissions import allowed_fields
from models.base import Record, db
from models.marks import N_
from models.registry import record_type, record_types
from panel import values
from panel.language import join, translate
from panel.listing.labels import labels
from panel.numbers import row_number
from panel.understood import in_full, read_as

_KINDS = {
    "text": "text",
    "note": "textarea",
    "choice": "select",
    "choices": "multi",
    "day": "date",
    "moment": "moment",
    "count": "number",
    "money": "number",
    "measure": "number",
    "flag": "checkbox",
}

NOT_FOUND = N_("Nothing is called “%(text)s”; please use Find and choose a row.")
SEVERAL = N_("Several rows are called “%(text)s”; please use Find and choose one.")
MOST_CHOICES = 200
"""A list to pick from is offered up to this many rows; longer ones are found by typing."""


def split_names(text: str) -> list[str]:
    """Return the names in a text that separates them by 、 or any other usual sign."""
    return [part for part in (p.strip() for p in re.split(r"[、，,；;\n]+", text)) if part]


class TypedField(Field):
    """A field that knows at once what of the typed text it could not understand; WTForms tells only whoever validates."""

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take the row's value and what was typed."""
        super().process(formdata, data, extra_filters)
        self.errors = list(self.process_errors)


class RecordField(TypedField):
    """One column of a record in a form."""

    def __init__(self, column: Any, **kwargs: Any) -> None:
        self.column = column
        self.info: dict[str, Any] = column.info
        super().__init__(label=self.info["label"], **kwargs)
        self.typed: str | None = None
        self.current: str = ""

    @property
    def required(self) -> bool:
        """Return whether the row cannot be saved without it."""
        return not self.column.nullable and self.column.default is None and self.info["kind"] not in ("flag",)

    def process_data(self, value: Any) -> None:
        """Take the value that the row has."""
        self.data = value

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Understand what was typed; a field that was not sent keeps the row's value."""
        kind = self.info["kind"]
        if kind == "flag":
            self.data = bool(valuelist) and valuelist[0] not in ("", "0")
            return
        if kind == "choices":
            self.data = f",{','.join(valuelist)}," if valuelist else None
            return
        if not valuelist:
            return
        self.typed = valuelist[0]
        try:
            self.data = values.parse(self.column, self.typed)
        except values.ValueProblem as problem:
            raise ValueError(translate(problem.sentence, **problem.values)) from None

    def shown(self) -> Any:
        """Return what the box shows: what was typed if anything was, else the value in the office's form."""
        kind = self.info["kind"]
        if kind == "flag":
            return bool(self.data)
        if kind == "choices":
            return [part for part in (self.data or "").split(",") if part]
        if self.typed is not None:
            return self.typed
        if kind == "choice":
            return self.data or ""
        return values.format(self.column, self.data) if self.data is not None else ""

    def options(self) -> list[tuple[str, str]]:
        """Return the values to choose from."""
        found = self.info.get("choices") or self.info.get("several") or ()
        return [(choice.value, translate(choice.label)) for choice in found]

    def drawn(self) -> dict[str, Any]:
        """Return the arguments of the template's ``field`` macro."""
        info, kind = self.info, self.info["kind"]
        length = getattr(getattr(self.column.type, "impl", None), "length", None)
        understood = ""
        if kind in ("day", "moment") and self.typed and not self.errors and self.data is not None:
            understood = read_as(self.data) if in_full(self.data) != self.typed else ""
        return {
            "kind": _KINDS[kind],
            "name": self.name,
            "label": translate(info["label"]),
            "value": self.shown(),
            "required": self.required,
            "hint": translate(info["help"]) if info.get("help") else "",
            "error": " ".join(str(error) for error in self.errors),
            "understood": understood,
            "options": self.options(),
            "unit": translate(info["unit"]) if info.get("unit") else "",
            "rows": info.get("rows", 4),
            "maxlength": length if kind == "text" else None,
            "note": self.current,
        }


class ReferenceField(RecordField):
    """A reference: a list to pick from for short tables, else a box to type in with a find button.

    It keeps an id that was not touched, also one whose row the person cannot see.
    """

    def __init__(self, column: Any, **kwargs: Any) -> None:
        super().__init__(column, **kwargs)
        self.target: Any = record_type(self.info["ref"])
        self.text = ""
        self.lookup_url = ""

    @property
    def picked(self) -> bool:
        """Return whether all rows are offered as a list."""
        return bool(self.target.short_list)

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Read both parts of the field: the id kept aside and the text of the box."""
        super().process(formdata, data, extra_filters)
        if formdata is None or self.picked or f"{self.name}__text" not in formdata:
            return
        typed = formdata.get(f"{self.name}__text", "").strip()
        self.text = typed
        self.errors = []
        held = formdata.get(self.name, "")
        if not typed:
            self.data = None
        elif (number := row_number(held)) is not None and typed == self._label(number):
            self.data = number
        else:
            self._find(typed)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the chosen id of a list."""
        if not valuelist:
            return
        typed = valuelist[0].strip()
        if self.picked or not typed:
            self.data = row_number(typed)
            if typed and self.data is None:
                raise ValueError(translate(NOT_FOUND, text=typed))

    def _label(self, record_id: int) -> str:
        found = labels(self.target, [record_id]).get(record_id)
        return found.text if found else ""

    def _find(self, typed: str) -> None:
        names = [self.target.label_sql()] + [
            getattr(self.target, n) for n in ("short_name",) if hasattr(self.target, n)
        ]
        # Who may name a row they cannot read finds it here by its full name, as the look-up offers it to them.
        naming = bool(current_actor().roles & self.info.get("named_by", frozenset()))
        rows: set[int] = set()
        for name in names:
            called = select(self.target.id).where(name == typed, self.target.trashed_at.is_(None)).limit(3)
            rows.update(db.session.scalars(called, execution_options={"gate": "label" if naming else "full"}))
        if len(rows) == 1:
            self.data = rows.pop()
            return
        raise_text = SEVERAL if rows else NOT_FOUND
        self.errors = [translate(raise_text, text=typed)]

    def choices_of(self) -> list[tuple[str, str]]:
        """Return the rows of a short table, the row's own value among them even when it can no longer be chosen."""
        statement = select(self.target.id, self.target.label_sql()).limit(MOST_CHOICES)
        table = self.info.get("code_table")
        if table:
            statement = statement.where(self.target.table_name == table, self.target.active.is_(True))
        order = getattr(self.target, "rank", None)
        statement = statement.order_by(*([order] if order is not None else []), self.target.id)
        found = [(str(row[0]), row[1]) for row in db.session.execute(statement)]
        if self.data is not None and str(self.data) not in {key for key, _ in found}:
            found.insert(0, (str(self.data), self._label(self.data)))
        return found

    def drawn(self) -> dict[str, Any]:
        """Return the arguments of the template's ``field`` macro."""
        drawn = {
            "name": self.name,
            "label": translate(self.info["label"]),
            "required": self.required,
            "hint": translate(self.info["help"]) if self.info.get("help") else "",
            "error": " ".join(str(error) for error in self.errors),
            "value": "" if self.data is None else str(self.data),
            "note": self.current,
        }
        if self.picked:
            return {**drawn, "kind": "select", "options": self.choices_of()}
        text = self.text or (self._label(self.data) if self.data is not None else "")
        return {**drawn, "kind": "reference", "text": text, "lookup_url": self.lookup_url}


class LinksField(TypedField):
    """Several references kept in an association table: names with 、 between them."""

    def __init__(self, link: Any, column: Any, **kwargs: Any) -> None:
        self.link, self.column = link, column
        self.target: Any = record_type(column.info["ref"])
        super().__init__(label=link.plural or column.info["label"], **kwargs)
        self.typed: str | None = None
        self.current = ""
        self.info = column.info

    required = False

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Find the row of every name."""
        if not valuelist:
            return
        self.typed = valuelist[0]
        found: list[int] = []
        for name in self._names(self.typed):
            rows = self._called(name)
            if len(rows) != 1:
                raise ValueError(translate(SEVERAL if rows else NOT_FOUND, text=name))
            if rows[0] not in found:
                found.append(rows[0])
        self.data = found

    def _called(self, name: str) -> list[int]:
        return list(
            db.session.scalars(select(self.target.id).where(self.target.label_sql() == name).limit(2))
        )

    def _names(self, text: str) -> list[str]:
        """Return the names that were typed: a title may hold the sign 、 itself, so a whole stretch is looked for first."""
        found: list[str] = []
        for stretch in (part.strip() for part in re.split(r"[；;\n]+", text)):
            found.extend([stretch] if stretch and self._called(stretch) else split_names(stretch))
        return found

    def drawn(self) -> dict[str, Any]:
        """Return the arguments of the template's ``field`` macro."""
        text = self.typed
        if text is None:
            names = labels(self.target, self.data or [])
            text = join(names[key].text for key in self.data or [] if key in names)
        return {
            "kind": "text",
            "name": self.name,
            "label": translate(self.label.text),
            "value": text,
            "hint": translate(N_("Several names with 、 between them")),
            "error": " ".join(str(error) for error in self.errors),
            "note": self.current,
            "wide": True,
        }


@dataclass(slots=True)
class Section:
    """A group of fields under a heading."""

    key: str
    title: str
    names: list[str] = field(default_factory=list)


def link_types(cls: type[Record]) -> list[type[Record]]:
    """Return the association types edited with rows of ``cls``."""
    return [
        t
        for t in record_types()
        if t.is_link and t.parent and t.__table__.c[t.parent].info["ref"] == cls.__tablename__
    ]


def link_column(link: type[Record]) -> Any:
    """Return the column of an association type that names the other side."""
    own = {link.parent, "entered_for_member_id", "entered_for_department_id"}
    return next(c for c in link.__table__.columns if c.info.get("ref") and c.key not in own)


def fillable(cls: type[Record], action: str) -> list[str]:
    """Return the columns that the actor may fill in, in the model's order: none that is fixed, masked or another role's."""
    actor = current_actor()
    only = allowed_fields(actor, cls, action)
    found = []
    for attribute in inspect(cls).column_attrs:
        column = attribute.columns[0]
        info = column.info
        if info.get("kind") not in (*_KINDS, "ref") or info.get("fixed") or info.get("entered_for"):
            continue
        if attribute.key == "fact_date" and cls.fact_date_from:
            continue
        if only is not None and attribute.key not in only:
            continue
        # Who records what somebody asked for writes down who that was, and reads a mask from then on.
        told = action == "create" and info.get("stays")
        if not cleared(actor, column) and not _own_only(cls) and not told:
            continue
        found.append(attribute.key)
    return found


def _own_only(cls: type[Record]) -> bool:
    """Return whether whoever edits here edits what is their own (and so is cleared for it row by row)."""
    actor = current_actor()
    return cls.person_column is not None and not actor.roles & {"clerk"} and "member" in actor.roles


def form_class(names: Iterable[str], cls: type[Record], *, links: Sequence[type[Record]] = ()) -> type[Form]:
    """Build the form class for columns (and association types) of a record type."""
    fields: dict[str, Any] = {}
    for name in names:
        column = cls.__table__.c[name]
        kind = ReferenceField if column.info["kind"] == "ref" else RecordField
        fields[name] = _unbound(kind, column)
    for link in links:
        fields[link.__tablename__] = _unbound(LinksField, link, link_column(link))
    return type(f"{cls.__name__}Form", (Form,), fields)


def _unbound(kind: type[Field], *args: Any) -> Any:
    return kind(*args)
