"""What a request leaves behind: the numbers of the history, and rows of the machine."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import func, select

from models.base import db
from models.history.tables import Change, Event


def written(app: Flask) -> tuple[int, int]:
    """Return the number of the newest change and how many events there are."""
    with app.app_context():
        bound: Any = db.engines[None]
        statements = (select(func.max(Change.id)), select(func.count(Event.id)))
        if hasattr(bound, "execute"):
            first, second = (bound.execute(statement).scalar() or 0 for statement in statements)
            return first, second
        with bound.connect() as connection:
            first, second = (connection.execute(statement).scalar() or 0 for statement in statements)
            return first, second
