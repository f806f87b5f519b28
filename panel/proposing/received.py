"""The list of proposals as they come in on paper or by mail: title, who proposes, category, units; each line becomes a draft.

The drafts belong to whoever imports them; each is submitted from the paper that its proposer signed.
"""

from __future__ import annotations

from typing import Any

from models import clock
from models.fields import text
from models.lookups import rows_where
from models.marks import N_
from models.office.department import Department
from models.office.member_group import MemberGroup
from models.office.sector import Sector
from models.office.special_committee import SpecialCommittee
from models.people.seat import Seat
from models.periods import covers
from models.proposals.proposal import ProposalSuggestedUnit
from models.proposals.proposal_signer import ProposalSigner
from panel import values
from panel.importer.cells import Cells, ImportedChild, ImportedLinks, ImportedRow

COLUMNS = (
    "name", "proposer_kind", "proposer", "category_id", "units", "handed_in_at", "situation", "analysis", "advice",
    "publishable", "unpublishable_reason", "note",
)  # fmt: skip
EXTRA: dict[str, Any] = {
    "proposer": text(
        400,
        label=N_("Proposer"),
        help=N_("The first proposer, then the co-signers with 、 between them; or the body"),
    ),
    "units": text(400, label=N_("Suggested units"), help=N_("Several names with 、 between them")),
}
SYNONYMS: dict[str, tuple[str, ...]] = {
    "name": ("案由", "提案题目", "题目", "标题", "提案名称"),
    "proposer": ("提案者", "提案人", "第一提案人", "提案单位"),
    "proposer_kind": ("提案者类别", "提案类型", "提案形式"),
    "category_id": ("提案分类", "分类", "类别"),
    "units": ("建议承办单位", "承办单位", "主办单位"),
    "handed_in_at": ("收到时间", "提交时间", "提交日期"),
    "situation": ("情况反映", "情况", "问题"),
    "analysis": ("分析", "原因分析"),
    "advice": ("意见建议", "建议"),
}
KINDS: dict[str, dict[str, str]] = {
    "proposer_kind": {
        "个人": "one", "委员": "one", "联名": "joint", "委员联名": "joint", "党派": "party", "民主党派": "party",
        "人民团体": "peoples_organization", "团体": "peoples_organization", "界别": "sector", "小组": "group",
        "委员小组": "group", "专委会": "committee",
    }
}  # fmt: skip
_BODIES: dict[str, tuple[str, Any]] = {
    "committee": ("committee_id", SpecialCommittee),
    "sector": ("sector_id", Sector),
    "group": ("member_group_id", MemberGroup),
}
NO_CONVENER = N_("No convener of this body is on record; please enter the convener with the seat first.")


def received(cells: Cells) -> ImportedRow:
    """Make a draft with its proposer, its co-signers and the units it suggests out of one line."""
    row = cells.plain("proposer", "units")
    named = values.split_names(values.as_text(cells.raw("proposer")))
    kind = row.values.get("proposer_kind") or ("joint" if len(named) > 1 else "one")
    row.values["proposer_kind"] = kind
    if kind in ("party", "peoples_organization"):
        row.values["body_name"] = cells.text("proposer")
    elif kind in _BODIES:
        _body(cells, row, kind)
    elif named:
        _members(cells, row, named)
    units = cells.references("units", Department)
    if units:
        row.links.append(ImportedLinks(ProposalSuggestedUnit, units, "units"))
    return row


def _members(cells: Cells, row: ImportedRow, named: list[str]) -> None:
    seats = [cells.reference("proposer", name, Seat) for name in named]
    if seats[0] is not None:
        row.values["seat_id"] = seats[0]
    for rank, seat in enumerate(seats[1:], 1):
        if seat is not None:
            row.children.append(ImportedChild(ProposalSigner, {"seat_id": seat}, {"rank": rank}, "proposer"))


def _body(cells: Cells, row: ImportedRow, kind: str) -> None:
    column, target = _BODIES[kind]
    body = cells.reference("proposer", cells.text("proposer"), target)
    if body is None:
        return
    row.values[column] = body
    if kind == "committee":
        return
    posts = rows_where(
        "seat_assignment", "seat_id", "post", "valid_from", "valid_until", where={column: body}
    )
    today = clock.business_today()
    conveners = [
        post.seat_id
        for post in posts
        if post.post in ("convener", "leader") and covers(today, post.valid_from, post.valid_until)
    ]
    if conveners:
        row.values["seat_id"] = conveners[-1]
    else:
        cells.problem("proposer", NO_CONVENER)
