"""The history as a csv file: a row for each changed field and each act, streamed, for who reads the whole history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Flask, Response, current_app
from flask_babel import force_locale, get_locale

from models import clock, history
from models.access import Actor, acting, current_actor
from models.base import db
from models.engines import writing
from models.history import Query
from models.marks import N_
from models.problems import Invalid, Problem
from models.writing import tell
from panel.exporter import csv_parts
from panel.history_pages.asking import Asked
from panel.history_pages.log import Log, Row
from panel.language import format_moment, translate
from panel.requests import unit_of_work

CHUNK = 500
"""Lines of the history read at a time; memory does not grow with the length of the file."""

SPOILT = N_(
    "The history was asked for in a way that is not understood, so nothing is exported; please open it again."
)

_HEAD = (
    N_("Time"),
    N_("Who"),
    N_("Role"),
    N_("On behalf of"),
    N_("Kind of record"),
    N_("Number"),
    N_("Record"),
    N_("Act"),
    N_("Field"),
    N_("Old value"),
    N_("New value"),
    N_("Reason"),
    N_("Mark"),
    N_("Request"),
    N_("Line of the history"),
)


def answer_export(asked: Asked) -> Response:
    """Answer with the changes that the page shows, as a file.

    Raises:
        Invalid: the address is not understood; the page says what to mend.
    """
    if asked.problems:
        raise Invalid(None, [Problem("", SPOILT)])
    # The one write of a reading request: in a transaction of its own, begun as a writer, and there before the first byte.
    db.session.rollback()
    with writing():
        unit_of_work(
            lambda: tell("exported", table="change", detail={"name": "history", "filter": asked.url("")})
        )
    name = f"history-{clock.business_today():%Y%m%d}.csv"
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    rows = _stream(app, current_actor(), str(get_locale()), asked.query)
    answer = Response(csv_parts(rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _stream(app: Flask, actor: Actor, locale: str, query: Query) -> Iterator[list[Any]]:
    """Yield the headings, then the rows.

    Each chunk is made in a session of its own, bound to the reader, that is gone before its rows are handed on: whoever
    iterates never sees the actor.
    """
    with app.app_context(), force_locale(locale):
        head = [translate(title) for title in _HEAD]
    yield head
    before: int | None = None
    while True:
        with app.app_context(), force_locale(locale), writing(on=False), acting(actor):
            found = history.search(db.session(), actor.organization_id, query, before_id=before, limit=CHUNK)
            log = Log(
                actor,
                found.entries,
                lambda _number: "",
                secret=bool(query.words or query.column),
                open_mass=True,
            )
            cells = [line for row in log.rows() for line in _cells(row)]
        yield from cells
        if found.before_id is None:
            return
        before = found.before_id


def _cells(row: Row) -> Iterator[list[Any]]:
    first = row.lines[0]
    begin = [
        format_moment(row.moment, seconds=True),
        row.who,
        row.role,
        row.behalf,
        row.kind,
        row.number or "",
        row.record,
        row.what,
    ]
    mark = row.mark["label"] if row.mark else ""
    end = [row.reason, mark, first.request_id or "", str(first.id)]
    for label, old, new in row.changes or [("", "", "")]:
        yield [*begin, label, old, new, *end]
