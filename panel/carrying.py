"""Beginning a record like another one: with the circumstances of the last one entered, or as a copy.

What carries on from one record to the next of a row is what they have in common (the session, the day, the place, who organised);
never what tells them apart, and never a judgement. A copy takes everything but days, files, numbers without doubles and states.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import abort, request
from sqlalchemy import inspect, select

from models.access import cleared, current_actor
from models.base import Record, db
from models.marks import N_
from panel.language import translate
from panel.numbers import row_number

if TYPE_CHECKING:
    from panel.record_view import RecordView

AFTER, LAST = "after", "last"
"""In the address of a new form: the record of one's own whose circumstances carry on, by number or the last one."""

_COMMON_BODIES = frozenset(
    {
        "term",
        "plenary_session",
        "meeting",
        "special_committee",
        "member_group",
        "platform",
        "place",
        "committee",
    }
)
_COMMON_WORDS = frozenset(
    {"place", "organiser", "host", "hosted_by", "issuing_body", "reported_by", "source", "period", "year", "scoring_year"}
)  # fmt: skip
_COMMON_CHOICES = frozenset({"kind", "level", "half", "source_kind", "proposer_kind"})

CARRIED = N_("As in the record before, “%(name)s”: %(fields)s.")
NONE_BEFORE = N_("You have not entered one yet, so there is nothing to take over.")
TAKE_OVER = N_("Take over from my last one")
START_EMPTY = N_("Start empty")


def carried_columns(view: RecordView) -> list[str]:
    """Return the columns that carry on to the next record: what the view says, else days, places, bodies and kinds in common."""
    if view.carried_on is not None:
        return list(view.carried_on)
    if view.model.area == "accounts":
        # What one person may do says nothing about the next.
        return []
    columns = inspect(view.model).columns
    return [column.key for column in columns if _is_common(column) and column.key != view.model.parent]


def _is_common(column: Any) -> bool:
    info, name = column.info, str(column.key)
    if info.get("fixed") or info.get("entered_for") or name in ("fact_date", "entry_date", "note"):
        return False
    match info.get("kind"):
        case "day" | "moment":
            return not column.nullable and not name.startswith("due")
        case "ref":
            return info["ref"] in _COMMON_BODIES
        case "choice":
            return name in _COMMON_CHOICES
        case "text" | "count":
            return name in _COMMON_WORDS
    return False


def last_of_mine(cls: type[Record]) -> Record | None:
    """Return the newest row of a type that the actor entered and reads, ``None`` without one."""
    account_id = current_actor().account_id
    if account_id is None:
        return None
    mine = select(cls).where(cls.created_by_id == account_id).order_by(cls.id.desc()).limit(1)
    return db.session.scalar(mine)


def asked_before(view: RecordView) -> Record | None:
    """Return the record whose circumstances the address asks to carry on; 404 when it is not the actor's own."""
    asked = request.args.get(AFTER, "")
    if not asked:
        return None
    if asked == LAST:
        return last_of_mine(view.model)
    number = row_number(asked)
    found = db.session.get(view.model, number) if number is not None else None
    if found is None or found.created_by_id != current_actor().account_id:
        abort(404)
    return found


def carried(view: RecordView, before: Record, names: Iterable[str]) -> dict[str, Any]:
    """Return what the next record begins with: the common columns that are filled and that the actor reads unmasked."""
    return values_of(before, [name for name in carried_columns(view) if name in set(names)])


def values_of(record: Record, names: Iterable[str]) -> dict[str, Any]:
    """Return the filled columns among ``names`` that the actor reads unmasked."""
    columns = inspect(type(record)).columns
    return {
        name: getattr(record, name)
        for name in names
        if getattr(record, name) is not None and cleared(current_actor(), columns[name], record)
    }


def carried_note(view: RecordView, names: Iterable[str]) -> dict[str, str] | None:
    """Return what a new form says about its beginning: what carries on, or the way to let it carry on."""
    fresh = f"{view.url}/new/"
    if view.model.parent and (parent := request.args.get(view.model.parent)):
        fresh += f"?{view.model.parent}={parent}" if row_number(parent) is not None else ""
    joined = "&" if "?" in fresh else "?"
    if not request.args.get(AFTER):
        offer = f"{fresh}{joined}{AFTER}={LAST}" if carried_columns(view) else ""
        return {"sentence": "", "url": offer, "label": translate(TAKE_OVER)} if offer else None
    before = asked_before(view)
    if before is None:
        return {"sentence": translate(NONE_BEFORE), "url": "", "label": ""}
    fields = [view.label_of(name) for name in carried(view, before, names)]
    if not fields:
        return None
    sentence = translate(CARRIED, name=view.label_text(before), fields=fields)
    return {"sentence": sentence, "url": fresh, "label": translate(START_EMPTY)}
