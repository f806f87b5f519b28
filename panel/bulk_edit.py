"""One value for many rows: which field, which value, what changes in each row and what is left out; only then written.

All rows are written in one transaction by the rules of every save, each with its version; what moved on since the preview is
previewed anew. The history has each row's change, and one event that names the rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import redirect, render_template, request
from sqlalchemy import UniqueConstraint, select
from wtforms import Form

from models.access import Refused, can, current_actor
from models.base import Record, db
from models.deciding import NEVER_IN_A_BATCH
from models.marks import N_
from models.problems import Problem
from models.writing import tell
from panel import values
from panel.bulk_rows import NOTHING_TICKED, ticked
from panel.forms import ReferenceField, form_class
from panel.language import translate
from panel.listing.labels import labels, referenced_type
from panel.listing.lookup import comes_from_lookup, lookup_page, with_choice
from panel.pages import page
from panel.saving import Outcome, new_token, once
from panel.words import failed, said

if TYPE_CHECKING:
    from panel.record_view import RecordView

EDIT = "edit"
NOT_OPEN, UNCHANGED = N_("it is not open to you there"), N_("it has this value already")
NOT_NOW = N_("the field cannot be changed there now")
MOVED_ON = N_("Some rows were changed since you looked; please look at the changes again.")
CHANGED = N_("%(field)s changed in %(number)s rows.")
TITLE, OF_FIELD = N_("Change a field of %(number)s rows"), N_("Change “%(field)s” of %(number)s rows")
_KINDS = frozenset(
    {"text", "note", "choice", "choices", "day", "moment", "count", "money", "measure", "flag", "ref"}
)


@dataclass(frozen=True, slots=True)
class Change:
    """What would become of one row: its old and new value in words, or why it is left out."""

    record_id: int
    version: int
    old: str
    new: str
    reason: str = ""


def fields_of(view: RecordView) -> list[str]:
    """Return the columns that the actor may change in many rows at once.

    None that is unique, names the row or its parent, is masked, or belongs to the workflow; nothing at all where rows are
    decided one by one, or where a view has its own way of saving.
    """
    cls = view.model
    own_way = type(view).on_model_change is not type(view).plain_saving
    if cls.__tablename__ in NEVER_IN_A_BATCH or own_way or not can(current_actor(), "update", cls):
        return []
    unique = {
        column.name
        for constraint in cls.__table__.constraints
        if isinstance(constraint, UniqueConstraint)
        for column in constraint.columns
    }
    kept = unique | set(cls.label_columns) | {cls.parent, "record_table", "record_id"}
    found: list[str] = view.form_names("update")
    columns = cls.__table__.c
    return [
        name
        for name in found
        if name not in kept and columns[name].info["kind"] in _KINDS and not columns[name].unique
    ]


def answer_bulk_edit(view: RecordView) -> Any:
    """Answer the steps of the change: choose a field, give a value, look at what changes, confirm."""
    offered = fields_of(view)
    if not offered:
        raise Refused()
    ids = ticked()
    if not ids:
        failed(NOTHING_TICKED)
        return redirect(f"{view.url}/", 303)
    name = request.form.get("field", "")
    if name not in offered:
        return _page(view, ids, offered=offered)
    sent = with_choice(view, request.form) if comes_from_lookup(request.form) else request.form
    first = request.form.get("step") == "value"
    form: Form = form_class([name], view.model)(None if first else sent)
    for item in form:
        if isinstance(item, ReferenceField):
            item.lookup_url = f"{view.url}/lookup/{name}"
    if request.form.get("_find") == name:
        return lookup_page(view, form, name, None)
    if first or comes_from_lookup(request.form):
        return _page(view, ids, name=name, form=form)
    item = form[name]
    if item.errors or (item.required and item.data is None):
        problems = [str(error) for error in item.errors] or [translate(N_("Please write a value."))]
        return _page(view, ids, name=name, form=form, errors=problems), 422
    if request.form.get("confirmed") != "1":
        return _page(view, ids, name=name, form=form, changes=preview(view, ids, name, item.data))
    return _write(view, ids, name, form)


def preview(view: RecordView, ids: list[int], name: str, value: Any) -> list[Change]:
    """Return what would become of each row; nothing is written."""
    rows = _rows(view, ids)
    column = view.model.__table__.c[name]
    target = referenced_type(view.model, name)
    held = {row.id: getattr(row, name) for row in rows}
    named = labels(target, {v for v in (*held.values(), value) if v}) if target is not None else {}

    def words(held_value: Any) -> str:
        if target is not None:
            return named[held_value].text if held_value in named else ""
        return values.format_for(column, held_value) if held_value is not None else ""

    found = []
    for row in rows:
        reason = _hindrance(view, row, name, value)
        found.append(Change(row.id, row.version, words(held[row.id]), words(value), reason))
    # What the rows were tried with is thrown away.
    db.session.rollback()
    return found


def _hindrance(view: RecordView, row: Record, name: str, value: Any) -> str:
    """Return why a row is left out, empty when it can be changed; the row is left with the new value in it."""
    if not can(current_actor(), "update", row):
        return translate(NOT_OPEN)
    if getattr(row, name) == value:
        return translate(UNCHANGED)
    if name not in view.asked_now([name], row):
        return translate(NOT_NOW)
    with db.session.no_autoflush:
        setattr(row, name, value)
        problems = row.all_problems()
        if not problems and not can(current_actor(), "update", row):
            return translate(NOT_OPEN)
    return " ".join(translate(p.sentence, **p.values) for p in problems)


def _rows(view: RecordView, ids: list[int]) -> list[Record]:
    cls = view.model
    return list(db.session.scalars(select(cls).where(cls.id.in_(ids)).order_by(cls.id)))


def _write(view: RecordView, ids: list[int], name: str, form: Form) -> Any:
    """Write the value into every row of the preview, or into none; a row that moved on is previewed again."""
    seen = {number: request.form.get(f"version_{number}", "") for number in ids}
    value = form[name].data

    def work() -> Outcome:
        rows = _rows(view, ids)
        if [row.id for row in rows] != sorted(ids) or any(str(row.version) != seen[row.id] for row in rows):
            return Outcome(stale=True)
        for row in rows:
            setattr(row, name, value)
            view.on_model_change(form, row, False)
            db.session.flush()
        tell("bulk_edited", table=view.model.__tablename__, detail={"column": name, "rows": ids})
        return Outcome(answer=f"{view.url}/")

    outcome = once(request.form.get("form_token", ""), work, record_class=view.model)
    if outcome.answer is not None:
        said(CHANGED, field=view.label_of(name), number=len(ids))
        return redirect(outcome.answer, 303)
    problems = outcome.problems or [Problem("", MOVED_ON)]
    errors = [translate(p.sentence, **p.values) for p in problems]
    changes = preview(view, ids, name, value)
    return _page(view, ids, name=name, form=form, changes=changes, errors=errors), 409


def _page(
    view: RecordView,
    ids: list[int],
    *,
    offered: list[str] | None = None,
    name: str = "",
    form: Form | None = None,
    changes: list[Change] | None = None,
    errors: list[str] | None = None,
) -> str:
    """Return the page of the step that is next."""
    names = labels(view.model, ids)
    title = (
        translate(OF_FIELD, field=view.label_of(name), number=len(ids))
        if name
        else translate(TITLE, number=len(ids))
    )
    included = [change for change in changes or () if not change.reason]
    return render_template(
        "bulk_edit.html",
        page=page(
            title,
            view.crumbs(None, title),
            action=f"{view.url}/bulk/",
            cancel_url=f"{view.url}/",
            ids=[change.record_id for change in included] if included else ids,
            errors=errors or [],
            fields=[(one, view.label_of(one)) for one in offered] if offered else [],
            name=name,
            field=form[name].drawn() if form is not None else None,
            sent=[
                (key, text) for key, text in request.form.items(multi=True) if key in (name, f"{name}__text")
            ],
            rows=[(names[number].text, view.url_for_details(number)) for number in ids if number in names]
            if changes is None
            else [],
            changes=[_drawn(view, change, names) for change in changes] if changes is not None else None,
            versions=[(change.record_id, change.version) for change in included],
            number=len(included),
            token=new_token(),
        ),
    )


def _drawn(view: RecordView, change: Change, names: Any) -> dict[str, Any]:
    label = names[change.record_id].text if change.record_id in names else ""
    return {
        "title": label,
        "url": view.url_for_details(change.record_id),
        "old": change.old,
        "new": change.new,
        "reason": change.reason,
    }
