"""Targets as published lists word them: "48 座", "不少于 200", "城镇登记失业率控制在(上限)", "应补尽补"."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Literal, NamedTuple

from panel.spellings import folded

TargetKind = Literal["at_least", "at_most", "text"]

_AT_MOST = re.compile(r"上限|低于|控制在|不超过|不高于|不多于|以内|以下|≤|<=|upper", re.IGNORECASE)
_NOT_LOWER = re.compile(r"不低于|不少于|以上|≥|>=")
_LIMIT_WORDS = re.compile(
    r"^(?:不少于|不低于|不超过|不高于|不多于|控制在|低于|至少|约|≥|≤|>=|<=)+|(?:以上|以内|以下)$"
)
_AMOUNT = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>[^\d\s,.;，。；、]{0,8})"
)
_REMARK = re.compile(r"\((?:上限|下限|不少于|不低于|不超过|不高于|[^()]{1,4})\)$")
_TAIL = re.compile(r"(?:控制在|低于|不超过|不高于|不少于|不低于)$")


class Target(NamedTuple):
    """A target: how it is meant, its number and unit, or its words."""

    kind: TargetKind
    number: Decimal | None = None
    unit: str = ""
    words: str = ""


def read_target(written: str, unit: str, name: str) -> Target:
    """Return what the target means.

    Args:
        written: the cell: a number, a number with its unit, or words.
        unit: the cell of the unit, perhaps empty.
        name: the indicator's name, which may say that the number is a limit.
    """
    plain = unicodedata.normalize("NFKC", written).strip()
    found = _AMOUNT.fullmatch(_LIMIT_WORDS.sub("", plain).strip())
    if found is None or (found["unit"] and unit and folded(found["unit"]) != folded(unit)):
        return Target("text", words=written)
    number = Decimal(found["number"].replace(",", ""))
    return Target(limit_of(f"{name} {plain}"), number, unit or found["unit"])


def limit_of(words: str) -> TargetKind:
    """Return whether the words set an upper limit; what is counted is otherwise meant to be reached."""
    plain = unicodedata.normalize("NFKC", words)
    return "at_most" if _AT_MOST.search(_NOT_LOWER.sub("", plain)) else "at_least"


def indicator_name(written: str) -> str:
    """Return the name without the remark that says how its number is meant ("…控制在(上限)", "…低于(%)", "…(人)")."""
    kept, brackets = written.strip(), written.strip().replace("（", "(").replace("）", ")")
    found = _REMARK.search(brackets)
    if found:
        kept = kept[: found.start()].strip()
    return _TAIL.sub("", kept).strip() or written.strip()
