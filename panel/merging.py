"""A form that was opened before somebody else saved: what one side alone changed is put together, the rest is for a person.

What stood in the record when the form was opened is read from the history, so nothing of it has to travel with the form. Only
associations bring what they were along: their rows are not the record's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect
from wtforms import Form

from models.base import Record, db
from models.history.reading import values_before
from panel.forms import LinksField, ReferenceField
from panel.history_pages.printing import typed
from panel.numbers import row_number

TAKE = "_take_"
"""With a field's name behind it: ``theirs`` where the other's value was chosen, else what the field itself says counts."""
WAS = "_was_"
"""With an association's name behind it: the rows that it had when the form was opened."""
UNKNOWN = object()
"""Stands for a value that the history does not keep."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both sides changed, each in its own way."""

    name: str
    before: Any
    theirs: Any
    mine: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of a form over the record as it stands now.

    Attributes:
        clashes: fields for a person to decide.
        theirs: names of the fields that took the value which another saved meanwhile.
    """

    clashes: tuple[Clash, ...]
    theirs: tuple[str, ...]


NOTHING = Merged((), ())


def chooses(sent: Mapping[str, str]) -> bool:
    """Return whether the form comes back with a choice between the other's value and one's own."""
    return any(name.startswith(TAKE) and value == "theirs" for name, value in sent.items())


def values_at(record: Record, version: int, names: Iterable[str]) -> dict[str, Any]:
    """Return what stood at an earlier version in those of the columns that were written since, as the columns' Python values.

    A value that history keeps as "changed" or as a fingerprint is :data:`UNKNOWN`.
    """
    columns = inspect(type(record)).columns
    found = values_before(db.session(), record.__tablename__, record.id, version)
    return {name: _understood(columns[name], found[name]) for name in names if name in found}


def _understood(column: Any, raw: Any) -> Any:
    if column.info.get("history"):
        return UNKNOWN
    if raw is None:
        return None
    return int(raw) if column.info["kind"] == "ref" else typed(column, raw)


def merge_row(
    row: Record, version: str, before: Mapping[str, Any], wanted: dict[str, Any]
) -> tuple[list[str], list[str]]:
    """Put one row of a sheet together with what another saved in it since the sheet was opened.

    Args:
        row: the row as it stands now.
        version: the version on which the sheet was opened, as the page sent it.
        before: what the columns of the sheet hold now.
        wanted: what the sheet says; where only the other changed a column it takes the other's value.

    Returns:
        The columns that took the other's value, and those that both changed, each in its own way.
    """
    opened = row_number(version)
    were = dict.fromkeys(wanted, UNKNOWN) if opened is None else values_at(row, opened, list(wanted))
    taken, clashes = [], []
    for name, now in before.items():
        was = were.get(name, now)
        if wanted[name] == was:
            wanted[name] = now
            taken.append(name)
        elif now not in (was, wanted[name]):
            clashes.append(name)
    return taken, clashes


class Merging:
    """One form that was sent in, and what it said before anything was put together."""

    def __init__(self, form: Form, sent: Mapping[str, str]) -> None:
        self.form, self.sent = form, sent
        self._mine = {item.name: item.data for item in form}
        self._wrong = {item.name: list(item.errors) for item in form}
        self._typed = {item.name: getattr(item, "typed", None) for item in form}
        self._text = {item.name: item.text for item in form if isinstance(item, ReferenceField)}

    def is_current(self, record: Record) -> bool:
        """Return whether the form was opened on the record as it stands."""
        return self.sent.get("version", "") == str(record.version)

    def over(self, record: Record) -> Merged:
        """Put the form and the record together: the form's fields hold what is to be saved, as far as that is clear.

        A form that does not say which version it was opened on may have missed anything: wherever it differs from the record a
        person decides.
        """
        self._start_again()
        columns = inspect(type(record)).columns
        names = [item.name for item in self.form if item.name in columns]
        version = row_number(self.sent.get("version", ""))
        were = dict.fromkeys(names, UNKNOWN) if version is None else values_at(record, version, names)
        clashes, theirs = [], []
        for name in names:
            now = getattr(record, name)
            was = were.get(name, now)
            chosen = self.sent.get(TAKE + name) == "theirs"
            mine = was if chosen and was is not UNKNOWN else self._mine[name]
            if chosen or (mine == was and was != now and not self._wrong[name]):
                self._take(name, now)
                if was != now:
                    theirs.append(name)
            elif now not in (was, mine):
                clashes.append(Clash(name, was, now, mine))
        for item in self.form:
            if isinstance(item, LinksField) and not self._wrong[item.name]:
                self._take_links(item)
        return Merged(tuple(clashes), tuple(theirs))

    def _start_again(self) -> None:
        """Go back to what was sent: the record may have been saved once more since the last look."""
        for item in self.form:
            item.data, item.errors = self._mine[item.name], list(self._wrong[item.name])
            if hasattr(item, "typed"):
                item.typed = self._typed[item.name]
            if isinstance(item, ReferenceField):
                item.text = self._text[item.name]

    def _take(self, name: str, value: Any) -> None:
        item = self.form._fields[name]
        item.data, item.errors, item.typed = value, [], None
        if isinstance(item, ReferenceField):
            item.text = ""

    def _take_links(self, item: LinksField) -> None:
        """Rows that either side added are there, rows that either side took out are gone."""
        sent = self.sent.get(WAS + item.name)
        now = list(item.object_data or [])
        if sent is None or item.data is None:
            return
        was = [number for part in sent.split(",") if (number := row_number(part)) is not None]
        gone, added = set(was) - set(item.data), [key for key in item.data if key not in was]
        kept = [key for key in now if key not in gone]
        merged = [*kept, *(key for key in added if key not in kept)]
        if merged != item.data:
            item.data, item.typed = merged, None
