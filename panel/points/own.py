"""A member's own points on the home page, each number a way into the own file."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models import clock
from models.access import MEMBER, Actor
from models.base import db
from models.duty.account import account_of
from models.marks import N_
from models.registry import record_type
from panel.language import translate
from panel.points.table import file_url
from panel.points.words import number

LABEL, DEFINITION = N_("Points of the year"), N_("why, and from which records, in your duty file")


def own_points(actor: Actor) -> list[dict[str, Any]]:
    """Return the figure of a member's points of this year; nothing for who is no member in office."""
    if MEMBER not in actor.roles:
        return []
    cls: Any = record_type("seat")
    mine = select(cls.id).where(cls.member_id.in_(sorted(actor.scope("member"))), cls.state == "serving")
    seat = db.session.scalar(mine.order_by(cls.id.desc()).limit(1))
    if seat is None:
        return []
    year = clock.business_today().year
    return [
        {
            "label": translate(LABEL),
            "number": number(account_of(seat, year, gate="full").points),
            "unit": translate(N_("points")),
            "definition": translate(DEFINITION),
            "url": file_url(seat, year),
            "tone": "",
        }
    ]
