"""What a person may write for a value, and what it means; no database."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import Column

from models import clock, fields
from models.clock import OFFICE_ZONE, business_today
from models.fields import Choice
from panel import values
from panel.value_problem import ValueProblem

LEVELS = (Choice("city", "City"), Choice("county", "County"))


def column(made):
    found = made.column
    assert isinstance(found, Column)
    return found


TEXT = column(fields.text(40, label="Name"))
NOTE = column(fields.note(label="Note"))
LEVEL = column(fields.choice(LEVELS, label="Level"))
SEVERAL = column(fields.choices(LEVELS, label="Levels"))
DAY = column(fields.day(label="Day"))
MOMENT = column(fields.moment(label="Moment"))
COUNT = column(fields.count(label="Heads", unit="people"))
MONEY = column(fields.money(label="Cost"))
RATE = column(fields.measure(2, label="Rate", unit="%"))
FLAG = column(fields.flag(label="Key"))


@pytest.fixture
def business_year():
    clock.fix_business_date(date(2020, 9, 23))
    yield
    clock.fix_business_date(None)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("  柑子镇\u3000桅子村  ", "柑子镇 桅子村"),
        ("李\u3000明", "李明"),
        ("李 明辉", "李 明辉"),
        ("a\u200bb\x07c\n d", "a bc d"),
        (13800000000.0, "13800000000"),
        (1.1, "1.1"),
        (date(2020, 9, 16), "2020-09-16"),
        (datetime(2020, 9, 16, 9, 30), "2020-09-16 09:30"),  # noqa: DTZ001 - spreadsheets know no zone
        ("", None),
        (None, None),
        ("—", "—"),
    ],
)
def test_a_line_is_cleaned(written, meant) -> None:
    assert values.parse(TEXT, written) == meant


def test_several_lines_keep_their_breaks() -> None:
    assert values.parse(NOTE, "\r\n  一、情况  \r\n\r\n二、建议\r\n\r\n") == "一、情况\n\n二、建议"


@pytest.mark.usefixtures("business_year")
@pytest.mark.parametrize(
    "written",
    [
        "2020-09-16", "2020.9.16", "2020/9/16", "2020年9月16日", "2020 年 9 月 16 日", "9月16日", "9月16号", "9.16",
        "20200916", "２０２０年９月１６日", " 2020-9-16 ", "2020-09-16 00:00:00", 20200916, 44090, 44090.0, date(2020, 9, 16),
        "9月16日（星期三）", "2020年9月16日 周三",
        datetime(2020, 9, 16),  # noqa: DTZ001 - spreadsheets know no zone
    ],
)  # fmt: skip
def test_a_day_is_understood(written) -> None:
    assert values.parse(DAY, written) == date(2020, 9, 16)


@pytest.mark.usefixtures("business_year")
@pytest.mark.parametrize(
    ("written", "days"), [("今天", 0), ("昨天", -1), ("後天", 2), ("Tomorrow", 1), (" 前天 ", -2)]
)
def test_a_day_close_by_is_measured_from_today(written, days) -> None:
    assert values.parse(DAY, written) == business_today() + timedelta(days=days)
    near = values.parse(MOMENT, f"{written.strip()}下午3点").astimezone(OFFICE_ZONE)
    assert (near.date(), near.hour) == (business_today() + timedelta(days=days), 15)


@pytest.mark.usefixtures("business_year")
@pytest.mark.parametrize(
    ("written", "sentence", "places"),
    [
        ("2020-09-31", "Month %(month)s has no day %(day)s, please write it again.", {"month": 9, "day": 31}),
        ("9月31日", "Month %(month)s has no day %(day)s, please write it again.", {"month": 9, "day": 31}),
        ("20200931", "Month %(month)s has no day %(day)s, please write it again.", {"month": 9, "day": 31}),
        (
            "2021-2-29",
            "February %(year)s has no day %(day)s, please write it again.",
            {"year": 2021, "day": 29},
        ),
        ("2020-13-01", "There is no month %(month)s, please write it again.", {"month": 13}),
        ("0020-09-16", "The year %(year)s can hardly be meant, please check it.", {"year": 20}),
        ("九月", "“%(value)s” is not a date. Please write it as in 2020-09-16.", {"value": "九月"}),
        ("2020年9月", "“%(value)s” is not a date. Please write it as in 2020-09-16.", {"value": "2020年9月"}),
        (
            "2020-09-16 09:30",
            "“%(value)s” is not a date. Please write it as in 2020-09-16.",
            {"value": "2020-09-16 09:30"},
        ),
        (3.5, "“%(value)s” is not a date. Please write it as in 2020-09-16.", {"value": "3.5"}),
    ],
)
def test_an_impossible_day_is_named(written, sentence, places) -> None:
    with pytest.raises(ValueProblem) as problem:
        values.parse(DAY, written)
    assert (problem.value.sentence, problem.value.values) == (sentence, places)


@pytest.mark.usefixtures("business_year")
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2020-09-16 17:00", "2020-09-16 17:00"),
        ("2020-09-16T17:00", "2020-09-16 17:00"),
        ("2020-09-16 17:00:00", "2020-09-16 17:00"),
        ("2020年9月16日17时30分", "2020-09-16 17:30"),
        ("9月16日下午5点半", "2020-09-16 17:30"),
        ("1月8日12时", "2020-01-08 12:00"),
        ("1月8日 上午9时", "2020-01-08 09:00"),
        ("1月8日24时", "2020-01-09 00:00"),
        (44090.5, "2020-09-16 12:00"),
        (datetime(2020, 9, 16, 9, 30), "2020-09-16 09:30"),  # noqa: DTZ001 - spreadsheets know no zone
    ],
)
def test_a_moment_is_office_time(written, meant) -> None:
    found = values.parse(MOMENT, written)
    assert f"{found.astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M}" == meant


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("2020-09-16", "Please add the time, as in 2020-09-16 17:00."),
        (date(2020, 9, 16), "Please add the time, as in 2020-09-16 17:00."),
        ("2020-09-16 25:00", "There is no time %(value)s, please write it as in 17:00."),
        ("明天", "Please add the time, as in 2020-09-16 17:00."),
        ("改日", "“%(value)s” is not a date with a time. Please write it as in 2020-09-16 17:00."),
    ],
)
def test_a_moment_needs_its_time(written, sentence) -> None:
    with pytest.raises(ValueProblem) as problem:
        values.parse(MOMENT, written)
    assert problem.value.sentence == sentence


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        (COUNT, "１３，０００", 13000),
        (COUNT, "13,000", 13000),
        (COUNT, "13000.0", 13000),
        (COUNT, 13000.0, 13000),
        (COUNT, "27800 people", 27800),
        (COUNT, "-3", -3),
        (MONEY, "25,453.66", Decimal("25453.66")),
        (MONEY, 25453.66, Decimal("25453.66")),
        (MONEY, "700", Decimal("700.00")),
        (RATE, "4.3%", Decimal("4.30")),
        (RATE, "４．３％", Decimal("4.30")),
        (RATE, 0.1 + 0.2, Decimal("0.30")),
        (RATE, "—", None),
    ],
)
def test_a_number_is_exact(kind, written, meant) -> None:
    found = values.parse(kind, written)
    assert found == meant
    assert type(found) is type(meant)


@pytest.mark.parametrize(
    ("kind", "written", "sentence"),
    [
        (COUNT, "12.5", values.NOT_WHOLE),
        (COUNT, "5万", values.NOT_A_NUMBER),
        (COUNT, "1,30", values.NOT_A_NUMBER),
        (COUNT, "27800 户", values.NOT_A_NUMBER),
        (COUNT, "٣", values.NOT_A_NUMBER),
        (COUNT, True, values.NOT_A_NUMBER),
        (COUNT, "9" * 30, values.TOO_LARGE),
        (MONEY, "9" * 30, values.TOO_LARGE),
        (MONEY, "0.125", values.TOO_PRECISE),
        (RATE, float("nan"), values.NOT_A_NUMBER),
        (RATE, "1e5", values.NOT_A_NUMBER),
        (RATE, "完成年度目标任务", values.NOT_A_NUMBER),
    ],
)
def test_no_number_is_guessed(kind, written, sentence) -> None:
    with pytest.raises(ValueProblem) as problem:
        values.parse(kind, written)
    assert problem.value.sentence == sentence


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("是", True),
        ("√", True),
        ("有", True),
        ("Yes", True),
        (True, True),
        (1, True),
        ("否", False),
        ("×", False),
        ("无", False),
        ("", None),
    ],
)
def test_a_flag_is_understood(written, meant) -> None:
    assert values.parse(FLAG, written) is meant


def test_a_flag_is_not_guessed() -> None:
    with pytest.raises(ValueProblem) as problem:
        values.parse(FLAG, "也许")
    assert problem.value.sentence == values.NOT_A_FLAG


def test_a_choice_is_its_value_its_label_or_a_synonym() -> None:
    assert values.parse(LEVEL, "county") == "county"
    assert values.parse(LEVEL, " COUNTY ") == "county"
    assert values.parse(LEVEL, "District", synonyms={"district": "county"}) == "county"
    with pytest.raises(ValueProblem) as problem:
        values.parse(LEVEL, "乡级")
    assert problem.value.values == {"value": "乡级", "choices": ["City", "County"]}


def test_several_choices_are_kept_in_their_declared_order() -> None:
    assert values.parse(SEVERAL, "County、city") == ",city,county,"
    assert values.parse(SEVERAL, ["county"]) == ",county,"
    assert values.parse(SEVERAL, " ") is None
    with pytest.raises(ValueProblem):
        values.parse(SEVERAL, "county,town")


def test_a_cell_may_hold_several_names() -> None:
    assert values.split_names("市人力资源社会保障局、团市委； 团市委\n县妇联") == [
        "市人力资源社会保障局",
        "团市委",
        "县妇联",
    ]
    assert values.split_names(" ") == []


def test_what_the_engine_writes_cannot_be_typed() -> None:
    with pytest.raises(TypeError):
        values.parse(column(fields.workflow_state()), "draft")


@given(some.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_comes_back_from_its_field(day) -> None:
    assert values.parse(DAY, values.format(DAY, day)) == day


@given(some.datetimes(datetime(1900, 1, 2), datetime(2100, 12, 30), timezones=some.just(UTC)))  # noqa: DTZ001 - bounds
def test_a_moment_comes_back_from_its_field(moment) -> None:
    # Offices keep minutes; the zone had odd seconds before 1901 and summer time in the eighties.
    minute = moment.replace(second=0, microsecond=0)
    written = values.format(MOMENT, minute)
    assert values.format(MOMENT, values.parse(MOMENT, written)) == written


@given(some.integers(-(2**53), 2**53))
def test_money_comes_back_from_its_field(fen) -> None:
    amount = Decimal(fen).scaleb(-2)
    assert values.parse(MONEY, values.format(MONEY, amount)) == amount
    assert values.parse(MONEY, values.format_for(MONEY, amount)) == amount


def test_a_field_holds_what_was_kept() -> None:
    assert values.format(FLAG, False) == "0"
    assert values.format(SEVERAL, ",city,county,") == "city,county"
    assert values.format(RATE, Decimal("4.30")) == "4.3"
    assert values.format(TEXT, None) == ""


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        (DAY, date(2020, 9, 3), "2020-09-03"),
        (MOMENT, datetime(2020, 9, 23, 1, 5, tzinfo=UTC), "2020-09-23 09:05"),
        (COUNT, 13000, "13,000"),
        (COUNT, 0, "0"),
        (MONEY, Decimal("25453.6"), "25,453.60"),
        (RATE, Decimal("961.70"), "961.7"),
        (RATE, Decimal("-1234.50"), "-1,234.5"),
        (RATE, Decimal("-0.50"), "-0.5"),
        (FLAG, True, "[Yes]"),
        (LEVEL, "county", "[County]"),
        (LEVEL, "gone", "gone"),
        (DAY, None, ""),
        (DAY, "••••", "••••"),
        (TEXT, "柑子镇", "柑子镇"),
    ],
)
def test_a_person_reads_it_in_their_language(kind, value, read) -> None:
    assert values.format_for(kind, value, wording=lambda message: f"[{message}]") == read


def test_several_choices_stand_side_by_side_as_the_language_joins_them(monkeypatch) -> None:
    monkeypatch.setattr(values, "join", "、".join)

    assert (
        values.format_for(SEVERAL, ",city,county,", wording=lambda message: f"[{message}]")
        == "[City]、[County]"
    )


def test_a_value_means_its_own_choice_where_another_is_called_so():
    kinds = (Choice("reading_circle", "Training"), Choice("training", "Course"))
    kind = column(fields.choice(kinds, label="Kind"))

    assert values.parse(kind, "training") == "training"
    assert values.parse(kind, "course") == "training"
