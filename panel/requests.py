"""Requests: whoever is signed in is the actor from the first line of a view to the end of the request.

Nothing of a request stays behind in its thread: what is bound is let go when the request is torn down, after its session. Nothing
is committed there: a view that wrote commits, once, at its end.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, TypeVar

from flask import Flask, abort, request
from sqlalchemy.exc import IntegrityError, OperationalError

from models.access import acting, system_actor
from models.base import Record, db
from models.engines import writing
from models.problems import Invalid
from panel.constraints import problem_from

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_OPEN = "xieshang.request"

T = TypeVar("T")


def init_app(app: Flask) -> None:
    """Let go of what a request bound when it is torn down."""
    app.teardown_request(_close)


def begin() -> ExitStack:
    """Begin the request; whatever is entered into the returned stack is left again when the request is torn down.

    An unsafe request begins its transactions as a writer: on SQLite with BEGIN IMMEDIATE. Both kinds say so, for the thread
    may have served the other kind before.
    """
    stack = ExitStack()
    request.environ[_OPEN] = stack
    stack.enter_context(writing(request.method not in SAFE_METHODS))
    return stack


def _close(_error: BaseException | None) -> None:
    stack = request.environ.pop(_OPEN, None)
    if stack is None:
        return
    try:
        stack.close()
    except OperationalError as lost:
        # The database hung up after the answer was made: what was not committed is gone by itself, and nothing is left to let go.
        if not lost.connection_invalidated:
            raise


def as_sign_in(work: Callable[[], T]) -> T:
    """Read as the ``sign-in`` actor, in a session of its own that is gone afterwards and never waits for a writer."""
    with writing(False), acting(system_actor("sign-in")):
        return work()


def is_unsafe() -> bool:
    """Say whether the request may change something."""
    return request.method not in SAFE_METHODS


def refuse_nul() -> None:
    """Answer 400 to a request with a NUL in its text: nobody types one, and PostgreSQL takes none.

    What was sent is read for it, so whoever may not send anything is turned away before.
    """
    sent = (part for pair in request.values.items(multi=True) for part in pair)
    if "\x00" in request.path or any("\x00" in part for part in sent):
        abort(400)


def unit_of_work(work: Callable[[], T], *, record_class: type[Record] | None = None, tries: int = 3) -> T:
    """Run ``work`` and commit what it did; run it again as a whole when the database asks for that.

    :param work: reads and writes through ``db.session`` and may be called again after a rollback.
    :param record_class: the record type that is being written, to name the field of a constraint.
    :raises Invalid: a constraint of the database did not hold; everything is rolled back.
    """
    while True:
        tries -= 1
        try:
            result = work()
            db.session.commit()
        except IntegrityError as error:
            db.session.rollback()
            raise Invalid(None, [problem_from(error, record_class)]) from error
        except OperationalError as error:
            db.session.rollback()
            if not tries or not is_worth_another_try(error):
                raise
        except BaseException:
            db.session.rollback()
            raise
        else:
            return result


_BUSY = re.compile(r"database (table )?is locked", re.IGNORECASE)


def is_worth_another_try(error: OperationalError) -> bool:
    """Say whether two transactions were in each other's way: 40001 and 40P01 of PostgreSQL, SQLITE_BUSY."""
    code: Any = getattr(error.orig, "sqlstate", None)
    return code in ("40001", "40P01") or (code is None and _BUSY.search(str(error.orig)) is not None)
