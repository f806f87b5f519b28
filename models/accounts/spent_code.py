"""SpentCode (已用口令): a row of the machine for the newest code of a second factor that was used."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Operational
from models.types import Moment


class SpentCode(Operational):
    """A code that was used, so that it opens nothing a second time.

    The constraint lets one of two requests through that send the same code at the same moment.
    """

    __tablename__ = "spent_code"
    __table_args__ = (
        UniqueConstraint("account_id", "mark", "number", name="uq_spent_code_account_id_mark_number"),
        {"info": {"history": False}},
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    mark: Mapped[str] = mapped_column(String(16))
    number: Mapped[int] = mapped_column(Integer)
    moment: Mapped[datetime] = mapped_column(Moment)
