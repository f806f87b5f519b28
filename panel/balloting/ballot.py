"""A member casts the own ballot of an open round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, render_template, request
from flask_admin import expose

from models.access import Refused
from models.accounts.form_token import FormToken
from models.balloting.casting import cast, offered
from models.base import db
from models.marks import N_
from panel.balloting.paper_page import marks_of, paper_context, remarks_of
from panel.language import format_day, translate
from panel.saving import new_token
from panel.words import said

if TYPE_CHECKING:
    pass

CAST = N_("Your ballot is in the box.")


class BallotRoutes:
    """Route ``ballot/``."""

    @expose("/ballot/", methods=("GET", "POST"))
    def ballot_view(self: Any) -> Any:
        """Show the paper, or put it into the box."""
        record: Any = self.find()
        token = request.form.get("form_token", "")
        if request.method == "POST" and token and FormToken.answered(token) is not None:
            return redirect("/", 303)
        paper = offered(record.id)
        if request.method == "GET":
            return self.show_ballot(record, paper, "")
        try:
            cast(record.id, marks_of(request.form, paper), remarks_of(request.form), token=token, answer="/")
        except Refused as refused:
            db.session.rollback()
            return self.show_ballot(record, paper, translate(refused.sentence, **refused.values)), 422
        said(CAST)
        return redirect("/", 303)

    def show_ballot(self: Any, record: Any, paper: Any, error: str) -> str:
        """Render the paper with what was marked."""
        until = translate(N_("until %(day)s"), day=format_day(record.closes_on)) if record.closes_on else ""
        facts = translate(N_("%(number)s lines, secret %(until)s"), number=len(paper.lines), until=until)
        page = {
            **paper_context(paper, self.label_text(record), facts, request.form, error),
            "crumbs": self.crumbs(record, translate(N_("Ballot"))),
            "layout": None,
            "action": "",
            "hidden": [("form_token", request.form.get("form_token") or new_token())],
            "cancel_url": self.url_for_details(record.id),
        }
        return render_template("ballot.html", page=page)
