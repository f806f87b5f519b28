"""Handing-over offices of a batch: named while it is prepared, and they stand once it was handed over."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from models.access import Refused
from models.base import db
from models.proposals.handover import HandoverOffice
from models.writing import pen
from tests.answering_factories import make_handover, open_desk
from tests.factories import make, make_department

RIGHTS = {
    "read": "clerk committee chair auditor: read of handover_id",
    "create update trash": "clerk committee: update of handover_id",
}
NOUNS = {"department with that flag": "department_id", "of a batch": "handover_id"}


def furnish(frame: Any, people: Any) -> None:
    """Put one of the offices of a batch into the recycle bin; each batch has brought its own."""
    office = make_department(handing_over_office=True).id
    row = make(HandoverOffice, handover_id=make_handover().id, department_id=office)
    with pen(db.session, row, "trash"):
        row.trashed_at = datetime(2020, 6, 1, tzinfo=UTC)


def test_no_office_joins_a_batch_that_was_handed_over(app: Flask, office: int) -> None:
    desk = open_desk(app, office)
    desk.hand_over()

    with pytest.raises(Refused), desk.act(desk.clerk):
        make(HandoverOffice, handover_id=desk.handover_id, department_id=desk.party)
    with desk.enter():
        assert db.session.query(HandoverOffice).count() == 1
