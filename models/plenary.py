"""The plenary sessions of the office, as other records ask for them: which one runs, and until when it takes proposals."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select

from models.access.actor import current_actor
from models.base import db
from models.registry import record_type

_COLUMNS = (
    "id", "name", "term_id", "number", "opens_on", "closes_on", "proposals_from", "proposals_until", "merged_proposals",
    "percentage_base", "state",
)  # fmt: skip


def _statement() -> Any:
    cls: Any = record_type("plenary_session")
    conditions = [cls.trashed_at.is_(None)]
    organization = current_actor().organization_id
    if organization is not None:
        conditions.append(cls.organization_id == organization)
    return cls, select(*(getattr(cls, name) for name in _COLUMNS)).where(*conditions)


def _first(statement: Any) -> Row[Any] | None:
    with db.session.no_autoflush:
        return db.session.execute(statement.limit(1), execution_options={"gate": "label"}).first()


def session_on(day: date) -> Row[Any] | None:
    """Return the newest session that has opened by ``day`` (id, name, dates, counting rules); before the first one, ``None``."""
    cls, statement = _statement()
    return _first(statement.where(cls.opens_on <= day).order_by(cls.opens_on.desc()))


def session_at(moment: datetime) -> Row[Any] | None:
    """Return the session that takes proposals at ``moment``, to the minute; ``None`` between sessions."""
    cls, statement = _statement()
    return _first(
        statement.where(cls.proposals_from <= moment, cls.proposals_until >= moment).order_by(
            cls.proposals_until
        )
    )
