"""Near-duplicates: while a title or a name is typed, the records it resembles. It warns and never blocks.

Which field is looked at, the view says (``alike``): by default what a record is called, where a person types it. Shown is what
the gate returns, so nobody learns of another's draft that theirs resembles it.
"""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING, Any

from flask import flash
from markupsafe import Markup
from sqlalchemy import select

from models.access import Actor, current_actor
from models.base import Record, db
from models.marks import N_
from models.search import LEAST_LIKE, likeness, named_alike, searched_types
from panel.language import format_day, translate
from panel.listing.paging import is_text
from panel.registry import views

if TYPE_CHECKING:
    from wtforms import Form

MOST = 5
_TOLD = 3
_LONGEST = 200
SIMILAR = N_("Similar to what is there already:")


def alike_field(view: Any) -> str | None:
    """Return the field of the form whose text is compared with what there is: the view's, or the title that a person types."""
    if view.alike is not None:
        return view.alike or None
    cls = view.model
    if cls.parent is not None or len(cls.label_columns) != 1 or cls.__tablename__ not in searched_types():
        return None
    column = cls.__mapper__.columns[cls.label_columns[0]]
    info = column.info
    typed = info.get("kind") == "text" and not info.get("fixed") and info.get("sensitivity", "open") == "open"
    return str(column.key) if typed else None


def resembled(actor: Actor, table: str, called: str, *, but: int | None = None) -> list[dict[str, Any]]:
    """Return the records of a type that ``called`` resembles and that the actor may read, the most alike first.

    Args:
        actor: who types.
        table: whose records.
        called: what was typed.
        but: a record that is not said to resemble itself.
    """
    view = views().get(table)
    if view is None or alike_field(view) is None or actor.organization_id is None:
        return []
    if not called.strip() or not is_text(called):
        return []
    ids = [number for number in named_alike(table, called[:_LONGEST], actor.organization_id) if number != but]
    cls = view.model
    rows = (
        db.session.execute(select(cls.id, cls.label_sql(), cls.fact_date).where(cls.id.in_(ids)))
        if ids
        else ()
    )
    weighed = sorted(
        ((likeness(called, row[1] or ""), row) for row in rows), key=lambda one: (-one[0], -one[1].id)
    )
    return [
        {"label": row[1], "url": view.url_for_details(row[0]), "hint": format_day(row[2]) if row[2] else ""}
        for weight, row in weighed[:MOST]
        if weight >= LEAST_LIKE
    ]


def alike_box(view: Any, names: Container[str], record: Record | None) -> dict[str, str] | None:
    """Return for the page of a form where to ask and which field is looked at, ``None`` where the form has no such field.

    Args:
        view: the view of the form.
        names: the fields of the form.
        record: the row that is edited, ``None`` for a new one.
    """
    name = alike_field(view)
    if name is None or name not in names:
        return None
    but = f"?but={record.id}" if record is not None else ""
    return {"url": f"/search/alike/{view.slug}{but}", "field": f"f-{name}"}


def tell_resembled(view: Any, form: Form, record: Record | None) -> None:
    """Say after the save of a new record which ones it resembles, with links: the same note without script.

    The index does not hold the new row yet, so that it is not said to resemble itself.
    """
    name = alike_field(view) if record is None else None
    called = form[name].data if name is not None and name in form else None
    found = (
        resembled(current_actor(), view.model.__tablename__, called)[:_TOLD]
        if isinstance(called, str)
        else []
    )
    if found:
        links = (
            Markup('<a href="{url}">{label}</a> <span class="quiet">{hint}</span>').format(**item)
            for item in found
        )
        flash(Markup("{} ").format(translate(SIMILAR)) + Markup(" ").join(links), "note")
