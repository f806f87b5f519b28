"""What an item of a published list counts, as far as its words say so: a beginning for who takes over rules of another place.

Places word the same things alike (全会, 常委会, 立案, 采用); what no pattern knows stays without a source and is chosen by hand.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_ABSENT, _LATE, _LEAVE = r"无故缺席|未请假|请假未获批|(?<!请假)缺席", r"迟到|早退", r"请假"
_MEETINGS = (("plenary", r"全会|全体会议|政协会议"), ("standing", r"常委会"), ("other", r"活动|会议"))
_OTHERS = re.compile(r"参与者|其他人|联名(?!.*第一)")
_FIRST_OF_JOINT = re.compile(r"联名.*第一")
_FROM = re.compile(r"第\s*(\d+)\s*[件条篇次]起")
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("speech_written", r"书面发言"), ("speech_oral", r"口头发言"),
    ("honour_national", r"表彰.*国家"), ("honour_province", r"表彰.*省"), ("honour_city", r"表彰.*(地级|市级)"),
    ("honour_county", r"表彰.*[县)）]"),
    ("training_part", r"培训.*未全程"), ("training_full", r"培训"),
    ("proposal_key", r"重点提案"), ("proposal_excellent", r"优秀提案"), ("proposal_to_opinion", r"提案转社情民意"),
    ("proposal_accepted", r"立案"), ("proposal_submitted", r"提交提案|^提案$"),
    ("opinion_city", r"上级.*采用"), ("opinion_kept", r"社情民意未采用"), ("opinion_used", r"社情民意.*采用"),
    ("opinion_reported", r"社情民意"),
    ("contribution_relief", r"帮扶"), ("contribution_other", r"服务.*企业|公益"),
    ("field_study_research", r"^调研$"), ("field_study_inspection", r"^视察$"), ("field_study", r"调研视察"),
)  # fmt: skip


class Read(NamedTuple):
    """What the words of an item say: what it counts, about which works, and from which one on."""

    counts: str | None
    part: str
    from_number: int | None


def read_item(name: str) -> Read:
    """Return what a published item counts; ``counts`` is ``None`` where its words do not say."""
    found = _meeting(name)
    if found is None:
        found = next((source for source, pattern in _PATTERNS if re.search(pattern, name)), None) or _other(
            name
        )
    start = _FROM.search(name)
    return Read(found, _part(found, name), int(start[1]) if start else None)


def _meeting(name: str) -> str | None:
    if re.search(r"发言|培训|提案", name):
        return None
    for family, pattern in _MEETINGS[:2]:
        if re.search(pattern, name):
            return f"{family}_{_standing(name, family)}"
    return None


def _other(name: str) -> str | None:
    family, pattern = _MEETINGS[2]
    return f"{family}_{_standing(name, family)}" if re.search(pattern, name) else None


def _standing(name: str, family: str) -> str:
    if "半天" in name and family == "plenary":
        return "half"
    for standing, pattern in (("late", _LATE), ("absent", _ABSENT), ("leave", _LEAVE)):
        if re.search(pattern, name):
            return standing
    return "whole" if "全程" in name and family != "other" else "present"


def _part(source: str | None, name: str) -> str:
    if source is None or not source.startswith(("proposal", "opinion")):
        return "all"
    if _OTHERS.search(name):
        return "others"
    return "joint" if _FIRST_OF_JOINT.search(name) else "all"
