"""A plenary session: its label, its days, the window for proposals to the minute, its counting rules, archive and unlock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from models.access import CHAIR, CLERK, Refused
from models.base import db
from models.office.plenary_session import PlenarySession
from models.plenary import session_at, session_on
from models.transitions import Request, perform
from tests.factories import a_term, make, make_meeting, make_meeting_decision, make_term, put_into
from tests.records.asserting import assert_invalid, assert_refused, reload
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk committee chair auditor member department: all",
    "create update trash correct": "clerk: all; committee: area",
    "export": "clerk chair auditor: all",
    "open close archive": "clerk chair: all",
    "unlock": "chair: all",
}
STATES = "preparing; in_session; handling; archived frozen"
STEPS = {
    "open": "preparing > in_session; needs proposals_from, proposals_until",
    "close": "in_session > handling",
    "archive": "handling > archived; seals; needs scoring_from, scoring_until",
    "unlock": "archived > handling; with a reason",
}
NOUNS = {
    "label": "name",
    "dates": ("opens_on", "closes_on"),
    "proposals open from / until": ("proposals_from", "proposals_until"),
    "scoring year from-to": ("scoring_from", "scoring_until"),
    "supervision plan": ("supervision_plan", "supervision_document"),
    "adopted by": "supervision_decision_id",
    "date of adoption": "supervision_adopted_on",
    "merged proposals inside or outside accepted": "merged_proposals",
    "base of percentages": "percentage_base",
}


def make_session(*, state: str = "preparing", **over: Any) -> PlenarySession:
    """Make a session, by default the fifth of the term, in January 2020."""
    values = {
        "term_id": over.pop("term_id", None) or a_term().id,
        "number": 5,
        "opens_on": date(2020, 1, 5),
        "closes_on": date(2020, 1, 8),
        "proposals_from": datetime(2019, 10, 5, 0, 0, tzinfo=UTC),
        "proposals_until": datetime(2020, 1, 7, 9, 0, tzinfo=UTC),
        "scoring_from": date(2019, 12, 1),
        "scoring_until": date(2020, 11, 30),
    }
    session = make(PlenarySession, **values | over)
    return session if state == "preparing" else put_into(session, state)


def furnish(frame: Any, people: Any) -> None:
    """Enter a session of every state for the contracts."""
    for number, state in enumerate(PlenarySession.workflow.states, 1):
        year = 2016 + number
        make_session(
            state=state,
            term_id=frame.term,
            number=number,
            opens_on=date(year, 1, 5),
            closes_on=date(year, 1, 8),
        )


def test_the_label_follows_from_term_and_number(entering: Entering) -> None:
    with entering():
        assert make_session().name == "十届五次"
        assert (
            make_session(number=12, opens_on=date(2021, 1, 5), closes_on=date(2021, 1, 8)).name
            == "十届十二次"
        )
        typed = make_session(
            number=6, name="十届六次会议", opens_on=date(2021, 3, 5), closes_on=date(2021, 3, 8)
        )
        assert typed.name == "十届六次会议"


def test_what_is_left_open_is_as_the_term_says(entering: Entering) -> None:
    with entering():
        term = make_term(merged_proposals="outside", percentage_base="received").id
        session = make_session(term_id=term)
        own = make_session(
            term_id=term,
            number=6,
            opens_on=date(2021, 1, 5),
            closes_on=date(2021, 1, 6),
            merged_proposals="inside",
        )

        assert (session.merged_proposals, session.percentage_base) == ("outside", "received")
        assert (own.merged_proposals, own.percentage_base) == ("inside", "received")


@pytest.mark.parametrize(
    ("field", "over"),
    [
        ("closes_on", {"closes_on": date(2020, 1, 4)}),
        ("opens_on", {"opens_on": date(2016, 1, 5), "closes_on": date(2016, 1, 6)}),
        ("proposals_until", {"proposals_until": None}),
        ("proposals_from", {"proposals_from": None}),
        ("proposals_until", {"proposals_until": datetime(2019, 10, 4, 23, 59, tzinfo=UTC)}),
        ("scoring_until", {"scoring_until": date(2019, 11, 30)}),
        ("supervision_decision_id", {"supervision_adopted_on": date(2020, 3, 1)}),
    ],
)
def test_dates_that_do_not_fit(entering: Entering, field: str, over: dict[str, Any]) -> None:
    with entering(), assert_invalid(field):
        make_session(**over)


def test_two_sessions_do_not_meet_at_once(entering: Entering) -> None:
    with entering():
        make_session()
        db.session.commit()
        with assert_invalid("opens_on"):
            make_session(number=6, opens_on=date(2020, 1, 8), closes_on=date(2020, 1, 9))


def test_the_meeting_is_a_plenary_and_stands_once(entering: Entering) -> None:
    with entering():
        plenary, other = make_meeting(kind="plenary").id, make_meeting(kind="chairpersons").id
        make_session(meeting_id=plenary)
        db.session.commit()
        for meeting in (plenary, other):
            with assert_invalid("meeting_id"):
                make_session(
                    number=6, meeting_id=meeting, opens_on=date(2021, 1, 5), closes_on=date(2021, 1, 6)
                )


def test_the_supervision_plan_is_what_a_meeting_decided(entering: Entering) -> None:
    with entering():
        decided = make_meeting_decision(kind="chairpersons").id
        postponed = make_meeting_decision(kind="chairpersons", outcome="postponed").id
        session = make_session(supervision_plan="2020 年提案督办方案", supervision_decision_id=decided)
        db.session.commit()
        assert session.supervision_adopted_on == date(2020, 3, 20)

        for field, over in (
            ("supervision_decision_id", {"supervision_plan": "方案", "supervision_decision_id": postponed}),
            ("supervision_plan", {"supervision_decision_id": decided}),
        ):
            with assert_invalid(field):
                make_session(number=6, opens_on=date(2021, 1, 5), closes_on=date(2021, 1, 6), **over)


def test_proposals_are_taken_to_the_minute(entering: Entering) -> None:
    with entering():
        make_session()

        for moment, taken in (
            (datetime(2020, 1, 7, 9, 0, tzinfo=UTC), "十届五次"),
            (datetime(2020, 1, 7, 9, 1, tzinfo=UTC), None),
            (datetime(2019, 10, 4, 23, 59, tzinfo=UTC), None),
        ):
            found = session_at(moment)
            assert (found.name if found is not None else None) == taken
        last = session_on(date(2020, 9, 1))
        assert last is not None
        assert last.name == "十届五次"
        assert session_on(date(2019, 12, 31)) is None


def test_a_session_opens_and_closes_on_its_days(entering: Entering, acting_with: As) -> None:
    with entering():
        past = make_session().id
        coming = make_session(number=6, opens_on=date(2021, 1, 5), closes_on=date(2021, 1, 8)).id
        running = make_session(number=4, opens_on=date(2020, 9, 22), closes_on=date(2020, 9, 24)).id
    with acting_with(CLERK):
        assert perform(PlenarySession, past, "open").state == "in_session"  # type: ignore[union-attr]
        assert perform(PlenarySession, past, "close").state == "handling"  # type: ignore[union-attr]
        db.session.commit()
        with assert_invalid("opens_on"):
            perform(PlenarySession, coming, "open")
        perform(PlenarySession, running, "open")
        db.session.commit()
        with assert_invalid("closes_on"):
            perform(PlenarySession, running, "close")


def test_an_archived_session_is_unlocked_by_a_chair_with_a_reason(
    entering: Entering, acting_with: As
) -> None:
    with entering():
        session_id = make_session(state="handling").id
    with acting_with(CLERK):
        perform(PlenarySession, session_id, "archive")
        db.session.commit()
        with assert_refused():
            reload(PlenarySession, session_id).note = "改"
            db.session.flush()
        with pytest.raises(Refused):
            perform(PlenarySession, session_id, "unlock", Request(reason="漏填"))
        db.session.rollback()
    with acting_with(CHAIR, 2):
        with assert_invalid("reason"):
            perform(PlenarySession, session_id, "unlock")
        row = perform(PlenarySession, session_id, "unlock", Request(reason="督办方案文号漏填。"))
        assert row is not None
        assert (row.state, row.sealed_at) == ("handling", None)
