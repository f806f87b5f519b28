"""Follow-through of key proposals on screen: one line a case, and the task breakdown table as it is printed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from flask import g, render_template, request
from flask_admin import expose
from sqlalchemy import select

from models.answering.units import CaseUnits, units_of_cases
from models.base import db
from models.marks import N_
from models.office.department import Department
from models.proposals.follow_through import FollowThrough
from panel.language import translate
from panel.listing.columns import ListColumn
from panel.listing.labels import labels
from panel.numbers import row_number
from panel.proposals.task_table import BETWEEN, sessions, table_of
from panel.record_view import RecordView

TABLE = N_("Task table of key proposals")


def _answering(case: int, _row: Any) -> str:
    return _names(g.get("case_units", {}).get(case, CaseUnits()).answering)


def _joint(case: int, _row: Any) -> str:
    return _names(g.get("case_units", {}).get(case, CaseUnits()).joint)


def _names(units: Collection[int]) -> str:
    named = labels(Department, units)
    return BETWEEN.join(named[number].text for number in units if number in named)


class FollowThroughView(RecordView):
    """The lines of the task table; units come from the case, nothing of them is typed twice."""

    copies = False
    column_list = (
        "case_number", "name", "leader_id", "committee_id", "answering", "due_on", "state",
    )  # fmt: skip
    column_sortable_list = ("case_key", "changed_at")
    column_default_sort = ("case_key", False)
    column_ranks: ClassVar[dict[str, int]] = {"due_on": 0, "answering": 1}
    list_columns: ClassVar[dict[str, ListColumn]] = {
        "answering": ListColumn(
            N_("Lead or separate units"),
            expression=lambda cls: cls.proposal_id,
            kind="text",
            render=_answering,
            css="q",
        ),
        "joint": ListColumn(
            N_("Joint units"), expression=lambda cls: cls.proposal_id, kind="text", render=_joint, css="q"
        ),
    }
    form_sections = (
        (N_("Proposal"), ("proposal_id", "case_number", "name", "session_id", "degree")),
        (
            N_("Who follows it through"),
            ("leader_id", "committee_id", "partners", "responsible", "ways", "listed_on", "due_on"),
        ),
        (
            N_("Progress and result"),
            ("progress", "progress_on", "result", "finished_on", "dropped_reason"),
        ),
    )
    list_tabs = (
        (N_("Being followed through"), "state__in=planned,running"),
        (N_("Finished"), "state=finished"),
    )
    fact_columns = ("leader_id", "due_on")
    in_menu = True
    import_key = ("proposal_id",)

    def prepare_rows(self, ids: Collection[int]) -> None:
        """Read the units of the cases of the page, in at most four statements."""
        cases = select(FollowThrough.proposal_id).where(FollowThrough.id.in_(ids))
        g.case_units = units_of_cases(set(db.session.scalars(cases)))

    def list_actions(self) -> list[tuple[str, str, str]]:
        """Put the printed table before the explanation."""
        found: list[tuple[str, str, str]] = super().list_actions()
        return [(translate(TABLE), "paper", f"{self.url}/table/"), *found]

    @expose("/table/")
    def table_view(self) -> str:
        """Show the table of one session (``?session=``, the latest without it) as it is printed: A4, across."""
        known = sessions()
        asked = row_number(request.args.get("session", ""))
        shown = next((row for row in known if row.id == asked), known[0] if known else None)
        page = {
            "title": translate(TABLE),
            "crumbs": self.crumbs(None, translate(TABLE)),
            "name": shown.name if shown is not None else "",
            "plan": " ".join(filter(None, (shown.supervision_plan, shown.supervision_document)))
            if shown
            else "",
            "rows": table_of(shown.id) if shown is not None else [],
            "details_url": f"{self.url}/details/?id=",
            "sessions": [
                (row.name, f"{self.url}/table/?session={row.id}", shown is not None and row.id == shown.id)
                for row in known
            ],
            "cancel_url": f"{self.url}/",
        }
        return render_template("task_table.html", page=page)
