"""Which bodies hear a conveyed document, at which kinds of study meetings, and which of them have not heard it yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from models.access.actor import current_actor
from models.base import db
from models.fields import Choice
from models.marks import N_
from models.periods import covers
from models.registry import record_type

AUDIENCES = (
    Choice("party_group", N_("Party leadership group")),
    Choice("standing_committee", N_("Standing committee")),
    Choice("chairpersons", N_("Chairpersons' meeting")),
    Choice("special_committee", N_("Each special committee")),
    Choice("member_group", N_("Each member group")),
    Choice("office", N_("Staff of the office")),
)
"""Who is to hear a document; of special committees and member groups each one for itself."""

STUDY_KINDS = (
    Choice("party_group", N_("Study session of the party leadership group")),
    Choice("standing_committee", N_("Standing committee meeting")),
    Choice("chairpersons", N_("Chairpersons' meeting")),
    Choice("special_committee", N_("Special committee meeting")),
    Choice("member_group", N_("Member group meeting")),
    Choice("symposium", N_("Symposium")),
    Choice("office", N_("Study of the office's staff")),
)
"""Kinds of study meetings; but for the symposium, which nobody must hold, each stands for its audience."""

_EACH = {"special_committee": "committee_id", "member_group": "member_group_id"}
_HEARD_STATES = ("held", "recorded", "archived")


@dataclass(frozen=True, slots=True)
class Body:
    """A body that is to hear documents: its audience, and for committees and groups which one."""

    audience: str
    number: int | None = None
    name: str = ""
    """What the row is called; empty for a body that there is once, whose words are those of the audience."""


def bodies_on(day: date) -> list[Body]:
    """Return every body that exists on ``day``, in the order of :data:`AUDIENCES` and of their own ranks."""
    found: list[Body] = []
    for audience in AUDIENCES:
        if audience.value not in _EACH:
            found.append(Body(audience.value))
            continue
        cls: Any = record_type(audience.value)
        statement = select(cls.id, cls.name, cls.valid_from, cls.valid_until).where(*_living(cls))
        if audience.value == "member_group":
            # The county's group at a higher session is no body of this committee.
            statement = statement.where(cls.kind != "higher_session")
        for row in db.session.execute(
            statement.order_by(cls.rank, cls.id), execution_options={"gate": "label"}
        ):
            if covers(day, row.valid_from, row.valid_until):
                found.append(Body(audience.value, row.id, row.name))
    return found


def _living(cls: Any) -> list[Any]:
    conditions = [cls.trashed_at.is_(None)]
    organization = current_actor().organization_id
    if organization is not None:
        conditions.append(cls.organization_id == organization)
    return conditions


def heard_by(document_ids: Iterable[int]) -> dict[int, set[tuple[str, int | None]]]:
    """Return for each document the (audience, number) of the bodies at whose meetings it was conveyed."""
    link: Any = record_type("study_meeting_document")
    meeting: Any = record_type("study_meeting")
    found: dict[int, set[tuple[str, int | None]]] = {number: set() for number in document_ids}
    statement = (
        select(link.document_id, meeting.kind, meeting.committee_id, meeting.member_group_id)
        .join(meeting, meeting.id == link.study_meeting_id)
        .where(
            link.document_id.in_(found), *_living(link), *_living(meeting), meeting.state.in_(_HEARD_STATES)
        )
        .distinct()
    )
    for row in db.session.execute(statement, execution_options={"gate": "label"}):
        column = _EACH.get(row.kind)
        found[row.document_id].add((row.kind, getattr(row, column) if column else None))
    return found


def not_yet_heard(
    audiences: str | None, heard: set[tuple[str, int | None]], bodies: Iterable[Body]
) -> list[Body]:
    """Return the bodies that are to hear a document and have not.

    Args:
        audiences: the document's own choice as it is stored (",a,b,"); nothing means all.
        heard: what :func:`heard_by` says of it.
        bodies: the bodies of the day.
    """
    wanted = {part for part in (audiences or "").split(",") if part}
    return [
        body
        for body in bodies
        if (not wanted or body.audience in wanted) and (body.audience, body.number) not in heard
    ]
