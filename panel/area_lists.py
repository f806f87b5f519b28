"""The page of an area: its ready-made lists with the number of rows that each holds, counted for whoever asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import abort
from sqlalchemy import func, select

from models.access import Actor
from models.base import db
from models.registry import record_type
from panel.language import format_number, translate
from panel.listing.filters import read_conditions
from panel.listing.links import Links
from panel.listing.opens import opens
from panel.listing.ready import PAGES, Ready, filled, lists_of_area
from panel.pages import page
from panel.registry import area_labels, views

AREA_PAGES = "/panel/area/"
MOST_COUNTED = 1_000


def area_url(area: str) -> str:
    """Return the address of an area's page."""
    return f"{AREA_PAGES}{area}/"


def lists_of(actor: Actor, area: str) -> list[dict[str, Any]]:
    """Return the ready-made lists of an area that the actor can open, by kind of record, in one statement through the gate.

    Returns:
        a dict for each kind: ``table``, ``id``, ``title``, ``url`` (all of its rows), and ``lists``: dicts of ``label``, ``url``,
        ``number`` (rows, at most :data:`MOST_COUNTED`) and ``count`` (as it is printed: ``41``, ``1,000+``).
    """
    known = views()
    asked: list[tuple[Ready, str, Any]] = []
    for ready in lists_of_area(area, known):
        view = known[ready.table]
        if not opens(actor, view.model):
            continue
        arguments = filled(ready.arguments, actor)
        counted = _counted(view, actor, arguments)
        if counted is not None:
            asked.append((ready, f"{view.url}/?{arguments}", counted))
    if not asked:
        return []
    numbers = db.session.execute(select(*(counted for *_rest, counted in asked))).one()
    kinds: dict[str, dict[str, Any]] = {}
    for (ready, url, _), number in zip(asked, numbers, strict=True):
        view = known[ready.table]
        kind = kinds.setdefault(
            ready.table,
            {
                "table": ready.table,
                "id": view.slug,
                "title": view.plural_of(),
                "url": f"{view.url}/",
                "lists": [],
            },
        )
        kind["lists"].append(
            {
                "label": translate(ready.label),
                "url": url,
                "number": min(number, MOST_COUNTED),
                "count": format_number(min(number, MOST_COUNTED)) + ("+" if number > MOST_COUNTED else ""),
            }
        )
    return sorted(
        kinds.values(),
        key=lambda kind: (known[kind["table"]].model.area != area, known[kind["table"]].menu_place),
    )


def area_page(actor: Actor, area: str) -> dict[str, Any]:
    """Return the page of an area: its ready-made lists, and the kinds of record that have none.

    404 for an area that does not exist, or of which the actor opens nothing.
    """
    if area not in area_labels():
        abort(404)
    kinds = lists_of(actor, area)
    has_lists = {kind["id"] for kind in kinds}
    others = [
        (view.plural_of(), f"{view.url}/")
        for _table, view in sorted(views().items(), key=lambda known: known[1].menu_place)
        if view.model.area == area
        and view.in_menu
        and view.slug not in has_lists
        and opens(actor, view.model)
    ]
    if not kinds and not others:
        abort(404)
    others += [
        (translate(one.label), one.url) for one in PAGES.get(area, ()) if opens(actor, record_type(one.table))
    ]
    return page(translate(area_labels()[area][0]), kinds=kinds, others=others)


def _counted(view: Any, actor: Actor, arguments: str) -> Any:
    """Return the count of a list's rows as a part of a statement; ``None`` for a question that the actor cannot ask."""
    conditions, broken = read_conditions(view, actor, _pairs(arguments))
    if broken:
        return None
    cls = view.model
    rows = select(cls.id).where(*(c.sql(cls) for c in conditions)).limit(MOST_COUNTED + 1)
    return select(func.count()).select_from(rows.subquery()).scalar_subquery()


def _pairs(arguments: str) -> Sequence[tuple[str, str]]:
    return Links.of(arguments).conditions()
