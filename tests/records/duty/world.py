"""A small year of two members for the tests of their points: meetings, a training, a joint proposal, a report, a deed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from models.base import db
from models.outreach.contribution import Contribution
from models.performance.point_rule import PointRule
from models.registry import record_type
from tests.factories import (
    a_special_committee,
    make,
    make_code_item,
    make_meeting,
    make_meeting_decision,
    make_seat,
    make_training,
    make_training_attendance,
    put_into,
)
from tests.opinions_factories import make_adoption, make_opinion_report
from tests.proposal_factories import a_plenary_session, make_proposal, make_proposal_signer

YEAR = 2020
DAY = date(2020, 5, 12)


class Year(NamedTuple):
    """Who did it and what shows it: ids."""

    first: int
    second: int
    training: int
    proposal: int
    contribution: int
    rules: dict[str, int]


def make_rule(name: str, counts: str, points: Any, *, state: str = "approved", **over: Any) -> PointRule:
    """Make a rule of 2020."""
    values = {"scoring_year": YEAR, "name": name, "counts": counts, "points": Decimal(str(points))}
    rule = make(PointRule, **values | over)
    return rule if state == "draft" else put_into(rule, state)


def sit(meeting_id: int, seat_id: int, *marks: str, day: date = DAY) -> None:
    """Enter the half-days of one member at a meeting."""
    for half, mark in zip(("morning", "afternoon", "evening"), marks, strict=False):
        make(
            record_type("attendance"), meeting_id=meeting_id, seat_id=seat_id, held_on=day, half=half, attendance=mark
        )  # fmt: skip


def make_year() -> Year:
    """Enter what two members did in 2020.

    The first: a whole plenary (2 half-days), the training, first of a joint proposal that was accepted and is a key one, one
    opinion report that the city used, a confirmed donation. The second: absent from the plenary, co-signs, comes late once.
    """
    first, second = make_seat(), make_seat()
    plenary = make_meeting(kind="plenary", starts_at=_noon(DAY), name="五次会议").id
    sit(plenary, first.id, "present", "present")
    sit(plenary, second.id, "absent", "absent")
    group = make_meeting(kind="other", starts_at=_noon(DAY), name="联组活动").id
    sit(group, second.id, "late")
    training = make_training(state="held")
    make_training_attendance(training_id=training.id, seat_id=first.id)
    proposal = make_proposal(seat_id=first.id, proposer_kind="joint")
    make_proposal_signer(proposal_id=proposal.id, seat_id=second.id, state="signed")
    put_into(
        proposal, "numbered", session_id=a_plenary_session().id, timing="plenary", running_number=1, case_number=1, key=True,
        key_decision_id=make_meeting_decision(kind="chairpersons").id,
    )  # fmt: skip
    report = make_opinion_report(member_id=first.member_id, reported_on=DAY)
    make_adoption(opinion_report_id=report.id, adopted_on=DAY, level="city")
    deed = make(
        Contribution, name="捐赠口罩", kind="donation", member_id=first.member_id, done_on=DAY, amount=Decimal(2000),
        committee_id=a_special_committee().id,
    )  # fmt: skip
    put_into(deed, "confirmed")
    presence = make_code_item(table_name="point_group", code="presence", label="出席").id
    rules = [
        make_rule("出席全会", "plenary_present", 10, group_id=presence, group_cap=Decimal(12)),
        make_rule("缺席全会", "plenary_absent", -2, group_id=presence),
        make_rule("会议迟到", "other_late", -1),
        make_rule("培训", "training_full", 4, group_id=presence),
        make_rule("提案立案", "proposal_accepted", 7.5, split="first_half"),
        make_rule("重点提案", "proposal_key", 3, split="fixed", joint_points=Decimal(1)),
        make_rule("市级采用", "opinion_city", 6, item_cap=Decimal(5)),
        make_rule("捐赠", "contribution_donation", 2),
    ]
    db.session.flush()
    numbers = {rule.name: rule.id for rule in rules}
    return Year(first.id, second.id, training.id, proposal.id, deed.id, numbers)


def _noon(day: date) -> Any:

    return datetime(day.year, day.month, day.day, 1, 0, tzinfo=UTC)
