"""What every record has, whatever its type.

A private draft, a way back before anybody acted, a correction after approval, entry from signed paper, and the day of the fact
beside the day of entry with the mark of what came late.

Where a type has one of them in another way, it stands here by name with its reason; a reason that is no longer needed fails too.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.access import CLERK, COMMITTEE, DEPARTMENT, MEMBER
from models.base import Record, db
from models.registry import load_record_types
from tests.contracts.acts import by_hand
from tests.contracts.test_routes import SCREENS
from tests.contracts.world import Person, World

TYPES = {cls.__tablename__: cls for cls in load_record_types() if cls.__module__.startswith("models.")}
MOVED = {table: cls.workflow for table, cls in TYPES.items() if cls.workflow is not None}
SUBMITTED = {
    table: [step for step in workflow.transitions.values() if step.submits]
    for table, workflow in MOVED.items()
    if any(step.submits for step in workflow.transitions.values())
}
PERSONS = {MEMBER: "member", DEPARTMENT: "department"}

BEGUN_BY_ANOTHER = {
    "evaluation": "the count makes the row with its numbers; only the opinion is worded and submitted",
    "rectification": "comes of a result that was fed back; the unit reports on what was demanded",
    "livelihood_project": "is on a public list from the start; the unit reports it done",
    "handling": "comes of the hand-over; the unit answers",
    "assigned_matter": "comes of the consultation; the unit answers",
    "feedback": "comes of the answer; the proposer is asked",
    "instruction": "a leader's words; the unit answers",
    "opinion_handover": "comes of the desk; the unit answers",
}
"""Types in which something is submitted though nobody begins them with a draft of their own."""

NOT_CORRECTED = {"correction": "another correction is proposed instead"}
"""Approved types without a correction of their own."""

BY_NOBODY_ELSE = {
    ("handling", "receive"): "the desk has a step of its own for a signed receipt",
    ("proposal_signer", "decline"): "who does not sign the paper has not signed",
}
"""Steps of a member or a unit that no desk takes for them."""

WITHOUT_PAPER = {
    "attachment": "is itself the paper that is attached",
    "delegation": "its written basis is a field, whoever draws it up",
    "desk_handover": "its list is printed and signed by three",
    "commitment": "stands in the answer, whose paper it is",
    "proposal_signer": "stands under the proposal, whose paper it is",
    "proposal_suggested_unit": "stands under the proposal, whose paper it is",
    "topic_tag": "stands under the topic, whose paper it is",
    "report_suggestion": "stands under the report, whose paper it is",
}
"""Types that a member or a unit makes and that are entered for them with the record they belong to."""


@pytest.mark.parametrize("table", sorted(SUBMITTED))
def test_what_is_submitted_begins_as_a_draft_of_its_author(table: str) -> None:
    workflow = MOVED[table]
    private = workflow.state(workflow.initial).private
    assert private is (table not in BEGUN_BY_ANOTHER), BEGUN_BY_ANOTHER.get(
        table, "the first state is open to others"
    )


def test_a_draft_is_read_by_its_author_and_whoever_types_it(world: World) -> None:
    """Every private row of every type, before everybody of the office, the recycle bin included."""
    wrong = []
    for person in world.people.values():
        with world.acting(person):
            for table, workflow in MOVED.items():
                cls: Any = TYPES[table]
                if not workflow.private_states:
                    continue
                rows = select(cls.id).where(cls.state.in_(workflow.private_states))
                for key in db.session.scalars(rows, execution_options={"gate": "any"}):
                    row = world.rows[table][key]
                    typed = row["created_by_id"] == person.account_id
                    own = any(
                        row.get(f"entered_for_{kind}_id") in has
                        for kind, has in (("member", person.members), ("department", person.units))
                    )
                    if not typed and not own and not _is_the_author(world, person, table, row):
                        wrong.append((person.name, table, key, row["state"]))
    assert wrong == [], wrong


def _is_the_author(world: World, person: Person, table: str, row: dict[str, Any]) -> bool:
    """Return whether the row is the word of this very member, whoever types it, or this member was asked to sign it."""
    seats = {key for key, seat in world.rows["seat"].items() if seat["member_id"] in person.members}
    named = row.get("member_id") in person.members or row.get("seat_id") in seats
    asked = table == "proposal" and any(
        signer["proposal_id"] == row["id"]
        and signer["member_id"] in person.members
        and signer["state"] in ("asked", "signed")
        for signer in world.living("proposal_signer").values()
    )
    return named or asked


@pytest.mark.parametrize("table", sorted(SUBMITTED))
def test_what_is_submitted_can_be_recalled_before_anybody_acts(table: str) -> None:
    """From every state that a submission leads to, back to one from which it can be submitted again, for the same people."""
    workflow = MOVED[table]
    for step in SUBMITTED[table]:
        back = [
            other
            for other in workflow.leaving(step.target)
            if other.recalls and {other.target} & {source for s in SUBMITTED[table] for source in s.sources}
        ]
        assert back, f"{step.name} cannot be recalled"
        takers = {role for other in back for role in (*other.by, *other.paper)}
        assert {*step.by, *step.paper} <= takers, f"{step.name}: {takers}"


@pytest.mark.parametrize(
    "table", sorted(table for table, workflow in MOVED.items() if workflow.frozen_states)
)
def test_what_is_approved_can_be_corrected(table: str) -> None:
    assert bool(TYPES[table].access.correct) is (table not in NOT_CORRECTED)


@pytest.mark.parametrize("table", sorted(TYPES))
def test_what_a_member_or_a_unit_does_can_be_entered_for_them(table: str) -> None:
    """Whoever makes a row can have it typed from signed paper; whoever takes a step can have it taken."""
    cls = TYPES[table]
    makers = {kind for role, kind in PERSONS.items() if role in cls.access.create}
    assert makers <= set(cls.entered_for) or table in WITHOUT_PAPER
    for step in MOVED[table].transitions.values() if table in MOVED else ():
        if PERSONS.keys() & step.by.keys() and (table, step.name) not in BY_NOBODY_ELSE:
            assert {CLERK, COMMITTEE} & {*step.by, *step.paper}, f"{step.name} is taken by nobody for them"


def test_every_reason_is_still_needed() -> None:
    """An exception that nothing falls under any more is taken out."""
    assert {table for table in BEGUN_BY_ANOTHER if table in SUBMITTED} == set(BEGUN_BY_ANOTHER)
    assert all(MOVED[table].frozen_states for table in NOT_CORRECTED)
    for table, name in BY_NOBODY_ELSE:
        step = MOVED[table].transitions[name]
        assert not {CLERK, COMMITTEE} & {*step.by, *step.paper}, (table, name)
    for table in WITHOUT_PAPER:
        cls = TYPES[table]
        assert {kind for role, kind in PERSONS.items() if role in cls.access.create} - set(cls.entered_for), (
            table
        )


@pytest.mark.parametrize("table", sorted(TYPES))
def test_every_record_has_two_dates(table: str) -> None:
    """The day of the fact, typed or taken from the record's own date, and the day of entry, which nobody types."""
    cls: type[Record] = TYPES[table]
    columns = cls.__table__.c
    assert not columns.fact_date.nullable
    assert columns.entry_date.info["fixed"]
    assert (
        cls.fact_date_from is None
        or columns[cls.fact_date_from].info["kind"] == "day"
        or cls.before_save is not Record.before_save
    )


def test_what_was_entered_late_says_so_on_every_page(world: World) -> None:
    """A row of every type: typed on the day there is no mark, typed a year after the fact there is."""
    clerk = world.people["clerk"]
    client, wrong = world.client(clerk), []
    for table, cls in SCREENS.items():
        with world.acting(clerk):
            key = db.session.scalar(select(cls.id).order_by(cls.id).limit(1))
        if key is None:
            continue
        row, marked = world.rows[table][key], []
        for days in (0, 400):
            by_hand(world, table, key, fact_date=row["entry_date"] - timedelta(days))
            page = client.get(f"/panel/{cls.slug()}/details/?id={key}")
            marked.append("补录</span>" in page.text)
        if marked != [False, True]:
            wrong.append((table, key, marked))
    assert wrong == [], wrong
