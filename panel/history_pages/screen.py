"""The pages of the history: the auditor's over everything, and that of one record. Nothing here changes anything."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import Response, render_template, request
from flask_admin import expose
from flask_babel import ngettext

from models import history
from models.access import Actor, Refused, current_actor
from models.access.errors import NOT_ALLOWED
from models.base import Record, db
from models.history import Query
from models.marks import N_
from panel.history_pages.asking import Asked, drawn, read_asked
from panel.history_pages.entries import Entry, read_timeline
from panel.history_pages.export import answer_export
from panel.history_pages.log import Log, Row
from panel.history_pages.rights import reads_all
from panel.history_pages.seals_page import ADDRESS as SEALS
from panel.history_pages.seals_page import seal_facts
from panel.language import translate
from panel.pages import page

if TYPE_CHECKING:
    from panel.record_view import RecordView

ADDRESS = "/history"
LINES = 100
"""Changes and events on a page, roughly: a save is not torn."""
ROWS = 20
"""So many rows a page should have, when there are as many."""
READINGS = 4
ENTRIES = 30
LONGEST_TRAIL = 40
"""Pages that one can go back step by step; beyond, to the beginning."""

COMINGS_AND_GOINGS = frozenset({"signed_in", "signed_out", "sessions_ended"})

TITLE = N_("History of changes")
READ_ONLY = N_("Read only. Nothing here changes a record.")
RECORD_TITLE = N_("History of “%(title)s”")
NOTHING = N_("No change fits")
NOTHING_YET = N_("Nothing was written yet")
ALL_OF_IT = N_("All conditions together: %(number)s. Remove one, or look at everything.")
FURTHER_BACK = N_("Nothing fits among the newest changes; older ones have not been looked through yet.")
LOOK_FURTHER = N_("Look further back")
LOOK_AT_ALL = N_("Look at everything")
NOT_UNDERSTOOD = N_("The question is not understood")

TABS = (
    ("", N_("All changes")),
    ("approved", N_("Approved")),
    ("corrected", N_("Corrected")),
    ("unmasked", N_("Looked at in full")),
    ("imported", N_("Imported")),
    ("exported", N_("Exported")),
)
"""Kinds of events that an auditor looks for every time."""


class HistoryRoutes:
    """Routes ``/history`` and ``/history/export.csv``, for who reads the whole history."""

    @expose("/history")
    def history(self) -> str:
        """Show the history of the organization, narrowed as the address asks."""
        asked = _asked()
        return render_template("history.html", page=_log_page(asked))

    @expose("/history/export.csv")
    def history_export(self) -> Response:
        """Hand over the same changes as a file; the export is itself an event, committed before the first byte."""
        return answer_export(_asked())


def _asked() -> Asked:
    actor = current_actor()
    if not reads_all(actor):
        raise Refused(NOT_ALLOWED)
    return read_asked(actor, request.args)


def _log_page(asked: Asked) -> dict[str, Any]:
    title = translate(TITLE)
    parts: dict[str, Any] = {
        "note": translate(READ_ONLY),
        "facts": [],
        "filter": drawn(asked, ADDRESS),
        "tabs": _tabs(asked),
        "entries": [],
    }
    if asked.problems:
        empty = {
            "title": translate(NOT_UNDERSTOOD),
            "text": " ".join(asked.problems),
            "actions": [(translate(LOOK_AT_ALL), ADDRESS)],
        }
        return page(title, **parts, empty=empty)
    before, trail, skipping = _place()
    rows, following, passed = _read(asked, before, skipping)
    onward = None
    if following is not None:
        onward = asked.url(ADDRESS, before=following, trail=_longer(trail, before), skipping=passed)
    parts |= {
        "entries": _drawn(rows),
        "export_url": asked.url(f"{ADDRESS}/export.csv"),
        "seals_url": SEALS,
        "facts": seal_facts(current_actor()) if before is None and not asked.given else [],
        "counted": str(ngettext("%(num)s entry on this page", "%(num)s entries on this page", len(rows)))
        if rows
        else "",
        "previous_url": _back(asked, trail) if before is not None else None,
        "next_url": onward,
        "empty": _empty(asked, onward),
    }
    return page(title, **parts)


def _read(asked: Asked, before: int | None, skipping: str) -> tuple[list[Row], int | None, str | None]:
    """Return the rows of a page, the line before which the next one begins, and the mass entry that it passes over.

    A mass entry is one row however many lines it has, so a page may need several readings to fill: at most :data:`READINGS`.
    """
    actor, opened = current_actor(), asked.query.transaction_id is not None
    rows: list[Row] = []
    passed = skipping or None
    for _reading in range(READINGS):
        query = replace(asked.query, skipping=passed)
        found = history.search(db.session(), actor.organization_id, query, before_id=before, limit=LINES)
        rows += Log(
            actor,
            found.entries,
            lambda transaction: asked.url(ADDRESS, transaction=transaction),
            secret=bool(asked.query.words or asked.query.column),
            open_mass=opened,
        ).rows()
        before = found.before_id
        # The rest of a mass entry is passed over, unless it is the one that was opened.
        passed = found.torn if not opened else None
        if before is None or len(rows) >= ROWS:
            break
    return rows, before, passed


def newest_rows(actor: Actor, limit: int) -> list[Row]:
    """Return the newest changes of the organization, for a short list; the reader must be one of the whole history.

    Comings and goings are left out: there are more of them than of everything else.
    """
    found = history.search(db.session(), actor.organization_id, Query(), limit=LINES * READINGS)
    entries = [
        entry for entry in found.entries if any(line.kind not in COMINGS_AND_GOINGS for line in entry.lines)
    ]
    address = Asked({}).url
    log = Log(actor, entries[:limit], lambda transaction: address(ADDRESS, transaction=transaction))
    return log.rows()[:limit]


def _tabs(asked: Asked) -> list[tuple[str, str, bool, None]]:
    chosen = asked.given.get("kind", "")
    return [(translate(label), asked.url(ADDRESS, kind=kind), chosen == kind, None) for kind, label in TABS]


def _place() -> tuple[int | None, list[str], str]:
    """Return before which line the page begins, before which the pages before it began, and the mass entry to pass over."""
    before = request.args.get("before", "")
    trail = [step for step in request.args.get("trail", "").split(".") if step == "0" or _is_line(step)]
    skipping = request.args.get("skipping", "")[:64].replace("\x00", "")
    return (int(before) if _is_line(before) else None), trail[-LONGEST_TRAIL:], skipping


def _is_line(text: str) -> bool:
    return text.isascii() and text.isdigit() and 0 < len(text) < 19 and text != "0"


def _longer(trail: list[str], before: int | None) -> str:
    return ".".join([*trail, str(before or 0)][-LONGEST_TRAIL:])


def _back(asked: Asked, trail: list[str]) -> str:
    """Return the address of the page before: where it began, or the beginning."""
    if not trail or trail[-1] == "0":
        return asked.url(ADDRESS)
    return asked.url(ADDRESS, before=trail[-1], trail=".".join(trail[:-1]))


def _empty(asked: Asked, onward: str | None) -> dict[str, Any]:
    if onward is not None:
        return {
            "title": translate(NOTHING),
            "text": translate(FURTHER_BACK),
            "actions": [(translate(LOOK_FURTHER), onward)],
        }
    if not asked.given:
        return {"title": translate(NOTHING_YET), "text": "", "actions": []}
    text = translate(ALL_OF_IT, number=len(asked.given))
    return {"title": translate(NOTHING), "text": text, "actions": [(translate(LOOK_AT_ALL), ADDRESS)]}


def _drawn(rows: list[Row]) -> list[dict[str, Any]]:
    """Return the rows as the template takes them; a day is printed where it changes."""
    found: list[dict[str, Any]] = []
    day = ""
    for row in rows:
        found.append(
            {
                "time": row.time,
                "day": row.day if row.day != day else "",
                "who": row.who,
                "role": row.role,
                "behalf": row.behalf,
                "kind": row.kind,
                "record": row.record,
                "url": row.url,
                "what": row.what,
                "mark": row.mark,
                "changes": row.changes,
                "reason": row.reason,
                "fingerprint": row.fingerprint,
                "more": row.more,
            }
        )
        day = row.day
    return found


def history_page(view: RecordView, record: Record) -> str:
    """Render the whole history of a record that was read through the gate, page by page."""
    before, trail, _skipping = _place()
    found = read_timeline(record, current_actor(), limit=ENTRIES * 3, before_id=before)
    base = f"{view.url}/history/?id={record.id}"
    onward = (
        f"{base}&before={found.before_id}&trail={_longer(trail, before)}"
        if found.before_id is not None
        else None
    )
    back = None
    if before is not None:
        back = (
            base
            if not trail or trail[-1] == "0"
            else f"{base}&before={trail[-1]}&trail={'.'.join(trail[:-1])}"
        )
    return render_template(
        "history.html",
        page=page(
            translate(RECORD_TITLE, title=view.label_text(record)),
            view.crumbs(record, translate(TITLE)),
            note=translate(READ_ONLY),
            entries=_of_record(view, record, found.entries),
            counted=str(
                ngettext("%(num)s entry on this page", "%(num)s entries on this page", len(found.entries))
            ),
            previous_url=back,
            next_url=onward,
            empty={"title": translate(NOTHING_YET), "text": "", "actions": []},
        ),
    )


def _of_record(view: RecordView, record: Record, entries: list[Entry]) -> list[dict[str, Any]]:
    title, label = view.title_of(), view.label_text(record)
    found: list[dict[str, Any]] = []
    day = ""
    for entry in entries:
        today, _space, hour = entry.when.partition(" ")
        found.append(
            {
                "time": hour,
                "day": today if today != day else "",
                "who": entry.who,
                "role": entry.role,
                "behalf": entry.behalf,
                "kind": title,
                "record": label,
                "url": view.url_for_details(record.id),
                "what": entry.what,
                "mark": entry.mark,
                "changes": entry.changes,
                "reason": entry.reason,
                "fingerprint": entry.fingerprint,
                "more": None,
            }
        )
        day = today
    return found
