"""Exchanges with other committees: planned, carried out on a day that has come, archived; of the head the office alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.access import CLERK
from models.base import db
from models.outreach.peer_exchange import PeerExchange
from models.seal import is_intact
from models.transitions import Request, perform
from tests.factories import make, put_into
from tests.records.asserting import assert_invalid, reload
from tests.records.conftest import As, Entering

_DESK = "clerk: all; committee: own body or area"
RIGHTS = {
    "read": "clerk committee chair auditor member: all",
    "create update trash correct": _DESK,
    "export": "clerk chair auditor: all",
    "hold archive cancel": _DESK,
    "turn": "clerk committee: all",
}
STATES = "planned; held; archived frozen final; cancelled final"
STEPS = {
    "hold": "planned > held; needs head_office, size",
    "archive": "held > archived; seals",
    "cancel": "planned > cancelled; with a reason",
}
NOUNS = {
    "direction": "direction",
    "counterpart": "counterpart",
    "level": "level",
    "head (office only)": "head_office",
    "size": "size",
    "when": ("starts_on", "ends_on", "half"),
    "topic": "topic",
    "places": "places",
    "host": "hosts",
    "materials": "materials",
    "follow-up": "follow_up",
}


def make_exchange(**over: Any) -> PeerExchange:
    """Make a planned visit of another county's committee."""
    values = {
        "direction": "received",
        "counterpart": "政协合江县委员会",
        "topic": "“有事来协商”试点工作",
        "starts_on": date(2020, 9, 16),
        "half": "afternoon",
        "head_office": "副主席",
        "size": 12,
    }
    return make(PeerExchange, **values | over)


def furnish(frame: Any, people: Any) -> None:
    """Enter exchanges of two bodies in every state."""
    for body in (frame.own, frame.other):
        for state in PeerExchange.workflow.states:
            put_into(make_exchange(topic=f"{state} {body}", committee_id=body), state)


def test_an_exchange_goes_from_the_plan_to_the_archive(entering: Entering, acting_with: As) -> None:
    with entering():
        number, unsized = make_exchange().id, make_exchange(size=None).id
    with acting_with(CLERK):
        with assert_invalid("size"):
            perform(PeerExchange, unsized, "hold")
        perform(PeerExchange, number, "hold")
        perform(PeerExchange, number, "archive")
        db.session.commit()
        row = reload(PeerExchange, number)
        assert (row.fact_date, is_intact(row)) == (date(2020, 9, 16), True)


def test_what_lies_ahead_is_not_carried_out_and_can_be_cancelled(entering: Entering, acting_with: As) -> None:
    with entering():
        number = make_exchange(direction="paid", starts_on=date(2020, 10, 12)).id
        db.session.commit()
        with assert_invalid("ends_on"):
            make_exchange(ends_on=date(2020, 9, 15))
    with acting_with(CLERK):
        with assert_invalid("starts_on"):
            perform(PeerExchange, number, "hold")
        perform(PeerExchange, number, "cancel", Request(reason="对方另有安排。"))
        assert reload(PeerExchange, number).state == "cancelled"
