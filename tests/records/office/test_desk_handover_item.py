"""One line of a handover list: written by the system alone, read by who reads the handover."""

from __future__ import annotations

from typing import Any

import pytest

from models.access import CHAIR, CLERK, Refused
from models.base import db
from models.office.desk_handover import DeskHandover
from models.office.desk_handover_item import DeskHandoverItem
from models.registry import record_type
from tests.factories import first_of, make
from tests.records.conftest import As, Entering

_READ = "read of handover_id"
RIGHTS = {
    "read": f"clerk committee chair auditor department: {_READ}",
    "export": f"clerk chair auditor: {_READ}",
}
NOUNS = {
    "what": ("kind", "record_table", "record_id", "called"),
    "state and due day of then": ("record_state", "due_on"),
    "who goes on with it": "taken_by_id",
}


def furnish(frame: Any, people: Any) -> None:
    """Enter a line of every kind under the first handover; nobody has taken over any of them."""
    handover = first_of(DeskHandover)
    assert handover is not None
    for kind in DeskHandoverItem.__table__.c.kind.info["choices"]:
        make(
            DeskHandoverItem, handover_id=handover.id, kind=kind.value, record_table="special_committee",
            record_id=frame.own, called="提案委员会",
        )  # fmt: skip


@pytest.mark.parametrize("role", [CLERK, CHAIR])
def test_nobody_writes_a_line_by_hand(entering: Entering, acting_with: As, role: str) -> None:
    with entering():
        account = record_type("account")
        people = [make(account, login=f"one.{n}", name=f"某{n}").id for n in range(3)]
        named = dict(zip(("from_account_id", "to_account_id", "witness_account_id"), people, strict=True))
        number = make(DeskHandover, post="经办人", **named).id
    with acting_with(role, people[0]):
        with pytest.raises(Refused):
            make(DeskHandoverItem, handover_id=number, kind="open", record_table="training", record_id=1)
        db.session.rollback()
