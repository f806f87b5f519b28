"""Two offices with everybody in them and rows of every record type in every state: made once, looked at by many tests.

Rows are written as the system actor ``seed`` does, without the acts that lead to their states; who typed a row, and whose hands
it went through, is written beside. Tests that change something do so inside a transaction that is rolled back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from flask import Flask
from sqlalchemy import select

from models import clock
from models.access import acting
from models.base import Record, db
from models.registry import record_type, record_types
from models.writing import pen
from tests import factories as make
from tests.contracts import rounds
from tests.contracts.gathered import gathered
from tests.fixtures.app import People, add_organization, as_system
from tests.fixtures.client import PanelClient

_AREAS = (
    "code-item", "department", "evaluation-round", "livelihood-project", "meeting", "member", "member-group", "place", "scale",
    "seat", "sector", "special-committee", "staff", "term", "training",
)  # fmt: skip
AREAS = (
    *_AREAS,
    *(
        record_type(table).slug()
        for table, said in gathered("RIGHTS", cast("dict[str, Any]", {})).items()
        if record_type(table).area_slug is None and re.search(r"\barea\b", " ".join(said.values()))
    ),
)
"""The working areas of the body whose desk looks after whole kinds of records: every kind whose expectations know such a desk."""


@dataclass(frozen=True)
class Person:
    """Somebody with an account, and what was given to it, as a test may know it without asking the application."""

    name: str
    account_id: int
    roles: frozenset[str]
    committees: frozenset[int] = frozenset()
    platforms: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    members: frozenset[int] = frozenset()
    areas: frozenset[str] = frozenset()
    limited_to: frozenset[str] | None = None
    """The kinds of records a clerk is limited to."""


@dataclass
class World:
    """What stands in the database, by table and id; ``rows`` of the office that is looked at, ``foreign`` of the other one.

    ``every_row``: rows of every difference are taken to every door, as ``make attack`` asks.
    """

    app: Flask
    organization_id: int
    foreign_id: int
    every_row: bool = False
    people: dict[str, Person] = field(default_factory=dict)
    strangers: dict[str, Person] = field(default_factory=dict)
    rows: dict[str, dict[int, dict[str, Any]]] = field(default_factory=dict)
    foreign: dict[str, dict[int, dict[str, Any]]] = field(default_factory=dict)
    _divided: dict[tuple[str, bool], dict[int, dict[str, Any]]] = field(default_factory=dict)

    @contextmanager
    def acting(self, person: Person) -> Iterator[Any]:
        """Act as somebody, in an application context and a session of their own."""
        with as_system(self.app, "sign-in"):
            actor = People(self.app, self.organization_id).actor(person.account_id)
        with self.app.app_context(), acting(actor) as bound:
            yield bound

    def client(self, person: Person) -> PanelClient:
        """Return a browser in which somebody is signed in."""
        return People(self.app, self.organization_id).client(person.account_id)

    def living(self, table: str) -> dict[int, dict[str, Any]]:
        """Return the rows of a type that are not in the recycle bin."""
        return self._part(table, in_bin=False)

    def trashed(self, table: str) -> dict[int, dict[str, Any]]:
        """Return the rows of a type that are in the recycle bin."""
        return self._part(table, in_bin=True)

    def _part(self, table: str, *, in_bin: bool) -> dict[int, dict[str, Any]]:
        # The rows stay as they were found: expectations ask for them thousands of times.
        if (table, in_bin) not in self._divided:
            self._divided[table, in_bin] = {
                key: row for key, row in self.rows[table].items() if (row["trashed_at"] is not None) is in_bin
            }
        return self._divided[table, in_bin]


def build(app: Flask) -> World:
    """Furnish both offices."""
    world = World(app, add_organization(app, "政协邻水县委员会", "邻水"), 0)
    world.people = furnish(app, world.organization_id, "")
    world.foreign_id = add_organization(app, "政协广安市委员会", "广安")
    world.strangers = furnish(app, world.foreign_id, ".b")
    with app.app_context(), db.engine.connect() as connection:
        for cls in record_types():
            found = [dict(row._mapping) for row in connection.execute(select(cls.__table__))]
            for rows, number in ((world.rows, world.organization_id), (world.foreign, world.foreign_id)):
                rows[cls.__tablename__] = {
                    row["id"]: row for row in found if row["organization_id"] == number
                }
    return world


def furnish(app: Flask, organization_id: int, suffix: str) -> dict[str, Person]:
    """Enter accounts and rows of one office; return who is there."""
    with as_system(app, organization_id=organization_id):
        frame = Frame()
        db.session.commit()
    people = _people(app, organization_id, frame, suffix)
    with as_system(app, organization_id=organization_id):
        _office(frame, people)
        _persons(frame)
        _learning(frame)
        rounds.furnish(frame, people, trash, typed_by)
        _papers(frame, people)
        entering: dict[str, Any] = gathered("furnish", {})
        for enter in entering.values():
            enter(frame, people)
        db.session.commit()
    return people


class Frame:
    """What everything else belongs to: bodies, units, members in office, a term."""

    def __init__(self) -> None:
        self.own, self.other, self.area = (make.make_special_committee().id for _ in range(3))
        platform = record_type("platform")
        self.platform, self.other_platform = (
            make.make(platform, name=name, kind="room", opened_on=date(2019, 11, 1), committee_id=body).id
            for name, body in (("本人召集的议事室", self.other), ("他人召集的议事室", self.own))
        )
        self.unit, self.other_unit = (make.make_department().id for _ in range(2))
        self.term = make.make_term().id
        self.seat, self.other_seat, self.teller_seat = (make.make_seat() for _ in range(3))
        self.staff = make.make_staff(committee_id=self.own).id
        for slug in AREAS:
            make.make_working_area(name=f"归口 {slug}", record_kind=slug, committee_id=self.area)
        self.limit = make.make_working_area(record_kind="livelihood-project").id


def _people(app: Flask, organization_id: int, frame: Frame, suffix: str) -> dict[str, Person]:
    people = People(app, organization_id)
    found: dict[str, Person] = {}

    def enter(name: str, *roles: str, grant: dict[str, Any] | None = None, **has: Any) -> None:
        account_id = people.add(roles[0] if roles else None, login=f"{name}{suffix}", **(grant or {}))
        for role in roles[1:]:
            people.grant(account_id, role)
        found[name] = Person(name, account_id, frozenset(roles), **has)

    enter("clerk", "clerk")
    enter("clerk2", "clerk")
    enter(
        "limited",
        "clerk",
        grant={"working_area_id": frame.limit},
        limited_to=frozenset({"livelihood-project"}),
    )
    for name, body, areas in (("committee", frame.own, ()), ("desk", frame.area, AREAS)):
        enter(
            name,
            "committee",
            grant={"special_committee_id": body},
            committees=frozenset({body}),
            areas=frozenset(areas),
        )
    enter(
        "convener",
        "committee",
        grant={"platform_id": frame.platform},
        platforms=frozenset({frame.platform}),
    )
    enter("chair", "chair")
    enter("chair2", "chair")
    enter("auditor", "auditor")
    for name, seat in (("member", frame.seat), ("teller", frame.teller_seat)):
        enter(name, "member", grant={"member_id": seat.member_id}, members=frozenset({seat.member_id}))
    enter("department", "department", grant={"department_id": frame.unit}, units=frozenset({frame.unit}))
    enter("admin", "admin")
    enter("nobody")
    return found


def trash(row: Record) -> None:
    """Put a row into the recycle bin."""
    with pen(db.session, row, "trash"):
        row.trashed_at = clock.now()


def typed_by(row: Any, person: Person) -> Any:
    """Write down who entered the row."""
    row.created_by_id = person.account_id
    db.session.flush()
    return row


def _office(frame: Frame, people: dict[str, Person]) -> None:
    for maker in (
        make.make_sector,
        make.make_special_committee,
        make.make_member_group,
        make.make_working_area,
        make.make_department,
        make.make_place,
        make.make_code_item,
        make.make_scale,
        make.make_scale_option,
        make.make_staff,
        make.make_member,
    ):
        maker()
        trash(maker())
    trash(
        make.make_term(number=9, name="第九届", valid_from=date(2011, 12, 1), valid_until=date(2016, 11, 30))
    )
    for state in ("planned", "held", "archived"):
        for body in (frame.own, frame.other):
            meeting = make.make_meeting(state=state, committee_id=body)
            typed_by(meeting, people["clerk"])
    held = make.make_meeting(committee_id=frame.own)
    for step in ("registered", "carrying_out", "carried_out"):
        decision = make.make_meeting_decision(meeting_id=held.id, due_on=date(2020, 12, 1))
        if step != "registered":
            make.put_into(decision, step)
    make.make_meeting_decision(meeting_id=make.make_meeting(committee_id=frame.other).id)
    trash(make.make_meeting_decision(meeting_id=held.id))
    trash(make.make_meeting(committee_id=frame.own, state="planned"))
    account = record_type("account")
    trash(make.make(account, login=f"gone{frame.own}", name="已停用", must_change_password=False))
    grant = record_type("role_grant")
    trash(make.make(grant, account_id=people["clerk2"].account_id, role="clerk", valid_from=date(2016, 1, 1)))


def _persons(frame: Frame) -> None:
    for state in ("proposed", "checked", "serving", "suspended", "left"):
        make.make_seat(state=state)
    trash(make.make_seat(state="proposed"))
    for seat in (frame.seat, frame.other_seat):
        make.make_seat_assignment(seat_id=seat.id)
    trash(
        make.make_seat_assignment(
            seat_id=frame.seat.id, kind="group", member_group_id=make.make_member_group().id
        )
    )


def _learning(frame: Frame) -> None:
    for state in ("planned", "announced", "held", "recorded", "archived"):
        for body in (frame.own, frame.other):
            training = make.make_training(committee_id=body)
            make.make_training_attendance(training_id=training.id, seat_id=frame.seat.id)
            make.make_training_attendance(training_id=training.id, seat_id=frame.other_seat.id)
            if state == "planned":
                trash(make.make_training_attendance(training_id=training.id, staff_id=frame.staff))
            else:
                make.put_into(training, state)
    gone = make.make_training(committee_id=frame.own)
    make.make_training_attendance(training_id=gone.id, seat_id=frame.seat.id)
    trash(gone)


def _papers(frame: Frame, people: dict[str, Person]) -> None:
    """Attachments and corrections: they follow the record they are about."""
    trainings = {body: make.make_training(committee_id=body) for body in (frame.own, frame.other)}
    for training in trainings.values():
        make.make_attachment(make.make_training_attendance(training_id=training.id, staff_id=frame.staff))
        make.put_into(training, "archived")
        make.make_attachment(training)
        for state in ("draft", "proposed", "confirmed", "declined"):
            for typist in ("clerk", "committee", None):
                correction = make.make_correction(training, "organiser", f"县政协 {state} {typist}")
                if typist is not None:
                    typed_by(correction, people[typist])
                if state != "draft":
                    with pen(db.session, correction, "derive"):
                        correction.state, correction.submitted_by_id = state, correction.created_by_id
                if state == "proposed" and typist is None:
                    correction.hands = f",{people['chair'].account_id},"
                    db.session.flush()
    trash(make.make_correction(trainings[frame.own], "organiser", "市政协"))
    planned = make.make_training(committee_id=frame.own)
    make.make_attachment(planned)
    make.make_attachment(make.make_training_attendance(training_id=planned.id, staff_id=frame.staff))
    trash(make.make_attachment(planned))
    make.make_attachment(make.make_training(committee_id=frame.other))
