"""Every kind of page of the application as each role sees it: on the office's screen and on a phone, by keyboard, and how heavy.

The looks do not depend on the engine and are tried on one; what a page asks of the database is counted on both.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page
from playwright.sync_api import Response as PlaywrightResponse
from sqlalchemy import select

from models.base import db
from models.registry import record_type
from panel.demo.accounts import PASSWORD
from tests.browser.conftest import OpenPage
from tests.browser.support.looking import Check, check_arrival, check_look, walk
from tests.browser.support.pages import PAGES, REFUSED, ids
from tests.browser.support.person import MAIN_ACT, Person
from tests.browser.test_story import LIST
from tests.fixtures.demonstration import Stage
from tests.panel.statements import counted

FIRST_PAGE_LIMIT = 122_880
"""Bytes of the first page, compressed: html, styles, script, sprite."""
MOST_STATEMENTS = 40
"""SELECTs of the page that asks most."""

one_engine = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True, scope="session")

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def shown(standing_stage: Stage) -> Stage:
    """Return the demonstration year for the tests of this file: they look, and change nothing that another reads."""
    standing_stage.put_back()
    return standing_stage


@pytest.fixture(scope="module")
def numbers(shown: Stage) -> dict[str, int]:
    """Return the numbers of the rows that addresses name."""
    return ids(shown.app)


@pytest.fixture(scope="module")
def address(shown: Stage, numbers: dict[str, int]) -> Iterator[str]:
    """Serve it, and yield the address."""
    with shown.served() as served:
        yield served


@one_engine
@pytest.mark.parametrize("login", PAGES)
def test_each_page_of_a_role_fits_and_is_accessible(
    login: str, numbers: dict[str, int], address: str, open_page: OpenPage, accessible: Check
) -> None:
    person = Person(open_page(), address, login)
    for path in PAGES[login]:
        answer = person.go(path.format(**numbers))
        check_arrival(person.page, answer)
        check_look(person.page, accessible)
    for path, status in REFUSED.get(login, ()):
        person.go(path, status)
        check_look(person.page, accessible)


@one_engine
def test_the_door_fits_and_is_accessible(address: str, page: Page, accessible: Check) -> None:
    page.goto(f"{address}/login")
    check_look(page, accessible)
    page.fill("input[name=username]", "clerk")
    page.fill("input[name=password]", "not the password")
    page.press("input[name=password]", "Enter")
    page.locator(".note.bad").wait_for()
    check_look(page, accessible)


@one_engine
def test_the_rehearsal_of_an_import_fits_and_is_accessible(
    address: str, open_page: OpenPage, accessible: Check
) -> None:
    clerk = Person(open_page(), address, "clerk")
    clerk.go("/panel/livelihood-project/import/")
    clerk.page.set_input_files("input[name=file]", LIST)
    clerk.save()
    check_look(clerk.page, accessible)


@one_engine
def test_a_correction_begins_at_the_record_and_asks_for_a_field_by_its_title(
    numbers: dict[str, int], address: str, open_page: OpenPage, accessible: Check
) -> None:
    committee = Person(open_page(), address, "committee")
    committee.go("/panel/evaluation/details/?id={approved}".format(**numbers))
    committee.page.locator(".acts details.menu summary").click()
    committee.follow("/panel/correction/new/")
    committee.page.select_option("select[name=field]", "rectification_due")
    committee.fill(new_text="2020年12月5日", reason="与督办通知的时限一致。")
    committee.save()
    assert "/panel/correction/details/" in committee.path
    assert committee.sees("2020-12-05"), "a day is read as any form reads it"
    check_look(committee.page, accessible)
    committee.follow("/panel/correction/edit/")
    assert committee.page.input_value("[name=new_text]") == "2020-12-05"
    committee.fill(new_text="十二月初")
    committee.press(committee.page.locator(".savebar .btn-primary"), status=422)


BY_KEYBOARD = (
    ("clerk", "/panel/livelihood-project/", MAIN_ACT),
    ("clerk", "/panel/livelihood-project/details/?id={project}", MAIN_ACT),
    ("clerk", "/panel/livelihood-project/edit/?id={project}", ".savebar .btn-primary"),
    ("clerk", "/panel/livelihood-project/import/", ".stickbar .btn-primary"),
    ("clerk", "/panel/training/children/training-attendance/?id={training}", ".savebar .btn-primary"),
    ("committee", "/panel/evaluation/transition/submit/?id={returned}", ".decide .btn-primary"),
    ("chair", "/inbox", MAIN_ACT),
    ("chair", "/inbox/evaluation/{submitted}", ".decide .btn-primary"),
    ("auditor", "/history", ".sieve button"),
    ("member", "/", MAIN_ACT),
    ("member", "/panel/evaluation-round/ballot/?id={open}", ".decide .btn-primary"),
    ("teller1", "/panel/evaluation-round/count/?id={open}", ".savebar .btn-primary"),
)
"""Login, address, and the act that the page is for."""
MOST_TABS = 120


@one_engine
@pytest.mark.parametrize(("login", "path", "act"), BY_KEYBOARD)
def test_the_keyboard_alone_reaches_the_act_of_a_page(
    login: str, path: str, act: str, numbers: dict[str, int], address: str, open_page: OpenPage
) -> None:
    person = Person(open_page(), address, login)
    person.go(path.format(**numbers))
    wanted = person.page.locator(act).last
    assert wanted.is_visible()
    assert walk(
        person.page, MOST_TABS, lambda: bool(wanted.evaluate("one => one === document.activeElement"))
    )


@one_engine
@pytest.mark.parametrize("path", ["/", "/panel/livelihood-project/"])
def test_the_first_page_is_small(path: str, address: str, open_page: OpenPage) -> None:
    person = Person(open_page(), address, "clerk")
    other = open_page(storage_state=person.page.context.storage_state())
    answers: list[PlaywrightResponse] = []
    other.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - it wants a function of Python

    other.goto(address + path, wait_until="networkidle")

    sizes = {answer.url: len(gzip.compress(answer.body())) for answer in answers}
    assert sum(sizes.values()) <= FIRST_PAGE_LIMIT, sizes


FEW_AND_MANY = (
    (
        "clerk",
        "/panel/livelihood-project/?level=county",
        "/panel/livelihood-project/",
    ),
    (
        "clerk",
        "/panel/evaluation-round/details/?id={reported}",
        "/panel/evaluation-round/details/?id={counted}",
    ),
    (
        "clerk",
        "/panel/training/children/training-attendance/?id={training}&q={name}",
        "/panel/training/children/training-attendance/?id={training}&q=",
    ),
    ("clerk", "/panel/training/details/?id={abroad}", "/panel/training/details/?id={yearly}"),
    ("chair", "/inbox?kind=evaluation_round", "/inbox?kind=evaluation"),
    ("auditor", "/history?table=evaluation&record={approved}", "/history?table=evaluation"),
)
"""Login, an address with few rows, and one with many of the same kind."""


def _somebody_with_a_result(app: Flask, training: int) -> str:
    """Return the name of one whose row at the training has all that a row can have."""
    rows: Any = record_type("training_attendance").__table__.c
    found = (
        select(rows.name).where(rows.training_id == training, rows.result_id.is_not(None)).order_by(rows.id)
    )
    with app.app_context(), db.engine.connect() as opened:
        return str(opened.execute(found.limit(1)).scalar_one())


@pytest.mark.parametrize(("login", "few", "many"), FEW_AND_MANY)
def test_a_page_asks_no_more_of_the_database_when_it_has_more_rows(
    login: str, few: str, many: str, numbers: dict[str, int], shown: Stage
) -> None:
    name = _somebody_with_a_result(shown.app, numbers["training"])
    client = shown.app.test_client()
    client.post("/login", data={"username": login, "password": PASSWORD})

    def asked(path: str) -> list[str]:
        with counted(shown.app) as statements:
            answer = client.get(path.format(**numbers, name=name))
            answer.get_data()
        assert answer.status_code == 200, path
        return list(statements)

    asked(many)
    small, large = asked(few), asked(many)

    assert len(large) <= len(small), "\n".join(set(large) - set(small))
    assert len(large) <= MOST_STATEMENTS
