"""The book of the proposal committee: everything of a session that is not decided yet, with the marks of the looks.

The desk sets the marks row by row and saves them; after the meeting the ticked rows are decided as they are marked, all in one
transaction, each by its own step and with the meeting's decision as its basis.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import redirect, render_template, request
from flask_admin import expose
from sqlalchemy import select

from models.access import can, current_actor, require
from models.base import db
from models.marks import N_
from models.problems import Invalid, Problem
from models.proposing.lifecycle import LOOKED_AT
from models.registry import record_type
from models.transitions import AlreadyDone, Request, perform
from panel.forms import ReferenceField, form_class
from panel.language import translate
from panel.listing.labels import labels
from panel.listing.lookup import comes_from_lookup, lookup_page
from panel.numbers import row_number
from panel.proposing.numbering import asked_session, session_tabs
from panel.saving import Outcome, new_token, once
from panel.states import badge
from panel.words import done_words, failed, said

TITLE = N_("Book of the session")
ASK = N_("Decide %(number)s proposals as they are marked")
COUNTED = N_("%(what)s: %(number)s")
DECIDED = N_("%(number)s proposals decided.")
MARKED = N_("%(number)s marks saved.")
NOTHING_TICKED = N_("No row is ticked; please tick the rows first.")
NO_MARK = N_("“%(name)s” has no mark yet; please mark it and save first.")
IN_ROW = N_("“%(name)s”: %(what)s")
WHICH_DECISION = N_("Please choose the decision of the meeting; every row ticked rests on it.")
MOST = 100


class BookRoutes:
    """Route ``book/``."""

    @expose("/book/", methods=("GET", "POST"))
    def book_view(self: Any) -> Any:
        """Show the undecided proposals of a session; a POST saves the marks, or decides the ticked ones after asking."""
        require(current_actor(), "transition:second_look", self.model)
        session_id = asked_session(request.values.get("session", ""))
        if request.method == "GET" or session_id is None:
            return self.show_book(session_id)
        form = self.book_form()
        wanted = request.form.get("_find")
        if wanted and wanted in form._fields:
            return lookup_page(self, form, wanted, None)
        if comes_from_lookup(request.form):
            return self.show_book(session_id, form)
        if request.form.get("do") != "decide":
            return self.save_marks(session_id)
        rows = self.rows_of_book(session_id, ticked())
        problems = self.book_problems(form, rows)
        if problems:
            return self.show_book(session_id, form, problems), 422
        if request.form.get("confirmed") != "1":
            return self.ask_to_decide(session_id, form, rows)
        return self.decide(session_id, form, rows)

    def book_form(self: Any) -> Any:
        """Make the field that asks for the meeting's decision."""
        form = form_class(["decision_id"], self.model)(self.posted())
        for item in form:
            if isinstance(item, ReferenceField):
                item.lookup_url = f"{self.url}/lookup/{item.name}"
        return form

    def rows_of_book(self: Any, session_id: int, only: list[int] | None = None, after: int = 0) -> list[Any]:
        """Return the undecided proposals of a session in the order in which they came in; ``only`` those, or a page of all."""
        cls = self.model
        statement = select(cls).where(cls.session_id == session_id, cls.state.in_(LOOKED_AT))
        statement = statement.where(cls.id.in_(only) if only is not None else cls.running_number > after)
        return list(db.session.scalars(statement.order_by(cls.running_number, cls.id).limit(MOST + 1)))

    def book_problems(self: Any, form: Any, rows: list[Any]) -> list[Problem]:
        """Return what is missing before the ticked rows can be decided."""
        if not rows:
            return [Problem("", NOTHING_TICKED)]
        missing = [Problem("", NO_MARK, {"name": row.name}) for row in rows if not row.proposed]
        steps = {row.proposed for row in rows if row.proposed}
        bodies = [self.model.workflow.transitions[step].bodies for step in steps]
        errors = [Problem("decision_id", str(error)) for error in form["decision_id"].errors]
        if not errors and any(bodies) and form["decision_id"].data is None:
            errors = [Problem("decision_id", WHICH_DECISION)]
        return missing + errors

    def save_marks(self: Any, session_id: int) -> Any:
        """Save the marks that differ."""
        here, changed = f"{self.url}/book/?session={session_id}", 0
        choices = {choice.value for choice in self.model.__table__.c.proposed.info["choices"]}
        marks = {
            number: value
            for name, value in request.form.items()
            if name.startswith("mark-") and (number := row_number(name.removeprefix("mark-"))) is not None
        }

        def work() -> Outcome:
            nonlocal changed
            changed = 0
            for row in self.rows_of_book(session_id, list(marks)):
                mark = marks[row.id] if marks[row.id] in choices else None
                if mark != row.proposed:
                    row.proposed = mark
                    changed += 1
            db.session.flush()
            return Outcome(answer=here)

        outcome = once(request.form.get("form_token", ""), work, record_class=self.model)
        for problem in outcome.problems:
            failed(problem.sentence, **problem.values)
        if outcome.answer is not None:
            said(MARKED, number=changed)
        return redirect(here, 303)

    def ask_to_decide(self: Any, session_id: int, form: Any, rows: list[Any]) -> str:
        """Ask before the rows are decided: how many of each, which, and on which decision."""
        steps = self.model.workflow.transitions
        counts = Counter(row.proposed for row in rows)
        sentence = "；".join(
            translate(COUNTED, what=translate(steps[name].label), number=number)
            for name, number in counts.items()
        )
        decision = form["decision_id"]
        title = translate(ASK, number=len(rows))
        subject = [
            (f"{row.running_number} {row.name}（{translate(steps[row.proposed].label)}）", self.url_for_details(row.id))
            for row in rows
        ]  # fmt: skip
        page = {
            "title": title,
            "crumbs": self.crumbs(None, title),
            "subject": None,
            "subjects": subject,
            "sentence": sentence,
            "consequence": translate(N_("Each proposer is told; all of them are decided together or none.")),
            "left_out": None,
            "refusal": None,
            "facts": [],
            "errors": [],
            "fields": [],
            "common": [],
            "reason_id": "",
            "action": f"{self.url}/book/",
            "hidden": [
                ("session", str(session_id)),
                ("do", "decide"),
                ("confirmed", "1"),
                ("form_token", new_token()),
                ("decision_id", str(decision.data or "")),
                *[("id", str(row.id)) for row in rows],
            ],
            "files": False,
            "button": title,
            "tone": "primary",
            "cancel_url": f"{self.url}/book/?session={session_id}",
        }
        return render_template("transition.html", page=page)

    def decide(self: Any, session_id: int, form: Any, rows: list[Any]) -> Any:
        """Take the marked step of every row, all or none."""
        here = f"{self.url}/book/?session={session_id}"
        ids = {row.id: (row.name, row.proposed) for row in rows}

        def work() -> Outcome:
            for number, (name, step) in ids.items():
                transition = self.model.workflow.transitions[step]
                row = db.session.get_one(self.model, number)
                answers = {column: getattr(row, column) for column in transition.asks}
                given = Request(
                    decision_id=form["decision_id"].data if transition.bodies else None, answers=answers
                )
                try:
                    perform(self.model, number, step, given)
                except Invalid as invalid:
                    what = " ".join(translate(p.sentence, **p.values) for p in invalid.problems)
                    raise Invalid(row, [Problem("", IN_ROW, {"name": name, "what": what})]) from None
            return Outcome(answer=here)

        try:
            outcome = once(request.form.get("form_token", ""), work, record_class=self.model)
        except AlreadyDone as done:
            db.session.rollback()
            sentence, values = done_words(done)
            failed(sentence, **values)
            return redirect(here, 303)
        if outcome.answer is None:
            return self.show_book(session_id, form, outcome.problems), 422
        said(DECIDED, number=len(ids))
        return redirect(here, 303)

    def show_book(
        self: Any, session_id: int | None, form: Any = None, problems: list[Problem] | None = None
    ) -> str:
        """Render the book of a session."""
        after = row_number(request.args.get("after", "")) or 0
        found = self.rows_of_book(session_id, after=after) if session_id is not None else []
        rows = found[:MOST]
        form = form if form is not None else self.book_form()
        errors = {p.field: translate(p.sentence, **p.values) for p in problems or []}
        drawn = form["decision_id"].drawn()
        kept = set(ticked()) if request.method == "POST" else set()
        page = {
            "title": translate(TITLE),
            "crumbs": self.crumbs(None, translate(TITLE)),
            "action": f"{self.url}/book/",
            "sessions": session_tabs(f"{self.url}/book/", session_id),
            "session": session_id,
            "token": request.form.get("form_token") or new_token(),
            "errors": [(f"f-{k}" if k else "", self.label_of(k) if k else "", v) for k, v in errors.items()],
            "decision": {**drawn, "error": errors.get("decision_id") or drawn["error"]},
            "may_decide": bool(can(current_actor(), "transition:accept", self.model)),
            "options": [("", ""), *self.outcomes()],
            "rows": self.drawn_rows(rows, kept),
            "next_url": f"{self.url}/book/?session={session_id}&after={rows[-1].running_number}"
            if len(found) > MOST
            else None,
            "previous_url": f"{self.url}/book/?session={session_id}" if after else None,
        }
        return render_template("proposal_book.html", page=page)

    def outcomes(self: Any) -> list[tuple[str, str]]:
        """Return the marks to choose from."""
        return [(c.value, translate(c.label)) for c in self.model.__table__.c.proposed.info["choices"]]

    def drawn_rows(self: Any, rows: list[Any], kept: set[int]) -> list[dict[str, Any]]:
        """Return the rows of the book; references are named in one statement for each type."""
        names = {
            column: labels(table, [v for row in rows if (v := getattr(row, column)) is not None])
            for column, table in self.book_references().items()
        }
        return [
            {
                "id": row.id,
                "running": row.running_number,
                "name": row.name,
                "url": self.url_for_details(row.id),
                "proposer": row.proposer,
                "named": "，".join(
                    names[column][value].text for column in names if (value := getattr(row, column)) in names[column]
                ),
                "opinion": row.second_opinion or row.first_opinion or "",
                "mark": row.proposed or "",
                "state": badge(row),
                "ticked": row.id in kept,
                "ripe": row.state == "second_looked",
            }
            for row in rows
        ]  # fmt: skip

    def book_references(self: Any) -> dict[str, Any]:
        """Return the references that the book names beside the title."""
        return {"category_id": record_type("code_item"), "lead_department_id": record_type("department")}


def ticked() -> list[int]:
    """Return the rows that were ticked, at most a page of them."""
    found = (row_number(text) for text in request.form.getlist("id"))
    return [number for number in found if number is not None][:MOST]
