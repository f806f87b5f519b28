"""Hand-over batches on screen: take the cases in, look at the list, hand over in one press, print the list."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template
from flask import request as asked
from flask_admin import expose
from sqlalchemy import select

from models.access import can, current_actor, require
from models.answering.batches import ready, take_in
from models.base import Record, db
from models.marks import N_
from models.office.department import Department
from panel.language import format_day_in_words, translate
from panel.listing.labels import labels
from panel.proposals.handover_list import list_of
from panel.record_view import RecordView
from panel.saving import Outcome, once
from panel.words import failed, said

CASES = "cases"
TAKEN_IN = N_("%(number)s cases taken in.")
NOTHING_READY = N_("No numbered case waits for its hand-over.")
WITHOUT_UNIT = N_("Left out, because no unit has been decided: %(cases)s")
WAITING = N_("%(number)s numbered cases stand on no hand-over list yet.")


class HandoverView(RecordView):
    """One letter, one list, one press."""

    copies = False
    menu_place = 20
    column_list = ("name", "kind", "handed_over_on", "document_number", "state")
    form_sections = (
        (N_("Hand-over"), ("name", "kind", "term_id", "handed_over_on", "document_number", "place")),
        (N_("Takeover"), ("former_department_id",)),
    )
    children = ("handling",)
    can_import = False

    def prefilled(self, names: list[str]) -> dict[str, Any]:
        """Begin with every handing-over office there is: a hand-over is theirs as much as ours."""
        found: dict[str, Any] = super().prefilled(names)
        offices = (
            select(Department.id).where(Department.handing_over_office.is_(True)).order_by(Department.rank)
        )
        found["handover_office"] = list(db.session.scalars(offices))
        return found

    def notes_of(self, record: Any) -> list[tuple[str, str]]:
        """Say how many cases wait for a list while one is being prepared."""
        found: list[tuple[str, str]] = super().notes_of(record)
        if record.state == "prepared" and record.kind == CASES:
            waiting = len(ready())
            if waiting:
                found.append((translate(WAITING, number=waiting), ""))
        return found

    def acts_of(self, record: Any) -> tuple[list[dict[str, Any]], list[Any]]:
        """Put taking in before handing over while nothing is on the list, and the printed list beside it."""
        acts, more = super().acts_of(record)
        if record.trashed_at is not None or record.kind != CASES:
            return acts, more
        printed = {
            "label": translate(N_("Print the hand-over list")),
            "method": "get",
            "url": f"{self.url}/list/?id={record.id}",
            "kind": "plain",
        }
        more.insert(0, printed)
        if record.state == "prepared" and can(current_actor(), "update", record):
            fill = {
                "label": translate(N_("Take in the numbered cases")),
                "method": "post",
                "url": f"{self.url}/take-in/{CASES}/?id={record.id}",
                "kind": "plain",
                "hidden": [],
            }
            if ready():
                return [fill | {"kind": "primary"}, *(act | {"kind": "plain"} for act in acts[:1])], [
                    *acts[1:],
                    *more,
                ]
            more.insert(0, fill)
        return acts, more

    @expose("/take-in/<what>/", methods=("POST",))
    def take_in_view(self, what: str) -> Any:
        """Put every numbered case with its units onto the list."""
        if what != CASES:
            abort(404)
        record: Record = self.find()
        require(current_actor(), "update", record)
        taken = None

        def work() -> Outcome:
            nonlocal taken
            taken = take_in(record)
            return Outcome(answer=self.url_for_details(record.id))

        outcome = once(asked.form.get("form_token", ""), work)
        for problem in outcome.problems:
            failed(problem.sentence, **problem.values)
        if taken is not None and outcome.answer is not None:
            said(TAKEN_IN if taken.cases else NOTHING_READY, number=taken.cases)
            if taken.without_unit:
                failed(WITHOUT_UNIT, cases=taken.without_unit)
        return redirect(self.url_for_details(record.id), 303)

    @expose("/list/")
    def list_view(self) -> str:
        """Show the hand-over list as it is printed, unit by unit."""
        record: Any = self.find()
        units, offices = list_of(record)
        names = labels(Department, offices)
        page = {
            "title": translate(N_("Hand-over list")),
            "crumbs": self.crumbs(record, translate(N_("Hand-over list"))),
            "name": record.name,
            "number": record.document_number or "",
            "day": format_day_in_words(record.handed_over_on),
            "offices": [names[number].text for number in offices if number in names],
            "draft": record.state == "prepared",
            "units": units,
            "cancel_url": self.url_for_details(record.id),
        }
        return render_template("case_list.html", page=page)
