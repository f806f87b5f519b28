"""What a list offers for each row: never to edit what stands under the approval of the row above it."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from models.access import can
from models.base import db
from models.learning.training_attendance import TrainingAttendance
from panel.listing.rights import may
from tests.factories import make_training, make_training_attendance, put_into
from tests.fixtures.app import People, as_system


def test_a_row_under_an_approved_one_offers_no_editing(app: Flask, people: People) -> None:
    with as_system(app, organization_id=people.organization_id):
        archived, open_ = make_training(), make_training()
        under = make_training_attendance(training_id=archived.id).id
        free = make_training_attendance(training_id=open_.id).id
        put_into(archived, "archived")
        db.session.commit()

    with people.acting(people.add("clerk")) as actor:
        for action in ("update", "trash"):
            offered = set(
                db.session.scalars(
                    select(TrainingAttendance.id).where(may(actor, action, TrainingAttendance))
                )
            )
            allowed = {
                row.id for row in db.session.scalars(select(TrainingAttendance)) if can(actor, action, row)
            }
            assert offered == allowed == {free}, action
            assert under not in offered
