"""The register of proposals submitted to a higher plenary, on screen: what was reported of each, and by whom."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import ColumnElement, func, select

from models.marks import N_
from models.office.member_group import MemberGroup
from models.people.member import Member
from panel.depending import Depending
from panel.listing.columns import ListColumn
from panel.record_view import RecordView


def _proposer(row: Any) -> ColumnElement[str]:
    """Return who proposed: the member or the group, by name."""
    member = select(Member.name).where(Member.id == row.member_id).correlate(row).scalar_subquery()
    group = select(MemberGroup.name).where(MemberGroup.id == row.member_group_id).correlate(row)
    found: ColumnElement[str] = func.coalesce(member, group.scalar_subquery())
    return found


class CityProposalView(RecordView):
    """A register and no workflow: nothing is accepted or handed over here."""

    depending: ClassVar[Depending] = {
        "member_group_id": ("proposer_kind", ("group",)),
        "joint_names": ("proposer_kind", ("joint",)),
    }
    column_list = (
        "number", "name", "plenary", "proposer", "submitted_on", "decision", "answered_on", "feedback",
    )  # fmt: skip
    list_columns: ClassVar[dict[str, ListColumn]] = {
        "proposer": ListColumn(
            N_("Proposer"), expression=_proposer, kind="text", reads=("member_id", "member_group_id"), css="q"
        ),
    }
    column_sortable_list = ("submitted_on", "changed_at")
    column_default_sort = ("submitted_on", True)
    column_ranks: ClassVar[dict[str, int]] = {"answered_on": 1, "submitted_on": 2}
    form_sections = (
        (
            N_("Submitted"),
            ("name", "level", "plenary", "submitted_on", "proposer_kind", "member_id", "member_group_id", "joint_names",
             "content"),
        ),
        (N_("As reported"), ("decision", "number", "units", "answered_on", "answer", "feedback", "source", "reported_on")),
        (N_("For the county"), ("brought",)),
    )  # fmt: skip
    list_tabs = (
        (N_("Accepted there"), "decision__in=accepted,merged"),
        (N_("Not reported yet"), "decision=unknown"),
    )
    lookup_detail = ("plenary",)
    import_key = ("plenary", "name", "member_id")
    import_synonyms: ClassVar[dict[str, tuple[str, ...]]] = {
        "name": ("案由", "提案题目", "题目", "标题"),
        "number": ("案号", "提案号", "编号"),
        "member_id": ("提案者", "第一提案人", "提案人", "委员"),
        "units": ("承办单位", "办理单位", "主办单位"),
        "decision": ("审查结果", "立案情况"),
        "submitted_on": ("提交日期", "提交时间"),
        "plenary": ("届次", "会议"),
        "source": ("来源", "资料来源"),
    }
