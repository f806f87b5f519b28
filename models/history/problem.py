"""What can be wrong with the history, each in a sentence that says where and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from models.marks import N_

Kind = Literal["altered", "broken", "missing", "seal"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One place where history is not what the application wrote, or not what was sealed.

    ``altered``: the entry does not have the hash of what it says. ``broken``: it does not follow the entry that stands
    before it in the history of the same record, so entries between were removed, added or exchanged. ``missing``: numbers of
    entries that are not there (SQLite numbers without gaps; PostgreSQL leaves one at each rollback, so nothing can be said).
    ``seal``: a seal does not fit its entries, its digest, its signature or the seal before it.

    Attributes:
        id: number of the entry, or of the seal.
        text: the sentence, as the catalogues know it.
        values: what it names.
    """

    kind: Kind
    entry: Literal["change", "event"] | None
    id: int
    table: str | None
    record_id: str | None
    text: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """Return the sentence in English, for a log."""
        return self.text % self.values


_ENTRIES = {
    ("altered", "change"): N_(
        "The change %(id)s (of %(table)s %(record)s) was altered: it does not have the hash of what it says. "
        "Compare it with a backup or an export from before."
    ),
    ("altered", "event"): N_(
        "The event %(id)s (of %(table)s %(record)s) was altered: it does not have the hash of what it says. "
        "Compare it with a backup or an export from before."
    ),
    ("broken", "change"): N_(
        "The change %(id)s (of %(table)s %(record)s) does not follow the change before it: changes of this record were removed, "
        "added or exchanged. Compare its history with a backup or an export from before."
    ),
    ("broken", "event"): N_(
        "The event %(id)s (of %(table)s %(record)s) does not follow the event before it: events of this record were removed, "
        "added or exchanged. Compare its history with a backup or an export from before."
    ),
}
_LOOSE = {
    "altered": N_(
        "The event %(id)s was altered: it does not have the hash of what it says. "
        "Compare it with a backup or an export from before."
    ),
    "broken": N_(
        "The event %(id)s names an event before it, and there can be none. "
        "Compare it with a backup or an export from before."
    ),
}
_ONE_MISSING = N_("Entry %(first)s is missing. Look for it in a backup or an export from before.")
_MISSING = N_(
    "Entries %(first)s to %(last)s are missing. Look for them in a backup or an export from before."
)


def of_entry(
    kind: Literal["altered", "broken"],
    entry: Literal["change", "event"],
    number: int,
    table: str | None,
    record_id: str | None,
) -> Problem:
    """Return the problem of one entry."""
    if table is None or record_id is None:
        return Problem(kind, entry, number, table, record_id, _LOOSE[kind], {"id": number})
    values = {"id": number, "table": table, "record": record_id}
    return Problem(kind, entry, number, table, record_id, _ENTRIES[kind, entry], values)


def missing(first: int, last: int) -> Problem:
    """Return the problem of numbers that no entry has."""
    if first == last:
        return Problem("missing", None, first, None, None, _ONE_MISSING, {"first": first})
    return Problem("missing", None, first, None, None, _MISSING, {"first": first, "last": last})


def of_seal(number: int, text: str, **values: Any) -> Problem:
    """Return a problem of a seal."""
    return Problem("seal", None, number, None, None, text, {"number": number, **values})
