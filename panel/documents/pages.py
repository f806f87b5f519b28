"""The two addresses of documents: attach one to a record, and get one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import quote

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    send_file,
)
from sqlalchemy import inspect, select
from werkzeug.datastructures import FileStorage

from models.base import Record, db
from models.marks import N_
from models.office.attachment import Attachment
from models.problems import Problem
from models.registry import record_type
from panel.documents import kinds
from panel.documents.names import clean_name, ending_of
from panel.documents.problem import UploadProblem
from panel.documents.uploads import file_store, require_may_attach, settings, store_upload, takes_attachments
from panel.errors import error_number
from panel.language import translate
from panel.registry import views
from panel.saving import Outcome, new_token, once
from panel.words import said

if TYPE_CHECKING:
    from panel.record_view import RecordView

blueprint = Blueprint("documents", __name__)

CONTENT_SECURITY_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"
"""A document may run nothing and fetch nothing, even if a browser should take it for a page."""

TITLE = N_("Attach a file")
FILE = N_("File")
FILE_HINT = N_("At most %(most)s MiB. Kinds: %(endings)s")
SECRECY_HINT = N_("Nothing marked secret, confidential or top secret may be entered here.")
CHOOSE_AGAIN = N_("Please choose the file once more; a browser does not keep it.")
DONE = N_("“%(name)s” is attached.")
ALL_DONE = N_("%(number)s files are attached: %(names)s.")
OF_FILE = N_("“%(name)s”: %(problem)s")
TOO_MANY = N_("At most %(most)s files at once; please attach the others afterwards.")
SEVERAL = N_("Several files can be chosen, or dropped here, at once; none is attached unless all are taken.")
MOST_AT_ONCE = 20

_COLUMNS = ("kind", "secrecy", "note")


def init_app(app: Flask) -> None:
    """Register the routes; whoever is signed in reaches them, and the gate decides about each row."""
    app.register_blueprint(blueprint)


@blueprint.route("/panel/<slug>/attach/", methods=("GET", "POST"))
def attach(slug: str) -> Any:
    """Ask for a file and attach it to the record that the address names."""
    view = _view(slug)
    record = view.find()
    require_may_attach(record)
    if request.method == "GET":
        return _form(view, record)
    names: list[str] = []

    def work() -> Outcome:
        names.clear()
        sent: list[FileStorage | None] = [one for one in request.files.getlist("file") if one.filename]
        if len(sent) > MOST_AT_ONCE:
            return Outcome(problems=[Problem("file", TOO_MANY, {"most": MOST_AT_ONCE})])
        for upload in sent or [None]:
            try:
                row = store_upload(
                    upload,
                    record,
                    request.form.get("kind", ""),
                    request.form.get("not_classified") == "1",
                    (request.form.get("note") or "").strip() or None,
                    secrecy=request.form.get("secrecy", ""),
                )
            except UploadProblem as problem:
                said_of = str(problem)
                if upload is not None and len(sent) > 1 and problem.field == "file":
                    said_of = translate(OF_FILE, name=clean_name(upload.filename or ""), problem=said_of)
                return Outcome(problems=[Problem(problem.field, said_of)])
            names.append(row.name)
        return Outcome(answer=f"{view.url_for_details(record.id)}#attachments", record_id=record.id)

    outcome = once(request.form.get("form_token", ""), work, record_class=Attachment)
    if outcome.answer is None:
        return _form(view, record, outcome.problems), 409 if outcome.stale else 422
    if len(names) > 1:
        said(ALL_DONE, number=len(names), names=names)
    elif names:
        said(DONE, name=names[0])
    return redirect(outcome.answer, 303)


@blueprint.get("/document/<int(max=2147483647):attachment_id>/")
def document(attachment_id: int) -> Response:
    """Hand out a document to whoever may read the record it belongs to."""
    row = db.session.execute(
        select(Attachment.name, Attachment.media_type, Attachment.sha256).where(
            Attachment.id == attachment_id
        )
    ).first()
    if row is None:
        abort(404)
    kind = kinds.kind_of_media_type(row.media_type)
    shown = kind is not None and kind.shown and request.args.get("show") == "1"
    try:
        answer = send_file(
            file_store().path_of(row.sha256),
            mimetype=kind.media_type if kind is not None else kinds.UNKNOWN,
            etag=False,
        )
    except (FileNotFoundError, ValueError):
        _missing(attachment_id)
    answer.headers["Content-Disposition"] = disposition(row.name, attachment_id, shown=shown)
    answer.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def disposition(name: str, attachment_id: int, *, shown: bool) -> str:
    """Return the header that says what to do with a document and what it is called (RFC 6266, RFC 8187).

    The plain name is for browsers that cannot read the other one; it is a number, because ASCII has no Chinese names.
    """
    ending = ending_of(name)
    plain = f"document-{attachment_id}{ending if ending in kinds.KINDS else ''}"
    how = "inline" if shown else "attachment"
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _missing(attachment_id: int) -> NoReturn:
    """Own up to a document that the database names and the disk does not have: a fault of the house, with a number."""
    current_app.logger.error(
        "Fault %s: the file of attachment %s is not in its place", error_number(), attachment_id
    )
    abort(500)


def _view(slug: str) -> RecordView:
    """Return the view of a record type that can have attachments; 404 for everything else."""
    try:
        cls = record_type(slug)
    except KeyError:
        abort(404)
    view = views().get(cls.__tablename__)
    if view is None or view.slug != slug or not takes_attachments(cls):
        abort(404)
    return view


def _form(view: RecordView, record: Record, problems: list[Problem] | None = None) -> str:
    errors = {problem.field: translate(problem.sentence, **problem.values) for problem in problems or []}
    fields = [_file_field(), *(_column_field(name) for name in _COLUMNS), _confirmation()]
    for drawn in fields:
        drawn["error"] = errors.get(drawn["name"], "")
    if errors and "file" not in errors:
        fields[0]["note"] = translate(CHOOSE_AGAIN)
    known = {drawn["name"]: drawn["label"] for drawn in fields}
    title = translate(TITLE)
    page = {
        "title": title,
        "crumbs": view.crumbs(record, title),
        "state": None,
        "action": "",
        "files": True,
        "hidden": [("form_token", request.form.get("form_token") or new_token())],
        "lead": None,
        "errors": [(f"f-{k}" if k in known else "", known.get(k, ""), v) for k, v in errors.items()],
        "stale": None,
        "changed": bool(errors),
        "sections": [
            {"id": "s0", "title": view.label_text(record), "hint": view.title_of(), "fields": fields}
        ],
        "contents": [],
        "saved_note": "",
        "cancel_url": view.url_for_details(record.id),
        "save_label": title,
        "save_new": False,
        "more": [],
    }
    return render_template("form.html", page=page)


def _file_field() -> dict[str, Any]:
    hint = translate(FILE_HINT, most=settings().max_upload_mb, endings=kinds.ENDINGS)
    accept = ",".join(kinds.ENDINGS)
    return {
        "kind": "file",
        "name": "file",
        "label": translate(FILE),
        "required": True,
        "wide": True,
        "accept": accept,
        "multiple": True,
        "hint": f"{translate(SEVERAL)} {hint}",
    }


def _column_field(name: str) -> dict[str, Any]:
    column = inspect(Attachment).columns[name]
    drawn: dict[str, Any] = {"name": name, "label": translate(column.info["label"])}
    if "choices" not in column.info:
        return drawn | {"kind": "textarea", "value": request.form.get(name, ""), "rows": 2}
    options = [(choice.value, translate(choice.label)) for choice in column.info["choices"]]
    value = request.form.get(name) or str(column.default.arg)
    return drawn | {"kind": "radio", "options": options, "value": value, "required": True}


def _confirmation() -> dict[str, Any]:
    """Return the one line that is confirmed for each file anew; it is never ticked beforehand."""
    label = translate(inspect(Attachment).columns["not_classified"].info["label"])
    return {"kind": "checkbox", "name": "not_classified", "label": label, "value": False, "required": True, "wide": True,
            "hint": translate(SECRECY_HINT)}  # fmt: skip
