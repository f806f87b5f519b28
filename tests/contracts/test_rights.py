"""Every door asks the same question: what the expectations refuse is refused by each of them, and nothing is written.

A row that one may not read is not there (404), an act that one may not do on a row one reads is refused (403). The rows are those
of the furnished office, one for each answer that the expectations give about it; ``make attack`` takes one of every difference
(state, committee, unit ...) to every door. :mod:`tests.contracts.test_faces` asks the rules themselves about all rows, always.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest

from tests.contracts.chosen import chosen
from tests.contracts.expectations import NAMED_UNREAD
from tests.contracts.steps import STEPS
from tests.contracts.test_routes import ASKED, SCREENS
from tests.contracts.traces import written
from tests.contracts.words import Office, expected
from tests.contracts.world import Person, World

WHO = (
    "clerk",
    "limited",
    "committee",
    "desk",
    "chair",
    "auditor",
    "member",
    "teller",
    "department",
    "admin",
    "nobody",
)
_DIFFERENCES = (
    "state", "committee_id", "lead_department_id", "department_id", "entered_for_department_id", "record_table",
)  # fmt: skip


def kinds_of(
    world: World, office: Office, person: Person, table: str, *always: str
) -> Iterator[tuple[int, dict[str, Any], bool]]:
    """Yield the rows that are taken to a door, with whether the person may read them.

    Where no role of the person reads anything of the type there is no rule that could tell rows apart. ``always`` names columns
    whose every value is tried in any case.
    """
    seen = set()
    reads = bool(person.roles & expected(table)["read"].keys())
    for key, row in world.rows[table].items():
        readable = office.allowed(person, "read", table, row)
        acts = tuple(office.allowed(person, action, table, row) for action in ("update", "trash") if readable)
        trashed = row["trashed_at"] is not None
        mine = row["created_by_id"] == person.account_id
        apart = (_DIFFERENCES if world.every_row else always) if reads else ()
        differences = tuple(row.get(name) for name in apart)
        what = (readable, acts, trashed, mine, *differences)
        if what not in seen:
            seen.add(what)
            yield key, row, readable


@pytest.mark.parametrize("name", WHO)
def test_a_row_is_shown_to_whom_it_should(world: World, name: str) -> None:
    person, office = world.people[name], Office(world)
    wrong: list[Any] = []
    client, before = world.client(person), written(world.app)
    for table, cls in ASKED.items():
        drawn = set()
        for key, row, readable in kinds_of(world, office, person, table, "state"):
            # Drawing takes the time, being refused does not: one page of a type, for the clerk one of each state.
            what = row.get("state") if name == "clerk" else None, row["trashed_at"] is None
            if readable and what in drawn:
                continue
            drawn.add(what if readable else None)
            status = client.get(f"/panel/{cls.slug()}/details/?id={key}").status_code
            if status != (200 if readable else 404):
                wrong.append((table, key, status))

    assert wrong == []
    assert written(world.app) == before


def test_lists_and_forms_open_for_whom_they_should(world: World) -> None:
    """A list is drawn once for each set of rules by which it is read, a form once; both are refused to whom they are not for."""
    before, wrong, drawn = written(world.app), [], set()
    for name in WHO:
        person = world.people[name]
        client = world.client(person)
        for table, cls in ASKED.items():
            view = world.app.extensions["xieshang_views"][table]
            rules = expected(table)["read"]
            reads = bool(person.roles & rules.keys())
            makes = reads and bool(person.roles & expected(table).get("create", {}).keys())
            for path, allowed, exists in (
                ("", reads, True),
                ("new/", makes, view.can_create),
                ("import/", makes, view.can_import),
                ("import/template/", makes, view.can_import),
            ):
                wanted = (200 if allowed else 403) if exists or not reads else 404
                by: Any = None if path else frozenset(rules[role] for role in person.roles & rules.keys())
                if by and world.every_row:
                    by = name
                if wanted == 200 and (table, path, by) in drawn:
                    continue
                drawn.add((table, path, by))
                status = client.get(f"/panel/{cls.slug()}/{path}").status_code
                if status != wanted:
                    wrong.append((name, table, path, status, wanted))

    assert wrong == []
    assert written(world.app) == before


@pytest.mark.parametrize("name", WHO)
def test_no_form_changes_what_it_should_not(world: World, name: str) -> None:
    """Form and recycle bin, by POST for every row on which the act is refused, by link as well; and once where it is not."""
    person, office = world.people[name], Office(world)
    wrong: list[Any] = []
    looked: set[Any] = set()
    client, before = world.client(person), written(world.app)
    for table, cls in ASKED.items():
        opened = set()
        for key, row, readable in kinds_of(world, office, person, table):
            living = readable and row["trashed_at"] is None
            for path, action in (("edit/", "update"), ("trash/", "trash")):
                url = f"/panel/{cls.slug()}/{path}?id={key}"
                if living and office.allowed(person, action, table, row):
                    if action not in opened and client.get(url).status_code != 200:
                        wrong.append(("GET", url, "not open"))
                    opened.add(action)
                    continue
                wanted = 403 if living else 404
                sent = {"confirmed": "1", "note": "x", "version": str(row["version"])}
                found = client.post(url, data=sent).status_code
                if found == wanted and _looks(world, looked, (table, action, wanted)):
                    found = client.get(url).status_code
                if found != wanted:
                    wrong.append((action, url, found))
            if not (
                readable and row["trashed_at"] is not None and office.in_words(person, "trash", table, row)
            ):
                status = client.post(f"/panel/{cls.slug()}/restore/?id={key}").status_code
                if status != (403 if readable and row["trashed_at"] is not None else 404):
                    wrong.append(("restore", table, key, status))

    assert wrong == []
    assert written(world.app) == before


@pytest.mark.parametrize("name", WHO)
def test_no_step_is_taken_that_should_not(world: World, name: str) -> None:
    """Every step that can leave a row's state, by link and by POST, for whom it is not."""
    person, office = world.people[name], Office(world)
    wrong: list[Any] = []
    looked: set[Any] = set()
    client, before = world.client(person), written(world.app)
    for table, steps in chosen(STEPS).items():
        cls = SCREENS[table]
        for key, row, readable in kinds_of(world, office, person, table, "state"):
            for step, said in steps.items():
                sources = said.partition(" > ")[0].split()
                if (
                    "by itself" in said
                    or row["state"] not in sources
                    or _may_press(office, person, table, step, row)
                ):
                    continue
                url = f"/panel/{cls.slug()}/transition/{step}/?id={key}"
                wanted = 403 if readable and row["trashed_at"] is None else 404
                found = client.post(url, data={"reason": "x"}).status_code
                if found == wanted and _looks(world, looked, (table, step, wanted)):
                    found = client.get(url).status_code
                if found != wanted:
                    wrong.append((url, found, wanted))

    assert wrong == []
    assert written(world.app) == before


def _looks(world: World, looked: set[Any], what: Any) -> bool:
    """Return whether the door is also tried by link: once for each way in which it stays shut to a person."""
    if what in looked and not world.every_row:
        return False
    looked.add(what)
    return True


def _may_press(office: Office, person: Person, table: str, step: str, row: dict[str, Any]) -> bool:
    said = STEPS[table][step]
    if row["trashed_at"] is not None or not office.allowed(person, "read", table, row):
        return False
    if "recalls" in said and row["submitted_by_id"] != person.account_id:
        return False
    hands = {row["created_by_id"], row["submitted_by_id"], *(int(n) for n in row["hands"].split(",") if n)}
    if "by another" in said and person.account_id in hands:
        return False
    return any(office.in_words(person, f"{step}{how}", table, row) for how in ("", " from paper"))


@pytest.mark.parametrize("name", WHO)
def test_ticking_rows_gives_no_right(world: World, name: str) -> None:
    """Every row of a type ticked at once, also those of another office: what is not one's own stays where it is."""
    person, office = world.people[name], Office(world)
    wrong: list[Any] = []
    client, before = world.client(person), written(world.app)
    for table, cls in ASKED.items():
        refused = [key for key, row in world.rows[table].items() if not _may_bin(office, person, table, row)]
        data = {"do": "trash", "confirmed": "1", "id": [*refused, *world.foreign[table]]}
        status = client.post(f"/panel/{cls.slug()}/bulk/", data=data).status_code
        roles = person.roles & expected(table)["read"].keys()
        wanted = 303 if roles and person.roles & expected(table).get("trash", {}).keys() else 403
        if status != wanted:
            wrong.append((table, status, wanted))
        for step, said in STEPS.get(table, {}).items():
            batch = "in batches" in said
            stays = [
                key
                for key, row in world.rows[table].items()
                if not batch or not _may_take(office, person, table, step, row)
            ]
            data = {"do": step, "confirmed": "1", "id": [*stays, *world.foreign[table]]}
            status = client.post(f"/panel/{cls.slug()}/bulk/", data=data).status_code
            words = expected(table)
            takers = words.get(step, {}).keys() | words.get(f"{step} from paper", {}).keys()
            open_to = (303 if person.roles & takers else 403) if batch else 404
            if status != (open_to if roles else 403):
                wrong.append((table, step, status))

    assert wrong == []
    assert written(world.app) == before


def _may_take(office: Office, person: Person, table: str, step: str, row: dict[str, Any]) -> bool:
    sources = STEPS[table][step].partition(" > ")[0].split()
    return row["state"] in sources and _may_press(office, person, table, step, row)


def _may_bin(office: Office, person: Person, table: str, row: dict[str, Any]) -> bool:
    readable = row["trashed_at"] is None and office.allowed(person, "read", table, row)
    return readable and office.allowed(person, "trash", table, row)


@pytest.mark.parametrize("name", WHO)
def test_the_sheet_of_a_parent_gives_no_right(world: World, name: str) -> None:
    """Rows entered as a sheet under their parent: marking all, and one row changed, where the rows may not be changed."""
    person, office = world.people[name], Office(world)
    wrong: list[Any] = []
    client, before = world.client(person), written(world.app)
    for table, cls in ASKED.items():
        view = world.app.extensions["xieshang_views"][table]
        if not view.children_grid:
            continue
        owner = SCREENS[cls.__table__.c[cls.parent or ""].info["ref"]]
        for key, above, readable in kinds_of(world, office, person, owner.__tablename__):
            rows = {k: row for k, row in world.living(table).items() if row[cls.parent or ""] == key}
            seen = {k: row for k, row in rows.items() if office.allowed(person, "read", table, row)}
            if any(office.allowed(person, "update", table, row) for row in seen.values()):
                continue
            url = f"/panel/{owner.slug()}/children/{cls.slug()}/?id={key}"
            choice = next(c for c in view.children_grid if cls.__table__.c[c].info["kind"] == "choice")
            other = cls.__table__.c[choice].info["choices"][-1].value
            marked = client.post(url, data={"_all": other}).status_code
            sheet = {f"{choice}-{k}": other for k in rows}
            versions = ",".join(f"{k}:{row['version']}" for k, row in rows.items())
            typed = client.post(url, data={**sheet, "versions": versions}).status_code
            here = readable and above["trashed_at"] is None
            wanted = {404} if not here else {403} if seen else {303, 403}
            if not {marked, typed} <= wanted:
                wrong.append((url, marked, typed, wanted))

    assert wrong == []
    assert written(world.app) == before


@pytest.mark.parametrize("name", WHO)
def test_look_ups_find_what_one_may_read(world: World, name: str) -> None:
    person, office = world.people[name], Office(world)
    wrong: list[Any] = []
    client = world.client(person)
    for table, cls in ASKED.items():
        if not person.roles & expected(table)["read"].keys():
            continue
        for column in cls.__table__.columns:
            target = column.info.get("ref")
            if not target or target == "organization":
                continue
            answer = client.get(f"/panel/{cls.slug()}/lookup/{column.key}")
            if answer.status_code in (403, 404):
                continue
            found = {int(item["id"]) for item in answer.get_json()["items"]}
            readable = {
                k for k, row in world.living(target).items() if office.allowed(person, "read", target, row)
            }
            if person.roles & set(NAMED_UNREAD.get((table, column.key), "").split()):
                # They name the row, and read nothing else of it.
                readable = set(world.living(target))
            if not found <= readable:
                wrong.append((table, column.key, found - readable))

    assert wrong == []


@pytest.mark.parametrize("name", WHO)
def test_exports_hold_what_may_be_taken_out(world: World, name: str) -> None:
    person, office = world.people[name], Office(world)
    wrong: list[Any] = []
    client = world.client(person)
    for table, cls in ASKED.items():
        changes, events = written(world.app)
        answer = client.get(f"/panel/{cls.slug()}/export/csv/")
        if not person.roles & expected(table).get("export", {}).keys():
            if answer.status_code != 403 or written(world.app) != (changes, events):
                wrong.append((table, answer.status_code))
            continue
        lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
        wanted = [
            key
            for key, row in world.living(table).items()
            if office.allowed(person, "read", table, row) and office.allowed(person, "export", table, row)
        ]
        if len(lines) - 1 != len(wanted):
            wrong.append((table, len(lines) - 1, len(wanted)))

    assert wrong == []


@pytest.mark.parametrize("name", WHO)
def test_the_command_line_gives_no_more_than_the_account(world: World, name: str, tmp_path: Any) -> None:
    person = world.people[name]
    file = tmp_path / "rows.csv"
    file.write_text("名称,年度\n某某,2020\n", encoding="utf-8")
    runner, before, wrong = world.app.test_cli_runner(), written(world.app), []
    for table, cls in ASKED.items():
        if person.roles & expected(table).get("create", {}).keys():
            continue
        result = runner.invoke(args=["import", cls.slug(), str(file), "--as", name, "--apply"])
        if result.exit_code != 1 or result.exception is None or not isinstance(result.exception, SystemExit):
            wrong.append((table, result.exit_code, result.output))

    assert wrong == []
    assert written(world.app) == before
