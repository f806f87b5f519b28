"""A member casts the own ballot of an open round."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request
from flask_admin import expose

from models.access import Refused
from models.accounts.form_token import FormToken
from models.balloting.casting import cast, offered
from models.base import db
from models.marks import N_
from panel.balloting.paper_page import marks_of, paper_context, remarks_of
from panel.facts import ONE_AFTER_ANOTHER
from panel.language import format_day_in_words, translate
from panel.open_ballots import UNTIL
from panel.saving import new_token
from panel.words import said

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
        facts = translate(N_("%(number)s lines, secret"), number=len(paper.lines))
        if record.closes_on:
            until = translate(UNTIL, day=format_day_in_words(record.closes_on, year=False))
            facts = translate(ONE_AFTER_ANOTHER, one=facts, two=until)
        page = {
            **paper_context(paper, self.label_text(record), facts, request.form, error),
            "crumbs": self.crumbs(record, translate(N_("Ballot"))),
            "layout": None,
            "action": "",
            "hidden": [("form_token", request.form.get("form_token") or new_token())],
            "cancel_url": self.url_for_details(record.id),
        }
        return render_template("ballot.html", page=page)
