"""Acting as the people of the demonstration, one after another: what needs two of them is done by two."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from models import clock
from models.access import Actor, acting, system_actor
from models.accounts.account import Account
from models.base import Record, db
from models.grants import actor_of
from models.registry import record_types
from models.transitions import Request, perform
from models.writing import pen


class Acts:
    """The accounts of one organization, by login."""

    def __init__(self, organization_id: int, accounts: dict[str, int], prefix: str = "") -> None:
        self.organization_id, self.accounts, self.prefix = organization_id, accounts, prefix
        self._actors: dict[str, Actor] = {}

    @contextmanager
    def as_(self, login: str) -> Iterator[Actor]:
        """Act as one of the accounts, and commit what was done."""
        with acting(self._actor(login)) as actor:
            yield actor
            db.session.commit()

    @contextmanager
    def as_seed(self) -> Iterator[None]:
        """Enter what people without an account did, and commit it."""
        with acting(system_actor("seed", self.organization_id)):
            yield
            db.session.commit()

    def _actor(self, login: str) -> Actor:
        if login not in self._actors:
            account = self.accounts[self.prefix + login]
            with acting(system_actor("sign-in")):
                row = db.session.get_one(Account, account)
                self._actors[login] = actor_of(account, name=row.name, organization_id=row.organization_id)
        return self._actors[login]


def take_step(cls: type[Record], number: int, name: str, *, reason: str | None = None, decision_id: int | None = None,
              **answers: Any) -> None:  # fmt: skip
    """Take a step of a row as whoever acts, with what the step asks for."""
    perform(cls, number, name, Request(reason=reason, decision_id=decision_id, answers=answers))


def date_what_waits(organization_id: int) -> None:
    """Let what waits for somebody have waited for some days of the demonstration's September, and not since it was loaded."""
    with acting(system_actor("seed", organization_id)):
        for cls in record_types():
            if cls.workflow is None:
                continue
            waiting = {
                state for step in cls.workflow.transitions.values() if step.queue for state in step.sources
            }
            returned = {state.value for state in cls.workflow.states.values() if state.shape == "returned"}
            table: Any = cls
            rows = db.session.scalars(
                select(cls)
                .where(table.state.in_(waiting | returned), table.state_since > _end_of_today())
                .order_by(cls.id)
            ).all()
            for place, row in enumerate(rows):
                waits = clock.business_today() - timedelta(days=1 + 2 * (place % 5))
                day = max(row.fact_date, waits) if row.fact_date < clock.business_today() else waits
                with pen(db.session, row, "derive"):
                    row.state_since = datetime.combine(day, time(1, place % 60), UTC)
        db.session.commit()


def _end_of_today() -> datetime:
    return datetime.combine(clock.business_today(), time(23, 59), UTC)
