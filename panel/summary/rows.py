"""What a figure counted that no list of records shows one by one: the different people, the different things, the amounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import abort
from sqlalchemy import func, select

from models.access import Actor
from models.base import db
from models.figures import FIGURES
from models.figures.declaration import Figure, Pairs
from models.marks import N_
from models.registry import record_type
from panel.language import format_number, translate
from panel.listing.context import chips
from panel.listing.query import ListQuery
from panel.pages import page
from panel.registry import views
from panel.summary import page as summary
from panel.summary.asking import NotAsked, sees, sql_of
from panel.summary.counting import counted_once
from panel.summary.kept_rows import names_of

MOST = 1_000
_GROUPS = {"seat_id": N_("Members"), "staff_id": N_("Staff")}


@dataclass(slots=True)
class Row:
    """One person, thing or amount."""

    name: str
    number: str
    url: str | None


def rows_page(actor: Actor, pairs: Pairs) -> dict[str, Any]:
    """Return the page of the rows of a figure.

    Args:
        actor: who asks.
        pairs: the arguments of the address: ``figure``, and conditions as the list of its record type takes them.
    """
    figure = FIGURES.get(dict(pairs).get("figure", ""))
    if figure is None or figure.kind not in ("heads", "things", "sum") or not sees(actor, _cls(figure)):
        abort(404)
    conditions = [pair for pair in pairs if pair[0] != "figure"]
    problem, groups = "", []
    try:
        groups = [_group(actor, figure, name, conditions) for name in figure.of]
    except NotAsked as refused:
        problem = str(refused)
    view = views()[figure.table]
    total = sum(group["total"] for group in groups)
    return page(
        translate(figure.label),
        [(translate(summary.TITLE), summary.ADDRESS), (translate(figure.label), None)],
        problem=problem,
        total=format_number(total),
        unit=translate(figure.unit),
        groups=[group for group in groups if group["rows"]],
        chips=_chips(view, actor, conditions),
        list_url=f"{view.url}/?{urlencode(conditions)}",
        list_label=view.plural_of(),
        most=format_number(MOST) if any(group["more"] for group in groups) else None,
    )


def _cls(figure: Figure) -> Any:
    return record_type(figure.table)


def _chips(view: Any, actor: Actor, conditions: Pairs) -> list[tuple[str, str, str]]:
    """Return the conditions in words: field, operator, value."""
    query = ListQuery(view, actor, dict(conditions), base=f"{view.url}/", page_size=1)
    return [(name, operator, value) for name, operator, value, _url in chips(query, query.page(acts=False))]


def _group(actor: Actor, figure: Figure, name: str, conditions: Pairs) -> dict[str, Any]:
    view = views()[figure.table]
    found = _amounts(actor, figure, view, conditions) if figure.kind == "sum" else None
    if found is None:
        found = _different(actor, view, name, conditions)
    rows, total = found
    heading = _GROUPS.get(name, "") if len(figure.of) > 1 else ""
    return {
        "title": translate(heading) if heading else "",
        "rows": rows[:MOST],
        "total": total,
        "number": format_number(len(rows)),
        "column": translate(figure.unit) if figure.kind == "sum" else view.plural_of(),
        "more": len(rows) > MOST,
    }


def _amounts(actor: Actor, figure: Figure, view: Any, conditions: Pairs) -> tuple[list[Row], int]:
    """Return each row with what it adds to the sum, the largest first."""
    cls, amount = view.model, getattr(view.model, figure.of[0])
    statement = select(cls.id, cls.label_sql(), amount).where(sql_of(view, actor, conditions))
    found = db.session.execute(statement.order_by(amount.desc(), cls.id)).all()
    rows = [Row(row[1] or "", format_number(row[2] or 0), view.url_for_details(row[0])) for row in found]
    return rows, sum(row[2] or 0 for row in found)


def _different(actor: Actor, view: Any, name: str, conditions: Pairs) -> tuple[list[Row], int]:
    """Return each person or thing once, with the number of rows behind it and the way to them."""
    cls = view.model
    once, column = counted_once(cls, name).label("once"), getattr(cls, name)
    statement = (
        select(once, func.count(cls.id), func.min(column), func.max(column))
        .where(sql_of(view, actor, conditions), column.is_not(None))
        .group_by("once")
    )
    found = [row for row in db.session.execute(statement) if row[0] is not None]
    _table, named = names_of(cls, name, [row[0] for row in found])
    rows = [
        Row(named.get(once, ""), format_number(number), _way(view, name, conditions, low, high))
        for once, number, low, high in found
    ]
    return sorted(rows, key=lambda row: row.name), len(rows)


def _way(view: Any, name: str, conditions: Pairs, low: Any, high: Any) -> str:
    """Return the address of the rows of one person or thing."""
    own = (name, str(low)) if low == high else (f"{name}__in", f"{low},{high}")
    kept = [pair for pair in conditions if pair[0] != f"{name}__empty"]
    return f"{view.url}/?{urlencode([*kept, own])}"
