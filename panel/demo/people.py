"""The invented people of a demonstration organization: members with seats and assignments, and the staff of the office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from random import Random
from typing import Any

from models.people.member import Member
from models.people.seat import Seat
from models.people.seat_assignment import SeatAssignment
from models.people.staff import Staff
from panel.demo.names import invented_names
from panel.demo.office import Office, add_meeting, decide, put_all, settle, settle_all

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
_ELECTED = ("chairman", *("vice_chairman",) * 4, "secretary_general")
CHANGES = (
    ("proposed", ""), ("proposed", ""), ("checked", ""), ("suspended", "接受有关部门核查，主席会议纪要〔2020〕16号"), ("left", "resigned"),
    ("left", "died"), ("left", "revoked"),
)  # fmt: skip
"""How far a seat outside those who serve is, with the basis or the reason."""


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
    people.names = [next(names) for _ in range(members)]
    persons = put_all(
        office,
        Member,
        [_person(name, draw, place, len(office.sectors)) for place, name in enumerate(people.names)],
    )
    people.members = [row.id for row in persons]
    seats = put_all(
        office, Seat, [_seat(office, number, place) for place, number in enumerate(people.members)]
    )
    people.seats = [row.id for row in seats]
    decision = office.standing_decision
    settle_all(seats, "serving", seating_decision_id=decision, decision_id=decision)
    put_all(
        office,
        SeatAssignment,
        [row for place, seat in enumerate(people.seats) for row in _assignments(office, place, seat)],
    )
    posts = ("科长", "副科长", "科员", "四级调研员")
    there = put_all(office, Staff, [
        {"name": next(names), "post": posts[place % 4], "committee_id": office.committees[place % len(office.committees)],
         "valid_from": TERM_BEGINS} for place in range(staff)
    ])  # fmt: skip
    people.staff = [row.id for row in there]
    return people


def _person(name: str, draw: Random, place: int, sectors: int) -> dict[str, Any]:
    sector = place % sectors
    return {
        "name": name, "gender": "female" if draw.random() < 0.32 else "male", "ethnicity": "汉族",
        "born": date(1958 + draw.randrange(32), 1 + draw.randrange(12), 1 + draw.randrange(28)), "native_place": "四川邻水",
        "education": draw.choice(_EDUCATION), "political_affiliation": _PARTY_SECTORS.get(sector, "cpc" if draw.random() < 0.4 else "masses"),
        "work_unit": draw.choice(_UNITS), "work_post": draw.choice(_POSTS), "phone": f"100-{place:04d}-{draw.randrange(10000):04d}",
        "levels": ",county,city," if place % 37 == 0 else ",county,",
    }  # fmt: skip


def _seat(office: Office, member: int, place: int) -> dict[str, Any]:
    return {
        "member_id": member, "term_id": office.term_id, "seat_number": str(place + 1), "consecutive_terms": 1 + place % 3,
        "document_number": "政协发〔2016〕22号", "valid_from": TERM_BEGINS,
    }  # fmt: skip


def _assignments(office: Office, place: int, seat: int) -> Iterator[dict[str, Any]]:
    """Yield where a member belongs: everybody to a sector, every fourth to a committee, the first ones to their elected posts."""
    row: dict[str, Any] = {
        "seat_id": seat,
        "valid_from": TERM_BEGINS,
        "decided_at_id": office.standing_decision,
    }
    row["document_number"] = "政协发〔2016〕23号"
    yield row | {"kind": "sector", "sector_id": office.sectors[place % len(office.sectors)]}
    if place % 4 == 0:
        committee = office.committees[place // 4 % len(office.committees)]
        yield row | {"kind": "committee", "committee_id": committee, "post": "ordinary"}
    post = _ELECTED[place] if place < len(_ELECTED) else "standing_member" if place < 40 else None
    if post is not None:
        yield row | {
            "kind": "post",
            "post": post,
            "valid_from": date(2016, 11, 26),
            "decided_at_id": office.plenary_decision,
        }


def add_changes(office: Office) -> None:
    """Enter who left, is suspended, or is on the way to a seat: none of them is counted among the members who serve."""
    names, draw = invented_names(516), Random(516)
    meeting = add_meeting(
        office,
        "standing_committee",
        "第十届委员会常务委员会第十三次会议",
        13,
        datetime(2019, 7, 30, 1, tzinfo=UTC),
    )
    decision = decide(office, meeting, "协商决定委员辞职和撤销委员资格")
    persons = put_all(
        office,
        Member,
        [_person(next(names), draw, 400 + place, len(office.sectors)) for place in range(len(CHANGES))],
    )
    seats = put_all(office, Seat, [_seat(office, row.id, 220 + place) for place, row in enumerate(persons)])
    sectors = [{"seat_id": row.id, "kind": "sector", "sector_id": office.sectors[5 + place], "valid_from": TERM_BEGINS,
                "decided_at_id": office.standing_decision, "document_number": "政协发〔2016〕23号"}
               for place, (row, (state, _why)) in enumerate(zip(seats, CHANGES, strict=True)) if state in ("suspended", "left")]  # fmt: skip
    for seat, (state, _why) in zip(seats, CHANGES, strict=True):
        if state in ("proposed", "checked"):
            seat.valid_from = seat.document_number = None
            seat.seat_number = None
        if state == "checked":
            settle(seat, state)
        elif state in ("suspended", "left"):
            seated = {
                "seating_decision_id": office.standing_decision,
                "decision_id": office.standing_decision,
            }
            settle(seat, "serving", **seated)
    put_all(office, SeatAssignment, sectors)
    for seat, (state, why) in zip(seats, CHANGES, strict=True):
        if state == "suspended":
            settle(seat, state, suspended_on=date(2020, 8, 20), suspension_basis=why)
        elif state == "left":
            left: dict[str, Any] = {"left_on": date(2019, 8, 1), "left_reason": why}
            if why != "died":
                left |= {
                    "left_document": "邻协〔2019〕19号",
                    "leaving_decision_id": decision,
                    "decision_id": decision,
                }
            settle(seat, state, **left)
