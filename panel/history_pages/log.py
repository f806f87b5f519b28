"""Entries of the auditor's log: one for each record that a save touched, one for a mass entry as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import ngettext

from models.access import Actor
from models.base import Record
from models.history import Entry, Line
from models.marks import N_
from models.registry import record_type
from panel.history_pages.entries import fingerprint_of, words_of
from panel.history_pages.printing import NUMBERED, Printer, type_of_line
from panel.history_pages.rights import unreadable
from panel.history_pages.wording import event_words, odd_mark, role_words, who
from panel.language import join, office_time, translate
from panel.listing.labels import labels

MASS = 5
"""From so many records on, one save is told as one line that opens."""

CLOSED = N_("A draft that has not been handed in; its contents are its author's own")
ACT_WITH_DETAIL = N_("%(act)s: %(text)s")
OTHER_TABLE = N_("Table “%(name)s”")
NAMED_KINDS = 3
"""So many kinds of records are named of what wrote to many; the rest are counted."""
AND_OTHERS = N_("%(names)s and %(number)s other kinds")


@dataclass(slots=True)
class Row:
    """One line of the log; see ``history.html``.

    Attributes:
        moment: when; aware.
        lines: what it tells of.
        closed: the record is closed to the reader, so nothing of its contents is shown.
        number: of the record, ``None`` for a mass entry or an act that is about no record.
    """

    moment: datetime
    who: str
    role: str
    behalf: str
    kind: str
    what: str
    lines: Sequence[Line]
    record: str = ""
    url: str = ""
    mark: dict[str, Any] | None = None
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    reason: str = ""
    fingerprint: str = ""
    more: tuple[str, str] | None = None
    closed: bool = False
    number: str | None = None

    @property
    def day(self) -> str:
        """Return the office's date."""
        return office_time(self.moment).date().isoformat()

    @property
    def time(self) -> str:
        """Return the office's time."""
        return f"{office_time(self.moment):%H:%M:%S}"


class Log:
    """Turns a page of the history into rows for one reader, in a constant number of statements.

    Args:
        actor: the reader; must be the one bound to the session.
        entries: what was found.
        address: makes the address of one transaction alone.
        secret: leave out lines about records that are closed to the reader: a search for words must not tell what a draft holds.
        open_mass: tell each record of a mass entry.
    """

    def __init__(
        self,
        actor: Actor,
        entries: Iterable[Entry],
        address: Any,
        *,
        secret: bool = False,
        open_mass: bool = False,
    ) -> None:
        self._entries, self._address, self._open_mass = list(entries), address, open_mass
        lines = [line for entry in self._entries for line in entry.lines]
        self._closed = unreadable(lines)
        if secret:
            lines = [line for line in lines if not self._is_closed(line)]
            self._entries = [
                Entry(kept)
                for entry in self._entries
                if (kept := tuple(ln for ln in entry.lines if not self._is_closed(ln)))
            ]
        self._printer = Printer(actor, [line for line in lines if not self._is_closed(line)])
        self._names = self._read_names(lines)

    def rows(self) -> list[Row]:
        """Return the rows, newest first."""
        return [row for entry in self._entries for row in self._rows_of(entry)]

    def _rows_of(self, entry: Entry) -> list[Row]:
        groups: dict[tuple[str | None, str | None], list[Line]] = {}
        for line in entry.lines:
            groups.setdefault((line.table, line.record_id), []).append(line)
        if len(groups) >= MASS and not self._open_mass:
            return [self._mass(entry, len(groups))]
        return [self._row(lines) for lines in groups.values()]

    def _mass(self, entry: Entry, number: int) -> Row:
        tables = dict.fromkeys(line.table for line in entry.lines if line.table and line.entry == "change")
        events = [line for line in entry.events if line.record_id is None] or list(entry.events)
        told, _icon = words_of(events, entry.changes) if events else words_of((), entry.changes)
        row = self._begin(entry.lines, self._titles(list(tables)), told)
        row.more = (
            str(ngettext("Open %(num)s record", "Open %(num)s records", number)),
            self._address(entry.first.transaction_id),
        )
        return row

    def _titles(self, tables: Sequence[str | None]) -> str:
        titles = [self._title(table) for table in tables]
        rest = len(titles) - NAMED_KINDS
        if rest <= 1:
            return join(titles)
        return translate(AND_OTHERS, names=join(titles[:NAMED_KINDS]), number=rest)

    def _row(self, lines: Sequence[Line]) -> Row:
        first = lines[0]
        cls = type_of_line(first)
        events = [line for line in lines if line.entry == "event"]
        changes = [line for line in lines if line.entry == "change"]
        told, _icon = words_of(events, changes)
        row = self._begin(lines, self._title(first.table), told)
        row.number, row.closed = first.record_id, self._is_closed(first)
        row.fingerprint = fingerprint_of(changes)
        if row.closed:
            row.reason = ""
            row.record = translate(CLOSED)
            return row
        row.record, row.url = self._names.get((first.table, first.record_id), ("", ""))
        if not row.record and first.record_id is not None:
            row.record = translate(NUMBERED, number=first.record_id)
        for line in changes:
            if cls is not None:
                row.changes += self._printer.changes(cls, line)
        detail = join(part for line in events for part in details_of(cls, line, self._printer))
        if detail:
            row.what = translate(ACT_WITH_DETAIL, act=told, text=detail)
        return row

    def _begin(self, lines: Sequence[Line], kind: str, what: str) -> Row:
        first = lines[0]
        mark = next((found for line in lines if (found := odd_mark(line))), None)
        reason = next((line.reason for line in lines if line.reason), "") or ""
        behalf = self._printer.behalf(first)
        return Row(
            first.moment, who(first), role_words(first), behalf, kind, what, lines, mark=mark, reason=reason
        )

    def _is_closed(self, line: Line) -> bool:
        return (line.table, line.record_id) in self._closed

    def _title(self, table: str | None) -> str:
        if table is None:
            return ""
        try:
            return translate(record_type(table).title)
        except KeyError:
            return translate(OTHER_TABLE, name=table)

    def _read_names(self, lines: Iterable[Line]) -> dict[tuple[str | None, str | None], tuple[str, str]]:
        """Return name and address of the records that the lines are about: one statement for each type."""
        wanted: dict[type[Record], set[int]] = {}
        for line in lines:
            cls = type_of_line(line)
            if (
                cls is not None
                and line.record_id is not None
                and line.record_id.isdecimal()
                and not self._is_closed(line)
            ):
                wanted.setdefault(cls, set()).add(int(line.record_id))
        found: dict[tuple[str | None, str | None], tuple[str, str]] = {}
        for cls, ids in wanted.items():
            for number, label in labels(cls, ids).items():
                url = "" if cls.is_link else f"/panel/{cls.slug()}/details/?id={number}"
                found[cls.__tablename__, str(number)] = (label.text, url)
        return found


def details_of(cls: type[Record] | None, line: Line, printer: Printer) -> list[str]:
    """Return what an event says beside its name, as far as it is for people: the field looked at, the file, the numbers."""
    detail = line.detail if isinstance(line.detail, dict) else {}
    found = []
    if cls is not None and isinstance(detail.get("field"), str):
        found.append(printer.label(cls, detail["field"]))
    for key, label in _DETAILS.items():
        if isinstance(detail.get(key), str | int) and not isinstance(detail[key], bool):
            found.append(f"{translate(label)} {detail[key]}")
    return found


def log_words(line: Line) -> str:
    """Return what one line tells, in words: for exports, which have a row for each."""
    return event_words(line)[0] if line.entry == "event" else words_of((), [line])[0]


_DETAILS = {
    "file": N_("File"),
    "name": N_("File"),
    "rows": N_("Rows"),
    "new": N_("New rows"),
    "changed": N_("Changed rows"),
    "unchanged": N_("Unchanged rows"),
    "skipped": N_("Rows left out"),
    "filter": N_("Narrowed by"),
    "login": N_("Login"),
}
"""Parts of an event's detail that are shown, and what they are called."""
