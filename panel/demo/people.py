"""The invented people of a demonstration organization: members with seats and assignments, and the staff of the office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

from models.people.member import Member
from models.people.seat import Seat
from models.people.seat_assignment import SeatAssignment
from models.people.staff import Staff
from panel.demo.names import invented_names
from panel.demo.office import NOTE, Office, put, settle

TERM_BEGINS = date(2016, 11, 1)
_UNITS = (
    "县第二中学", "县人民医院", "柑子镇农技站", "县商会", "县农科所", "县文化馆", "县妇幼保健院", "县供销社", "县中医院", "鼎屏镇小学", "县融媒体中心",
    "县律师事务所", "县职业中学", "九龙镇卫生院", "县建筑公司", "高滩镇果业合作社", "县图书馆", "县农商行",
)  # fmt: skip
_POSTS = ("教师", "主任", "副主任", "医师", "站长", "总经理", "研究员", "馆员", "所长", "会计师")
_EDUCATION = ("大专", "本科", "研究生")
_PARTY_SECTORS = {
    0: "cpc",
    1: "rcck",
    2: "democratic_league",
    3: "promoting_democracy",
    4: "non_party",
    5: "youth_league",
}


@dataclass(slots=True)
class People:
    """Members by place in the list, and staff."""

    members: list[int] = field(default_factory=list)
    seats: list[int] = field(default_factory=list)
    staff: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def add_people(office: Office, members: int, staff: int, seed: int) -> People:
    """Enter ``members`` people with their seats, spread over the sectors, and ``staff`` of the office."""
    names, draw, people = invented_names(seed), Random(seed), People()
    for number in range(members):
        _add_member(office, people, names, draw, number)
    for number in range(staff):
        row = put(
            Staff, office, name=next(names), post=("科长", "副科长", "科员", "四级调研员")[number % 4],
            committee_id=office.committees[number % len(office.committees)], valid_from=TERM_BEGINS, note=NOTE,
        )  # fmt: skip
        people.staff.append(row.id)
    return people


def _add_member(office: Office, people: People, names: Iterator[str], draw: Random, number: int) -> None:
    name = next(names)
    sector = number % len(office.sectors)
    member = put(
        Member, office, name=name, gender="female" if draw.random() < 0.32 else "male", ethnicity="汉族",
        born=date(1958 + draw.randrange(32), 1 + draw.randrange(12), 1 + draw.randrange(28)), native_place="四川邻水",
        education=draw.choice(_EDUCATION), political_affiliation=_PARTY_SECTORS.get(sector, "cpc" if draw.random() < 0.4 else "masses"),
        work_unit=draw.choice(_UNITS), work_post=draw.choice(_POSTS), phone=f"100-{number:04d}-{draw.randrange(10000):04d}",
        levels=",county,city," if number % 37 == 0 else ",county,", note=NOTE,
    )  # fmt: skip
    seat = put(
        Seat, office, member_id=member.id, term_id=office.term_id, seat_number=str(number + 1), consecutive_terms=1 + number % 3,
        document_number="政协发〔2016〕22号", valid_from=TERM_BEGINS, note=NOTE,
    )  # fmt: skip
    settle(
        seat, "serving", seating_decision_id=office.standing_decision, decision_id=office.standing_decision
    )
    people.members.append(member.id)
    people.seats.append(seat.id)
    people.names.append(name)
    _assign(office, seat.id, "sector", office.standing_decision, sector_id=office.sectors[sector])
    if number % 4 == 0:
        committee = office.committees[number // 4 % len(office.committees)]
        _assign(
            office, seat.id, "committee", office.standing_decision, committee_id=committee, post="ordinary"
        )
    if number < 6:
        post = (
            "chairman",
            "vice_chairman",
            "vice_chairman",
            "vice_chairman",
            "vice_chairman",
            "secretary_general",
        )[number]
        _assign(office, seat.id, "post", office.plenary_decision, post=post)
    elif number < 40:
        _assign(office, seat.id, "post", office.plenary_decision, post="standing_member")


def _assign(office: Office, seat_id: int, kind: str, decision: int, **what: object) -> None:
    put(
        SeatAssignment, office, seat_id=seat_id, kind=kind, valid_from=date(2016, 11, 26) if kind == "post" else TERM_BEGINS,
        decided_at_id=decision, document_number="政协发〔2016〕23号", note=NOTE, **what,
    )  # fmt: skip
