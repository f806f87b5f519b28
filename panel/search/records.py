"""Records found by words: asked of the index, shown only as far as the gate returns them now, ranked and grouped by type.

A hit that the actor may not read never comes back from the SELECT, so neither order nor count can speak of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup
from sqlalchemy import Integer, bindparam, select

from models import search
from models.access import Actor, can
from models.access.gate import keep
from models.base import db
from panel.language import format_number
from panel.listing.labels import in_words
from panel.registry import area_labels, views
from panel.search.asking import Asked
from panel.search.marking import marked, piece
from panel.states import drawn

SHOWN = 5
"""Records of one type on the page of everything; the rest is in its list."""
COUNTED = 50
"""Up to here a type's hits are counted, beyond it says ``50+``."""
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One record that holds the words and that the actor may read."""

    table: str
    id: int
    label: str
    day: date | None
    state: str | None
    rank: int


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one type: the first rows, and how many there are, up to :data:`COUNTED`."""

    table: str
    rows: list[Row]
    count: int
    more: bool


def find(
    actor: Actor, asked: Asked, *, names_only: bool = False, types: int = 200
) -> tuple[list[Group], bool]:
    """Return what the actor may read of what holds the words, by type, and whether everything written is taken in.

    Types with a record called so come first, then those whose text holds the words, each in the order of the menu.

    Args:
        actor: who asks; the session is theirs.
        asked: what was typed.
        names_only: only records that are called so.
        types: how many types at most.
    """
    standing = search.take_in()
    if standing.taken:
        # On SQLite a transaction that began before the index was brought up to date does not see the new entries.
        db.session.commit()
    if asked.words is None or actor.organization_id is None:
        return [], standing.whole
    hits = search.candidates(asked.words, actor.organization_id, names_only=names_only)
    known = views()
    order = sorted(hits, key=lambda table: (not hits[table].named, *_place(table)))
    groups = []
    for table in order:
        if table not in known or not can(actor, "read", known[table].model):
            continue
        group = _group(table, known[table].model, hits[table], asked)
        if group is not None:
            groups.append(group)
        if len(groups) >= types:
            break
    return sorted(groups, key=lambda group: (group.rows[0].rank > 2, *_place(group.table))), standing.whole


def _place(table: str) -> tuple[bool, int, str]:
    """Return where a type stands: what is entered by itself before what belongs to another record, areas as in the menu."""
    cls = search.searched_types()[table]
    return (cls.parent is not None, list(area_labels()).index(cls.area), table)


def _group(table: str, cls: Any, hits: search.Hits, asked: Asked) -> Group | None:
    assert asked.words is not None
    rows: list[Row] = []
    ids, at = hits.ids, 0
    named = set(hits.named)
    while at < len(ids) and len(rows) <= COUNTED:
        rows += _read(cls, ids[at : at + _AT_ONCE], asked, named)
        at += _AT_ONCE
    if not hits.whole and len(rows) <= SHOWN:
        # Words that stand in thousands of records, of which this person reads few: asked of the index row by row.
        held = search.holds_words(cls, cls, asked.words)
        statement = select(*_columns(cls)).where(held).order_by(cls.id.desc()).limit(COUNTED + 1)
        rows = [_row(cls, row, asked, named) for row in db.session.execute(statement)]
    if not rows:
        return None
    rows.sort(key=lambda row: (row.rank, -row.id))
    more = len(rows) > COUNTED or at < len(ids) or (not hits.whole and len(rows) > SHOWN)
    return Group(table, rows[:SHOWN], min(len(rows), COUNTED), more)


def _columns(cls: Any) -> list[Any]:
    state = [cls.state] if cls.workflow is not None else []
    return [cls.id, cls.label_sql(), cls.fact_date, *state]


@lru_cache(maxsize=256)
def _statement(cls: Any) -> Any:
    return keep(select(*_columns(cls)).where(cls.id.in_(bindparam("found", expanding=True, type_=Integer))))


def _read(cls: Any, ids: list[int], asked: Asked, named: set[int]) -> list[Row]:
    rows = db.session.execute(_statement(cls), {"found": ids})
    return [_row(cls, row, asked, named) for row in rows]


def _row(cls: Any, row: Any, asked: Asked, named: set[int]) -> Row:
    label = in_words(cls, row[1] or "")
    state = row[3] if cls.workflow is not None else None
    return Row(cls.__tablename__, row[0], label, row[2], state, _rank(label, asked, row[0] in named))


def _rank(label: str, asked: Asked, named: bool) -> int:
    """Return how well a row fits: 0 called exactly so, 1 beginning so, 2 with it in the name, 4 by initials, 6 in its text."""
    folded, wanted = search.fold(label), search.fold(asked.text)
    if folded == wanted:
        return 0
    if folded.startswith(wanted):
        return 1
    assert asked.words is not None
    if all(run in folded for run in asked.words.runs):
        return 2
    return 4 if named else 6


def shown_groups(groups: list[Group], asked: Asked) -> list[dict[str, Any]]:
    """Return the groups as templates/search.html takes them; a piece of the text where the name does not hold the words."""
    return [_shown(group, asked) for group in groups]


def _shown(group: Group, asked: Asked) -> dict[str, Any]:
    view = views()[group.table]
    pieces = _pieces(view.model, [row.id for row in group.rows if row.rank > 2], asked)
    count = format_number(group.count) + ("+" if group.more else "")
    return {
        "name": view.plural_of(),
        "count": count,
        "url": f"{view.url}/?{urlencode({'q': asked.text})}"
        if group.count > len(group.rows) or group.more
        else None,
        "rows": [
            {
                "url": view.url_for_details(row.id),
                "label": _marked(row.label or view.title_of(), asked),
                "day": row.day,
                "state": drawn(view.model.workflow.state(row.state))
                if row.state and view.model.workflow
                else None,
                "piece": pieces.get(row.id),
            }
            for row in group.rows
        ],
    }


def _marked(text: str, asked: Asked) -> Markup:
    assert asked.words is not None
    return marked(text, asked.words)


def _pieces(cls: Any, ids: list[int], asked: Asked) -> dict[int, Markup]:
    names = [name for name in search.searched_columns(cls) if name not in cls.label_columns]
    if not ids or not names or asked.words is None:
        return {}
    found = {}
    statement = select(cls.id, *(getattr(cls, name) for name in names)).where(cls.id.in_(ids))
    for row_id, *texts in db.session.execute(statement):
        some = (piece(str(text), asked.words) for text in texts if text is not None)
        if cut := next(filter(None, some), ""):
            found[row_id] = marked(cut, asked.words)
    return found
