"""Computing the points of a year on screen: what a run would write, asked before it is written."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request
from flask_admin import expose

from models.duty.computing import Difference, compute_points, difference
from models.marks import N_
from models.problems import Problem
from panel.language import translate
from panel.points.asking import asked_year, require_desk
from panel.saving import Outcome, new_token, once
from panel.words import failed, said

TITLE = N_("Compute the points of %(year)s")
EXPLAINED = N_(
    "Held against the records of the scoring year by the rules in force: attendance, proposals, opinions and all that counts."
)
CONSEQUENCE = N_(
    "Nothing is overwritten: wrong lines are cancelled by reverse lines, and the history names you."
)
NOTHING = N_("The points of %(year)s stand as the records have them; there is nothing to write.")
DONE = N_("%(new)s lines written, %(wrong)s cancelled; the points of %(number)s members changed.")
LABELS = {
    "new": N_("New lines"),
    "wrong": N_("Lines to be cancelled"),
    "unchanged": N_("Lines that stay as they are"),
    "held_back": N_("Lines cancelled by hand, which stay cancelled"),
    "seats": N_("Members whose points change"),
}


class ComputingRoutes:
    """Route ``compute/`` of the assessments."""

    @expose("/compute/", methods=("GET", "POST"))
    def compute_view(self: Any) -> Any:
        """Show what a run for ``?year=`` would write; a POST writes it."""
        require_desk()
        year = asked_year()
        if request.method == "GET" or request.form.get("confirmed") != "1":
            return render_template("transition.html", page=self.compute_page(year, difference(year)))
        done: Difference | None = None

        def work() -> Outcome:
            nonlocal done
            done = compute_points(year, translate)
            return Outcome(answer=table_url(year))

        outcome = once(request.form.get("form_token", ""), work)
        if outcome.answer is None:
            problems: list[Problem] = outcome.problems
            for problem in problems:
                failed(problem.sentence, **problem.values)
            return redirect(table_url(year), 303)
        if done is not None:
            said(DONE, new=len(done.new), wrong=len(done.wrong), number=len(done.seats))
        return redirect(outcome.answer, 303)

    def compute_page(self: Any, year: int, found: Difference) -> dict[str, Any]:
        """Return the page that asks before anything is written."""
        numbers = {
            "new": len(found.new), "wrong": len(found.wrong), "unchanged": found.unchanged, "held_back": found.held_back,
            "seats": len(found.seats),
        }  # fmt: skip
        title = translate(TITLE, year=year)
        return {
            "title": title,
            "crumbs": self.crumbs(None, title),
            "subject": {
                "kind": translate(N_("Scoring year")),
                "title": str(year),
                "url": table_url(year),
                "state": None,
            },
            "subjects": None,
            "sentence": translate(EXPLAINED),
            "consequence": None if found.nothing else translate(CONSEQUENCE),
            "left_out": None,
            "refusal": translate(NOTHING, year=year) if found.nothing else None,
            "facts": [
                {"label": translate(LABELS[name]), "value": str(number)} for name, number in numbers.items()
            ],
            "errors": [],
            "fields": [],
            "common": [],
            "reason_id": "",
            "action": f"{self.url}/compute/",
            "hidden": [("year", str(year)), ("confirmed", "1"), ("form_token", new_token())],
            "files": False,
            "button": title,
            "tone": "primary",
            "cancel_url": table_url(year),
        }


def table_url(year: int) -> str:
    """Return the address of the points table of a year."""
    return f"/panel/point-entry/table/?year={year}"
