"""A list as it is printed: every row, numbered, people's names as offices set them."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from panel.listing.columns import Shown
from panel.listing.query import ListQuery

MOST_PRINTED = 1_000
PEOPLE = frozenset({"member", "seat", "staff"})
_FULL_WIDTH_SPACE = "\u3000"


def spaced(name: str) -> str:
    """Return a name of two characters with a space of one character between them, so that it is as wide as one of three."""
    if len(name) == 2 and all("\u3400" <= letter <= "\u9fff" for letter in name):
        return _FULL_WIDTH_SPACE.join(name)
    return name


def names_a_person(view: Any, column: Shown) -> bool:
    """Return whether the column says what a person is called: its own type's name, or a reference to a person."""
    if column.target is not None:
        return column.target.__tablename__ in PEOPLE
    return column.name == "name" and "name_strokes" in view.model.__mapper__.columns


def printed_rows(query: ListQuery) -> tuple[list[list[Markup]], bool]:
    """Return the cells of every row in the list's order, and whether there are more than are printed at once."""
    found: list[list[Markup]] = []
    people = [names_a_person(query.view, column) for column in query.columns]
    for rows, wording in query.chunks():
        inside = [wording.html_of(column) for column in query.columns]
        for row in rows:
            if len(found) == MOST_PRINTED:
                return found, True
            texts = [write(value, row) for write, value in zip(inside, query.cells(row), strict=True)]
            found.append([_cell(text, person) for text, person in zip(texts, people, strict=True)])
    return found, False


def _cell(text: str, person: bool) -> Markup:
    # Escaped when it was made; a name that holds no sign of markup is the same text unescaped.
    return escape(spaced(text)) if person and "&" not in text and "<" not in text else Markup(text)  # noqa: S704
