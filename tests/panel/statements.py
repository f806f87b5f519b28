"""Counting what a page asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event

from models.base import db


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Yield the list of the SELECTs that are sent in the block; savepoints of the tests' own sessions are not among them."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            sent.append(statement)

    with app.app_context():
        bound = db.engine
    event.listen(bound, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(bound, "before_cursor_execute", note)
