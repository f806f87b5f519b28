"""Which body's meeting decides on a record, where a kind of meeting is held by several bodies (决定机构).

"A special committee decides" means the committee that the record belongs to, or one whose working area covers its kind
(records.md: the proposal committee's reach is the whole book); a member group decides on its own records alone.
"""

from __future__ import annotations

from typing import Any

from models.base import Record
from models.lookups import rows_where, title_of
from models.marks import N_
from models.problems import Problem

OTHER_BODY = N_(
    "This meeting is of another body; it is decided by %(names)s. Please choose a decision of one of its meetings."
)
NO_BODY = N_(
    "No body is responsible for this yet; please enter in the working areas which special committee looks after it."
)
_TABLES = {"special_committee": "special_committee", "member_group": "member_group"}
"""Kinds of meeting that several bodies hold -> table of these bodies."""


def body_problems(record: Record, meeting: Any) -> list[Problem]:
    """Return what is wrong with deciding a record at a meeting of this very body; nothing for kinds that only one body holds.

    Args:
        record: what is decided.
        meeting: kind, ``committee_id`` and ``member_group_id`` of the meeting.
    """
    table = _TABLES.get(meeting.kind)
    if table is None:
        return []
    responsible = (
        record.deciding_committees() if table == "special_committee" else _own(record, "member_group_id")
    )
    met = meeting.committee_id if table == "special_committee" else meeting.member_group_id
    if met in responsible:
        return []
    if not responsible:
        return [Problem("decision_id", NO_BODY)]
    names = [title_of(table, number) or "" for number in sorted(responsible)]
    return [Problem("decision_id", OTHER_BODY, {"names": names})]


def committees_of(record: Record, *, own: bool) -> frozenset[int]:
    """Return the special committees that decide on a record: those whose working area covers its kind, and its own.

    Args:
        record: what is decided.
        own: whether the committee that the record names is the one it belongs to; on a proposal it is the proposer.
    """
    kind = record.area_slug or record.slug()
    areas = rows_where("working_area", "committee_id", where={"record_kind": kind})
    found = {row.committee_id for row in areas if row.committee_id is not None}
    return frozenset(found) | (_own(record, "committee_id") if own else frozenset())


def _own(record: Record, column: str) -> frozenset[int]:
    number = getattr(record, column, None)
    return frozenset() if number is None else frozenset({number})
