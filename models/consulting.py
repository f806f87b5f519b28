"""What the steps of a topic, its consultations and its matters bring with them, in the same transaction.

A topic is consulted when a consultation of it was held, handled when the first matter was received, and answered when every unit,
town and village has said so itself: none of these is pressed by our office.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select

from models.access import Refused
from models.base import db
from models.following import Following, linked
from models.lookups import rows_where
from models.marks import N_
from models.registry import record_type
from models.transitions import add_derived, compute

UNDER_WAY = ("handed_over", "handling", "answered")
"""The states of a topic in which a unit may still change its answer."""

HELD = ("held", "minuted", "archived")
"""The states of a consultation that took place."""
RATING = ("member", "cadre", "resident", "expert", "firm")
"""The roles that rate: not the unit that answers, nor the office that asked."""

FOLLOWING = Following(
    N_("Topics collected, merged ones left out"),
    N_(
        "Followed up: consulted with an opinion, handed over, or another record was made of it. "
        "Ended: closed after its result. Stopped: ended with a reason."
    ),
    traced=lambda row: row.state != "merged",
    followed=lambda row: or_(row.opinion_on.is_not(None), row.handed_over_on.is_not(None), linked(row)),
    ended=lambda row: row.state == "closed",
    stopped=lambda row: row.state == "ended",
    into=("proposal", "opinion_report"),
)
"""What becomes of topics."""

_MOVED_ON = N_("The topic has gone on since this was answered; please ask its desk.")


def of_topic(topic: Any, step: str) -> None:
    """Carry out what a step of a topic brings with it: its matters go out, are closed, or are withdrawn."""
    if step in ("hand_over", "instruct"):
        for matter in _matters(topic.id):
            compute(matter, "send", handed_on=topic.handed_over_on)
    elif step in ("close", "close_formal"):
        for matter in _matters(topic.id):
            compute(matter, "close")
            _take_back(matter)
    elif step in ("merge", "become", "end"):
        for matter in _matters(topic.id):
            _take_back(matter)
    elif step == "answer" and topic.level == "small":
        _lay_out_ratings(topic)


def _take_back(matter: Any) -> None:
    """End what was not answered: a unit sees that it was withdrawn, and never hears of what it was not sent."""
    compute(matter, "drop")
    compute(matter, "withdraw")


def _lay_out_ratings(topic: Any) -> None:
    """Make a row without a mark for everybody who sat at the table but those who answer, each once however often they came."""
    participant: Any = record_type("consultation_participant")
    consultation: Any = record_type("consultation")
    rating: Any = record_type("rating")
    statement = (
        select(participant.id, participant.seat_id, participant.name, participant.body)
        .join(consultation, consultation.id == participant.consultation_id)
        .where(
            consultation.topic_id == topic.id,
            consultation.state.in_(HELD),
            consultation.trashed_at.is_(None),
            participant.trashed_at.is_(None),
            participant.attendance == "present",
            participant.role.in_(RATING),
        )
        .order_by(consultation.fact_date, participant.id)
    )
    found = db.session.execute(statement, execution_options={"gate": "label"}).all()
    there = {
        row.participant_id for row in rows_where("rating", "participant_id", where={"topic_id": topic.id})
    }
    # Answered again after the answer was completed: who was laid out before stays, with what was said.
    known = {_person(row) for row in found if row.id in there}
    wanted = {_person(row): row.id for row in found if _person(row) not in known}
    add_derived([rating(topic_id=topic.id, participant_id=number) for number in wanted.values()])


def _person(row: Any) -> tuple[Any, ...]:
    return (row.seat_id,) if row.seat_id else (row.name, row.body)


def of_consultation(consultation: Any, step: str) -> None:
    """Carry out what a step of a consultation brings with it: the first one held makes its topic a consulted one."""
    if step == "hold":
        compute(_locked("topic", consultation.topic_id), "consult")


def of_matter(matter: Any, step: str) -> None:
    """Carry out what a step of a matter brings with it: the topic is answered once every unit has answered.

    Raises:
        Refused: for an answer taken back when the topic has gone on already.
    """
    if step not in ("receive", "answer", "recall", "return"):
        return
    topic = _locked("topic", matter.topic_id)
    if step in ("recall", "return"):
        if topic.state not in UNDER_WAY:
            raise Refused(_MOVED_ON)
        compute(topic, "resume")
        return
    compute(topic, "begin")
    others = rows_where("assigned_matter", "state", where={"topic_id": topic.id}, but=matter.id)
    if step == "answer" and all(row.state in ("answered", "dropped", "withdrawn") for row in others):
        compute(topic, "answer")


def is_rated(topic_id: int) -> bool:
    """Return whether a participant has rated the result; who has not answered has not rated."""
    rows = rows_where("rating", "mark", where={"topic_id": topic_id})
    return any(row.mark != "none" for row in rows)


def _matters(topic_id: int) -> list[Any]:
    matter: Any = record_type("assigned_matter")
    statement = (
        select(matter)
        .where(matter.topic_id == topic_id, matter.trashed_at.is_(None))
        .order_by(matter.id)
        .with_for_update(of=matter)
        .execution_options(populate_existing=True, gate="label")
    )
    return list(db.session.scalars(statement))


def _locked(table: str, record_id: int) -> Any:
    """Return the row as it stands now, locked until the transaction ends; what follows from a step needs no right of its own."""
    cls: Any = record_type(table)
    statement = (
        select(cls)
        .where(cls.id == record_id)
        .with_for_update(of=cls)
        .execution_options(populate_existing=True, gate="label")
    )
    with db.session.no_autoflush:
        return db.session.scalars(statement).one()
