"""Consultations on screen."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import select

from models.consultation.topic import FORMS, Topic
from models.marks import N_
from panel.language import format_day_in_words, translate
from panel.listing.columns import ListColumn
from panel.record_view import RecordView

LATE = N_("%(what)s: usual until %(day)s")


class ConsultationView(RecordView):
    """Sittings about a topic, with who took part."""

    menu_place = 20
    in_menu = True
    column_list = ("name", "topic_id", "platform_id", "asked_by", "starts_at", "place", "state")
    fact_columns = ("starts_at", "place")
    list_columns: ClassVar[dict[str, ListColumn]] = {
        "form": ListColumn(
            N_("Form of consultation"),
            expression=lambda row: (
                select(Topic.form).where(Topic.id == row.topic_id).correlate(row).scalar_subquery()
            ),
            kind="choice",
            choices=FORMS,
            fits=lambda row, _asked, forms: row.topic_id.in_(select(Topic.id).where(Topic.form.in_(forms))),
            reads=("topic_id",),
            filter=True,
        ),
    }
    form_sections = (
        (N_("Basic facts"), ("name", "topic_id", "asked_by", "asking_department_id")),
        (
            N_("Time and place"),
            ("starts_at", "ends_at", "place", "platform_id", "committee_id", "meeting_id"),
        ),
        (N_("Course"), ("host", "agenda", "notice_on", "papers_on", "minutes_on", "minutes")),
    )
    list_tabs = (
        (N_("To come"), "state__in=planned,announced"),
        (N_("Minutes to be written"), "state=held"),
        (N_("Asked for by a unit"), "asked_by=department"),
    )
    children = ("consultation_participant",)
    import_key = ("name", "topic_id")

    def notes_of(self, record: Any) -> list[tuple[str, str]]:
        """Return a hint for each of notice, papers and minutes that missed its usual day."""
        return [
            (translate(LATE, what=self.label_of(column), day=format_day_in_words(usual)), "warn")
            for column, usual in record.late_steps()
        ]
