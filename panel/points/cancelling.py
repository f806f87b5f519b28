"""Cancelling an entry by hand: what counts twice, or should not count, gets its reverse line with the reason; both stay."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request
from flask_admin import expose
from sqlalchemy import select

from models.access import current_actor
from models.base import db
from models.duty.ledger import ALREADY_CANCELLED, reverse
from models.marks import N_
from models.problems import Problem
from panel.language import translate
from panel.points.asking import may_compute, require_desk
from panel.saving import Outcome, new_token, once
from panel.words import said

TITLE = N_("Cancel by a reverse line")
SENTENCE = N_(
    "The entry stays; a line with the opposite points and your reason is put beside it. No computation counts it again."
)
DONE = N_("The entry is cancelled.")
REASON = N_("Reason")


class CancelRoutes:
    """Route ``cancel/`` of the point entries."""

    @expose("/cancel/", methods=("GET", "POST"))
    def cancel_view(self: Any) -> Any:
        """Ask for the reason, then write the reverse line; for who proposes the grades."""
        entry = self.find()
        require_desk()
        if request.method == "GET":
            return self.cancel_page(entry)
        number, reason = entry.id, request.form.get("reason", "").strip()
        here = self.url_for_details(number)

        def work() -> Outcome:
            reverse(self.find(), reason)
            return Outcome(answer=here)

        outcome = once(request.form.get("form_token", ""), work, record_class=self.model)
        if outcome.answer is None:
            return self.cancel_page(self.find(), outcome.problems), 422
        said(DONE)
        return redirect(outcome.answer, 303)

    def cancel_page(self: Any, entry: Any, problems: list[Problem] | None = None) -> str:
        """Render the page that asks for the reason."""
        found = [translate(problem.sentence, **problem.values) for problem in problems or []]
        title = translate(TITLE)
        page = {
            "title": title,
            "crumbs": self.crumbs(entry, title),
            "subject": {
                "kind": self.title_of(),
                "title": self.label_text(entry),
                "url": self.url_for_details(entry.id),
                "state": None,
            },
            "subjects": None,
            "sentence": translate(SENTENCE),
            "consequence": None,
            "left_out": None,
            "refusal": translate(ALREADY_CANCELLED) if is_settled(entry) else None,
            "facts": [{"label": self.label_of(name), "value": self.value_text(entry, name)} for name in _FACTS],
            "errors": [("f-reason", translate(REASON), words) for words in found],
            "fields": [
                {"kind": "textarea", "name": "reason", "label": translate(REASON), "required": True, "rows": 3,
                 "value": request.form.get("reason", ""), "error": found[0] if found else ""}
            ],
            "common": [],
            "reason_id": "f-reason",
            "action": f"{self.url}/cancel/?id={entry.id}",
            "hidden": [("form_token", new_token())],
            "files": False,
            "button": title,
            "tone": "remove",
            "cancel_url": self.url_for_details(entry.id),
        }  # fmt: skip
        return render_template("transition.html", page=page)

    def acts_of(self: Any, record: Any) -> tuple[list[dict[str, Any]], list[Any]]:
        """Offer the cancelling of an entry that stands, to who may."""
        acts, more = super().acts_of(record)  # type: ignore[misc]
        if not is_settled(record) and may_compute(current_actor()):
            acts = [
                *acts,
                {"label": translate(TITLE), "method": "get", "url": f"{self.url}/cancel/?id={record.id}"},
            ]
        return acts, more


_FACTS = ("seat_id", "points", "earned_on", "rule_id")


def is_settled(entry: Any) -> bool:
    """Return whether an entry is a reverse line, or has one."""
    cls: Any = type(entry)
    if entry.reverses_id is not None:
        return True
    return db.session.scalar(select(cls.id).where(cls.reverses_id == entry.id)) is not None
