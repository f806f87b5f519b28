"""Writing by the rules of the house.

Nobody decides their own work, what is approved stands still, nothing is deleted, what was submitted comes back to its submitter,
and approved ones are corrected by two people.
"""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, select, update

from models.access import Refused, can
from models.access.errors import FROZEN, NOTHING_IS_DELETED, OWN_WORK
from models.base import db
from models.office.correction import Correction
from models.registry import record_types
from models.seal import is_intact
from models.session import BackDoor
from models.transitions import AlreadyDone, Request, perform
from tests.contracts.acts import answers_for, by_hand, somebody, waiting, waiting_for_submission
from tests.contracts.pages import form_of
from tests.contracts.steps import STEPS
from tests.contracts.test_mass_assignment import stored
from tests.contracts.test_routes import SCREENS
from tests.contracts.traces import written
from tests.contracts.words import Office, expected, flagged
from tests.contracts.world import Person, World
from tests.fixtures.app import as_system

APPROVALS = [
    (table, step) for table, steps in STEPS.items() for step, said in steps.items() if "by another" in said
]
SUBMITTED = [table for table, steps in STEPS.items() if any("submits" in said for said in steps.values())]
DECIDERS = ("chair2", "clerk2", "desk", "committee", "department")
SUBMITTERS = ("department", "committee", "member", "desk", "clerk")
PROPOSERS = ("clerk", "desk", "committee")


def test_the_steps_that_approve_are_decided_by_another() -> None:
    assert set(APPROVALS) >= {
        ("correction", "confirm"),
        ("correction", "decline"),
        ("seat", "check"),
        ("seat", "seat"),
        ("evaluation_round", "approve_plan"),
        ("evaluation", "approve"),
    }


@pytest.mark.parametrize(("table", "step"), APPROVALS)
def test_nobody_decides_their_own_work(world: World, table: str, step: str) -> None:
    """Who created, changed or submitted a row is refused at its approval, by the button and by the POST; another is not."""
    person, key = somebody(world, DECIDERS, lambda one: waiting(world, one, table, step))
    cls = SCREENS[table]
    before = world.rows[table][key]
    url = f"/panel/{cls.slug()}/transition/{step}/?id={key}"
    client = world.client(person)
    assert client.get(url).status_code == 200
    for mine in (
        {"created_by_id": person.account_id},
        {"hands": f",{person.account_id},"},
        {"hands": f",999,{person.account_id},998,"},
        {"submitted_by_id": person.account_id},
    ):
        by_hand(world, table, key, **mine)
        at = written(world.app)
        with world.acting(person) as actor:
            row = db.session.scalars(select(cls).where(cls.id == key)).one()
            assert can(actor, f"transition:{step}", row).sentence == OWN_WORK
            with pytest.raises(Refused):
                perform(cls, key, step, Request(reason="x"))
        assert client.get(url).status_code == 403
        assert client.post(url, data={"reason": "x"}).status_code == 403
        assert f"transition/{step}/" not in client.get(f"/panel/{cls.slug()}/details/?id={key}").text
        assert written(world.app) == at
        by_hand(world, table, key, **{column: before[column] for column in mine})


def test_a_change_since_the_submission_counts(world: World) -> None:
    """A clerk edits what another proposed, and can no longer be the second person who checks it."""
    clerk = world.people["clerk2"]
    key, client = waiting(world, clerk, "seat", "check"), world.client(world.people["clerk2"])
    url = f"/panel/seat/edit/?id={key}"

    assert client.post(url, data={**form_of(client.get(url).text), "seat_number": "8"}).status_code == 303

    assert client.post(f"/panel/seat/transition/check/?id={key}").status_code == 403
    other = world.client(world.people["clerk"])
    assert other.post(f"/panel/seat/transition/check/?id={key}").status_code == 303


@pytest.mark.parametrize("table", sorted(table for table in STEPS if flagged(table, "frozen")))
def test_what_is_approved_stands_still(world: World, table: str) -> None:
    """A frozen row takes no change from whoever could change it before: by a form, by the bin, or by code."""
    cls, at = SCREENS[table], written(world.app)
    frozen = [key for key, row in world.living(table).items() if row["state"] in flagged(table, "frozen")]
    tried = 0
    for name in ("clerk", "desk", "committee"):
        person = world.people[name]
        client = world.client(person)
        for key in frozen:
            if not Office(world).in_words(person, "update", table, world.rows[table][key]):
                continue
            with world.acting(person):
                row = db.session.scalars(select(cls).where(cls.id == key)).one()
                row.note = "nachher"
                with pytest.raises(Refused) as refused:
                    db.session.flush()
                db.session.rollback()
                assert refused.value.sentence == FROZEN
            assert client.get(f"/panel/{cls.slug()}/edit/?id={key}").status_code == 403
            assert client.post(f"/panel/{cls.slug()}/edit/?id={key}", data={"note": "x"}).status_code == 403
            assert (
                client.post(f"/panel/{cls.slug()}/trash/?id={key}", data={"confirmed": "1"}).status_code
                == 403
            )
            tried += 1

    by_state = all(" in " in words for words in expected(table).get("update", {}).values())
    assert tried or by_state, "nobody could have changed these before"
    assert written(world.app) == at


def test_the_rows_under_a_seal_stand_still(world: World) -> None:
    """Attendance at an archived training: no row is added, changed, binned or imported."""
    clerk, at = world.people["clerk"], written(world.app)
    client = world.client(clerk)
    archived = {key for key, row in world.living("training").items() if row["state"] == "archived"}
    key, row = next(
        (k, r) for k, r in world.living("training_attendance").items() if r["training_id"] in archived
    )
    training = row["training_id"]
    sheet = f"/panel/training/children/training-attendance/?id={training}"

    assert client.post(f"/panel/training-attendance/edit/?id={key}", data={"note": "x"}).status_code == 403
    assert client.post(sheet, data={"_all": "absent"}).status_code == 403
    versions = f"{key}:{row['version']}"
    assert client.post(sheet, data={f"attendance-{key}": "absent", "versions": versions}).status_code == 403
    assert (
        client.post(f"/panel/training-attendance/trash/?id={key}", data={"confirmed": "1"}).status_code == 403
    )
    with world.acting(clerk):
        db.session.add(
            SCREENS["training_attendance"](training_id=training, guest_name="某某", guest_body="某局")
        )
        with pytest.raises(Refused):
            db.session.flush()
        db.session.rollback()
    assert written(world.app) == at


def test_an_import_changes_nothing_that_is_approved(world: World, tmp_path: Any) -> None:
    at = written(world.app)
    key, row = next((k, r) for k, r in world.living("seat").items() if r["state"] == "serving")
    with world.acting(world.people["clerk"]):
        term = world.rows["term"][row["term_id"]]["name"]
    file = tmp_path / "rows.csv"
    file.write_text(f"委员,届,委员编号\n{row['name']},{term},777\n", encoding="utf-8")

    result = world.app.test_cli_runner().invoke(
        args=["import", "seat", str(file), "--as", "clerk", "--apply"]
    )

    assert result.exit_code == 1, result.output
    assert written(world.app) == at
    with world.acting(world.people["clerk"]):
        assert stored(world, SCREENS["seat"], key)["seat_number"] == row["seat_number"]


def test_nothing_is_deleted(world: World) -> None:
    """Neither a person nor the operator nor the seed deletes a row of any type, by object or by statement."""
    at = written(world.app)
    for cls in record_types():
        for context in (
            world.acting(world.people["clerk"]),
            as_system(world.app, "operator"),
            as_system(world.app),
        ):
            with context:
                row = db.session.scalars(select(cls).limit(1)).first()
                if row is not None:
                    db.session.delete(row)
                    with pytest.raises(Refused) as refused:
                        db.session.flush()
                    assert refused.value.sentence == NOTHING_IS_DELETED
                    db.session.rollback()
                for statement in (delete(cls), delete(cls.__table__), update(cls).values(note="x")):
                    with pytest.raises(BackDoor):
                        db.session.execute(statement)

    assert written(world.app) == at


@pytest.mark.parametrize("table", SUBMITTED)
def test_what_is_submitted_comes_back_to_who_submitted_it(world: World, table: str) -> None:
    """Recall: by the submitter alone, and only before anybody acted."""
    cls = SCREENS[table]
    submit = next(step for step, said in STEPS[table].items() if "submits" in said)
    person, key = somebody(world, SUBMITTERS, lambda one: waiting_for_submission(world, one, table, submit))
    with world.acting(person):
        before = stored(world, cls, key)["state"]
        assert perform(cls, key, submit, answers_for(world, table, submit)) is not None
        db.session.commit()
    with world.acting(world.people["clerk2"]):
        try:
            done = perform(cls, key, "recall")
        except Refused:
            done = None
        assert done is None
    with world.acting(person):
        assert perform(cls, key, "recall") is not None
        db.session.commit()
        row = stored(world, cls, key)
        recalled_to = STEPS[table]["recall"].partition(" > ")[2].partition(";")[0]
        assert (row["state"], row["submitted_at"], row["submitted_by_id"]) == (recalled_to, None, None)
        assert before in (recalled_to, "returned")
    with world.acting(person):
        if stored(world, cls, key)["state"] in STEPS[table][submit].partition(" > ")[0].split():
            perform(cls, key, submit, answers_for(world, table, submit))
            db.session.commit()
    assert cls.workflow is not None
    recallable = STEPS[table]["recall"].partition(" > ")[0].split()
    by_hand(world, table, key, state=next(s for s in reversed(cls.workflow.states) if s not in recallable))
    with world.acting(person):
        try:
            gone_on = perform(cls, key, "recall") is None
        except AlreadyDone:
            gone_on = True
        assert gone_on, "what has moved on is recalled all the same"


CORRECTED = sorted(table for table in expected("training") and SCREENS if "correct" in expected(table))


@pytest.mark.parametrize("table", CORRECTED)
def test_what_is_approved_is_corrected_by_two_people(world: World, table: str) -> None:
    """A desk proposes the change of a field of every type that is approved, a chair confirms, and the record says so."""
    cls, chair, office = SCREENS[table], world.people["chair"], Office(world)

    def approved(person: Person) -> int:
        for key, row in world.living(table).items():
            frozen = row.get("state") in flagged(table, "frozen") or office.sealed_above(table, row)
            if frozen and all(office.in_words(person, act, table, row) for act in ("read", "correct")):
                return key
        raise LookupError(f"{person.name} corrects no {table}")

    desk, key = somebody(world, PROPOSERS, approved)
    with world.acting(desk):
        draft = Correction(
            record_table=table, record_id=key, field="note", new_text="更正后的备注", reason="录入有误。"
        )
        db.session.add(draft)
        db.session.flush()
        perform(Correction, draft.id, "submit")
        db.session.commit()
        number = draft.id
        with pytest.raises(Refused):
            perform(Correction, number, "confirm")
    with world.acting(chair):
        assert perform(Correction, number, "confirm") is not None
        db.session.commit()
    with world.acting(desk):
        row = db.session.scalars(select(cls).where(cls.id == key)).one()
        assert row.note == "更正后的备注"
        correction = db.session.scalars(select(Correction).where(Correction.id == number)).one()
        assert (correction.state, correction.old_text, is_intact(correction)) == ("confirmed", None, True)
