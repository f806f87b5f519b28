"""The machine's rows of a secret ballot. They stand outside the gate and outside history: only this package names them.

What lies in the box while a round is open is sealed in envelopes (:mod:`models.balloting.envelope`); marks and remarks in plain
text exist only after the close, each under a random key, in random order, all written by one transaction.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from models.base import Operational

_UNRECORDED: dict[str, Any] = {"info": {"history": False}, "sqlite_with_rowid": False}
"""History would write down who caused a row and when, which is all that secrecy must not keep. Without a rowid, SQLite keeps the
rows in the order of their random keys."""


class _OfRound:
    """The round that a row belongs to, within its organization."""

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    organization_id: Mapped[int] = mapped_column(Integer)
    round_id: Mapped[int] = mapped_column(Integer)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 - SQLAlchemy calls it with the class
        table: str = cls.__tablename__  # type: ignore[attr-defined]
        return (
            ForeignKeyConstraint(
                ["organization_id", "round_id"],
                ["evaluation_round.organization_id", "evaluation_round.id"],
                name=f"fk_{table}_round_id",
            ),
            Index(f"ix_{table}_round_id", "organization_id", "round_id"),
            _UNRECORDED,
        )


class BallotBox(_OfRound, Operational):
    """The box of a round; its key is the name of the file with the round's secret (:mod:`models.balloting.keys`)."""

    __tablename__ = "ballot_box"

    emptied: Mapped[bool] = mapped_column(default=False)


class BallotEnvelope(_OfRound, Operational):
    """One ballot as it lies in the box: all marks and remarks of one voter, sealed, every one of the same length."""

    __tablename__ = "ballot_envelope"

    content: Mapped[bytes] = mapped_column(LargeBinary)


class Vote(_OfRound, Operational):
    """One mark of one ballot, after the close. No two marks can be told to come from the same ballot."""

    __tablename__ = "vote"

    subject_id: Mapped[int] = mapped_column(Integer)
    option_id: Mapped[int] = mapped_column(Integer)


class BallotRemark(_OfRound, Operational):
    """One remark, after the close, apart from every mark."""

    __tablename__ = "ballot_remark"

    subject_id: Mapped[int | None] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(Text)


class Slip(_OfRound, Operational):
    """A one-time slip for the hall, known by the hash of its code alone and to nobody's name.

    History is left out because it would note the moment at which each printed code was used.
    """

    __tablename__ = "slip"

    department_id: Mapped[int | None] = mapped_column(Integer)
    used: Mapped[bool] = mapped_column(default=False)
