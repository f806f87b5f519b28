"""A teller's own sheet, and closing the count when both sheets agree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from flask import redirect, render_template, request
from flask_admin import expose

from models.access import Refused, current_actor
from models.balloting import sheets
from models.balloting.closing import close_round
from models.balloting.paper import paper_of
from models.base import db
from models.livelihood.evaluation_round import CAUSES
from models.marks import N_
from panel import values
from panel.language import translate
from panel.saving import Outcome, new_token, once
from panel.states import badge
from panel.words import failed, noted, said

if TYPE_CHECKING:
    pass

WAITING = N_("Your sheet is handed in; the other teller's is awaited.")
COUNTED = N_("The count is closed. The results stand with the evaluations.")
VOID = N_("The round is void: %(cause)s. Please open a new one; both are kept.")
MISMATCH = N_(
    "%(number)s numbers differ from the other teller's sheet; please count these again, each alone."
)
SHEET_SAVED = N_("The sheet is kept; hand it in when it is complete.")
LABELS = {
    "present": N_("Present"),
    "issued": N_("Ballots issued"),
    "returned": N_("Ballots returned"),
    "invalid": N_("Invalid ballots"),
}


class CountRoutes:
    """Route ``count/``."""

    @expose("/count/", methods=("GET", "POST"))
    def count_view(self: Any) -> Any:
        """Show the teller's own sheet, keep it, or hand it in."""
        record: Any = self.find()
        if record.state != "open" and current_actor().account_id in (record.teller1_id, record.teller2_id):
            noted(N_("The count of this round is not open."))
            return redirect(self.url_for_details(record.id), 303)
        sheets.teller_round(record.id)
        if request.method == "GET":
            return self.show_sheet(record, {}, [])
        typed, head, numbers, errors = self.read_sheet(record)
        if errors:
            return self.show_sheet(record, typed, errors), 422
        status: dict[str, Any] = {}

        def work() -> Outcome:
            sheets.save_sheet(record.id, numbers if record.casts_by("paper") else None, **head)
            if request.form.get("_next") == "close":
                status["outcome"] = close_round(record.id)
            return Outcome(answer=f"{self.url}/count/?id={record.id}")

        try:
            outcome = once(request.form.get("form_token", ""), work)
        except Refused as refused:
            db.session.rollback()
            sentence = translate(refused.sentence, **refused.values)
            return self.show_sheet(record, typed, [("", "", sentence)]), 422
        if outcome.answer is None:
            return self.show_sheet(
                record, typed, [("", "", translate(p.sentence, **p.values)) for p in outcome.problems]
            ), 422
        return self.after_sheet(record, status.get("outcome"), outcome.answer)

    def after_sheet(self: Any, record: Any, closed: Any, answer: str) -> Any:
        """Say what handing in led to, and go where the teller goes on."""
        if closed is None:
            said(SHEET_SAVED)
        elif closed.status == "waiting":
            said(WAITING)
        elif closed.status == "mismatch":
            failed(MISMATCH, number=len(closed.mismatches))
        elif closed.status == "void":
            cause = next(c.label for c in CAUSES if c.value == closed.void_cause)
            failed(VOID, cause=translate(cause))
            answer = self.url_for_details(record.id)
        else:
            said(COUNTED)
            answer = self.url_for_details(record.id)
        return redirect(answer, 303)

    def read_sheet(
        self: Any, record: Any
    ) -> tuple[dict[str, str], dict[str, int | None], dict[tuple[int, int], int], list[Any]]:
        """Read the numbers typed; each that is no number is named."""
        typed = {key: value for key, value in request.form.items() if key[:2] in ("n-", "h-")}
        errors: list[tuple[str, str, str]] = []

        def number(name: str, label: str) -> int | None:
            text = typed.get(name, "").strip()
            if not text:
                return None
            try:
                read = values.read_number(text)
            except values.ValueProblem as problem:
                errors.append((f"f-{name}", label, translate(problem.sentence, **problem.values)))
                return None
            if read != read.to_integral_value() or read < 0:
                errors.append(
                    (f"f-{name}", label, translate(N_("Please write a whole number, not below zero.")))
                )
                return None
            return int(read)

        head = {name: number(f"h-{name}", translate(LABELS[name])) for name in self.head_of(record)}
        found = {}
        for line in paper_of(record.id).lines if record.casts_by("paper") else ():
            for option, label in paper_of(record.id).options:
                found[line.id, option] = number(f"n-{line.id}-{option}", f"{line.name} {label}") or 0
        return typed, head, found, errors

    def head_of(self: Any, record: Any) -> Sequence[str]:
        """Return what the sheet asks for above its lines, by the way ballots are cast."""
        if record.casts_by("paper"):
            return sheets.HEAD
        return ("present",) if record.casts_by("slips") else ()

    def show_sheet(self: Any, record: Any, typed: dict[str, str], errors: list[Any]) -> str:
        """Render the own sheet; what differs from the other's is framed once both are in, without the other's number."""
        paper = paper_of(record.id)
        both = sheets.sheets_of(record.id)
        own = next((s for s in both if s.account_id == current_actor().account_id), None)
        other = next((s for s in both if s.account_id != current_actor().account_id), None)
        kept = sheets.numbers_of(own) if own is not None else {}
        in_hand = [s for s in both if s.handed_in_at is not None]
        differing = sheets.mismatches(record, both) if len(in_hand) == 2 else []
        framed = {(m.subject_id, m.option_id) for m in differing if not m.field}
        base = []
        for name in self.head_of(record):
            value = getattr(own, name) if own is not None else None
            base.append(
                {
                    "kind": "number",
                    "name": f"h-{name}",
                    "label": translate(LABELS[name]),
                    "value": typed.get(f"h-{name}", "" if value is None else str(value)),
                    "required": name != "invalid",
                    "inputmode": "numeric",
                    "error": translate(N_("differs from the other teller's"))
                    if any(m.field == name for m in differing)
                    else "",
                }
            )
        rows = []
        for line in paper.lines if record.casts_by("paper") else ():
            cells = []
            for option, label in paper.options:
                name = f"n-{line.id}-{option}"
                number = kept.get((line.id, option))
                cells.append(
                    {
                        "name": name,
                        "value": typed.get(name, "" if number is None else str(number)),
                        "label": f"{line.name} {label}",
                        "error": next((text for key, _label, text in errors if key == f"f-{name}"), ""),
                        "differs": (line.id, option) in framed,
                        "other": None,
                    }
                )
            rows.append({"id": line.id, "head": line.name, "fact": "", "cells": cells})
        handed = other is not None and other.handed_in_at is not None
        note = (
            N_("The other teller has handed in the sheet.")
            if handed
            else N_("The other teller has not handed in the sheet yet.")
        )
        ready = own.returned - (own.invalid or 0) if own is not None and own.returned is not None else None
        page = {
            "title": translate(N_("Count: %(name)s"), name=self.label_text(record)),
            "crumbs": self.crumbs(record, translate(N_("Count"))),
            "state": badge(record),
            "note": translate(note),
            "errors": errors,
            "action": "",
            "hidden": [("form_token", request.form.get("form_token") or new_token())],
            "base": base,
            "options": [label for _, label in paper.options],
            "rows": rows,
            "sum": ready,
            "mismatch": translate(MISMATCH, number=len(differing)) if differing else None,
            "saved_note": "",
            "cancel_url": self.url_for_details(record.id),
            "save_label": translate(N_("Keep the sheet")),
            "close": {
                "label": translate(N_("Hand in the sheet")),
                "name": "_next",
                "value": "close",
                "confirm": {
                    "title": translate(N_("Hand in the sheet?")),
                    "text": translate(
                        N_("When both sheets agree, the count is closed and nobody can change it.")
                    ),
                    "button": translate(N_("Hand in the sheet")),
                },
            },
        }
        return render_template("count.html", page=page)
