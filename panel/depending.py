"""Fields that belong to one kind alone: a view names them with the choice that they hang on, and the server decides.

A field that does not apply is not shown and empties when the record is saved. Without script a button beside the choice draws the
form anew with everything typed; with script it happens at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import Form

Depending = Mapping[str, tuple[str, tuple[str, ...]]]
"""Field -> the choice that it hangs on, and the values of it with which the field applies."""


def apart(depending: Depending, form: Form) -> set[str]:
    """Return the fields of a form that do not apply with what is chosen in it."""
    return {
        name
        for name, (choice, values) in depending.items()
        if name in form._fields and choice in form._fields and form._fields[choice].data not in values
    }


def empty_apart(depending: Depending, form: Form) -> None:
    """Let what does not apply be empty and without faults, whatever was typed in it before the choice was changed."""
    for name in apart(depending, form):
        item = form._fields[name]
        item.data, item.errors = None, []


def marked(depending: Depending, form: Form, fields: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the drawn fields with what hangs on what: ``when`` for the script, ``apart`` for the page as it is sent."""
    gone = apart(depending, form)
    choices = {choice for name, (choice, _values) in depending.items() if name in form._fields}
    found = []
    for drawn in fields:
        name = drawn.get("name", "")
        more: dict[str, Any] = {}
        if name in choices:
            more = {"decides": True}
        if name in depending and depending[name][0] in form._fields:
            choice, values = depending[name]
            more |= {"when": f"{choice}={','.join(values)}", "apart": name in gone}
        found.append({**drawn, **more})
    return found
