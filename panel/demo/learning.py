"""Trainings of the four kinds, with who took part: 120 people and more in courses of higher levels, 350 attendances and more in the county."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from models.learning.training import Training
from models.learning.training_attendance import TrainingAttendance
from panel.demo.office import NOTE, Office, put, settle
from panel.demo.people import People

HIGHER = (
    ("省政协委员履职能力培训班", "province", "四川省政协办公厅", date(2018, 6, 12), 4, 30),
    ("全国政协干部培训中心市县政协委员培训班", "national", "全国政协干部培训中心", date(2019, 4, 15), 5, 8),
    ("市政协提案工作业务培训", "city", "广安市政协", date(2019, 9, 24), 2, 34),
    ("省政协基层协商专题培训", "province", "四川省政协办公厅", date(2019, 11, 5), 3, 26),
    ("市政协文史工作培训班", "city", "广安市政协", date(2020, 6, 9), 2, 30),
    ("市政协“有事来协商”工作培训会", "city", "广安市政协", date(2020, 8, 20), 1, 24),
)
COUNTY = (
    ("提案撰写专题讲座", date(2019, 10, 18)), ("社情民意信息写作培训", date(2019, 12, 6)), ("疫情防控政策专题学习", date(2020, 3, 27)), ("乡村振兴政策专题（一）", date(2020, 4, 24)),
    ("民法典专题讲座", date(2020, 6, 19)), ("乡村振兴政策专题（二）", date(2020, 7, 14)), ("民主评议业务培训", date(2020, 8, 7)), ("成渝地区双城经济圈专题讲座", date(2020, 8, 28)),
    ("小微协商实务培训", date(2020, 9, 11)),
)  # fmt: skip


def add_trainings(office: Office, people: People) -> None:
    """Enter the trainings of the term with their attendances."""
    draw = Random(350)
    _yearly(office, people, draw)
    _university(office, people, draw)
    _higher(office, people, draw)
    for number, (name, day) in enumerate(COUNTY):
        training = _training(
            office,
            f"县内日常培训：{name}",
            "county_course",
            "county",
            "县政协学习文史委",
            day,
            1,
            Decimal(4),
            45,
            3,
        )
        chosen = draw.sample(people.seats, 42)
        for seat in chosen:
            _attend(office, training, draw, seat_id=seat)
        for staff in draw.sample(people.staff, min(3, len(people.staff))):
            _attend(office, training, draw, staff_id=staff)
        settle(training, ("archived", "recorded", "recorded", "held")[min(number // 3, 3)])
    planned = _training(
        office,
        "县内日常培训：十四五规划建言专题",
        "county_course",
        "county",
        "县政协经科委",
        date(2020, 10, 15),
        1,
        Decimal(4),
        40,
        2,
    )
    settle(planned, "announced")
    _training(
        office,
        "2020 年度委员履职专题培训",
        "performance",
        "county",
        "县政协办公室",
        date(2020, 11, 10),
        2,
        Decimal(12),
        220,
        3,
    )


def _yearly(office: Office, people: People, draw: Random) -> None:
    day = date(2019, 11, 20)
    training = _training(
        office,
        "2019 年度委员履职专题培训",
        "performance",
        "county",
        "县政协办公室",
        day,
        2,
        Decimal(12),
        220,
        3,
    )
    for seat in people.seats:
        _attend(office, training, draw, seat_id=seat)
    settle(training, "archived")


def _university(office: Office, people: People, draw: Random) -> None:
    training = _training(
        office,
        "厦门大学委员能力提升培训班",
        "university",
        "county",
        "厦门大学",
        date(2018, 10, 22),
        6,
        Decimal(40),
        45,
        3,
    )
    for seat in draw.sample(people.seats, 42):
        _attend(office, training, draw, seat_id=seat)
    for staff in people.staff[:3]:
        _attend(office, training, draw, staff_id=staff)
    settle(training, "archived")


def _higher(office: Office, people: People, draw: Random) -> None:
    # Each course takes the next people of the list, so that more than 120 different ones have been to one.
    place = 0
    for name, level, organiser, day, days, quota in HIGHER:
        training = _training(
            office, name, "higher_course", level, organiser, day, days, Decimal(8 * days), quota, 3
        )
        for seat in people.seats[place : place + quota - 2]:
            _attend(office, training, draw, seat_id=seat, whole=True)
        place += quota - 4
        for staff in draw.sample(people.staff, 2):
            _attend(office, training, draw, staff_id=staff, whole=True)
        settle(training, "archived")


def _training(
    office: Office,
    name: str,
    kind: str,
    level: str,
    organiser: str,
    day: date,
    days: int,
    hours: Decimal,
    quota: int,
    committee: int,
) -> Training:
    values = {
        "name": name,
        "kind": kind,
        "level": level,
        "organiser": organiser,
        "starts_on": day,
        "ends_on": day + timedelta(days - 1),
    }
    place = "县委党校报告厅" if level == "county" else organiser
    row: Training = put(
        Training,
        office,
        **values,
        hours=hours,
        quota=quota,
        place=place,
        committee_id=office.committees[committee],
        note=NOTE,
    )
    return row


def _attend(office: Office, training: Training, draw: Random, *, whole: bool = False, **who: int) -> None:
    chance = draw.random()
    attendance = (
        "full"
        if whole or chance < 0.88
        else ("part" if chance < 0.92 else ("leave" if chance < 0.98 else "absent"))
    )
    full = training.hours or Decimal(0)
    hours = {"full": full, "part": (full / 2).quantize(Decimal("0.1"))}.get(attendance, Decimal(0))
    put(
        TrainingAttendance, office, training_id=training.id, attendance=attendance, hours=hours,
        result_id=office.results[0] if attendance == "full" and draw.random() < 0.3 else None, note=NOTE, **who,
    )  # fmt: skip
