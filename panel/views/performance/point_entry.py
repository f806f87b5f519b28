"""Point entries on screen: read, never typed."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from sqlalchemy import select

from models.base import db
from models.polymorphic import parent_types
from panel.points.cancelling import CancelRoutes
from panel.points.table import TableRoutes, way_to_table
from panel.record_view import RecordView
from panel.registry import view_of


class PointEntryView(CancelRoutes, TableRoutes, RecordView):
    """The lines of the members' accounts of points, each with the record it comes from."""

    copies = False
    menu_place = 20
    column_list = ("name", "seat_id", "scoring_year", "points", "earned_on", "record_table", "reverses_id")
    column_sortable_list = ("earned_on", "changed_at")
    column_default_sort = ("earned_on", True)
    can_import = False
    can_create = False

    def list_actions(self) -> list[tuple[str, str, str]]:
        """Put the table of the year before the explanation."""
        return [*way_to_table(), *super().list_actions()]

    def value_text(self, record: Any, name: str, named: dict[str, Any] | None = None) -> Any:
        """Return the record that earned the points as a link, for whoever can read it."""
        if name == "record_id":
            source = parent_types().get(record.record_table)
            if source is not None and db.session.scalar(
                select(source.id).where(source.id == record.record_id)
            ):
                view = view_of(source)
                row = db.session.get_one(source, record.record_id)
                return Markup('<a href="{}">{}</a>').format(
                    view.url_for_details(row.id), view.label_text(row)
                )
        return super().value_text(record, name, named)
