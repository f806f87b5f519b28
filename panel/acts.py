"""What is done to a record besides editing it: steps of its workflow, the recycle bin, looking at what is masked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, redirect, render_template, request
from flask_admin import expose
from sqlalchemy import select

from models.access import Refused, can, current_actor, require
from models.base import Record, db
from models.marks import N_
from models.problems import Problem
from models.transitions import AlreadyDone, Request, meeting_label, needs_paper, perform
from models.workflow import Transition
from models.writing import tell
from panel import values
from panel.bulk import answer_bulk
from panel.delegated import behalf_words
from panel.documents import UploadProblem, store_upload
from panel.forms import ReferenceField, form_class
from panel.hanging import hanging_on
from panel.language import translate
from panel.listing.lookup import comes_from_lookup
from panel.numbers import row_number
from panel.saving import Outcome, move_to_bin, new_token, once, restore
from panel.signing_in.targets import safe_next
from panel.states import badge
from panel.typed_text import AGAIN
from panel.unmasking import TOO_MANY, most_looks, record_look
from panel.words import done_words, failed, noted, said, undoable

if TYPE_CHECKING:
    pass

COMMON_REASONS = (
    N_("The facts need to be checked again."),
    N_("The figures do not agree with the source."),
    N_("With these changes of wording it can be approved:"),
    N_("A supporting document is missing."),
)


class ActRoutes:
    """Routes ``transition/<name>/``, ``trash/``, ``restore/``, ``bulk/`` and ``unmask/``; no GET of them changes anything."""

    @expose("/transition/<step>/", methods=("GET", "POST"))
    def transition_view(self: Any, step: str) -> Any:
        """Ask for what a step needs, then take it."""
        workflow = self.model.workflow
        if workflow is None or step not in workflow.transitions or workflow.transitions[step].computed:
            abort(404)
        transition = workflow.transitions[step]
        record = self.find()
        if request.method == "POST":
            return self.take_step(record, transition)
        answer = can(current_actor(), f"transition:{step}", record)
        if not answer and record.state in transition.sources:
            raise Refused(answer.sentence, **answer.values)
        if not answer:
            noted(answer.sentence, **answer.values)
            return redirect(self.url_for_details(record.id), 303)
        return self.show_step(record, transition)

    def take_step(self: Any, record: Record, transition: Transition) -> Any:
        """Take a step that was asked for by a POST."""
        form = self.step_form(record, transition)
        wanted = request.form.get("_find")
        if wanted and wanted in form._fields:
            return self.find_for_form(form, wanted, record)
        if comes_from_lookup(request.form) or AGAIN in request.form:
            return self.show_step(record, transition, form)
        problems = [Problem(item.name, str(error)) for item in form for error in item.errors]
        if problems:
            return self.show_step(record, transition, form, problems), 422
        given = Request(
            reason=(request.form.get("reason") or "").strip() or None,
            decision_id=form._fields["decision_id"].data if "decision_id" in form._fields else None,
            answers={name: form._fields[name].data for name in transition.inputs},
            version=row_number(request.form.get("version", "")),
        )
        record_id, target = record.id, self.after_step(record)
        try:
            outcome = once(
                request.form.get("form_token", ""), lambda: self.step(record_id, transition, given, target)
            )
        except AlreadyDone as done:
            db.session.rollback()
            sentence, given_values = done_words(done)
            failed(sentence, **given_values)
            return redirect(self.url_for_details(record_id), 303)
        if outcome.answer is not None:
            said(N_("Done: %(what)s."), what=translate(transition.label))
            return redirect(outcome.answer, 303)
        record = self.find()
        return self.show_step(record, transition, form, outcome.problems), 409 if outcome.stale else 422

    def after_step(self: Any, record: Record) -> str:
        """Return where to go after a step: back to the queue it was taken from, else to the record."""
        asked = request.form.get("next", "")
        return safe_next(asked) if asked else self.url_for_details(record.id)

    def step(self: Any, record_id: int, transition: Transition, given: Request, target: str) -> Outcome:
        """Keep the scan that came with it and take the step, in one transaction."""
        upload = request.files.get("signed_paper")
        if upload is not None and upload.filename:
            record = self.find()
            require(current_actor(), f"transition:{transition.name}", record)
            try:
                store_upload(upload, record, "signed_paper", request.form.get("not_classified") == "1")
            except UploadProblem as problem:
                return Outcome(problems=[Problem("signed_paper", str(problem))])
        if perform(self.model, record_id, transition.name, given) is None:
            abort(404)
        readable = db.session.scalar(select(self.model.id).where(self.model.id == record_id)) is not None
        return Outcome(answer=target if readable else f"{self.url}/", record_id=record_id)

    def step_form(self: Any, record: Record, transition: Transition) -> Any:
        """Make the form of what the step asks for."""
        names = list(transition.inputs)
        if record.deciding_bodies(transition):
            names.append("decision_id")
        form = form_class(names, self.model)(
            self.posted(), data={name: getattr(record, name) for name in names}
        )
        for item in form:
            if isinstance(item, ReferenceField):
                item.lookup_url = f"{self.url}/lookup/{item.name}"
        return form

    def show_step(
        self: Any,
        record: Record,
        transition: Transition,
        form: Any = None,
        problems: list[Problem] | None = None,
    ) -> str:
        """Render the page that asks before a step is taken."""
        form = form if form is not None else self.step_form(record, transition)
        errors = {p.field: translate(p.sentence, **p.values) for p in problems or []}
        fields: list[dict[str, Any]] = []
        for item in form:
            drawn = item.drawn()
            required = item.name not in transition.offers
            fields.append({**drawn, "required": required, "error": errors.get(item.name) or drawn["error"]})
        if transition.reason or not transition.submits:
            fields.append(
                {"kind": "textarea", "name": "reason", "rows": 3,
                 "label": translate(N_("Reason") if transition.reason else N_("Remark")),
                 "value": request.form.get("reason", ""), "required": transition.reason, "error": errors.get("reason", "")}
            )  # fmt: skip
        if needs_paper(record, transition):
            fields.append({"kind": "file", "name": "signed_paper", "required": True,
                           "label": translate(N_("Scan of the signed paper")),
                           "error": errors.get("signed_paper", "")})  # fmt: skip
            fields.append(
                {
                    "kind": "checkbox",
                    "name": "not_classified",
                    "label": translate(N_("I confirm that this file is not classified")),
                    "value": False,
                }
            )
        known = {f["name"]: f["label"] for f in fields}
        bodies = [meeting_label(kind) for kind in record.deciding_bodies(transition)]
        page = {
            "title": translate(transition.label),
            "crumbs": self.crumbs(record, translate(transition.label)),
            "subject": {
                "kind": self.title_of(),
                "title": self.label_text(record),
                "state": badge(record),
                "url": self.url_for_details(record.id),
            },
            "subjects": [],
            "sentence": translate(N_("Decided by: %(body)s"), body=bodies) if bodies else "",
            "behalf": behalf_words([(record, transition)]),
            "consequence": translate(transition.consequence) if transition.consequence else "",
            "left_out": None,
            "refusal": None,
            "facts": self.step_facts(record),
            "errors": [
                (
                    f"f-{k}" if k in known else "",
                    known.get(k, self.label_of(k) if k in self.model.__table__.c else ""),
                    v,
                )
                for k, v in errors.items()
            ],
            "fields": fields,
            "common": [translate(reason) for reason in COMMON_REASONS] if transition.reason else [],
            "reason_id": "f-reason",
            "action": "",
            "hidden": [
                ("form_token", request.form.get("form_token") or new_token()),
                ("version", str(record.version)),
                ("confirmed", "1"),
                ("next", request.values.get("next", "")),
            ],
            "files": True,
            "button": translate(transition.label),
            "tone": "primary",
            "cancel_url": self.url_for_details(record.id),
        }
        return render_template("transition.html", page=page)

    def step_facts(self: Any, record: Record) -> list[dict[str, Any]]:
        """Return what is decided, in short: the listed columns of the record."""
        return [
            {"label": self.label_of(name), "value": self.value_text(record, name)}
            for name in self.column_list
            if name in self.model.__table__.c and name != "state"
        ][:6]

    @expose("/trash/", methods=("GET", "POST"))
    def trash_view(self: Any) -> Any:
        """Ask, then move a record to the recycle bin."""
        record = self.find()
        require(current_actor(), "trash", record)
        if request.method == "GET" or request.form.get("confirmed") != "1":
            return self.show_trash(record)
        reason = (request.form.get("reason") or "").strip() or None

        def work() -> Outcome:
            move_to_bin(record, reason)
            tell("trashed", record, reason=reason)
            return Outcome(answer=f"{self.url}/", record_id=record.id)

        outcome = once(request.form.get("form_token", ""), work)
        if outcome.answer is None:
            failed(
                N_(
                    "This could not be moved to the recycle bin: it has changed in the meantime. Please look at it again."
                )
            )
            return redirect(self.url_for_details(record.id), 303)
        undoable(
            N_("Moved to the recycle bin; it can be restored for 90 days."),
            url=f"{self.url}/restore/?id={record.id}",
        )
        return redirect(outcome.answer, 303)

    def show_trash(self: Any, record: Record) -> str:
        """Render the page that asks before the recycle bin."""
        page = {
            "title": translate(N_("Move to the recycle bin")),
            "crumbs": self.crumbs(record, translate(N_("Move to the recycle bin"))),
            "subject": {"kind": self.title_of(), "title": self.label_text(record), "url": self.url_for_details(record.id),
                        "state": badge(record) if record.workflow is not None else None},
            "subjects": [],
            "sentence": translate(N_("It leaves every list and count, and can be restored for 90 days.")),
            "facts": self.step_facts(record),
            "fields": [{"kind": "textarea", "name": "reason", "label": translate(N_("Reason")), "rows": 2, "value": ""}],
            "errors": [], "common": [], "reason_id": "f-reason", "action": "",
            "consequence": "", "left_out": None, "refusal": None, "hanging": hanging_on(record),
            "hidden": [("form_token", new_token()), ("confirmed", "1")],
            "files": False,
            "button": translate(N_("Move to the recycle bin")),
            "tone": "remove",
            "cancel_url": self.url_for_details(record.id),
        }  # fmt: skip
        return render_template("transition.html", page=page)

    @expose("/restore/", methods=("POST",))
    def restore_view(self: Any) -> Any:
        """Take a record back from the recycle bin."""
        record = self.find(gate="trash")

        def work() -> Outcome:
            restore(record)
            tell("restored", record)
            return Outcome(answer=self.url_for_details(record.id), record_id=record.id)

        outcome = once(request.form.get("form_token", ""), work)
        if outcome.answer is not None:
            said(N_("Restored."))
        for problem in outcome.problems or ():
            failed(problem.sentence, **problem.values)
        return redirect(self.url_for_details(record.id), 303)

    @expose("/unmask/", methods=("GET", "POST"))
    def unmask_view(self: Any) -> Any:
        """Show one masked value to who may ask, with a reason, once; the look is itself recorded."""
        record = self.find()
        name = request.args.get("field", "")
        column = self.model.__table__.c.get(name)
        if (
            column is None
            or column.info.get("sensitivity", "open") == "open"
            or column.info.get("history") == "changed"
        ):
            abort(404)
        require(current_actor(), "unmask", record)
        errors: dict[str, str] = {}
        shown = None
        if request.method == "POST":
            reason = (request.form.get("reason") or "").strip()
            if not reason:
                errors["reason"] = translate(N_("Please write why you need to see it."))
            elif record_look(record, name, reason):
                shown = values.format_for(column, getattr(record, name))
            else:
                errors["reason"] = translate(TOO_MANY, most=most_looks())
        title = translate(N_("Show in full: %(field)s"), field=self.label_of(name))
        fields = [{"kind": "textarea", "name": "reason", "label": translate(N_("Reason")), "rows": 2, "required": True,
                   "value": request.form.get("reason", ""), "error": errors.get("reason", "")}]  # fmt: skip
        page = {
            "title": title,
            "crumbs": self.crumbs(record, title),
            "subject": {"kind": self.title_of(), "title": self.label_text(record), "state": None,
                        "url": self.url_for_details(record.id)},
            "subjects": [],
            "sentence": translate(N_("The look and its reason are recorded in the history.")),
            "facts": [{"label": self.label_of(name), "value": shown}] if shown is not None else [],
            "fields": [] if shown is not None else fields,
            "errors": [("f-reason", translate(N_("Reason")), errors["reason"])] if errors else [],
            "refusal": translate(N_("Shown once, on this page only.")) if shown is not None else None,
            "common": [], "reason_id": "f-reason", "action": "", "hidden": [], "files": False,
            "consequence": "", "left_out": None,
            "button": translate(N_("Show in full")),
            "tone": "primary",
            "cancel_url": self.url_for_details(record.id),
        }  # fmt: skip
        return render_template("transition.html", page=page), 422 if errors else 200

    @expose("/bulk/", methods=("POST",))
    def bulk_view(self: Any) -> Any:
        """Do one act on the ticked rows, all in one transaction; what may not be included is named and left out."""
        return answer_bulk(self)
