"""Who decides for whom in the demonstration, and whose desk passed to whom: one of every state."""

from __future__ import annotations

from datetime import date

from models.lookups import title_of
from models.office.delegation import Delegation
from models.office.desk_handover import DeskHandover
from models.office.desk_handover_item import DeskHandoverItem
from panel.demo.office import NOTE, Office, put, settle


def add_delegations(office: Office, accounts: dict[str, int]) -> None:
    """Enter the delegations of the county; the chair is away for a fortnight and the secretary general signs corrections."""
    rows = (
        ("chair", "secretary", "correction,evaluation-round", "in_force", date(2020, 9, 14), date(2020, 9, 30), "委托书（2020 年 9 月 11 日）"),
        ("chair2", "chair", "evaluation-round", "drafted", date(2020, 10, 9), date(2020, 10, 16), "委托书（2020 年 9 月 22 日）"),
        ("chair", "chair2", "correction,evaluation-round", "ended", date(2019, 10, 8), date(2019, 10, 18), "委托书（2019 年 10 月 7 日）"),
        ("committee2", "clerk2", "meeting,training", "withdrawn", date(2020, 5, 6), date(2020, 6, 5), "提案委请假报告（2020 年 4 月 29 日）"),
    )  # fmt: skip
    for giver, taker, kinds, state, first, last, basis in rows:
        row = put(
            Delegation,
            office,
            from_account_id=accounts[giver],
            to_account_id=accounts[taker],
            kinds=f",{kinds},",
            valid_from=first,
            valid_until=last,
            basis=basis,
            note=NOTE,
        )
        if state != "drafted":
            settle(row, state)


def add_handovers(office: Office, accounts: dict[str, int]) -> None:
    """Enter the handovers of the county; the bodies on their lists are looked after by the same people as before."""
    rows = (
        ("clerk2", "clerk", "secretary", "closed", date(2019, 11, 4), "信息岗位", "社情民意 2018 年归档卷 3 盒，信息岗位印章 1 枚"),
        ("committee2", "clerk2", "chair2", "taken", date(2020, 9, 18), "提案委内勤", "提案原件 2 盒，电子密钥 1 个"),
        ("clerk", "clerk2", "secretary", "handed", date(2020, 9, 21), "培训岗位", None),
        ("secretary", "clerk", "chair2", "listed", date(2020, 9, 22), "会务岗位", None),
        ("clerk", "secretary", "chair", "drafted", date(2020, 9, 23), "联络岗位", None),
    )  # fmt: skip
    for giver, taker, witness, state, day, post, things in rows:
        handover = put(
            DeskHandover,
            office,
            post=post,
            from_account_id=accounts[giver],
            to_account_id=accounts[taker],
            witness_account_id=accounts[witness],
            handed_on=day,
            things=things,
            note=NOTE,
        )
        if state == "drafted":
            continue
        for committee in office.committees[:2]:
            put(
                DeskHandoverItem,
                office,
                handover_id=handover.id,
                kind="duty",
                record_table="special_committee",
                record_id=committee,
                called=title_of("special_committee", committee),
                note=NOTE,
            )
        settle(handover, state, drawn_on=day)
