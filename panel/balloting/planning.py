"""Filling the plan of a round at once: every running project, every serving member."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, redirect, request
from flask_admin import expose

from models.access import require
from models.access.actor import current_actor
from models.balloting.planning import take_in_members, take_in_projects
from models.marks import N_
from panel.saving import Outcome, once
from panel.words import failed, said

if TYPE_CHECKING:
    pass

FILLS = {"projects": take_in_projects, "members": take_in_members}
TAKEN_IN = N_("%(number)s rows taken in; what was there already stays.")


class PlanningRoutes:
    """Route ``take-in/<what>/``."""

    @expose("/take-in/<what>/", methods=("POST",))
    def take_in_view(self: Any, what: str) -> Any:
        """Take every project of the year, or every serving member, into the plan."""
        if what not in FILLS:
            abort(404)
        record = self.find()
        require(current_actor(), "update", record)
        number = 0

        def work() -> Outcome:
            nonlocal number
            number = FILLS[what](record)
            return Outcome(answer=self.url_for_details(record.id))

        outcome = once(request.form.get("form_token", ""), work)
        for problem in outcome.problems:
            failed(problem.sentence, **problem.values)
        if outcome.answer is not None:
            said(TAKEN_IN, number=number)
        return redirect(self.url_for_details(record.id), 303)
