"""The sealed history as a file that is verified without this program: entries, seals and public keys, line by line as JSON.

What the reader may not see is withheld entry by entry: only number and hash are told, so that the seals can still be computed.
The hash tells nothing, for each entry has a random number in it. Withheld are entries of other organizations, of records that are
closed to the reader (another's draft), and those that hold a value of a column the reader is not cleared for.
"""

from __future__ import annotations

import json
import zlib
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from flask import Flask, Response, current_app
from sqlalchemy import inspect

from models import clock, history
from models.access import Actor, Refused, acting, current_actor
from models.base import db
from models.engines import writing
from models.history import RawEntry, SealRow
from models.marks import N_
from models.registry import record_types
from models.writing import tell
from panel.history_pages.rights import masked_columns, unreadable
from panel.requests import unit_of_work

ENTRIES = 2_000
"""Numbers read at a time; memory does not grow with the length of the file."""
SEALS = 1_000
FORMAT = {"format": "xieshang-history", "version": 1}

NOTHING_SEALED = N_("Nothing is sealed yet, so there is nothing to verify.")

_MARKS = {"change": "c", "event": "e"}


class _Place(NamedTuple):
    table: str | None
    record_id: str | None


class Withholding:
    """Says of which entries a reader is told the hash alone. An operator, who holds the database, is told everything."""

    def __init__(self, actor: Actor) -> None:
        self._everything = actor.system == "operator"
        self._organization = actor.organization_id
        masked = masked_columns(actor)
        self._open: dict[str, frozenset[str]] = {}
        for cls in record_types():
            table = cls.__tablename__
            closed = set(masked.get(table, ()))
            if closed or any(child in masked for child in cls.seal_children):
                # The text of what was approved repeats what stood in the columns.
                closed.add("seal_text")
            self._open[table] = frozenset(inspect(cls).columns.keys()) - closed

    def withheld(self, entries: list[RawEntry]) -> set[int]:
        """Return the numbers of the entries that are not told; the reader is bound to the session."""
        if self._everything:
            return set()
        places = {
            _Place(raw.fields["table_name"], raw.fields["record_id"])
            for raw in entries
            if raw.fields["organization_id"] == self._organization
        }
        closed = unreadable(places)
        return {raw.number for raw in entries if self._is_withheld(raw, closed)}

    def _is_withheld(self, raw: RawEntry, closed: set[tuple[str, str]]) -> bool:
        fields = raw.fields
        if fields["organization_id"] != self._organization:
            return True
        if (fields["table_name"], fields["record_id"]) in closed:
            return True
        if raw.entry == "event":
            return False
        known = self._open.get(fields["table_name"], frozenset())
        return any(
            value is not None and name not in known
            for values in (fields["old"], fields["new"])
            for name, value in _columns(values).items()
        )


def _columns(values: str | None) -> dict[str, Any]:
    try:
        found = json.loads(values or "{}")
    except ValueError:
        found = None
    # What somebody made unreadable is not told either.
    return found if isinstance(found, dict) else {"": values}


def answer_verifiable() -> Response:
    """Answer with everything that is sealed; that it was taken out is told before the first byte.

    Raises:
        Refused: nothing is sealed yet.
    """
    last = history.last_seal(db.session())
    if last is None:
        raise Refused(NOTHING_SEALED)
    name = f"history-{clock.business_today():%Y%m%d}.jsonl.gz"
    db.session.rollback()
    with writing():
        unit_of_work(lambda: tell("exported", table="change", detail=told_of(last, name)))
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    answer = Response(packed(lines(app, current_actor(), last)), content_type="application/gzip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def told_of(last: SealRow, name: str) -> dict[str, Any]:
    """Return what the history says about such an export: the file, and up to where it goes."""
    return {"file": name, "seal": last.number, "digest": last.digest}


def packed(texts: Iterator[str]) -> Iterator[bytes]:
    """Yield lines of text packed as gzip does."""
    packer = zlib.compressobj(6, wbits=31)
    for text in texts:
        if part := packer.compress(text.encode("utf-8", "surrogatepass")):
            yield part
    yield packer.flush()


def lines(app: Flask, actor: Actor, last: SealRow) -> Iterator[str]:
    """Yield the lines of the file up to a seal.

    Each part is read in a session of its own, bound to the reader, that is gone before its lines are handed on. What is sealed
    does not change, so the parts fit together.
    """
    yield _line({**FORMAT, "made": f"{clock.now():%Y-%m-%d %H:%M:%S}", "last_entry": last.last_entry})
    withholding: Withholding | None = None
    seals: deque[SealRow] = deque()
    number = entries = 0
    begin: int | None = None
    while number < last.number:
        with app.app_context(), writing(on=False), acting(actor):
            withholding = withholding or Withholding(actor)
            if not seals:
                found = history.some_seals(db.session(), after=number, limit=SEALS)
                seals.extend(seal for seal in found if seal.number <= last.number)
                if not seals:
                    break
            begin = seals[0].first_entry if begin is None else begin
            end = min(begin + ENTRIES - 1, seals[0].last_entry)
            # Small seals are read together.
            for seal in seals:
                if seal.last_entry < begin + ENTRIES:
                    end = max(end, seal.last_entry)
            raws = history.raw_entries(db.session(), begin, end)
            hidden = withholding.withheld(raws)
        for raw in raws:
            while seals and seals[0].last_entry < raw.number:
                number = seals[0].number
                yield _seal_line(seals.popleft())
            yield _entry_line(raw, raw.number in hidden)
        while seals and seals[0].last_entry <= end:
            number = seals[0].number
            yield _seal_line(seals.popleft())
        entries += len(raws)
        begin = end + 1
    yield _line({"end": {"entries": entries, "seals": number}})


def _entry_line(raw: RawEntry, withheld: bool) -> str:
    if withheld:
        return _line(["x", raw.number, raw.hash])
    return _line([_MARKS[raw.entry], *raw.values, raw.hash])


def _seal_line(seal: SealRow) -> str:
    return _line({"seal": {name: getattr(seal, name) for name in SealRow.__slots__}})


def _line(content: Mapping[str, Any] | list[Any]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
