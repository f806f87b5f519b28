"""BulletinItem (期内信息): an item in an issue."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, MEMBER, Access, parent_read, parent_rule
from models.anonymity import naming_problems
from models.base import Record
from models.fields import count, ref, text
from models.lookups import columns_of, is_new, title_of
from models.marks import N_
from models.problems import Problem

_NOT_CHOSEN = N_("Only what the desk has chosen to use is put into an issue; please choose that first.")
_NOT_IN_ISSUES = ("draft", "submitted", "kept", "turned")
_DESK = dict.fromkeys((CLERK, COMMITTEE), parent_rule("bulletin_id"))


class BulletinItem(Record):
    """That an issue uses an item: one item may stand in several issues, one issue may hold several items."""

    __tablename__ = "bulletin_item"
    __table_args__ = (UniqueConstraint("organization_id", "bulletin_id", "opinion_report_id"),)
    title = N_("Item of the issue")
    plural = N_("Items of the issue")
    parent = "bulletin_id"
    area_slug = "opinion-report"
    entered_for = ()

    bulletin_id: Mapped[int] = ref(
        "bulletin", label=N_("Bulletin issue"), required=True, listed=True, filter=True
    )
    opinion_report_id: Mapped[int] = ref(
        "opinion_report", label=N_("Opinion report"), required=True, listed=True, filter=True
    )
    name: Mapped[str] = text(60, label=N_("Title"), required=True, fixed=True, default="", search=True)
    rank: Mapped[int] = count(label=N_("Place in the issue"), required=True, default=1, lowest=1, listed=True)

    access = Access(
        read={role: parent_read("bulletin_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)}
        | {MEMBER: parent_read("bulletin_id") & parent_read("opinion_report_id")},
        create=_DESK,
        update=_DESK,
        export={role: parent_read("bulletin_id") for role in (CLERK, CHAIR, AUDITOR)},
    )

    def before_save(self) -> None:
        """Keep what the item was called when it was taken in, and the day of the issue."""
        if is_new(self) or "opinion_report_id" in self.changed_columns():
            self.name = (title_of("opinion_report", self.opinion_report_id) or "")[:60]
        bulletin = columns_of("bulletin", self.bulletin_id, "fact_date")
        if bulletin is not None:
            self.fact_date = bulletin.fact_date

    def problems(self) -> Iterator[Problem]:
        """Only what was chosen for use is issued, and not with the name of who did not agree."""
        report = columns_of("opinion_report", self.opinion_report_id, "state")
        fresh = is_new(self) or "opinion_report_id" in self.changed_columns()
        if fresh and report is not None and report.state in _NOT_IN_ISSUES:
            yield Problem("opinion_report_id", _NOT_CHOSEN)
        bulletin = columns_of("bulletin", self.bulletin_id, "subject", "content")
        if fresh and bulletin is not None:
            text_of_issue = f"{bulletin.subject} {bulletin.content or ''}"
            yield from naming_problems([self.opinion_report_id], {"opinion_report_id": text_of_issue})
