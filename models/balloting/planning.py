"""The plan of a round: who evaluates what, by which scale; and freezing it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models import clock
from models.access import current_actor, require
from models.base import db
from models.lookups import columns_of, rows_where
from models.registry import record_type
from models.serving import SERVING_COLUMNS, serves_on
from models.writing import pen

FIGURES_FROM = 5
"""Ballots under which no figure is shown, where no term says otherwise."""

_OPTION_COLUMNS = ("rank", "code", "label", "weight", "scored", "valid", "favourable")


def take_in_projects(round_: Any) -> int:
    """Add every running, reported or evaluated project of the round's year as a subject, in the order of the list.

    :returns: how many were added; those that were there already, and those without a lead department, are left out.
    """
    require(current_actor(), "update", round_)
    project: Any = record_type("livelihood_project")
    subject: Any = record_type("evaluation_round_subject")
    there = {
        row.project_id
        for row in rows_where("evaluation_round_subject", "project_id", where={"round_id": round_.id})
    }
    found = db.session.execute(
        select(project.id)
        .where(
            project.year == round_.year, project.state != "listed", project.lead_department_id.is_not(None)
        )
        .order_by(project.level, project.number_key, project.id)
    )
    added = [row.id for row in found if row.id not in there]
    for rank, number in enumerate(added, start=len(there) + 1):
        db.session.add(subject(round_id=round_.id, project_id=number, rank=rank))
    db.session.flush()
    return len(added)


def take_in_members(round_: Any) -> int:
    """Add every seat that is served today as an evaluator.

    :returns: how many were added; those that were there already are left out.
    """
    require(current_actor(), "update", round_)
    seat: Any = record_type("seat")
    evaluator: Any = record_type("evaluation_round_evaluator")
    there = {
        row.seat_id
        for row in rows_where("evaluation_round_evaluator", "seat_id", where={"round_id": round_.id})
    }
    today = clock.business_today()
    seats = db.session.execute(
        select(seat.id, *(getattr(seat, name) for name in SERVING_COLUMNS)).order_by(seat.id)
    )
    added = [row.id for row in seats if row.id not in there and serves_on(row, today)]
    db.session.add_all(evaluator(round_id=round_.id, seat_id=number) for number in added)
    db.session.flush()
    return len(added)


def freeze_scale(round_: Any) -> None:
    """Copy the scale, its options and the term's smallest number of ballots into the round; the caller holds the round's pen.

    Done at each submission of the plan, so what the meeting approves and the seal covers is the scale as it was submitted.
    """
    scale = columns_of(
        "scale",
        round_.scale_id,
        "computation",
        "quorum_parts",
        "quorum_of",
        "quorum_exceeded",
        "valid_parts",
        "valid_of",
    )
    assert scale is not None
    for name, value in scale._mapping.items():
        setattr(round_, name, value)
    term = columns_of("term", round_.term_id, "ballots_shown_from")
    round_.shown_from = term.ballots_shown_from if term is not None else FIGURES_FROM
    _copy_options(round_)


def _copy_options(round_: Any) -> None:
    option: Any = record_type("evaluation_round_option")
    rows = db.session.scalars(
        select(option).where(option.round_id == round_.id), execution_options={"gate": "label"}
    )
    there = {row.code: row for row in rows}
    wanted = {
        row.code: row
        for row in rows_where("scale_option", *_OPTION_COLUMNS, where={"scale_id": round_.scale_id})
    }
    for code, row in wanted.items():
        copy = there.get(code) or option(organization_id=round_.organization_id, round_id=round_.id)
        db.session.add(copy)
        with pen(db.session, copy, "derive"):
            copy.trashed_at = None
            for name in _OPTION_COLUMNS:
                setattr(copy, name, getattr(row, name))
    for code, copy in there.items():
        if code not in wanted:
            # A scale exchanged after a return: the old option leaves the ballot.
            with pen(db.session, copy, "trash"):
                copy.trashed_at = clock.now()
