"""Topics: small ones from collecting to a rated result, formal ones through the annual plan and upward."""

from datetime import date
from typing import Any

import pytest

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, MEMBER, can
from models.access.actor import current_actor
from models.base import db
from models.consultation.assigned_matter import AssignedMatter
from models.consultation.consultation import Consultation
from models.consultation.consultation_participant import ConsultationParticipant
from models.consultation.rating import Rating
from models.consultation.topic import FORMS, OPEN, Topic
from models.lookups import rows_where
from models.office.annual_plan import AnnualPlan
from models.office.annual_plan_item import AnnualPlanItem
from models.office.term_setting import TermSetting
from models.opinions.opinion_report import OpinionReport
from models.seal import is_intact
from models.threads import became, turn
from models.transitions import Request, offered, perform
from tests.consultation_factories import (
    make_consultation,
    make_matter,
    make_member_participant,
    make_participant,
    make_platform,
    make_topic,
)
from tests.factories import (
    a_term,
    make,
    make_department,
    make_meeting,
    make_meeting_decision,
    make_member,
    make_special_committee,
    put_into,
)
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

_OPEN = "/".join(OPEN)
_OWN = "own body or area or own platform"
_TURNING = "screened/approved/surveyed/consulted/opinion_formed/answered/rated"
_ON_SMALL = f"clerk: all and level is small; committee: ({_OWN}) and level is small"
_ON_FORMAL = f"clerk: all and level is formal; committee: ({_OWN}) and level is formal"
RIGHTS = {
    "read": f"clerk: all; committee: {_OWN}; chair auditor: all; member: typed or in {_OPEN.partition('screened/')[2]}/closed",
    "create": f"clerk: all; committee: {_OWN}; member: typed",
    "update": f"clerk: all and in {_OPEN}; committee: ({_OWN}) and in {_OPEN}; member: typed and in collected",
    "trash": f"clerk: all and in collected; committee: ({_OWN}) and in collected; member: typed and in collected",
    "export": "clerk chair auditor: all",
    "correct screen merge survey form_opinion end": f"clerk: all; committee: {_OWN}",
    "turn": f"clerk: all and in {_TURNING}; committee: ({_OWN}) and in {_TURNING}",
    "agree hand_over rate close": _ON_SMALL,
    "approve report instruct close_formal": _ON_FORMAL,
}
STATES = (
    "collected; screened; approved; surveyed; consulted; opinion_formed; reported; handed_over; handling; answered; rated; "
    "closed frozen final; merged final; turned final; ended final"
)
STEPS = {
    "screen": "collected > screened",
    "merge": "collected screened > merged; asks merged_into_id",
    "approve": "screened > approved; decided by chairpersons",
    "agree": "screened > approved; offers consent_by, consent_on",
    "survey": "approved > surveyed; asks surveyed_on, survey",
    "consult": "approved surveyed > consulted; by itself",
    "form_opinion": "consulted > opinion_formed; asks opinion, opinion_on",
    "report": "opinion_formed > reported; asks reported_document, reported_on",
    "instruct": "reported > handed_over; asks instructed_by, instructed_on, instruction, handed_over_on",
    "hand_over": "opinion_formed > handed_over; asks handed_over_on",
    "begin": "handed_over > handling; by itself",
    "answer": "handed_over handling > answered; by itself",
    "resume": "answered > handling; by itself",
    "rate": "answered > rated",
    "close": "rated > closed; seals",
    "close_formal": "answered > closed; seals",
    "become": "screened approved surveyed consulted opinion_formed answered rated > turned; by itself",
    "end": f"{' '.join(OPEN)} > ended; with a reason",
}
NOUNS = {
    "topic": ("subject", "situation"),
    "source": ("source", "seat_id", "sector_id", "raised_by"),
    "level": "level",
    "form": "form",
    "people affected": ("people_affected", "people_wording"),
    "tags": "topic_tag.tag_id",
    "merged keeps both sources": "merged_into_id",
    "platform": "platform_id",
    "on the annual plan": "plan_item_id",
    "turned into a proposal or an opinion report": "a link of the thread",
    "responsible body and leader": ("committee_id", "leader_id"),
    "place": ("place_id", "place"),
    "consent of the party organization": ("consent_by", "consent_on"),
    "surveyed": ("surveyed_on", "survey"),
    "opinion formed": ("opinion", "opinion_on"),
    "reported upward": ("reported_document", "reported_on"),
    "their instruction": ("instructed_by", "instructed_on", "instruction"),
    "handed over": "handed_over_on",
}
DAY = date(2020, 5, 6)
HANDED = Request(answers={"handed_over_on": DAY})
OPINION = Request(answers={"opinion": "建议新建涵洞。", "opinion_on": date(2020, 4, 24)})
CONSENT = Request(answers={"consent_by": "柑子镇党委", "consent_on": date(2020, 3, 20)})


def furnish(frame: Any, people: Any) -> None:
    """Enter small and formal topics of every state for the contracts, some typed by a member and by desks."""
    from tests.contracts.world import typed_by  # noqa: PLC0415 - the world asks this module for its rows

    for state in Topic.workflow.states:
        make_topic(state=state, platform_id=frame.platform)
        make_topic(state=state, platform_id=frame.other_platform, committee_id=frame.own)
        if state == "rated":
            # Formal topics are not rated.
            continue
        make_topic(state=state, level="formal", form="topical", committee_id=frame.own)
        make_topic(state=state, level="formal", form="key", committee_id=frame.other)
    for name in ("member", "clerk", "committee"):
        typed_by(make_topic(state="collected", platform_id=frame.other_platform), people[name])
    typed_by(make_topic(state="screened", platform_id=frame.other_platform), people["member"])


def test_a_small_topic_has_the_small_form_and_a_formal_one_its_pairing(entering: Entering):
    assert [form.value for form in FORMS] == ["broad", "key", "topical", "counterpart", "small"]
    with entering():
        assert make_topic(state="collected", form="key").form == "small"
        assert make_topic(state="collected", level="formal", form="key").form == "key"
    with entering(), assert_invalid("form"):
        make_topic(state="collected", level="formal")
    with entering(), assert_invalid("people_affected"):
        make_topic(state="collected", people_affected=0)


def test_the_number_of_people_stands_beside_its_wording(entering: Entering):
    with entering():
        topic = make_topic(people_affected=2974, people_wording="近3000人")
        assert (topic.people_affected, topic.people_wording) == (2974, "近3000人")
        assert topic.fact_date == topic.collected_on


def held_topic(platform: int) -> tuple[int, int, int]:
    """Return a small topic about which people sat down together, and the villager and the member who were there."""
    number = make_topic(platform_id=platform).id
    held = make_consultation(topic_id=number).id
    villager, member = make_participant(consultation_id=held).id, make_member_participant(held).id
    make_participant(consultation_id=held, attendance="leave")
    make_participant(consultation_id=held, role="department", body="县水务局")
    perform(Consultation, held, "hold")
    return number, villager, member


def test_a_small_topic_is_agreed_surveyed_and_handed_over_by_its_convener(
    entering: Entering, acting_with: As
):
    with entering():
        platform, unit = make_platform().id, make_department().id
        early = make_topic(state="collected", platform_id=platform).id
        number = held_topic(platform)[0]
    with acting_with(COMMITTEE, scopes={"platform": frozenset({platform})}):
        perform(Topic, early, "screen")
        perform(Topic, early, "agree", CONSENT)
        perform(Topic, early, "survey", Request(answers={"surveyed_on": DAY, "survey": "现场查看。"}))
        perform(Topic, number, "form_opinion", OPINION)
        db.session.commit()
        with assert_invalid(""):
            perform(Topic, number, "hand_over", HANDED)
        matter = make_matter(topic_id=number, department_id=unit).id
        perform(Topic, number, "hand_over", HANDED)
        db.session.commit()
        assert reload(AssignedMatter, matter).state == "handed_over"
        assert reload(AssignedMatter, matter).handed_on == DAY


def test_it_is_answered_by_the_unit_and_rated_by_who_sat_there(entering: Entering, acting_with: As):
    with entering():
        platform, unit = make_platform().id, make_department().id
        number, villager, member = held_topic(platform)
        matter = make_matter(topic_id=number, department_id=unit).id
        person = reload(ConsultationParticipant, member).member_id
        perform(Topic, number, "form_opinion", OPINION)
        perform(Topic, number, "hand_over", HANDED)
    convener = {"scopes": {"platform": frozenset({platform})}}
    with acting_with(DEPARTMENT, 2, scopes={"department": frozenset({unit})}):
        perform(AssignedMatter, matter, "receive", Request(answers={"received_on": DAY}))
        db.session.commit()
    with acting_with(COMMITTEE, 1, **convener):
        assert reload(Topic, number).state == "handling"
    with acting_with(DEPARTMENT, 2, scopes={"department": frozenset({unit})}):
        done = Request(answers={"result": "涵洞已修复。", "answered_on": date(2020, 8, 1)})
        perform(AssignedMatter, matter, "answer", done)
        db.session.commit()
    with acting_with(COMMITTEE, 1, **convener):
        assert reload(Topic, number).state == "answered"
        rows = rows_where("rating", "mark", "participant_id", where={"topic_id": number})
        assert {row.participant_id for row in rows} == {villager, member}
        assert {row.mark for row in rows} == {"none"}
        with assert_invalid(""):
            perform(Topic, number, "rate")
    with acting_with(MEMBER, 3, scopes={"member": frozenset({person})}):
        (own,) = readable(Rating)
        reload(Rating, own).mark = "satisfied"
        db.session.commit()
    with acting_with(COMMITTEE, 1, **convener):
        perform(Topic, number, "rate")
        perform(Topic, number, "close")
        db.session.commit()
        assert (reload(Topic, number).state, reload(AssignedMatter, matter).state) == ("closed", "closed")
        assert is_intact(reload(Topic, number))
        with assert_refused():
            reload(AssignedMatter, matter).content = "其他"
            db.session.flush()


def test_a_formal_topic_goes_upward_before_it_goes_to_units(entering: Entering, acting_with: As):
    with entering():
        body, unit = make_special_committee().id, make_department().id
        plan = make(AnnualPlan, year=2020, name="2020 年度协商计划", drafted_on=date(2020, 1, 2))
        values = {"annual_plan_id": plan.id, "name": "水利设施建管", "kind": "topic"}
        items = [
            make(AnnualPlanItem, **values, number=n, form=form).id
            for n, form in enumerate(("topical", "key"), 1)
        ]
        number = make_topic(
            state="screened", level="formal", form="topical", committee_id=body, plan_item_id=items[0]
        ).id
        wrong = make_meeting_decision(kind="standing_committee").id
        right = make_meeting_decision(kind="chairpersons").id
        meeting = make_meeting(kind="chairpersons").id
    desk = {"scopes": {"special_committee": frozenset({body})}}
    with acting_with(COMMITTEE, 1, **desk):
        for given in (Request(), Request(decision_id=wrong)):
            with assert_invalid("decision_id"):
                perform(Topic, number, "approve", given)
        with assert_invalid("plan_item_id"):
            perform(Topic, number, "approve", Request(decision_id=right))
    with entering():
        put_into(reload(AnnualPlan, plan.id), "issued")
    with acting_with(COMMITTEE, 1, **desk):
        for item in (None, items[1]):
            reload(Topic, number).plan_item_id = item
            with assert_invalid("plan_item_id"):
                perform(Topic, number, "approve", Request(decision_id=right))
        perform(Topic, number, "approve", Request(decision_id=right))
        held = make_consultation(topic_id=number, meeting_id=meeting).id
        make_participant(consultation_id=held)
        perform(Consultation, held, "hold")
        perform(Topic, number, "form_opinion", OPINION)
        make_matter(topic_id=number, department_id=unit)
        db.session.commit()
        assert {step.name for step in offered(reload(Topic, number))} == {"report", "end"}
        answers = {"reported_document": "邻协〔2020〕12号", "reported_on": date(2020, 4, 28)}
        perform(Topic, number, "report", Request(answers=answers))
        answers = {
            "instructed_by": "县委书记",
            "instructed_on": date(2020, 5, 2),
            "instruction": "请水务局阅办。",
        }
        perform(Topic, number, "instruct", Request(answers=answers | {"handed_over_on": DAY}))
        db.session.commit()
        matter = rows_where("assigned_matter", "id", "state", where={"topic_id": number})[0]
        assert matter.state == "handed_over"
    with acting_with(DEPARTMENT, 2, scopes={"department": frozenset({unit})}):
        perform(AssignedMatter, matter.id, "receive", Request(answers={"received_on": DAY}))
        perform(
            AssignedMatter, matter.id, "answer", Request(answers={"result": "已办。", "answered_on": DAY})
        )
        db.session.commit()
    with acting_with(COMMITTEE, 1, **desk):
        assert rows_where("rating", "id", where={"topic_id": number}) == []
        assert {step.name for step in offered(reload(Topic, number))} == {"close_formal", "end"}
        perform(Topic, number, "close_formal")


@pytest.mark.parametrize(("value", "needed"), [("yes", True), ("no", False)])
def test_the_term_says_whether_the_party_organization_must_agree(
    entering: Entering, acting_with: As, value: str, needed: bool
):
    with entering():
        term, number = a_term().id, make_topic(state="screened").id
        make(TermSetting, term_id=term, setting="topic_party_consent", value=value)
    with acting_with(CLERK):
        if needed:
            with assert_invalid("consent_by"):
                perform(Topic, number, "agree")
        perform(Topic, number, "agree", CONSENT if needed else None)
        assert reload(Topic, number).state == "approved"


def test_a_merged_topic_keeps_its_source_and_leads_nowhere_twice(entering: Entering, acting_with: As):
    with entering():
        main, other, third = (
            make_topic(state="collected", source=s).id for s in ("town", "online", "member")
        )
    with acting_with(CLERK):
        with assert_invalid("merged_into_id"):
            perform(Topic, other, "merge", Request(answers={"merged_into_id": other}))
        perform(Topic, other, "merge", Request(answers={"merged_into_id": main}))
        with assert_invalid("merged_into_id"):
            perform(Topic, third, "merge", Request(answers={"merged_into_id": other}))
    with acting_with(CLERK):
        perform(Topic, other, "merge", Request(answers={"merged_into_id": main}))
        db.session.commit()
        merged = reload(Topic, other)
        assert (merged.source, merged.merged_into_id, merged.state) == ("online", main, "merged")
        assert reload(Topic, main).source == "town"


def test_approved_topics_have_who_consults_them(entering: Entering, acting_with: As):
    with entering():
        small = make_topic(state="screened", platform_id=None).id
        formal = make_topic(state="screened", level="formal", form="broad").id
        decision = make_meeting_decision(kind="chairpersons").id
    with acting_with(CLERK):
        with assert_invalid("platform_id"):
            perform(Topic, small, "agree", CONSENT)
        with assert_invalid("committee_id"):
            perform(Topic, formal, "approve", Request(decision_id=decision))


@pytest.mark.parametrize(
    ("state", "prepared", "sent"), [("opinion_formed", "dropped", None), ("handling", "dropped", "withdrawn")]
)
def test_what_ends_takes_its_matters_back_and_says_why(
    entering: Entering, acting_with: As, state: str, prepared: str, sent: str | None
):
    with entering():
        number = make_topic(state=state).id
        for row in rows_where("assigned_matter", "id", where={"topic_id": number}):
            put_into(reload(AssignedMatter, row.id), "handling", handed_on=DAY)
        matter = make_matter(topic_id=number).id
    with acting_with(CLERK):
        with assert_invalid("reason"):
            perform(Topic, number, "end")
        perform(Topic, number, "end", Request(reason="群众已自行解决"))
        db.session.commit()
        assert reload(AssignedMatter, matter).state == prepared
        others = rows_where("assigned_matter", "state", where={"topic_id": number}, but=matter)
        assert {row.state for row in others} == ({sent} if sent else set())
        with assert_refused():
            reload(Topic, number).situation = "改写"
            db.session.flush()


def test_a_member_brings_in_topics_and_follows_those_that_were_approved(entering: Entering, acting_with: As):
    with entering():
        person = make_member().id
        strange, known = make_topic(state="collected").id, make_topic(state="approved").id
        for_paper = make_topic(state="collected", entered_for_member_id=person).id
    with acting_with(MEMBER, 5, scopes={"member": frozenset({person})}):
        own = make_topic(state="collected", platform_id=None).id
        assert readable(Topic) == {own, for_paper, known}
        assert strange not in readable(Topic)
        db.session.commit()
        with assert_refused():
            perform(Topic, own, "screen")
    with entering():
        put_into(reload(Topic, own), "screened")
    with acting_with(MEMBER, 5), assert_refused():
        reload(Topic, own).situation = "改写"
        db.session.flush()


@pytest.mark.parametrize("state", ["screened", "opinion_formed", "answered"])
def test_what_becomes_another_record_ends_here_and_keeps_the_link(
    entering: Entering, acting_with: As, state: str
):
    with entering():
        number, busy = make_topic(state=state).id, make_topic(state="handling").id
    with acting_with(CLERK) as actor:
        topic = reload(Topic, number)
        report = make(
            OpinionReport,
            subject=topic.subject,
            situation=topic.situation,
            source_kind="non_member",
            source_name="议事室",
        )
        turn(actor, topic, report)
        assert reload(Topic, number).state == "turned"
        assert became(topic, "opinion_report")
        with assert_refused():
            turn(actor, reload(Topic, busy), report)


def test_our_office_presses_nothing_that_a_unit_says(entering: Entering, acting_with: As):
    with entering():
        number = make_topic(state="handling").id
        matter = rows_where("assigned_matter", "id", where={"topic_id": number})[0].id
        put_into(reload(AssignedMatter, matter), "handling")
    for role in (CLERK, CHAIR, AUDITOR):
        with acting_with(role):
            names = {step.name for step in offered(reload(Topic, number))}
            assert not names & {"answer", "begin", "consult", "resume", "rate"}
            assert not can(current_actor(), "transition:answer", reload(Topic, number))
