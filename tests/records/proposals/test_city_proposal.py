"""The register of city proposals: as reported, with its source, and nothing decided here."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.access import CLERK, COMMITTEE, MEMBER
from models.base import db
from models.proposals.city_proposal import CityProposal
from tests.factories import make, make_member, make_member_group
from tests.records.asserting import assert_invalid, assert_refused, readable
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk chair auditor: all; committee: area; member: own",
    "create update trash": "clerk: all; committee: area",
    "export": "clerk chair auditor: all; committee: area",
}
NOUNS = {
    "submitted by": ("member_id", "member_group_id", "joint_names"),
    "higher plenary": ("plenary", "level"),
    "decision": "decision",
    "number": "number",
    "unit": "units",
    "answer": ("answer", "answered_on"),
    "feedback": "feedback",
    "what it brought to the county": "brought",
    "source": ("source", "reported_on"),
}
PLENARY = "市政协五届四次会议"
REPORTED = {
    "decision": "accepted",
    "number": "0128",
    "units": "市交通运输局",
    "answered_on": date(2020, 8, 3),
    "feedback": "satisfied",
    "source": "市政协提案委通报（2020 年 8 月）",
}


def make_city_proposal(**over: Any) -> CityProposal:
    """Make a proposal of a member, submitted and not reported on yet."""
    if not over.keys() & {"member_id", "member_group_id"}:
        over["member_id"] = make_member().id
    values = {"name": "关于加快城际铁路建设的建议", "plenary": PLENARY, "submitted_on": date(2020, 4, 28)}
    return make(CityProposal, **values | over)


def furnish(frame: Any, people: Any) -> None:
    """Enter what the member and others submitted, reported on and not."""
    for member in (frame.seat.member_id, frame.other_seat.member_id):
        make_city_proposal(member_id=member)
        make_city_proposal(member_id=member, name="关于已办复事项的建议", **REPORTED)


def test_what_is_reported_has_a_source_and_follows_the_submission(entering: Entering) -> None:
    with entering():
        row = make_city_proposal(**REPORTED)
        assert row.fact_date == date(2020, 4, 28)
    for wrong, field in (
        ({"source": None}, "source"),
        ({"answered_on": date(2020, 4, 1)}, "answered_on"),
        ({"answered_on": date(2020, 12, 1)}, "answered_on"),
        ({"reported_on": date(2020, 12, 1)}, "reported_on"),
    ):
        with entering(), assert_invalid(field):
            make_city_proposal(**REPORTED | wrong)
    with entering(), assert_invalid("source"):
        make_city_proposal(brought="城际公交开通 2 条线路。")


@pytest.mark.parametrize("decision", ["unknown", "not_accepted", "opinion", "reference"])
def test_only_what_was_accepted_there_has_a_number_and_an_answer(entering: Entering, decision: str) -> None:
    with entering(), assert_invalid("number"):
        make_city_proposal(decision=decision, number="0128", source="市政协提案委通报")


def test_it_says_whose_it_is_and_stands_once(entering: Entering) -> None:
    with entering():
        group, member = make_member_group(name="市政协邻水委员小组").id, make_member().id
        make_city_proposal(proposer_kind="group", member_group_id=group)
        make_city_proposal(member_id=member)
    with entering(), assert_invalid("name"):
        make_city_proposal(member_id=member)
    with entering(), assert_invalid("member_group_id"):
        make_city_proposal(proposer_kind="group", member_id=member)
    with entering(), assert_invalid("member_id"):
        make_city_proposal(proposer_kind="one", member_group_id=group)
    with entering(), assert_invalid("joint_names"):
        make_city_proposal(proposer_kind="joint", member_id=member, name="关于联名的建议")


def test_nothing_is_decided_here() -> None:
    assert CityProposal.workflow is None, "no step accepts or hands over what lies with a higher committee"
    assert not CityProposal.turns_into


def test_the_proposal_desk_keeps_it_and_a_member_reads_the_own(entering: Entering, acting_with: As) -> None:
    with entering():
        member = make_member().id
        make_city_proposal()
    with acting_with(COMMITTEE, 2, areas=frozenset({"proposal"})):
        mine = make_city_proposal(member_id=member).id
        db.session.commit()
    with acting_with(COMMITTEE, 3), assert_refused():
        make_city_proposal(member_id=member, name="关于另一事项的建议")
    with acting_with(MEMBER, 4, scopes={"member": frozenset({member})}):
        assert readable(CityProposal) == {mine}
    with acting_with(CLERK, 1):
        assert len(readable(CityProposal)) == 2
