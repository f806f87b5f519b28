"""The real lists: published projects of five places, and the progress of one city area by area."""

from collections import Counter
from decimal import Decimal

import pytest
from sqlalchemy import select

from models.base import db
from models.livelihood.completion import completion
from models.livelihood.indicator import Indicator
from models.livelihood.livelihood_project import LivelihoodProject, LivelihoodProjectPartner
from models.livelihood.progress import Progress
from panel.importer.applying import NotApplied
from panel.importer.targets import Target, indicator_name, read_target
from panel.value_problem import ValueProblem
from tests.panel.importer.conftest import desk, real_list


def _import(actor, slug, name, **given):
    at_desk = desk(actor, slug, real_list(name), file=f"{name}.csv", **given)
    plan = at_desk.apply(at_desk.plan().digest, skip_wrong=True)
    db.session.commit()
    return plan


def test_the_published_list_is_rehearsed_with_its_wrong_rows(as_clerk, departments) -> None:
    with as_clerk() as actor:
        plan = desk(actor, "livelihood-project", real_list("livelihood_items")).plan()
    assert plan.counts == {"new": 69, "changed": 0, "same": 0, "wrong": 1}
    assert [(row.number, row.problems[0].cell) for row in plan.rows if row.kind == "wrong"] == [(51, "D51")]
    assert plan.table.places.keys() == {
        "source", "level", "year", "number", "name", "target", "unit", "lead_department_id", "note",
    }  # fmt: skip


def test_an_unknown_department_is_a_wrong_row_with_a_proposal(as_clerk) -> None:
    with as_clerk() as actor:
        plan = desk(actor, "livelihood-project", real_list("livelihood_items")).plan()
    wrong = [row for row in plan.rows if row.kind == "wrong"]
    assert len(wrong) == 20
    assert {problem.key for row in wrong for problem in row.problems} == {"lead_department_id", "number"}


def test_the_published_list_becomes_projects_with_indicators_and_partners(as_clerk, departments) -> None:
    with as_clerk() as actor:
        at_desk = desk(actor, "livelihood-project", real_list("livelihood_items"))
        digest = at_desk.plan().digest
        with pytest.raises(NotApplied):
            at_desk.apply(digest, skip_wrong=False)
        _import(actor, "livelihood-project", "livelihood_items")
        projects = list(db.session.scalars(select(LivelihoodProject)))
        assert Counter(project.level for project in projects) == {"county": 34, "city": 25, "province": 10}
        by_name = {
            row.name: (row.target_kind, row.target, row.unit, row.target_text)
            for row in db.session.scalars(select(Indicator))
        }
        assert by_name["城镇登记失业率"] == ("at_most", Decimal("4.30"), "%", None)
        assert by_name["配送文艺演出"] == ("at_least", Decimal(200), "场次", None)
        assert by_name["创业就业税收优惠减免"] == ("at_least", Decimal(5), "亿元", None)
        assert by_name["毕业5年内失业高校毕业生创业扶持"] == ("text", None, None, "应补尽补")
        assert by_name["抽调1000名中高级职称医师下基层"] == ("done", None, None, None)
        link = db.session.scalars(select(LivelihoodProjectPartner)).one()
        lead = next(project for project in projects if project.id == link.project_id)
        assert (lead.lead_department_id, link.department_id) == (
            departments["市人力资源社会保障局"],
            departments["团市委"],
        )
        assert desk(actor, "livelihood-project", real_list("livelihood_items")).plan().count("same") == 69


@pytest.mark.usefixtures("departments")
def test_the_progress_of_a_year_is_taken_area_by_area(as_clerk) -> None:
    answers = {"year": "2021", "period": "2021"}
    with as_clerk() as actor:
        _import(actor, "livelihood-project", "livelihood_items")
        with pytest.raises(ValueProblem):
            desk(actor, "progress", real_list("livelihood_progress")).plan()
        plan = _import(actor, "progress", "livelihood_progress", answers=answers)
        assert plan.counts == {"new": 36, "changed": 0, "same": 0, "wrong": 0}
        again = desk(actor, "progress", real_list("livelihood_progress"), answers=answers).plan()
        assert again.counts["same"] == 36
        rows = list(db.session.scalars(select(Progress)))
        assert sum(row.territory is None for row in rows) == 5
        unemployed = db.session.scalars(select(Indicator).where(Indicator.name == "下岗失业人员再就业")).one()
        town = next(row for row in rows if row.indicator_id == unemployed.id and row.territory == "市本级")
        assert (town.territory_target, town.value) == (Decimal(60), Decimal(577))
        assert town.period == "2021"
        assert completion("at_least", town.territory_target, town.value).percent == Decimal("961.7")


@pytest.mark.usefixtures("departments")
def test_progress_of_an_unknown_indicator_is_a_wrong_row(as_clerk) -> None:
    with as_clerk() as actor:
        plan = desk(
            actor, "progress", real_list("livelihood_progress"), answers={"year": "2019", "period": "2019"}
        ).plan()
    assert plan.count("wrong") == 36
    assert plan.rows[0].problems[0].cell == "A2"


@pytest.mark.usefixtures("departments")
def test_a_changed_figure_is_a_change_of_one_field(as_clerk) -> None:
    answers = {"year": "2021", "period": "12月"}
    with as_clerk() as actor:
        _import(actor, "livelihood-project", "livelihood_items")
        _import(actor, "progress", "livelihood_progress", answers=answers)
        changed = real_list("livelihood_progress").decode().replace("22921", "22930")
        plan = desk(actor, "progress", changed, answers=answers).plan()
        assert plan.counts == {"new": 0, "changed": 1, "same": 35, "wrong": 0}
        change = next(row for row in plan.rows if row.kind == "changed").changes[0]
        assert (change.key, change.old, change.new) == ("value", "22,921", "22,930")


@pytest.mark.parametrize(
    ("written", "unit", "name", "target"),
    [
        ("48 座", "", "公厕", Target("at_least", Decimal(48), "座")),
        ("13,000", "户", "污水处理", Target("at_least", Decimal(13000), "户")),
        ("不少于200", "场次", "演出", Target("at_least", Decimal(200), "场次")),
        ("≤4.3%", "", "失业率", Target("at_most", Decimal("4.3"), "%")),
        ("4.3", "%", "城镇登记失业率控制在(上限)", Target("at_most", Decimal("4.3"), "%")),
        ("不低于 90", "%", "合格率", Target("at_least", Decimal(90), "%")),
        ("48座", "个", "公厕", Target("text", words="48座")),
        ("应补尽补", "", "扶持", Target("text", words="应补尽补")),
        ("城区100、农村500", "座", "公厕", Target("text", words="城区100、农村500")),
    ],
)
def test_a_target_is_read_as_it_is_worded(written, unit, name, target) -> None:
    assert read_target(written, unit, name) == target


def test_the_name_of_an_indicator_is_without_its_remark() -> None:
    assert indicator_name("城镇登记失业率控制在（上限）") == "城镇登记失业率"
    assert indicator_name("城镇登记失业率低于(%)") == "城镇登记失业率"
    assert indicator_name("城镇新增就业(人)") == "城镇新增就业"
    assert (
        indicator_name("新建改造750座公厕(城区100、旅游150、农村500)")
        == "新建改造750座公厕(城区100、旅游150、农村500)"
    )
    assert indicator_name("低于") == "低于"
