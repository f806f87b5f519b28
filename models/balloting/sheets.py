"""The tellers' sheets: two people count, each for themself, and see each other's numbers only when both have handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.access import Refused, current_actor
from models.balloting.issuing import NOT_OPEN
from models.balloting.paper import Paper, paper_of
from models.base import db
from models.marks import N_
from models.registry import record_type
from models.transitions import add_derived
from models.writing import pen

NOT_TELLER = N_("Only the two tellers named on the round enter and close its count, each in person.")
_NOT_ON_PAPER = N_("This number belongs to no line of the ballot; please open the sheet again.")
_BELOW_ZERO = N_("A number of ballots is not below zero; please check it.")
_TOO_MANY = N_("“%(subject)s” has %(sum)s marks on %(most)s ballots; please count again.")
_HEAD_NEEDED = N_("Please fill in how many are present, and how many ballots were issued and returned.")
_PRESENT_NEEDED = N_("Please fill in how many are present.")

HEAD = ("present", "issued", "returned", "invalid")


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One place where the two sheets differ. ``field`` names a number of the head; else subject and option say which line."""

    first: int | None
    second: int | None
    field: str = ""
    subject_id: int | None = None
    option_id: int | None = None


def teller_round(round_id: int) -> Any:
    """Return the open round, locked, for one of its tellers in person.

    :raises Refused: for everybody else, and when the round is not open.
    """
    actor = current_actor()
    cls: Any = record_type("evaluation_round")
    statement = select(cls).where(cls.id == round_id, cls.trashed_at.is_(None)).with_for_update(of=cls)
    round_ = db.session.scalar(statement, execution_options={"populate_existing": True, "gate": "label"})
    if (
        round_ is None
        or actor.account_id is None
        or actor.on_behalf is not None
        or actor.account_id not in (round_.teller1_id, round_.teller2_id)
    ):
        raise Refused(NOT_TELLER)
    if round_.state != "open":
        raise Refused(NOT_OPEN)
    return round_


def save_sheet(
    round_id: int, numbers: Mapping[tuple[int, int], int] | None = None, **head: int | None
) -> None:
    """Keep what the teller who acts has counted so far; the caller commits. A sheet handed in before is taken back by it.

    :param numbers: (subject, option) -> ballots, for ballots on paper; a pair left out counts 0.
    :param head: ``present``, ``issued``, ``returned``, ``invalid``.
    :raises Refused: unless the actor is a teller of the round, which is open, and the numbers are possible.
    """
    round_ = teller_round(round_id)
    sheet = own_sheet(round_)
    with pen(db.session, sheet, "derive"):
        for name in HEAD:
            if name in head:
                setattr(sheet, name, head[name])
        sheet.handed_in_at = None
    if numbers is not None:
        paper = paper_of(round_.id)
        _check(paper, numbers, (sheet.returned or 0) - (sheet.invalid or 0))
        _keep(sheet, paper, numbers)


def own_sheet(round_: Any) -> Any:
    """Return the sheet of the teller who acts, a new one when there is none yet."""
    found = next(
        (sheet for sheet in sheets_of(round_.id) if sheet.account_id == current_actor().account_id), None
    )
    if found is None:
        found = record_type("teller_sheet")(
            organization_id=round_.organization_id, round_id=round_.id, account_id=current_actor().account_id
        )
        add_derived([found])
    return found


def sheets_of(round_id: int) -> list[Any]:
    """Return the sheets of the round, for the count itself: no right is asked here."""
    sheet: Any = record_type("teller_sheet")
    statement = select(sheet).where(sheet.round_id == round_id).order_by(sheet.id)
    return list(db.session.scalars(statement, execution_options={"gate": "label", "populate_existing": True}))


def numbers_of(sheet: Any) -> dict[tuple[int, int], int]:
    """Return the numbers of a sheet by subject and option."""
    return {(row.subject_id, row.option_id): row.number for row in _rows(sheet)}


def _rows(sheet: Any) -> list[Any]:
    number: Any = record_type("teller_count")
    return list(
        db.session.scalars(
            select(number).where(number.sheet_id == sheet.id), execution_options={"gate": "label"}
        )
    )


def complete(round_: Any, sheet: Any) -> None:
    """Check that a sheet says everything that the way of casting asks for.

    :raises Refused: when something is missing.
    """
    if round_.casts_by("paper"):
        if None in (sheet.present, sheet.issued, sheet.returned) or not _rows(sheet):
            raise Refused(_HEAD_NEEDED)
    elif round_.casts_by("slips") and sheet.present is None:
        raise Refused(_PRESENT_NEEDED)


def mismatches(round_: Any, sheets: list[Any]) -> list[Mismatch]:
    """Return where the two sheets differ, the first teller's number first."""
    first, second = sorted(sheets, key=lambda sheet: sheet.account_id != round_.teller1_id)
    found = [
        Mismatch(getattr(first, name) or 0, getattr(second, name) or 0, field=name)
        for name in HEAD
        if (getattr(first, name) or 0) != (getattr(second, name) or 0)
    ]
    ones, twos = numbers_of(first), numbers_of(second)
    for subject, option in sorted(ones.keys() | twos.keys()):
        one, two = ones.get((subject, option), 0), twos.get((subject, option), 0)
        if one != two:
            found.append(Mismatch(one, two, subject_id=subject, option_id=option))
    return found


def _check(paper: Paper, numbers: Mapping[tuple[int, int], int], most: int) -> None:
    lines = {line.id: line for line in paper.lines}
    options = {number for number, _label in paper.options}
    sums = dict.fromkeys(lines, 0)
    for (subject, option), number in numbers.items():
        if subject not in lines or option not in options:
            raise Refused(_NOT_ON_PAPER)
        if number < 0:
            raise Refused(_BELOW_ZERO)
        sums[subject] += number
    for subject, total in sums.items():
        if total > most:
            raise Refused(_TOO_MANY, subject=lines[subject].name, sum=total, most=most)


def _keep(sheet: Any, paper: Paper, numbers: Mapping[tuple[int, int], int]) -> None:
    there = {(row.subject_id, row.option_id): row for row in _rows(sheet)}
    fresh = []
    for line in paper.lines:
        for option, _label in paper.options:
            number = numbers.get((line.id, option), 0)
            row = there.get((line.id, option))
            if row is None:
                fresh.append(
                    record_type("teller_count")(
                        organization_id=sheet.organization_id,
                        sheet_id=sheet.id,
                        subject_id=line.id,
                        option_id=option,
                        number=number,
                    )
                )
            elif row.number != number:
                with pen(db.session, row, "derive"):
                    row.number = number
    add_derived(fresh)
