"""The handling log and the files of a record, told in its timeline among its changes; and the line to write into the log."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from models import clock
from models.access import Actor, can, current_actor
from models.access.sensitivity import shown_value
from models.base import Record, db
from models.marks import N_
from models.office.attachment import Attachment
from models.office.log_entry import KINDS, LogEntry, handled_types
from panel.documents import takes_attachments
from panel.documents.uploads import document_url, size_in_words
from panel.language import translate
from panel.numbers import row_number
from panel.saving import new_token

LOG, FILES = LogEntry.__tablename__, Attachment.__tablename__
MOST = 200
"""So many lines and files of one record are told in its timeline, the newest."""

WITH = N_("Talked with %(who)s")
FOLLOW_UP = N_("To follow up on %(day)s")
_WORDS = {choice.value: choice.label for choice in KINDS}


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the log as the timeline tells it."""

    what: str
    text: str
    beside: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What is told beside the changes of a record: lines of its log, and its files as (name, size, address), by row number."""

    log: dict[int, Said] = field(default_factory=dict)
    files: dict[int, tuple[str, str, str]] = field(default_factory=dict)

    @property
    def rows(self) -> dict[str, list[int]]:
        """Return the rows whose history is read along, by table."""
        both = {LOG: list(self.log), FILES: list(self.files)}
        return {table: ids for table, ids in both.items() if ids}


def beside_of(record: Record, actor: Actor) -> Beside:
    """Return the log and the files of a record that the actor reads: two statements.

    The caller got ``record`` through the gate; log and files are read by whoever reads their record, so the rows follow the
    organization alone.
    """
    table = record.__tablename__
    log: dict[int, Said] = {}
    files: dict[int, tuple[str, str, str]] = {}
    if table in handled_types() and can(actor, "read", LogEntry):
        for row in db.session.scalars(_of(LogEntry, record), execution_options={"gate": "label"}):
            log[row.id] = _said(row, actor)
    if takes_attachments(type(record)):
        columns = (Attachment.id, Attachment.name, Attachment.size, Attachment.media_type)
        for found in db.session.execute(
            _of(Attachment, record).with_only_columns(*columns), execution_options={"gate": "label"}
        ):
            files[found.id] = (
                found.name,
                size_in_words(found.size),
                document_url(found.id, found.media_type),
            )
    return Beside(log, files)


def _of(cls: Any, record: Record) -> Any:
    return (
        select(cls)
        .where(cls.record_table == record.__tablename__, cls.record_id == record.id, cls.trashed_at.is_(None))
        .order_by(cls.id.desc())
        .limit(MOST)
    )


def _said(row: LogEntry, actor: Actor) -> Said:
    columns = LogEntry.with_whom, LogEntry.said
    whom, text = (shown_value(actor, column, row) for column in columns)
    parts = [translate(WITH, who=whom)] if whom else []
    if row.happened_on != row.entry_date:
        parts.append(row.happened_on.isoformat())
    if row.follow_up_on is not None:
        parts.append(translate(FOLLOW_UP, day=row.follow_up_on))
    return Said(translate(_WORDS[row.kind]), str(text or ""), " · ".join(parts))


def log_form(record: Record) -> dict[str, Any] | None:
    """Return the line in which the actor writes into the log of a record; ``None`` for who does not."""
    if record.trashed_at is not None or record.__tablename__ not in handled_types():
        return None
    row = LogEntry(organization_id=record.organization_id, record_table=record.__tablename__, record_id=record.id)  # fmt: skip
    if not can(current_actor(), "create", row):
        return None
    own = f"{record.slug()}-{record.id}"
    return {
        "action": f"/panel/{LogEntry.slug()}/new/?record={own}",
        "hidden": [
            ("form_token", new_token()),
            ("record_table", record.__tablename__),
            ("record_id", str(record.id)),
        ],
        "kinds": [(choice.value, translate(choice.label)) for choice in KINDS],
        "today": clock.business_today().isoformat(),
    }


def handled_record(text: str) -> Record | None:
    """Return the record that an address names (``handling-12``) if it has a log and the actor reads it; else ``None``."""
    slug, _, digits = text.rpartition("-")
    cls, number = handled_types().get(slug.replace("-", "_")), row_number(digits)
    return db.session.get(cls, number) if cls is not None and number is not None else None
