"""Record types without any declaration of their own: the file is derived from the model."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from models.access import COMMITTEE, Access, all_rows
from models.base import db
from models.office.department import Department
from models.office.special_committee import SpecialCommittee
from models.people.member import Member
from panel.importer import cells, recognising, references, staging, table
from panel.importer.shape import shape_of
from panel.registry import view_of
from tests.fixtures.app import as_system
from tests.panel.importer.conftest import desk
from tests.panel.importer.workbooks import workbook
from tests.panel.statements import counted

HEAD = "name,gender,Date of birth,phone,levels,Entered at\n"


def _write(actor, slug, data, **given):
    at_desk = desk(actor, slug, data, **given)
    plan = at_desk.apply(at_desk.plan().digest, skip_wrong=True)
    db.session.commit()
    return plan


def test_members_are_imported_with_dates_choices_and_several_values(as_clerk) -> None:
    rows = HEAD + "张维翰,male,1970年1月2日,１３８,City、county,x\n李\u3000芳,Female,19710203,,,\n"
    with as_clerk() as actor:
        plan = _write(actor, "member", rows)
        assert plan.counts["new"] == 2
        first, second = db.session.scalars(select(Member).order_by(Member.id))
        assert (first.name, first.gender, first.born, first.levels) == (
            "张维翰",
            "male",
            date(1970, 1, 2),
            ",city,county,",
        )
        assert (second.name, second.initials, second.phone) == ("李芳", "lf", None)
        assert [(ignored.letters, ignored.reason) for ignored in plan.ignored] == [("F", table.BY_THE_SYSTEM)]


def test_an_empty_cell_changes_nothing(as_clerk) -> None:
    with as_clerk() as actor:
        _write(actor, "member", HEAD + "张维翰,male,1970-01-02,138,,\n")
        plan = desk(actor, "member", HEAD + "张维翰,,,,county,\n").plan()
        assert [(change.key, change.old) for change in plan.rows[0].changes] == [("levels", "")]


def test_two_records_of_one_name_are_not_guessed(as_clerk) -> None:
    with as_clerk() as actor:
        db.session.add_all([Member(name="张伟", work_unit="甲"), Member(name="张伟", work_unit="乙")])
        db.session.commit()
        plan = desk(actor, "member", "name,work_unit\n张伟,丙\n").plan()
        assert [problem.sentence for problem in plan.rows[0].problems] == [staging.NOT_ONE]


def test_what_tells_two_people_apart_is_used_where_both_sides_have_it(as_clerk) -> None:
    with as_clerk() as actor:
        db.session.add_all(
            [
                Member(name="张伟", born=date(1970, 1, 1)),
                Member(name="张伟", born=date(1980, 1, 1)),
                Member(name="李芳"),
            ]
        )
        db.session.commit()
        rows = "name,born,work_unit\n张伟,1980-01-01,甲\n张伟,1990-01-01,乙\n李芳,1975-05-05,丙\n李芳,1975-05-06,丁\n"
        plan = desk(actor, "member", rows).plan()
        assert [row.kind for row in plan.rows] == ["changed", "new", "changed", "wrong"]
        assert [change.key for change in plan.rows[2].changes] == ["born", "work_unit"]
        assert plan.rows[3].problems[0].sentence == recognising.ALSO_IN_ROW


def test_a_type_keeps_its_own_rules(as_clerk) -> None:
    rows: list[list[Any]] = [
        ["name", "valid_from", "valid_until"],
        ["县教育局", date(2020, 1, 2), date(2019, 1, 2)],
    ]
    with as_clerk() as actor:
        plan = desk(actor, "department", workbook({"1": rows}), file="a.xlsx").plan()
        assert [problem.cell for problem in plan.rows[0].problems] == ["C2"]


def test_a_reference_is_found_by_its_other_names(as_clerk) -> None:
    with as_clerk() as actor:
        db.session.add(Department(name="县教育和科技局", short_name="县教科局"))
        db.session.commit()
        rows = "name,successor_id\n县教育局,县教科局\n县科技局, 县教育和科技局 \n县文体局,教科局\n"
        plan = desk(actor, "department", rows).plan()
        assert [row.kind for row in plan.rows] == ["new", "new", "wrong"]
        assert plan.rows[2].problems[0].sentence == references.UNKNOWN_BUT_NEAR


def test_a_column_that_is_masked_for_somebody_is_not_theirs_to_fill(people, monkeypatch) -> None:
    opened = Access(read={COMMITTEE: all_rows}, create={COMMITTEE: all_rows}, update={COMMITTEE: all_rows})
    monkeypatch.setattr(Member, "access", opened)
    with people.acting(people.add("committee", special_committee_id=_committee(people))) as actor:
        plan = desk(actor, "member", "name,phone\n张维翰,138\n李芳,\n").plan()
        assert [row.kind for row in plan.rows] == ["wrong", "new"]
        assert plan.rows[0].problems[0].sentence == cells.NOT_YOURS
        assert not shape_of(view_of(Member), actor).columns["phone"].open


def _committee(people):
    with as_system(people.app, organization_id=people.organization_id):
        row = SpecialCommittee(name="提案委员会", short_name="提案委")
        db.session.add(row)
        db.session.commit()
        return row.id


@pytest.mark.usefixtures("departments")
def test_the_number_of_statements_does_not_grow_with_the_rows(app, as_clerk) -> None:
    def rows(count):
        head = "年度,层级,编号,项目名称,目标,计量单位,牵头部门\n"
        return head + "".join(f"2020,县级,{n},项目{n},{n},件,县教育局、团市委\n" for n in range(1, count + 1))

    def spent(actor, kind, count):
        at_desk = desk(actor, "livelihood-project", rows(count))
        with counted(app) as statements:
            assert at_desk.plan().count(kind) == count
        return len(statements)

    with as_clerk() as actor:
        assert spent(actor, "new", 5) == spent(actor, "new", 150)
        _write(actor, "livelihood-project", rows(150))
        assert spent(actor, "same", 5) == spent(actor, "same", 150)
