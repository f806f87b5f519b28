"""Every address is on the list, closed by default; looking changes nothing; what is not there or not one's own is not found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from models.registry import load_record_types
from panel.history_pages import asking
from tests.contracts.chosen import chosen
from tests.contracts.routes import NAMES_A_ROW, OTHERS, PARTICULAR, RECORDS, WRITES_ON_GET
from tests.contracts.traces import written
from tests.contracts.world import World
from tests.fixtures.client import PanelClient

SCREENS = {
    cls.__tablename__: cls
    for cls in load_record_types()
    if cls.__module__.startswith("models.") and not cls.is_link
}
ASKED = chosen(SCREENS)
"""The screens that are taken to every door."""
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
WEIRD = (
    "",
    "²",
    "１",
    "-1",
    "0",
    "1.0",
    " 1",
    "1 ",
    "0x1",
    "1e3",
    "1;1",
    "1'",
    "None",
    "999999999",
    str(10**30),
    "a" * 3000,
)


def listed() -> dict[str, dict[str, str]]:
    """Return rule -> method -> who, of all three lists."""
    found = dict(OTHERS)
    for table, cls in SCREENS.items():
        for rule, methods in {**RECORDS, **PARTICULAR.get(table, {})}.items():
            found[f"/panel/{cls.slug()}{rule}"] = methods
    return found


def test_every_route_is_on_the_list(furnished: World) -> None:
    mapped: dict[str, set[str]] = {}
    for rule in furnished.app.url_map.iter_rules():
        mapped.setdefault(rule.rule, set()).update((rule.methods or set()) - {"HEAD", "OPTIONS"})

    assert mapped == {rule: set(methods) for rule, methods in listed().items()}


def filled(world: World, rule: str) -> str:
    """Return an address of the rule that names things which are there."""
    parts = {
        "<field>": "note",
        "<step>": "submit",
        "<kind>": "csv",
        "<token>": "kept",
        "<child>": "indicator",
        "<what>": "members",
        "<slug>": "training",
        "<area>": "learning",
        "<path:filename>": "app.css",
        "<int(max=2147483647):round_id>": "1",
        "<int(max=2147483647):number>": "1",
        "<int:record_id>": "1",
        "<int(max=2147483647):attachment_id>": str(min(world.living("attachment"))),
    }
    for part, value in parts.items():
        rule = rule.replace(part, value)
    return rule


def test_who_is_signed_out_is_sent_to_sign_in(world: World) -> None:
    client, before = world.app.test_client(), written(world.app)
    wrong: list[Any] = []
    for rule, methods in listed().items():
        for method, who in methods.items():
            if who == "everybody":
                continue
            url = filled(world, rule)
            answer = client.open(url, method=method)
            where = answer.headers.get("Location", "")
            wanted = (
                (302, "/login" if url == "/" else f"/login?next={url}")
                if method == "GET"
                else (303, "/login")
            )
            if (answer.status_code, where.split("%3F")[0]) != wanted:
                wrong.append((method, url, answer.status_code, where))

    assert wrong == []
    assert written(world.app) == before


def test_other_methods_lead_nowhere(world: World) -> None:
    client, before = world.client(world.people["clerk"]), written(world.app)
    wrong: list[Any] = []
    for rule, methods in listed().items():
        # All types have their addresses from one class: one of them stands for the others.
        if rule.startswith("/panel/") and not rule.startswith("/panel/evaluation-round/"):
            continue
        for method in UNSAFE:
            if method in methods:
                continue
            status = client.open(filled(world, rule), method=method).status_code
            if status not in (404, 405):
                wrong.append((method, rule, status))

    assert wrong == []
    assert written(world.app) == before


def test_an_unsafe_request_proves_where_it_comes_from(world: World) -> None:
    client, before = world.client(world.people["clerk"]), written(world.app)
    wrong: list[Any] = []
    # Without a token and with a wrong one, in turn; the forged forms try every kind of forgery on every route.
    unproved: tuple[dict[str, str], ...] = ({}, {"X-CSRF-Token": "0" * 64})
    for place, (rule, methods) in enumerate(listed().items()):
        for method in set(methods) - {"GET"}:
            url = filled(world, rule)
            for headers in unproved if world.every_row else unproved[place % 2 :][:1]:
                status = client.open(url, method=method, proved=False, headers=headers).status_code
                if status != 403:
                    wrong.append((method, url, status))

    assert wrong == []
    assert written(world.app) == before


def named(world: World, table: str, row_id: Any) -> Iterator[tuple[str, str]]:
    """Yield (method, address) of everything under a type that names a row, with ``row_id`` put there as it is."""
    cls = SCREENS[table]
    rules = {**RECORDS, **PARTICULAR.get(table, {}), "/attach/": OTHERS["/panel/<slug>/attach/"]}
    steps = (
        [step.name for step in cls.workflow.transitions.values() if not step.computed] if cls.workflow else []
    )
    children = [child.slug() for child in SCREENS.values() if _is_child(child, table)]
    for rule in NAMES_A_ROW & rules.keys():
        for method in rules[rule]:
            paths = [rule.replace("<what>", "members")]
            if "<step>" in rule:
                paths = [rule.replace("<step>", step) for step in steps]
            if "<child>" in rule:
                paths = [rule.replace("<child>", child) for child in children]
            for path in paths:
                yield method, f"/panel/{cls.slug()}{path}?id={row_id}"


def _is_child(child: Any, table: str) -> bool:
    return child.parent is not None and child.__table__.c[child.parent].info["ref"] == table


def asked(client: PanelClient, method: str, url: str) -> int:
    """Return the status of a request; an unsafe one says that it is confirmed."""
    return client.open(url, method=method, data={"confirmed": "1"} if method == "POST" else None).status_code


def test_a_row_that_is_not_there_is_not_found(world: World) -> None:
    """Whatever stands behind ``?id=`` that is no number of a row: 404. One type tries everything that is written there.

    The routes of all types are the same code, so each of the others tries two of four, in turn; ``make attack`` all four.
    """
    client, before = world.client(world.people["clerk"]), written(world.app)
    wrong: list[Any] = []
    for place, table in enumerate(SCREENS):
        some = ("", "²", "999999999", str(10**30))
        two = (some[place % 4], some[(place + 1) % 4])
        for weird in WEIRD if table == "evaluation_round" else some if world.every_row else two:
            for method, url in named(world, table, weird):
                status = asked(client, method, url)
                if status != 404:
                    wrong.append((method, url[:80], status))

    assert wrong == []
    assert written(world.app) == before


def test_a_row_of_another_office_is_not_found(world: World) -> None:
    before, wrong = written(world.app), []
    for name in ("clerk", "chair", "admin"):
        client = world.client(world.people[name])
        roles = world.people[name].roles
        for table, cls in ASKED.items():
            if not roles & cls.access.read.keys():
                continue
            for row_id in list(world.foreign[table])[:1]:
                for method, url in named(world, table, row_id):
                    status = asked(client, method, url)
                    if status != 404:
                        wrong.append((name, method, url, status))

    assert wrong == []
    assert written(world.app) == before


def test_looking_changes_nothing(world: World) -> None:
    """Every address that is looked at, for a row of every type; only taking data out leaves an event."""
    wrong: list[Any] = []
    for name, tables in (
        ("clerk", SCREENS),
        ("chair", ("evaluation", "evaluation_round", "correction", "seat")),
    ):
        client = world.client(world.people[name])
        before = written(world.app)
        for table in tables:
            cls, row_id = SCREENS[table], min(world.living(table))
            urls = {url for method, url in named(world, table, row_id) if method == "GET"}
            for rule, methods in RECORDS.items():
                if "GET" in methods and rule not in NAMES_A_ROW | WRITES_ON_GET:
                    urls.add(f"/panel/{cls.slug()}{rule.replace('<field>', cls.parent or 'note')}")
            urls.add(f"/panel/{cls.slug()}/?trash=1")
            for url in sorted(urls):
                status = client.get(url).status_code
                if status not in (200, 303, 403, 404):
                    wrong.append((name, url, status))
                if written(world.app) != before:
                    wrong.append((name, url, "wrote"))
                    before = written(world.app)

    assert wrong == []


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_taking_a_list_out_leaves_one_event(world: World, kind: str) -> None:
    client, wrong = world.client(world.people["clerk"]), []
    for cls in SCREENS.values():
        if "clerk" not in cls.access.export:
            continue
        changes, events = written(world.app)
        answer = client.get(f"/panel/{cls.slug()}/export/{kind}/")
        if answer.status_code != 200 or not answer.data or written(world.app) != (changes, events + 1):
            wrong.append((cls.slug(), answer.status_code, written(world.app)))

    assert wrong == []


@pytest.mark.parametrize(
    "url",
    [
        "/inbox/training/{}",
        "/inbox/account/{}",
        "/inbox/no-such-kind/{}",
        "/slip/{}",
        "/document/{}/",
        "/panel/no-such-kind/attach/?id={}",
        "/panel/account/attach/?id={}",
        "/panel/training/transition/no-such-step/?id=1",
        "/panel/livelihood-project/transition/evaluate/?id=1",
        "/panel/training/children/no-such-child/?id=1",
        "/panel/training/children/indicator/?id=1",
        "/panel/training/roster/indicator/?id=1",
        "/panel/livelihood-project/children/livelihood-project-partner/?id=1",
        "/panel/livelihood-project/roster/livelihood-project-partner/?id=1",
        "/panel/training/lookup/no_such_column",
        "/panel/training/lookup/name",
        "/panel/training/export/pdf/",
        "/panel/training/unmask/?id=1&field=name",
        "/panel/no-such-kind/",
        "/panel/livelihood-project-partner/",
    ],
)
def test_other_names_of_nothing_are_not_found(world: World, url: str) -> None:
    client = world.client(world.people["clerk"])

    for number in ("999999999", str(10**30), "²", "-1", "0"):
        assert client.get(url.format(number)).status_code == 404, number


@pytest.mark.parametrize("value", ["²", "-1", str(10**30), "１", "x" * 3000, "\x00", "1,1", "null"])
def test_whatever_else_stands_in_an_address_is_no_fault_of_ours(world: World, value: str) -> None:
    """Parameters that are nobody's: the page says so, or passes over them."""
    client, before = world.client(world.people["clerk"]), written(world.app)
    training = min(world.living("training"))
    names = (
        "after",
        "before",
        "page",
        "size",
        "sort",
        "q",
        "cols",
        "columns",
        "trash",
        "year__ge",
        "committee_id",
        "starts_on__ge",
    )
    asked_for = {
        "/panel/training/": names,
        "/panel/livelihood-project/": names,
        "/panel/training-attendance/": ("training_id", "after"),
        "/panel/training-attendance/new/": ("training_id", "seat_id"),
        "/panel/training/lookup/committee_id": ("q",),
        f"/panel/training/children/training-attendance/?id={training}": ("after", "before", "q"),
        f"/panel/training/history/?id={training}": ("after", "before", "page"),
        "/panel/correction/new/": ("record", "record_id"),
        "/panel/training/import/check/": ("ticket",),
        "/panel/training/import/wrong/": ("ticket",),
        "/inbox": ("tab", "after", "before", "kind"),
        "/inbox/next": ("after", "kind"),
        "/login": ("next",),
    }
    wrong = _faults(
        world.client(world.people["auditor"]), {"/history": HISTORY, "/history/export.csv": HISTORY}, value
    )
    assert written(world.app)[0] == before[0]
    before = written(world.app)

    assert wrong + _faults(client, asked_for, value) == []
    assert written(world.app) == before


HISTORY = (*asking.NAMES, "before", "trail", "skipping")


def _faults(
    client: PanelClient, asked_for: dict[str, tuple[str, ...]], value: str
) -> list[tuple[str, str, int]]:
    """Return what ended in a fault: each parameter of each address, one at a time."""
    found = []
    for address, parameters in asked_for.items():
        for name in parameters:
            url, _, query = address.partition("?")
            arguments = dict(part.split("=") for part in query.split("&") if part) | {name: value}
            status = client.get(url, query_string=arguments).status_code
            if status >= 500:
                found.append((url, name, status))
    return found


@pytest.mark.parametrize("value", ["²", "-1", str(10**30), "１", "\x00", "x" * 300, "1,1"])
def test_whatever_is_sent_with_a_form_is_no_fault_of_ours(world: World, value: str) -> None:
    """Fields that no page of ours would send: refused or passed over, never a fault."""
    client = world.client(world.people["clerk"])
    training = min(key for key, row in world.living("training").items() if row["state"] == "planned")
    seat = min(key for key, row in world.living("seat").items() if row["state"] == "checked")
    rows = [key for key, row in world.living("training_attendance").items() if row["training_id"] == training]
    sent = {
        "/panel/training/bulk/": ("id",),
        "/panel/training/new/": ("committee_id", "hours", "quota", "cost", "starts_on", "_find", "_chosen", "form_token", "name"),
        f"/panel/training/edit/?id={training}": ("version", "committee_id", "entered_for_member_id"),
        "/panel/training-attendance/new/": ("training_id", "seat_id", "result_id", "hours"),
        f"/panel/training/children/training-attendance/?id={training}": (
            "versions", "_all", f"attendance-{rows[0]}", f"hours-{rows[0]}",
        ),
        f"/panel/seat/transition/seat/?id={seat}": ("decision_id", "valid_from", "next"),
        "/panel/correction/new/": ("record_table", "record_id", "field", "new_text"),
        "/panel/training/import/apply/": ("ticket", "plan", "replace"),
        "/language": ("language", "next"),
        "/look": ("theme", "size", "next"),
        f"/panel/training/trash/?id={training}": ("form_token", "reason"),
    }  # fmt: skip
    wrong: list[Any] = []
    for url, names in sent.items():
        for name in names:
            extra = {"do": "trash"} if "bulk" in url else {}
            if name == "form_token" or "bulk" in url:
                extra |= {"confirmed": "1"}
            data = {name: value, **extra}
            if name.endswith("_id"):
                data[f"{name}__text"] = value
            if name == "versions":
                data[name] = f"{value}:1,{rows[0]}:{value}"
            status = client.post(url, data=data).status_code
            if status >= 500:
                wrong.append((url, name, status))

    assert wrong == []
