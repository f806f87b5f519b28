"""The tables of history, as classes to read from; entries come in through the database's own triggers only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import db
from models.types import Moment

_NUMBER = BigInteger().with_variant(Integer, "sqlite")
_HASH = String(64)


class Change(db.Model):  # type: ignore[name-defined]
    """One row of a record or association table was inserted, updated or deleted.

    ``old`` and ``new`` are JSON objects by column: of an update only the columns that changed, of an insert or a delete the
    whole row. Numbers are shared with :class:`Event`, so one order runs through both tables.
    """

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_record", "table_name", "record_id", "id"),
        Index("ix_change_organization", "organization_id", "id"),
        Index("ix_change_actor", "actor", "id"),
        Index("ix_change_moment", "organization_id", "moment"),
        {"info": {"history": False}},
    )

    id: Mapped[int] = mapped_column(_NUMBER, primary_key=True, autoincrement=False)
    transaction_id: Mapped[str] = mapped_column(Text)
    moment: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(Text)
    actor_label: Mapped[str] = mapped_column(Text)
    roles: Mapped[str] = mapped_column(Text)
    on_behalf: Mapped[str | None] = mapped_column(Text)
    request_id: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    organization_id: Mapped[int | None] = mapped_column(_NUMBER)
    table_name: Mapped[str] = mapped_column(Text)
    record_id: Mapped[str] = mapped_column(Text)
    operation: Mapped[str] = mapped_column(String(6))
    record_version: Mapped[int | None] = mapped_column(_NUMBER)
    old: Mapped[str | None] = mapped_column(Text)
    new: Mapped[str | None] = mapped_column(Text)
    previous_hash: Mapped[str | None] = mapped_column(_HASH)
    hash: Mapped[str] = mapped_column(_HASH)
    nonce: Mapped[str | None] = mapped_column(String(32))


class Event(db.Model):  # type: ignore[name-defined]
    """What was meant or looked at: submitted, approved, returned, imported, exported, unmasked, signed in."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_record", "table_name", "record_id", "id"),
        Index("ix_event_organization", "organization_id", "id"),
        Index("ix_event_actor", "actor", "id"),
        Index("ix_event_moment", "organization_id", "moment"),
        {"info": {"history": False}},
    )

    id: Mapped[int] = mapped_column(_NUMBER, primary_key=True, autoincrement=False)
    transaction_id: Mapped[str] = mapped_column(Text)
    moment: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(Text)
    actor_label: Mapped[str] = mapped_column(Text)
    roles: Mapped[str] = mapped_column(Text)
    on_behalf: Mapped[str | None] = mapped_column(Text)
    request_id: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    organization_id: Mapped[int | None] = mapped_column(_NUMBER)
    kind: Mapped[str] = mapped_column(String(40))
    table_name: Mapped[str | None] = mapped_column(Text)
    record_id: Mapped[str | None] = mapped_column(Text)
    record_version: Mapped[int | None] = mapped_column(_NUMBER)
    detail: Mapped[str | None] = mapped_column(Text)
    previous_hash: Mapped[str | None] = mapped_column(_HASH)
    hash: Mapped[str] = mapped_column(_HASH)
    nonce: Mapped[str | None] = mapped_column(String(32))


class Seal(db.Model):  # type: ignore[name-defined]
    """A seal over all entries of both tables that were not sealed before (封存). Nothing follows it, nothing changes it.

    Seals cover the numbers without a gap: each begins behind the last one of the seal before it, whether there is an entry of
    that number or not. Digests, keys and signatures are hexadecimal.
    """

    __tablename__ = "history_seal"
    __table_args__ = (
        Index("ix_history_seal_digest", "digest"),
        {"info": {"history": False}},
    )

    number: Mapped[int] = mapped_column(_NUMBER, primary_key=True, autoincrement=False)
    first_entry: Mapped[int] = mapped_column(_NUMBER)
    last_entry: Mapped[int] = mapped_column(_NUMBER)
    entries: Mapped[int] = mapped_column(_NUMBER)
    root: Mapped[str] = mapped_column(_HASH)
    moment: Mapped[datetime] = mapped_column(Moment)
    previous_digest: Mapped[str | None] = mapped_column(_HASH)
    public_key: Mapped[str] = mapped_column(_HASH)
    digest: Mapped[str] = mapped_column(_HASH)
    signature: Mapped[str] = mapped_column(String(128))
