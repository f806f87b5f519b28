"""Small lists that rules ask for again and again (settings, holidays, deadline rules): read once, kept while they hold.

They are kept with the session, so with one actor, until a row of them changes or the transaction ends.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import event

from models.base import db
from models.session import RecordSession

Found = TypeVar("Found")
_KEPT = "kept_lists"


def kept(name: str, tables: tuple[str, ...], find: Callable[[], Found]) -> Found:
    """Return what ``find`` found before in this session, else find it now.

    Args:
        name: what is kept; one name always means the same question.
        tables: a change in one of these makes the session forget it.
        find: reads it, for the actor of the session.
    """
    lists: dict[str, tuple[tuple[str, ...], Any]] = db.session().info.setdefault(_KEPT, {})
    if name not in lists:
        with db.session.no_autoflush:
            lists[name] = (tables, find())
    found: Found = lists[name][1]
    return found


def _forget_changed(session: Any, _context: Any) -> None:
    lists = session.info.get(_KEPT)
    if lists:
        changed = {getattr(row, "__tablename__", "") for row in (*session.new, *session.dirty)}
        for name in [name for name, (tables, _found) in lists.items() if changed.intersection(tables)]:
            del lists[name]


def _forget(session: Any, *_others: Any) -> None:
    session.info.pop(_KEPT, None)


event.listen(RecordSession, "after_flush", _forget_changed)
event.listen(RecordSession, "after_commit", _forget)
event.listen(RecordSession, "after_soft_rollback", _forget)
