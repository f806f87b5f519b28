"""What happened, in the office's words: acts, operations, who did it, and what is unusual about it."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import ngettext

from models.access import ROLES
from models.access.actor import SYSTEM_ACTORS
from models.base import Record
from models.history import Line
from models.marks import N_
from models.workflow import Transition
from panel.history_pages.printing import told_columns, type_of_line
from panel.language import join, translate

EVENTS: dict[str, tuple[str, str]] = {
    "trashed": (N_("Moved to the recycle bin"), "trash"),
    "restored": (N_("Restored"), "refresh"),
    "corrected": (N_("Corrected"), "pencil"),
    "bulk_edited": (N_("Changed together"), "pencil"),
    "imported": (N_("Imported"), "upload"),
    "exported": (N_("Exported"), "download"),
    "backup_made": (N_("Backup made"), "download"),
    "history_verified": (N_("History verified"), "shield-check"),
    "points_computed": (N_("Points computed"), "refresh"),
    "unmasked": (N_("Looked at in full"), "eye"),
    "looked_at": (N_("Looked at"), "eye"),
    "attached": (N_("File attached"), "paperclip"),
    "downloaded": (N_("File downloaded"), "download"),
    "printed": (N_("Printed"), "paper"),
    "signed_in": (N_("Signed in"), "user"),
    "signed_out": (N_("Signed out"), "logout"),
    "sign_in_failed": (N_("Sign-in failed"), "alert"),
    "login_locked": (N_("Login locked"), "lock"),
    "password_changed": (N_("Password changed"), "key"),
    "sessions_ended": (N_("Signed out everywhere"), "logout"),
    "second_factor_set": (N_("Second factor set up"), "key"),
    "second_factor_removed": (N_("Second factor taken away"), "key"),
    "second_factor_reset": (N_("Second factor reset by an administrator"), "key"),
    "login_unlocked": (N_("Lock ended by an administrator"), "lock"),
    "password_given": (N_("First password given"), "key"),
    "administrator_named_alone": (N_("Administrator named from the machine alone"), "alert"),
}
"""Kind of an event that is no step of a workflow -> what it is called, and the sprite's icon."""

OPERATIONS: dict[str, tuple[str, str]] = {
    "insert": (N_("Created"), "plus"),
    "update": (N_("Changed"), "pencil"),
    "delete": (N_("Removed from the database"), "x"),
}

BELONGINGS = N_("Changed what belongs to it")
SYSTEM_NAMES = {
    "sign-in": N_("Sign-in"),
    "migration": N_("Upgrade of the database"),
    "seed": N_("Demonstration data"),
    "ballot-box": N_("Ballot box"),
    "sealer": N_("Sealer"),
    "operator": N_("Command line"),
}
"""What the actors without an account are called."""

FROM_COMMAND_LINE = N_("From the command line")
ODD_SOURCE = N_("Unusual source")
REMOVED = N_("Row removed")
OF_THE_SYSTEM = N_("The system's own work")

_ACCOUNT = re.compile(r"account:\d+")
_OPERATOR = re.compile(r"(cli:.+|system:operator)")
_SYSTEM = re.compile(r"system:(.+)")
_MIGRATION = re.compile(r"migration .+")


def step_of(line: Line) -> Transition | None:
    """Return the step of the workflow that an event tells of: the one it names, else the one that has its kind."""
    cls = type_of_line(line)
    if cls is None or cls.workflow is None:
        return None
    name = line.detail.get("transition") if isinstance(line.detail, dict) else None
    if isinstance(name, str) and name in cls.workflow.transitions:
        return cls.workflow.transitions[name]
    if line.kind in EVENTS:
        return None
    return next((t for t in cls.workflow.transitions.values() if t.kind == line.kind), None)


def event_words(line: Line) -> tuple[str, str]:
    """Return what an event is called, and its icon."""
    step = step_of(line)
    if step is None and line.kind in EVENTS:
        words, icon = EVENTS[line.kind]
        return translate(words), icon
    if step is None:
        return line.kind.replace("_", " "), "change"
    icon = "lock" if step.seals else "back" if step.reason or step.recalls else "onward"
    return translate(step.label), icon


def change_words(cls: type[Record] | None, line: Line) -> tuple[str, str]:
    """Return what a change of one row is called, and its icon."""
    words, icon = OPERATIONS[line.kind]
    if line.kind != "update":
        return translate(words), icon
    if "trashed_at" in (line.new or {}):
        gone = (line.new or {})["trashed_at"] is not None
        words, icon = EVENTS["trashed" if gone else "restored"]
        return translate(words), icon
    number = len(told_columns(cls, line)) if cls is not None else len(line.new or {})
    if number == 0:
        return translate(BELONGINGS), "change"
    return str(ngettext("Changed %(num)s field", "Changed %(num)s fields", number)), icon


def who(line: Line) -> str:
    """Return the name of the one who wrote, as it was then."""
    found = _SYSTEM.fullmatch(line.actor)
    if found and found[1] in SYSTEM_NAMES:
        return translate(SYSTEM_NAMES[found[1]])
    if _MIGRATION.fullmatch(line.actor):
        return translate(SYSTEM_NAMES["migration"])
    return line.actor_label


def role_words(line: Line) -> str:
    """Return the roles that the one who wrote held then."""
    known = [translate(ROLES[role]) for role in line.roles if role in ROLES]
    if known:
        return join(known)
    if _OPERATOR.fullmatch(line.actor):
        return translate(SYSTEM_NAMES["operator"])
    return "" if _ACCOUNT.fullmatch(line.actor) else translate(OF_THE_SYSTEM)


def odd_mark(line: Line) -> dict[str, Any] | None:
    """Return the mark of a line that came another way than through the panel, ``None`` for the ordinary ones.

    An account writes in a request, which has a number: without one somebody wrote past the panel under its name. A row is removed
    by an upgrade or never.
    """
    known = _SYSTEM.fullmatch(line.actor)
    ordinary = (
        (_ACCOUNT.fullmatch(line.actor) and line.request_id)
        or (known and known[1] in SYSTEM_ACTORS)
        or _MIGRATION.fullmatch(line.actor)
        or _OPERATOR.fullmatch(line.actor)
    )
    if not ordinary:
        return {"shape": "warning", "label": translate(ODD_SOURCE), "tone": "bad"}
    if line.kind == "delete" and line.entry == "change" and not _is_upgrade(line):
        return {"shape": "warning", "label": translate(REMOVED), "tone": "bad"}
    if _OPERATOR.fullmatch(line.actor):
        return {"shape": "diamond", "label": translate(FROM_COMMAND_LINE), "tone": "warn"}
    return None


def _is_upgrade(line: Line) -> bool:
    return bool(_MIGRATION.fullmatch(line.actor)) or line.actor == "system:migration"
