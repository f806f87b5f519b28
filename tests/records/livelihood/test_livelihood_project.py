"""LivelihoodProject: its code, its number, the level above, and that only the unit says it is done."""

import pytest
from sqlalchemy.exc import IntegrityError

from models.access import CLERK, COMMITTEE, DEPARTMENT, MEMBER, Refused
from models.base import db
from models.livelihood.livelihood_project import LivelihoodProject, LivelihoodProjectPartner
from models.problems import Invalid
from models.transitions import Request
from tests import factories
from tests.models.balloting.hall import DAY, Hall
from tests.records.asserting import assert_invalid, assert_refused, readable
from tests.records.conftest import As, Entering


def make(**over: object) -> LivelihoodProject:
    values = {"name": "下岗失业人员再就业", "year": 2020, "level": "city", "number": "14"}
    return factories.make(LivelihoodProject, **values | over)


@pytest.mark.parametrize(
    ("level", "number", "code", "key"),
    [
        ("county", "7", "县-07", "3 00007"),
        ("province", "12", "省-12", "1 00012"),
        ("city", "03.1", "市-03.1", "2 00003.00001"),
        ("city", " ０３.10", "市-03.10", "2 00003.00010"),
    ],
)
def test_the_code_and_the_order_of_numbers(
    entering: Entering, level: str, number: str, code: str, key: str
) -> None:
    with entering():
        project = make(level=level, number=number)

        assert (project.code, project.number_key) == (code, key)


def test_a_number_stands_once_in_a_year_and_level(entering: Entering) -> None:
    with entering():
        make()
        make(year=2021)
        make(level="county")

        with pytest.raises(IntegrityError):
            make()
        db.session.rollback()


def test_the_parent_is_of_a_higher_level(entering: Entering) -> None:
    with entering():
        province = make(level="province", number="4").id
        city = make(number="4", parent_id=province).id
        make(level="county", number="4", parent_id=city)
        db.session.commit()

        with assert_invalid("parent_id"):
            make(level="county", number="5", parent_id=make(level="county", number="6").id)
        with assert_invalid("parent_id"):
            make(level="province", number="5", parent_id=city)


def test_a_project_starts_with_a_lead_department(furnished: Hall) -> None:
    with furnished.act(furnished.clerk):
        listed = make().id
    of = (LivelihoodProject, listed)

    with pytest.raises(Invalid) as wrong:
        furnished.step(furnished.clerk, "start", of=of)
    with furnished.act(furnished.clerk):
        db.session.get_one(LivelihoodProject, listed).lead_department_id = furnished.departments[0]

    assert {problem.field for problem in wrong.value.problems} == {"lead_department_id"}
    assert furnished.step(furnished.clerk, "start", of=of) == "running"


def test_only_the_lead_unit_reports_done_or_its_signed_paper(furnished: Hall) -> None:
    of = (LivelihoodProject, furnished.projects[0])
    done = Request(answers={"reported_done_on": DAY})
    lead, other = (furnished.person(DEPARTMENT, 50 + n, department=furnished.departments[n]) for n in (0, 1))

    with pytest.raises(Invalid) as wrong:
        furnished.step(furnished.clerk, "report_done", done, of=of)
    assert {problem.field for problem in wrong.value.problems} == {"signed_paper"}
    for actor in (furnished.desk, furnished.chair):
        with pytest.raises((Refused, AssertionError)):
            furnished.step(actor, "report_done", done, of=of)
    with pytest.raises(AssertionError):
        furnished.step(other, "report_done", done, of=of)
    assert furnished.step(lead, "report_done", done, of=of) == "reported_done"

    with furnished.act(furnished.clerk):
        paper = db.session.get_one(LivelihoodProject, furnished.projects[1])
        factories.make_attachment(paper, kind="signed_paper")
    assert (
        furnished.step(furnished.clerk, "report_done", done, of=(LivelihoodProject, furnished.projects[1]))
        == "reported_done"
    )


def test_a_unit_recalls_its_report(furnished: Hall) -> None:
    of = (LivelihoodProject, furnished.projects[0])
    lead = furnished.person(DEPARTMENT, 50, department=furnished.departments[0])
    colleague = furnished.person(DEPARTMENT, 51, department=furnished.departments[0])
    furnished.step(lead, "report_done", Request(answers={"reported_done_on": DAY}), of=of)

    with pytest.raises(Refused):
        furnished.step(colleague, "recall", of=of)

    assert furnished.step(lead, "recall", of=of) == "running"


def test_a_unit_reads_its_own_projects_and_changes_none(furnished: Hall) -> None:
    first, second = furnished.projects
    lead = furnished.person(DEPARTMENT, 50, department=furnished.departments[0])

    with furnished.act(lead):
        assert readable(LivelihoodProject) == {first}
        with assert_refused("post"):
            db.session.get_one(LivelihoodProject, first).name = "改名"
            db.session.flush()
    with furnished.act(furnished.clerk):
        assert readable(LivelihoodProject) == {first, second}


def test_a_desk_has_what_its_body_looks_after(furnished: Hall) -> None:
    with furnished.act(furnished.clerk):
        own = make(committee_id=furnished.committee_id).id

    with furnished.act(furnished.desk):
        assert readable(LivelihoodProject) == {own}
        make(number="15", committee_id=furnished.committee_id)
        with assert_refused():
            make(number="16")


def test_members_read_the_projects_of_their_open_round_alone(hall: Hall) -> None:
    voter, outsider = hall.voter(0), hall.person(MEMBER, 77, member=990_000)
    with hall.act(hall.clerk):
        make()

    with hall.act(voter):
        assert readable(LivelihoodProject) == set(hall.projects)
    with hall.act(outsider):
        assert readable(LivelihoodProject) == set()
    for place in range(6):
        hall.vote(place, "satisfied")
    hall.close_both()
    with hall.act(voter):
        assert readable(LivelihoodProject) == set()


def test_partners_follow_their_project(furnished: Hall) -> None:
    first = furnished.projects[0]
    with furnished.act(furnished.clerk):
        factories.make(LivelihoodProjectPartner, project_id=first, department_id=furnished.departments[1])

    with furnished.act(furnished.person(DEPARTMENT, 50, department=furnished.departments[0])):
        assert len(readable(LivelihoodProjectPartner)) == 1
    # A unit that helps reads the project and who else is in it, and no other project.
    with furnished.act(furnished.person(DEPARTMENT, 51, department=furnished.departments[1])):
        assert first in readable(LivelihoodProject)
        assert len(readable(LivelihoodProjectPartner)) == 1
    with furnished.act(furnished.person(DEPARTMENT, 52, department=9_999)):
        assert readable(LivelihoodProject) == set()
    with furnished.act(furnished.person(COMMITTEE, 60, special_committee=991)):
        assert readable(LivelihoodProjectPartner) == set()


def test_a_clerk_limited_to_other_areas_reads_none(furnished: Hall, acting_with: As) -> None:
    with acting_with(CLERK, clerk_areas=frozenset({"training"})):
        assert readable(LivelihoodProject) == set()
    with acting_with(CLERK, clerk_areas=frozenset({"livelihood-project"})):
        assert readable(LivelihoodProject) == set(furnished.projects)
