"""What goes out in one hand-over: the rows of the units, made from what the review decided; and a takeover by a successor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import select

from models.access import current_actor, require
from models.base import db
from models.lookups import any_row, columns_of, rows_where, title_of
from models.marks import N_
from models.problems import Problem
from models.registry import record_type
from models.transitions import add_derived, compute
from models.writing import pen

OPEN = (
    "handed_over", "unit_change_asked", "handling", "extension_asked", "opinion_missing", "answer_in_check", "answer_returned",
    "checked",
)  # fmt: skip
"""States in which something is still awaited from a unit: these rows pass to its successor."""
WITHIN = {"gate": "label"}

_NOTHING = N_("Nothing stands on the list yet; please take the cases in first.")
_NO_OPEN_CASE = N_("This unit has no open case; there is nothing to take over.")
_NO_OFFICE = N_("Please name the handing-over offices that hand over jointly.")
_MOVED_ON = N_("“%(case)s” cannot be handed over any more; please take it off the list.")
_OTHER_UNITS = N_(
    "The units of “%(case)s” were decided otherwise in the meantime; please take it off the list and in again."
)
_NO_LEAD = N_("“%(case)s” has neither a lead unit nor separate units; please decide on its units first.")


class Units(NamedTuple):
    """The units that the review decided for a case: unit -> role."""

    roles: dict[int, str]

    @property
    def complete(self) -> bool:
        """Return whether somebody answers: a lead unit, or units that answer separately."""
        return bool({"lead", "separate"} & set(self.roles.values()))


def units_of(proposal: Any) -> Units:
    """Return the units decided for a proposal (a row with ``id`` and ``lead_department_id``)."""
    found: dict[int, str] = {}
    for table, role in (("proposal_joint_unit", "joint"), ("proposal_separate_unit", "separate")):
        for row in rows_where(table, "department_id", where={"proposal_id": proposal.id}):
            found[row.department_id] = role
    if proposal.lead_department_id is not None:
        found[proposal.lead_department_id] = "lead"
    return Units(found)


def ready() -> list[Any]:
    """Return the numbered cases that stand on no hand-over list yet, in the order of their numbers."""
    proposal: Any = record_type("proposal")
    handling: Any = record_type("handling")
    listed = (
        select(handling.id).where(handling.proposal_id == proposal.id, handling.trashed_at.is_(None)).exists()
    )
    statement = (
        select(proposal.id, proposal.name, proposal.case_number, proposal.lead_department_id)
        .where(proposal.state == "numbered", proposal.trashed_at.is_(None), ~listed)
        .order_by(proposal.number_key, proposal.id)
    )
    return list(db.session.execute(statement))


class TakenIn(NamedTuple):
    """How many cases came onto a list, and what those are called that have no unit yet."""

    cases: int
    without_unit: list[str]


def take_in(handover: Any) -> TakenIn:
    """Put every numbered case that has its units onto the list of a batch."""
    require(current_actor(), "update", handover)
    handling: Any = record_type("handling")
    rows, left = [], []
    for case in ready():
        units = units_of(case)
        if not units.complete:
            left.append(f"{case.case_number} {case.name}")
            continue
        for department, role in units.roles.items():
            rows.append(
                handling(
                    organization_id=handover.organization_id,
                    proposal_id=case.id,
                    handover_id=handover.id,
                    department_id=department,
                    role=role,
                    fact_date=handover.handed_over_on,
                )
            )
    add_derived(rows)
    return TakenIn(len({row.proposal_id for row in rows}), left)


def _offices(handover: Any) -> list[Any]:
    named = {
        row.department_id
        for row in rows_where("handover_office", "department_id", where={"handover_id": handover.id})
    }
    return [
        row
        for row in rows_where("department", "id", "kind", "rank", where={"handing_over_office": True})
        if row.id in named
    ]


def side_of(department: int, offices: list[Any]) -> int | None:
    """Return the handing-over office that decides about a unit: the party's for party units, else the government's."""
    unit = columns_of("department", department, "kind")
    wanted = "party" if unit is not None and unit.kind == "party" else "government"
    found = next((office for office in offices if office.kind == wanted), offices[0] if offices else None)
    return None if found is None else int(found.id)


def listed(handover: Any, *states: str) -> list[Any]:
    """Return the rows of a batch, in the order of the case numbers."""
    handling: Any = record_type("handling")
    statement = (
        select(handling)
        .where(handling.handover_id == handover.id, handling.trashed_at.is_(None))
        .order_by(handling.case_number, handling.role, handling.id)
    )
    if states:
        statement = statement.where(handling.state.in_(states))
    return list(db.session.scalars(statement, execution_options=WITHIN))


def open_of(department_id: int) -> list[Any]:
    """Return what a unit has not done yet, locked until the end of the transaction."""
    handling: Any = record_type("handling")
    statement = (
        select(handling)
        .where(
            handling.department_id == department_id, handling.state.in_(OPEN), handling.trashed_at.is_(None)
        )
        .order_by(handling.id)
        .with_for_update(of=handling)
    )
    return list(db.session.scalars(statement, execution_options=WITHIN))


def problems_of(handover: Any) -> Iterator[Problem]:
    """Yield why a batch cannot be handed over as it stands."""
    if not any_row("handover_office", where={"handover_id": handover.id}):
        yield Problem("", _NO_OFFICE)
    if handover.kind == "takeover":
        if not open_of(handover.former_department_id):
            yield Problem("former_department_id", _NO_OPEN_CASE)
        return
    by_case: dict[int, dict[int, str]] = defaultdict(dict)
    for row in listed(handover, "planned"):
        by_case[row.proposal_id][row.department_id] = row.role
    if not by_case:
        yield Problem("", _NOTHING)
    for number, roles in by_case.items():
        case = columns_of("proposal", number, "id", "name", "state", "lead_department_id")
        if case is None or case.state != "numbered":
            yield Problem("", _MOVED_ON, {"case": title_of("proposal", number)})
            continue
        decided = units_of(case)
        if not decided.complete:
            yield Problem("", _NO_LEAD, {"case": case.name})
        elif decided.roles != roles:
            yield Problem("", _OTHER_UNITS, {"case": case.name})


def follow(handover: Any) -> None:
    """Carry out a hand-over: every row on the list goes to its unit, or what is open passes to the successor."""
    if handover.kind == "takeover":
        _take_over(handover)
        return
    proposal: Any = record_type("proposal")
    offices = _offices(handover)
    rows = listed(handover, "planned")
    for row in rows:
        side = side_of(row.department_id, offices)
        compute(row, "hand_over", handed_over_on=handover.handed_over_on, handing_over_office_id=side)
    statement = (
        select(proposal)
        .where(proposal.id.in_({row.proposal_id for row in rows}))
        .order_by(proposal.id)
        .with_for_update(of=proposal)
        .execution_options(populate_existing=True, **WITHIN)
    )
    for case in db.session.scalars(statement):
        compute(case, "hand_over")


def _take_over(handover: Any) -> None:
    """Pass what is open to the successor, promises too; what the old unit has answered keeps its name."""
    unit = columns_of("department", handover.former_department_id, "successor_id")
    assert unit is not None
    for row in open_of(handover.former_department_id):
        with pen(db.session, row, "derive"):
            row.former_department_id = row.department_id
            row.department_id = unit.successor_id
    commitment: Any = record_type("commitment")
    promised = (
        select(commitment)
        .where(
            commitment.department_id == handover.former_department_id,
            commitment.state.in_(("promised", "moved")),
        )
        .order_by(commitment.id)
    )
    for promise in db.session.scalars(promised, execution_options=WITHIN):
        with pen(db.session, promise, "derive"):
            promise.department_id = unit.successor_id
