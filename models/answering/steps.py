"""What a unit must have done before each step of a handling, and what a step brings with it, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import inspect, select

from models import clock
from models.answering import clocks, closing, judging
from models.answering.settings import CONTACTS_BEFORE_ANSWER, FOLLOWED_UP
from models.answering.states import DONE, GONE
from models.base import db
from models.lookups import columns_of, is_new, rows_where, title_of
from models.marks import N_
from models.problems import Problem
from models.transitions import add_derived, compute
from models.writing import pen

_IN_ORDER = (
    ("handed_over_on", "received_on"),
    ("received_on", "signed_on"),
    ("signed_on", "answered_on"),
    ("answered_on", "rehandling_asked_on"),
    ("answered_on", "face_to_face_on"),
    ("received_on", "unit_change_asked_on"),
    ("received_on", "extension_asked_on"),
)
"""Dates of which the second is not before the first."""
_DAYS = frozenset(later for _earlier, later in _IN_ORDER)

_BEFORE = N_("Earlier than “%(field)s”, %(day)s; please check both dates.")
_NOT_TOMORROW = N_("This day lies in the future; please write the day on which it happened.")
_NO_CONTACT = N_(
    "The proposer has to be contacted %(most)s times before the answer, and %(found)s contacts are registered; "
    "please register the contact first."
)
_JOINT_OPEN = N_(
    "The opinion of %(unit)s is still awaited; it must be in, or registered as missing, before the answer."
)
_TOO_LATE_TO_ASK = N_("Another unit could be asked for until %(day)s only.")
_AFTER_DUE = N_("The time limit ended on %(day)s; an extension is asked for before that.")
_NO_EXTENSION = N_("An extension leads beyond the time limit, %(day)s; please choose a later day.")
_TOO_LONG = N_("The rule extends to %(day)s at the latest; please choose that day or an earlier one.")
_SAME_UNIT = N_("This unit has the case already; please choose another one.")
_ENDED_UNIT = N_("This unit has ended; please choose its successor.")
_OPINION_NOT_DUE = N_("The joint unit has until %(day)s; its opinion is not missing yet.")
_OPINION_USED = N_("The lead unit has answered with this opinion; it cannot be taken back any more.")
_STILL_ASKED = N_("The proposer is still asked, or is not satisfied; please wait, or ask for handling again.")


def derive(handling: Any) -> None:
    """Take number, name and time of the case from its proposal until it is handed over."""
    if not is_new(handling) and handling.state != "planned":
        return
    case = columns_of("proposal", handling.proposal_id, "case_number", "name", "timing")
    if case is not None:
        handling.case_number = case.case_number or 0
        handling.name = f"{case.case_number or ''} {case.name}".strip()[:120]
        handling.timing = case.timing or "plenary"


def problems_of(handling: Any) -> Iterator[Problem]:
    """Yield what is wrong with the dates of a handling, and what is missing for the state that it is to enter."""
    columns, changed = handling.__table__.c, handling.changed_columns()
    for earlier, later in _IN_ORDER:
        first, second = getattr(handling, earlier), getattr(handling, later)
        if first is not None and second is not None and second < first and {earlier, later} & changed:
            yield Problem(later, _BEFORE, {"field": [columns[earlier].info["label"]], "day": first})
    for name in sorted(_DAYS & changed):
        day = getattr(handling, name)
        if day is not None and day > clock.business_today():
            yield Problem(name, _NOT_TOMORROW)
    if "state" in changed and not is_new(handling):
        check = _ENTERING.get(handling.state)
        if check is not None:
            yield from check(handling)


def _before(handling: Any) -> str | None:
    """Return the state that the row is about to leave."""
    left = inspect(handling).attrs.state.history.deleted
    return left[0] if left else None


def _to_answer(handling: Any) -> Iterator[Problem]:
    most = CONTACTS_BEFORE_ANSWER.value(on=handling.handed_over_on)
    contacts = rows_where("contact_record", "contacted_on", where={"handling_id": handling.id})
    found = sum(handling.signed_on is None or row.contacted_on <= handling.signed_on for row in contacts)
    if found < most:
        yield Problem("", _NO_CONTACT, {"most": most, "found": found})
    if handling.role != "lead" or handling.round == "second":
        return
    columns = ("department_id", "state", "role")
    for row in rows_where(
        "handling", *columns, where={"proposal_id": handling.proposal_id, "round": handling.round}
    ):
        if row.role == "joint" and row.state not in (*DONE, *GONE, "closed", "followed_up"):
            yield Problem("", _JOINT_OPEN, {"unit": title_of("department", row.department_id)})


def _to_other_unit(handling: Any) -> Iterator[Problem]:
    last = clocks.last_day_of_objection(handling)
    if (
        last is not None
        and handling.unit_change_asked_on is not None
        and handling.unit_change_asked_on > last
    ):
        yield Problem("unit_change_asked_on", _TOO_LATE_TO_ASK, {"day": last})


def _passed_on(handling: Any) -> Iterator[Problem]:
    unit = columns_of("department", handling.new_department_id, "valid_until")
    where = {"proposal_id": handling.proposal_id, "department_id": handling.new_department_id}
    has_it = any(
        row.state not in GONE for row in rows_where("handling", "state", where=where, but=handling.id)
    )
    if has_it or handling.new_department_id == handling.department_id:
        yield Problem("new_department_id", _SAME_UNIT)
    elif unit is not None and unit.valid_until is not None and unit.valid_until < clock.business_today():
        yield Problem("new_department_id", _ENDED_UNIT)


def _to_extend(handling: Any) -> Iterator[Problem]:
    due, asked, wanted = handling.due_on, handling.extension_asked_on, handling.extension_to
    if due is None or asked is None or wanted is None:
        return
    if asked > due:
        yield Problem("extension_asked_on", _AFTER_DUE, {"day": due})
    if wanted <= due:
        yield Problem("extension_to", _NO_EXTENSION, {"day": due})
    latest = clocks.latest_extension(handling)
    if latest is not None and wanted > latest:
        yield Problem("extension_to", _TOO_LONG, {"day": latest})


def _opinion_missing(handling: Any) -> Iterator[Problem]:
    if handling.due_on is not None and handling.due_on >= clock.business_today():
        yield Problem("", _OPINION_NOT_DUE, {"day": handling.due_on})


def _back_to_handling(handling: Any) -> Iterator[Problem]:
    if _before(handling) != "opinion_given":
        return
    where = {"proposal_id": handling.proposal_id, "role": "lead", "round": handling.round}
    if any(
        row.state in ("answer_in_check", "checked", *DONE)
        for row in rows_where("handling", "state", where=where)
    ):
        yield Problem("", _OPINION_USED)


def _follow_up_closed(handling: Any) -> Iterator[Problem]:
    if handling.feedback in ("open", "not"):
        yield Problem("", _STILL_ASKED)


_ENTERING: dict[str, Callable[[Any], Iterator[Problem]]] = {
    "answer_in_check": _to_answer,
    "unit_change_asked": _to_other_unit,
    "passed_on": _passed_on,
    "extension_asked": _to_extend,
    "opinion_missing": _opinion_missing,
    "handling": _back_to_handling,
    "closed": _follow_up_closed,
}
"""State -> what must be right before a row enters it."""


def follow(handling: Any, step: str) -> None:
    """Carry out what a step brings with it."""
    today = clock.business_today()
    if step in clocks.ASKED:
        clocks.start_request(handling, step)
    elif step in clocks.ANSWERED:
        handling.request_decided_by = None
    if step in ("hand_over", "receive", "register_receipt"):
        if step == "receive":
            handling.received_on = handling.received_on or today
        clocks.start(handling)
    elif step == "grant_extension":
        handling.due_on = handling.extension_to
    elif step == "agree_unit_change":
        _hand_on(handling, today, round=handling.round, department_id=handling.new_department_id)
    elif step == "send_answer":
        _answered(handling)
    elif step in ("give_opinion", "mark_missing", "recall_opinion"):
        _tell_lead(handling)
    elif step == "ask_rehandling":
        _hand_on(handling, handling.rehandling_asked_on, round="second")
        compute(closing.locked_case(handling.proposal_id), "handle_again")
    elif step == "hold_face_to_face":
        judging.ask(handling, "face_to_face", handling.face_to_face_on)
    elif step == "follow_up":
        _hand_on(handling, today, round="follow_up")


def _answered(handling: Any) -> None:
    item = columns_of("code_item", handling.answer_class_id, "code")
    marked = {
        code.strip() for code in FOLLOWED_UP.value(on=handling.handed_over_on).replace("，", ",").split(",")
    }
    handling.follow_up = item is not None and item.code in marked
    judging.ask(handling, {"first": "answer"}.get(handling.round, handling.round), handling.answered_on)
    if handling.round != "follow_up":
        closing.settle(handling.proposal_id)


_SAME = ("organization_id", "proposal_id", "handover_id", "role", "handing_over_office_id", "department_id")


def _hand_on(handling: Any, day: date, **values: Any) -> None:
    """Make and hand over the row that follows: for another unit, once more, or as a follow-up."""
    same = {name: getattr(handling, name) for name in _SAME}
    row = type(handling)(**same | {"previous_id": handling.id, "fact_date": day} | values)
    add_derived([row])
    compute(row, "hand_over", handed_over_on=day)


def _tell_lead(handling: Any) -> None:
    """Write the opinions that are in, and those that are missing, into the row of the lead unit, which reads no other row."""
    cls = type(handling)
    db.session.flush()
    columns = ("department_id", "state", "answer", "signed_on")
    where = {"proposal_id": handling.proposal_id, "role": "joint", "round": handling.round}
    lines = []
    for row in rows_where("handling", *columns, where=where):
        unit = title_of("department", row.department_id)
        if row.state == "opinion_given":
            lines.append(f"{unit}（{row.signed_on}）：{row.answer}")
        elif row.state == "opinion_missing":
            lines.append(f"{unit}：—")
    leads = select(cls).where(
        cls.proposal_id == handling.proposal_id,
        cls.role == "lead",
        cls.round == handling.round,
        cls.state.not_in(GONE),
        cls.trashed_at.is_(None),
    )
    statement = leads.with_for_update(of=cls).execution_options(populate_existing=True, gate="label")
    for lead in db.session.scalars(statement):
        with pen(db.session, lead, "derive"):
            lead.joint_opinions = "\n".join(lines) or None
    closing.settle(handling.proposal_id)
