"""Looking at one masked value: for a reason, so many times an hour, and each look an event of the history."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app
from sqlalchemy import func, select

from models import clock
from models.access import current_actor
from models.accounts.account import Account
from models.base import Record, db
from models.history import Event
from models.marks import N_
from models.writing import tell

UNMASKED = "unmasked"
HOUR = timedelta(hours=1)
TOO_MANY = N_("Within an hour at most %(most)s masked values are shown to one person; please go on later.")


def most_looks() -> int:
    """Return how many masked values one person is shown within an hour."""
    return int(current_app.extensions["xieshang_settings"].unmask_per_hour)


def record_look(record: Record, name: str, reason: str) -> bool:
    """Record a look at a masked value and commit it; return ``False`` and record nothing where the hour's looks are used up.

    Looks of one person wait for each other at the row of the account, so that many asked for at once are counted like others.
    """
    actor = current_actor()
    db.session.execute(select(Account.id).where(Account.id == actor.account_id).with_for_update())
    tell(UNMASKED, record, reason=reason, detail={"field": name})
    db.session.flush()
    since = clock.now() - HOUR
    statement = select(func.count(Event.id)).where(
        Event.actor == actor.key, Event.kind == UNMASKED, Event.moment > since
    )
    if (db.session.scalar(statement) or 0) > most_looks():
        db.session.rollback()
        return False
    db.session.commit()
    return True
