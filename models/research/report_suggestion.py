"""ReportSuggestion (意见建议)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, UniqueConstraint, exists, or_
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, MEMBER, Access, parent_read, parent_rule
from models.base import Record
from models.fields import Choice, choice, count, day, note, ref, text
from models.following import Following, linked
from models.lookups import columns_of, is_new
from models.marks import N_
from models.problems import REQUIRED, Problem
from models.registry import record_type

OUTCOMES = (
    Choice("open", N_("Not known yet")),
    Choice("taken_up", N_("Taken up by the unit")),
    Choice("partly", N_("Partly taken up")),
    Choice("reference", N_("Kept as reference")),
    Choice("not_taken_up", N_("Not taken up")),
)
_TEXT_STAYS = N_("The meeting has discussed this report; the wording of its suggestions stays.")
_TOO_EARLY = N_("The report has not been sent yet; what became of its suggestions is entered afterwards.")
_WORDED = ("draft", "submitted", "returned", "accepted")
_DESK = dict.fromkeys((CLERK, COMMITTEE), parent_read("report_id"))


def _report_sent(row: Any) -> ColumnElement[bool]:
    report: Any = record_type("report")
    return (
        exists()
        .where(report.id == row.report_id, report.state.in_(("sent", "taken_up", "fed_back")))
        .correlate(row)
    )


class ReportSuggestion(Record):
    """One suggestion (条) of a report, and who took it up: worded with the report, followed after the report was sent."""

    __tablename__ = "report_suggestion"
    __table_args__ = (UniqueConstraint("organization_id", "report_id", "number"),)
    title = N_("Suggestion of a report")
    plural = N_("Suggestions of reports")
    turns_into: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "proposal": {"name": "content", "advice": "content"},
        "opinion_report": {"subject": "content", "advice": "content"},
    }
    carries_on = "report_id"
    label_columns = ("number", "content")
    parent = "report_id"
    area_slug = "report"
    entered_for = ()
    following = Following(
        N_("Suggestions in reports that were sent"),
        N_(
            "Followed up: taken up by a unit, also in part, or another record was made of it. "
            "Ended: it is known what became of it. Stopped: not taken up."
        ),
        traced=_report_sent,
        followed=lambda row: or_(row.outcome.in_(("taken_up", "partly")), linked(row)),
        ended=lambda row: row.outcome.in_(("taken_up", "partly", "reference")),
        stopped=lambda row: row.outcome == "not_taken_up",
        into=("proposal", "opinion_report"),
        stage="outcome",
    )

    report_id: Mapped[int] = ref("report", label=N_("Field report"), required=True, listed=True, filter=True)
    number: Mapped[int] = count(label=N_("Number in the report"), required=True, lowest=1, listed=True)
    content: Mapped[str] = text(400, label=N_("Suggestion"), required=True, search=True, listed=True)
    outcome: Mapped[str] = choice(
        OUTCOMES, label=N_("What became of it"), required=True, default="open", listed=True
    )
    department_id: Mapped[int | None] = ref("department", label=N_("Taken up by"), listed=True, filter=True)
    outcome_on: Mapped[date | None] = day(label=N_("Known since"))
    outcome_note: Mapped[str | None] = note(label=N_("How it was taken up"), rows=2)

    access = Access(
        read={role: parent_read("report_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER)},
        create=_DESK | {MEMBER: parent_rule("report_id")},
        update=_DESK | {MEMBER: parent_rule("report_id")},
        trash=dict.fromkeys((CLERK, COMMITTEE, MEMBER), parent_rule("report_id")),
        export={role: parent_read("report_id") for role in (CLERK, CHAIR, AUDITOR)},
    )

    def before_save(self) -> None:
        """Date it as its report."""
        report = columns_of("report", self.report_id, "fact_date")
        if report is not None:
            self.fact_date = report.fact_date

    def problems(self) -> Iterator[Problem]:
        """It is worded before the meeting and followed after the report was sent; what was taken up says by whom."""
        report = columns_of("report", self.report_id, "state")
        if report is None:
            return
        changed = self.changed_columns()
        if report.state not in _WORDED and (is_new(self) or changed & {"number", "content", "report_id"}):
            yield Problem("content", _TEXT_STAYS)
        if report.state in (*_WORDED, "discussed") and (self.outcome or "open") != "open":
            yield Problem("outcome", _TOO_EARLY)
        if self.outcome in ("taken_up", "partly") and self.department_id is None:
            yield Problem("department_id", REQUIRED, {"field": self.__table__.c.department_id.info["label"]})
