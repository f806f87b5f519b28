"""History: the database writes down every change, so that nobody can forget to.

Triggers record each insert, update and delete of the tracked tables with who, when and why; events beside them say what was
meant. Both are append-only and hashed. See :mod:`models.history.canonical` for what a hash covers.
"""

from models.history.canonical import digest
from models.history.context import Binding, Context, attach, bind, register_functions, unbind
from models.history.events import record_event
from models.history.house import own_database
from models.history.install import differences, install, uninstall
from models.history.problem import Problem
from models.history.raw import RawEntry, count_events, newest_event, raw_entries
from models.history.reading import Entry, Line, Page, as_of, behalf_of, details_of, timeline
from models.history.roles import grant_application_role
from models.history.seal_keys import KeyFile, KeyProblem
from models.history.sealing import WAIT, BrokenSeal, StillWriting, seal_history
from models.history.seals import (
    SealRow,
    fingerprint_of,
    first_loose_seal,
    last_seal,
    newest_seals,
    plain_digest,
    read_seals,
    seal_of_digest,
    some_seals,
)
from models.history.searching import Query, search
from models.history.tables import Change, Event, Seal
from models.history.tracking import Tracked, is_tracked, tracked_tables
from models.history.verification import Verified, verify, verify_all, waiting_entries

__all__ = [
    "WAIT",
    "Binding",
    "BrokenSeal",
    "Change",
    "Context",
    "Entry",
    "Event",
    "KeyFile",
    "KeyProblem",
    "Line",
    "Page",
    "Problem",
    "Query",
    "RawEntry",
    "Seal",
    "SealRow",
    "StillWriting",
    "Tracked",
    "Verified",
    "as_of",
    "attach",
    "behalf_of",
    "bind",
    "count_events",
    "details_of",
    "differences",
    "digest",
    "fingerprint_of",
    "first_loose_seal",
    "grant_application_role",
    "install",
    "is_tracked",
    "last_seal",
    "newest_event",
    "newest_seals",
    "own_database",
    "plain_digest",
    "raw_entries",
    "read_seals",
    "record_event",
    "register_functions",
    "seal_history",
    "seal_of_digest",
    "search",
    "some_seals",
    "timeline",
    "tracked_tables",
    "unbind",
    "uninstall",
    "verify",
    "verify_all",
    "waiting_entries",
]
