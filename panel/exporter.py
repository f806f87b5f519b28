"""Take a list out of the house: exactly the rows and columns as filtered, sorted and masked on screen, streamed.

That it was taken out is in the history before the first byte leaves. The answer is written by a generator with a session and an
actor of its own, chunk by chunk by key, so that memory stays flat and no transaction outlives a chunk.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextvars import Context
from dataclasses import replace
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flask import Flask, Response, abort, current_app, request
from flask_admin import expose
from flask_babel import force_locale, get_locale
from markupsafe import Markup, escape
from sqlalchemy import ColumnElement
from werkzeug.datastructures import MultiDict

from models import clock
from models.access import Actor, acting, current_actor, require
from models.base import db
from models.engines import writing
from models.writing import tell
from panel import errors
from panel.language import translate
from panel.listing.cells import Wording
from panel.listing.query import SPOILT, ListQuery
from panel.listing.rights import may
from panel.workbooks import neutral, writing_workbook

if TYPE_CHECKING:
    from panel.record_view import RecordView

ROWS_AT_ONCE = 1_000
_BYTES_AT_ONCE = 64 * 1024
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_AS_THEY_ARE = frozenset({"text", "note", "count", "money", "measure", "day", "moment"})
"""Kinds whose values need no words; a mask is a text like another."""


class ExportRoutes:
    """Route ``export/<kind>/``: the list in the address, as csv or xlsx."""

    @expose("/export/<kind>/")
    def export(self: RecordView, kind: str) -> Any:
        """Send the list as a file; its columns, conditions and order are those of the address."""
        if kind not in KINDS:
            abort(404)
        actor = current_actor()
        require(actor, "export", self.model)
        query = export_query(self, actor, request.args)
        if query.broken:
            return errors.page(400, translate(SPOILT))
        headers = {"Content-Disposition": _disposition(self.plural_of(), self.slug, kind)}
        if request.method == "HEAD":
            return Response(status=200, mimetype=KINDS[kind], headers=headers)
        _record(self, actor, query, kind)
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
        parts = _Alone(_stream(app, self, actor, MultiDict(request.args), kind, str(get_locale())))
        return Response(parts, content_type=KINDS[kind], headers=headers)


def export_rows(view: Any, actor: Actor, args: Any) -> Iterator[list[Any]]:
    """Yield the headings, then every row: numbers, days and moments as such, everything else in words.

    Args:
        view: the record type's view.
        actor: who takes the list out; bound as the current actor.
        args: the arguments of the list's address.
    """
    query = export_query(view, actor, args)
    yield [translate(column.label) for column in query.columns]
    for rows, wording in query.chunks(ROWS_AT_ONCE):
        writers = [_writer(column, wording) for column in query.columns]
        for row in rows:
            yield [write(value, row) for write, value in zip(writers, query.cells(row), strict=True)]


def export_query(view: Any, actor: Actor, args: Any) -> ListQuery:
    """Return the list of the rows that the actor may take out; the recycle bin stays where it is."""

    def taken_out(row: Any) -> ColumnElement[bool]:
        return may(actor, "export", row)

    kept = MultiDict((name, value) for name, value in args.items(multi=True) if name != "trash")
    return ListQuery(view, actor, kept, where=taken_out)


def _writer(column: Any, wording: Wording) -> Any:
    """Return what turns (value, row) into what stands in a cell; a mask stays a mask, a picture is its words."""
    made = column.made
    if made is not None and made.render is not None and not column.masked:
        render = made.render
        return lambda value, row: Markup(escape(render(value, row))).striptags()  # noqa: S704 - escaped, then stripped
    if column.kind in _AS_THEY_ARE and column.target is None:
        return lambda value, _row: value
    text = wording.text_of(column)
    return lambda value, _row: text(value)


def _record(view: RecordView, actor: Actor, query: ListQuery, kind: str) -> None:
    """Write into the history that the list is taken out, in a transaction of its own that is finished before the first byte."""
    tell_exported(
        actor,
        view.model.__tablename__,
        kind,
        columns=[column.name for column in query.columns],
        masked=[column.name for column in query.columns if column.masked],
    )


def tell_exported(actor: Actor, table: str, kind: str, **detail: Any) -> None:
    """Write into the history that rows of a table leave the house, in a transaction of its own."""
    asked = "&".join(f"{name}={value}" for name, value in request.args.items(multi=True))[:2000]
    with writing(), acting(_another(actor)):
        tell(
            "exported",
            table=table,
            organization_id=actor.organization_id,
            detail={"format": kind, **detail, "list": asked},
        )
        db.session.commit()


def file_answer(rows: Iterator[list[Any]], kind: str, name: str, slug: str) -> Response:
    """Return a table that was made as a whole as a file: the headings first, then its rows.

    Args:
        rows: headings and rows.
        kind: ``csv`` or ``xlsx``.
        name: what the table is called, in the office's words.
        slug: the same for old browsers.
    """
    parts = csv_parts(rows) if kind == "csv" else xlsx_parts(rows, name)
    headers = {"Content-Disposition": _disposition(name, slug, kind)}
    return Response(b"".join(parts), content_type=KINDS[kind], headers=headers)


def _another(actor: Actor) -> Actor:
    """Return the actor with a session of its own: sessions belong to an actor and a request."""
    return replace(actor, request_id=f"{actor.request_id}x")


def _stream(app: Flask, view: Any, actor: Actor, args: Any, kind: str, language: str) -> Iterator[bytes]:
    # The request is over when this runs. Cells of a view may ask for addresses, so there is the outline of one, without cookies.
    with (
        app.test_request_context(view.url),
        force_locale(language),
        writing(on=False),
        acting(_another(actor)),
    ):
        rows = export_rows(view, actor, args)
        yield from (
            csv_parts(rows)
            if kind == "csv"
            else xlsx_parts(rows, translate(view.model.plural or view.model.title))
        )


def csv_parts(rows: Iterator[list[Any]]) -> Iterator[bytes]:
    """Yield the rows as csv in UTF-8 with BOM, so that spreadsheets read Chinese."""
    yield b"\xef\xbb\xbf"
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for count, row in enumerate(rows):
        writer.writerow([_csv_cell(cell) for cell in row])
        if count % ROWS_AT_ONCE == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _csv_cell(cell: Any) -> str:
    if isinstance(cell, str):
        return neutral(cell)
    if cell is None:
        return ""
    if hasattr(cell, "astimezone"):
        return f"{cell.astimezone(clock.OFFICE_ZONE):%Y-%m-%d %H:%M}"
    return str(cell)


def xlsx_parts(rows: Iterator[list[Any]], title: str) -> Iterator[bytes]:
    """Yield the rows as a workbook, written to a temporary file first: its parts are only known at the end."""
    with TemporaryFile() as file:
        with writing_workbook(file) as book:
            sheet = book.sheet(title)
            sheet.head(next(rows))
            for row in rows:
                sheet.row(row)
        file.seek(0)
        while part := file.read(_BYTES_AT_ONCE):
            yield part


def _disposition(name: str, slug: str, kind: str) -> str:
    """Return the name of the file: the list and the day, in the office's words and, for old browsers, by its slug."""
    day = clock.business_today().isoformat()
    named = quote(f"{name} {day}.{kind}", safe="")
    return f"attachment; filename=\"{slug}-{day}.{kind}\"; filename*=UTF-8''{named}"


class _Alone:
    """An iterator that runs in a context of its own: what it binds is never seen by who iterates, a server's thread."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        self._context = Context()

    def __iter__(self) -> _Alone:
        return self

    def __next__(self) -> bytes:
        return self._context.run(next, self._parts)

    def close(self) -> None:
        """End the generator where it stands, its session with it."""
        self._context.run(self._parts.close)  # type: ignore[attr-defined]

    def __del__(self) -> None:
        # Whoever stopped listening did not always close: what was bound is let go in the context where it was bound.
        self.close()


__all__ = [
    "KINDS",
    "ExportRoutes",
    "csv_parts",
    "export_query",
    "export_rows",
    "file_answer",
    "tell_exported",
    "xlsx_parts",
]
