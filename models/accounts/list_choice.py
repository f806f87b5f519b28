"""ListChoice (列表偏好): the columns, the order and the number of rows that one person chose for one list."""

from __future__ import annotations

from typing import Self

from sqlalchemy import ForeignKey, Integer, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from models.access import Actor
from models.base import Operational, db


class ListChoice(Operational):
    """How a person last chose to see a list; it holds until they put the list back to what is usual."""

    __tablename__ = "list_choice"
    __table_args__ = ({"info": {"history": False}},)

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    record_table: Mapped[str] = mapped_column(String(63), primary_key=True)
    columns: Mapped[str] = mapped_column(Text, default="")
    """Names with a comma between them; empty for the usual ones."""
    sort: Mapped[str] = mapped_column(String(80), default="")
    page_size: Mapped[int | None] = mapped_column(Integer)

    @property
    def names(self) -> list[str]:
        """Return the columns chosen."""
        return [name for name in self.columns.split(",") if name]

    @classmethod
    def of(cls, actor: Actor, table: str) -> Self | None:
        """Return what the actor chose for a list, ``None`` when nothing was."""
        return db.session.scalar(
            select(cls).where(cls.account_id == actor.account_id, cls.record_table == table)
        )
