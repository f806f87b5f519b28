"""Contributions: a deed with its proof, reported by the member or a desk, confirmed by somebody else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.access import CLERK, COMMITTEE, MEMBER
from models.base import db
from models.outreach.contribution import KINDS, Contribution
from models.seal import is_intact
from models.transitions import Request, perform
from tests.factories import a_special_committee, make, make_seat, make_special_committee, put_into
from tests.fixtures.app import People
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

_REPORT = "clerk: all; committee: typed; member: own and typed"
RIGHTS = {
    "read": "clerk: all; committee: (own body and submitted) or area or typed; chair auditor: submitted; "
    "member: (own and submitted) or typed",
    "create": "clerk: all; committee: own body or area; member: own",
    "update trash": "clerk: all and in draft; committee: typed and in draft; member: own and typed and in draft",
    "export": "clerk: all; chair auditor: submitted",
    "correct": "clerk: all; committee: own body or area",
    "submit recall": _REPORT,
    "confirm decline": "clerk: all; committee: (own body and submitted) or area",
    "turn": "clerk: all; committee: (own body and submitted) or area or typed",
}
STATES = "draft draft; submitted; confirmed frozen final; declined final"
STEPS = {
    "submit": "draft > submitted; submits; needs proof",
    "recall": "submitted > draft; recalls",
    "confirm": "submitted > confirmed; seals; by another; queued; in batches",
    "decline": "submitted > declined; by another; with a reason",
}
NOUNS = {
    "date": "done_on",
    "kind": "kind",
    "member": "member_id",
    "amount": ("amount", "in_kind"),
    "proof": "proof",
    "organising desk": "committee_id",
}
DAY = date(2020, 2, 10)


def make_contribution(member_id: int, **over: Any) -> Contribution:
    """Make the draft of a contribution to epidemic control."""
    values = {
        "name": "疫情期间值守卡点",
        "kind": "epidemic",
        "member_id": member_id,
        "done_on": DAY,
        "proof": "社区证明",
    }
    if "committee_id" not in over:
        over["committee_id"] = a_special_committee().id
    return make(Contribution, **values | over)


def furnish(frame: Any, people: Any) -> None:
    """Enter contributions of every state, and drafts of those who may report."""
    for body in (frame.own, frame.other):
        for state in Contribution.workflow.states:
            for member in (frame.seat.member_id, frame.other_seat.member_id):
                put_into(make_contribution(member, name=f"{state} {member}", committee_id=body), state)
        for name in ("clerk", "committee", "member"):
            row = make_contribution(frame.seat.member_id, name=f"草稿 {name}", committee_id=body)
            row.created_by_id = people[name].account_id
    db.session.flush()


def test_the_kinds_are_those_of_the_office() -> None:
    assert [kind.value for kind in KINDS] == [
        "epidemic", "relief", "donation", "mediation", "village_merger", "posted_supervisor", "published_work",
        "historical_material", "honour", "other",
    ]  # fmt: skip


def test_a_member_reports_and_the_organising_desk_confirms(entering: Entering, acting_with: As) -> None:
    with entering():
        body, member = make_special_committee().id, make_seat().member_id
        other = make_seat().member_id
    me = {"scopes": {"member": frozenset({member})}}
    desk = {"scopes": {"special_committee": frozenset({body})}}
    with acting_with(MEMBER, 1, **me):
        number = make_contribution(member, committee_id=body, proof=None).id
        db.session.commit()
        with assert_refused():
            make_contribution(other, committee_id=body)
        with assert_invalid("proof"):
            perform(Contribution, number, "submit")
        reload(Contribution, number).proof = "县红十字会收据"
        db.session.flush()
        perform(Contribution, number, "submit")
        db.session.commit()
    with acting_with(COMMITTEE, 2, **desk):
        assert perform(Contribution, number, "confirm") is not None
        db.session.commit()
        assert is_intact(reload(Contribution, number))
    with acting_with(MEMBER, 3, scopes={"member": frozenset({other})}):
        assert readable(Contribution) == set()


def test_what_a_desk_entered_another_person_confirms(entering: Entering, acting_with: As) -> None:
    with entering():
        member = make_seat().member_id
    with acting_with(CLERK, 1):
        number = make_contribution(member).id
        perform(Contribution, number, "submit")
        db.session.commit()
        with assert_refused():
            perform(Contribution, number, "confirm")
    with acting_with(CLERK, 2):
        perform(Contribution, number, "decline", Request(reason="没有凭据原件。"))
        assert reload(Contribution, number).state == "declined"


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"done_on": date(2020, 9, 24)}, "done_on"),
        ({"done_on": date(2016, 1, 1)}, "member_id"),
        ({"kind": "honour"}, "level"),
        ({"kind": "donation"}, "amount"),
    ],
)
def test_a_deed_is_whole_and_of_a_member_in_office(
    entering: Entering, over: dict[str, Any], field: str
) -> None:
    with entering():
        member = make_seat().member_id
        db.session.commit()
        with assert_invalid(field):
            make_contribution(member, **over)
    with entering():
        assert make_contribution(member, kind="donation", amount=Decimal("5000.00")).id
        assert make_contribution(member, kind="donation", in_kind="口罩 2000 只").id


def test_the_paper_is_of_who_did_it(entering: Entering) -> None:
    with entering():
        member, other = make_seat().member_id, make_seat().member_id
        row = make_contribution(None, entered_for_member_id=member)  # type: ignore[arg-type]
        assert row.member_id == member
        db.session.commit()
        with assert_invalid("entered_for_member_id"):
            make_contribution(member, entered_for_member_id=other)


def test_a_member_begins_with_the_own_name(entering: Entering, people: People) -> None:
    with entering():
        seat = make_seat()
        make_special_committee()
        member, name = seat.member_id, seat.name
    page = people.client(people.add(MEMBER, member_id=member)).get("/panel/contribution/new/").text
    assert f'value="{name}"' in page
