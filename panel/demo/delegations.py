"""Who decides for whom in the demonstration: one delegation of every state."""

from __future__ import annotations

from datetime import date

from models.office.delegation import Delegation
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
