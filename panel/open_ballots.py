"""Ballots and counts that wait for a person: no workflow knows of them, for nobody presses a step there."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select

from models import clock
from models.access import MEMBER, Actor
from models.access.rules import account_parameter, scope_parameter
from models.base import db
from models.marks import N_
from models.registry import record_type
from panel.language import format_day_in_words, translate
from panel.waiting import Item

BALLOT, COUNT, VOTE = N_("Ballot"), N_("Count"), N_("Vote")
UNTIL = N_("until %(day)s")
AWAITED = N_("Your sheet is awaited")


def open_ballots(actor: Actor) -> list[Item]:
    """Return the rounds in which the member has been issued a ballot for the panel that is not in the box: one statement."""
    if MEMBER not in actor.roles or actor.on_behalf is not None:
        return []
    round_: Any = record_type("evaluation_round")
    ballot: Any = record_type("issued_ballot")
    statement = (
        select(round_.id, round_.label_sql(), round_.state_since, round_.closes_on)
        .join(ballot, ballot.round_id == round_.id)
        .where(
            round_.state == "open",
            or_(round_.closes_on.is_(None), round_.closes_on >= clock.business_today()),
            ballot.member_id.in_(scope_parameter("member")),
            ballot.in_box.is_(False),
            ballot.way == "panel",
        )
        .order_by(round_.state_since, round_.id)
    )
    return [
        Item(
            kind=BALLOT,
            label=label,
            since=since,
            url=f"/panel/evaluation-round/ballot/?id={number}",
            fact=translate(UNTIL, day=format_day_in_words(closes_on)) if closes_on else "",
            act=VOTE,
        )
        for number, label, since, closes_on in db.session.execute(statement)
    ]


def open_counts(actor: Actor) -> list[Item]:
    """Return the open rounds whose teller the actor is and whose sheet is not handed in: one statement."""
    if actor.account_id is None or not actor.roles:
        return []
    round_: Any = record_type("evaluation_round")
    sheet: Any = record_type("teller_sheet")
    handed_in = (
        select(sheet.id)
        .where(
            sheet.round_id == round_.id,
            sheet.account_id == account_parameter(),
            sheet.handed_in_at.is_not(None),
        )
        .exists()
    )
    statement = (
        select(round_.id, round_.label_sql(), round_.state_since)
        .where(
            round_.state == "open",
            or_(round_.teller1_id == account_parameter(), round_.teller2_id == account_parameter()),
            ~handed_in,
        )
        .order_by(round_.state_since, round_.id)
    )
    return [
        Item(
            kind=COUNT,
            label=label,
            since=since,
            url=f"/panel/evaluation-round/count/?id={number}",
            fact=translate(AWAITED),
            act=COUNT,
        )
        for number, label, since in db.session.execute(statement)
    ]
