"""Adding a condition without script: choose a field, ask, and the page comes back with the condition in its address."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from models.access import Actor, current_actor
from models.base import db
from models.marks import N_
from panel import values
from panel.language import translate
from panel.listing.choices import find_choices, own_table
from panel.listing.columns import Shown, column_of
from panel.listing.filters import EMPTY, IS, NONE_OF, ONE_OF, operator_words, operators_of, read_conditions
from panel.listing.links import Links
from panel.listing.ordering import bytewise
from panel.listing.query import ListQuery, pairs_of

FILLED = "filled"
"""What the form sends for "is filled in"; the address says ``__empty=0``."""
NOTHING_FOUND = N_("Nothing is called “%(text)s”.")
CHOOSE_ONE = N_("Please choose one of those found, or write another name.")
VALUE = N_("Value")
_MOST = 200
_KINDS = {"day": "date", "moment": "date", "count": "number", "money": "number", "measure": "number"}


def answer_adding(view: Any, args: Any) -> str | None:
    """Return the address with the condition that the form sent, ``None`` when there is none to add.

    A reference that was typed but not chosen stays in the form, which then shows what was found.
    """
    links = Links(pairs_of(args), f"{view.url}/")
    name, operator, value = links.get("_field"), links.get("_op"), links.get("_value").strip()
    if not name:
        return None
    if operator in (EMPTY, FILLED):
        return _with(links, name, EMPTY, "1" if operator == EMPTY else "0")
    if value:
        key = f"{name}__{operator}" if operator else name
        return _with(links, name, operator, _settled(view, current_actor(), key, value))
    return None if links.get("_value__text").strip() else links.url({"adding": name})


def adding_form(view: Any, query: ListQuery) -> dict[str, Any] | None:
    """Return ``adding`` of templates/list.html: the form for a condition on the field that was chosen."""
    links, actor = query.links, query.actor
    name = links.get("adding") or links.get("_field")
    if name not in {column.name for column in query.addable}:
        return None
    column = column_of(view, actor, name)
    operators = [o for o in operators_of(column) if o not in (ONE_OF, NONE_OF)]
    words = [(o, translate(operator_words(column.kind, o))) for o in operators]
    if EMPTY in operators:
        words.append((FILLED, translate(operator_words(column.kind, EMPTY, False))))
    # What was chosen before the find button was pressed stays chosen.
    words.sort(key=lambda pair: pair[0] != links.get("_op") if links.get("_field") else False)
    return {
        "action": links.base,
        "hidden": [*links.kept(), ("_field", name)],
        "label": column.label,
        "ops": words,
        "field": {
            "name": "_value",
            "label": translate(VALUE),
            **_input(view, actor, column, links.get("_value__text")),
        },
        "cancel_url": links.url(),
    }


def _with(links: Links, name: str, operator: str, value: str) -> str:
    return links.url({f"{name}__{operator}" if operator != IS else name: value})


def _settled(view: Any, actor: Actor, key: str, value: str) -> str:
    """Return the value as it stays true: a day with its year, a number without commas. What is not understood stays as typed."""
    understood, _ = read_conditions(view, actor, [(key, value)])
    first = understood[0].values[0] if understood else value
    if isinstance(first, date):
        return first.isoformat()
    return f"{first:f}" if isinstance(first, Decimal) else str(first)


def _input(view: Any, actor: Actor, column: Shown, typed: str) -> dict[str, Any]:
    """Return the arguments of the template's ``field`` macro for a value of the column."""
    info, kind = column.info, column.kind
    if column.target is not None:
        return _reference(view, actor, column, typed)
    options: list[tuple[str, str]] = []
    if kind == "state":
        options = [(value, translate(state.label)) for value, state in info["states"].items()]
    elif kind in ("choice", "choices"):
        options = [
            (choice.value, translate(choice.label)) for choice in info.get("choices") or info["several"]
        ]
    elif kind == "flag":
        options = [("1", translate(values.YES)), ("0", translate(values.NO))]
    if options:
        return {"kind": "select", "options": options}
    return {"kind": _KINDS.get(kind, "text"), "unit": translate(info["unit"]) if info.get("unit") else ""}


def _reference(view: Any, actor: Actor, column: Shown, typed: str) -> dict[str, Any]:
    if column.target.short_list:
        return {"kind": "select", "options": _short_list(column)}
    if not typed:
        return {"kind": "reference", "lookup_url": f"{view.url}/lookup/{column.name}"}
    found, _ = find_choices(column.target, actor, typed, column=column.column)
    if not found:
        sentence = translate(NOTHING_FOUND, text=typed)
        return {
            "kind": "reference",
            "lookup_url": f"{view.url}/lookup/{column.name}",
            "text": typed,
            "error": sentence,
        }
    options = [(str(item.id), f"{item.text} {item.hint}".strip()) for item in found]
    return {"kind": "select", "options": options, "hint": translate(CHOOSE_ONE)}


def _short_list(column: Shown) -> list[tuple[str, str]]:
    """Return the rows of a short table, in its own order; entries out of use too, for old rows still have them."""
    target = column.target
    order = [target.rank] if hasattr(target, "rank") else []
    statement = select(target.id, target.label_sql()).where(*own_table(target, column.column, in_use=False))
    rows = db.session.execute(
        statement.order_by(*order, bytewise(target.label_sql()), target.id).limit(_MOST)
    )
    return [(str(row_id), text or "") for row_id, text in rows]
