"""The rows of a list as one text: a loop in Python instead of a template, every text escaped once.

The classes and the order of the cells are described in templates/list.html.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup, escape

from models.marks import N_
from panel.language import translate
from panel.listing.cells import NONE
from panel.listing.columns import Shown
from panel.listing.drawing import sprite
from panel.listing.query import EDIT, RESTORE, ListQuery, Page, link_name, step_name

EDIT_LABEL = N_("Edit")
RESTORE_LABEL = N_("Restore")
EDIT_THIS = N_("Edit: %(title)s")
SELECT_THIS = N_("Select: %(title)s")
NO_TITLE = N_("Without a name")
_ID, _TITLE, _INSIDE = "\x00id\x00", "\x00title\x00", "\x00inside\x00"
"""Where the parts of a row go in a text made once for the page; no text of the database holds a zero byte."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the page decides about its rows.

    Args:
        base: address of the list, ending in a slash; empty when the page is the list itself.
        sprite: address of the pictures; the panel's own without it.
        bulk: id of the form that the ticks belong to; empty without bulk acts.
        row_form: id of the form whose token the buttons of all rows share (in the recycle bin); without it they are left out.
        back: where a step taken from the row leads afterwards.
    """

    base: str = ""
    sprite: str = ""
    bulk: str = "bulk"
    row_form: str = ""
    back: str = ""


def rows_html(query: ListQuery, page: Page, look: Look) -> Markup:
    """Return all ``<tr>`` of the page."""
    inside = [page.wording.html_of(column) for column in page.columns]
    main = next(place for place, column in enumerate(page.columns) if column.main)
    start = _tick(look.bulk) if look.bulk else "<tr>"
    cells = [_cell(column, look) for column in page.columns]
    acts = _acts(query, page, look)
    unnamed = str(escape(translate(NO_TITLE)))
    written: list[str] = []
    for row in page.rows:
        number = str(row.id)
        texts = [write(value, row) for write, value in zip(inside, query.cells(row), strict=True)]
        title = texts[main] or unnamed
        plain = title if "<" not in title else str(escape(Markup(title).striptags()))  # noqa: S704 - read, not shown
        written.append(start.replace(_ID, number).replace(_TITLE, plain))
        for (full, empty), text in zip(cells, texts, strict=True):
            written.append(
                full.replace(_ID, number).replace(_INSIDE, text) if text else empty.replace(_ID, number)
            )
        written.append('<td class="a">')
        offered = "".join(act for right, act in acts if getattr(row, right))
        if offered:
            written.append(f"<div>{offered.replace(_ID, number).replace(_TITLE, plain)}</div>")
        written.append("</td></tr>")
    return Markup("".join(written))  # noqa: S704 - every value was escaped when its text was made


def _cell(column: Shown, look: Look) -> tuple[str, str]:
    """Return the text of a cell with a place for its inside, and the text of the cell when it is empty."""
    css = f' class="{column.cls}"' if column.cls else ""
    if column.main:
        full = f'<th scope="row"{css}><a href="{escape(look.base)}details/?id={_ID}">{_INSIDE}</a></th>'
        return full, full.replace(_INSIDE, str(escape(translate(NO_TITLE))))
    # On a phone's card the value of a number, a date or a long text stands behind the name of its column.
    label = f' data-label="{escape(column.label)}"' if column.cls[:1] in ("n", "d", "t") else ""
    return f"<td{css}{label}>{_INSIDE}</td>", f'<td class="{f"{column.cls} none".strip()}">{NONE}</td>'


def _tick(form: str) -> str:
    label = escape(translate(SELECT_THIS, title=_TITLE))
    return (
        f'<tr><td class="c"><input class="form-check-input" type="checkbox" name="id" value="{_ID}" form="{escape(form)}" '
        f'aria-label="{label}"></td>'
    )


def _acts(query: ListQuery, page: Page, look: Look) -> list[tuple[str, str]]:
    """Return (right, text) of each act of a row, the special ones before editing."""
    base, made = escape(look.base), []
    if RESTORE in page.rights and look.row_form:
        label = escape(translate(RESTORE_LABEL))
        form = escape(look.row_form)
        made.append(
            (
                RESTORE,
                f'<button class="btn btn-sm" form="{form}" formaction="{base}restore/?id={_ID}">{label}</button>',
            )
        )
    back = f"&amp;next={quote(look.back, safe='')}" if look.back else ""
    for name in getattr(query.view, "row_transitions", ()):
        label = escape(translate(query.cls.workflow.transitions[name].label))
        url = f"{base}transition/{escape(name)}/?id={_ID}{back}"
        made.append((step_name(name), f'<a class="btn btn-sm" href="{url}">{label}</a>'))
    for place, link in enumerate(getattr(query.view, "row_links", ())):
        url = escape(link.url).replace("{id}", _ID)
        made.append(
            (link_name(place), f'<a class="btn btn-sm" href="{url}">{escape(translate(link.label))}</a>')
        )
    if EDIT in page.rights:
        label = escape(translate(EDIT_THIS, title=_TITLE))
        icon = f'<svg class="ic" aria-hidden="true"><use href="{escape(look.sprite or sprite())}#i-pencil"/></svg>'
        made.append(
            (
                EDIT,
                f'<a class="btn btn-sm btn-icon" href="{base}edit/?id={_ID}" aria-label="{label}">{icon}</a>',
            )
        )
    return [(right, text) for right, text in made if right in page.rights]
