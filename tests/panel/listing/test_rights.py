"""What a row offers: the SQL face of a right says the same as ``can`` of the row in hand."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from models.access import can, current_actor
from models.access.steps import may_take
from models.base import db
from models.learning.training import Training
from models.learning.training_attendance import TrainingAttendance
from models.livelihood.livelihood_project import LivelihoodProject
from models.office.department import Department
from models.office.special_committee import SpecialCommittee
from models.office.working_area import WorkingArea
from models.people.member import Member
from models.transitions import perform
from panel.listing.rights import may, truth
from tests.fixtures.app import as_system
from tests.panel.listing.office import asked, enter

ACTIONS = ("update", "trash", "restore", "export", "correct")


@pytest.fixture
def grants(app, office):
    """Enter projects and trainings in every state that people can bring them to; return the scope of each role's grant."""
    own, other = enter(
        app,
        office,
        SpecialCommittee(name="提案委员会", short_name="提案委"),
        SpecialCommittee(name="学习委员会", short_name="学习委"),
    )
    unit, member = enter(app, office, Department(name="县民政局"), Member(name="张维翰"))
    enter(app, office, WorkingArea(name="培训", record_kind="training", committee_id=other))
    return {
        "clerk": {}, "chair": {}, "auditor": {}, "admin": {},
        "committee": {"special_committee_id": own},
        "member": {"member_id": member},
        "department": {"department_id": unit},
        "second committee": {"special_committee_id": other},
    }  # fmt: skip


def _rows(people, clerk: int, grants) -> None:
    bodies = [grants[name]["special_committee_id"] for name in ("committee", "second committee")]
    unit = grants["department"]["department_id"]
    with people.acting(clerk):
        for n, body in enumerate(bodies):
            for state in range(5):
                training = Training(
                    name=f"班{n}{state}",
                    kind="performance",
                    starts_on=date(2020, 1, 1),
                    committee_id=body,
                    place="县委党校",
                    hours=Decimal(8),
                )
                project = LivelihoodProject(
                    name=f"项{n}{state}",
                    year=2020,
                    number=f"{n}{state}",
                    committee_id=body,
                    lead_department_id=unit,
                )
                db.session.add_all([training, project])
                db.session.flush()
                db.session.add(
                    TrainingAttendance(training_id=training.id, guest_name="客", guest_body="县教科体局")
                )
                db.session.flush()
                for step in ("announce", "hold", "record", "archive")[:state]:
                    perform(Training, training.id, step)
                if state:
                    perform(LivelihoodProject, project.id, "start")
        db.session.commit()


@pytest.mark.parametrize(
    "role", ["clerk", "committee", "second committee", "chair", "auditor", "admin", "member", "department"]
)
def test_both_faces_of_a_right_agree_on_every_row(app, people, grants, role):
    clerk = people.add("clerk", login="typist")
    _rows(people, clerk, grants)
    account = people.add(role.split()[-1], login="asker", **grants[role])
    with asked(app, people.actor(account)):
        actor = current_actor()
        # Nobody changes who attended an archived training: its seal covers them.
        for cls in (Training, LivelihoodProject, TrainingAttendance):
            steps = cls.workflow.transitions if cls.workflow is not None else {}
            marks = [truth(may(actor, action, cls)) for action in ACTIONS] + [
                truth(may_take(actor, t, cls)) for t in steps.values()
            ]
            asked_for = [*ACTIONS, *(f"transition:{name}" for name in steps)]
            for record, *answers in db.session.execute(select(cls, *marks)).all():
                plainly = [can(actor, action, record) for action in asked_for]
                computed = {f"transition:{t.name}" for t in steps.values() if t.computed}
                expected = [
                    int(bool(a)) if name not in computed else 0
                    for name, a in zip(asked_for, plainly, strict=True)
                ]
                assert dict(zip(asked_for, answers, strict=True)) == dict(
                    zip(asked_for, expected, strict=True)
                )


def test_own_work_is_not_offered_to_be_decided_and_a_recall_only_to_its_submitter(app, people, grants):
    first, second = people.add("clerk"), people.add("clerk", login="second")
    unit = grants["department"]["department_id"]
    project = enter(
        app,
        people.organization_id,
        LivelihoodProject(name="项", year=2020, number="1", lead_department_id=unit),
    )[0]
    with as_system(app):
        row = db.session.get_one(LivelihoodProject, project)
        row.state, row.submitted_by_id, row.hands = "reported_done", first, f",{first},"
        db.session.commit()
    recall = LivelihoodProject.workflow.transitions["recall"]
    independent = type(recall)(
        **{f: getattr(recall, f) for f in recall.__dataclass_fields__}
        | {"independent": True, "recalls": False}
    )

    found = []
    for account in (first, second):
        with asked(app, people.actor(account)):
            marks = (
                truth(may_take(current_actor(), step, LivelihoodProject)) for step in (recall, independent)
            )
            found.append(tuple(db.session.execute(select(*marks).select_from(LivelihoodProject)).one()))

    assert found == [(1, 0), (0, 1)]


def test_the_seed_may_what_it_may_and_takes_no_steps(app, people, office, grants):
    enter(app, office, Training(name="班", kind="performance", starts_on=date(2020, 1, 1)))
    with as_system(app) as seed:
        announce = Training.workflow.transitions["announce"]
        marks = (truth(may(seed, "update", Training)), truth(may_take(seed, announce, Training)))
        assert tuple(db.session.execute(select(*marks).select_from(Training)).one()) == (1, 0)
