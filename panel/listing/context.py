"""What the list's template needs of a list: heads, chips, conditions to add, rows, count and the ways on."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from models.marks import N_
from panel.language import format_number, join, translate
from panel.listing.filters import EMPTY, Condition
from panel.listing.ordering import Order, sort_column, sortable
from panel.listing.query import ListQuery, Page
from panel.listing.render import Look, rows_html
from panel.listing.search import searchable
from panel.listing.totals import foot

SHOWN_OF_ALL = N_("%(shown)s on this page, %(all)s in all")
NOT_SHOWN = N_("Nothing is shown until this condition is removed.")
EMPTY_FILTERED = N_("Nothing fits these conditions")
EMPTY_FILTERED_TEXT = N_("No row fits: %(conditions)s.")
EMPTY_AT_ALL = N_("Nothing here yet")
EMPTY_BIN = N_("The recycle bin is empty")
REMOVE_LAST = N_("Remove this condition")
REMOVE_ALL = N_("Remove all conditions")


def list_context(query: ListQuery, page: Page, look: Look) -> dict[str, Any]:
    """Return the keys of templates/list.html that the engine fills.

    ``note``, ``search``, ``chips``, ``add``, ``reset_url``, ``columns``, ``rows_html``, ``empty_html``,
    ``counted``, ``count_url``, ``previous_url``, ``next_url``; the page adds its title, tabs, acts and bulk.
    """
    links = query.links
    return {
        "note": " ".join(notes(query)) or None,
        "search": _search(query),
        "chips": chips(query, page),
        "add": _add(query),
        "reset_url": _reset(query),
        "columns": heads(query),
        "foot": foot(page.columns, page.totals, page.wording),
        "rows_html": rows_html(query, page, look) if page.rows else "",
        "empty_html": None if page.rows else _empty(query, page),
        "counted": counted(page),
        "count_url": links.url({"count": "1"}) if page.capped else None,
        "previous_url": page.previous,
        "next_url": page.next,
    }


def notes(query: ListQuery) -> list[str]:
    """Return the sentences about what could not be done as it was asked for."""
    found = [translate(sentence, **values) for sentence, values in query.notes]
    found += [translate(broken.sentence, **broken.places) for broken in query.broken]
    return [*found, translate(NOT_SHOWN)] if query.broken else found


def chips(query: ListQuery, page: Page) -> list[tuple[str, str, str, str]]:
    """Return (field, operator, value, address without it) of every condition, the broken ones too."""
    found = [
        (c.column.label, _operator_text(c), _value_text(c, page), query.links.url(without=c.raw))
        for c in query.conditions
    ]
    return found + [(b.name, "", b.value, query.links.url(without=b.raw)) for b in query.broken]


def _operator_text(condition: Condition) -> str:
    """Return the word between field and value; a field that is yes or no needs none."""
    plain = condition.column.kind == "flag" and condition.operator != EMPTY
    return "" if plain else translate(condition.words)


def heads(query: ListQuery) -> list[dict[str, Any]]:
    """Return the heads of the columns, with the address that sorts by each where that can be."""
    can_sort, order = set(sortable(query.view, query.actor)), query.order
    found = []
    for column in query.columns:
        name = sort_column(query.cls, column.name)
        here = name == order.name
        way = order.turned() if here else Order(name, column.kind in ("moment", "day"))
        found.append(
            {
                "label": column.label,
                "cls": column.cls,
                "sort_url": query.links.url({"sort": way.text}) if name in can_sort else None,
                "sorted": ("descending" if order.descending else "ascending") if here else "",
            }
        )
    return found


def counted(page: Page) -> Markup:
    """Return the line of the foot: rows of this page, and of the list as far as they were counted."""
    if page.count is None:
        return Markup("")
    number = Markup("<b>{}</b>").format(page.count_words)
    sentence = Markup(escape(translate(SHOWN_OF_ALL)))  # noqa: S704 - escaped; its places are filled by Markup
    return sentence % {"shown": format_number(len(page.rows)), "all": number}


def _value_text(condition: Condition, page: Page) -> str:
    if condition.operator == EMPTY:
        return ""
    text = page.wording.text_of(condition.column)
    if condition.column.kind in ("day", "moment"):
        return join(day.isoformat() for day in condition.values)
    if condition.column.kind == "choices":
        return join(text(f",{value},") for value in condition.values)
    return join(text(value) for value in condition.values)


def _search(query: ListQuery) -> dict[str, Any] | None:
    if not searchable(query.view, query.actor):
        return None
    return {"action": query.links.base, "value": query.links.get("q"), "hidden": query.links.kept(drop={"q"})}


def _add(query: ListQuery) -> list[tuple[str, str]]:
    return [(column.label, query.links.url({"adding": column.name}) + "#adding") for column in query.addable]


def _reset(query: ListQuery) -> str | None:
    changed = query.narrowed or any(query.links.get(name) for name in ("sort", "col"))
    gone = [pair for pair in query.links.pairs if pair[0] not in ("trash", "page_size")]
    return query.links.url(without=gone) if changed else None


def _empty(query: ListQuery, page: Page) -> dict[str, Any]:
    """Return the words for a list without rows: why, and one step."""
    if not query.narrowed:
        return {"title": translate(EMPTY_BIN if query.trash else EMPTY_AT_ALL), "text": "", "actions": []}
    said = [f"{label} {operator} {value}".strip() for label, operator, value, _ in chips(query, page)]
    if query.search is not None:
        said.append(f"“{query.search.text}”")
    if query.broken:
        return {
            "title": translate(NOT_SHOWN),
            "text": " ".join(notes(query)[:-1]),
            "actions": _removals(query),
        }
    return {
        "title": translate(EMPTY_FILTERED),
        "text": translate(EMPTY_FILTERED_TEXT, conditions=said),
        "actions": _removals(query),
    }


def _removals(query: ListQuery) -> list[tuple[str, str]]:
    if len(query.conditions) + len(query.broken) == 1 and query.search is None:
        only = (query.broken or query.conditions)[0]
        return [(translate(REMOVE_LAST), query.links.url(without=only.raw))]
    return [(translate(REMOVE_ALL), _reset(query) or query.links.url())]
