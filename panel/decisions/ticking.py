"""The list in which records are ticked: paged and searched without losing what was ticked on other pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import select

from models.access import current_actor
from models.access.permissions import is_own_work
from models.base import db
from models.deciding import MOST, OWN_WORK, Step, candidates
from panel.facts import facts
from panel.language import translate
from panel.listing.labels import labels
from panel.numbers import row_number
from panel.states import badge

PAGE = 50


@dataclass(slots=True)
class Ticked:
    """What is ticked, and where the list stands.

    Attributes:
        ids: the records, those of other pages first.
        words: what is searched for.
        after: the page begins behind this record.
        all_found: tick everything that is found, at most :data:`models.deciding.MOST`.
    """

    ids: tuple[int, ...] = ()
    words: str = ""
    after: int = 0
    all_found: bool = False

    @classmethod
    def read(cls, values: Any, most: int) -> Self:
        """Read the form: ``picked`` (ticked elsewhere), ``row`` (ticked here), and the button that was pressed."""
        elsewhere = _numbers(values.getlist("picked"))
        here, shown = _numbers(values.getlist("row")), set(_numbers(values.getlist("shown")))
        ids = dict.fromkeys([number for number in elsewhere if number not in shown] + here)
        do, after = values.get("do", ""), row_number(values.get("at", "")) or 0
        if do == "next":
            after = row_number(values.get("next", "")) or 0
        elif do in ("first", "find"):
            after = 0
        return cls(tuple(ids)[:most], values.get("q", "").strip()[:60], after, do == "all")


def _numbers(texts: list[str]) -> list[int]:
    return [number for text in texts if (number := row_number(text)) is not None]


def list_page(view: Any, step: Step, ticked: Ticked) -> dict[str, Any]:
    """Return the rows of a page with their ticks, the pager and what is ticked elsewhere."""
    cls: Any = step.cls
    conditions = [candidates(current_actor(), step)]
    if ticked.words:
        pattern = "%" + ticked.words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        conditions.append(cls.label_sql().like(pattern, escape="\\"))
    ids = list(ticked.ids)
    if ticked.all_found:
        found = select(cls).where(*conditions).order_by(cls.id).limit(MOST)
        every = [row.id for row in db.session.scalars(found) if not is_own_work(current_actor(), row)]
        ids = list(dict.fromkeys([*ids, *every]))[:MOST]
    statement = select(cls).where(*conditions, cls.id > ticked.after).order_by(cls.id).limit(PAGE + 1)
    rows = list(db.session.scalars(statement))
    shown = rows[:PAGE]
    numbers = [row.id for row in shown]
    names, lines = labels(cls, numbers), facts(view, current_actor(), numbers)
    return {
        "rows": [_drawn(view, row, names, lines, ids) for row in shown],
        "elsewhere": [number for number in ids if number not in numbers],
        "number": len(ids),
        "words": ticked.words,
        "at": ticked.after,
        "next": shown[-1].id if len(rows) > PAGE else None,
        "most": MOST,
    }


def _drawn(
    view: Any, row: Any, names: Mapping[int, Any], lines: Mapping[int, str], ids: list[int]
) -> dict[str, Any]:
    own = is_own_work(current_actor(), row)
    return {
        "id": row.id,
        "name": names[row.id].text if row.id in names else str(row.id),
        "url": view.url_for_details(row.id),
        "fact": lines.get(row.id, ""),
        "state": badge(row),
        "ticked": row.id in ids and not own,
        "why": translate(OWN_WORK) if own else "",
    }
