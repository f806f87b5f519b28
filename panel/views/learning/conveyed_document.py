"""Conveyed documents on screen, with the bodies that have not heard them yet."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import g
from markupsafe import Markup
from sqlalchemy import ColumnElement, exists, func, literal, select

from models import clock
from models.access import can, current_actor
from models.audiences import AUDIENCES, Body, bodies_on, heard_by, not_yet_heard
from models.base import db
from models.marks import N_
from models.registry import record_type
from panel.language import translate
from panel.listing.columns import ListColumn
from panel.listing.query import ListQuery
from panel.listing.small import child_table
from panel.record_view import RecordView
from panel.registry import view_of

MOST_MEETINGS = 100
NOT_HEARD, HEARD_AT = N_("Not yet heard by"), N_("Conveyed at")
_NAMES = {choice.value: choice.label for choice in AUDIENCES}
_COLUMN = {"special_committee": "committee_id", "member_group": "member_group_id"}


def _missing(_value: Any, row: Any) -> str:
    return str(g.get("not_heard", {}).get(row.id, ""))


def _first_conveyed(row: Any) -> ColumnElement[Any]:
    """Return the day of the first meeting at which a document was heard."""
    study: Any = record_type("study_meeting")
    link: Any = record_type("study_meeting_document")
    first = select(func.min(study.held_on)).join(link, link.study_meeting_id == study.id)
    heard = first.where(
        link.document_id == row.id,
        link.trashed_at.is_(None),
        study.state.in_(("held", "recorded", "archived")),
    )
    return heard.correlate(row).scalar_subquery()


class ConveyedDocumentView(RecordView):
    """What is to be conveyed, at which meetings it was, and who is missing."""

    menu_place = 30
    column_list = ("name", "issuing_body", "document_number", "issued_on", "convey_by", "missing")
    column_sortable_list = ("issued_on", "changed_at")
    column_default_sort = ("issued_on", True)
    form_sections = (
        (N_("Document"), ("name", "issuing_body", "document_number", "level", "issued_on", "content")),
        (N_("Conveying"), ("audiences", "convey_by")),
    )
    list_columns: ClassVar[dict[str, Any]] = {
        "missing": ListColumn(
            N_("Bodies that have not heard it"),
            expression=lambda _cls: literal(0),
            kind="count",
            render=_missing,
        ),
        "first_conveyed": ListColumn(
            N_("First conveyed on"), expression=_first_conveyed, kind="day", filter=True
        ),
    }
    lookup_detail = ("document_number",)

    def prepare_rows(self, ids: list[int]) -> None:
        """Find for the documents of a page how many bodies are missing, in a constant number of statements."""
        heard, bodies = heard_by(ids), bodies_on(clock.business_today())
        cls = self.model
        rows = db.session.execute(
            select(cls.id, cls.audiences).where(cls.id.in_(ids)), execution_options={"gate": "any"}
        )
        g.not_heard = {row.id: len(not_yet_heard(row.audiences, heard[row.id], bodies)) for row in rows}

    def missing_of(self, record: Any) -> list[Body]:
        """Return the bodies that have not heard a document."""
        return not_yet_heard(
            record.audiences, heard_by([record.id])[record.id], bodies_on(clock.business_today())
        )

    def child_lists(self, record: Any) -> list[dict[str, Any]]:
        """Return the bodies that are missing and the meetings at which the document was conveyed, before what belongs to it."""
        return [self._missing_list(record), self._heard_list(record), *super().child_lists(record)]

    def _missing_list(self, record: Any) -> dict[str, Any]:
        study = record_type("study_meeting")
        may_plan = bool(can(current_actor(), "create", study))
        rows = []
        for body in self.missing_of(record):
            way = ""
            if may_plan:
                prefilled = f"&{_COLUMN[body.audience]}={body.number}" if body.number else ""
                url = f"/panel/study-meeting/new/?kind={body.audience}{prefilled}&document_id={record.id}"
                way = Markup('<a href="{}">{}</a>').format(
                    url, translate(N_("New: %(what)s"), what=translate(study.title))
                )
            rows.append(
                [body.name or translate(_NAMES[body.audience]), translate(_NAMES[body.audience]), way]
            )
        return {
            "id": "c-not-heard",
            "title": translate(NOT_HEARD),
            "count": len(rows),
            "columns": [(translate(N_("Body")), ""), (translate(N_("To be conveyed to")), "q"), ("", "")],
            "rows": rows,
            "empty": translate(N_("Every body that is to hear it has heard it.")),
            "all_url": None,
            "edit": None,
        }

    def _heard_list(self, record: Any) -> dict[str, Any]:
        study, link = record_type("study_meeting"), record_type("study_meeting_document")
        view = view_of(study)

        def conveyed(row: Any) -> Any:
            rows: Any = link
            return exists().where(
                rows.study_meeting_id == row.id, rows.document_id == record.id, rows.trashed_at.is_(None)
            )

        query = ListQuery(
            view, current_actor(), {}, base=f"{view.url}/", where=conveyed, page_size=MOST_MEETINGS
        )
        page = query.page(acts=False)
        return {
            "id": "c-heard-at",
            "title": translate(HEARD_AT),
            "count": page.count_words,
            **child_table(query, page, f"{view.url}/", ""),
            "empty": translate(N_("None yet.")),
            "all_url": None,
            "edit": None,
        }
