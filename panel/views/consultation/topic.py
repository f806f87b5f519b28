"""Consultation topics on screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, func, select

from models.base import db
from models.consultation.topic import TopicTag
from models.marks import N_
from models.office.code_item import CodeItem
from models.registry import record_type
from panel.language import format_number, translate
from panel.listing.columns import ListColumn
from panel.record_view import RecordView

BASE = N_("of %(number)s who were asked")


def _tags(row: Any) -> ColumnElement[str]:
    """Return the tags of a topic, one after the other."""
    found = select(func.aggregate_strings(CodeItem.label, "、")).join(
        TopicTag, TopicTag.tag_id == CodeItem.id
    )
    return (
        found.where(TopicTag.topic_id == row.id, TopicTag.trashed_at.is_(None))
        .correlate(row)
        .scalar_subquery()
    )


def _has_tag(row: Any, _asked: str, names: Sequence[Any]) -> ColumnElement[bool]:
    """Return the condition that a topic has one of the tags, by name."""
    tagged = select(TopicTag.topic_id).join(CodeItem, TopicTag.tag_id == CodeItem.id)
    found: ColumnElement[bool] = row.id.in_(tagged.where(CodeItem.label.in_(names)))
    return found


class TopicView(RecordView):
    """Formal and small topics, from collecting to a rated result."""

    menu_place = 10
    column_list = ("subject", "form", "source", "platform_id", "people_affected", "collected_on", "state")
    column_sortable_list = ("collected_on", "changed_at")
    column_default_sort = ("collected_on", True)
    fact_columns = ("form", "platform_id")
    list_columns: ClassVar[dict[str, ListColumn]] = {
        "tag": ListColumn(
            N_("Tag"),
            expression=_tags,
            kind="text",
            code_table="topic_tag",
            fits=_has_tag,
            asks=("", "in", "empty"),
            filter=True,
        ),
    }
    form_sections = (
        (N_("The topic"), ("subject", "situation", "collected_on", "level", "form")),
        (N_("Source"), ("source", "seat_id", "sector_id", "raised_by", "merged_into_id")),
        (
            N_("Who consults"),
            ("platform_id", "committee_id", "leader_id", "plan_item_id", "consent_by", "consent_on"),
        ),
        (N_("Whom it concerns"), ("place_id", "place", "people_affected", "people_wording")),
        (N_("Survey and opinion"), ("surveyed_on", "survey", "opinion_on", "opinion")),
        (
            N_("Reporting and handing over"),
            (
                "reported_on",
                "reported_document",
                "instructed_by",
                "instructed_on",
                "instruction",
                "handed_over_on",
            ),
        ),
    )
    list_tabs = (
        (N_("Small topics"), "level=small"),
        (N_("Formal topics"), "level=formal"),
        (N_("To be screened or approved"), "state__in=collected,screened"),
        (N_("With units, towns and villages"), "state__in=handed_over,handling"),
        (N_("To be rated or closed"), "state__in=answered,rated"),
    )
    lookup_detail = ("form", "collected_on")
    children = ("consultation", "assigned_matter", "rating")
    import_key = ("subject", "collected_on")

    def figures_of(self, record: Any) -> list[dict[str, Any]]:
        """Return how the participants rated the result, silence apart, each figure a link to its rows."""
        rating: Any = record_type("rating")
        counted = select(rating.mark, func.count()).where(rating.topic_id == record.id).group_by(rating.mark)
        numbers = {mark: number for mark, number in db.session.execute(counted)}  # noqa: C416 - a Result is no mapping
        if not numbers:
            return []
        base = translate(BASE, number=format_number(sum(numbers.values())))
        return [
            {
                "label": translate(choice.label),
                "number": format_number(numbers.get(choice.value, 0)),
                "unit": translate(N_("people")),
                "definition": base,
                "url": f"/panel/rating/?topic_id={record.id}&mark={choice.value}",
            }
            for choice in (
                *rating.__table__.c.mark.info["choices"][1:],
                rating.__table__.c.mark.info["choices"][0],
            )
        ]
