"""A record after the pattern of another: what is alike comes along, what must not be the same twice does not."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from models.access import AUDITOR, CLERK
from models.base import db
from models.office.annual_plan import AnnualPlan
from models.office.annual_plan_item import AnnualPlanItem
from tests.contracts.pages import form_of
from tests.factories import make, make_attachment, make_seat, make_training, make_training_attendance
from tests.fixtures.app import People, as_system


def test_last_years_plan_becomes_this_years_with_its_items(app: Any, office: int) -> None:
    people = People(app, office)
    number = people.add(CLERK)
    clerk, auditor = people.client(number), people.client(people.add(AUDITOR))
    with as_system(app, organization_id=office):
        day = date(2019, 3, 1)
        plan = make(
            AnnualPlan,
            year=2019,
            name="2019年度协商计划",
            drafted_on=day,
            agreed_document="邻委办〔2019〕9号",
        )
        for place, name in ((1, "农村老年食堂建设"), (2, "乡村医生队伍建设")):
            make(
                AnnualPlanItem,
                annual_plan_id=plan.id,
                number=place,
                name=name,
                kind="study",
                starts_on=day,
            )
        plan.created_by_id = number
        make_attachment(plan)
        course = make_training(name="履职培训班", place="县委党校", starts_on=day)
        make_training_attendance(training_id=course.id)
        seat, plan_id, course_id = make_seat().id, plan.id, course.id
        db.session.commit()
    url = f"/panel/annual-plan/new/?like={plan_id}"
    assert f'href="{url}"' in clerk.get(f"/panel/annual-plan/details/?id={plan_id}").text
    assert "like=" not in auditor.get(f"/panel/annual-plan/details/?id={plan_id}").text
    page = clerk.get(url)
    form = form_of(page.text)
    assert (form["name"], form["year"]) == (["2020年度协商计划"], ["2020"])
    assert form.get("agreed_document", [""]) == [""]
    assert form["drafted_on"] == [""]
    assert "2019年度协商计划" in page.text

    form["drafted_on"] = ["今天"]
    sent = clerk.post(url, data=form)
    assert sent.status_code == 303
    assert clerk.post(url, data=form).location == sent.location

    with as_system(app, organization_id=office):
        made = db.session.scalars(select(AnnualPlan).where(AnnualPlan.year == 2020)).one()
        items = db.session.scalars(
            select(AnnualPlanItem).where(AnnualPlanItem.annual_plan_id == made.id)
        ).all()
        assert [(item.number, item.name, item.starts_on) for item in items] == [
            (1, "农村老年食堂建设", None),
            (2, "乡村医生队伍建设", None),
        ]
        assert made.state == made.first_state()
    form = form_of(clerk.get(f"/panel/training/new/?like={course_id}").text)
    assert (form["name"], form["place"]) == (["履职培训班"], ["县委党校"])
    assert form["starts_on"] == [""]
    assert clerk.get(f"/panel/seat/new/?like={seat}").status_code == 404
    assert clerk.get("/panel/training/new/?like=999999").status_code == 404

    sees = clerk.get(f"/panel/training/details/?id={course_id}").text
    lines = sees[sees.index('<details class="who-sees">') :]
    assert "<dt>系统管理员</dt><dd>" in lines
    assert "可查看" in lines
