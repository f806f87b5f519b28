"""Writing by the rules of the house.

Nobody decides their own work, what is approved stands still, nothing is deleted, what was submitted comes back to its submitter,
approved ones are corrected by two people, and another's word needs the signed paper.
"""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from models.access import Refused, can
from models.access.errors import FROZEN, NOTHING_IS_DELETED, OWN_WORK
from models.base import db
from models.office.attachment import Attachment
from models.office.correction import Correction
from models.registry import record_types
from models.seal import is_intact
from models.session import BackDoor
from panel.transitions import AlreadyDone, Request, perform
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
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def waiting(world: World, person: Person, table: str, step: str) -> int:
    """Return a row from which the expectations let somebody take the step."""
    office = Office(world)
    sources = STEPS[table][step].partition(" > ")[0].split()
    for key, row in world.living(table).items():
        hands = {
            row["created_by_id"],
            row["submitted_by_id"],
            *(int(n) for n in row["hands"].split(",") if n),
        }
        if row["state"] not in sources or person.account_id in hands:
            continue
        if office.allowed(person, "read", table, row) and office.in_words(person, step, table, row):
            return key
    raise LookupError(f"nothing waits for {person.name} to {step} a {table}")


def by_hand(world: World, table: str, key: int, **columns: Any) -> None:
    """Write columns of a row past everything, as a test may."""
    cls = SCREENS[table]
    with as_system(world.app):
        db.session.connection().execute(
            update(cls.__table__).where(cls.__table__.c.id == key).values(**columns)
        )
        db.session.commit()


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
    name = "clerk2" if table == "seat" else "chair2"
    person = world.people[name]
    key, cls = waiting(world, person, table, step), SCREENS[table]
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
        assert stored(SCREENS["seat"], key)["seat_number"] == row["seat_number"]


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


def answers_for(table: str, step: str) -> Request:
    """Return what a step asks for, filled in by the kind of each column."""
    said = [part.removeprefix("asks ") for part in STEPS[table][step].split("; ") if part.startswith("asks ")]
    kinds = {
        name: SCREENS[table].__table__.c[name].info["kind"] for part in said for name in part.split(", ")
    }
    return Request(
        reason="请再核对。",
        answers={n: date(2020, 9, 20) if kind == "day" else "已办" for n, kind in kinds.items()},
    )


@pytest.mark.parametrize("table", SUBMITTED)
def test_what_is_submitted_comes_back_to_who_submitted_it(world: World, table: str) -> None:
    """Recall: by the submitter alone, and only before anybody acted."""
    cls = SCREENS[table]
    submit = next(step for step, said in STEPS[table].items() if "submits" in said)
    name = "department" if "department" in expected(table)[submit] else "committee"
    other = "chair" if name == "department" else "desk" if table != "correction" else "clerk2"
    person = world.people[name]
    key = waiting_for_submission(world, person, table, submit)
    with world.acting(person):
        before = stored(cls, key)["state"]
        assert perform(cls, key, submit, answers_for(table, submit)) is not None
        db.session.commit()
    with world.acting(world.people[other]):
        try:
            done = perform(cls, key, "recall")
        except Refused:
            done = None
        assert done is None
    with world.acting(person):
        assert perform(cls, key, "recall") is not None
        db.session.commit()
        row = stored(cls, key)
        recalled_to = STEPS[table]["recall"].partition(" > ")[2].partition(";")[0]
        assert (row["state"], row["submitted_at"], row["submitted_by_id"]) == (recalled_to, None, None)
        assert before in (recalled_to, "returned")
    with world.acting(person):
        if stored(cls, key)["state"] in STEPS[table][submit].partition(" > ")[0].split():
            perform(cls, key, submit, answers_for(table, submit))
            db.session.commit()
    assert cls.workflow is not None
    by_hand(world, table, key, state=list(cls.workflow.states)[-1])
    with world.acting(person), pytest.raises(AlreadyDone):
        perform(cls, key, "recall")


def waiting_for_submission(world: World, person: Person, table: str, step: str) -> int:
    """Return a row that somebody may submit."""
    office = Office(world)
    sources = STEPS[table][step].partition(" > ")[0].split()
    complete = {row["round_id"] for row in world.living("evaluation_round_evaluator").values()}
    for key, row in world.living(table).items():
        if table == "evaluation_round" and key not in complete:
            continue
        readable = office.allowed(person, "read", table, row)
        if row["state"] in sources and readable and office.in_words(person, step, table, row):
            return key
    raise LookupError(f"{person.name} has no {table} to submit")


CORRECTED = sorted(table for table in expected("training") and SCREENS if "correct" in expected(table))


@pytest.mark.parametrize("table", CORRECTED)
def test_what_is_approved_is_corrected_by_two_people(world: World, table: str) -> None:
    """A desk proposes the change of a field of every type that is approved, a chair confirms, and the record says so."""
    cls, clerk, chair = SCREENS[table], world.people["clerk"], world.people["chair"]
    archived = {key for key, row in world.living("training").items() if row["state"] == "archived"}
    key = next(
        k
        for k, row in world.living(table).items()
        if row.get("state") in flagged(table, "frozen") or row.get("training_id") in archived
    )
    with world.acting(clerk):
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
    with world.acting(clerk):
        row = db.session.scalars(select(cls).where(cls.id == key)).one()
        assert row.note == "更正后的备注"
        correction = db.session.scalars(select(Correction).where(Correction.id == number)).one()
        assert (correction.state, correction.old_text, is_intact(correction)) == ("confirmed", None, True)


def test_another_word_is_entered_from_the_signed_paper_alone(world: World) -> None:
    """Entered for a unit: without the scan nothing is kept; with it, typist, author and paper stand beside each other."""
    clerk, at = world.people["clerk"], written(world.app)
    client = world.client(clerk)
    unit = next(iter(world.people["department"].units))
    indicator = min(world.living("indicator"))
    data = {"indicator_id": str(indicator), "indicator_id__text": world.rows["indicator"][indicator]["name"],
            "year": "2020", "period": "2020-01", "value": "3", "entered_for_department_id": str(unit),
            "entered_for_department_id__text": world.rows["department"][unit]["name"]}  # fmt: skip
    form = form_of(client.get("/panel/progress/new/").text)

    without = client.post("/panel/progress/new/", data={**form, **data})
    assert without.status_code == 422
    assert written(world.app) == at

    scan = {"signed_paper": (io.BytesIO(PDF), "来函.pdf"), "not_classified": "1"}
    kept = client.post(
        "/panel/progress/new/", data={**form, **data, **scan}, content_type="multipart/form-data"
    )
    assert kept.status_code == 303, kept.text
    number = int(kept.location.rpartition("=")[2])
    with world.acting(clerk):
        row = stored(SCREENS["progress"], number)
        papers = select(Attachment.kind).where(
            Attachment.record_table == "progress", Attachment.record_id == number
        )
        assert (row["created_by_id"], row["entered_for_department_id"]) == (clerk.account_id, unit)
        assert list(db.session.scalars(papers)) == ["signed_paper"]


PAPER = [
    (table, action.removesuffix(" from paper"))
    for table in STEPS
    for action in expected(table)
    if action.endswith(" from paper") and not action.startswith("recall")
]


@pytest.mark.parametrize(("table", "step"), PAPER)
def test_a_step_for_a_unit_needs_its_signed_paper(world: World, table: str, step: str) -> None:
    """The desk takes a unit's own step only with the scan, and the history names the typist."""
    clerk, cls = world.people["clerk"], SCREENS[table]
    client = world.client(clerk)
    sources = STEPS[table][step].partition(" > ")[0].split()
    key = next(k for k, row in world.living(table).items() if row["state"] in sources)
    url = f"/panel/{cls.slug()}/transition/{step}/?id={key}"
    given = answers_for(table, step).answers
    data = {name: str(value) for name, value in given.items()}
    at = written(world.app)

    assert client.post(url, data=data).status_code == 422
    assert client.post(url, data=data | {"signed_paper": (io.BytesIO(PDF), "来函.pdf")},
                       content_type="multipart/form-data").status_code == 422  # fmt: skip
    assert written(world.app) == at
    scan = {"signed_paper": (io.BytesIO(PDF), "来函.pdf"), "not_classified": "1"}
    assert client.post(url, data=data | scan, content_type="multipart/form-data").status_code == 303

    with world.acting(clerk):
        row = stored(cls, key)
        assert (row["state"], row["submitted_by_id"]) == (
            STEPS[table][step].partition(" > ")[2].partition(";")[0],
            clerk.account_id,
        )


def test_a_late_entry_is_marked(world: World) -> None:
    """What is typed long after the fact says so, and is never told as an arrear."""
    client = world.client(world.people["clerk"])
    form = form_of(client.get("/panel/training/new/").text)
    marks = {}
    for day in ("2020-03-01", "2020-09-22"):
        values = {"name": f"补录 {day}", "kind": "county_course", "starts_on": day}
        answer = client.post("/panel/training/new/", data={**form, "form_token": day, **values})
        page = client.get(answer.location).text
        marks[day] = "补录</span>" in page

    assert marks == {"2020-03-01": True, "2020-09-22": False}
