"""Clearing up: files that no attachment names, and attachments whose file is not what it was.

A file is written before the row that names it, so a crash or a refused form leaves one that nothing names. It goes after a day:
by then the transaction that might have named it is over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import select

from models.base import db
from models.office.attachment import Attachment
from panel.documents.store import FileStore

GRACE = 24 * 60 * 60
"""Seconds for which a file is left alone though nothing names it."""

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Collected:
    """How many files were removed, and how many bytes that gave back."""

    files: int
    size: int


@dataclass(frozen=True, slots=True)
class Damage:
    """An attachment whose file is gone, or is not what it was when it was attached."""

    attachment_id: int
    name: str
    gone: bool


def collect(store: FileStore, now: float) -> Collected:
    """Remove what nothing names and nobody handed in during the last day.

    The actor has to see every attachment of every organization, those in the recycle bin too: what they name is never removed.

    Args:
        store: the files.
        now: the moment, in seconds since the epoch.
    """
    before = now - GRACE
    sizes = store.remove_unfinished(before)
    for digests in _batches(store.older_than(before)):
        named = set(db.session.scalars(select(Attachment.sha256).where(Attachment.sha256.in_(digests))))
        removed = (store.remove_if_old(digest, before) for digest in digests if digest not in named)
        sizes.extend(size for size in removed if size is not None)
    return Collected(len(sizes), sum(sizes))


def damaged(store: FileStore) -> Iterator[Damage]:
    """Read every file that an attachment names and yield the attachments whose file is gone or altered."""
    last = 0
    while True:
        statement = select(Attachment.id, Attachment.name, Attachment.sha256).where(Attachment.id > last)
        rows = db.session.execute(statement.order_by(Attachment.id).limit(_AT_ONCE)).all()
        if not rows:
            return
        for row in rows:
            whole = store.is_whole(row.sha256)
            if not whole:
                yield Damage(row.id, row.name, gone=whole is None)
        last = rows[-1].id


def _batches(digests: Iterable[str]) -> Iterator[list[str]]:
    remaining = iter(digests)
    while batch := list(islice(remaining, _AT_ONCE)):
        yield batch
