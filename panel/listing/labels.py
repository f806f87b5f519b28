"""What referenced rows are called: one statement for each referenced type, however many rows ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from flask import g
from sqlalchemy import select

from models.access import current_actor
from models.access.rules import target_of
from models.base import db
from models.registry import record_type
from panel.language import translate

_MOST_KEPT = 5_000
"""Labels kept within one request; an import or export of many rows starts over rather than grow without end."""
_AT_ONCE = 500
"""Ids asked for in one statement: both engines limit the number of parameters, and few statements shapes stay cached."""


class Label(NamedTuple):
    """What a row is called, and whether it lies in the recycle bin: it is marked there, never dropped.

    ``opens`` is false where a page has found out that its reader cannot open the row.
    """

    text: str
    trashed: bool
    opens: bool = True


@dataclass(slots=True)
class _Kept:
    """The labels of one request; a request is one binding of one actor, so nothing is handed to the next."""

    request: tuple[int | None, str]
    found: dict[tuple[str, int], Label | None] = field(default_factory=dict)


def labels(cls: Any, ids: Iterable[int]) -> dict[int, Label]:
    """Return the labels of the rows of ``cls`` with these ids; an id of another organization has none.

    Reading goes through the gate in its mode for naming (the organization alone): who sees a record sees what it refers to
    by name, and nothing else of it.
    """
    table, kept = cls.__tablename__, _kept()
    wanted = set(ids)
    missing = sorted(i for i in wanted if (table, i) not in kept)
    if len(kept) + len(missing) > _MOST_KEPT:
        kept.clear()
        missing = sorted(wanted)
    for start in range(0, len(missing), _AT_ONCE):
        some = missing[start : start + _AT_ONCE]
        kept.update(((table, i), None) for i in some)
        statement = select(cls.id, cls.label_sql(), cls.trashed_at.is_not(None)).where(cls.id.in_(some))
        # A half-filled form may hold changes that cannot be saved yet: naming must not flush them.
        with db.session.no_autoflush:
            for row_id, text, trashed in db.session.execute(statement, execution_options={"gate": "label"}):
                kept[table, row_id] = Label(in_words(cls, text or ""), bool(trashed))
    if missing and (named := _named_by(cls)) is not None:
        _name_by_reference(cls, named, missing, kept)
    return {i: label for i in wanted if (label := kept.get((table, i))) is not None}


def in_words(cls: Any, text: str) -> str:
    """Return what a row is called as it is read: a row that is called by a choice alone (a role) is called by its words."""
    if len(cls.label_columns) != 1 or (column := cls.__table__.c.get(cls.label_columns[0])) is None:
        return text
    if column.info.get("kind") != "choice":
        return text
    return next((translate(item.label) for item in column.info["choices"] if item.value == text), text)


def _named_by(cls: Any) -> Any:
    """Return the column of an association type that says whom or what it ties to its parent, where nothing else names a row."""
    if not cls.is_link or cls.label_columns != ("id",):
        return None
    passed_over = {cls.parent, "entered_for_member_id", "entered_for_department_id", "decision_id"}
    columns = cls.__mapper__.columns
    return next((c for c in columns if c.info.get("ref") and c.key not in passed_over), None)


def _name_by_reference(
    cls: Any, column: Any, missing: list[int], kept: dict[tuple[str, int], Label | None]
) -> None:
    """Call association rows by the row at their other side: a number of their own says nothing to anybody."""
    reference = getattr(cls, column.key)
    found: dict[int, int] = {}
    for start in range(0, len(missing), _AT_ONCE):
        statement = select(cls.id, reference).where(cls.id.in_(missing[start : start + _AT_ONCE]))
        with db.session.no_autoflush:
            rows = db.session.execute(statement, execution_options={"gate": "label"})
            found.update((row_id, other) for row_id, other in rows if other is not None)
    names = labels(target_of(cls, column.key), found.values())
    for row_id, other in found.items():
        own = kept.get((cls.__tablename__, row_id))
        if own is not None and other in names and names[other].text:
            kept[cls.__tablename__, row_id] = own._replace(text=names[other].text)


def labels_for(
    rows: Iterable[Mapping[str, Any]], references: Mapping[str, Any]
) -> dict[str, dict[int, Label]]:
    """Return for each reference column its labels by id, with one statement for each referenced type.

    Args:
        rows: mappings from column name to the id that stands in the row (``None`` and masks are passed over).
        references: column name -> the record type it refers to.
    """
    wanted: dict[Any, set[int]] = {target: set() for target in references.values()}
    for row in rows:
        for name, target in references.items():
            value = row[name]
            if isinstance(value, int):
                wanted[target].add(value)
    found = {target: labels(target, ids) if ids else {} for target, ids in wanted.items()}
    return {name: found[target] for name, target in references.items()}


def account_names(ids: Iterable[int]) -> dict[int, str]:
    """Return the names of accounts: whoever sees a record sees who entered and changed it."""
    return {i: label.text for i, label in labels(record_type("account"), ids).items()}


def referenced_type(cls: Any, name: str) -> Any:
    """Return the record type that the column ``name`` of ``cls`` refers to, ``None`` when it is no reference.

    The columns that the engine fills with accounts (entered by, approved by) count as references to accounts.
    """
    info = cls.__mapper__.columns[name].info
    if info.get("ref"):
        return target_of(cls, name)
    return record_type("account") if info.get("kind") == "account" else None


def _kept() -> dict[tuple[str, int], Label | None]:
    actor = current_actor()
    request = (actor.organization_id, actor.request_id)
    kept: _Kept | None = g.get("listing_labels")
    if kept is None or kept.request != request:
        kept = g.listing_labels = _Kept(request)
    return kept.found
