"""Finding the row for a reference."""

import pytest

from models import search
from models.access import CLERK, Refused, current_actor
from models.base import db
from models.learning.training_attendance import TrainingAttendance
from models.office.code_item import CodeItem
from models.office.department import Department
from models.people.member import Member
from models.registry import record_types
from panel.listing.choices import (
    MOST,
    Found,
    as_items,
    find_choices,
    look_up,
    may_look_up,
    own_table,
)
from panel.saving import move_to_bin
from tests.contracts.expectations import NAMED_UNREAD
from tests.fixtures.app import add_organization
from tests.panel.listing.office import (
    ATTENDANCES,
    GRANTS,
    asked,
    enter,
    members_view,
    statements,
    trainings_view,
)

DETAIL = members_view(lookup_detail=("work_unit", "phone", "gender"))


@pytest.fixture
def members(app, office):
    there = add_organization(app, "政协大竹县委员会", "大竹")
    enter(app, there, Member(name="张维别"))
    rows = (
        Member(name="周文涵", work_unit="县第二中学"),
        Member(name="张维翰", name_traditional="張維翰", work_unit="县供销社", phone="139"),
        Member(name="李张", gender="male"),
        Member(name="张维旧"),
    )
    return enter(app, office, *rows)


def _names(target, words, **given):
    return [item.text for item in find_choices(target, current_actor(), words, **given)[0]]


def test_a_name_is_found_by_part_initials_and_traditional_form(app, people, members):
    with people.acting(people.add("clerk")):
        move_to_bin(db.session.get_one(Member, members[3]), None)
        db.session.commit()
    with asked(app, people.actor(people.add("clerk", login="second"))):
        assert _names(Member, "张") == ["张维翰", "李张"]
        assert _names(Member, "維翰") == ["张维翰"]
        assert sorted(_names(Member, "zwh")) == ["周文涵", "张维翰"]
        assert _names(Member, "zwh 张") == ["张维翰"]
        assert _names(Member, "%") == []
        assert _names(Member, "139") == []
        assert len(_names(Member, "")) == 3
        assert _names(Member, "a b c d e") == _names(Member, "\x00") == _names(Member, "长" * 99) == []


def test_a_choice_says_what_tells_it_apart_as_the_person_may_see_it(app, people, members):
    with asked(app, people.actor(people.add("clerk"))):
        found, more = find_choices(Member, current_actor(), "张维翰", target_view=DETAIL)
    with asked(app, people.actor(people.add("chair"))):
        masked, _ = find_choices(Member, current_actor(), "张维翰", target_view=DETAIL)

    assert found == [Found(members[1], "张维翰", "县供销社 139", "張維翰 zwh")]
    assert masked == [Found(members[1], "张维翰", "县供销社 ••••", "張維翰 zwh")]
    assert not more
    assert as_items(found) == [
        {"id": str(members[1]), "text": "张维翰", "hint": "县供销社 139", "side": "張維翰 zwh"}
    ]


def test_twenty_are_given_and_more_is_said(app, office, people):
    enter(app, office, *(Department(name=f"县{n:02}局") for n in range(30)))
    with asked(app, people.actor(people.add("clerk"))):
        search.take_in()
        with statements() as sent:
            found, more = find_choices(Department, current_actor(), "局")

    assert [item.text for item in found] == [f"县{n:02}局" for n in range(MOST)]
    assert more
    # How far the index goes, and the choices.
    assert len(sent) == 2


def test_names_that_begin_with_the_words_come_first(app, office, people):
    enter(
        app,
        office,
        *(
            Department(name=name, short_name=short)
            for name, short in (("乙民政", None), ("民政局", None), ("甲", "民政"))
        ),
    )
    with asked(app, people.actor(people.add("clerk"))):
        assert _names(Department, "民政") == ["民政局", "乙民政", "甲"]


def test_nobody_finds_what_they_may_not_read(app, office, people, members):
    with asked(app, people.actor(people.add("member", member_id=members[0]))):
        assert _names(Member, "") == ["周文涵"]
    with asked(app, people.actor(people.add("admin"))):
        assert _names(Member, "") == []
        assert _names(Department, "") == []


def test_an_administrator_names_a_member_for_a_grant_and_sees_the_name_alone(app, people, members):
    view = members_view(lookup_detail=("phone", "work_unit"))
    with asked(app, people.actor(people.add("admin"))):
        actor = current_actor()
        found, _ = look_up(GRANTS, actor, "member_id", "张维翰", view)
        for elsewhere in ("account_id", "created_by_id", "role", "nothing"):
            assert may_look_up(GRANTS, actor, elsewhere) == (elsewhere == "account_id")

    assert [(item.text, item.hint) for item in found] == [("张维翰", "")]


def test_what_the_view_allows_for_naming_is_shown_with_the_name(app, people, members):
    view = members_view(lookup_naming_detail=("gender",))
    with asked(app, people.actor(people.add("admin"))):
        found, _ = look_up(GRANTS, current_actor(), "member_id", "李张", view)

    assert [(item.text, item.hint) for item in found] == [("李张", "Male")]


def test_only_who_has_a_use_for_the_rows_may_look_for_them(app, office, people, members):
    (unit,) = enter(app, office, Department(name="县民政局"))
    expected = {
        ("clerk", ""): {"seat_id", "training_id"},
        ("chair", ""): {"training_id"},
        ("department", "department_id"): set(),
        ("member", "member_id"): {"training_id"},
    }
    scopes = {"department_id": unit, "member_id": members[0], "": None}
    for (role, scope), allowed in expected.items():
        grant = {scope: scopes[scope]} if scope else {}
        with asked(app, people.actor(people.add(role, login=f"{role}.x", **grant))):
            found = {
                n
                for n in ("seat_id", "training_id", "name", "hours", "decision_id")
                if may_look_up(ATTENDANCES, current_actor(), n)
            }
        assert found == allowed, role


def test_who_has_no_use_for_them_is_refused(app, people):
    with asked(app, people.actor(people.add("auditor"))), pytest.raises(Refused):
        look_up(GRANTS, current_actor(), "member_id", "张", None)


def test_a_member_looks_up_only_for_the_fields_they_may_change(app, people, members):
    with asked(app, people.actor(people.add("member", member_id=members[0]))):
        assert not may_look_up(members_view(), current_actor(), "entered_for_member_id")
    with asked(app, people.actor(people.add(CLERK))):
        assert may_look_up(members_view(), current_actor(), "entered_for_member_id")


def test_a_row_that_could_not_be_found_is_not_named_by_its_number(app, people, members):
    with asked(app, people.actor(people.add("clerk"))):
        view = trainings_view()
        assert look_up(view, current_actor(), "committee_id", "", None, row_id=999_999) == ([], False)


def test_a_code_is_chosen_from_its_own_table(app, office, people):
    column = TrainingAttendance.__table__.c.result_id
    rows = (
        CodeItem(table_name="training_result", code="pass", label="合格"),
        CodeItem(table_name="training_result", code="old", label="优等", active=False),
    )
    enter(app, office, *rows)
    with asked(app, people.actor(people.add("clerk"))):
        assert _names(CodeItem, "", column=column) == ["合格"]
        assert _names(CodeItem, "", column=column) != _names(CodeItem, "")
        assert len(own_table(CodeItem, column, in_use=False)) == 1
        assert own_table(Department, Department.__table__.c.successor_id) == []


def test_rows_are_named_unread_where_the_office_expects_it():
    named = {
        (cls.__tablename__, column.key): column.info["named_by"]
        for cls in record_types()
        for column in cls.__table__.columns
        if column.info.get("named_by")
    }

    assert named == {key: frozenset(roles.split()) for key, roles in NAMED_UNREAD.items()}
