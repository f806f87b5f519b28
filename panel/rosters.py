"""Adding many child rows at once by a list that the office has: all members, a sector, a body, or names typed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import abort, redirect, render_template, request
from flask_admin import expose

from models.access import current_actor, require
from models.base import db
from models.marks import N_
from models.problems import Problem
from models.registry import record_type
from panel.language import translate
from panel.registry import views
from panel.saving import Outcome, new_token, once
from panel.words import said

ADDED = N_("%(number)s rows added; who was on the list already stays as entered.")
NOTHING = N_("Please choose a list, or write at least one name.")
UNKNOWN = N_("Nobody is called “%(name)s” here; please check the name.")
SEVERAL = N_("Several people are called “%(name)s”; please add this one by the form.")


@dataclass(slots=True)
class Chosen:
    """What a list or typed names come to: the values of new rows, and what could not be found."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class RosterRoutes:
    """Route ``roster/<child>/`` of the parent; the child's view says which lists there are.

    A view offers it by two methods: ``rosters(parent)``, which gives (key, words) of the lists, and
    ``chosen(parent, key, names)``, which gives a :class:`Chosen` without the rows that are there already. What else it asks for
    (half-days) are ``roster_fields(parent)``.
    """

    @expose("/roster/<child>/", methods=("GET", "POST"))
    def roster_view(self: Any, child: str) -> Any:
        """Ask for a list or names, then add what is not there yet, all in one transaction."""
        try:
            cls = record_type(child)
        except KeyError:
            abort(404)
        view: Any = views().get(cls.__tablename__)
        parent = self.find()
        if (
            cls.parent is None
            or cls.__table__.c[cls.parent].info["ref"] != self.model.__tablename__
            or not hasattr(view, "rosters")
        ):
            abort(404)
        require(current_actor(), "create", cls)
        if request.method == "GET":
            return self.show_roster(parent, view, [])
        back = f"{self.url}/children/{cls.slug()}/?id={parent.id}"
        number = 0

        def work() -> Outcome:
            nonlocal number
            found = view.chosen(parent, request.form.get("roster", ""), request.form.get("names", ""))
            if found.problems:
                return Outcome(problems=found.problems)
            for values in found.rows:
                db.session.add(cls(**{cls.parent or "": parent.id}, **values))
            db.session.flush()
            number = len(found.rows)
            return Outcome(answer=back)

        outcome = once(request.form.get("form_token", ""), work, record_class=cls)
        if outcome.answer is None:
            return self.show_roster(parent, view, outcome.problems), 422
        said(ADDED, number=number)
        return redirect(outcome.answer, 303)

    def show_roster(self: Any, parent: Any, view: Any, problems: list[Problem]) -> str:
        """Render the page with what was chosen and typed."""
        by_field = {p.field: translate(p.sentence, **p.values) for p in problems}
        title = translate(N_("Add by list"))
        labels = {"roster": translate(N_("List")), "names": translate(N_("Names"))}
        fields = [
            {"kind": "select", "name": "roster", "label": labels["roster"], "options": view.rosters(parent), "empty": "",
             "value": request.form.get("roster", ""), "error": by_field.get("roster", "")},
            {"kind": "textarea", "name": "names", "label": labels["names"], "rows": 4, "value": request.form.get("names", ""),
             "hint": translate(N_("Several names with 、 between them")), "error": by_field.get("names", "")},
        ]  # fmt: skip
        if hasattr(view, "roster_fields"):
            fields[1:1] = view.roster_fields(parent)
        page = {
            "title": title,
            "crumbs": self.crumbs(parent, title),
            "state": None,
            "action": "",
            "files": False,
            "hidden": [("form_token", request.form.get("form_token") or new_token())],
            "errors": [
                (f"f-{k}" if k in labels else "", labels.get(k, ""), text) for k, text in by_field.items()
            ],
            "stale": None,
            "changed": bool(problems),
            "sections": [{"id": "s0", "title": self.label_text(parent), "fields": fields}],
            "contents": [],
            "saved_note": "",
            "cancel_url": f"{self.url}/children/{view.model.slug()}/?id={parent.id}",
            "save_label": translate(N_("Add these people")),
            "save_new": False,
            "more": [],
            "lead": None,
        }
        return render_template("form.html", page=page)
