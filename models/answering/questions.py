"""The lists that are asked for every week: which handlings somebody must look after, as conditions of a list."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, exists

from models.registry import record_type


def no_contact_yet(row: Any) -> ColumnElement[bool]:
    """Return the condition that a unit which is to answer has not contacted the proposer."""
    contact: Any = record_type("contact_record")
    spoken = exists().where(contact.handling_id == row.id, contact.trashed_at.is_(None))
    return and_(
        row.role != "joint", row.state.in_(("handling", "extension_asked", "answer_returned")), ~spoken
    )


def feedback_missing(row: Any) -> ColumnElement[bool]:
    """Return the condition that a proposer has been silent about an answer whose case is open."""
    return and_(row.feedback == "missing", row.state.in_(("answered", "face_to_face")))


def not_satisfied(row: Any) -> ColumnElement[bool]:
    """Return the condition that a proposer is not satisfied and nothing has been asked of the unit yet."""
    return and_(row.feedback == "not", row.state.in_(("answered", "face_to_face")))


def to_follow_up(row: Any) -> ColumnElement[bool]:
    """Return the condition that a closed case is to be followed up and is not yet."""
    return and_(row.follow_up.is_(True), row.state == "closed")
