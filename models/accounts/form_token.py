"""FormToken: a row of the machine for each form that was sent in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from sqlalchemy import ForeignKey, Index, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from models import clock
from models.base import Operational, db
from models.session import maintenance
from models.types import Moment

KEPT = timedelta(days=7)
"""So long a form that was sent again is answered as the first time; no session, and so no form, lives that long."""
AT_ONCE = 20
"""Old tokens removed with each new one."""
_UNTRACKED = {"synchronize_session": False}


class FormToken(Operational):
    """The one-time token of a form, written in the transaction of what the form saved.

    A second submit of the same form finds the key taken and is answered as the first was.
    """

    __tablename__ = "form_token"
    __table_args__ = (
        Index("ix_form_token_used_at", "used_at"),
        {"info": {"history": False}},
    )

    token: Mapped[str] = mapped_column(String(43), primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    used_at: Mapped[datetime] = mapped_column(Moment)
    answer: Mapped[str] = mapped_column(String(500), default="")

    @classmethod
    def answered(cls, token: str) -> Self | None:
        """Return the row of a form that was sent before, ``None`` for a new one."""
        return db.session.scalar(select(cls).where(cls.token == token))

    @classmethod
    def claim(cls, token: str, account_id: int | None, answer: str) -> None:
        """Write the token down in this transaction, with the address that the form is answered with.

        :raises sqlalchemy.exc.IntegrityError: when the same form is being saved at the same time and was first.
        """
        # What is still to be written is checked as everything is, before the gate steps aside for the machine's own rows.
        db.session.flush()
        now = clock.now()
        cls._forget(now - KEPT)
        db.session.add(cls(token=token, account_id=account_id, used_at=now, answer=answer))
        db.session.flush()

    @classmethod
    def _forget(cls, before: datetime) -> None:
        """Remove some tokens of before a moment: more than one for each that is written, so that they never pile up.

        What another transaction is removing at this moment is passed over, so nobody waits for it.
        """
        old = (
            select(cls.token)
            .where(cls.used_at < before)
            .order_by(cls.used_at)
            .limit(AT_ONCE)
            .with_for_update(skip_locked=True)
        )
        with maintenance("tokens"):
            db.session.execute(delete(cls).where(cls.token.in_(old)), execution_options=_UNTRACKED)
