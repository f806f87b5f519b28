"""The import in the browser: choose a file, look at the rehearsal, confirm it."""

from __future__ import annotations

import io
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from flask import Response, abort, redirect, render_template, request, send_file
from flask_admin import expose

from models.access import current_actor, require
from models.clock import business_today
from models.marks import N_
from models.problems import Invalid
from panel.auth import current_settings
from panel.importer import pages
from panel.importer.applying import NotApplied
from panel.importer.desk import Desk, answered
from panel.importer.keeping import Shelf, Waiting
from panel.importer.papers import write_template, write_wrong_rows
from panel.importer.plan import KINDS, Plan
from panel.importer.reading import MOST_ROWS, Unreadable
from panel.importer.shape import Shape, shape_of
from panel.language import format_number, join, translate
from panel.requests import unit_of_work
from panel.value_problem import ValueProblem

if TYPE_CHECKING:
    from panel.record_view import RecordView

TITLE = N_("Import: %(title)s")
CHOOSE = N_("Please choose a file.")
GONE = N_("This check was carried out already or is older than a day. Please choose the file again.")
LIMITS = N_("xlsx, xls or csv, at most %(size)s MB and %(rows)s rows")
TEMPLATE_NOTE = N_("With lists of the allowed values and notes")
DONE = N_("%(count)s written: %(new)s new, %(changed)s changed.")
LEFT_OUT = N_("%(count)s wrong rows were left out.")
WRONG_FILE = N_("%(title)s, rows to mend")
EMPTY_TABLE = N_("%(title)s, empty table")
FILE = N_("File")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ImportRoutes:
    """Routes under ``import/``; see :mod:`panel.importer.shape` for what a view declares."""

    can_import = True

    @expose("/import/", methods=("GET", "POST"))
    def import_view(self: RecordView) -> Any:
        """Show the first step, or keep the chosen file and go on to its rehearsal."""
        shape = _shape(self)
        if request.method == "GET":
            return _choose(self, shape)
        upload = request.files.get("file")
        answers = {key: request.form.get(key, "").strip() for key in shape.asks}
        if upload is None or not upload.filename:
            return _choose(self, shape, answers, translate(CHOOSE)), 422
        name = upload.filename.replace("\\", "/").rpartition("/")[2][-120:]
        data = upload.stream.read()
        try:
            Desk(self, current_actor(), data, name, answers).plan()
        except (Unreadable, ValueProblem) as problem:
            return _choose(self, shape, answers, translate(problem.sentence, **problem.values)), 422
        waiting = _shelf().put(data, self.slug, name, answers)
        return redirect(f"{self.url}/import/check/?ticket={waiting.ticket}", 303)

    @expose("/import/check/")
    def import_check(self: RecordView) -> Any:
        """Show what the waiting file would do; nothing is saved."""
        _shape(self)
        waiting, data = _waiting(self, request.args.get("ticket", ""))
        if waiting is None:
            return _choose(self, _shape(self), error=translate(GONE)), 404
        try:
            plan = _desk(self, waiting, data).plan()
        except (Unreadable, ValueProblem) as problem:
            return _choose(
                self, _shape(self), waiting.asked, translate(problem.sentence, **problem.values)
            ), 422
        return _show(self, plan, waiting)

    @expose("/import/apply/", methods=("POST",))
    def import_apply(self: RecordView) -> Any:
        """Write exactly the plan that was shown; or take a proposal for all rows and show the new plan."""
        shape = _shape(self)
        waiting, data = _waiting(self, request.form.get("ticket", ""))
        if waiting is None:
            return _choose(self, shape, error=translate(GONE)), 404
        if "replace" in request.form:
            told = pages.replacement(request.form["replace"], shape)
            if told is not None and told not in waiting.replaced:
                waiting.replaced.append(told)
                _shelf().note(waiting)
            return redirect(f"{self.url}/import/check/?ticket={waiting.ticket}", 303)
        skip = request.form.get("skip_wrong") == "1"
        desk = _desk(self, waiting, data)
        try:
            digest = request.form.get("plan", "")
            plan = unit_of_work(lambda: desk.apply(digest, skip_wrong=skip), record_class=self.model)
        except NotApplied as refusal:
            sentence = translate(refusal.sentence, **refusal.values)
            return _show(self, refusal.plan, waiting, sentence, skip=skip), 409
        except Invalid as invalid:
            sentence = join(translate(problem.sentence, **problem.values) for problem in invalid.problems)
            return _show(self, desk.plan(), waiting, sentence, skip=skip), 409
        wrong_left = plan.count("wrong")
        if not wrong_left:
            _shelf().take_away(waiting)
        return _done(self, plan, waiting)

    @expose("/import/template/")
    def import_template(self: RecordView) -> Any:
        """Send the empty table with its lists of allowed values."""
        shape = _shape(self)
        file = io.BytesIO()
        write_template(file, shape, self.plural_of())
        return _sent(file, translate(EMPTY_TABLE, title=self.plural_of()))

    @expose("/import/wrong/")
    def import_wrong(self: RecordView) -> Any:
        """Send the wrong rows of the waiting file, each with its reason."""
        _shape(self)
        waiting, data = _waiting(self, request.args.get("ticket", ""))
        if waiting is None:
            abort(404)
        plan = _desk(self, waiting, data).plan()
        with TemporaryFile() as file:
            write_wrong_rows(file, plan, self.plural_of())
            file.seek(0)
            return _sent(io.BytesIO(file.read()), translate(WRONG_FILE, title=self.plural_of()))


def _shape(view: RecordView) -> Shape:
    """Return the shape of the file for who may import."""
    if not view.can_import:
        abort(404)
    require(current_actor(), "import", view.model)
    return shape_of(view, current_actor())


def _shelf() -> Shelf:
    return Shelf(current_settings().instance_folder / "imports", current_actor().key)


def _waiting(view: RecordView, ticket: str) -> tuple[Waiting | None, bytes]:
    found = _shelf().find(ticket, view.slug)
    return found if found is not None else (None, b"")


def _desk(view: RecordView, waiting: Waiting, data: bytes) -> Desk:
    return Desk(view, current_actor(), data, waiting.file, waiting.asked, waiting.replaced)


def _page(view: RecordView, **parts: Any) -> dict[str, Any]:
    title = translate(TITLE, title=view.plural_of())
    return {"title": title, "crumbs": view.crumbs(None, translate(N_("Import"))), **parts}


def _choose(view: RecordView, shape: Shape, answers: dict[str, str] | None = None, error: str = "") -> str:
    questions = answered(shape, answers or {})
    fields = pages.asked_fields(questions)
    wrong = [(f"f-{item['name']}", item["label"], item["error"]) for item in fields if item["error"]]
    known = {message for _place, _label, message in wrong}
    errors = ([("f-file", translate(FILE), error)] if error and error not in known else []) + wrong
    most = {"size": current_settings().max_upload_mb, "rows": format_number(MOST_ROWS)}
    page = _page(
        view,
        action=f"{view.url}/import/",
        errors=errors,
        file_error=error if error not in known else "",
        fields=fields,
        template_url=f"{view.url}/import/template/",
        template_note=translate(TEMPLATE_NOTE),
        limits=translate(LIMITS, **most),
        columns=pages.known_columns(shape),
        cancel_url=f"{view.url}/",
    )
    return render_template("import_1_choose.html", page=page)


def _show(view: RecordView, plan: Plan, waiting: Waiting, error: str = "", *, skip: bool = False) -> str:
    kind = request.args.get("kind", "all")
    first = request.args.get("first", "")
    place = int(first) if first.isascii() and first.isdigit() and len(first) < 7 else 0
    shown = pages.rehearsal(
        plan, waiting, f"{view.url}/import/", kind if kind in KINDS else "all", place, skip=skip
    )
    page = _page(view, errors=[("", translate(FILE), error)] if error else [], **shown)
    return render_template("import_2_check.html", page=page)


def _done(view: RecordView, plan: Plan, waiting: Waiting) -> str:
    counts = {kind: format_number(plan.count(kind)) for kind in KINDS}
    written = format_number(plan.count("new") + plan.count("changed"))
    left = plan.count("wrong")
    page = _page(
        view,
        sentence=translate(DONE, count=written, new=counts["new"], changed=counts["changed"]),
        notes=[(translate(LEFT_OUT, count=counts["wrong"]), "warn")] if left else [],
        skipped=(
            translate(N_("Download these rows")),
            f"{view.url}/import/wrong/?ticket={waiting.ticket}",
        )
        if left
        else None,
        list_url=f"{view.url}/",
        again_url=f"{view.url}/import/",
    )
    return render_template("import_3_done.html", page=page)


def _sent(file: io.BytesIO, name: str) -> Response:
    file.seek(0)
    return send_file(
        file, mimetype=_XLSX, as_attachment=True, download_name=f"{name} {business_today().isoformat()}.xlsx"
    )


__all__ = ["ImportRoutes"]
