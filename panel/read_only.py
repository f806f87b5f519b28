"""Without a complete history nothing is written: looked at once, with the first request of each process.

Reading and signing in go on, so that people can work with what is there and see why nothing can be changed.
"""

from __future__ import annotations

from flask import Flask, current_app

from models.base import db
from models.history import differences
from models.history.reading import connection_of
from models.marks import N_
from panel.requests import as_sign_in

REASON = N_(
    "The history of changes is not set up as it should be, so nothing can be changed for now. "
    "Whoever looks after the system finds the cause in the log."
)
_KEPT = "xieshang_read_only"


class ReadingOnly(Exception):
    """Something was to be written while the history is not complete."""


def look_again(app: Flask) -> None:
    """Forget what was found; the next request looks again."""
    app.extensions.pop(_KEPT, None)


def read_only_reason() -> str | None:
    """Return the sentence why nothing can be written, ``None`` when everything can."""
    if _KEPT not in current_app.extensions:
        found = as_sign_in(lambda: differences(connection_of(db.session()), db.metadata))
        for sentence in found:
            current_app.logger.error("History: %s", sentence)
        current_app.extensions[_KEPT] = REASON if found else None
    reason: str | None = current_app.extensions[_KEPT]
    return reason


def refuse_writing() -> None:
    """Let an unsafe request pass only while the history is complete.

    :raises ReadingOnly: otherwise.
    """
    if read_only_reason() is not None:
        raise ReadingOnly
