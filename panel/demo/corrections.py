"""Corrections of archived trainings: proposed by a desk, confirmed or declined by another, one in every state."""

from __future__ import annotations

from sqlalchemy import select

from models.base import db
from models.learning.training import Training
from models.office.correction import Correction
from panel.demo.acts import Acts, take_step
from panel.demo.office import NOTE, Office

CORRECTIONS = (
    ("place", "县委党校二号教室", "与签到册所记地点不一致，原录入有误。", ("submit", "confirm")),
    ("hours", "8", "误将全天培训录为半天。", ("submit", "decline")),
    ("organiser", "县政协学习文史委、县委党校", "会议通知为两家联合主办，漏录一家。", ("submit",)),
    ("place", "县政协二楼会议室", "培训当日调整会议室，拟据会议通知更正。", ()),
)
"""Field, new text, reason, and the steps that were taken; the third was declined for want of proof, the fourth is a draft."""
NOT_PROVED = "签到册和通知均载明半天，请附依据后再提。"


def add_corrections(office: Office, accounts: dict[str, int]) -> None:
    """Let the clerk propose what turned out wrong in trainings of the county, and the chair decide about it."""
    acts = Acts(office.organization_id, accounts)
    with acts.as_("clerk"):
        trainings = db.session.scalars(
            select(Training.id)
            .where(Training.state == "archived", Training.kind == "county_course")
            .order_by(Training.id)
        ).all()
    for place, (field, text, reason, steps) in enumerate(CORRECTIONS):
        with acts.as_("clerk"):
            row = Correction(
                record_table="training", record_id=trainings[place % len(trainings)], field=field, new_text=text, reason=reason,
                note=NOTE,
            )  # fmt: skip
            db.session.add(row)
            db.session.flush()
            number = row.id
        for step in steps:
            with acts.as_("clerk" if step == "submit" else "chair"):
                take_step(Correction, number, step, reason=NOT_PROVED if step == "decline" else None)
