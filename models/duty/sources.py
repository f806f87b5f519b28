"""What the records show of each member: one statement for each kind of record, whoever reads it.

Each reader yields (what is counted, deed) for the facts of a period; :data:`models.duty.deeds.SOURCES` names what is counted.
The rows are those of the organization of whoever acts, outside the recycle bin, whatever the person may read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from models.base import db
from models.duty.deeds import Deed
from models.presence import THERE, share_on, standing
from models.proposing.lifecycle import ACCEPTED
from models.registry import record_type
from models.serving import SERVING_COLUMNS, serves_on

Found = Iterator[tuple[str, Deed]]

_FAMILIES = {"plenary": "plenary", "standing_committee": "standing"}
_TOOK_PLACE = ("held", "recorded", "minuted", "archived")
_LATE = ("late", "left_early")
_USED = ("used", "edited", "in_issue", "sent_up", "handled")
_TOLD = ("told", "closed")
_COLLECTIVE = ("party", "peoples_organization", "sector", "group", "committee")


def deeds_of(
    since: date, until: date, wanted: Iterable[str], *, seat_id: int | None = None
) -> dict[str, list[Deed]]:
    """Return what members did in a period: source -> deeds in the order of their days.

    Args:
        since: first day.
        until: last day.
        wanted: the sources to be read.
        seat_id: only what this member did, or did with others.
    """
    names = set(wanted)
    found: dict[str, list[Deed]] = {name: [] for name in names}
    seats = Seats(seat_id)
    for prefixes, read in _READERS.items():
        if any(name.startswith(prefixes) for name in names):
            for name, deed in read(since, until, seats):
                if name in names and seat_id in (None, deed.seat_id):
                    found[name].append(deed)
    for deeds in found.values():
        deeds.sort(key=lambda deed: (deed.day, deed.record_id, deed.occasion, deed.seat_id))
    return found


class Seats:
    """The seats of the organization, or a single one: who served when, and which seat a person held on a day."""

    def __init__(self, only: int | None = None) -> None:
        self.only = only
        cls: Any = record_type("seat")
        columns = [cls.id, cls.member_id, *(getattr(cls, name) for name in SERVING_COLUMNS)]
        self.rows = _rows(
            select(*columns).where(cls.trashed_at.is_(None), *self.narrowed(cls.id)).order_by(cls.id)
        )
        self._of_member: dict[int, list[Any]] = defaultdict(list)
        for row in self.rows:
            self._of_member[row.member_id].append(row)

    def narrowed(self, *columns: Any) -> list[ColumnElement[bool]]:
        """Return the condition that one of the columns names the single seat; none for all of them."""
        return [or_(*(column == self.only for column in columns))] if self.only is not None else []

    def narrowed_to_members(self, column: Any) -> list[ColumnElement[bool]]:
        """Return the same for a column that names the person."""
        return [column.in_(list(self._of_member))] if self.only is not None else []

    def of(self, member_id: int | None, day: date) -> int | None:
        """Return the seat that a person held on a day."""
        held = self._of_member.get(member_id, ()) if member_id is not None else ()
        return next((seat.id for seat in held if serves_on(seat, day)), None)


def _rows(statement: Select[Any]) -> list[Any]:
    with db.session.no_autoflush:
        return list(db.session.execute(statement, execution_options={"gate": "label"}))


def _there(*types: Any) -> list[Any]:
    return [cls.trashed_at.is_(None) for cls in types]


def _everybody(since: date, until: date, seats: Seats) -> Found:
    for seat in seats.rows:
        if seat.valid_from is None or seat.state in ("proposed", "checked") or seat.valid_from > until:
            continue
        if seat.left_on is None or seat.left_on >= since:
            yield "everybody", Deed(seat.id, "seat", seat.id, max(since, seat.valid_from))


def _meetings(since: date, until: date, seats: Seats) -> Found:
    attendance: Any = record_type("attendance")
    meeting: Any = record_type("meeting")
    rows = _rows(
        select(
            attendance.seat_id, attendance.meeting_id, attendance.attendance, attendance.held_on, attendance.half,
            meeting.kind, meeting.fact_date,
        )
        .join(meeting, meeting.id == attendance.meeting_id)
        .where(
            attendance.seat_id.is_not(None), meeting.state.in_(_TOOK_PLACE), meeting.fact_date.between(since, until),
            *_there(attendance, meeting), *seats.narrowed(attendance.seat_id),
        )
    )  # fmt: skip
    sheets: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in rows:
        sheets[row.meeting_id, row.seat_id].append(row)
    shares = {day: share_on(day) for day in {row.fact_date for row in rows}}
    for (meeting_id, seat_id), sheet in sheets.items():
        family, day = _FAMILIES.get(sheet[0].kind, "other"), sheet[0].fact_date
        marks: dict[str, int] = defaultdict(int)
        for row in sheet:
            marks[row.attendance] += 1
            half = Deed(seat_id, "meeting", meeting_id, row.held_on, f"{row.held_on} {row.half}")
            if row.attendance in THERE:
                yield f"{family}_half", half
            if row.attendance in _LATE:
                yield f"{family}_late", half
        come_to = standing(marks, shares[day])
        whole = Deed(seat_id, "meeting", meeting_id, day)
        if come_to in ("present", "leave", "absent"):
            yield f"{family}_{come_to}", whole
        if come_to == "present" and not any(marks[mark] for mark in ("leave", "absent", *_LATE)):
            yield f"{family}_whole", whole


def _took_part(
    table: str, parent: str, states: tuple[str, ...], name: Callable[[Any], Iterable[str]], *columns: str
) -> Callable[[date, date, Seats], Found]:
    """Return the reader of a list of participants: each counts for the record that the list belongs to, on its day."""

    def read(since: date, until: date, seats: Seats) -> Found:
        row: Any = record_type(table)
        owner: Any = record_type(parent)
        link = getattr(row, row.parent)
        asked = [getattr(owner if hasattr(owner, column) else row, column) for column in columns]
        statement = (
            select(row.seat_id, owner.id, owner.fact_date, *asked)
            .join(owner, owner.id == link)
            .where(
                row.seat_id.is_not(None),
                owner.state.in_(states) if owner.workflow is not None else owner.fact_date.is_not(None),
                owner.fact_date.between(since, until),
                *_there(row, owner),
                *seats.narrowed(row.seat_id),
            )
        )
        for found in _rows(statement):
            for source in name(found):
                yield source, Deed(found.seat_id, parent, found.id, found.fact_date)

    return read


def _speeches(since: date, until: date, seats: Seats) -> Found:
    cls: Any = record_type("speech")
    meeting: Any = record_type("meeting")
    day = func.coalesce(cls.delivered_on, meeting.fact_date)
    statement = (
        select(cls.seat_id, cls.id, cls.form, cls.state, day.label("day"))
        .join(meeting, meeting.id == cls.meeting_id)
        .where(
            cls.seat_id.is_not(None), cls.state.in_(("chosen", "delivered")), day.between(since, until), *_there(cls),
            *seats.narrowed(cls.seat_id),
        )
    )  # fmt: skip
    for row in _rows(statement):
        if row.form == "written" or row.state == "delivered":
            yield f"speech_{row.form}", Deed(row.seat_id, "speech", row.id, row.day)


def _proposals(since: date, until: date, seats: Seats) -> Found:
    cls: Any = record_type("proposal")
    signer: Any = record_type("proposal_signer")
    signed: dict[int, list[int]] = defaultdict(list)
    with_others = select(signer.proposal_id).where(signer.seat_id == seats.only, signer.state == "signed")
    own = [or_(*seats.narrowed(cls.seat_id), cls.id.in_(with_others))] if seats.only is not None else []
    within = (cls.fact_date.between(since, until), *_there(cls), *own)
    joint = (
        select(signer.proposal_id, signer.seat_id)
        .join(cls, cls.id == signer.proposal_id)
        .where(signer.state == "signed", *within, *_there(signer))
        .order_by(signer.proposal_id, signer.rank, signer.id)
    )
    for row in _rows(joint):
        signed[row.proposal_id].append(row.seat_id)
    columns = (cls.id, cls.seat_id, cls.proposer_kind, cls.state, cls.key, cls.excellent, cls.fact_date)
    unfinished = ("draft", "countersigning", "returned", "withdrawn")
    for row in _rows(select(*columns).where(cls.state.not_in(unfinished), *within)):
        first = [row.seat_id] if row.seat_id is not None else []
        people = list(dict.fromkeys([*first, *signed[row.id]]))
        names = ["proposal_submitted"]
        names += ["proposal_accepted"] if row.state in ACCEPTED else []
        names += [f"proposal_{row.state}"] if row.state in ("merged", "to_opinion") else []
        names += [f"proposal_{mark}" for mark in ("key", "excellent") if getattr(row, mark)]
        for deed in _shared(people, "proposal", row.id, row.fact_date, row.proposer_kind in _COLLECTIVE):
            yield from ((name, deed) for name in names)


def _opinions(since: date, until: date, seats: Seats) -> Found:
    cls: Any = record_type("opinion_report")
    within = (cls.state != "draft", *_there(cls))
    columns = (cls.id, cls.state, cls.kept_reason, cls.reported_on)
    people = _contributors(seats)
    for row in _rows(select(*columns).where(cls.reported_on.between(since, until), *within)):
        kept = row.state == "kept" or (row.state in _TOLD and row.kept_reason)
        names = ["opinion_reported"]
        if row.state in _USED or (row.state in _TOLD and not kept):
            names.append("opinion_used")
        names += ["opinion_kept"] if kept else []
        for deed in _shared(people(row.id, row.reported_on), "opinion_report", row.id, row.reported_on):
            yield from ((name, deed) for name in names)
    yield from _adoptions(since, until, people)


def _adoptions(since: date, until: date, people: Callable[[int, date], list[int]]) -> Found:
    """Yield the uses by higher levels: of a report, or of an issue with what stood in it."""
    adoption: Any = record_type("adoption")
    item: Any = record_type("bulletin_item")
    report: Any = record_type("opinion_report")
    statement = (
        select(adoption.id, adoption.level, adoption.kind, adoption.adopted_on, report.id.label("report_id"), report.reported_on)
        .outerjoin(item, (item.bulletin_id == adoption.bulletin_id) & item.trashed_at.is_(None))
        .join(report, or_(report.id == adoption.opinion_report_id, report.id == item.opinion_report_id))
        .where(adoption.adopted_on.between(since, until), *_there(adoption, report))
        .order_by(adoption.id, report.id)
    )  # fmt: skip
    seen: set[tuple[int, int]] = set()
    for row in _rows(statement):
        names = [f"opinion_{row.level}"] if row.level != "county" else []
        names += ["opinion_instruction"] if row.kind == "instruction" else []
        for deed in _shared(people(row.report_id, row.reported_on), "adoption", row.id, row.adopted_on):
            if (row.id, deed.seat_id) not in seen:
                seen.add((row.id, deed.seat_id))
                yield from ((name, deed) for name in names)


def _contributors(seats: Seats) -> Callable[[int, date], list[int]]:
    """Return what tells the seats of who reported an item, the first one first."""
    cls: Any = record_type("opinion_report")
    joint: Any = record_type("opinion_report_contributor")
    members: dict[int, list[int]] = defaultdict(list)
    first = select(cls.id, cls.member_id).where(cls.member_id.is_not(None), *_there(cls))
    others = select(joint.opinion_report_id, joint.member_id).where(*_there(joint)).order_by(joint.id)
    for statement in (first, others):
        for report, member in _rows(statement):
            members[report].append(member)

    def people(report_id: int, day: date) -> list[int]:
        held = [seats.of(member, day) for member in members[report_id]]
        return list(dict.fromkeys(seat for seat in held if seat is not None))

    return people


def _shared(
    people: list[int], table: str, number: int, day: date, collective: bool = False
) -> Iterator[Deed]:
    for rank, seat in enumerate(people, 1):
        yield Deed(seat, table, number, day, rank=rank, people=len(people), collective=collective)


def _contributions(since: date, until: date, seats: Seats) -> Found:
    cls: Any = record_type("contribution")
    columns = (cls.id, cls.member_id, cls.kind, cls.level, cls.done_on)
    within = (cls.state == "confirmed", cls.done_on.between(since, until), *_there(cls))
    within += tuple(seats.narrowed_to_members(cls.member_id))
    for row in _rows(select(*columns).where(*within)):
        seat = seats.of(row.member_id, row.done_on)
        if seat is not None:
            deed = Deed(seat, "contribution", row.id, row.done_on)
            yield "contribution", deed
            yield f"contribution_{row.kind}", deed
            if row.kind == "honour":
                yield f"honour_{row.level or 'county'}", deed


def _suggestions(since: date, until: date, seats: Seats) -> Found:
    cls: Any = record_type("suggestion")
    columns = (cls.id, cls.member_id, cls.state, cls.made_on)
    within = (
        cls.member_id.is_not(None),
        cls.state.not_in(("draft", "duplicate")),
        cls.made_on.between(since, until),
        *_there(cls),
        *seats.narrowed_to_members(cls.member_id),
    )
    for row in _rows(select(*columns).where(*within)):
        seat = seats.of(row.member_id, row.made_on)
        if seat is not None:
            deed = Deed(seat, "suggestion", row.id, row.made_on)
            yield "suggestion", deed
            if row.state in ("taken_up", "partly"):
                yield "suggestion_taken_up", deed


def _training(row: Any) -> Iterator[str]:
    return (
        name
        for name, mark in (("training_full", "full"), ("training_part", "part"))
        if row.attendance == mark
    )


def _present(source: str) -> Callable[[Any], Iterator[str]]:
    return lambda row: iter((source,) if row.attendance == "present" else ())


_READERS: dict[tuple[str, ...], Callable[[date, date, Seats], Found]] = {
    ("everybody",): _everybody,
    ("plenary", "standing", "other"): _meetings,
    ("speech",): _speeches,
    ("study",): _took_part("study_attendance", "study_meeting", _TOOK_PLACE, _present("study"), "attendance"),
    ("training",): _took_part(
        "training_attendance", "training", _TOOK_PLACE, _training, "attendance"
    ),
    ("proposal",): _proposals,
    ("opinion",): _opinions,
    ("consultation",): _took_part(
        "consultation_participant", "consultation", _TOOK_PLACE, _present("consultation"), "attendance"
    ),
    ("field_study",): _took_part(
        "field_study_member", "field_study", ("done", "concluded"),
        lambda row: ("field_study", f"field_study_{row.kind}"), "kind",
    ),
    ("visit",): _took_part("visit_member", "visit", _TOOK_PLACE, lambda _row: ("visit",)),
    ("contribution", "honour"): _contributions,
    ("suggestion",): _suggestions,
}  # fmt: skip
"""How the names of the sources begin -> what reads them."""
