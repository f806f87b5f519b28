"""Field studies: planned, carried out by a team, concluded with what was found."""

from datetime import date
from typing import Any

from models.access import CLERK, COMMITTEE, DEPARTMENT, MEMBER
from models.base import db
from models.research.field_study import FieldStudy, FieldStudyDepartment
from models.transitions import Request, perform
from tests.factories import make, make_seat, make_special_committee
from tests.opinions_factories import make_field_study
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk committee chair auditor member: all",
    "create update trash start finish conclude cancel": "clerk: all; committee: own body or area",
    "export": "clerk chair auditor: all",
    "turn": "clerk committee: all",
}
STATES = "planned; under_way; done; concluded final; cancelled final"
STEPS = {
    "start": "planned > under_way; needs leader_id, places",
    "finish": "under_way > done; asks ends_on",
    "conclude": "done > concluded; needs findings",
    "cancel": "planned under_way > cancelled; asks cancelled_because",
}
NOUNS = {
    "kind": "kind",
    "topic": "name",
    "plan item": "plan_basis",
    "leader": "leader_id",
    "team": "field_study_member.field_study_id",
    "places": "places",
    "dates": ("starts_on", "ends_on"),
    "cost": "cost",
    "departments that came to consult": ("field_study_department.field_study_id", "asked_by_units"),
    "findings": "findings",
}
ENDED = Request(answers={"ends_on": date(2020, 5, 12)})


def furnish(frame: Any, people: Any) -> None:
    """Enter a field study of every state for two bodies."""
    for state in FieldStudy.workflow.states:
        for body in (frame.own, frame.other):
            study = make_field_study(state=state, committee_id=body)
            make(FieldStudyDepartment, field_study_id=study.id, department_id=frame.unit)


def test_it_is_carried_out_by_a_team_and_concluded_with_its_findings(entering: Entering, acting_with: As):
    with entering():
        number = make_field_study(findings=None).id
    with acting_with(CLERK):
        perform(FieldStudy, number, "start")
        perform(FieldStudy, number, "finish", ENDED)
        db.session.commit()
        with assert_invalid("findings"):
            perform(FieldStudy, number, "conclude")
        reload(FieldStudy, number).findings = "情况较好。"
        db.session.flush()
        perform(FieldStudy, number, "conclude")
        assert reload(FieldStudy, number).state == "concluded"


def test_nobody_goes_before_the_day_and_not_without_a_team(entering: Entering, acting_with: As):
    with entering():
        early = make_field_study(starts_on=date(2020, 9, 24)).id
        alone = make(
            FieldStudy, name="无人", starts_on=date(2020, 5, 11), leader_id=make_seat().id, places="柑子镇"
        ).id
    with acting_with(CLERK):
        with assert_invalid("starts_on"):
            perform(FieldStudy, early, "start")
        perform(FieldStudy, alone, "start")
        with assert_invalid(""):
            perform(FieldStudy, alone, "finish", ENDED)


def test_who_leads_it_serves_and_it_ends_after_it_began(entering: Entering):
    with entering():
        gone = make_seat(state="left", left_on=date(2020, 5, 10)).id
    with entering(), assert_invalid("leader_id"):
        make_field_study(leader_id=gone)
    with entering(), assert_invalid("ends_on"):
        make_field_study(ends_on=date(2020, 5, 10))


def test_a_cancelled_one_says_why(entering: Entering, acting_with: As):
    with entering():
        number = make_field_study().id
    with acting_with(CLERK):
        with assert_invalid("cancelled_because"):
            perform(FieldStudy, number, "cancel")
        perform(FieldStudy, number, "cancel", Request(answers={"cancelled_because": "疫情防控需要。"}))


def test_the_body_organises_members_read_and_units_do_not(entering: Entering, acting_with: As):
    with entering():
        own, other = make_special_committee().id, make_special_committee().id
        theirs = make_field_study(committee_id=other).id
    with acting_with(COMMITTEE, scopes={"special_committee": frozenset({own})}):
        assert make(FieldStudy, name="本委调研", starts_on=date(2020, 5, 11), committee_id=own).id
        db.session.rollback()
        with assert_refused():
            reload(FieldStudy, theirs).places = "别处"
            db.session.flush()
    with acting_with(MEMBER, 2):
        assert readable(FieldStudy) == {theirs}
    with acting_with(DEPARTMENT, 3):
        assert readable(FieldStudy) == set()
