"""The ledger of reported figures on screen: read, and compared with what is counted now or was reported at another time."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, request
from flask_admin import expose
from sqlalchemy import select

from models.access import current_actor
from models.base import db
from models.marks import N_
from panel.language import format_number, translate
from panel.numbers import row_number
from panel.pages import page
from panel.record_view import RecordView
from panel.summary.asking import NotAsked
from panel.summary.comparing import compared, reported_side, side_of_now

COMPARE = N_("Compare with now")
WHY = N_("Why the number is another one")
MOST_OTHERS = 20


def _said(row: Any) -> str:
    return translate(
        N_("%(number)s on %(day)s to %(whom)s"),
        number=format_number(row.value),
        day=row.reported_on,
        whom=row.reported_to,
    )


class ReportedFigureView(RecordView):
    """Figures as they were sent; nothing here is typed or changed."""

    menu_place = 60
    column_list = ("name", "value", "first_day", "last_day", "reported_to", "reported_on")
    column_filters = ("key", "window", "reported_on")
    column_sortable_list = ("reported_on", "changed_at")
    column_default_sort = ("reported_on", True)
    column_details_list = (
        "name", "value", "unit", "window", "first_day", "last_day", "parts", "definition", "reported_to", "reported_on",
        "reported_by", "document_number",
    )  # fmt: skip
    can_import = False
    can_create = False

    def acts_of(self, record: Any) -> tuple[list[dict[str, Any]], list[Any]]:
        """Offer the comparison with what is counted now."""
        acts, more = super().acts_of(record)
        way = {"label": translate(COMPARE), "url": f"{self.url}/compare/?id={record.id}", "method": "get"}
        return [way, *acts], more

    @expose("/compare/")
    def compare_view(self) -> str:
        """Show which rows came, went or changed since, or between two reports of the same figure."""
        record: Any = self.find()
        others = self._others(record)
        chosen = row_number(request.args.get("with", ""))
        if "with" in request.args and chosen not in {row.id for row in others}:
            abort(404)
        other = next((row for row in others if row.id == chosen), None)
        problem, parts = "", {}
        try:
            after = reported_side(other) if other is not None else side_of_now(current_actor(), record)
            before = reported_side(record)
            if other is not None and (other.reported_on, other.id) < (record.reported_on, record.id):
                before, after = after, before
            parts = {"before_title": before.title, "after_title": after.title, **compared(before, after)}
        except NotAsked as refused:
            problem = str(refused)
        base = f"{self.url}/compare/?id={record.id}"
        return render_template(
            "reported_figure.html",
            page=page(
                translate(WHY),
                [
                    (self.plural_of(), f"{self.url}/"),
                    (record.name, self.url_for_details(record.id)),
                    (translate(WHY), None),
                ],
                name=record.name,
                problem=problem,
                others=[(_said(row), f"{base}&with={row.id}") for row in others if row is not other],
                now_url=base if other is not None else None,
                **parts,
            ),
        )

    def _others(self, record: Any) -> list[Any]:
        """Return the other reports of the same figure, the newest first."""
        cls: Any = self.model
        return list(
            db.session.scalars(
                select(cls)
                .where(cls.key == record.key, cls.id != record.id)
                .order_by(cls.reported_on.desc(), cls.id.desc())
                .limit(MOST_OTHERS)
            )
        )
