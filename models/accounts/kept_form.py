"""KeptForm (暂存的填写): what somebody typed while their session had ended, until they are signed in again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from sqlalchemy import ForeignKey, Index, String, Text, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from models import clock
from models.base import Operational, db
from models.session import maintenance
from models.types import Moment

KEPT = timedelta(days=1)
"""Long enough for the next morning; what was typed may hold personal data, so it stays no longer."""
MOST_OF_ONE = 20
"""Forms kept for one account; the oldest make room."""


class KeptForm(Operational):
    """A form that came in after its session had ended: nothing of it is saved, only handed back to the same person."""

    __tablename__ = "kept_form"
    __table_args__ = (
        Index("ix_kept_form_account", "account_id", "kept_at"),
        {"info": {"history": False}},
    )

    token: Mapped[str] = mapped_column(String(43), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    kept_at: Mapped[datetime] = mapped_column(Moment)
    content: Mapped[str] = mapped_column(Text)
    """JSON: where it was sent, the fields, and whether files came with it."""

    @classmethod
    def of(cls, token: str, account_id: int) -> Self | None:
        """Return what was kept under a token for this very account and is not too old."""
        return db.session.scalar(
            select(cls).where(
                cls.token == token, cls.account_id == account_id, cls.kept_at > clock.now() - KEPT
            )
        )

    @classmethod
    def make_room(cls, account_id: int | None = None) -> None:
        """Remove what is too old, and of an account what is more than :data:`MOST_OF_ONE`. The caller commits."""
        _remove(cls.kept_at < clock.now() - KEPT)
        if account_id is not None:
            newest = (
                select(cls.token).where(cls.account_id == account_id).order_by(cls.kept_at.desc())
            ).limit(MOST_OF_ONE - 1)
            _remove(cls.account_id == account_id, cls.token.not_in(newest))


def _remove(*conditions: object) -> None:
    statement = delete(KeptForm).where(*conditions)  # type: ignore[arg-type]
    with maintenance("sign-in"):
        db.session.execute(statement.execution_options(synchronize_session=False))
