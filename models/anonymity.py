"""Who said it stays with the desk: the names of contributors, and the text that may not carry them to a unit.

An item (社情民意信息) is about somebody's work. The unit that gets it to handle reads the row of its hand-over and never the
item; what the desk writes there may name the contributor only where the contributor has agreed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from models.lookups import columns_of, rows_where
from models.marks import N_
from models.problems import Problem

NAMES_CONTRIBUTOR = N_(
    "The contributor has not agreed to be named, and this text has the name in it (%(name)s); please take it out."
)


def contributors_of(report_id: int | None) -> list[str]:
    """Return the names of everybody an item came from, as the desk knows them: members, joint ones, outside sources."""
    report = columns_of("opinion_report", report_id, "member_id", "joint_names", "source_name")
    if report is None:
        return []
    linked = rows_where("opinion_report_contributor", "member_id", where={"opinion_report_id": report_id})
    found = []
    for member_id in (report.member_id, *(row.member_id for row in linked)):
        member = columns_of("member", member_id, "name")
        if member is not None:
            found.append(str(member.name))
    for text in (report.joint_names, report.source_name):
        found += [name.strip() for name in re.split(r"[、，,；;\n]+", text or "")]
    return [name for name in dict.fromkeys(found) if name]


def released_names(report_id: int | None) -> str:
    """Return the names that may be shown to a unit, joined with 、; empty unless the contributor has agreed."""
    report = columns_of("opinion_report", report_id, "name_released")
    if report is None or not report.name_released:
        return ""
    return "、".join(contributors_of(report_id))


def naming_problems(report_ids: Iterable[int], texts: dict[str, str | None]) -> Iterator[Problem]:
    """Yield a problem for each text (field -> text) that names a contributor who has not agreed to it."""
    for report_id in report_ids:
        report = columns_of("opinion_report", report_id, "name_released")
        if report is None or report.name_released:
            continue
        for name in contributors_of(report_id):
            for field, text in texts.items():
                if name in (text or ""):
                    yield Problem(field, NAMES_CONTRIBUTOR, {"name": name})
