"""What somebody typed when their request cannot be carried out: it is shown again, and can be sent again.

Nothing here needs the database: the page stands also while that does not answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy import inspect

from models.marks import N_
from panel import values
from panel.csrf import FIELD, csrf_token, is_said_to_be_from_here
from panel.language import translate
from panel.registry import views

AGAIN = "_again"
"""The button that leads back into the form with everything typed, instead of saving it."""
RETURNING = frozenset({"create_view", "edit_view", "transition_view"})
"""Routes that understand it."""
ROUTES = RETURNING | {
    "attach",
    "children_view",
    "links",
    "minutes_view",
    "move_view",
    "numbers_view",
    "report_figures",
    "roster_view",
    "take_in_view",
    "today",
    "trash_view",
}
"""Routes whose text is given back. A closed list: a password or a vote is never held anywhere, not for a moment."""

_TECHNICAL = frozenset({"form_token", "version", "versions"})
SEND_AGAIN = N_("Send it again")
BACK_TO_FORM = N_("Back to the form with what you typed")
OTHER_TEXT = N_("Other text")
FILES_AGAIN = N_("Files cannot be kept: please choose them once more.")


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it came in: the address with its query, the fields in their order, and whether files came with it."""

    path: str
    route: str
    fields: tuple[tuple[str, str], ...]
    files: bool

    def page(self, *, again: bool = True) -> dict[str, Any]:
        """Return what the template ``_typed.html`` shows: the text to copy, and the form to send again.

        Args:
            again: whether sending it again may succeed.
        """
        returning = self.route in RETURNING
        return {
            "action": self.path,
            "hidden": [(FIELD, csrf_token()), *self.fields],
            "button": translate(BACK_TO_FORM if returning else SEND_AGAIN) if again else "",
            "name": AGAIN if returning else "",
            "lines": [line for name, value in self.fields if (line := self._line(name, value)) is not None],
            "files": translate(FILES_AGAIN) if self.files else "",
        }

    def _line(self, name: str, value: str) -> tuple[str, str] | None:
        """Return the title of the column that a field fills, and what was typed in it; nothing for what nobody typed."""
        if not value.strip() or name in _TECHNICAL or name.startswith("_"):
            return None
        column = self._column(name.removesuffix("__text"))
        if column is None:
            # A cell of a sheet, a remark: a person's words, but not the code of a choice.
            return None if value.isascii() and " " not in value else (translate(OTHER_TEXT), value)
        if column.info["kind"] == "ref" and not name.endswith("__text"):
            return None
        if column.info["kind"] in ("choice", "choices"):
            value = values.format_for(column, value)
        return translate(column.info["label"]), value

    def _column(self, name: str) -> Any:
        slug = self.path.split("/")[2] if self.path.startswith("/panel/") else ""
        for view in views().values():
            if view.model.slug() == slug and name in inspect(view.model).columns:
                return inspect(view.model).columns[name]
        return None


def sent_text() -> Sent | None:
    """Return what this request brought, when it is text of a page of ours that may be shown again.

    The browser itself must have said that it comes from here: nobody's page may put words into somebody else's mouth.
    """
    route = (request.endpoint or "").rpartition(".")[2]
    if request.method != "POST" or route not in ROUTES or not is_said_to_be_from_here():
        return None
    fields = tuple(pair for pair in request.form.items(multi=True) if pair[0] not in (FIELD, AGAIN))
    if not fields:
        return None
    files = any(upload.filename for upload in request.files.values())
    return Sent(request.full_path.rstrip("?"), route, fields, files)
