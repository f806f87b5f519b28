"""Valid rows of the proposals for the tests, by the same rules as :mod:`tests.factories`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from models.proposals.proposal import Proposal
from models.proposals.proposal_signer import ProposalSigner
from models.registry import record_type
from tests.factories import a_term, first_of, make, make_code_item, make_seat, put_into

OPENS = date(2020, 5, 12)
TEXT = {
    "situation": "我县老旧小区普遍缺少电梯。",
    "analysis": "资金来源单一。",
    "advice": "由住建部门制定加装办法。",
}
"""The three parts that a proposal cannot be submitted without."""

_numbers = count(1)


def make_plenary_session(**over: Any) -> Any:
    """Make a plenary session: the fifth of the term, in May 2020, which takes proposals until noon of its second day."""
    values = {
        "term_id": over.pop("term_id", None) or a_term().id,
        "number": 5,
        "opens_on": OPENS,
        "closes_on": date(2020, 5, 15),
        "proposals_from": datetime(2020, 3, 1, 1, 0, tzinfo=UTC),
        "proposals_until": datetime(2020, 5, 13, 4, 0, tzinfo=UTC),
    }
    return make(record_type("plenary_session"), **values | over)


def a_plenary_session() -> Any:
    """Return a plenary session."""
    return first_of(record_type("plenary_session")) or make_plenary_session()


def make_proposal(*, state: str = "draft", **over: Any) -> Proposal:
    """Make a proposal of a new member, by default a draft that could be submitted; beyond it belongs to a session."""
    number = next(_numbers)
    if not over.keys() & {"seat_id", "committee_id", "body_name"}:
        over["seat_id"] = make_seat().id
    proposal = make(Proposal, **{"name": f"关于第{number}项工作的建议", **TEXT} | over)
    if state in ("draft", "countersigning"):
        return proposal if state == "draft" else put_into(proposal, state)
    session = a_plenary_session()
    columns: dict[str, Any] = {"session_id": session.id, "timing": "plenary", "running_number": number}
    if state in ("numbered", "handed_over", "answered", "closed"):
        columns["case_number"] = number
    return put_into(proposal, state, **columns)


def make_proposal_signer(*, state: str = "listed", **over: Any) -> ProposalSigner:
    """Make a co-signer, by default a new member on the list of a new joint proposal."""
    proposal_id = over.pop("proposal_id", None) or make_proposal(proposer_kind="joint").id
    seat_id = over.pop("seat_id", None) or make_seat().id
    signer = make(ProposalSigner, proposal_id=proposal_id, seat_id=seat_id, **over)
    return signer if state == "listed" else put_into(signer, state)


def make_category(**over: Any) -> Any:
    """Make a category of proposals."""
    return make_code_item(**{"table_name": "proposal_category", "label": "社会建设"} | over)
