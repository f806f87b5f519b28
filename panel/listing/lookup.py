"""The look-up of a reference: live for the page's script, and as a page of its own without script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, jsonify, render_template, request
from flask_admin import expose
from werkzeug.datastructures import MultiDict

from models.access import current_actor
from models.base import Record
from models.marks import N_
from panel.language import translate
from panel.listing.choices import Found, as_items, look_up
from panel.listing.labels import referenced_type
from panel.registry import view_of

if TYPE_CHECKING:
    from wtforms import Form

    from panel.record_view import RecordView

FIND, QUERY, CHOSEN, CHOICE = "_find", "_query", "_chosen", "_choice"
"""What the buttons of the look-up page send; see templates/lookup.html."""
CHOOSE = N_("%(field)s: choose")
MORE = N_("There are more; please write another character of the name.")
_OURS = frozenset({FIND, QUERY, CHOSEN, CHOICE, "csrf_token"})


class LookupRoutes:
    """Route ``lookup/<name>``; it changes nothing."""

    @expose("/lookup/<field>")
    def lookup_view(self: RecordView, field: str) -> Any:
        """Answer at most 20 rows that the reference can take: ``{"items": [{"id", "text", "hint", "side"}], "more"}``."""
        found, more = _found(self, field, request.args.get("q", ""))
        return jsonify(items=as_items(found), more=more)


def lookup_page(view: RecordView, form: Form, name: str, record: Record | None) -> str:
    """Return the page of choices for one reference of a form; everything typed travels along.

    Args:
        view: the view of the form.
        form: the form as it was sent.
        name: the reference whose find button was pressed.
        record: the row that is edited, ``None`` for a new one.
    """
    words = request.form.get(QUERY, request.form.get(f"{name}__text", ""))
    found, more = _found(view, name, words)
    label = translate(form[name].label.text)
    held = request.form.get(name, "")
    page = {
        "title": translate(CHOOSE, field=label),
        "crumbs": view.crumbs(record, label),
        "field": name,
        "query": words,
        "action": "",
        "carried": [(key, value) for key, value in request.form.items(multi=True) if key not in _OURS],
        "choices": [{**item, "checked": item["id"] == held} for item in as_items(found)],
        "more": translate(MORE) if more else None,
        "files_lost": any(file.filename for file in request.files.values()),
    }
    return render_template("lookup.html", page=page)


def comes_from_lookup(form_data: MultiDict[str, str]) -> bool:
    """Return whether a form was sent from the page of choices: it is shown again, nothing is saved yet."""
    return CHOSEN in form_data


def with_choice(view: Any, form_data: MultiDict[str, str]) -> MultiDict[str, str]:
    """Return what a form sent with the row that was taken on the page of choices in its field.

    A choice that this person could not have found there changes nothing: an id typed by hand names nobody.
    """
    name, choice = form_data.get(CHOSEN, ""), form_data.get(CHOICE, "")
    taken = MultiDict(form_data)
    if not name or not (choice.isascii() and choice.isdigit()) or len(choice) > 9:
        return taken
    found, _more = look_up(view, current_actor(), name, "", None, row_id=int(choice))
    if found:
        taken[name], taken[f"{name}__text"] = choice, found[0].text
    return taken


def _found(view: RecordView, name: str, words: str) -> tuple[list[Found], bool]:
    if name not in view.model.__mapper__.columns:
        abort(404)
    target = referenced_type(view.model, name)
    if target is None:
        abort(404)
    return look_up(view, current_actor(), name, words, view_of(target))


__all__ = ["LookupRoutes", "comes_from_lookup", "lookup_page", "with_choice"]
