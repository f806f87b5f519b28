"""Conditions in the address: what each kind of column can be asked, and that nothing is left out silently."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from models.access import current_actor
from models.base import db
from models.learning.training import Training
from models.learning.training_attendance import TrainingAttendance
from models.office.department import Department
from models.office.special_committee import SpecialCommittee
from models.people.member import Member
from panel.listing import filters
from panel.listing.columns import ListColumn
from panel.listing.query import ListQuery
from tests.fixtures.app import as_system
from tests.panel.listing.office import (
    ATTENDANCES,
    arguments,
    asked,
    departments_view,
    drawn,
    enter,
    members_view,
    names,
    problems,
    trainings_view,
)


@pytest.fixture
def clerk(app, people):
    return people.actor(people.add("clerk"))


@pytest.fixture
def trainings(app, office):
    """Enter three trainings; the third has as little filled in as may be."""
    body, other = enter(
        app,
        office,
        SpecialCommittee(name="提案委员会", short_name="提案委"),
        SpecialCommittee(name="学习委员会", short_name="学习委"),
    )
    rows = (
        Training(
            name="甲", kind="performance", starts_on=date(2020, 3, 1), hours=Decimal("7.5"), quota=40, cost=Decimal("1234.50"),
            committee_id=body, organiser="县_委党校", content="一百%到课",
        ),
        Training(
            name="乙", kind="university", starts_on=date(2020, 9, 16), hours=Decimal(24), quota=120, cost=Decimal(98000),
            committee_id=other, organiser="Sichuan University",
        ),
        Training(name="丙", kind="county_course", starts_on=date(2019, 12, 31)),
    )  # fmt: skip
    return [*enter(app, office, *rows), body, other]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"kind": "university"}, "乙"),
        ({"kind__ne": "university"}, "甲丙"),
        ({"kind__in": "university,county_course"}, "乙丙"),
        ({"kind__not_in": "university,county_course"}, "甲"),
        ({"state": "planned"}, "甲乙丙"),
        ({"state__ne": "planned"}, ""),
        ({"hours": "7.5"}, "甲"),
        ({"hours__ge": "8"}, "乙"),
        ({"hours__le": "24"}, "甲乙"),
        ({"hours__ne": "7.5"}, "乙丙"),
        ({"hours__in": "7.5,24"}, "甲乙"),
        ({"hours__empty": "1"}, "丙"),
        ({"hours__empty": "0"}, "甲乙"),
        ({"quota__ge": "41"}, "乙"),
        ({"quota__ge": "1", "quota__le": "100"}, "甲"),
        ({"cost__ge": "98,000"}, "乙"),
        ({"cost": "1234.5"}, "甲"),
        ({"starts_on": "2020-09-16"}, "乙"),
        ({"starts_on__ge": "2020-01-01"}, "甲乙"),
        ({"starts_on__le": "2020-03-01"}, "甲丙"),
        ({"starts_on__ge": "3月1日", "starts_on__le": "2020.3.31"}, "甲"),
        ({"organiser__has": "党校"}, "甲"),
        ({"organiser__has": "_"}, "甲"),
        ({"organiser__has": "SICHUAN"}, "乙"),
        ({"organiser": "县_委党校"}, "甲"),
        ({"organiser__ne": "县_委党校"}, "乙丙"),
        ({"organiser__empty": "1"}, "丙"),
        ({"content__has": "百%"}, "甲"),
        ({"content": "%"}, "甲"),
        ({"committee_id__empty": "1"}, "丙"),
        ({"changed_at__ge": "2000-01-01"}, "甲乙丙"),
        ({"created_at__le": "2000-01-01"}, ""),
        ({"created_by_id__empty": "1"}, "甲乙丙"),
        ({"fact_date": "2019-12-31"}, "丙"),
    ],
)
def test_each_kind_of_column_answers_its_questions(app, clerk, trainings, condition, expected):
    with asked(app, clerk):
        assert sorted(names(trainings_view(), **condition)) == sorted(expected)


def test_a_reference_is_asked_for_by_its_row(app, clerk, trainings):
    *_, body, other = trainings
    with asked(app, clerk):
        assert names(trainings_view(), committee_id=str(body)) == ["甲"]
        assert sorted(names(trainings_view(), committee_id__in=f"{body},{other}")) == sorted("甲乙")
        assert sorted(names(trainings_view(), committee_id__ne=str(body))) == sorted("丙乙")


def test_the_ticked_rows_can_be_asked_for(app, clerk, trainings):
    with asked(app, clerk):
        assert sorted(names(trainings_view(), id__in=f"{trainings[0]},{trainings[2]}")) == sorted("甲丙")


def test_ticked_boxes_of_one_name_mean_any_of_them(app, clerk, trainings):
    with asked(app, clerk):
        query = ListQuery(
            trainings_view(), current_actor(), MultiDict([("kind", "university"), ("kind", "performance")])
        )
        chips = drawn(trainings_view(), MultiDict([("kind", "university"), ("kind", "performance")]).items())[
            "chips"
        ]
        found = [row.name for row in query.page().rows]

    assert sorted(found) == sorted("甲乙")
    assert len(chips) == 1


def test_several_choices_and_yes_or_no(app, office, clerk):
    enter(
        app,
        office,
        Member(name="张维翰", levels=",county,city,"),
        Member(name="李明", levels=",county,"),
        Member(name="王芳"),
    )
    enter(
        app,
        office,
        Department(name="县委办", kind="party", handing_over_office=True),
        Department(name="县民政局"),
    )
    with asked(app, clerk):
        assert names(members_view(), levels="city") == ["张维翰"]
        assert names(members_view(), levels__empty="1") == ["王芳"]
        assert names(departments_view(), handing_over_office="1") == ["县委办"]
        assert names(departments_view(), handing_over_office="0") == ["县民政局"]


def test_a_day_of_a_moment_is_the_office_s_day(app, office, clerk, trainings):
    with as_system(app, organization_id=office):
        early, late = (db.session.get_one(Training, n) for n in trainings[:2])
        # 23:30 and 00:30 of the office stand on one day of UTC.
        early.created_at = datetime(2020, 9, 22, 15, 30, tzinfo=UTC)
        late.created_at = datetime(2020, 9, 22, 16, 30, tzinfo=UTC)
        db.session.commit()
    with asked(app, clerk):
        assert names(trainings_view(), created_at="2020-09-22") == ["甲"]
        assert names(trainings_view(), created_at="2020-09-23") == ["乙"]
        assert names(trainings_view(), created_at__le="2020-09-22") == ["甲"]


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        ({"nothing": "1"}, filters.NO_SUCH_FILTER),
        ({"name": "甲"}, filters.NO_SUCH_FILTER),
        ({"organization_id": "1"}, filters.NO_SUCH_FILTER),
        ({"seal_hash": "x"}, filters.NO_SUCH_FILTER),
        ({"committee_id__name": "x"}, filters.NO_SUCH_QUESTION),
        ({"state__has": "x"}, filters.NO_SUCH_QUESTION),
        ({"starts_on__ne": "2020-01-01"}, filters.NO_SUCH_QUESTION),
        ({"starts_on__empty": "1"}, filters.NO_SUCH_QUESTION),
        ({"hours__": "1"}, None),
        ({"state": "gone"}, filters.NOT_UNDERSTOOD),
        ({"committee_id": "1 or 1=1"}, filters.NOT_UNDERSTOOD),
        ({"committee_id": "-1"}, filters.NOT_UNDERSTOOD),
        ({"committee_id": "²"}, filters.NOT_UNDERSTOOD),
        ({"committee_id": "9" * 30}, filters.NOT_UNDERSTOOD),
        ({"quota": "9" * 12}, filters.NOT_UNDERSTOOD),
        ({"kind": ""}, filters.NO_VALUE),
        ({"kind__in": ",,"}, filters.NO_VALUE),
        ({"hours__empty": "yes"}, filters.NOT_UNDERSTOOD),
        ({"organiser__has": "a\x00b"}, filters.NOT_UNDERSTOOD),
        ({"organiser__has": "长" * 500}, filters.NOT_UNDERSTOOD),
        ({"id__in": ",".join(map(str, range(500)))}, filters.NOT_UNDERSTOOD),
    ],
)
def test_what_is_not_understood_is_said_and_gives_no_rows(app, clerk, trainings, condition, sentence):
    with asked(app, clerk):
        if sentence is None:
            assert names(trainings_view(), hours="7.5") == ["甲"]
        else:
            assert problems(trainings_view(), **condition) == [sentence]


def test_the_sentence_of_a_value_is_that_of_the_form(app, clerk, trainings):
    with asked(app, clerk):
        for condition in (
            {"kind": "school"},
            {"hours__ge": "many"},
            {"starts_on": "2020-02-30"},
            {"hours": "1.23456"},
        ):
            assert len(problems(trainings_view(), **condition)) == 1


def test_a_broken_condition_is_a_chip_that_can_be_removed_and_is_never_exported(app, clerk, trainings):
    with asked(app, clerk):
        page = drawn(trainings_view(), {"kind": "university", "colour": "red"})
        query = ListQuery(trainings_view(), current_actor(), {"colour": "red"})
        with pytest.raises(ValueError, match="nothing is exported"):
            next(query.chunks())

    assert [chip[:3] for chip in page["chips"]] == [
        ("Kind of training", "is", "Training at an outside university"),
        ("colour", "", "red"),
    ]
    assert arguments(page["chips"][1][3]) == {"kind": "university"}
    assert "colour" in page["note"]
    assert page["rows_html"] == ""
    assert page["counted"] == ""


def test_a_masked_column_cannot_narrow_the_list_and_the_rows_do_not_tell(app, office, people):
    enter(app, office, Member(name="张维翰", phone="13900000000", born=date(1970, 1, 1)))
    auditor = people.actor(people.add("auditor"))
    with asked(app, auditor):
        assert problems(members_view(), phone="13900000000") == [filters.MASKED]
        assert problems(members_view(), born__ge="1960-01-01") == [filters.MASKED]
        assert "Telephone" not in [label for label, _ in drawn(members_view())["add"]]
    with asked(app, people.actor(people.add("clerk"))):
        assert names(members_view(), phone="13900000000") == ["张维翰"]
        assert "Telephone" in [label for label, _ in drawn(members_view())["add"]]


def test_a_member_does_not_narrow_by_what_only_their_own_row_shows(app, office, people):
    me, _ = enter(app, office, Member(name="张维翰", phone="1"), Member(name="李明", phone="2"))
    with asked(app, people.actor(people.add("member", member_id=me))):
        assert problems(members_view(), phone="1") == [filters.MASKED]


def test_a_relationship_is_never_a_filter(app, clerk):
    view = trainings_view(column_filters=["state", "committee", "committee.name", Training.kind])
    with asked(app, clerk):
        assert [column.name for column in filters.filterable(view, clerk)] == ["state", "kind"]
        assert problems(view, committee="1") == [filters.NO_SUCH_FILTER]


def test_children_are_narrowed_by_their_parent(app, office, clerk, trainings):
    rows = [
        TrainingAttendance(training_id=trainings[n], guest_name=f"客{n}", guest_body="县教科体局")
        for n in (0, 1)
    ]
    enter(app, office, *rows)
    with asked(app, clerk):
        assert names(ATTENDANCES, training_id=str(trainings[1])) == ["客1"]
        scoped = ListQuery(
            ATTENDANCES, current_actor(), {}, scope={"training_id": trainings[0]}, page_size=10
        )
        assert [row.name for row in scoped.page().rows] == ["客0"]
        assert scoped.conditions == []


def _attendances(row):
    inside = select(func.count()).select_from(TrainingAttendance)
    return inside.where(TrainingAttendance.training_id == row.id).correlate(row).scalar_subquery()


def test_a_computed_column_can_be_a_filter(app, office, clerk, trainings):
    enter(app, office, TrainingAttendance(training_id=trainings[0], guest_name="客", guest_body="县教科体局"))
    column = ListColumn("Attendances", expression=_attendances, kind="count", filter=True)
    cost = ListColumn(
        "Cost twice",
        expression=lambda row: func.coalesce(row.cost, 0),
        kind="measure",
        filter=True,
        reads=("cost",),
    )
    view = trainings_view(
        list_columns={"heads": column, "twice": cost}, column_list=["name", "heads", "twice"]
    )
    with asked(app, clerk):
        assert names(view, heads="1") == ["甲"]
        assert sorted(names(view, heads__le="0")) == sorted("乙丙")
        assert len(problems(view, heads="many")) == 1


def test_chips_say_the_condition_in_words(app, clerk, trainings):
    *_, body, _other = trainings
    states = Training.workflow.states
    with asked(app, clerk):
        page = drawn(
            trainings_view(),
            {
                "committee_id": str(body),
                "starts_on__ge": "2020-01-01",
                "hours__empty": "0",
                "state__in": "planned,held",
                "quota__le": "1200",
            },
        )

    assert [chip[:3] for chip in page["chips"]] == [
        ("Responsible special committee", "is", "提案委员会"),
        ("First day", "is not before", "2020-01-01"),
        ("Training hours", "is filled in", ""),
        ("State", "is one of", f"{states['planned'].label}, {states['held'].label}"),
        ("Quota", "is at most", "1,200"),
    ]
    assert "starts_on__ge" not in arguments(page["chips"][1][3])
    assert arguments(page["reset_url"]) == {}
