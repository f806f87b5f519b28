"""The points table of a year (积分汇总表): each member with what counts of each group, total, grade by it, and rank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from flask import abort, render_template
from flask_admin import expose
from sqlalchemy import select

from models.access import current_actor
from models.base import db
from models.duty.account import ZERO, Account, accounts_of
from models.duty.grades import Grades
from models.duty.periods import period_of
from models.marks import N_
from models.registry import record_type
from models.workflow import Workflow
from panel.exporter import KINDS, file_answer, tell_exported
from panel.language import translate
from panel.listing.labels import labels
from panel.points.asking import asked_year, may_compute, require_everybody, sees_everybody, year_tabs
from panel.points.words import number
from panel.states import drawn

TITLE = N_("Points of the year")
NO_GROUP = N_("Other items")
EXPLAINED = N_(
    "What counts under the caps of items and groups; the grade is the one to which the points come by the term's thresholds."
)
OF_GRADE = N_("%(grade)s: %(number)s members, %(percent)s%% of %(base)s")
HEADS = (
    N_("Rank"),
    N_("Member"),
    N_("Total"),
    N_("Grade by the points"),
    N_("Yearly assessment"),
    N_("Grade decided"),
)
ACTS = {"xlsx": N_("Excel (xlsx)"), "csv": N_("Text (csv)")}


class Row(NamedTuple):
    """One member in the table."""

    rank: int
    seat_id: int
    name: str
    groups: list[Decimal]
    points: Decimal
    grade: str
    assessment: Any
    decided: str


class TableRoutes:
    """Routes ``table/`` and ``table/<kind>/`` of the point entries."""

    @expose("/table/")
    def table_view(self: Any) -> str:
        """Show the table of ``?year=``."""
        require_everybody()
        year = asked_year()
        heads, rows = table_of(year)
        counted = Counter(row.grade for row in rows)
        base = len(rows)
        address = f"{self.url}/table/"
        page = {
            "title": translate(TITLE),
            "crumbs": self.crumbs(None, translate(TITLE)),
            "tabs": year_tabs(address, year),
            "explained": translate(EXPLAINED),
            "shares": [
                translate(OF_GRADE, grade=grade, number=counted[grade], percent=round(counted[grade] * 100 / base), base=base)
                for grade in Grades(year).labels
                if base
            ],
            "groups": heads,
            "rows": [self.drawn_row(row, year) for row in rows],
            "number": base,
            "acts": self.table_acts(year),
        }  # fmt: skip
        return render_template("points_table.html", page=page)

    def table_acts(self: Any, year: int) -> list[dict[str, Any]]:
        """Return the ways on: computing, trying rules, taking the table out."""
        found = []
        if may_compute(current_actor()):
            found.append(
                {"label": translate(N_("Compute the points")), "url": f"/panel/assessment/compute/?year={year}",
                 "method": "get", "kind": "primary"}
            )  # fmt: skip
        found.extend(
            {"label": translate(label), "url": f"{self.url}/table/{kind}/?year={year}", "method": "get"}
            for kind, label in ACTS.items()
        )
        return found

    def drawn_row(self: Any, row: Row, year: int) -> dict[str, Any]:
        """Return a row as the template takes it."""
        workflow: Workflow = record_type("assessment").workflow  # type: ignore[assignment]
        found = row.assessment
        return {
            "rank": row.rank,
            "name": row.name,
            "url": file_url(row.seat_id, year),
            "groups": [number(points) for points in row.groups],
            "points": number(row.points),
            "grade": row.grade,
            "state": drawn(workflow.state(found.state)) if found is not None else None,
            "assessment_url": f"/panel/assessment/details/?id={found.id}" if found is not None else None,
            "decided": row.decided,
        }

    @expose("/table/<kind>/")
    def table_file(self: Any, kind: str) -> Any:
        """Send the table as a file; that it was taken out stands in the history."""
        if kind not in KINDS:
            abort(404)
        require_everybody()
        year = asked_year()
        tell_exported(current_actor(), self.model.__tablename__, kind, name="points_table", year=year)
        heads, rows = table_of(year)
        workflow: Workflow = record_type("assessment").workflow  # type: ignore[assignment]

        def written() -> Iterator[list[Any]]:
            rank, member, total, *rest = (translate(head) for head in HEADS)
            yield [rank, member, *heads, total, *rest]
            for row in rows:
                state = translate(workflow.state(row.assessment.state).label) if row.assessment else ""
                yield [row.rank, row.name, *row.groups, row.points, row.grade, state, row.decided]

        return file_answer(written(), kind, f"{translate(TITLE)} {year}", f"points-{year}")


def table_of(scoring_year: int) -> tuple[list[str], list[Row]]:
    """Return the groups and the rows of a year, the most points first.

    The number of statements does not grow with the members.
    """
    accounts = accounts_of(scoring_year, gate="full")
    seats = {seat.id: seat for seat in _seats(scoring_year)}
    missing = accounts.keys() - seats.keys()
    seats |= {seat.id: seat for seat in _seats(None, missing)} if missing else {}
    group_ids = list(
        dict.fromkeys(group.group_id for account in accounts.values() for group in account.groups)
    )
    named = labels(record_type("code_item"), [n for n in group_ids if n is not None])
    heads = [named[n].text if n in named else translate(NO_GROUP) for n in group_ids]
    assessments = {row.seat_id: row for row in _assessments(scoring_year)}
    decided = labels(record_type("code_item"), [row.grade_id for row in assessments.values() if row.grade_id])
    grades = Grades(scoring_year)

    def points(seat_id: int) -> Decimal:
        return accounts[seat_id].points if seat_id in accounts else ZERO

    ordered = sorted(seats.values(), key=lambda seat: (-points(seat.id), seat.name_strokes, seat.id))
    rows: list[Row] = []
    for place, seat in enumerate(ordered, 1):
        own = points(seat.id)
        rank = rows[-1].rank if rows and rows[-1].points == own else place
        assessment = assessments.get(seat.id)
        grade_id = assessment.grade_id if assessment is not None else None
        rows.append(
            Row(rank, seat.id, seat.name, _of_groups(accounts.get(seat.id), group_ids), own, grades.of(own).label,
                assessment, decided[grade_id].text if grade_id in decided else "")
        )  # fmt: skip
    return heads, rows


def _of_groups(account: Account | None, group_ids: list[int | None]) -> list[Decimal]:
    sums = {group.group_id: group.points for group in account.groups} if account is not None else {}
    return [sums.get(number, ZERO) for number in group_ids]


def _seats(scoring_year: int | None, ids: Any = ()) -> list[Any]:
    """Return the seats that were held in a scoring year, or those with the ids, as far as the actor reads them."""
    cls: Any = record_type("seat")
    statement = select(cls.id, cls.name, cls.name_strokes)
    if scoring_year is None:
        return list(db.session.execute(statement.where(cls.id.in_(sorted(ids)))))
    since, until = period_of(scoring_year)
    return list(
        db.session.execute(
            statement.where(
                cls.state.not_in(("proposed", "checked")), cls.valid_from <= until,
                cls.left_on.is_(None) | (cls.left_on >= since),
            )
        )
    )  # fmt: skip


def _assessments(scoring_year: int) -> list[Any]:
    cls: Any = record_type("assessment")
    statement = select(cls.id, cls.seat_id, cls.state, cls.grade_id).where(cls.scoring_year == scoring_year)
    return list(db.session.execute(statement))


def file_url(seat_id: int, scoring_year: int) -> str:
    """Return the address of a member's file."""
    return f"/panel/seat/file/?id={seat_id}&year={scoring_year}"


def way_to_table() -> list[tuple[str, str, str]]:
    """Return the way to the table, as actions of a list are given; nothing for who does not read everybody's points."""
    return (
        [(translate(TITLE), "list", "/panel/point-entry/table/")] if sees_everybody(current_actor()) else []
    )
