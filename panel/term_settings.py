"""The settings of a term as its page shows them: each with the value in force, and the way to change it."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from sqlalchemy import select

from models.access import can, current_actor
from models.base import Record, db
from models.marks import N_
from models.registry import record_type
from models.settings import Setting, settings
from panel import values
from panel.language import translate

TITLE = N_("Settings of the term")
HINT = N_("Without a value of its own the term takes the usual one.")
USUAL = N_("usual value")
CHANGE = N_("Change")
NOTHING = N_("Nothing is asked for")


def worded(setting: Setting[Any], text: str | None) -> str:
    """Return a kept value in words: with its unit, or the label of the choice."""
    try:
        value = setting.read(text or "")
    except ValueError:
        return text or ""
    if value is None:
        return translate(NOTHING)
    shown = values.format_for(setting.column, value)
    return f"{shown} {translate(setting.unit)}" if setting.unit else shown


def settings_section(term: Record) -> dict[str, Any] | None:
    """Return the section of a term's page with every declared setting; ``None`` for who may not read settings."""
    cls: Any = record_type("term_setting")
    actor = current_actor()
    if not can(actor, "read", cls):
        return None
    own = {row.setting: row for row in db.session.scalars(select(cls).where(cls.term_id == term.id))}
    adds = bool(can(actor, "create", cls(term_id=term.id, organization_id=term.organization_id)))
    return {
        "id": "settings",
        "title": translate(TITLE),
        "hint": translate(HINT),
        "rows": [_row(setting, term, own.get(setting.key), adds) for setting in settings()],
        "html": None,
        "edit_url": None,
    }


def _row(setting: Setting[Any], term: Record, own: Any, adds: bool) -> dict[str, Any]:
    text = own.value if own is not None else setting.write(setting.default)
    note, url = translate(USUAL), ""
    if own is not None:
        note = own.basis or ""
        url = f"/panel/term-setting/details/?id={own.id}"
    elif adds:
        url = f"/panel/term-setting/new/?term_id={term.id}&setting={setting.key}"
    value: Any = worded(setting, text)
    if url:
        value = Markup('{} <a class="small" href="{}" aria-label="{}">{}</a>').format(
            value, url, f"{translate(CHANGE)}: {translate(setting.label)}", translate(CHANGE)
        )
    return {"label": translate(setting.label), "value": value, "note": note}
