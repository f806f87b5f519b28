"""ThreadLink (来龙去脉): that one record came from another."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, MEMBER, Access, submitted
from models.base import Record
from models.fields import choice_of, count, text
from models.kinds import kinds_with_papers
from models.lookups import columns_of
from models.marks import N_
from models.polymorphic import parent_types
from models.problems import Problem

_NOT_ITSELF = N_("A record does not come from itself.")
_NO_SUCH_RECORD = N_("The record that this belongs to was not found; please open it again.")


class ThreadLink(Record):
    """One step of a thread: the record at ``source`` became, or gave rise to, the record at ``target``.

    It holds two addresses and no word of what stands there, so whoever works here may know of it; the records at its ends are
    read through the gate, each by its own rules. Only the engine writes it: in the transaction that makes the new record, or
    when a desk says afterwards, with a reason, that two records belong together; only such a link can be taken back.
    """

    __tablename__ = "thread_link"
    __table_args__ = (
        UniqueConstraint("organization_id", "source_table", "source_id", "target_table", "target_id"),
        Index("ix_thread_link_target", "organization_id", "target_table", "target_id"),
    )
    title = N_("Thread")
    plural = N_("Threads")
    is_link = True
    entered_for = ()
    label_columns = ("source_table", "source_id")

    source_table: Mapped[str] = choice_of(
        kinds_with_papers, 40, label=N_("Kind of the record it came from"), required=True, filter=False
    )
    source_id: Mapped[int] = count(label=N_("Number of the record it came from"), required=True, lowest=1)
    target_table: Mapped[str] = choice_of(
        kinds_with_papers, 40, label=N_("Kind of the record it became"), required=True, filter=False
    )
    target_id: Mapped[int] = count(label=N_("Number of the record it became"), required=True, lowest=1)
    reason: Mapped[str | None] = text(
        200,
        label=N_("Why they belong together"),
        sensitivity="internal",
        help=N_("Only of a link that was made by hand afterwards"),
    )

    access = Access(read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER, DEPARTMENT), submitted))

    def problems(self) -> Iterator[Problem]:
        """Both ends are there, in the same organization, and are two."""
        if (self.source_table, self.source_id) == (self.target_table, self.target_id):
            yield Problem("target_id", _NOT_ITSELF)
        for end in ("source", "target"):
            table, number = getattr(self, f"{end}_table"), getattr(self, f"{end}_id")
            found = columns_of(table, number, "organization_id") if table in parent_types() else None
            if found is None or self.organization_id not in (None, found.organization_id):
                yield Problem(f"{end}_id", _NO_SUCH_RECORD)
