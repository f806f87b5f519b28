"""Finding the row that a reference is to name: by part of its name in either script, its short name, its initials.

Every type that is called by a name is found so: people, places, departments, and whatever else a field refers to.

What is found goes through the gate of the referenced type, so nobody finds what they may not read, but where a column says who
may name a row all the same (``named_by``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, inspect, or_, select, true

from models import search as index
from models.access import Actor, Refused, can
from models.access.errors import NOT_ALLOWED
from models.access.permissions import allowed_fields
from models.base import db
from panel.listing.cells import Wording
from panel.listing.columns import Shown, column_of
from panel.listing.filters import filterable
from panel.listing.labels import labels_for, referenced_type
from panel.listing.official import official_order
from panel.listing.ordering import bytewise
from panel.listing.paging import is_text
from panel.listing.search import INITIALS, clear_columns, holds

MOST = 20
_SEARCHED = ["short_name", "initials", "name_traditional", "code"]
"""Columns that are searched beside what a row is called, in the types that have them."""
_BESIDE = ["name_traditional", "initials"]
"""Columns shown at the end of a choice: what was typed may have matched them."""
_MOST_WORDS, _LONGEST = 4, 40


@dataclass(frozen=True, slots=True)
class Found:
    """One choice: its row, what it is called, what tells it from another of that name, and its other spellings."""

    id: int
    text: str
    hint: str = ""
    side: str = ""


def may_look_up(view: Any, actor: Actor, name: str) -> bool:
    """Return whether the actor has a use for the rows that column ``name`` can refer to: a form, a step or a filter that asks."""
    cls = view.model
    columns = inspect(cls).columns
    if name not in columns or referenced_type(cls, name) is None:
        return False
    for action in ("create", "update", "correct"):
        fields = allowed_fields(actor, cls, "update" if action == "correct" else action)
        if (
            can(actor, action, cls)
            and not columns[name].info.get("fixed")
            and (fields is None or name in fields)
        ):
            return True
    for step in cls.workflow.transitions.values() if cls.workflow is not None else ():
        asked = (*step.inputs, *(("decision_id",) if step.bodies else ()))
        if name in asked and can(actor, f"transition:{step.name}", cls):
            return True
    return bool(can(actor, "read", cls)) and any(column.name == name for column in filterable(view, actor))


def look_up(
    view: Any, actor: Actor, name: str, words: str, target_view: Any, *, row_id: int | None = None
) -> tuple[list[Found], bool]:
    """Return the choices for the reference ``name`` of the view's records, and whether there are more.

    Args:
        view: the view of the record type that has the reference.
        actor: who asks.
        name: the reference column.
        words: what was typed.
        target_view: the view of the referenced type, for its ``lookup_detail``.
        row_id: look for this row alone: whether it could be chosen, and what it is called.

    Raises:
        Refused: when no form, step or filter of the actor asks for such a row.
    """
    if not may_look_up(view, actor, name):
        raise Refused(NOT_ALLOWED)
    target = referenced_type(view.model, name)
    column = inspect(view.model).columns[name]
    naming = bool(actor.roles & column.info.get("named_by", frozenset()))
    only = None if row_id is None else target.id == row_id
    return find_choices(
        target, actor, words, column=column, target_view=target_view, naming=naming, only=only
    )


def find_choices(
    target: Any,
    actor: Actor,
    words: str,
    *,
    column: Any = None,
    target_view: Any = None,
    naming: bool = False,
    only: ColumnElement[bool] | None = None,
) -> tuple[list[Found], bool]:
    """Return at most 20 rows of ``target`` that fit all words, those whose name begins with them first, and whether more fit.

    Args:
        target: the record type.
        actor: who asks.
        words: what was typed; nothing gives the first rows.
        column: the reference column, which may take only the entries of one code table.
        target_view: the view of ``target``; its ``lookup_detail`` names what tells two rows of one name apart.
        naming: name rows that the actor cannot read, as the column lets them (``named_by``): the administrator names the member
            whom an account belongs to. They see what the row is called and the view's ``lookup_naming_detail``, nothing else.
        only: a further condition.
    """
    parts = words.split()
    if len(parts) > _MOST_WORDS or not is_text(words) or any(len(part) > _LONGEST for part in parts):
        return [], False
    called = target.label_sql()
    # Names stand in the index of the search in simplified characters, with the initials of all of them.
    indexed = bool(parts) and target.__tablename__ in index.searched_types()
    if indexed and index.take_in().taken:
        # On SQLite a transaction that began before does not see the new entries.
        db.session.commit()
    details = _details(target_view, actor, naming=naming)
    beside = clear_columns(target, actor, _BESIDE)
    statement = (
        select(
            target.id, called, *(getattr(target, n) for n in beside), *(d.sql(actor, target) for d in details)
        )
        .where(
            _fits(target, actor, parts, indexed=indexed),
            target.trashed_at.is_(None),
            true() if only is None else only,
        )
        .where(*own_table(target, column))
        .order_by(*([case((_begins(called, words.strip()), 0), else_=1)] if parts else []))
        .order_by(*official_order(target), bytewise(called), target.id)
        .limit(MOST + 1)
    )
    rows = list(db.session.execute(statement, execution_options={"gate": "label" if naming else "full"}))
    first = 2 + len(beside)
    hints = _hints(details, [row[first:] for row in rows[:MOST]])
    found = [
        Found(row[0], row[1] or "", hint, " ".join(text for text in row[2:first] if text))
        for row, hint in zip(rows[:MOST], hints, strict=True)
    ]
    return found, len(rows) > MOST


def as_items(found: Sequence[Found]) -> list[dict[str, Any]]:
    """Return choices as the page's script and templates/lookup.html take them."""
    return [{**asdict(item), "id": str(item.id)} for item in found]


def own_table(target: Any, column: Any, *, in_use: bool = True) -> list[ColumnElement[bool]]:
    """Return the conditions on the rows that a reference column takes: for codes, the entries of its code table.

    Args:
        target: the referenced record type.
        column: the reference column.
        in_use: leave out entries that can no longer be chosen.
    """
    table = column.info.get("code_table") if column is not None else None
    found = [target.table_name == table] if table else []
    if in_use and table:
        found.append(target.active.is_(True))
    return found


def _begins(called: Any, words: str) -> ColumnElement[bool]:
    """Return that a name begins with what was typed, in the script it was typed in or in simplified characters."""
    typed = dict.fromkeys((words, index.fold(words)))
    return or_(false(), *(called.istartswith(text, autoescape=True) for text in typed))


def _fits(target: Any, actor: Actor, words: Sequence[str], *, indexed: bool) -> ColumnElement[bool]:
    names = clear_columns(target, actor, _SEARCHED)
    conditions = []
    for word in words:
        some = []
        for text in dict.fromkeys((word, index.fold(word))):
            some.append(holds(target.label_sql(), text))
            some += [holds(getattr(target, n), text) for n in names if text.isascii() or n not in INITIALS]
        asked = index.words_of(word) if indexed else None
        if asked is not None:
            some.append(index.holds_words(target, target, asked, index.IN_NAME))
        conditions.append(or_(false(), *some))
    return and_(*conditions) if conditions else target.id.is_not(None)


def _details(target_view: Any, actor: Actor, *, naming: bool) -> list[Shown]:
    names = (
        getattr(target_view, "lookup_naming_detail" if naming else "lookup_detail", ()) if target_view else ()
    )
    return [column_of(target_view, actor, name) for name in names]


def _hints(details: Sequence[Shown], rows: Sequence[Any]) -> list[str]:
    """Return the words that tell each row apart; references among them cost one statement for each type."""
    references = {detail.name: detail.target for detail in details if detail.target is not None}
    mappings = [dict(zip((d.name for d in details), row, strict=True)) for row in rows]
    wording = Wording(labels_for(mappings, references) if references else {})
    texts = [wording.text_of(detail) for detail in details]
    return [
        " ".join(t for t in (text(value) for text, value in zip(texts, row, strict=True)) if t)
        for row in rows
    ]
