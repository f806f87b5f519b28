"""SavedView (视图): conditions, order and columns of a list under a name, for one person, a role or the whole office."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    and_,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.access import Actor
from models.base import Operational, db
from models.fields import Choice
from models.marks import N_
from models.types import Moment

AUDIENCES = (
    Choice("mine", N_("For me alone")),
    Choice("role", N_("For everybody with my role")),
    Choice("office", N_("For everybody here")),
)
"""Who has a view among the tabs of the list."""
MOST_OF_ONE = 20
"""Views of one account for one list."""
LONGEST_NAME, LONGEST_ADDRESS = 30, 1_500


class SavedView(Operational):
    """A list as somebody likes to open it: words for an address, no rows. Whoever opens it sees what they may read.

    It is read by who made it, and by those with whom it is shared; changed by who made it alone.
    """

    __tablename__ = "saved_view"
    __table_args__ = (
        UniqueConstraint("account_id", "record_table", "name"),
        Index("ix_saved_view_list", "organization_id", "record_table"),
        {"info": {"history": False}},
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    record_table: Mapped[str] = mapped_column(String(63))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    audience: Mapped[str] = mapped_column(String(8))
    role: Mapped[str | None] = mapped_column(String(20))
    """The role it is shared with; only for the audience ``role``."""
    arguments: Mapped[str] = mapped_column(Text)
    """The conditions, search, order and columns, as the address of the list has them."""
    saved_at: Mapped[datetime] = mapped_column(Moment)

    @classmethod
    def seen_by(cls, actor: Actor) -> ColumnElement[bool]:
        """Return the condition on the views that an actor has: the own ones, and those of the organization shared with them."""
        shared = or_(
            cls.audience == "office", and_(cls.audience == "role", cls.role.in_(sorted(actor.roles)))
        )
        return and_(
            cls.organization_id == actor.organization_id, or_(cls.account_id == actor.account_id, shared)
        )

    @classmethod
    def of_list(cls, actor: Actor, table: str) -> list[Self]:
        """Return the views of a list that an actor has: the own ones first, then the role's, then everybody's, oldest first."""
        ways = [choice.value for choice in AUDIENCES]
        found = db.session.scalars(
            select(cls).where(cls.record_table == table, cls.seen_by(actor)).order_by(cls.id)
        )
        return sorted(
            found, key=lambda view: (view.account_id != actor.account_id, ways.index(view.audience), view.id)
        )

    @classmethod
    def one(cls, actor: Actor, table: str, number: int) -> Self | None:
        """Return a view of a list that the actor has, ``None`` when there is none of this number."""
        return db.session.scalar(
            select(cls).where(cls.id == number, cls.record_table == table, cls.seen_by(actor))
        )
