"""The form of one record: new and edit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import abort, redirect, render_template, request
from flask_admin import expose
from sqlalchemy import inspect
from sqlalchemy.orm.exc import StaleDataError
from wtforms import Form

from models.access import CLERK, COMMITTEE, can, current_actor, require
from models.access.errors import PAPER_NEEDED
from models.base import Record, db
from models.marks import N_
from models.problems import Invalid, Problem
from models.transitions import has_signed_paper
from models.writing import because
from panel import drafts
from panel.carrying import AFTER, asked_before, carried, carried_note
from panel.copying import asked_pattern, copied, copy_children, pattern_note
from panel.depending import empty_apart, marked
from panel.documents import UploadProblem, store_upload
from panel.forms import LinksField, ReferenceField, fillable, form_class, link_column, link_types
from panel.language import format_moment, translate
from panel.listing.lookup import comes_from_lookup, lookup_page, with_choice
from panel.merging import NOTHING, Merged, Merging, chooses
from panel.numbers import row_number
from panel.people import account_name, myself
from panel.saving import (
    MOST_TOKEN,
    Outcome,
    fill,
    linked,
    new_token,
    once,
    replayed,
    save_links,
)
from panel.search.resembling import alike_box, tell_resembled
from panel.stale_form import links_as_they_were, stale_box, tell_saved
from panel.states import badge
from panel.threads import asked_source, carried_over, keep_thread, made_from
from panel.typed_text import AGAIN

ENTERED_FOR = N_("Entered from the signed paper of another")
SIGNED_PAPER = N_("Scan of the signed paper")
NOT_CLASSIFIED = N_("I confirm that this file is not classified")
WHY = "_why"
MOST_WHY = 500
TRIES = 3
"""How often a save is put together anew when others keep saving at the same moment."""


class EditRoutes:
    """Routes ``new/`` and ``edit/``: their own bodies, because Flask-Admin would turn a refusal into a flash and a 200."""

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self: Any) -> Any:
        """Show the empty form, or make the record that was typed."""
        if not self.can_create:
            abort(404)
        require(current_actor(), "create", self.model)
        names = self.form_names("create")
        form = self.make_form(names, None)
        if request.method == "GET":
            return self.open_form(form, None)
        return self.answer_form(form, names, None)

    @expose("/edit/", methods=("GET", "POST"))
    def edit_view(self: Any) -> Any:
        """Show a record's form, or save what was changed in it."""
        record = self.find()
        require(current_actor(), "update", record)
        names = self.asked_now(self.form_names("update"), record)
        form = self.make_form(names, record)
        if request.method == "GET":
            return self.open_form(form, record)
        return self.answer_form(form, names, record)

    def open_form(self: Any, form: Form, record: Record | None) -> str:
        """Show the form as it begins, or with the draft that its author takes up again."""
        draft = drafts.resumed()
        merged = NOTHING
        if draft is not None and record is not None:
            merged = Merging(form, drafts.fields_of(draft)).over(record)
        page: str = self.show_form(form, record, merged=merged)
        return page

    def form_names(self: Any, action: str) -> list[str]:
        """Return the columns of the form for the actor, in the view's order or the model's."""
        allowed = fillable(self.model, action)
        if not self.form_columns:
            return allowed
        return [name for name in self.form_columns if name in allowed]

    def asked_now(self: Any, names: list[str], record: Record | None) -> list[str]:
        """Return those of the columns that the form asks for in the record's present state; a view may narrow them."""
        return names

    def offered_links(self: Any, record: Record | None) -> list[type[Record]]:
        """Return the associations that the actor may change with this record, or with a new one; a view may narrow them."""
        actor = current_actor()
        if record is None:
            return [link for link in link_types(self.model) if can(actor, "create", link)]
        if not can(actor, "update", record):
            return []
        of_record = {"organization_id": record.organization_id}
        return [
            link
            for link in link_types(self.model)
            if can(actor, "create", link(**of_record, **{link.parent or "": record.id}))
        ]

    def make_form(self: Any, names: list[str], record: Record | None) -> Form:
        """Make the form: typed text over the record's values over what the address prefills."""
        types = self.offered_links(record)
        full = [*names, *self.entered_for_names()]
        cls = form_class(full, self.model, links=types)
        data: dict[str, Any] = (
            {name: getattr(record, name) for name in full} if record is not None else self.prefilled(full)
        )
        for link in types:
            other = link_column(link).key
            asked = [number for number in [row_number(request.args.get(other, ""))] if number is not None]
            like = record if record is not None else asked_pattern(self)
            data[link.__tablename__] = (
                [getattr(row, other) for row in linked(like, link)]
                if like is not None
                else asked or data.get(link.__tablename__, [])
            )
        form = cls(self.posted(), data=data)
        for item in form:
            if isinstance(item, ReferenceField):
                item.lookup_url = f"{self.url}/lookup/{item.name}"
        if request.method == "POST":
            empty_apart(self.depending, form)
        return form

    def posted(self: Any) -> Any:
        """Return what was sent, with the row that was taken on the page of choices in its place."""
        if request.method != "POST":
            draft = drafts.resumed()
            return drafts.fields_of(draft) if draft is not None else None
        return with_choice(self, request.form) if comes_from_lookup(request.form) else request.form

    def entered_for_names(self: Any) -> list[str]:
        """Return the columns of entry for others, for those who may type for others."""
        if not current_actor().roles & {CLERK, COMMITTEE}:
            return []
        return [f"entered_for_{kind}_id" for kind in self.model.entered_for]

    def prefilled(self: Any, names: list[str]) -> dict[str, Any]:
        """Return what a new row starts with: the model's defaults, and what the address names (the parent, a kind)."""
        columns = inspect(self.model).columns
        found: dict[str, Any] = {}
        for name in names:
            default = columns[name].default
            if default is not None and default.is_scalar:
                found[name] = default.arg
            elif default is not None and default.is_callable:
                found[name] = default.arg(None)
            if name in ("member_id", "seat_id") and (own := myself(columns[name].info["ref"])) is not None:
                found[name] = own
            asked = row_number(request.args.get(name, ""))
            if asked is not None and columns[name].info.get("kind") == "ref":
                found[name] = asked
            elif request.args.get(name) in {c.value for c in columns[name].info.get("choices") or ()}:
                found[name] = request.args[name]
        before = asked_before(self)
        if before is not None:
            found |= carried(self, before, [n for n in names if not request.args.get(n)])
        if (pattern := asked_pattern(self)) is not None:
            found |= copied(self, pattern, names)
        source = asked_source(self.model)
        return found if source is None else found | carried_over(source, self.model, names)

    def answer_form(self: Any, form: Form, names: list[str], record: Record | None) -> Any:
        """Save the form once and answer with where to go, or with the form and what is to be mended."""
        wanted = request.form.get("_find")
        if wanted and wanted in form._fields:
            return self.find_for_form(form, wanted, record)
        if comes_from_lookup(request.form):
            return self.show_form(form, record)
        token = request.form.get("form_token", "")
        if token and (before := replayed(token[:MOST_TOKEN])) is not None:
            # The same form again, perhaps by a version that its own first save has made old.
            return redirect(before, 303)
        if AGAIN in request.form:
            merged = Merging(form, request.form).over(record) if record is not None else NOTHING
            return self.show_form(form, record, merged=merged)
        merging, outcome = Merging(form, request.form), Outcome(stale=True)
        for _try in range(TRIES):
            merged = NOTHING
            if record is not None and (not merging.is_current(record) or chooses(request.form)):
                merged = merging.over(record)
            problems = [Problem(item.name, str(error)) for item in form for error in item.errors]
            if record is not None and merged.clashes:
                return self.show_form(form, record, problems=problems, merged=merged), 409
            if problems:
                return self.show_form(form, record, problems=problems, merged=merged), 422
            outcome = once(token, partial(self.save_typed, form, names, record), record_class=self.model)
            if outcome.answer is not None:
                tell_saved(self, merged)
                tell_resembled(self, form, record)
                return redirect(outcome.answer, 303)
            if record is not None:
                record = self.find()
            if not outcome.stale:
                return self.show_form(form, record, problems=outcome.problems, merged=merged), 422
        raise StaleDataError

    def save_typed(self: Any, form: Form, names: list[str], record: Record | None) -> Outcome:
        """Write the record, and let go of the form's draft in the same transaction."""
        with because(db.session, self.why_typed() or None):
            outcome: Outcome = self.save(form, names, record)
        if outcome.saved:
            drafts.let_go(request.form.get("form_token", ""))
        return outcome

    def why_typed(self: Any) -> str:
        """Return why the record is changed, in the words of who changes it; only where the form asks."""
        return request.form.get(WHY, "").strip()[:MOST_WHY] if self.asks_why else ""

    def save(self: Any, form: Form, names: list[str], record: Record | None) -> Outcome:
        """Write the record, its associations and the scan that came with it, in one transaction."""
        row = record if record is not None else self.model()
        fill(row, form, [*names, *self.entered_for_names()])
        if record is None:
            row.organization_id = current_actor().organization_id
            db.session.add(row)
        self.on_model_change(form, row, record is None)
        db.session.flush()
        save_links(row, form)
        if record is None:
            keep_thread(asked_source(self.model), row)
            if (pattern := asked_pattern(self)) is not None:
                copy_children(self, pattern, row)
        problems = self.save_scan(row)
        if problems:
            return Outcome(problems=problems)
        follow = request.form.get("_next", "")
        answer = f"{self.url}/new/" + self.again(row) if follow == "new" else self.url_for_details(row.id)
        return Outcome(answer=answer, record_id=row.id)

    def again(self: Any, row: Record) -> str:
        """Return the query that starts the next new row like this one: under the same parent, with what they have in common."""
        parent = self.model.parent
        return (f"?{parent}={getattr(row, parent)}&" if parent else "?") + f"{AFTER}={row.id}"

    def save_scan(self: Any, row: Record) -> list[Problem]:
        """Keep the scan of the signed paper; without one nothing is entered for another."""
        upload = request.files.get("signed_paper")
        if upload is not None and upload.filename:
            try:
                store_upload(upload, row, "signed_paper", request.form.get("not_classified") == "1")
            except (UploadProblem, Invalid) as problem:
                return [Problem("signed_paper", _sentence(problem))]
            return []
        if any(getattr(row, name) for name in self.entered_for_names()) and not self.has_scan(row):
            return [Problem("signed_paper", PAPER_NEEDED)]
        return []

    def has_scan(self: Any, row: Record) -> bool:
        """Return whether the scan is there already."""
        return has_signed_paper(row)

    def show_form(
        self: Any,
        form: Form,
        record: Record | None,
        *,
        problems: Sequence[Problem] = (),
        merged: Merged = NOTHING,
    ) -> str:
        """Render the form with everything that was typed still in it."""
        labels = {item.name: translate(item.label.text) for item in form}
        errors = [
            (
                f"f-{p.field}" if p.field in labels or p.field == "signed_paper" else "",
                labels.get(p.field, translate(SIGNED_PAPER) if p.field == "signed_paper" else ""),
                translate(p.sentence, **p.values),
            )
            for p in problems
        ]
        by_field = {p.field: translate(p.sentence, **p.values) for p in problems}
        for item in form:
            if item.name in by_field and not item.errors:
                item.errors = [by_field[item.name]]
        sections = self.form_sections_of(form, by_field)
        draft = drafts.resumed()
        title = self.title_of() if record is None else self.label_text(record)
        page = {
            "title": title if record is not None else translate(N_("New: %(what)s"), what=title),
            "crumbs": self.crumbs(
                record, translate(N_("Edit")) if record is not None else translate(N_("New entry"))
            ),
            "state": badge(record) if record is not None and record.workflow is not None else None,
            "action": drafts.own_address() if draft is not None else "",
            "files": True,
            "hidden": [
                ("form_token", request.form.get("form_token") or (draft.token if draft else new_token())),
                ("version", str(record.version) if record is not None else ""),
                *links_as_they_were(form),
            ],
            "errors": errors,
            "stale": stale_box(self, form, record, merged) if record is not None and merged.clashes else None,
            "changed": request.method == "POST" or draft is not None,
            "kept": {
                "address": drafts.own_address(),
                "kind": self.slug if record is None else "",
                "offered": drafts.offered(drafts.own_place())
                if request.method == "GET" and draft is None
                else [],
                "files": drafts.files_lost(draft) if draft is not None else "",
            },
            "carried": carried_note(self, labels) if record is None and request.method == "GET" else None,
            "alike": alike_box(self, labels, record),
            "sections": sections,
            "why": {"value": self.why_typed(), "maxlength": MOST_WHY}
            if record is not None and self.asks_why
            else None,
            "contents": [
                (s["id"], s["title"], None, sum(1 for f in s["fields"] if f.get("error"))) for s in sections
            ]
            if len(sections) > 1
            else [],
            "saved_note": self.saved_note(record),
            "cancel_url": self.url_for_details(record.id) if record is not None else f"{self.url}/",
            "save_label": None,
            "save_new": record is None,
            "more": [],
            "lead": (made_from(asked_source(self.model)) or pattern_note(self, asked_pattern(self)))
            if record is None
            else None,
        }
        return render_template("form.html", page=page)

    def form_sections_of(self: Any, form: Form, errors: dict[str, str]) -> list[dict[str, Any]]:
        """Return the sections of the form with their fields drawn."""
        items = {item.name: item for item in form}
        others = self.entered_for_names()
        links = [item.name for item in form if isinstance(item, LinksField)]
        sections = []
        for number, (title, names) in enumerate(
            self.sections([n for n in items if n not in others and n not in links])
        ):
            drawn = [{**items[n].drawn(), "wide": self.is_wide(n)} for n in names]
            fields = marked(self.depending, form, drawn)
            sections.append({"id": f"s{number}", "title": title, "fields": fields})
        if links:
            sections[min(self.links_section, len(sections) - 1)]["fields"].extend(
                items[n].drawn() for n in links
            )
        if others:
            fields = [items[n].drawn() for n in others]
            scan = {
                "kind": "file",
                "name": "signed_paper",
                "label": translate(SIGNED_PAPER),
                "error": errors.get("signed_paper", ""),
            }
            confirm = {
                "kind": "checkbox",
                "name": "not_classified",
                "label": translate(NOT_CLASSIFIED),
                "value": False,
            }
            sections.append(
                {"id": "s-paper", "title": translate(ENTERED_FOR), "fields": [*fields, scan, confirm]}
            )
        return sections

    def is_wide(self: Any, name: str) -> bool:
        """Return whether a field takes both columns: titles and long texts."""
        column = self.model.__table__.c[name]
        length = getattr(getattr(column.type, "impl", None), "length", None) or 0
        return column.info["kind"] in ("note", "choices") or (column.info["kind"] == "text" and length > 80)

    def saved_note(self: Any, record: Record | None) -> str:
        """Return when and by whom the record was last saved."""
        if record is None:
            return ""
        who = account_name(record.changed_by_id)
        return translate(N_("Last saved %(when)s %(who)s"), when=format_moment(record.changed_at), who=who)

    def find_for_form(self: Any, form: Form, name: str, record: Record | None) -> Any:
        """Answer the find button of a reference field without script: the choices, and everything typed carried along."""
        return lookup_page(self, form, name, record)


def _sentence(problem: Exception) -> str:
    if isinstance(problem, Invalid):
        first = problem.problems[0]
        return translate(first.sentence, **first.values)
    return str(problem)
