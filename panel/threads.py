"""Where a record came from and what it became: the way to make one record from another, and the section that shows both."""

from __future__ import annotations

from typing import Any

from flask import abort, request
from markupsafe import Markup, escape
from sqlalchemy import select

from models.access import cleared, current_actor
from models.base import Record, db
from models.marks import N_
from models.polymorphic import parent_types
from models.registry import record_type
from models.threads import End, ends_of, offered_turns, require_turn, turn
from panel.language import translate
from panel.listing.labels import labels
from panel.numbers import row_number
from panel.readable import readable
from panel.registry import view_of

TURN_INTO = N_("Turn into: %(what)s")
CAME_FROM = N_("Came from")
BECAME = N_("Became")
MADE_FROM = N_("Made from: %(what)s, %(name)s")
_COPIED = ("text", "note", "choice", "choices", "day", "count", "money", "measure", "flag", "ref")
"""Kinds of columns whose value a new record can begin with."""


def turn_items(record: Record) -> list[dict[str, Any]]:
    """Return the menu items of what the actor can make from the record."""
    own = f"{record.slug()}-{record.id}"
    return [
        {
            "label": translate(TURN_INTO, what=cls.title),
            "url": f"{view_of(cls).url}/new/?from={own}",
            "method": "get",
        }
        for cls in offered_turns(current_actor(), record)
    ]


def asked_source(target: type[Record]) -> Record | None:
    """Return the record that the address names as the source of the new one (``?from=topic-12``); ``None`` without one.

    What the actor cannot read is 404; what cannot be turned into this kind is refused.
    """
    asked = request.args.get("from", "")
    if not asked:
        return None
    slug, _, digits = asked.rpartition("-")
    cls = parent_types().get(slug.replace("-", "_"))
    number = row_number(digits)
    source: Record | None = None
    if cls is not None and number is not None:
        source = db.session.scalar(select(cls).where(cls.id == number))
    if source is None:
        abort(404)
    require_turn(current_actor(), source, target)
    return source


def carried_over(source: Record, target: type[Record], names: list[str]) -> dict[str, Any]:
    """Return what the form of the new record begins with: text, place and people of its source."""
    found: dict[str, Any] = {}
    for own, theirs in source.turns_into[target.__tablename__].items():
        column = source.__table__.c[theirs]
        value = getattr(source, theirs)
        if value is None or own not in names or not cleared(current_actor(), column, source):
            continue
        if column.info.get("kind") in _COPIED:
            limit = getattr(getattr(target.__table__.c[own].type, "impl", None), "length", None)
            found[own] = value[:limit] if limit and isinstance(value, str) else value
    return found


def keep_thread(source: Record | None, row: Record) -> None:
    """Write down that the new row came from its source, in the transaction that makes the row."""
    if source is not None:
        turn(current_actor(), source, row)


def made_from(source: Record | None) -> str | None:
    """Return the sentence above the form of a record that is made from another."""
    if source is None:
        return None
    view = view_of(type(source))
    return translate(MADE_FROM, what=view.title_of(), name=view.label_text(source))


def thread_section(record: Record) -> dict[str, Any] | None:
    """Return the section with what the record came from and what it became, as far as the actor reads them."""
    ends = ends_of(record)
    wanted: dict[type[Record], set[int]] = {}
    for end in (*ends.sources, *ends.targets):
        wanted.setdefault(record_type(end.table), set()).add(end.number)
    found = readable(wanted)
    rows = []
    for label, those in ((CAME_FROM, ends.sources), (BECAME, ends.targets)):
        shown = [_drawn(end) for end in those if tuple(end) in found]
        if shown:
            rows.append({"label": translate(label), "value": Markup("<br>").join(shown), "wide": True})
    if not rows:
        return None
    return {
        "id": "thread",
        "title": translate(N_("Where it came from and what it became")),
        "hint": "",
        "rows": rows,
        "html": None,
        "edit_url": None,
    }


def _drawn(end: End) -> Markup:
    """Return a record as kind, name (a link) and state."""
    cls: Any = record_type(end.table)
    view = view_of(cls)
    name = labels(cls, [end.number]).get(end.number)
    link = Markup('{} <a href="{}">{}</a>').format(
        view.title_of(), view.url_for_details(end.number), name.text if name else ""
    )
    if cls.workflow is None:
        return link
    state = db.session.scalar(
        select(cls.state).where(cls.id == end.number), execution_options={"gate": "any"}
    )
    if state is None:
        return link
    return Markup('{} <span class="quiet">{}</span>').format(
        link, escape(translate(cls.workflow.state(state).label))
    )
