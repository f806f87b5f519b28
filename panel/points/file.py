"""A member's file (履职档案): seat, points as a tree down to the records, what points do not say, attendance, deeds, assessment.

All of it passes the gate of whoever looks: what the reader may not read is not there, so nobody sees points of another here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from flask import render_template
from flask_admin import expose
from markupsafe import Markup
from sqlalchemy import select

from models.access import can, current_actor
from models.base import db
from models.duty.account import Account, account_of
from models.duty.grades import Grades
from models.duty.periods import period_of
from models.duty.quality import Share, quality_of
from models.duty.sources import deeds_of
from models.marks import N_
from models.polymorphic import parent_types
from models.presence import share_on, standing
from models.registry import record_type
from panel.language import format_day, translate
from panel.listing.labels import labels
from panel.points.asking import asked_year, sees_everybody, year_tabs
from panel.points.table import file_url
from panel.points.tree import tree_of
from panel.points.words import number
from panel.readable import readable
from panel.registry import view_of
from panel.states import badge

TITLE = N_("Duty file")
SHOWN = (
    "speech_oral", "speech_written", "study", "training_full", "training_part", "proposal_submitted", "opinion_reported",
    "consultation", "field_study", "visit", "suggestion", "contribution",
)  # fmt: skip
"""What the file lists of a member's year, beside the meetings."""
QUALITY_LABELS = {
    "trainings_attended": N_("Trainings attended"),
    "visits_made": N_("Visits made"),
    "contributions_confirmed": N_("Contributions confirmed"),
    "suggestions_taken_up": N_("Suggestions taken up"),
}
OUTCOME_LABELS = {"proposals": N_("Proposals accepted"), "opinions": N_("Opinion reports used")}
OF_BASE = N_("of %(base)s handed in, %(percent)s%%")
NONE_HANDED_IN = N_("none handed in")
BY_POINTS = N_("by the points: %(grade)s")
OTHER_SINCE = N_(
    "The assessment was proposed with %(then)s points; by the records of today there are %(now)s."
)
MISSED = ("absent", "leave")


class FileRoutes:
    """Route ``file/`` of the seats."""

    @expose("/file/")
    def file_view(self: Any) -> str:
        """Show the file of the seat in the address for ``?year=``."""
        seat = self.find(gate="any")
        year = asked_year()
        assessment = _assessment(seat.id, year)
        account = account_of(seat.id, year, gate="full") if _sees_points(seat) else None
        page = {
            "title": f"{seat.name} {translate(TITLE)}",
            "crumbs": self.crumbs(seat, translate(TITLE)),
            "state": badge(seat),
            "tabs": year_tabs(f"{self.url}/file/", year, id=seat.id),
            "facts": self.seat_facts(seat),
            "figures": _figures(seat, year, account) if account is not None else [],
            "tree": tree_of(account) if account is not None else None,
            "notes": _notes(assessment, account),
            "attendance": _attendance(seat.id, year),
            "done": _done(seat.id, year),
            "assessment": _drawn_assessment(assessment),
            "write": _way_to_statement(seat, year) if assessment is None else None,
            "table": (translate(N_("Points of the year")), f"/panel/point-entry/table/?year={year}")
            if sees_everybody(current_actor())
            else None,
        }
        return render_template("member_file.html", page=page)

    def seat_facts(self: Any, seat: Any) -> list[dict[str, Any]]:
        """Return who the seat is: the person, term, from when until when, and what the member is assigned to today."""
        cls: Any = record_type("seat_assignment")
        today = cls.valid_until.is_(None)
        rows = db.session.scalars(select(cls).where(cls.seat_id == seat.id, today).order_by(cls.id))
        view = view_of(cls)
        named = [
            view.value_text(row, name) for row in rows for name in _BODIES if getattr(row, name) is not None
        ]
        facts = [{"label": self.label_of(name), "value": self.value_text(seat, name)} for name in _OF_SEAT]
        return [*facts, {"label": view.plural_of(), "value": _joined(named), "wide": True}]


_BODIES = ("sector_id", "committee_id", "member_group_id", "post")
_OF_SEAT = ("member_id", "term_id", "seat_number", "valid_from", "left_on")


def _joined(parts: Iterable[Any]) -> Any:
    return Markup("，").join(parts)


def _sees_points(seat: Any) -> bool:
    """Return whether the actor reads the points of this seat: asked of a line of it, whether there is one or not."""
    entry = record_type("point_entry")(organization_id=seat.organization_id, seat_id=seat.id)
    return bool(can(current_actor(), "read", entry))


def _figures(seat: Any, year: int, account: Account) -> list[dict[str, Any]]:
    """Return the points, and beside them what they do not say."""
    definition = ""
    if sees_everybody(current_actor()):
        definition = translate(BY_POINTS, grade=Grades(year).of(account.points).label)
    found = [
        {
            "label": translate(N_("Points")),
            "number": number(account.points),
            "definition": definition,
            "url": "#why",
        }
    ]
    quality = quality_of(seat.id, year)
    for name, share in quality.outcomes.items():
        found.append(
            {"label": translate(OUTCOME_LABELS[name]), "number": str(share.part), "definition": _of_base(share), "url": "#done"}
        )  # fmt: skip
    for name, counted in quality.indicators.items():
        found.append({"label": translate(QUALITY_LABELS[name]), "number": str(counted), "url": "#done"})
    return found


def _of_base(share: Share) -> str:
    if not share.base:
        return translate(NONE_HANDED_IN)
    return translate(OF_BASE, base=share.base, percent=round(share.part * 100 / share.base))


def _notes(assessment: Any, account: Account | None) -> list[tuple[str, str]]:
    """Return what there is to say when the points changed since the grade was proposed."""
    if (
        assessment is None
        or assessment.points is None
        or account is None
        or assessment.points == account.points
    ):
        return []
    words = translate(OTHER_SINCE, then=number(assessment.points), now=number(account.points))
    return [(words, "warn")]


def _assessment(seat_id: int, year: int) -> Any:
    cls: Any = record_type("assessment")
    return db.session.scalar(select(cls).where(cls.seat_id == seat_id, cls.scoring_year == year))


def _drawn_assessment(assessment: Any) -> dict[str, Any] | None:
    if assessment is None:
        return None
    view = view_of(type(assessment))
    return {
        "url": view.url_for_details(assessment.id),
        "state": badge(assessment),
        "turn": view.turn_of(assessment),
        "sections": [
            {
                "title": section["title"],
                "rows": [row for row in section["rows"] if row["value"] not in (None, "")],
            }
            for section in view.fact_sections(assessment)
        ],
    }


def _way_to_statement(seat: Any, year: int) -> tuple[str, str] | None:
    """Return the way to begin the assessment, for who may make one for this seat."""
    cls = record_type("assessment")
    probe = cls(
        organization_id=seat.organization_id, seat_id=seat.id, member_id=seat.member_id, scoring_year=year
    )
    if not can(current_actor(), "create", probe):
        return None
    return translate(
        N_("Write the own statement")
    ), f"/panel/assessment/new/?seat_id={seat.id}&scoring_year={year}"


def _attendance(seat_id: int, year: int) -> list[dict[str, Any]]:
    """Return for each kind of meeting of the year how many were required and attended, and which were missed."""
    since, until = period_of(year)
    cls: Any = record_type("attendance")
    meeting: Any = record_type("meeting")
    statement = (
        select(meeting.id, meeting.name, meeting.kind, meeting.fact_date, cls.attendance)
        .join(meeting, meeting.id == cls.meeting_id)
        .where(cls.seat_id == seat_id, meeting.fact_date.between(since, until), meeting.state != "planned")
        .order_by(meeting.fact_date, meeting.id)
    )
    marks: dict[int, Counter[str]] = defaultdict(Counter)
    meetings: dict[int, Any] = {}
    for row in db.session.execute(statement):
        meetings[row.id] = row
        marks[row.id][row.attendance] += 1
    shares = {day: share_on(day) for day in {row.fact_date for row in meetings.values()}}
    kinds: dict[str, list[tuple[Any, str]]] = defaultdict(list)
    for number_, row in meetings.items():
        kinds[row.kind].append((row, standing(marks[number_], shares[row.fact_date])))
    words = {choice.value: translate(choice.label) for choice in meeting.__table__.c.kind.info["choices"]}
    found = []
    for kind in (kind for kind in words if kind in kinds):
        counted = Counter(came_to for _row, came_to in kinds[kind])
        found.append(
            {
                "kind": words[kind],
                "required": sum(counted[name] for name in ("present", "leave", "absent")),
                "present": counted["present"],
                "leave": counted["leave"],
                "absent": counted["absent"],
                "missed": [
                    (row.name, f"/panel/meeting/details/?id={row.id}") for row, came_to in kinds[kind] if came_to in MISSED
                ],
            }
        )  # fmt: skip
    return found


def _done(seat_id: int, year: int) -> list[dict[str, Any]]:
    """Return what the member did by kind of record, the rows that the actor reads, each as a link."""
    since, until = period_of(year)
    by_table: dict[str, dict[int, Any]] = defaultdict(dict)
    for deeds in deeds_of(since, until, SHOWN, seat_id=seat_id).values():
        for deed in deeds:
            by_table[deed.table][deed.record_id] = deed.day
    types = parent_types()
    opens = readable({types[table]: rows for table, rows in by_table.items()})
    found = []
    for table in (table for table in types if table in by_table):
        rows = {n: day for n, day in by_table[table].items() if (table, n) in opens}
        if not rows:
            continue
        view, named = view_of(types[table]), labels(types[table], rows)
        found.append(
            {
                "title": view.plural_of(),
                "rows": [
                    (
                        format_day(day),
                        named[n].text if n in named else view.title_of(),
                        view.url_for_details(n),
                    )
                    for n, day in sorted(rows.items(), key=lambda one: (one[1], one[0]))
                ],
            }
        )
    return found


def way_to_file(seat_id: int | None, year: int) -> list[dict[str, Any]]:
    """Return the way to the file of a seat, as an act of a record is given."""
    if seat_id is None:
        return []
    return [{"label": translate(TITLE), "method": "get", "url": file_url(seat_id, year)}]


def seat_of_member(member_id: int) -> int | None:
    """Return the latest seat of a person that the actor reads."""
    cls: Any = record_type("seat")
    statement = select(cls.id).where(cls.member_id == member_id).order_by(cls.term_id.desc(), cls.id.desc())
    return db.session.scalar(statement.limit(1))
