"""Moving many records on one decision: choose the step, tick the records, see what will happen, confirm once.

Every page is a form of its own and works without script: what is ticked on other pages of the list travels along. What a step
asks for (reason, fields) is asked once and holds for all. Nothing is moved unless all are.
"""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, request
from flask_admin import expose
from sqlalchemy import func, select

from models.access import Refused, can, current_actor
from models.base import db
from models.deciding import MOST, NotMoved, Step, candidates, chosen, hindrance, move, steps_of
from models.lookups import columns_of
from models.marks import N_
from models.problems import REQUIRED, Problem
from models.transitions import NOT_DECIDED, REASON_REQUIRED, AlreadyDone, Request
from panel.acts import COMMON_REASONS
from panel.decisions.ticking import Ticked, list_page
from panel.delegated import behalf_words
from panel.forms import ReferenceField, form_class
from panel.language import translate
from panel.listing.labels import labels
from panel.listing.lookup import comes_from_lookup, lookup_page
from panel.registry import view_of
from panel.saving import Outcome, new_token, once
from panel.words import done_words, failed, said

TITLE = N_("Move records on this decision")
ASK = N_("%(verb)s: %(number)s records on one decision")
MOVED = N_("%(what)s: %(number)s records, on this decision.")
HAPPENS = N_(
    "They go on from “%(source)s” to “%(target)s”, all together or none; each then names this decision."
)
LEFT_OUT = N_("Not included: %(which)s")
ONE = N_("“%(name)s”: %(why)s")
NOTHING_TICKED = N_("No row is ticked; please tick the rows first.")
NOTHING_MOVED = N_("Nothing was changed: “%(name)s” cannot be moved. %(why)s")
NONE_LEFT = N_("None of the ticked rows can be included.")
NO_STEP = N_("This kind of meeting decides no step that is yours to take for several records.")


class MoveRoutes:
    """Route ``move/`` of the decisions."""

    @expose("/move/", methods=("GET", "POST"))
    def move_view(self: Any) -> Any:
        """Show the steps, then the records of one; a POST pages, asks, or moves what was confirmed."""
        decision = self.find()
        if decision.outcome != "decided":
            raise Refused(NOT_DECIDED)
        kind = kind_of(decision)
        steps = {step.key: step for step in steps_of(current_actor(), kind)}
        if not steps:
            raise Refused(NO_STEP)
        asked = request.values.get("step", "")
        if not asked:
            return self.show_steps(decision, list(steps.values()))
        if asked not in steps:
            abort(404)
        act = Act(self, decision, kind, steps[asked])
        return act.answer()

    def show_steps(self: Any, decision: Any, steps: list[Step]) -> str:
        """Render the steps that can be taken, each with how many records wait for it."""
        rows = []
        for step in steps:
            view, cls = view_of(step.cls), step.cls
            number = db.session.scalar(
                select(func.count()).select_from(cls).where(candidates(current_actor(), step))
            )
            rows.append(
                {
                    "kind": view.plural_of(),
                    "label": translate(step.transition.label),
                    "number": number or 0,
                    "url": f"{self.url}/move/?id={decision.id}&step={step.key}",
                    "consequence": translate(step.transition.consequence)
                    if step.transition.consequence
                    else "",
                }
            )
        page = {
            "title": translate(TITLE),
            "crumbs": self.crumbs(decision, translate(TITLE)),
            "subject": self.label_text(decision),
            "rows": sorted(rows, key=lambda row: not row["number"]),
            "cancel_url": self.url_for_details(decision.id),
        }
        return render_template("decision_steps.html", page=page)


class Act:
    """One step for many records on one decision."""

    def __init__(self, owner: Any, decision: Any, kind: str, step: Step) -> None:
        self.owner, self.decision, self.kind, self.step = owner, decision, kind, step
        self.view: Any = view_of(step.cls)
        self.verb = translate(step.transition.label)
        self.here = f"{owner.url}/move/?id={decision.id}&step={step.key}"
        self.ticked = Ticked.read(request.values, MOST)

    def answer(self) -> Any:
        """Answer the page: the list while records are ticked, then the question, then the act."""
        if request.method == "GET" or request.form.get("do") not in ("ask", "move"):
            return self.show_list()
        if not self.ticked.ids:
            return self.show_list([translate(NOTHING_TICKED)]), 422
        form = self.form()
        wanted = request.form.get("_find")
        if wanted and wanted in form._fields:
            return lookup_page(self.view, form, wanted, None)
        if comes_from_lookup(request.form) or request.form.get("do") == "ask":
            return self.ask(self.form(empty=not comes_from_lookup(request.form)))
        problems = [Problem(item.name, str(error)) for item in form for error in item.errors]
        problems += self.missing(form)
        if problems:
            return self.ask(form, problems), 422
        return self.carry_out(form)

    def form(self, *, empty: bool = False) -> Any:
        """Make the fields that the step asks for, once for all."""
        made = form_class(list(self.step.transition.inputs), self.step.cls)(
            None if empty else self.owner.posted()
        )
        for item in made:
            if isinstance(item, ReferenceField):
                item.lookup_url = f"{self.view.url}/lookup/{item.name}"
        return made

    def missing(self, form: Any) -> list[Problem]:
        """Return what the step cannot do without and was not filled in."""
        transition, columns = self.step.transition, self.step.cls.__table__.c
        found = [
            Problem(name, REQUIRED, {"field": columns[name].info["label"]})
            for name in transition.asks
            if form[name].data in (None, "") and not form[name].errors
        ]
        if transition.reason and not request.form.get("reason", "").strip():
            found.append(Problem("reason", REASON_REQUIRED))
        return found

    def sorted_out(self) -> tuple[list[Any], list[tuple[int, str]]]:
        """Return the ticked records that can be moved, and the others by number with the reason."""
        able, others = [], []
        meeting = columns_of("meeting", self.decision.meeting_id, "kind", "committee_id", "member_group_id")
        for number, record in chosen(self.step, self.ticked.ids):
            if record is None:
                others.append(
                    (number, translate(N_("It has moved on in the meantime, or is no longer there.")))
                )
                continue
            found = hindrance(current_actor(), record, self.step, self.kind, meeting)
            if found is None:
                able.append(record)
            else:
                others.append((number, translate(found.sentence, **found.values)))
        return able, others

    def ask(self, form: Any, problems: list[Problem] | None = None, also: str = "") -> str:
        """Render what will happen: which records go where, which are left out and why, and what is asked for all."""
        able, others = self.sorted_out()
        step = self.step.transition
        names = labels(self.step.cls, self.ticked.ids)
        errors = {p.field: translate(p.sentence, **p.values) for p in problems or []}
        title = translate(ASK, verb=self.verb, number=len(able))
        left = "；".join(translate(ONE, name=name_of(names, number), why=why) for number, why in others)
        workflow = self.step.cls.workflow
        assert workflow is not None
        sources = "、".join(dict.fromkeys(translate(workflow.state(row.state).label) for row in able))
        happens = translate(HAPPENS, source=sources, target=translate(workflow.state(step.target).label))
        known = {item.name: translate(item.label.text) for item in form} | {"reason": translate(N_("Reason"))}
        page = {
            "title": title,
            "crumbs": self.owner.crumbs(self.decision, self.verb),
            "subject": {
                "kind": self.owner.title_of(),
                "title": self.owner.label_text(self.decision),
                "url": self.owner.url_for_details(self.decision.id),
                "state": None,
            },
            "subjects": [(name_of(names, row.id), self.view.url_for_details(row.id)) for row in able],
            "sentence": happens if able else "",
            "consequence": translate(step.consequence) if step.consequence else "",
            "left_out": translate(LEFT_OUT, which=left) if left else None,
            "behalf": behalf_words([(row, step) for row in able]),
            "refusal": None if able else translate(NONE_LEFT),
            "facts": [],
            "errors": [(f"f-{k}" if k in known else "", known.get(k, ""), v) for k, v in errors.items()]
            + ([("", "", also)] if also else []),
            "fields": [*self.drawn(form, errors), *self.reason_field(errors)],
            "common": [translate(reason) for reason in COMMON_REASONS] if step.reason else [],
            "reason_id": "f-reason",
            "action": self.here,
            "hidden": [
                ("do", "move"),
                ("form_token", new_token()),
                *[("picked", str(row.id)) for row in able],
            ],
            "files": False,
            "button": title,
            "tone": "primary",
            "cancel_url": self.here,
        }
        return render_template("transition.html", page=page)

    def drawn(self, form: Any, errors: dict[str, str]) -> list[dict[str, Any]]:
        """Return the fields as the template draws them."""
        found = []
        for item in form:
            drawn = item.drawn()
            required = item.name not in self.step.transition.offers
            found.append(
                {**drawn, "required": required, "error": errors.get(item.name) or drawn["error"],
                 "hint": drawn["hint"] or translate(N_("Holds for all of them"))}
            )  # fmt: skip
        return found

    def reason_field(self, errors: dict[str, str]) -> list[dict[str, Any]]:
        """Return the field for the reason, or for a remark where none is needed."""
        needed = self.step.transition.reason
        return [
            {"kind": "textarea", "name": "reason", "rows": 3, "label": translate(N_("Reason") if needed else N_("Remark")),
             "value": request.form.get("reason", ""), "required": needed, "error": errors.get("reason", ""),
             "hint": translate(N_("Holds for all of them"))}
        ]  # fmt: skip

    def carry_out(self, form: Any) -> Any:
        """Move all, or none and say which one hindered it."""
        given = Request(
            reason=request.form.get("reason", "").strip() or None,
            decision_id=self.decision.id,
            answers={name: form[name].data for name in self.step.transition.inputs},
        )
        ids, target = list(self.ticked.ids), self.owner.url_for_details(self.decision.id)
        number = 0

        def work() -> Outcome:
            nonlocal number
            number = move(current_actor(), self.step, ids, self.kind, given)
            return Outcome(answer=target)

        try:
            outcome = once(request.form.get("form_token", ""), work, record_class=self.step.cls)
        except NotMoved as stopped:
            db.session.rollback()
            why = " ".join(translate(p.sentence, **p.values) for p in stopped.problems)
            name = name_of(labels(self.step.cls, [stopped.record_id]), stopped.record_id)
            return self.ask(form, also=translate(NOTHING_MOVED, name=name, why=why)), 422
        except AlreadyDone as done:
            db.session.rollback()
            sentence, values = done_words(done)
            failed(sentence, **values)
            return redirect(self.here, 303)
        if outcome.answer is None:
            also = " ".join(translate(p.sentence, **p.values) for p in outcome.problems)
            return self.ask(form, also=also or translate(N_("It has changed in the meantime."))), 409
        said(MOVED, what=self.verb, number=number)
        return redirect(outcome.answer, 303)

    def show_list(self, errors: list[str] | None = None) -> str:
        """Render the records from which the step can be taken, with what is ticked here and on other pages."""
        page = list_page(self.view, self.step, self.ticked) | {
            "title": self.verb,
            "crumbs": self.owner.crumbs(self.decision, self.verb),
            "subject": self.owner.label_text(self.decision),
            "kind": self.view.plural_of(),
            "action": self.here,
            "errors": errors or [],
            "cancel_url": f"{self.owner.url}/move/?id={self.decision.id}",
        }
        return render_template("decision_records.html", page=page)


def kind_of(decision: Any) -> str:
    """Return the kind of the meeting that decided."""
    row = columns_of("meeting", decision.meeting_id, "kind")
    return str(row.kind) if row is not None else ""


def name_of(names: Any, number: int) -> str:
    """Return what a record is called, its number when it has no name any more."""
    return names[number].text if number in names and names[number].text else str(number)


def may_move(decision: Any) -> bool:
    """Return whether the actor can move records on a decision at all."""
    if decision.outcome != "decided" or decision.trashed_at is not None:
        return False
    return bool(steps_of(current_actor(), kind_of(decision))) and bool(can(current_actor(), "read", decision))
