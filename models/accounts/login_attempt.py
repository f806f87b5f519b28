"""LoginAttempt (登录记录): a row of the machine for each try to sign in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Operational
from models.types import Moment


class LoginAttempt(Operational):
    """One try, counted to lock a login and to slow an address down.

    Of the login only a keyed fingerprint is kept: people type their password into the wrong box. A login that nobody has
    is counted in the same way, so that a lock does not tell which accounts exist.
    """

    __tablename__ = "login_attempt"
    __table_args__ = (
        Index("ix_login_attempt_login", "login_print", "moment"),
        Index("ix_login_attempt_address", "address", "moment"),
        {"info": {"history": False}},
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    login_print: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(45))
    moment: Mapped[datetime] = mapped_column(Moment)
    succeeded: Mapped[bool] = mapped_column(Boolean)
