"""FormDraft (草稿): what somebody is typing into the form of a record, kept while they type, until it is saved."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from models import clock
from models.base import Operational, db
from models.types import Moment

KEPT = timedelta(days=7)
"""Over a weekend and a business trip; what is typed may hold personal data, so it stays no longer."""
MOST_OF_ONE = 20
"""Drafts kept for one account; the oldest make room."""
MOST_OFFERED = 3


class FormDraft(Operational):
    """A form on its way: nothing of it is saved, nobody but its author is ever shown it.

    It bears the one-time token of its form: each open form has a draft of its own, and what was saved under that token is no
    draft any more.
    """

    __tablename__ = "form_draft"
    __table_args__ = (
        Index("ix_form_draft_account", "account_id", "kept_at"),
        {"info": {"history": False}},
    )

    token: Mapped[str] = mapped_column(String(43), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    place: Mapped[str] = mapped_column(String(120))
    """The form: the address without what prefills it."""
    address: Mapped[str] = mapped_column(String(500))
    kept_at: Mapped[datetime] = mapped_column(Moment)
    content: Mapped[str] = mapped_column(Text)
    """JSON: the fields in their order, and whether files were chosen, which cannot be kept."""

    @classmethod
    def of(cls, token: str, account_id: int) -> Self | None:
        """Return the draft of a form for this very account, when it is not too old."""
        return db.session.scalar(
            select(cls).where(cls.token == token, cls.account_id == account_id, cls._is_fresh())
        )

    @classmethod
    def newest(cls, account_id: int, place: str = "") -> list[Self]:
        """Return the account's newest drafts (of one form, when its place is given), the newest first."""
        statement = select(cls).where(cls.account_id == account_id, cls._is_fresh())
        if place:
            statement = statement.where(cls.place == place)
        return list(db.session.scalars(statement.order_by(cls.kept_at.desc()).limit(MOST_OFFERED)))

    @classmethod
    def keep(cls, draft: Self) -> None:
        """Write a draft over what was kept of the same form, and let go of old ones. The caller commits."""
        for old in db.session.scalars(select(cls).where(~cls._is_fresh()).limit(MOST_OF_ONE)):
            db.session.delete(old)
        own = select(cls).where(cls.account_id == draft.account_id, cls.token != draft.token)
        for old in db.session.scalars(own.order_by(cls.kept_at.desc()).offset(MOST_OF_ONE - 1)):
            db.session.delete(old)
        db.session.merge(draft)

    @classmethod
    def drop(cls, token: str, account_id: int | None) -> None:
        """Let go of a form's draft: it was saved, or its author does not want it. The caller commits."""
        found = db.session.scalar(select(cls).where(cls.token == token, cls.account_id == account_id))
        if found is not None:
            db.session.delete(found)

    @classmethod
    def _is_fresh(cls) -> ColumnElement[bool]:
        return cls.kept_at > clock.now() - KEPT
