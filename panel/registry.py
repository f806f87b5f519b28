"""Every record type gets its screen: the view of the same stem, or the plain one derived from the model."""

from __future__ import annotations

import importlib
import importlib.util
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app
from flask_admin import Admin

from models.marks import N_
from models.registry import record_types

if TYPE_CHECKING:
    from panel.record_view import RecordView


def area_labels() -> dict[str, tuple[str, str]]:
    """Return area -> (English message id, icon of the sprite), in the order of the sidebar."""
    return {
        "consultation": (N_("Consultation"), "messages"),
        "proposals": (N_("Proposals"), "document"),
        "livelihood": (N_("Livelihood and evaluation"), "building"),
        "opinions": (N_("Public opinion"), "speaker"),
        "research": (N_("Research and inspection"), "compass"),
        "outreach": (N_("Visits and exchanges"), "route"),
        "learning": (N_("Study and training"), "book"),
        "performance": (N_("Members' duty"), "bars"),
        "people": (N_("Members and staff"), "users"),
        "office": (N_("Bodies and terms"), "sitemap"),
        "accounts": (N_("Accounts and rights"), "key"),
    }


def view_class(cls: Any) -> type[RecordView]:
    """Return the view class of a record type: ``panel/views/<area>/<stem>.py`` defines the only RecordView of its own there."""
    from panel.record_view import RecordView  # noqa: PLC0415 - record views find each other through this module

    name = f"panel.views.{cls.area}.{cls.__tablename__}"
    if _exists(name):
        module = importlib.import_module(name)
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, RecordView) and value.__module__ == name:
                return value
    return type(f"{cls.__name__}View", (RecordView,), {})


def _exists(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def register(app: Flask) -> None:
    """Make the Flask-Admin frame and one view per record type; children and links are served by their parent's screens too."""
    from panel.frame import HomeView  # noqa: PLC0415 - the home asks this module for the views

    admin = Admin(app, name="Xieshang", url="/", index_view=HomeView(url="/", endpoint="home"))
    views: dict[str, RecordView] = {}
    for cls in record_types():
        if cls.is_link:
            continue
        view = view_class(cls)(cls)
        admin.add_view(view)
        views[cls.__tablename__] = view
    app.extensions["xieshang_views"] = views


def views() -> dict[str, RecordView]:
    """Return table -> view of the running application."""
    found: dict[str, RecordView] = current_app.extensions["xieshang_views"]
    return found


def view_of(cls: Any) -> RecordView:
    """Return the view of a record type."""
    return views()[cls.__tablename__]


__all__ = ["area_labels", "register", "view_class", "view_of", "views"]
