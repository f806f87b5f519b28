"""What a proposal must be like: who may propose what and when, one complete text that stands, units, honours with their basis."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from models import clock
from models.lookups import any_row, columns_of, is_new, rows_where
from models.marks import N_
from models.periods import covers
from models.problems import REQUIRED, Problem
from models.proposing.lifecycle import TEXT
from models.proposing.settings import LONGEST_PART, PLENARY_ONLY
from models.serving import not_serving_problem

_NEEDED = {
    "one": ("seat_id",),
    "joint": ("seat_id",),
    "party": ("body_name",),
    "peoples_organization": ("body_name",),
    "sector": ("sector_id", "seat_id"),
    "group": ("member_group_id", "seat_id"),
    "committee": ("committee_id",),
}
"""Who proposes, by kind of proposer; a sector or a group signs by its convener or leader."""
_OF_KIND = frozenset({"body_name", "sector_id", "member_group_id", "committee_id"})

_OTHER_KIND = N_("This does not belong to this kind of proposer; please leave it empty.")
_TEXT_STANDS = N_(
    "The text stands since it was submitted; only the proposer changes it, when it has been returned."
)
_WHY_NOT_PUBLISHED = N_("Please say why it is not to be published.")
_TOO_LONG = N_("At most %(most)s characters here; there are %(found)s. Please shorten it.")
_NO_SESSION = N_("No plenary session takes proposals yet; please have the session entered first.")
_AT_PLENARY_ONLY = N_(
    "Sectors and groups propose only during the plenary session; please propose as members or as a body."
)
_NOBODY_SIGNED = N_(
    "Nobody has countersigned; please wait for a signature, or submit it as one member's proposal."
)
_SIGNERS_LEFT = N_("A proposal of one member has no co-signers; please choose several members jointly.")
_NOT_CONVENER = N_("This member does not convene the body on that day; please choose its convener.")
_IN_THE_FUTURE = N_("This lies in the future; please write when it was handed in.")
_NO_SEAL = N_("A body proposes with its name and seal; please confirm that the paper bears the seal.")
_ITSELF = N_("A proposal is not merged into itself; please choose the main case.")
_NO_MAIN_CASE = N_(
    "The main case must have been decided to stay or still be looked at; please choose another one."
)
_OTHERS_MERGED = N_("%(count)s proposals were merged into this one; the case goes on for their proposers.")
_LEAD_TWICE = N_("Units that answer separately have no lead unit; please choose one way or the other.")
_BASIS = N_("Please choose the decision of the meeting that named it.")
_NOT_DECIDED = N_("The meeting has not decided this item; please choose an item that was decided.")
_DOCUMENT = N_("Please write the number of the document that awards it.")
_NOT_A_CASE = N_("Only an accepted proposal can be key or excellent.")
_CONSENT_LATER = N_("The day of the consent lies in the future; please check it.")

_MAIN_CASES = (
    "submitted",
    "first_looked",
    "second_looked",
    "accepted",
    "awaiting_confirmation",
    "numbered",
    "handed_over",
)
_NAMED = ("accepted", "awaiting_confirmation", "numbered", "handed_over", "answered", "closed")


def problems_of(record: Any) -> Iterator[Problem]:
    """Yield everything that is wrong with a proposal."""
    yield from _proposer_problems(record)
    yield from _text_problems(record)
    yield from _decision_problems(record)
    yield from _honour_problems(record)
    if _is_being_submitted(record):
        yield from _submission_problems(record)


def day_of(record: Any) -> date:
    """Return the office's day on which the proposal was handed in, today while it was not."""
    handed_in = record.handed_in_at
    return handed_in.astimezone(clock.OFFICE_ZONE).date() if handed_in is not None else clock.business_today()


def _is_being_submitted(record: Any) -> bool:
    return not is_new(record) and record.state == "submitted" and "state" in record.changed_columns()


def _proposer_problems(record: Any) -> Iterator[Problem]:
    needed = _NEEDED.get(record.proposer_kind or "one", ())
    for name in needed:
        if getattr(record, name) in (None, ""):
            yield Problem(name, REQUIRED, {"field": record.__table__.c[name].info["label"]})
    for name in sorted(_OF_KIND - set(needed)):
        if getattr(record, name) not in (None, ""):
            yield Problem(name, _OTHER_KIND)


def _text_problems(record: Any) -> Iterator[Problem]:
    most = LONGEST_PART.value(on=day_of(record))
    for name in ("situation", "analysis", "advice"):
        found = len(getattr(record, name) or "")
        if found > most:
            yield Problem(name, _TOO_LONG, {"most": most, "found": found})
    if record.publishable is False and not record.unpublishable_reason:
        yield Problem("unpublishable_reason", _WHY_NOT_PUBLISHED)
    if day_of(record) > clock.business_today():
        yield Problem("handed_in_at", _IN_THE_FUTURE)
    if is_new(record) or record.state in ("draft", "returned"):
        return
    changed = record.changed_columns()
    for name in TEXT:
        # What the step itself writes (when it was handed in) comes with the state.
        if name in changed and not (name == "handed_in_at" and "state" in changed):
            yield Problem(name, _TEXT_STANDS)


def _submission_problems(record: Any) -> Iterator[Problem]:
    if record.session_id is None:
        yield Problem("", _NO_SESSION)
    kind, day = record.proposer_kind, day_of(record)
    yield from not_serving_problem("seat_id", record.seat_id, day)
    if kind in ("sector", "group"):
        if PLENARY_ONLY.value(on=day) and record.timing == "between":
            yield Problem("proposer_kind", _AT_PLENARY_ONLY)
        if not _convenes(record, day):
            yield Problem("seat_id", _NOT_CONVENER)
    if kind in ("party", "peoples_organization", "committee") and not record.sealed:
        yield Problem("sealed", _NO_SEAL)
    signed = any_row("proposal_signer", where={"proposal_id": record.id, "state": "signed"})
    if kind == "joint" and not signed:
        yield Problem("proposer_kind", _NOBODY_SIGNED)
    if kind == "one" and signed:
        yield Problem("proposer_kind", _SIGNERS_LEFT)


def _convenes(record: Any, day: date) -> bool:
    body = "sector_id" if record.proposer_kind == "sector" else "member_group_id"
    where = {"seat_id": record.seat_id, body: getattr(record, body)}
    posts = ("convener", "leader")
    return any(
        row.post in posts and covers(day, row.valid_from, row.valid_until)
        for row in rows_where("seat_assignment", "post", "valid_from", "valid_until", where=where)
    )


def _decision_problems(record: Any) -> Iterator[Problem]:
    if record.merged_into_id is not None and (is_new(record) or "merged_into_id" in record.changed_columns()):
        main = columns_of("proposal", record.merged_into_id, "state")
        if record.merged_into_id == record.id:
            yield Problem("merged_into_id", _ITSELF)
        elif main is None or main.state not in _MAIN_CASES:
            yield Problem("merged_into_id", _NO_MAIN_CASE)
    if (
        "state" in record.changed_columns()
        and record.state in ("merged", "withdrawn")
        and record.id is not None
    ):
        others = rows_where("proposal", "id", where={"merged_into_id": record.id, "state": "merged"})
        if others:
            yield Problem("", _OTHERS_MERGED, {"count": len(others)})
    if record.consented_on is not None and record.consented_on > clock.business_today():
        yield Problem("consented_on", _CONSENT_LATER)
    if (
        record.lead_department_id is not None
        and not is_new(record)
        and any_row("proposal_separate_unit", where={"proposal_id": record.id})
    ):
        yield Problem("lead_department_id", _LEAD_TWICE)


def _honour_problems(record: Any) -> Iterator[Problem]:
    for named, column in (("key", "key_decision_id"), ("excellent", "excellent_decision_id")):
        if not getattr(record, named):
            continue
        if record.state not in _NAMED:
            yield Problem(named, _NOT_A_CASE)
        decision = columns_of("meeting_decision", getattr(record, column), "outcome")
        if decision is None:
            yield Problem(column, _BASIS)
        elif decision.outcome != "decided":
            yield Problem(column, _NOT_DECIDED)
    if record.excellent and not record.excellent_document:
        yield Problem("excellent_document", _DOCUMENT)
