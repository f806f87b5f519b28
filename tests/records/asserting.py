"""Sentences of the tests over record types."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import select

from models.access import Refused
from models.base import Record, db
from models.problems import Invalid
from panel.saving import move_to_bin


@contextmanager
def assert_invalid(field: str) -> Iterator[None]:
    """Assert that the block cannot save what it writes, and that a problem stands at ``field``; undo what it wrote."""
    with pytest.raises(Invalid) as caught:
        yield
    db.session.rollback()
    assert field in {problem.field for problem in caught.value.problems}


@contextmanager
def assert_refused(word: str = "") -> Iterator[None]:
    """Assert that the block is refused with a sentence that has ``word`` in it; undo what it wrote."""
    with pytest.raises(Refused) as caught:
        yield
    db.session.rollback()
    assert word in caught.value.sentence


def readable(cls: type[Record]) -> set[int]:
    """Return the ids of the rows that the actor can read."""
    return set(db.session.scalars(select(cls.id)))


def reload(cls: type[Any], record_id: int | None) -> Any:
    """Return a row as the actor reads it from the database now; it must be readable."""
    statement = select(cls).where(cls.id == record_id).execution_options(populate_existing=True)
    return db.session.scalars(statement).one()


def trash(cls: type[Any], record_id: int) -> None:
    """Move a row to the recycle bin as the panel does."""
    move_to_bin(reload(cls, record_id))
