"""Where a record came from and what it became: the way to make one record from another, and the section that shows both."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, request
from markupsafe import Markup
from sqlalchemy import select

from models.access import cleared, current_actor
from models.base import Record, db
from models.linking import may_link
from models.marks import N_
from models.polymorphic import parent_types
from models.registry import record_type
from models.threads import End, offered_turns, require_turn, thread_of, turn
from panel.language import translate
from panel.listing.labels import labels
from panel.numbers import row_number
from panel.readable import readable
from panel.registry import view_of
from panel.states import drawn

TURN_INTO = N_("Turn into: %(what)s")
LINK, LINKS = N_("Link with another record"), "/thread/links"
"""The page where links are made by hand, and its address."""
MADE_FROM = N_("Made from: %(what)s, %(name)s")
_COPIED = ("text", "note", "choice", "choices", "day", "count", "money", "measure", "flag", "ref")
"""Kinds of columns whose value a new record can begin with."""


def turn_items(record: Record) -> list[dict[str, Any]]:
    """Return the menu items of what the actor can make from the record."""
    own = f"{record.slug()}-{record.id}"
    found: list[dict[str, Any]] = [
        {
            "label": translate(TURN_INTO, what=cls.title),
            "url": f"{view_of(cls).url}/new/?from={own}",
            "method": "get",
        }
        for cls in offered_turns(current_actor(), record)
    ]
    if may_link(current_actor(), record):
        found.append({"label": translate(LINK), "url": f"{LINKS}?of={own}", "method": "get"})
    return found


def asked_source(target: type[Record]) -> Record | None:
    """Return the record that the address names as the source of the new one (``?from=topic-12``); ``None`` without one.

    What the actor cannot read is 404; what cannot be turned into this kind is refused.
    """
    asked = request.args.get("from", "")
    if not asked:
        return None
    source = named_record(asked)
    require_turn(current_actor(), source, target)
    return source


def named_record(name: str) -> Record:
    """Return the record that an address names as ``topic-12``, read through the gate; 404 when there is none for the actor."""
    slug, _, digits = name.rpartition("-")
    cls = parent_types().get(slug.replace("-", "_"))
    number = row_number(digits)
    found: Record | None = None
    if cls is not None and number is not None:
        found = db.session.scalar(select(cls).where(cls.id == number))
    if found is None:
        abort(404)
    return found


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
    """Return the section with the way of the matter as far as the actor reads it: what it came from and what it became."""
    steps = thread_of(record, readable)
    if len(steps) == 1:
        return None
    cards = _cards([end for step in steps for end in step])
    own = End(record.__tablename__, record.id)
    line = [[cards[end] | {"here": end == own} for end in step if end in cards] for step in steps]
    for step in line:
        step.sort(key=lambda card: card["day"])
    title = translate(N_("Where it came from and what it became"))
    html = render_template("_thread.html", steps=[step for step in line if step], title=title)
    return {
        "id": "thread",
        "title": title,
        "hint": "",
        "rows": [],
        "html": Markup(html),  # noqa: S704 - a template, which escapes
        "edit_url": None,
    }


def _cards(ends: list[End]) -> dict[End, dict[str, Any]]:
    """Return kind, name, address, day and state of records, in two statements for each kind."""
    by_table: dict[str, list[int]] = {}
    for end in ends:
        by_table.setdefault(end.table, []).append(end.number)
    found: dict[End, dict[str, Any]] = {}
    for table, numbers in by_table.items():
        cls: Any = record_type(table)
        view, named = view_of(cls), labels(cls, numbers)
        columns = [cls.id, cls.fact_date, *([cls.state] if cls.workflow is not None else [])]
        rows = db.session.execute(
            select(*columns).where(cls.id.in_(numbers)), execution_options={"gate": "any"}
        )
        for row in rows:
            state = drawn(cls.workflow.state(row.state)) if cls.workflow is not None else None
            found[End(table, row.id)] = {
                "kind": view.title_of(),
                "name": named[row.id].text if row.id in named else view.title_of(),
                "url": view.url_for_details(row.id),
                "day": row.fact_date.isoformat(),
                "state": state,
            }
    return found
