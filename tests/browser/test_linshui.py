"""The Linshui year: every figure of the article, counted from the demonstration's records in the window that it names.

Each number is followed to the list it leads to, which shows exactly as many rows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from models.access import acting, system_actor
from models.accounts.account import Account
from models.base import db
from panel.signing_in.sessions import start_session
from tests.browser.conftest import DESK, PHONE
from tests.browser.support.person import Person
from tests.fixtures.client import PanelClient
from tests.fixtures.demonstration import Stage

LAST = "2020-09-23"
PAST_YEAR, SINCE_THE_SESSION = "2019-09-20", "2020-01-05"
"""Since the conference of September 2019, and since the fifth plenary of the tenth committee opened."""

EXACT: dict[str, Any] = {
    "conveyed_documents": 1,
    "stations": 11,
    "five_aspects_marked": 5,
    "topics_by_tag": {"防护物资": 1, "融资": 1, "物流运输": 1, "用工": 1},
    "consultations_asked_by_departments": 4,
    "reports_plan": 8,
    "reports_circle": 4,
    "inspections": 4,
    "livelihood_projects": 62,
    "lead_departments": 20,
    "bulletins": 30,
}
"""What the article says of the past year, and of the list of the year, in exact numbers."""
NEAR: dict[str, tuple[str, int, int]] = {
    "people_affected": ("value", 2900, 3000),
    "rooms": ("value", 11, 22),
    "training_heads_higher": ("term_to_date", 120, 129),
    "training_attendances_county": ("term_to_date", 350, 359),
    "drive_suggestions": ("value", 50, 59),
    "report_suggestions": ("value", 200, 209),
    "exchanges_received": ("value", 1, 99),
    "visits": ("value", 1, 99),
    "contributions": ("value", 1, 99),
    "members_trained": ("value", 1, 300),
    "opinions": ("value", 30, 999),
}
"""What it says with 近, 余 or 多, or without a number: the column, and the least and the most that the words allow."""
KINDS: dict[str, tuple[str, set[str]]] = {
    "study_meeting_kinds": ("value", {"party_group", "standing_committee", "member_group", "symposium"}),
    "platforms_by_kind": ("value", {"station", "room", "courtyard", "business"}),
    "consultations_by_form": ("value", {"broad", "key", "topical", "counterpart", "small"}),
    "training_courses_by_kind": (
        "term_to_date",
        {"performance", "university", "higher_course", "county_course"},
    ),
    "livelihood_by_level": ("value", {"province", "city", "county"}),
}
"""What it names by kind: the column, and the kinds that occur."""


@pytest.fixture
def year(stage: Stage) -> Flask:
    """Return the application over the demonstration year."""
    return stage.app


def _told(app: Flask, first: str) -> dict[str, dict[str, Any]]:
    """Return what the command prints."""
    done = app.test_cli_runner().invoke(args=["summary", "--from", first, "--to", LAST, "--json"])
    assert done.exit_code == 0, done.output
    found: dict[str, dict[str, Any]] = json.loads(done.output)
    return found


def _clerk(app: Flask) -> PanelClient:
    with app.app_context(), acting(system_actor("seed")):
        account = db.session.scalars(select(Account.id).where(Account.login == "clerk")).one()
        token, _row = start_session(account, device="test", address="127.0.0.1")
        db.session.commit()
    client = app.test_client()
    assert isinstance(client, PanelClient)
    client.keep_signed_in(token)
    return client


def _shown(client: PanelClient, address: str) -> int:
    """Return how many rows the list says it has, or how many the page of what was counted adds up to."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    text = unescape(answer.text)
    if "/summary/rows/" in address:
        number = re.search(r'<span class="second">([\d,]+) ', text)
    else:
        number = re.search(r"共 <b>([\d,]+)</b> 条", text)
    assert number is not None, address
    return int(number[1].replace(",", ""))


def test_every_figure_of_the_article_is_counted_and_leads_to_its_rows(year: Flask) -> None:
    past, since = _told(year, PAST_YEAR), _told(year, SINCE_THE_SESSION)

    assert {key: past[key]["value"] for key in EXACT} == EXACT
    for key, (column, least, most) in NEAR.items():
        assert least <= past[key][column] <= most, key
    assert {key: set(past[key][column]) for key, (column, _kinds) in KINDS.items()} == {
        key: kinds for key, (_column, kinds) in KINDS.items()
    }
    assert sum(past["livelihood_by_level"]["value"].values()) == 62
    assert since["proposals_city"]["value"] == 59
    client = _clerk(year)
    page = unescape(client.get(f"/panel/summary/?from={SINCE_THE_SESSION}&to={LAST}").text)
    handed_over = since["proposals_handed_over"]["value"]
    assert f"100%，计算基数 {handed_over} 件立案（不含并案、撤案）" in page
    assert since["proposals_accepted"]["value"] >= handed_over > 0
    assert since["key_proposals"]["value"] > 0
    for told in (past, since):
        for key, entry in told.items():
            if told is since and not key.startswith(("proposals", "key")):
                continue
            value = entry["value"]
            number = sum(value.values()) if isinstance(value, dict) else value
            assert _shown(client, entry["list"]) == number, key
    page = unescape(client.get(f"/panel/summary/?from={PAST_YEAR}&to={LAST}").text)
    for words in ("近3000人", "120余名委员和机关干部", "350余人次", "50余条", "200余条建议"):
        assert words in page


@pytest.mark.browser
def test_the_summary_fits_the_office_screen_and_the_phone(
    sign_in: Callable[..., Person], accessible: Callable[[Page], None]
) -> None:
    """The page and its charts; then a figure is reported and compared with what is counted now."""
    address = f"/panel/summary/?from={PAST_YEAR}&to={LAST}"
    phone, desk = sign_in("clerk", PHONE), sign_in("clerk", DESK)
    for one in (phone, desk):
        one.go(address)
        assert one.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (
            "it scrolls sideways"
        )
        accessible(one.page)
    page = desk.page
    page.locator("#f-bulletins input").check()
    page.locator("#f-reported_to").fill("政协广安市委员会")
    desk.press(page.locator("#report button"))
    desk.press(page.locator("tbody a", has_text="社情民意（期）").first)
    desk.press(page.locator("a", has_text="与现在比较"))
    assert page.locator("h2", has_text="计入的记录相同").is_visible()
    accessible(page)
