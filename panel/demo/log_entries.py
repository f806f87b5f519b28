"""The handling logs of the demonstration: what was said on the telephone about proposals, and passed on about projects."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from models import clock
from models.base import db
from models.livelihood.livelihood_project import LivelihoodProject
from models.office.log_entry import LogEntry
from models.proposals.handling import Handling
from panel.demo.acts import Acts
from panel.demo.office import Office, put

CALLS = (
    ("telephone", "承办科室负责同志", "询问办理进展，对方答复初稿已送分管领导。", 9, 7),
    ("reminder", "承办单位办公室", "提醒答复前先与提案者面商，约定本周内联系。", 6, 4),
    ("circulation", None, "答复初稿送分管副主席、专委会传阅，均已阅。", 3, None),
    ("instruction", "承办单位主要负责人", "传达批示：现场情况写实，完工时间写明。", 2, None),
    ("visit", "承办单位经办同志", "到现场核对便道施工情况，照片已附。", 1, 10),
    ("other", None, "原件已归入本件卷内。", 1, None),
)


def add_log_entries(office: Office, accounts: dict[str, int]) -> None:
    """Write the lines about the newest cases and projects there are, each as the clerk did, by itself."""
    acts = Acts(office.organization_id, accounts)
    with acts.as_seed():
        about = [
            (cls, list(db.session.scalars(select(cls.id).order_by(cls.id.desc()).limit(number))))
            for cls, number in ((Handling, 12), (LivelihoodProject, 6))
        ]
    for cls, rows in about:
        for place, record_id in enumerate(rows):
            for kind, whom, said, ago, later in CALLS[place % 3 :: 3]:
                day = clock.business_today() - timedelta(days=ago + place % 4)
                later_on = day + timedelta(days=later) if later else None
                with acts.as_("clerk"):
                    put(LogEntry, office, record_table=cls.__tablename__, record_id=record_id, kind=kind, happened_on=day,
                        with_whom=whom, said=said, follow_up_on=later_on)  # fmt: skip
