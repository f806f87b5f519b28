"""History: the database writes down every change, so that nobody can forget to.

Triggers record each insert, update and delete of the tracked tables with who, when and why; events beside them say what was
meant. Both are append-only and hashed. See :mod:`models.history.canonical` for what a hash covers.
"""

from models.history.canonical import digest
from models.history.context import Binding, Context, attach, bind, register_functions, unbind
from models.history.events import record_event
from models.history.install import differences, install, uninstall
from models.history.reading import Entry, Line, Page, as_of, behalf_of, details_of, timeline
from models.history.roles import grant_application_role
from models.history.searching import Query, search
from models.history.tables import Change, Event
from models.history.tracking import Tracked, is_tracked, tracked_tables
from models.history.verification import Problem, verify

__all__ = [
    "Binding",
    "Change",
    "Context",
    "Entry",
    "Event",
    "Line",
    "Page",
    "Problem",
    "Query",
    "Tracked",
    "as_of",
    "attach",
    "behalf_of",
    "bind",
    "details_of",
    "differences",
    "digest",
    "grant_application_role",
    "install",
    "is_tracked",
    "record_event",
    "register_functions",
    "search",
    "timeline",
    "tracked_tables",
    "unbind",
    "uninstall",
    "verify",
]
