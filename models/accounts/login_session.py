"""LoginSession (登录会话): a row of the machine for each browser that is signed in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Operational
from models.types import Moment


class LoginSession(Operational):
    """One sign-in, until it expires or is revoked.

    Of the token in the browser's cookie only the SHA-256 is kept: who reads this table cannot sign in with it. When the
    browser was last seen stands in the browser's signed cookie, so that looking at a page writes nothing.
    """

    __tablename__ = "login_session"
    __table_args__ = (
        Index("ix_login_session_account", "account_id", "expires_at"),
        {"info": {"history": False}},
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    half: Mapped[bool] = mapped_column(Boolean, default=False)
    """Somebody whose password was right and whose second factor is asked for: it opens nothing but that question."""
    device: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(45), default="")
