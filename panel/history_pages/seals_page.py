"""The seals over the history: how far it is sealed, the digest to keep outside, and whether one that was kept is still there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from models import clock, history
from models.access import ADMIN, Actor
from models.base import db
from models.history import SealRow
from models.marks import N_
from panel.history_pages.rights import reads_all
from panel.language import format_moment, format_number, translate
from panel.numbers import row_number
from panel.pages import page

ADDRESS = "/history/seals"
EXPORT = "/history/verifiable.jsonl.gz"
SCRIPT = "/history/verify_history.py"
SCRIPT_FILE = Path(__file__).resolve().parents[1] / "static" / "verify_history.py"
SEALS = 20
LATE = timedelta(hours=1)
"""So long an entry may wait for its seal before the page says that the sealer does not run."""

TITLE = N_("Seals of the history")
HISTORY = N_("History of changes")
NOTE = N_("What is sealed can be neither changed nor taken away without being found.")
UP_TO, UP_TO_ENTRY = N_("Sealed up to"), N_("entry %(last)s, seal %(number)s")
NEVER = N_("Nothing is sealed yet")
WAITING, SINCE, NONE_WAITS = N_("Waiting for a seal"), N_("since %(moment)s"), N_("nothing")
ENTRIES = N_("%(number)s entries")
NOT_RUNNING = N_(
    "Entries have waited for their seal for more than an hour: the sealer does not run. Please tell the system administrator."
)
VERIFIED, ALL_FITS, WRONG = N_("Last verification"), N_("Everything fitted"), N_("%(number)s wrong")
LOOKED_AT = N_("%(moment)s: %(entries)s entries, %(seals)s seals")
NOT_VERIFIED = N_("Never")
NOT_VERIFIED_NOTE = N_("The administrator has not verified it yet")
KEEP = N_(
    "Write it down or print this page, with the day, and keep it where nobody who runs this system can reach it. Whoever holds "
    "the database and the key can seal everything anew; only a digest kept outside finds that."
)
FILE, DIGEST = N_("FILE"), N_("DIGEST")
BAD_DIGEST = N_(
    "“%(text)s” is no digest of a seal: 64 digits from 0 to 9 and a to f, as the auditor's page shows them."
)
FOUND = N_(
    "This is the digest of seal %(number)s of %(moment)s, which seals everything up to entry %(last)s; all seals since follow "
    "from it. Whether the entries still fit is what the verification says."
)
FOUND_LOOSE = N_(
    "This is the digest of seal %(number)s of %(moment)s, but seal %(loose)s does not follow from it: seals were changed since. "
    "Please let the system administrator verify the history."
)
GONE = N_(
    "No seal has the digest kept outside: the history was sealed anew or cut off after it was noted, or it was copied wrongly. "
    "Compare another digest kept outside."
)


def sees_seals(actor: Actor) -> bool:
    """Return whether the state of the seals is for the actor: who reads the whole history, and who keeps the machine."""
    return reads_all(actor) or ADMIN in actor.roles


def seals_page(actor: Actor, *, typed: str, before: str) -> dict[str, Any]:
    """Return the page.

    Args:
        actor: the reader.
        typed: a digest that was kept outside, as it was typed.
        before: the number of the seal below which the list begins.
    """
    session = db.session()
    last = history.last_seal(session)
    start = row_number(before)
    listed = history.newest_seals(session, SEALS + 1, before=start)
    whole = reads_all(actor)
    facts, late = _facts(actor, last)
    crumbs = [(translate(HISTORY), "/history"), (translate(TITLE), None)] if whole else ()
    return page(
        translate(TITLE),
        crumbs,
        note=translate(NOTE),
        facts=facts,
        late=translate(NOT_RUNNING) if late else None,
        last=_shown(last) if last else None,
        keep=translate(KEEP),
        compare={"action": ADDRESS, "value": typed, "answer": _compared(typed) if typed.strip() else None},
        seals=[_shown(seal) for seal in listed[:SEALS]],
        previous_url=ADDRESS if start else None,
        next_url=f"{ADDRESS}?before={listed[SEALS - 1].number}" if len(listed) > SEALS else None,
        export_url=EXPORT if whole and last else None,
        script={
            "url": SCRIPT,
            "digest": script_digest(),
            "command": f"python3 {SCRIPT_FILE.name} {translate(FILE)} --digest {translate(DIGEST)}",
        },
    )


def seal_facts(actor: Actor) -> list[dict[str, Any]]:
    """Return how far the history is sealed and how the last verification came out, for the page of the whole history."""
    return _facts(actor, history.last_seal(db.session()))[0]


def _facts(actor: Actor, last: SealRow | None) -> tuple[list[dict[str, Any]], bool]:
    number, since = history.waiting_entries(
        db.session(), last.last_entry if last else None, actor.organization_id or 0
    )
    late = since is not None and _is_late(since)
    sealed = {
        "label": translate(UP_TO),
        "value": _moment(last.moment) if last else translate(NEVER),
        "definition": translate(UP_TO_ENTRY, last=format_number(last.last_entry), number=last.number)
        if last
        else "",
    }
    waiting = {
        "label": translate(WAITING),
        "value": translate(ENTRIES, number=format_number(number)) if number else translate(NONE_WAITS),
        "definition": translate(SINCE, moment=_moment(since)) if since else "",
        "state": "warning" if late else None,
    }
    return [sealed, waiting, _verification(actor)], late


def _is_late(since: str) -> bool:
    try:
        return clock.now() - datetime.fromisoformat(since).replace(tzinfo=UTC) > LATE
    except ValueError:
        return True


def _verification(actor: Actor) -> dict[str, Any]:
    found = history.newest_event(db.session(), actor.organization_id, "history_verified")
    if found is None:
        return {
            "label": translate(VERIFIED),
            "value": translate(NOT_VERIFIED),
            "definition": translate(NOT_VERIFIED_NOTE),
        }
    moment, said = found
    numbers = {name: value for name, value in said.items() if isinstance(value, int)}
    wrong = numbers.get("problems", 0)
    return {
        "label": translate(VERIFIED),
        "value": translate(WRONG, number=format_number(wrong)) if wrong else translate(ALL_FITS),
        "definition": translate(
            LOOKED_AT,
            moment=format_moment(moment),
            entries=format_number(numbers.get("entries", 0)),
            seals=format_number(numbers.get("seals", 0)),
        ),
        "state": "warning" if wrong else "done",
    }


def _compared(typed: str) -> dict[str, str]:
    """Say whether a digest that was kept outside is that of a seal."""
    digest = history.plain_digest(typed)
    if not digest:
        return {"tone": "bad", "text": translate(BAD_DIGEST, text=typed.strip()[:80])}
    seal = history.seal_of_digest(db.session(), digest)
    if seal is None:
        return {"tone": "bad", "text": translate(GONE)}
    values = {"number": seal.number, "moment": _moment(seal.moment), "last": format_number(seal.last_entry)}
    loose = history.first_loose_seal(db.session(), seal)
    if loose is not None:
        return {"tone": "bad", "text": translate(FOUND_LOOSE, loose=loose, **values)}
    return {"tone": "ok", "text": translate(FOUND, **values)}


def _shown(seal: SealRow) -> dict[str, Any]:
    return {
        "number": seal.number,
        "moment": _moment(seal.moment),
        "first": format_number(seal.first_entry),
        "last": format_number(seal.last_entry),
        "entries": format_number(seal.entries),
        "digest": _in_groups(seal.digest),
        "fingerprint": _in_groups(seal.fingerprint),
    }


def _in_groups(digits: str) -> list[str]:
    """Return a digest in eights, so that it can be copied by hand."""
    return [digits[start : start + 8] for start in range(0, len(digits), 8)]


def _moment(text: str) -> str:
    try:
        return format_moment(datetime.fromisoformat(text), seconds=True)
    except ValueError:
        return text


@cache
def script_digest() -> str:
    """Return the SHA-256 of the script that verifies an export."""
    return sha256(SCRIPT_FILE.read_bytes()).hexdigest()
