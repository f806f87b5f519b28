"""Valid rows for the tests: ``make_<type>(**over)`` adds a row to the session of whoever acts and flushes it.

Every function fills in what a row cannot do without, asks for what it belongs to with ``a_<type>()`` (the first there is, or a
new one), and takes any column by name. Names carry a running number, so that two rows never collide.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import select

from models.base import Record, db
from models.learning.training import Training
from models.learning.training_attendance import TrainingAttendance
from models.office.attachment import Attachment
from models.office.code_item import CodeItem
from models.office.correction import Correction
from models.office.department import Department
from models.office.meeting import Meeting
from models.office.meeting_decision import MeetingDecision
from models.office.member_group import MemberGroup
from models.office.organization import Organization
from models.office.place import Place
from models.office.scale import Scale
from models.office.scale_option import ScaleOption
from models.office.sector import Sector
from models.office.special_committee import SpecialCommittee
from models.office.term import Term
from models.office.working_area import WorkingArea
from models.people.member import Member
from models.people.seat import Seat
from models.people.seat_assignment import SeatAssignment
from models.people.staff import Staff
from models.writing import pen

Row = TypeVar("Row", bound=Record)

TERM_STARTS = date(2016, 12, 1)
TERM_ENDS = date(2021, 11, 30)

_FOUR_OPTIONS = (
    ("satisfied", "满意", 100, True),
    ("basically", "基本满意", 70, True),
    ("not", "不满意", 30, True),
    ("unknown", "不了解", None, False),
)

_numbers = count(1)


def make(cls: type[Row], **values: Any) -> Row:
    """Add a row of any type with these values and flush it."""
    row = cls(**values)
    db.session.add(row)
    db.session.flush()
    return row


def put_into(row: Row, state: str, **columns: Any) -> Row:
    """Put a row into a state without the steps that lead there, for tests that begin in the middle."""
    with pen(db.session, row, "derive"):
        for name, value in {"state": state, **columns}.items():
            setattr(row, name, value)
    return row


def first_of(cls: type[Row]) -> Row | None:
    """Return the first row of a type that the actor can read."""
    return db.session.scalars(select(cls).order_by(cls.id).limit(1)).first()


# Office


def make_organization(**over: Any) -> Organization:
    """Make an organization of its own, beside the one that acts."""
    number = next(_numbers)
    return make(
        Organization,
        **{"name": f"政协第{number}县委员会", "short_name": f"{number}县", "level": "county"} | over,
    )


def make_term(**over: Any) -> Term:
    """Make a term: the tenth, from December 2016 for five years."""
    values = {"number": 10, "name": "第十届", "valid_from": TERM_STARTS, "valid_until": TERM_ENDS}
    return make(Term, **values | over)


def a_term() -> Term:
    """Return a term."""
    return first_of(Term) or make_term()


def make_sector(**over: Any) -> Sector:
    """Make a sector."""
    return make(Sector, **{"name": f"第{next(_numbers)}界别", "kind": "circle"} | over)


def make_special_committee(**over: Any) -> SpecialCommittee:
    """Make a special committee."""
    number = next(_numbers)
    return make(SpecialCommittee, **{"name": f"第{number}委员会", "short_name": f"{number}委"} | over)


def a_special_committee() -> SpecialCommittee:
    """Return a special committee."""
    return first_of(SpecialCommittee) or make_special_committee()


def make_member_group(**over: Any) -> MemberGroup:
    """Make a group of members."""
    return make(MemberGroup, **{"name": f"第{next(_numbers)}小组"} | over)


def make_working_area(**over: Any) -> WorkingArea:
    """Make a working area, by default of the seats."""
    return make(WorkingArea, **{"name": f"归口{next(_numbers)}", "record_kind": "seat"} | over)


def make_department(**over: Any) -> Department:
    """Make a unit of the government."""
    return make(Department, **{"name": f"县第{next(_numbers)}局", "kind": "government"} | over)


def a_department() -> Department:
    """Return a unit."""
    return first_of(Department) or make_department()


def make_place(**over: Any) -> Place:
    """Make a village."""
    number = next(_numbers)
    return make(Place, **{"name": f"第{number}村", "code": f"511623{number:06d}", "level": "village"} | over)


def make_meeting(*, state: str = "held", **over: Any) -> Meeting:
    """Make a meeting, by default one of the standing committee that was held."""
    number = next(_numbers)
    values = {
        "name": f"第{number}次常委会会议",
        "kind": "standing_committee",
        "place": "县政协会议室",
        "starts_at": datetime(2020, 3, 20, 1, 0, tzinfo=UTC),
    }
    meeting = make(Meeting, **values | over)
    return meeting if state == "planned" else put_into(meeting, state)


def make_meeting_decision(*, kind: str = "standing_committee", **over: Any) -> MeetingDecision:
    """Make an item that a meeting of a kind decided."""
    meeting_id = over.pop("meeting_id", None) or make_meeting(kind=kind).id
    number = next(_numbers)
    values = {
        "meeting_id": meeting_id,
        "item_number": number,
        "subject": f"议题{number}",
        "content": "会议同意。",
    }
    return make(MeetingDecision, **values | over)


def make_attachment(record: Record, **over: Any) -> Attachment:
    """Make the row of a file that belongs to ``record``; no file lies behind it."""
    name = over.get("name", f"附件{next(_numbers)}.pdf")
    values = {
        "record_table": record.__tablename__,
        "record_id": record.id,
        "name": name,
        "not_classified": True,
        "media_type": "application/pdf",
        "size": 1024,
        "sha256": sha256(name.encode()).hexdigest(),
    }
    return make(Attachment, **values | over)


def make_code_item(**over: Any) -> CodeItem:
    """Make a code, by default one of the results of a training."""
    number = next(_numbers)
    return make(
        CodeItem, **{"table_name": "training_result", "code": f"c{number}", "label": f"结果{number}"} | over
    )


def make_scale(**over: Any) -> Scale:
    """Make a scale without options."""
    return make(Scale, **{"name": f"评议等次{next(_numbers)}"} | over)


def make_scale_option(**over: Any) -> ScaleOption:
    """Make an option, by default "satisfied" of a new scale."""
    scale_id = over.pop("scale_id", None) or make_scale().id
    values = {
        "scale_id": scale_id,
        "code": "satisfied",
        "label": "满意",
        "weight": Decimal(100),
        "favourable": True,
    }
    return make(ScaleOption, **values | over)


def make_full_scale(**over: Any) -> Scale:
    """Make a scale with the four options that most offices use."""
    scale = make_scale(**over)
    for rank, (code, label, weight, scored) in enumerate(_FOUR_OPTIONS):
        favourable = code in ("satisfied", "basically")
        values = {"code": code, "label": label, "rank": rank, "scored": scored, "favourable": favourable}
        make_scale_option(scale_id=scale.id, weight=None if weight is None else Decimal(weight), **values)
    return scale


def make_correction(record: Record, field: str, new_text: str | None, **over: Any) -> Correction:
    """Make the draft of a correction of one field of ``record``."""
    values = {
        "record_table": record.__tablename__,
        "record_id": record.id,
        "field": field,
        "new_text": new_text,
    }
    return make(Correction, **values | {"reason": "录入时看错一行。"} | over)


# People


def make_member(**over: Any) -> Member:
    """Make a person."""
    return make(Member, **{"name": f"王第{next(_numbers)}"} | over)


def make_seat(*, state: str = "serving", **over: Any) -> Seat:
    """Make a seat of a new person, by default one who serves since the term began."""
    values: dict[str, Any] = {
        "valid_from": TERM_STARTS,
        "document_number": f"邻协〔2016〕{next(_numbers)}号",
        "seat_number": str(next(_numbers)),
    }
    member_id = over.pop("member_id", None) or make_member().id
    term_id = over.pop("term_id", None) or a_term().id
    seat = make(Seat, member_id=member_id, term_id=term_id, **values | over)
    if state in ("proposed", "checked"):
        return seat if state == "proposed" else put_into(seat, state)
    ending: dict[str, Any] = {}
    if state == "left":
        ending = {
            "left_on": over.get("left_on", TERM_ENDS),
            "left_reason": over.get("left_reason", "term_ended"),
        }
    return put_into(seat, state, decision_id=make_meeting_decision().id, **ending)


def make_seat_assignment(**over: Any) -> SeatAssignment:
    """Make an assignment, by default of a new seat to a new sector."""
    seat_id = over.pop("seat_id", None) or make_seat().id
    decided_at_id = over.pop("decided_at_id", None) or make_meeting_decision().id
    values = {"seat_id": seat_id, "kind": "sector", "valid_from": TERM_STARTS, "decided_at_id": decided_at_id}
    if over.get("kind", "sector") == "sector" and "sector_id" not in over:
        values["sector_id"] = make_sector().id
    return make(SeatAssignment, **values | {"document_number": f"邻协发〔2016〕{next(_numbers)}号"} | over)


def make_staff(**over: Any) -> Staff:
    """Make somebody of the office."""
    return make(Staff, **{"name": f"李第{next(_numbers)}", "post": "办公室干部"} | over)


# Learning


def make_training(*, state: str = "planned", **over: Any) -> Training:
    """Make a training of the county: two days with twelve hours."""
    values = {
        "name": f"第{next(_numbers)}期委员培训班",
        "kind": "county_course",
        "place": "县委党校",
        "starts_on": date(2020, 5, 11),
        "ends_on": date(2020, 5, 12),
        "hours": Decimal(12),
    }
    training = make(Training, **values | over)
    return training if state == "planned" else put_into(training, state)


def make_training_attendance(**over: Any) -> TrainingAttendance:
    """Make an attendance, by default of a new serving member at a new training."""
    training_id = over.pop("training_id", None) or make_training().id
    if not over.keys() & {"seat_id", "staff_id", "guest_name"}:
        over["seat_id"] = make_seat().id
    return make(TrainingAttendance, training_id=training_id, **over)
