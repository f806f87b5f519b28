"""The first rows of a child list, for the page of its parent."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from models.base import Record
from models.marks import N_
from panel.language import translate
from panel.listing.query import ListQuery, Page

UNNAMED = N_("Without a name")


def child_table(query: ListQuery, page: Page, base: str, without: str) -> dict[str, Any]:
    """Return ``columns`` and ``rows`` of templates/details.html: the list's own columns, the one that names the row first.

    Args:
        query: the list of the child type, asked for under its parent.
        page: what it gave.
        base: address of the child type's list, ending in a slash.
        without: the reference column to the parent, which the page says already.
    """
    places = [place for place, column in enumerate(page.columns) if column.name != without]
    places.sort(key=lambda place: not page.columns[place].main)
    write = {place: page.wording.html_of(page.columns[place]) for place in places}
    unnamed = str(escape(translate(UNNAMED)))
    rows = []
    for row in page.rows:
        values = query.cells(row)
        texts = [write[place](values[place], row) for place in places]
        link = f'<a href="{escape(base)}details/?id={row.id}">{texts[0] or unnamed}</a>'
        rows.append([Markup(text) for text in (link, *texts[1:])])  # noqa: S704 - every text was escaped when it was made
    return {"columns": [(page.columns[p].label, page.columns[p].cls) for p in places], "rows": rows}


def naming_column(child: type[Record], owner: type[Record]) -> str:
    """Return the column by which rows of a list under a record name it: their parent, or another reference to its type."""
    found = [
        column.key
        for column in child.__table__.columns
        if column.info.get("ref") == owner.__tablename__ and not column.info.get("entered_for")
    ]
    return str(child.parent if child.parent in found else found[0])
