"""Attaching a file to a record, and what is attached to one."""

from __future__ import annotations

import os
from typing import IO, Any

from flask import current_app
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from config import Settings
from models.access import can, current_actor, require
from models.base import Record, db
from models.marks import N_
from models.office.attachment import Attachment
from models.polymorphic import parent_types
from models.registry import record_type
from panel.documents import contents, kinds
from panel.documents.names import carries_marking, clean_name, ending_of
from panel.documents.problem import (
    ACTIVE,
    EMPTY,
    MISMATCH,
    NO_ENDING,
    NO_FILE,
    NO_NAME,
    NOT_CONFIRMED,
    NOT_TAKEN,
    PACKED,
    SECRET_PAPER,
    UploadProblem,
)
from panel.documents.store import FileStore
from panel.errors import TOO_LARGE
from panel.language import format_moment, translate

_MIB = 1024 * 1024
SMALL_PICTURE = 200 * 1024
"""Bytes of a picture that is shown in the list of files before it is opened."""
_UNITS = ("B", "KB", "MB", "GB")

TO_THE_BIN = N_("Move to the recycle bin")
BIN_QUESTION = N_("Move this attachment to the recycle bin?")
BIN_MEANING = N_("“%(name)s” leaves the record and can be restored for 90 days.")


def settings() -> Settings:
    """Return the settings of the running application."""
    found: Settings = current_app.extensions["xieshang_settings"]
    return found


def file_store() -> FileStore:
    """Return where the files of the running application lie."""
    return FileStore(settings().upload_folder)


def takes_attachments(cls: type[Record]) -> bool:
    """Return whether files can belong to records of this type at all; accounts and attachments themselves have none."""
    return cls.__tablename__ in parent_types()


def may_attach(record: Record) -> bool:
    """Return whether the actor may attach a file to the record now."""
    return takes_attachments(type(record)) and bool(can(current_actor(), "create", _belonging_to(record)))


def require_may_attach(record: Record) -> None:
    """Refuse with the sentence that says who attaches files to such a record, unless the actor may."""
    require(current_actor(), "create", _belonging_to(record))


def store_upload(
    file_storage: FileStorage | None,
    record: Record,
    kind: str,
    not_classified: bool,
    note: str | None = None,
    *,
    secrecy: str = "internal",
) -> Attachment:
    """Check a file, put it on the disk and attach it to ``record``; the row is flushed, the caller commits.

    May be called again with the same file after a rollback. A file whose transaction is rolled back stays on the disk, named by
    nothing, until the collector takes it.

    Args:
        file_storage: the file as it came with the form.
        record: a saved record (it has its number).
        kind: one of the kinds of :class:`Attachment`.
        not_classified: whether the person confirmed, for this file, that it is not classified.
        note: what else is to be said about the file.
        secrecy: ``open`` or ``internal``.

    Raises:
        UploadProblem: the file is not taken; ``str()`` of it is the sentence.
        Refused: the actor may not attach anything to this record.
        Invalid: the row itself is wrong.
    """
    require_may_attach(record)
    if file_storage is None or not file_storage.filename:
        raise UploadProblem(NO_FILE)
    name, file_kind = checked(file_storage.stream, file_storage.filename, settings().max_upload_mb)
    if not not_classified:
        raise UploadProblem(NOT_CONFIRMED, field="not_classified")
    kept = file_store().keep(file_storage.stream)
    row = _belonging_to(record)
    row.name, row.media_type, row.size, row.sha256 = name, file_kind.media_type, kept.size, kept.digest
    row.kind, row.secrecy, row.not_classified, row.note = kind, secrecy, True, note
    db.session.add(row)
    db.session.flush()
    return row


def checked(stream: IO[bytes], filename: str, most: int) -> tuple[str, kinds.FileKind]:
    """Return the name that is kept and what kind of file it is; the stream stands at its beginning.

    Args:
        stream: the file; must be seekable.
        filename: as the browser sent it.
        most: the largest size, in MiB.

    Raises:
        UploadProblem: the file is not taken.
    """
    name = clean_name(filename)
    if not name:
        raise UploadProblem(NO_NAME)
    if carries_marking(name):
        raise UploadProblem(SECRET_PAPER)
    kind = _kind_of(name)
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    if not size:
        raise UploadProblem(EMPTY, name=name)
    if size > most * _MIB:
        raise UploadProblem(TOO_LARGE, most=most)
    if not kind.proof(stream):
        raise UploadProblem(MISMATCH, name=name)
    if kinds.holds_macros(stream) or (kind.proof is contents.is_text and contents.looks_active(stream)):
        raise UploadProblem(ACTIVE)
    stream.seek(0)
    return name, kind


def _kind_of(name: str) -> kinds.FileKind:
    ending = ending_of(name)
    if not ending:
        raise UploadProblem(NO_ENDING, name=name, endings=kinds.ENDINGS)
    if ending in kinds.ACTIVE:
        raise UploadProblem(ACTIVE)
    if ending in kinds.PACKED:
        raise UploadProblem(PACKED, ending=ending)
    if ending not in kinds.KINDS:
        raise UploadProblem(NOT_TAKEN, ending=ending, endings=kinds.ENDINGS)
    return kinds.KINDS[ending]


def attachments_of(record: Record) -> list[dict[str, Any]] | None:
    """Return what is attached to a record, oldest first, as ``details.html`` wants it; ``None`` when it can have none now.

    One statement names the files and one asks whether they may be removed, which is the same for all of them. The caller got
    ``record`` through the gate, and whoever reads a record reads what is attached to it: the rows follow the organization alone.
    """
    if record.trashed_at is not None or not takes_attachments(type(record)):
        return None
    account: Any = record_type("account")
    statement = (
        select(
            Attachment.id,
            Attachment.name,
            Attachment.media_type,
            Attachment.size,
            Attachment.created_at,
            account.label_sql().label("by"),
        )
        .outerjoin(account, account.id == Attachment.created_by_id)
        .where(
            Attachment.record_table == record.__tablename__,
            Attachment.record_id == record.id,
            Attachment.trashed_at.is_(None),
        )
        .order_by(Attachment.id)
    )
    rows = db.session.execute(statement, execution_options={"gate": "label"}).all()
    removable = bool(rows) and bool(can(current_actor(), "trash", _belonging_to(record)))
    return [
        {
            "name": row.name,
            "size": size_in_words(row.size),
            "url": document_url(row.id, row.media_type),
            "view": _page_of(row.id, row.media_type),
            "thumb": _thumbnail(row.id, row.media_type, row.size),
            "by": row.by or "",
            "when": format_moment(row.created_at),
            "remove": _remove(row.id, row.name) if removable else None,
        }
        for row in rows
    ]


def document_url(attachment_id: int, media_type: str = "") -> str:
    """Return the address of an attachment: a picture opens in the browser, everything else is saved to disk.

    A PDF is not, because older browsers refuse to draw one inside our sandbox; ``?show=1`` opens it in those that can.
    """
    kind = kinds.kind_of_media_type(media_type)
    return f"/document/{attachment_id}/" + ("?show=1" if kind is not None and kind.picture else "")


def _page_of(attachment_id: int, media_type: str) -> str:
    """Return the address of the page on which a picture or a PDF is looked at, empty for what is saved at once."""
    kind = kinds.kind_of_media_type(media_type)
    return f"/document/{attachment_id}/view" if kind is not None and kind.shown else ""


def _thumbnail(attachment_id: int, media_type: str, size: int) -> str:
    """Return the address of a picture small enough to stand in the list as it is; nothing is made smaller on the server."""
    kind = kinds.kind_of_media_type(media_type)
    small = kind is not None and kind.picture and size <= SMALL_PICTURE
    return document_url(attachment_id, media_type) if small else ""


def size_in_words(size: int) -> str:
    """Return a size in bytes as people say it: 812 B, 34 KB, 1.2 MB (of 1,024 each)."""
    amount, unit = float(size), 0
    while amount >= 1023.5 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1024, unit + 1
    return f"{amount:.1f} {_UNITS[unit]}" if unit > 1 and amount < 99.95 else f"{amount:.0f} {_UNITS[unit]}"


def _belonging_to(record: Record) -> Attachment:
    """Return an attachment of the record for which rights are asked; it joins no session by itself."""
    return Attachment(record_table=record.__tablename__, record_id=record.id)


def _remove(attachment_id: int, name: str) -> dict[str, Any]:
    label = translate(TO_THE_BIN)
    return {
        "label": label,
        "url": f"/panel/attachment/trash/?id={attachment_id}",
        "hidden": (),
        "confirm": {
            "title": translate(BIN_QUESTION),
            "text": translate(BIN_MEANING, name=name),
            "button": label,
        },
    }
