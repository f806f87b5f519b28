"""The page of the search over everything; it works without script."""

from __future__ import annotations

from typing import Any

from models.access import Actor
from models.marks import N_
from panel.language import translate
from panel.pages import page
from panel.search.asking import NOT_WHOLE, Asked
from panel.search.recent import recently_seen
from panel.search.records import find, shown_groups

TITLE = N_("Search")


def search_page(actor: Actor, asked: Asked) -> dict[str, Any]:
    """Return the page: what was found, by type; what was opened lately where nothing was typed or found."""
    groups, whole = find(actor, asked) if asked.words is not None else ([], True)
    return page(
        translate(TITLE),
        query=asked.text,
        problem=asked.problem,
        groups=shown_groups(groups, asked),
        asked=asked.words is not None,
        behind=None if whole else translate(NOT_WHOLE),
        recent=[] if groups else recently_seen(actor),
    )
