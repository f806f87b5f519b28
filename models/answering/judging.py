"""Who is asked what they think of an answer, and what their words come to.

The last word of each proposer on a unit counts. Silence is counted apart: it is never taken as satisfied, and it takes back no
"not satisfied" that was said before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select

from models.answering import clocks
from models.answering.settings import FEEDBACK_FROM
from models.base import db
from models.fields import Choice
from models.lookups import rows_where
from models.marks import N_
from models.proposing.proposers import Proposer, proposers_of
from models.registry import record_type
from models.transitions import add_derived
from models.writing import pen

ATTITUDES = (
    Choice("satisfied", N_("Satisfied")),
    Choice("basically", N_("Basically satisfied")),
    Choice("understands", N_("Understands")),
    Choice("not", N_("Not satisfied")),
)
RESULTS = (
    Choice("satisfied", N_("Satisfied")),
    Choice("basically", N_("Basically satisfied")),
    Choice("not", N_("Not satisfied")),
    Choice("agrees", N_("Agrees")),
    Choice("understands", N_("Understands")),
    Choice("reserves", N_("Reserves judgement")),
    Choice("disagrees", N_("Disagrees")),
)
WORDS = {
    "satisfaction": (("satisfied", "basically", "not"), ("satisfied", "basically", "not")),
    "agreement": (("satisfied", "understands", "not"), ("agrees", "understands", "reserves", "disagrees")),
}
"""Form of the term -> the words for attitude and for result that it prints."""
NOT_SATISFIED = frozenset({"not", "disagrees"})
_FULLY = frozenset({"satisfied", "agrees"})
_WORST_FIRST = ("not", "open", "missing", "basically", "satisfied")


def judgement(attitude: str | None, result: str | None) -> str:
    """Return what both axes come to: ``not`` as soon as one of them is not satisfied."""
    said = {attitude, result}
    if said & NOT_SATISFIED:
        return "not"
    return "satisfied" if said <= _FULLY else "basically"


def asked(case_id: int, on: date) -> Iterator[Proposer]:
    """Yield who is asked about an answer: the first proposers of the case and of merged ones, or everybody, as the term says."""
    everybody, seen = FEEDBACK_FROM.value(on=on) == "all", set()
    for proposer in proposers_of(case_id):
        if everybody or proposer.proposal_id not in seen:
            seen.add(proposer.proposal_id)
            yield proposer


def ask(handling: Any, occasion: str, on: date) -> None:
    """Ask the proposers what they think of an answer; the caller holds the pen of the handling."""
    feedback: Any = record_type("feedback")
    add_derived(
        feedback(
            organization_id=handling.organization_id,
            handling_id=handling.id,
            proposal_id=proposer.proposal_id,
            department_id=handling.department_id,
            member_id=proposer.member_id,
            proposer=proposer.name,
            occasion=occasion,
            asked_on=on,
            due_on=clocks.feedback_due(on),
        )
        for proposer in asked(handling.proposal_id, on)
    )
    handling.feedback = judged(handling)


def judged(handling: Any) -> str:
    """Return what the proposers of a case say together about a unit: the least favourable last word of any of them."""
    words: dict[Any, list[tuple[int, str, str]]] = defaultdict(list)
    for number in _chain(handling):
        columns = ("id", "proposal_id", "member_id", "state", "attitude", "result")
        for row in rows_where("feedback", *columns, where={"handling_id": number}):
            said = judgement(row.attitude, row.result)
            words[row.proposal_id, row.member_id].append((row.id, row.state, said))
    found = {_last_word(sorted(said)) for said in words.values()}
    return next((word for word in _WORST_FIRST if word in found), "none")


def _last_word(rows: list[tuple[int, str, str]]) -> str:
    _number, state, said = rows[-1]
    if state == "given":
        return said
    if state == "asked":
        return "open"
    before = [said for _number, state, said in rows if state == "given"]
    return "not" if before and before[-1] == "not" else "missing"


def _chain(handling: Any) -> list[int]:
    """Return a handling and, of one that is handled again, the handling before: its dissatisfaction is what it answers."""
    return [
        n
        for n in (handling.previous_id if handling.round == "second" else None, handling.id)
        if n is not None
    ]


def write_down(handling_id: int) -> None:
    """Write what the proposers say together into the row of the unit, and into the one by which it handles the case again."""
    handling: Any = record_type("handling")
    again = and_(handling.previous_id == handling_id, handling.round == "second")
    statement = select(handling).where(or_(handling.id == handling_id, again)).order_by(handling.id)
    for row in db.session.scalars(
        statement.with_for_update(of=handling).execution_options(populate_existing=True, gate="label")
    ):
        with pen(db.session, row, "derive"):
            row.feedback = judged(row)
