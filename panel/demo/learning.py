"""Trainings of the four kinds over the term, with who took part: heads at higher levels, attendances in the county."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from models.learning.training import Training
from models.learning.training_attendance import TrainingAttendance
from panel.demo.office import NOTE, Office, put, put_all, settle, worded
from panel.demo.people import People

HIGHER = (
    ("省政协委员履职能力培训班", "province", "四川省政协办公厅", date(2018, 6, 12), 4, (0, 28), (0, 1)),
    (
        "全国政协干部培训中心市县政协委员培训班",
        "national",
        "全国政协干部培训中心",
        date(2019, 4, 15),
        5,
        (24, 30),
        (2, 3),
    ),
    ("市政协提案工作业务培训", "city", "广安市政协", date(2019, 9, 24), 2, (28, 60), (4, 5)),
    ("省政协基层协商专题培训", "province", "四川省政协办公厅", date(2019, 11, 5), 3, (54, 78), (6, 7)),
    ("市政协文史工作培训班", "city", "广安市政协", date(2020, 6, 9), 2, (72, 100), (8, 9)),
    ("市政协“有事来协商”工作培训会", "city", "广安市政协", date(2020, 8, 20), 1, (94, 116), (0, 5)),
)
"""Courses of higher levels: which members of the list went (from, to) and which staff: 116 and 10 different people."""
HIGHER_WORDED = "120余名委员和机关干部"
COUNTY = (
    ("政协章程专题学习", "县政协办公室", date(2017, 5, 16), 22), ("脱贫攻坚政策讲座", "县委党校", date(2018, 4, 12), 24),
    ("调研报告写作讲座", "县政协办公室", date(2018, 11, 15), 25), ("机构改革政策解读", "县委编办", date(2019, 3, 28), 26),
    ("提案办理协商专题", "县政府办公室", date(2019, 7, 5), 25), ("提案撰写专题讲座", "县政协学习文史委", date(2019, 10, 18), 26),
    ("社情民意信息写作培训", "县政协学习文史委", date(2019, 12, 6), 26), ("疫情防控政策专题学习", "县卫生健康局", date(2020, 3, 27), 26),
    ("乡村振兴政策专题（一）", "县农业农村局", date(2020, 4, 24), 26), ("民法典专题讲座", "县司法局", date(2020, 6, 19), 26),
    ("乡村振兴政策专题（二）", "县农业农村局", date(2020, 7, 14), 26), ("民主评议业务培训", "县政协社会法制委", date(2020, 8, 7), 26),
    ("成渝地区双城经济圈专题讲座", "县委党校", date(2020, 8, 28), 26), ("小微协商实务培训", "县政协社会法制委", date(2020, 9, 11), 26),
)  # fmt: skip
"""Day-to-day courses of county bodies: name, organiser, day, and how many of the chosen members came: 356 attendances."""
COUNTY_WORDED = "350余人次"
AWAY = ("leave", "leave", "absent")
"""Further members who were chosen for a county course, and why they are not counted."""


def add_trainings(office: Office, people: People) -> None:
    """Enter the trainings of the term with their attendances."""
    draw = Random(350)
    for year in (2018, 2019):
        _yearly(office, people, draw, year)
    _university(office, people, draw)
    _higher(office, people)
    for number, (name, organiser, day, came) in enumerate(COUNTY):
        training = _course(office, name, organiser, day, note=worded(COUNTY_WORDED))
        chosen = draw.sample(people.seats, came + len(AWAY))
        marks = ("full",) * (came - 1) + ("part",) + AWAY
        _attended(
            office,
            training,
            ({"seat_id": seat, "attendance": mark} for seat, mark in zip(chosen, marks, strict=True)),
        )
        settle(training, "archived" if number < 9 else "recorded")
    settle(_course(office, "政协统一战线知识讲座", "县委统战部", date(2020, 9, 22)), "held")
    settle(_course(office, "委员履职档案填报培训", "县政协学习文史委", date(2020, 10, 15)), "announced")
    _performance(office, 2020, date(2020, 11, 10))


def add_few_trainings(office: Office, people: People) -> None:
    """Enter the one training of the smaller neighbour."""
    training = _performance(office, 2019, date(2019, 12, 3))
    _attended(office, training, ({"seat_id": seat} for seat in people.seats))
    settle(training, "archived")


def _performance(office: Office, year: int, day: date) -> Training:
    name = f"{year} 年度委员履职专题培训"
    return _training(
        office, name, "performance", "县政协办公室", day, 2, Decimal(12), quota=220, place="县委党校报告厅"
    )


def _yearly(office: Office, people: People, draw: Random, year: int) -> None:
    training = _performance(office, year, date(year, 11, 20))
    _attended(office, training, ({"seat_id": seat, "attendance": _mark(draw)} for seat in people.seats))
    settle(training, "archived")


def _university(office: Office, people: People, draw: Random) -> None:
    training = _training(
        office,
        "厦门大学委员能力提升培训班",
        "university",
        "厦门大学",
        date(2018, 10, 22),
        6,
        Decimal(40),
        quota=45,
        place="厦门大学",
    )
    chosen: list[dict[str, Any]] = [{"seat_id": seat} for seat in draw.sample(people.seats, 42)]
    _attended(office, training, chosen + [{"staff_id": staff} for staff in people.staff[:3]])
    settle(training, "archived")


def _higher(office: Office, people: People) -> None:
    for name, level, organiser, day, days, (first, last), staff in HIGHER:
        training = _training(
            office, name, "higher_course", organiser, day, days, Decimal(8 * days), quota=last - first + 2, place=organiser,
            level=level, note=worded(HIGHER_WORDED),
        )  # fmt: skip
        there: list[dict[str, Any]] = [{"seat_id": seat} for seat in people.seats[first:last]]
        _attended(office, training, there + [{"staff_id": people.staff[number]} for number in staff])
        settle(training, "archived")


def _course(office: Office, name: str, organiser: str, day: date, *, note: str = NOTE) -> Training:
    name = f"县内日常培训：{name}"
    return _training(
        office,
        name,
        "county_course",
        organiser,
        day,
        1,
        Decimal(4),
        quota=30,
        place="县委党校报告厅",
        note=note,
    )


def _training(
    office: Office, name: str, kind: str, organiser: str, day: date, days: int, hours: Decimal, *, quota: int, place: str,
    level: str = "county", note: str = NOTE,
) -> Training:  # fmt: skip
    row: Training = put(
        Training, office, name=name, kind=kind, level=level, organiser=organiser, starts_on=day, ends_on=day + timedelta(days - 1),
        hours=hours, quota=quota, place=place, committee_id=office.committees[3], note=note,
    )  # fmt: skip
    return row


def _mark(draw: Random) -> str:
    chance = draw.random()
    return "full" if chance < 0.88 else "part" if chance < 0.92 else "leave" if chance < 0.98 else "absent"


def _attended(office: Office, training: Training, people: Any) -> None:
    """Enter a row for each of those who were chosen; every third of those who stayed to the end handed something in."""
    put_all(office, TrainingAttendance, _rows(office, training, people))


def _rows(office: Office, training: Training, people: Any) -> Iterator[dict[str, Any]]:
    full = training.hours or Decimal(0)
    for place, who in enumerate(people):
        mark = who.get("attendance", "full")
        hours = {"full": full, "part": (full / 2).quantize(Decimal("0.1"))}.get(mark, Decimal(0))
        result = office.results[0] if mark == "full" and place % 3 == 0 else None
        yield {"training_id": training.id, "attendance": mark, "hours": hours, "result_id": result, **who}
