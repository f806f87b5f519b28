"""Matters: handed to a unit, a town or a village, answered by them alone, in the panel or from their signed paper."""

from datetime import date
from typing import Any

from models.access import CLERK, COMMITTEE, DEPARTMENT
from models.base import db
from models.consultation.assigned_matter import AssignedMatter
from models.consultation.topic import Topic
from models.office.deadline_rule import DeadlineRule
from models.transitions import Request, offered, perform
from tests.consultation_factories import DUE_ON, HANDED_ON, make_matter, make_platform, make_topic
from tests.factories import a_term, make, make_attachment, make_department, make_place, put_into
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

_SENT = "handed_over/handling/answered/closed/withdrawn"
_CHANGED = "update of topic_id and in prepared/handed_over/handling"
_LATER = "update of topic_id and in handed_over/handling of topic_id"
RIGHTS = {
    "read": f"clerk committee chair auditor: read of topic_id; department: own unit and in {_SENT}",
    "create": "clerk committee: update of topic_id",
    "update": f"clerk committee: {_CHANGED}",
    "trash": "clerk committee: update of topic_id and in prepared",
    "export": "clerk chair auditor: read of topic_id",
    "correct": "clerk committee: correct of topic_id",
    "hand_over": f"clerk committee: {_LATER}",
    "receive answer recall": f"department: own unit and in {_SENT}",
    "receive answer recall from paper": "clerk committee: read of topic_id",
    "return": "clerk committee: read of topic_id",
    "turn": "clerk committee: read of topic_id",
}
STATES = "prepared; handed_over; handling; answered; closed final; dropped final; withdrawn final"
STEPS = {
    "send": "prepared > handed_over; by itself",
    "hand_over": "prepared > handed_over; asks handed_on",
    "receive": "handed_over > handling; asks received_on; queued",
    "answer": "handling > answered; submits; asks result, answered_on; queued",
    "recall": "answered > handling; recalls",
    "return": "answered > handling; with a reason",
    "close": "answered > closed; by itself",
    "drop": "prepared > dropped; by itself",
    "withdraw": "handed_over handling > withdrawn; by itself",
}
NOUNS = {
    "department or town": ("department_id", "place_id"),
    "what is asked": ("name", "content"),
    "deadline": "due_on",
    "progress": "matter_progress.matter_id",
    "result": ("result", "answered_on"),
    "handed over and received": ("handed_on", "received_on"),
}
RECEIVED = Request(answers={"received_on": date(2020, 5, 8)})
DONE = Request(answers={"result": "已修复。", "answered_on": date(2020, 8, 1)})


def furnish(frame: Any, people: Any) -> None:
    """Enter matters of every state for the contracts, under topics in which they can still move."""
    from tests.contracts.rounds import submitted_by  # noqa: PLC0415 - the world asks this module for its rows
    from tests.contracts.world import trash  # noqa: PLC0415 - the world asks this module for its rows

    for platform, unit in ((frame.platform, frame.unit), (frame.other_platform, frame.other_unit)):
        for state in AssignedMatter.workflow.states:
            body = frame.own if platform == frame.other_platform else None
            topic = make_topic(state="handling", platform_id=platform, committee_id=body).id
            matter = make_matter(topic_id=topic, department_id=unit, state=state)
            if state == "answered":
                submitted_by(matter, people["department"])
            if state == "prepared":
                trash(make_matter(topic_id=topic, department_id=unit))


def handled(state: str = "handed_over", **over: Any) -> tuple[int, int]:
    """Return a topic that was handed over and its only matter."""
    topic = make_topic(state="opinion_formed").id
    matter = make_matter(topic_id=topic, **over).id
    put_into(reload(Topic, topic), "handed_over", handed_over_on=HANDED_ON)
    put_into(reload(AssignedMatter, matter), state, handed_on=HANDED_ON)
    return topic, matter


def test_it_is_asked_of_exactly_one_and_due_on_a_day(entering: Entering, acting_with: As):
    with entering():
        topic, unit, place = (
            make_topic(state="opinion_formed").id,
            make_department().id,
            make_place().id,
        )
        assert make_matter(topic_id=topic, place_id=place).id
    for both in ({"department_id": unit, "place_id": place}, {"department_id": None}):
        with entering(), assert_invalid("department_id"):
            make_matter(topic_id=topic, **both)
    with entering():
        other = make_topic(state="opinion_formed").id
        make_matter(topic_id=other, due_on=None)
    with acting_with(CLERK), assert_invalid("due_on"):
        perform(Topic, other, "hand_over", Request(answers={"handed_over_on": HANDED_ON}))
    with entering(), assert_invalid("due_on"):
        handled(due_on=date(2020, 5, 1))


def test_only_the_unit_says_that_it_is_answered(entering: Entering, acting_with: As):
    with entering():
        unit = make_department().id
        _topic, matter = handled("handling", department_id=unit)
        _other, strange = handled("handling")
        prepared = make_matter(topic_id=make_topic(state="opinion_formed").id, department_id=unit).id
    with acting_with(CLERK, 1), assert_invalid("signed_paper"):
        perform(AssignedMatter, matter, "answer", DONE)
    with acting_with(DEPARTMENT, 2, scopes={"department": frozenset({unit})}):
        assert readable(AssignedMatter) == {matter}
        assert prepared not in readable(AssignedMatter)
        assert perform(AssignedMatter, strange, "answer", DONE) is None
        perform(AssignedMatter, matter, "answer", DONE)
        db.session.commit()
        assert reload(AssignedMatter, matter).submitted_by_id == 2


def test_what_a_village_did_comes_by_its_signed_paper(entering: Entering, acting_with: As):
    with entering():
        topic, matter = handled(place_id=make_place().id)
        make_attachment(reload(AssignedMatter, matter), kind="signed_paper")
    with acting_with(CLERK):
        perform(AssignedMatter, matter, "receive", RECEIVED)
        assert reload(Topic, topic).state == "handling"
        make_attachment(reload(AssignedMatter, matter), kind="signed_paper")
        perform(AssignedMatter, matter, "answer", DONE)
        db.session.commit()
        assert reload(Topic, topic).state == "answered"


def test_a_topic_is_answered_by_the_last_of_its_matters_and_taken_up_again_with_any(
    entering: Entering, acting_with: As
):
    with entering():
        unit = make_department().id
        topic, first = handled("handling", department_id=unit)
        second = make_matter(topic_id=topic, department_id=unit).id
    with acting_with(CLERK, 1):
        assert "hand_over" in {step.name for step in offered(reload(AssignedMatter, second))}
        perform(AssignedMatter, second, "hand_over", Request(answers={"handed_on": date(2020, 6, 1)}))
        db.session.commit()
    unit_rights = {"scopes": {"department": frozenset({unit})}}
    with acting_with(DEPARTMENT, 2, **unit_rights):
        perform(AssignedMatter, first, "answer", DONE)
        perform(AssignedMatter, second, "receive", Request(answers={"received_on": date(2020, 6, 2)}))
        db.session.commit()
    with acting_with(CLERK, 1):
        assert reload(Topic, topic).state == "handling"
    with acting_with(DEPARTMENT, 2, **unit_rights):
        perform(AssignedMatter, second, "answer", DONE)
        db.session.commit()
    with acting_with(CLERK, 1):
        assert reload(Topic, topic).state == "answered"
        perform(AssignedMatter, second, "return", Request(reason="请附验收单"))
        db.session.commit()
        assert reload(Topic, topic).state == "handling"
    with acting_with(DEPARTMENT, 2, **unit_rights):
        perform(AssignedMatter, second, "answer", DONE)
        perform(AssignedMatter, first, "recall")
        db.session.commit()
    with acting_with(CLERK, 1):
        assert reload(Topic, topic).state == "handling"


def test_nothing_is_taken_back_once_the_result_is_rated(entering: Entering, acting_with: As):
    with entering():
        unit = make_department().id
        topic, matter = handled("handling", department_id=unit)
    with acting_with(DEPARTMENT, 2, scopes={"department": frozenset({unit})}):
        perform(AssignedMatter, matter, "answer", DONE)
        db.session.commit()
    with entering():
        put_into(reload(Topic, topic), "closed")
    with acting_with(DEPARTMENT, 2, scopes={"department": frozenset({unit})}), assert_refused():
        perform(AssignedMatter, matter, "recall")


def test_a_convener_hands_over_from_the_own_platform_alone(entering: Entering, acting_with: As):
    with entering():
        mine = make_platform().id
        topic = make_topic(state="opinion_formed", platform_id=mine).id
        strange = make_topic(state="opinion_formed").id
        unit = make_department().id
    with acting_with(COMMITTEE, scopes={"platform": frozenset({mine})}):
        assert make_matter(topic_id=topic, department_id=unit, due_on=DUE_ON).id
        with assert_refused():
            make_matter(topic_id=strange, department_id=unit)


def test_the_rule_of_the_term_says_when_it_is_due(entering: Entering, acting_with: As):
    with entering():
        values = {
            "term_id": a_term().id,
            "step": "assigned_matter",
            "number": 3,
            "unit": "months",
            "source": "本会办法",
        }
        put_into(make(DeadlineRule, **values), "in_force")
        topic = make_topic(state="opinion_formed").id
        matter = make_matter(topic_id=topic, due_on=None).id
    with acting_with(CLERK):
        perform(Topic, topic, "hand_over", Request(answers={"handed_over_on": HANDED_ON}))
        db.session.commit()
        row = reload(AssignedMatter, matter)
        assert (row.handed_on, row.due_on) == (HANDED_ON, DUE_ON)
        assert row.deadline is not None
        assert row.state in row.deadline.open
