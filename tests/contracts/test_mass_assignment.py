"""Only what a form shows is taken from it: every column of every type is sent with every form, and nothing else changes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from models.base import Record, db
from panel.importer.shape import shape_of
from tests.contracts.gathered import gathered
from tests.contracts.pages import form_of
from tests.contracts.steps import STEPS
from tests.contracts.test_routes import ASKED, SCREENS
from tests.contracts.traces import written
from tests.contracts.words import Office, expected
from tests.contracts.world import World

STAMPS = frozenset({"version", "changed_at", "changed_by_id", "hands"})
"""What every save writes by itself."""
KEEPERS = ("clerk", "committee", "desk", "member", "department", "admin")


def stored(world: World, cls: type[Record], row_id: int) -> dict[str, Any]:
    """Return a row as it stands in the database."""
    statement = select(cls.__table__).where(cls.__table__.c.id == row_id)
    with world.app.app_context():
        bound: Any = db.engines[None]  # the connection whose transaction the test is rolled back with
        return dict(bound.execute(statement).one()._mapping)


def smuggled(world: World, cls: type[Record], row: dict[str, Any], shown: set[str]) -> dict[str, str]:
    """Return a value for every column that the form does not show: another one than the row has, readable for its kind."""
    found = {}
    for column in cls.__table__.columns:
        if column.key in shown or column.key in ("id", "version"):
            continue
        kind = column.info.get("kind")
        if column.key == "organization_id":
            found[column.key] = str(world.foreign_id)
        elif kind == "state":
            assert cls.workflow is not None
            found[column.key] = next(
                value for value in reversed(cls.workflow.states) if value != row["state"]
            )
        elif kind in ("ref", "account"):
            target = column.info.get("ref", "account")
            found[column.key] = str(next((key for key in world.rows[target] if key != row[column.key]), 1))
        elif kind in ("day", "moment"):
            found[column.key] = "2019-09-09"
        elif kind in ("count", "money", "measure"):
            found[column.key] = "7"
        elif kind == "choice":
            found[column.key] = next(c.value for c in column.info["choices"] if c.value != row[column.key])
        elif kind == "flag":
            found[column.key] = "" if row[column.key] else "1"
        else:
            found[column.key] = ",1,"
        found[f"{column.key}__text"] = found[column.key]
    return found


@pytest.mark.parametrize("name", KEEPERS)
def test_a_form_saves_what_it_shows_and_nothing_else(world: World, name: str) -> None:
    """Every type that somebody may edit: a note is written, and every other column is sent along with another value."""
    person, office = world.people[name], Office(world)
    wrong: list[Any] = []
    saved: list[Any] = []
    client = world.client(person)
    for table, cls in ASKED.items():
        rows = world.living(table).items()
        found = next((key for key, row in rows if office.allowed(person, "update", table, row)), None)
        if found is None or not office.allowed(person, "read", table, world.rows[table][found]):
            continue
        row = world.rows[table][found]
        url = f"/panel/{cls.slug()}/edit/?id={found}"
        form = form_of(client.get(url).text)
        typed = next(field for field in ("note", "phone", "remark") if field in form)
        extra = smuggled(world, cls, row, set(form))
        answer = client.post(url, data={**form, **extra, typed: "138"})
        if answer.status_code != 303:
            wrong.append((table, answer.status_code, form))
            continue
        saved.append(table)
        after = stored(world, cls, found)
        changed = {column for column in after if after[column] != row[column]} - STAMPS
        if changed != {typed}:
            wrong.append((table, changed))

    assert wrong == [], wrong
    assert saved or name == "admin"


def test_a_new_row_takes_what_its_form_shows_and_nothing_else(world: World) -> None:
    clerk = world.people["clerk"]
    client = world.client(clerk)
    typed = {
        "training": {"name": "夜班", "kind": "county_course", "starts_on": "2020-10-01", "level": "county"},
        "department": {"name": "县新局", "kind": "government", "rank": "0"},
        "livelihood_project": {"name": "新桥", "year": "2020", "level": "county", "number": "900"},
        "seat": {},
    }
    seated = {row["member_id"] for row in world.rows["seat"].values()}
    member = max(world.living("member").keys() - seated)
    typed["seat"] = {"member_id": str(member), "member_id__text": world.rows["member"][member]["name"],
                     "term_id": str(min(world.living("term")))}  # fmt: skip
    for table, values in typed.items():
        cls = SCREENS[table]
        form = form_of(client.get(f"/panel/{cls.slug()}/new/").text)
        blank = dict.fromkeys(cls.__table__.c.keys()) | {"state": ""}
        answer = client.post(
            f"/panel/{cls.slug()}/new/", data={**form, **smuggled(world, cls, blank, set(form)), **values}
        )
        assert answer.status_code == 303, (table, answer.text)
        row_id = int(answer.location.rpartition("=")[2])
        row = stored(world, cls, row_id)

        assert (row["organization_id"], row["created_by_id"]) == (world.organization_id, clerk.account_id)
        assert row["trashed_at"] is None
        assert row["version"] == 1
        if cls.workflow is not None:
            assert (row["state"], row["sealed_at"], row["submitted_by_id"], row["decision_id"]) == (
                cls.workflow.initial,
                None,
                None,
                None,
            )


def _is_plain(said: str) -> bool:
    """Return whether a step is pressed by a person who is asked for nothing but a remark."""
    return not any(word in said for word in ("asks", "offers", "decided by", "by itself", "recalls"))


PLAIN = sorted(table for table, steps in STEPS.items() if any(map(_is_plain, steps.values())))


@pytest.mark.parametrize("table", PLAIN)
def test_a_step_takes_what_it_asks_for_and_nothing_else(world: World, table: str) -> None:
    """Every step that asks for nothing or for a remark, with every column of the type sent along."""
    office, cls, taken = Office(world), SCREENS[table], set()
    wrong: list[Any] = []
    for name in ("clerk", "committee", "chair2", "desk", "member", "department"):
        person = world.people[name]
        client = world.client(person)
        for step, said in STEPS[table].items():
            sources, target = said.partition(";")[0].split(" > ")
            for key in world.living(table) if _is_plain(said) else ():
                row = stored(world, cls, key)
                may = office.in_words(person, step, table, row) and office.allowed(person, "read", table, row)
                if row["state"] not in sources.split() or not may:
                    continue
                data = smuggled(world, cls, row, {"reason"}) | {"reason": "数字有出入。"}
                answer = client.post(f"/panel/{cls.slug()}/transition/{step}/?id={key}", data=data)
                after = stored(world, cls, key)
                changed = {column for column in after if after[column] != row[column]}
                extra = changed - STAMPS - BY_STEPS.get(table, frozenset()) - _WRITTEN
                moved = (answer.status_code, after["state"]) == (303, target)
                if answer.status_code >= 500 or (changed and (extra or not moved)):
                    wrong.append((step, answer.status_code, after["state"], sorted(extra)))
                if changed:
                    taken.add(step)
                    break

    assert wrong == [], wrong
    assert taken, "no step of this type could be taken as it stands"


_WRITTEN = frozenset(
    {"state", "state_since", "submitted_at", "submitted_by_id", "sealed_at", "sealed_by_id", "seal_hash", "seal_text"}
)  # fmt: skip
_BY_STEPS: dict[str, frozenset[str]] = {
    "evaluation_round": frozenset(
        {
            "computation", "quorum_parts", "quorum_of", "quorum_exceeded", "valid_parts", "valid_of", "shown_from", "void_cause",
        }
    ),
}  # fmt: skip
BY_STEPS = gathered("BY_STEPS", _BY_STEPS)
"""What the steps of a type write by themselves."""


def test_a_sheet_takes_its_columns_and_nothing_else(world: World) -> None:
    clerk, cls = world.people["clerk"], SCREENS["training_attendance"]
    client = world.client(clerk)
    training = min(key for key, row in world.living("training").items() if row["state"] == "planned")
    key = min(k for k, row in world.living("training_attendance").items() if row["training_id"] == training)
    row = world.rows["training_attendance"][key]
    grid = world.app.extensions["xieshang_views"]["training_attendance"].children_grid
    sent = {f"{name}-{key}": value for name, value in smuggled(world, cls, row, set(grid)).items()}
    sent |= {f"attendance-{key}": "part", "versions": f"{key}:{row['version']}"}

    answer = client.post(f"/panel/training/children/training-attendance/?id={training}", data=sent)

    assert answer.status_code == 303
    after = stored(world, cls, key)
    assert {column for column in after if after[column] != row[column]} - STAMPS == {"attendance"}


def test_a_file_may_not_fill_what_a_form_does_not_show(world: World) -> None:
    """The columns that an import takes are those a person fills in: no state, no stamp, nothing fixed or entered for others."""
    wrong: list[Any] = []
    for name in KEEPERS:
        with world.acting(world.people[name]) as actor:
            for table, view in world.app.extensions["xieshang_views"].items():
                if not view.can_import or not actor.roles & expected(table).get("create", {}).keys():
                    continue
                for key, column in shape_of(view, actor).columns.items():
                    info = column.column.info
                    engine = (
                        info.get("fixed")
                        or info.get("entered_for")
                        or info["kind"] in ("state", "stamp", "id")
                    )
                    if engine and key not in view.import_key:
                        wrong.append((name, table, key))

    assert wrong == [], wrong


def test_unknown_fields_are_passed_over(world: World) -> None:
    client, before = world.client(world.people["clerk"]), written(world.app)
    training = min(key for key, row in world.living("training").items() if row["state"] == "planned")
    url = f"/panel/training/edit/?id={training}"
    form = form_of(client.get(url).text)

    answer = client.post(
        url, data={**form, "access": "x", "workflow": "x", "__class__": "x", "metadata": "x", "query": "x"}
    )

    assert answer.status_code == 303
    assert written(world.app)[0] == before[0]


def test_a_value_of_the_future_is_typed_in_no_stamp(world: World) -> None:
    """The moment of entry is the house's own, whatever date of the fact is written."""
    clerk = world.people["clerk"]
    client = world.client(clerk)
    form = form_of(client.get("/panel/training/new/").text)
    values = {"name": "补录班", "kind": "county_course", "starts_on": "2019-03-01", "entry_date": "2019-03-01",
              "created_at": "2019-03-01 08:00", "fact_date": "2018-01-01"}  # fmt: skip
    answer = client.post("/panel/training/new/", data={**form, **values})
    row = stored(world, SCREENS["training"], int(answer.location.rpartition("=")[2]))

    assert (row["fact_date"], row["entry_date"]) == (date(2019, 3, 1), date(2020, 9, 23))
    assert row["created_at"] > datetime(2024, 1, 1, tzinfo=UTC)
