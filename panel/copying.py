"""A new record after the pattern of an old one: last year's plan with its items, a course, a round.

Taken over is what the form asks for, as far as the actor reads it unmasked. Left out are days, states, files, seals, personal
data, and whatever must not be the same twice; a view may leave out more, and names the children that come along.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import abort, request
from sqlalchemy import UniqueConstraint, inspect, select

from models import clock
from models.access import can, current_actor
from models.base import Record, db
from models.marks import N_
from models.registry import record_type
from panel.carrying import values_of
from panel.forms import fillable
from panel.language import translate
from panel.numbers import row_number
from panel.registry import view_of

if TYPE_CHECKING:
    from panel.record_view import RecordView

LIKE = "like"
"""In the address of a new form: the record after whose pattern it begins."""
MOST_CHILDREN = 300

NEW_LIKE_THIS = N_("New after this pattern")
MADE_LIKE = N_("After the pattern of “%(name)s”; days, numbers and files are left out.")
WITH_CHILDREN = N_("Its %(what)s come along: %(number)s.")

_KINDS_LEFT_OUT = frozenset({"day", "moment"})


def may_copy(view: RecordView, record: Record) -> bool:
    """Return whether the actor is offered a new record after the pattern of this one."""
    cls = view.model
    about_others = "record_table" in inspect(cls).columns
    if record.trashed_at is not None or not view.can_create or not view.copies or about_others:
        return False
    return cls.parent is None and cls.area != "accounts" and bool(can(current_actor(), "create", cls))


def copy_item(view: RecordView, record: Record) -> list[dict[str, Any]]:
    """Return the menu item that begins a new record like this one."""
    if not may_copy(view, record):
        return []
    url = f"{view.url}/new/?{LIKE}={record.id}"
    return [{"label": translate(NEW_LIKE_THIS), "url": url, "method": "get"}]


def asked_pattern(view: RecordView) -> Record | None:
    """Return the record that the address names as the pattern; 404 when the actor reads none, or may not begin like it."""
    asked = request.args.get(LIKE, "")
    if not asked:
        return None
    number = row_number(asked)
    found: Record | None = db.session.get(view.model, number) if number is not None else None
    if found is None or not may_copy(view, found):
        abort(404)
    return found


def copied(view: RecordView, pattern: Any, names: Iterable[str]) -> dict[str, Any]:
    """Return what the form of a record after a pattern begins with."""
    columns = inspect(type(pattern)).columns
    once = _once_only(type(pattern))
    found = values_of(pattern, [name for name in names if _is_copied(columns[name], view, once)])
    if "year" in once and "year" in names:
        # A plan of last year becomes one of this year, this year's one of the next.
        found["year"] = max(pattern.year + 1, clock.business_today().year)
        if isinstance(found.get("name"), str):
            found["name"] = found["name"].replace(str(pattern.year), str(found["year"]))
    return found


def _is_copied(column: Any, view: RecordView, once: frozenset[str]) -> bool:
    info, name = column.info, str(column.key)
    numbered = (
        name == "number" or name.endswith("_number") or (name in once and info["kind"] in ("text", "count"))
    )
    left_out = numbered or name in view.never_copied
    return not (
        left_out
        or info["kind"] in _KINDS_LEFT_OUT
        or info.get("entered_for")
        or info.get("sensitivity") == "personal"
    )


def _once_only(cls: Any) -> frozenset[str]:
    """Return the columns of the rules that no two rows may be alike in."""
    found: set[str] = set()
    for constraint in inspect(cls).local_table.constraints:
        if isinstance(constraint, UniqueConstraint):
            found |= {column.key for column in constraint.columns}
    return frozenset(found - {"organization_id", "id"})


def children_of(view: RecordView, pattern: Record) -> list[tuple[Any, list[Any]]]:
    """Return the kinds of children that come along, each with the rows of the pattern that the actor reads and may enter."""
    found = []
    for table in view.copied_children:
        cls: Any = record_type(table)
        if not can(current_actor(), "create", cls):
            continue
        mine = select(cls).where(getattr(cls, cls.parent) == pattern.id).order_by(cls.id).limit(MOST_CHILDREN)
        if rows := list(db.session.scalars(mine)):
            found.append((cls, rows))
    return found


def copy_children(view: RecordView, pattern: Record, row: Record) -> None:
    """Enter the pattern's children under the new record, without their days; the caller commits."""
    for cls, rows in children_of(view, pattern):
        columns = inspect(cls).columns
        names = [
            n
            for n in fillable(cls, "create")
            if n != cls.parent and columns[n].info["kind"] not in _KINDS_LEFT_OUT
        ]
        for old in rows:
            values = values_of(old, names)
            db.session.add(cls(organization_id=row.organization_id, **{cls.parent: row.id}, **values))
    db.session.flush()


def pattern_note(view: RecordView, pattern: Record | None) -> str | None:
    """Return the sentence above the form of a record that begins after a pattern."""
    if pattern is None:
        return None
    said = [translate(MADE_LIKE, name=view.label_text(pattern))]
    said += [
        translate(WITH_CHILDREN, what=view_of(cls).plural_of(), number=len(rows))
        for cls, rows in children_of(view, pattern)
    ]
    return "".join(said)
