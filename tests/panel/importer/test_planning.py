"""A rehearsal says for each row what it would do, and leaves nothing behind; applying does exactly that."""

from typing import Any

import pytest
from sqlalchemy import func, select

from models import clock, problems
from models.access import Refused
from models.base import db
from models.history.tables import Event
from models.livelihood.indicator import Indicator
from models.livelihood.livelihood_project import LivelihoodProject, LivelihoodProjectPartner
from models.office.special_committee import SpecialCommittee
from models.session import maintenance
from models.writing import pen
from panel import values
from panel.importer import applying, planning, recognising, references, staging, table
from panel.importer.applying import NotApplied
from panel.importer.reading import Unreadable
from panel.language import translate
from panel.spellings import folded, spellings
from tests.fixtures.app import add_organization, as_system
from tests.panel.importer.conftest import desk
from tests.panel.importer.workbooks import workbook

HEAD = "年度,层级,编号,项目名称,目标,计量单位,牵头部门,备注\n"
LIST = HEAD + (
    "2020,县级,1,学校周边步行道改造,6,处,县教育局,\n"
    "2020,县级,2,县城多层住宅电梯加装,30,台,,县级\n"
    "2020,市级,1,建成投用市公共实训基地,完成年度目标任务,,市人社局,\n"
)


def _write(actor, data, **given):
    at_desk = desk(actor, "livelihood-project", data, **given)
    plan = at_desk.apply(at_desk.plan().digest, skip_wrong=True)
    db.session.commit()
    return plan


def _projects():
    return list(db.session.scalars(select(LivelihoodProject).order_by(LivelihoodProject.id)))


@pytest.mark.usefixtures("departments")
def test_a_rehearsal_saves_nothing(as_clerk) -> None:
    with as_clerk() as actor:
        plan = desk(actor, "livelihood-project", LIST).plan()
        assert [row.problems for row in plan.rows] == [[], [], []]
        assert plan.counts == {"new": 3, "changed": 0, "same": 0, "wrong": 0}
        assert not db.session.new
        assert not db.session.dirty
        assert _projects() == []


def test_applying_writes_what_was_shown_and_the_history_says_so(as_clerk, departments) -> None:
    with as_clerk() as actor:
        _write(actor, LIST)
        first, second, third = _projects()
        assert (first.code, first.lead_department_id, first.state) == (
            "县-01",
            departments["县教育局"],
            "listed",
        )
        assert (second.lead_department_id, second.note) == (None, "县级")
        assert third.lead_department_id == departments["市人力资源社会保障局"]
        kinds = db.session.execute(
            select(Indicator.target_kind, Indicator.target, Indicator.unit, Indicator.target_text).order_by(
                Indicator.id
            )
        ).all()
        assert [tuple(row) for row in kinds] == [
            ("at_least", 6, "处", None),
            ("at_least", 30, "台", None),
            ("text", None, None, "完成年度目标任务"),
        ]
        events = _events("imported")
    assert len(events) == 1
    assert '"new": 3' in events[0].detail
    assert "清单.csv" in events[0].detail


def _events(kind):
    with maintenance("history"):
        return db.session.execute(select(Event.detail, Event.actor).where(Event.kind == kind)).all()


@pytest.mark.usefixtures("departments")
def test_the_same_list_again_changes_nothing(as_clerk) -> None:
    with as_clerk() as actor:
        _write(actor, LIST)
        at_desk = desk(actor, "livelihood-project", LIST)
        plan = at_desk.plan()
        assert plan.counts == {"new": 0, "changed": 0, "same": 3, "wrong": 0}
        with pytest.raises(NotApplied) as refusal:
            at_desk.apply(plan.digest, skip_wrong=False)
        assert refusal.value.sentence == applying.NOTHING_TO_WRITE


@pytest.mark.usefixtures("departments")
def test_a_changed_row_is_shown_field_by_field(as_clerk) -> None:
    changed = HEAD + (
        "2020,县级,１,学校周边步行道改造工程,8,处,县教科局,\n"
        "2020,county,2,县城多层住宅电梯加装,36台,,县教育局、团市委,\n"
        "2020,市,1,建成投用市公共实训基地,,,,\n"
    )
    with as_clerk() as actor:
        _write(actor, LIST)
        plan = desk(actor, "livelihood-project", changed).plan()
        assert [row.kind for row in plan.rows] == ["changed", "changed", "same"]
        assert [(c.key, c.old, c.new) for c in plan.rows[0].changes] == [
            ("name", "学校周边步行道改造", "学校周边步行道改造工程"),
            ("lead_department_id", "县教育局", "县教育和科技局"),
            ("target", "6", "8"),
        ]
        assert [(c.key, c.old, c.new) for c in plan.rows[1].changes] == [
            ("lead_department_id", "", "县教育局"),
            ("target", "30", "36"),
            ("lead_department_id", "", f"{_partner()}团市委"),
        ]
        assert not db.session.dirty
        _write(actor, changed)
        assert _projects()[0].name == "学校周边步行道改造工程"
        assert list(db.session.scalars(select(Indicator.target).order_by(Indicator.id))) == [8, 36, None]
        assert db.session.scalar(select(func.count()).select_from(LivelihoodProjectPartner)) == 1
        first = db.session.scalars(select(Indicator.name).order_by(Indicator.id)).first()
        assert first == "学校周边步行道改造"


def _partner():
    return translate(planning.LINKED, field="Partner unit", name="")


@pytest.mark.usefixtures("departments")
def test_a_partner_in_the_bin_comes_back(as_clerk) -> None:
    both = HEAD + "2020,县级,1,学校周边步行道改造,6,处,县教育局、团市委,\n"
    with as_clerk() as actor:
        _write(actor, both)
        link = db.session.scalars(select(LivelihoodProjectPartner)).one()
        with pen(db.session, link, "trash"):
            link.trashed_at = clock.now()
        db.session.commit()
        plan = _write(actor, both)
        assert plan.counts["changed"] == 1
        assert [row.id for row in db.session.scalars(select(LivelihoodProjectPartner))] == [link.id]


@pytest.mark.usefixtures("departments")
def test_a_list_that_was_exported_can_be_imported_again(as_clerk, client_for) -> None:
    odd = (
        HEAD.replace("备注", "county_leader")
        + "2020,县级,1,=甲,6,处,县教育局,-\n2020,县级,02,+86 乙,1,件,,@周\n"
    )
    with as_clerk() as actor:
        _write(actor, odd)
    names = ("name", "year", "level", "number", "lead_department_id", "county_leader")
    address = "/panel/livelihood-project/export/{}/?" + "&".join(f"col={name}" for name in names)
    browser = client_for("clerk", login="clerk2")
    for kind in ("csv", "xlsx"):
        exported = browser.get(address.format(kind)).data
        with as_clerk() as actor:
            plan = desk(actor, "livelihood-project", exported, file=f"清单.{kind}").plan()
            assert [row.problems for row in plan.rows] == [[], []]
            assert plan.count("same") == 2


def _wrong(actor, rows, **given):
    plan = desk(actor, "livelihood-project", HEAD + rows, **given).plan()
    return [(p.cell, p.sentence) for row in plan.rows for p in row.problems]


@pytest.mark.usefixtures("departments")
@pytest.mark.parametrize(
    ("row", "cell", "sentence"),
    [
        ("2020,县级,5,项目,6,处,县教育处,", "G2", references.UNKNOWN_BUT_NEAR),
        ("2020,县级,5,项目,6,处,某某集团,", "G2", references.UNKNOWN),
        ("2020,乡级,5,项目,6,处,,", "B2", values.NOT_A_CHOICE),
        ("二〇二〇,县级,5,项目,6,处,,", "A2", values.NOT_A_NUMBER),
        ("1020,县级,5,项目,6,处,,", "A2", problems.TOO_LOW),
        (",县级,5,项目,6,处,,", "A2", problems.REQUIRED),
        ("2020,县级,5,,6,处,,", "D2", problems.REQUIRED),
        ("2020,县级,5," + "长" * 201 + ",6,处,,", "D2", problems.TOO_LONG),
        ("2020,县级,5,项目,0.125,处,,", "E2", values.TOO_PRECISE),
        (
            "2020,县级,total,24件民生实事总资金,25453.66,万元,,",
            "C2",
            "This row is a total and no project. Please leave it out.",
        ),
        ("2020,县级,5,项目,1,处,,\n2020,county,５,又一个,1,处,,", "C3", recognising.ALSO_IN_ROW),
    ],
)
def test_a_wrong_row_names_its_cell_and_the_reason(as_clerk, row, cell, sentence) -> None:
    with as_clerk() as actor:
        assert _wrong(actor, row + "\n") == [(cell, sentence)]


@pytest.mark.usefixtures("departments")
def test_a_nearby_name_is_proposed_and_taken_for_all_rows(as_clerk) -> None:
    rows = "2020,县级,1,甲,6,处,县教育处,\n2020,县级,2,乙,6,处, 县教育处 ,\n"
    with as_clerk() as actor:
        plan = desk(actor, "livelihood-project", HEAD + rows).plan()
        problem = plan.rows[0].problems[0]
        assert problem.proposal == "县教育局"
        mended = [("lead_department_id", folded("县教育处"), "县教育局")]
        plan = desk(actor, "livelihood-project", HEAD + rows, replaced=mended).plan()
        assert plan.counts["new"] == 2


@pytest.mark.usefixtures("departments")
def test_wrong_rows_stop_the_import_unless_they_are_left_out(as_clerk) -> None:
    with as_clerk() as actor:
        at_desk = desk(actor, "livelihood-project", LIST + "2020,县级,total,合计,1,件,,\n")
        digest = at_desk.plan().digest
        with pytest.raises(NotApplied) as refusal:
            at_desk.apply(digest, skip_wrong=False)
        assert refusal.value.sentence == applying.WRONG_ROWS
        assert _projects() == []
        at_desk.apply(digest, skip_wrong=True)
        db.session.commit()
        assert len(_projects()) == 3


@pytest.mark.usefixtures("departments")
def test_a_plan_that_is_another_one_by_now_is_not_applied(as_clerk) -> None:
    with as_clerk() as actor:
        _write(actor, LIST)
        at_desk = desk(actor, "livelihood-project", LIST.replace("步行道改造", "步行道"))
        digest = at_desk.plan().digest
        _projects()[0].county_leader = "周予宁"
        db.session.commit()
        with pytest.raises(NotApplied) as refusal:
            at_desk.apply(digest, skip_wrong=False)
        assert refusal.value.sentence == applying.CHANGED_MEANWHILE
        db.session.rollback()
        assert _projects()[0].name == "学校周边步行道改造"


@pytest.mark.usefixtures("departments")
def test_a_row_in_the_bin_is_not_made_a_second_time(as_clerk) -> None:
    with as_clerk() as actor:
        _write(actor, LIST)
        project = _projects()[0]
        with pen(db.session, project, "trash"):
            project.trashed_at = clock.now()
        db.session.commit()
        plan = desk(actor, "livelihood-project", LIST).plan()
        assert [(p.cell, p.sentence) for p in plan.rows[0].problems] == [("C2", staging.IN_THE_BIN)]


def test_who_may_not_make_rows_may_not_import(people, app) -> None:
    with people.acting(people.add("auditor")) as actor:
        at_desk = desk(actor, "livelihood-project", LIST)
        with pytest.raises(Refused):
            at_desk.plan()
        with pytest.raises(Refused):
            at_desk.apply("0" * 64, skip_wrong=True)


def test_rights_are_asked_row_by_row(people, app, office, departments) -> None:
    with as_system(app, organization_id=office):
        body = SpecialCommittee(name="经济委员会", short_name="经委")
        db.session.add(body)
        db.session.commit()
        number = body.id
    rows = "年度,层级,编号,项目名称,牵头专委会\n2020,县级,1,甲,经济委员会\n2020,县级,2,乙,\n"
    rows = rows.replace("牵头专委会", "committee_id")
    with people.acting(people.add("committee", special_committee_id=number)) as actor:
        plan = desk(actor, "livelihood-project", rows).plan()
        assert [row.kind for row in plan.rows] == ["new", "wrong"]
        assert plan.rows[1].problems[0].sentence.startswith("Your post does not handle this")


def test_another_offices_rows_are_not_seen(app, people, as_clerk, departments) -> None:
    other = add_organization(app, "政协武胜县委员会", "武胜")
    stranger = people.add("clerk", login="clerk2", organization_id=other)
    with as_clerk() as actor:
        _write(actor, LIST)
    with people.acting(stranger) as actor:
        plan = desk(actor, "livelihood-project", LIST.replace("县教育局", "").replace("市人社局", "")).plan()
        assert plan.counts["new"] == 3


@pytest.mark.usefixtures("departments")
def test_titles_above_and_columns_beside_are_passed_over(as_clerk) -> None:
    rows: list[list[Any]] = [
        ["邻水县2020年民生实事项目汇总表"],
        ["单位：件", None, None, None, "填报日期：2020年9月16日"],
        ["序号*", "年度（年）", "级别", "项目名称\n（全称）", "目标(台)", "状态", "领导", "序号"],
        [1.0, 2020.0, "县级", "电梯加装", 30.0, "在建", "张三", 7],
        [],
        [2.0, 2020.0, "县级", "公厕", "48 座", "", "", 8],
    ]
    with as_clerk() as actor:
        plan = desk(
            actor,
            "livelihood-project",
            workbook({"说明": [["请按要求填写"]], "汇总": rows}),
            file="清单.xlsx",
        ).plan()
        assert (plan.table.sheet, plan.table.head) == ("汇总", 3)
        assert [(row.number, row.kind) for row in plan.rows] == [(4, "new"), (6, "new")]
        assert [(i.letters, i.reason) for i in plan.ignored] == [
            ("F", table.BY_THE_SYSTEM if _translated() else table.NOT_OURS),
            ("G", table.NOT_OURS),
            ("H", table.TWICE),
        ]


def _translated():
    return len(spellings("State")) > 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("甲,乙\n1,2\n", table.NO_HEAD),
        ("年度,层级,项目名称\n2020,县级,甲\n", table.KEY_MISSING),
        (HEAD, table.NO_ROWS),
    ],
)
def test_a_file_without_its_head_or_key_is_refused(as_clerk, data, sentence) -> None:
    with as_clerk() as actor, pytest.raises(Unreadable) as refusal:
        desk(actor, "livelihood-project", data).plan()
    assert refusal.value.sentence == sentence
