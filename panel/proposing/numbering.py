"""The numbers of a session: what is accepted is put in order and numbered in one act; the book of numbers stands below."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, request
from flask_admin import expose
from sqlalchemy import case, or_, select

from models import clock
from models.access import current_actor, require
from models.base import db
from models.marks import N_
from models.proposing.numbers import last_number, number_all, put_in_order, waiting_for_number
from models.proposing.sessions import moment_of_now
from models.registry import record_type
from panel.language import translate
from panel.numbers import row_number
from panel.saving import Outcome, new_token, once
from panel.states import badge
from panel.words import failed, said

TITLE = N_("Case numbers")
NUMBERED = N_("%(number)s cases numbered, from No. %(first)s to No. %(last)s.")
NUMBER_ALL = N_("Number %(number)s cases: No. %(first)s to No. %(last)s")
IN_ORDER = N_("The order is saved.")
RETIRED = N_("Retired: %(why)s")
MOST = 500
"""So many cases of a session are shown; a county numbers some two hundred in a session."""


class NumberingRoutes:
    """Route ``numbers/``: the order, one press that numbers, and every number of the session with what became of it."""

    @expose("/numbers/", methods=("GET", "POST"))
    def numbers_view(self: Any) -> Any:
        """Show the order and the numbers; a POST saves the order, moves one row, or numbers all that were shown."""
        require(current_actor(), "transition:number", self.model)
        session_id = asked_session(request.values.get("session", ""))
        if request.method == "GET" or session_id is None:
            return self.show_numbers(session_id)
        here = f"{self.url}/numbers/?session={session_id}"
        shown = [number for text in request.form.getlist("shown") if (number := row_number(text)) is not None]
        given: list[int] = []

        def work() -> Outcome:
            if request.form.get("do") == "number":
                given[:] = [row.case_number for row in number_all(session_id, shown)]
            else:
                put_in_order(session_id, places_of(shown))
            return Outcome(answer=here)

        outcome = once(request.form.get("form_token", ""), work, record_class=self.model)
        for problem in outcome.problems:
            failed(problem.sentence, **problem.values)
        if outcome.answer is not None and given:
            said(NUMBERED, number=len(given), first=given[0], last=given[-1])
        elif outcome.answer is not None and request.form.get("do") != "number":
            said(IN_ORDER)
        return redirect(here, 303)

    def show_numbers(self: Any, session_id: int | None) -> str:
        """Render the page for a session."""
        waiting = waiting_for_number(session_id) if session_id is not None else []
        first = last_number("case_number", session_id) + 1 if session_id is not None else 1
        page = {
            "title": translate(TITLE),
            "crumbs": self.crumbs(None, translate(TITLE)),
            "action": f"{self.url}/numbers/",
            "sessions": session_tabs(f"{self.url}/numbers/", session_id),
            "session": session_id,
            "token": new_token(),
            "waiting": [
                {"id": row.id, "place": place, "number": first + place - 1, "name": row.name, "proposer": row.proposer,
                 "running": row.running_number, "url": self.url_for_details(row.id)}
                for place, row in enumerate(waiting, 1)
            ],
            "button": translate(NUMBER_ALL, number=len(waiting), first=first, last=first + len(waiting) - 1)
            if waiting
            else "",
            "book": self.book_of_numbers(session_id) if session_id is not None else [],
        }  # fmt: skip
        return render_template("proposal_numbers.html", page=page)

    def book_of_numbers(self: Any, session_id: int) -> list[dict[str, Any]]:
        """Return every number that the session gave, with its case; a retired one says why."""
        cls = self.model
        statement = (
            select(cls)
            .where(cls.session_id == session_id, cls.case_number.is_not(None))
            .order_by(cls.case_number.desc())
            .limit(MOST)
        )
        return [
            {
                "number": row.case_number,
                "name": row.name,
                "proposer": row.proposer,
                "url": self.url_for_details(row.id),
                "state": badge(row),
                "retired": translate(RETIRED, why=row.outcome_reason or "")
                if row.state == "withdrawn"
                else "",
            }
            for row in db.session.scalars(statement)
        ]


def places_of(shown: list[int]) -> dict[int, int]:
    """Return the place that the form gives each row: typed, or one up or down for the row whose button was pressed.

    Places are doubled, so that a moved row comes to stand between two others.
    """
    places: dict[int, int] = {}
    for stood, number in enumerate(shown, 1):
        typed = row_number(request.form.get(f"place-{number}", ""))
        places[number] = 2 * (typed or stood)
        if typed is not None and typed != stood:
            # A row that was given another's place comes before it when it moves up, behind it when it moves down.
            places[number] += -1 if typed < stood else 1
    for name, by in (("up", -3), ("down", 3)):
        moved = row_number(request.form.get(name, ""))
        if moved in places:
            places[moved] += by
    return places


def asked_session(text: str) -> int | None:
    """Return the plenary session that the address names, else the one whose book is open; ``None`` when there is none.

    That is the newest that sits, sat or takes proposals already; one that is only being prepared has nothing to show yet.
    """
    session: Any = record_type("plenary_session")
    asked = row_number(text)
    if text and asked is None:
        abort(404)
    begun = or_(session.opens_on <= clock.business_today(), session.proposals_from <= moment_of_now())
    statement = select(session.id).order_by(case((begun, 0), else_=1), session.opens_on.desc()).limit(1)
    if asked is not None:
        statement = statement.where(session.id == asked)
    found: int | None = db.session.scalar(statement)
    if found is None and asked is not None:
        abort(404)
    return found


def session_tabs(url: str, current: int | None) -> list[tuple[str, str, bool, int | None]]:
    """Return the plenary sessions as tabs of a page, the newest first."""
    session: Any = record_type("plenary_session")
    rows = db.session.execute(
        select(session.id, session.label_sql()).order_by(session.opens_on.desc()).limit(6)
    )
    return [(name, f"{url}?session={number}", number == current, None) for number, name in rows]
