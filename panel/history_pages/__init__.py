"""Pages of the history: a record's timeline, a record's whole history, and the auditor's view over everything."""

from panel.history_pages.entries import Entry, record_timeline
from panel.history_pages.rights import reads_all
from panel.history_pages.screen import HistoryRoutes, history_page, newest_rows

__all__ = ["Entry", "HistoryRoutes", "history_page", "newest_rows", "reads_all", "record_timeline"]
