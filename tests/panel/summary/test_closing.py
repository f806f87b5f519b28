"""Whether a table adds up, tried on numbers that committees have published, those that close and those that do not."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from models.figures.closing import closing, outcome_closing

COUNTS = Path(__file__).with_name("proposal_counts.csv")
INSIDE = {"雅安市政协五届六次(四川)"}
"""Their merged cases are printed as part of the accepted ones."""


def _rows() -> list[dict[str, str]]:
    with COUNTS.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _number(row: dict[str, str], name: str) -> int | None:
    return int(row[name]) if row[name] else None


def test_what_became_of_the_proposals_closes_or_says_by_how_much_it_does_not() -> None:
    differences = {}
    for row in _rows():
        received, accepted = _number(row, "received"), _number(row, "filed_立案")
        assert received is not None
        assert accepted is not None
        held = outcome_closing(
            received,
            accepted,
            merged=_number(row, "merged_并案"),
            others=[_number(row, "converted_转意见或社情民意"), _number(row, "not_filed")],
            merged_inside=row["body"] in INSIDE,
        )
        if not held.closes:
            differences[row["body"]] = held.difference

    assert len(_rows()) == 13
    assert differences == {
        "甘肃省政协十一届一次": 21,
        "滁州市政协七届五次": 22,
        "福州市政协十四届四次": 156,
        "雅安市政协五届六次(四川)": 80,
    }


def test_categories_close_only_on_the_base_that_the_office_used() -> None:
    """Chongqing counts after merging, Chuzhou what was received; on the accepted ones as base their tables would not close."""
    on_accepted, on_own_base = {}, {}
    for row in _rows():
        parts = [int(number) for number in re.findall(r"\D(\d+)", row["categories"])]
        if not parts or "subset" in row["categories"]:
            continue
        accepted, received = _number(row, "filed_立案") or 0, _number(row, "received") or 0
        base = {"received": received, "handed": received - 714}.get(row["category_base"], accepted)
        on_accepted[row["body"]] = closing(accepted, parts).difference
        on_own_base[row["body"]] = closing(base, parts).difference

    assert {body: gap for body, gap in on_accepted.items() if gap} == {
        "重庆市政协五届二次以来": 264,
        "滁州市政协七届五次": -83,
    }
    assert not any(on_own_base.values())


def test_members_and_bodies_are_counted_on_another_base_in_the_same_text() -> None:
    gaps = {}
    for row in _rows():
        members, bodies = _number(row, "individual_incl_joint"), _number(row, "collective")
        if members is None or bodies is None:
            continue
        held = closing(_number(row, "filed_立案") or 0, [members, bodies])
        if not held.closes:
            gaps[row["body"]] = (
                held.difference,
                closing(_number(row, "received") or 0, [members, bodies]).closes,
            )

    assert gaps["天门市政协九届四次"] == (-17, True)
    assert gaps["滁州市政协七届五次"] == (-83, True)
    assert "全国政协十四届三次" not in gaps
