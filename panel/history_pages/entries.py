"""The timeline of one record: who, when, what, old and new with the titles of the fields, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models import history
from models.access import Actor
from models.base import Record, db
from models.history import Line
from models.marks import N_
from models.registry import record_type
from panel.forms import link_column, link_types
from panel.handling_log import FILES, LOG, Beside, Said
from panel.history_pages.printing import Printer, type_of_line
from panel.history_pages.rights import is_inside, is_own
from panel.history_pages.wording import change_words, event_words, odd_mark, role_words, who
from panel.language import format_moment, translate
from panel.listing.labels import labels

CHANGES_PART, LOG_PART, FILES_PART = "changes", "log", "files"
"""Parts of a timeline that can be looked at alone."""
ATTACHED = N_("Attached a file")


@dataclass(frozen=True, slots=True)
class Entry:
    """One save, act or look, as the timeline shows it; see ``timeline_entry`` of ``ui.html``.

    Attributes:
        changes: (title of the field, old, new), as the reader may see them.
        mark: dict(shape, label, tone) of what is unusual, or ``None``.
        fingerprint: of the seal that it set, in groups of four.
        files: (name, size, address) of what was attached.
        said: the words of a line of the log; ``beside`` with whom, and when it is to be followed up.
    """

    who: str
    role: str
    when: str
    what: str
    icon: str
    behalf: str = ""
    changes: Sequence[tuple[str, str, str]] = ()
    reason: str = ""
    mark: dict[str, Any] | None = None
    fingerprint: str = ""
    files: Sequence[tuple[str, str, str]] = ()
    said: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Some entries of a record, newest first, and where older ones continue."""

    entries: list[Entry]
    before_id: int | None


def record_timeline(
    record: Record, actor: Actor, limit: int, *, beside: Beside | None = None, part: str = ""
) -> list[Entry]:
    """Return the newest entries of a record that the actor reads, at most ``limit``, in a constant number of statements.

    Args:
        record: the record, read through the gate.
        actor: the reader.
        limit: how many entries are wanted.
        beside: its log and its files, to be told along.
        part: ``log``, ``files`` or ``changes`` alone; everything without it.
    """
    told = beside or Beside()
    if part in (LOG_PART, FILES_PART):
        told = Beside(log=told.log) if part == LOG_PART else Beside(files=told.files)
        if not told.rows:
            return []
    if part == CHANGES_PART:
        told = Beside()
    alone = part in (LOG_PART, FILES_PART)
    return read_timeline(record, actor, limit=limit, lines=limit * 4, beside=told, alone=alone).entries[
        :limit
    ]


def read_timeline(
    record: Record,
    actor: Actor,
    *,
    limit: int,
    before_id: int | None = None,
    lines: int = 0,
    beside: Beside | None = None,
    alone: bool = False,
) -> Timeline:
    """Return one page of a record's timeline, its associations told with it.

    Args:
        record: the record, read through the gate.
        actor: the reader.
        limit: how many entries are wanted.
        before_id: continue with what is older than this line.
        lines: how many lines of the history to read at most; ``limit`` without it.
        beside: its log and its files, to be told along.
        alone: leaves the record's own changes out.
    """
    beside = beside or Beside()
    links = {} if alone else links_of(record)
    children = {table: list(rows) for table, rows in links.items()} | beside.rows
    table, number = record.__tablename__, record.id
    if alone:
        table, number = next((name, ids[0]) for name, ids in beside.rows.items())
    found = history.timeline(
        db.session(),
        table,
        number,
        children=children,
        before_id=before_id,
        limit=lines or limit,
    )
    printer = Printer(actor, found.lines)
    inside = is_inside(actor, record)
    entries = [entry_of(record, made, actor, printer, links, beside, inside=inside) for made in found.entries]
    return Timeline(entries, found.before_id)


Links = dict[str, dict[int, str]]
"""Table of an association -> number of its row -> what the row ties the record to."""


def links_of(record: Record) -> Links:
    """Return the rows of the associations that are edited with the record: two statements for each association."""
    found: Links = {}
    for link in link_types(type(record)):
        other = link_column(link)
        assert link.parent is not None
        statement = select(link.id, getattr(link, other.key)).where(getattr(link, link.parent) == record.id)
        rows = db.session.execute(statement, execution_options={"gate": "any"}).all()
        names = labels(record_type(other.info["ref"]), [number for _id, number in rows])
        if rows:
            found[link.__tablename__] = {row_id: names[n].text if n in names else "" for row_id, n in rows}
    return found


def entry_of(
    record: Record,
    made: history.Entry,
    actor: Actor,
    printer: Printer,
    links: Links,
    beside: Beside,
    *,
    inside: bool,
) -> Entry:
    """Return one transaction of the record's history as an entry."""
    first = made.first
    shown = inside or is_own(actor, first)
    own = [line for line in made.changes if line.table not in (LOG, FILES)]
    events = [line for line in made.events if line.table not in (LOG, FILES)]
    said, files = _beside(made, beside)
    if own or events or not (said or files):
        words, icon = words_of(events or made.events, own or made.changes)
    else:
        words, icon = (said[0].what, "note") if said else (translate(ATTACHED), "paperclip")
    changes: list[tuple[str, str, str]] = []
    if shown:
        for line in own:
            cls = type_of_line(line)
            if line.table in links:
                changes += tie(line, links[line.table])
            elif cls is not None and line.kind != "insert":
                # What a new record held is the record itself, or the old side of what changed since.
                changes += printer.changes(cls, line, record)
    return Entry(
        who=who(first),
        role=role_words(first),
        when=format_moment(first.moment),
        what=words,
        icon=icon,
        behalf=printer.behalf(first),
        changes=changes,
        reason=(made.reason or "") if shown else "",
        mark=odd_mark(first),
        fingerprint=fingerprint_of(own),
        files=files,
        said="\n".join(line.text for line in said),
        beside=" · ".join(line.beside for line in said if line.beside),
    )


def _beside(made: history.Entry, beside: Beside) -> tuple[list[Said], list[tuple[str, str, str]]]:
    """Return the lines of the log that were written, and the files that were attached, in one transaction."""
    added = [line for line in made.changes if line.kind == "insert" and line.record_id is not None]
    log = [beside.log.get(int(line.record_id or 0)) for line in added if line.table == LOG]
    files = [beside.files.get(int(line.record_id or 0)) for line in added if line.table == FILES]
    return [one for one in log if one is not None], [one for one in files if one is not None]


def tie(line: Line, names: Mapping[int, str]) -> list[tuple[str, str, str]]:
    """Return the row of an association as a change of the record: tied, or no longer."""
    cls = type_of_line(line)
    assert cls is not None
    name = names.get(int(line.record_id or 0), "")
    new = line.new or {}
    if line.kind == "insert" or (line.kind == "update" and "trashed_at" in new and new["trashed_at"] is None):
        return [(translate(cls.title), "", name)]
    return [(translate(cls.title), name, "")] if line.kind == "delete" or "trashed_at" in new else []


def words_of(events: Sequence[Line], changes: Sequence[Line]) -> tuple[str, str]:
    """Return in words what a transaction did, and its icon: what was meant, else what was written."""
    told = [event_words(line) for line in reversed(events)]
    if not told:
        told = list(dict.fromkeys(change_words(type_of_line(line), line) for line in reversed(changes)))
    return "；".join(dict.fromkeys(words for words, _icon in told)), told[-1][1]


def fingerprint_of(changes: Sequence[Line]) -> str:
    """Return the beginning of the seal that was set, in groups of four, empty without one."""
    seal = next((line.new["seal_hash"] for line in changes if line.new and line.new.get("seal_hash")), "")
    return " ".join(str(seal)[start : start + 4] for start in range(0, 16, 4)) if seal else ""
