"""The look of every page template, shown by the gallery: no sideways scrolling, no fault found by axe, nothing the policy stops.

What the one script adds is tried here too, and that its absence takes nothing away.
"""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request
from playwright.sync_api import Response as PlaywrightResponse
from werkzeug.serving import make_server

from tests.browser.gallery import NAMES, PANEL, create_gallery
from tests.browser.support.looking import Check, check_look

FIRST_PAGE_LIMIT = 122_880
"""Bytes of the first page, compressed: html, styles, script, sprite."""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def gallery() -> Iterator[str]:
    """Serve the gallery on a free port of this machine and yield its address."""
    server = make_server("127.0.0.1", 0, create_gallery(), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("name", NAMES)
def test_page_fits_every_screen_in_light_dark_and_large_type(
    name: str, gallery: str, page: Page, accessible: Check
) -> None:
    answer = page.goto(f"{gallery}/{name}")
    assert answer is not None
    assert answer.status == 200
    check_look(page, accessible, every_dress=True)


def test_thirteen_rows_stand_above_the_fold(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/list")

    bar = page.locator(".stickbar").bounding_box()
    row = page.locator(".rows tbody tr").nth(12).bounding_box()

    assert bar is not None
    assert row is not None
    assert row["y"] + row["height"] <= bar["y"] + 1


def test_phone_decides_in_reach_of_the_thumb(gallery: str, phone_page: Page) -> None:
    phone_page.goto(f"{gallery}/approve")

    back = phone_page.get_by_role("link", name="退回修改").bounding_box()
    forward = phone_page.get_by_role("button", name="审定").bounding_box()

    assert back is not None
    assert forward is not None
    assert min(back["height"], forward["height"]) >= 48
    assert back["x"] < forward["x"]
    assert forward["width"] > 1.8 * back["width"]
    assert forward["y"] > 844 / 2


def test_look_up_offers_choices_and_takes_one_by_keyboard(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/form")
    box = page.get_by_role("combobox", name="联系人")

    box.press_sequentially("zwh")
    page.locator(".found [role=option]").first.wait_for()
    box.press("ArrowDown")
    box.press("Enter")

    assert box.input_value() == "郑婉华"
    assert page.locator("input[name=contact]").input_value() == "2"
    assert page.url.endswith("/form"), "Enter chose a row and did not send the form"


def test_look_up_forgets_the_row_when_other_text_is_typed(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/form")

    page.get_by_role("combobox", name="主办").fill("另一个委员会")

    assert page.locator("input[name=organiser]").input_value() == ""


def test_bulk_act_asks_first_and_tells_the_server_that_it_was_confirmed(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/list")
    posted: list[Request] = []
    page.on("request", lambda request: posted.append(request) if request.method == "POST" else None)

    page.get_by_role("checkbox", name="农村区域性养老服务中心建设").check()
    page.get_by_role("checkbox", name="下岗失业人员再就业").check()
    page.get_by_role("button", name="移入回收站").click()
    assert not posted
    asked = page.get_by_role("dialog", name="把所选项目移入回收站？")
    with page.expect_navigation():
        asked.get_by_role("button", name="移入回收站").click()

    assert posted[0].post_data == "id=1&id=3&csrf_token=token&do=trash&confirmed=1"


def test_keys_reach_search_and_save(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/list")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.closest('.filters') !== null")

    page.goto(f"{gallery}/children")
    with page.expect_navigation() as saved:
        page.keyboard.press("Control+s")
    answer = saved.value
    assert answer is not None
    assert answer.request.method == "POST"


def test_everyone_is_marked_first_and_the_count_line_follows(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/children-one")
    line = page.locator("[data-count-rows]")

    page.get_by_role("button", name="全部记为全程").click()
    assert "全程 39" in line.inner_text()
    page.locator("#rows tr").nth(1).locator("label", has_text="缺席").click()

    assert "全程 38" in line.inner_text()
    assert "缺席 1" in line.inner_text()


def test_without_script_menu_bulk_and_paging_of_rows_still_work(gallery: str, no_script_page: Page) -> None:
    no_script_page.goto(f"{gallery}/list")
    assert no_script_page.get_by_role("button", name="移入回收站").is_visible()
    no_script_page.locator(".who summary").click()
    assert no_script_page.get_by_role("button", name="English").is_visible()

    no_script_page.goto(f"{gallery}/children")
    assert no_script_page.locator("button[name=_all]").is_visible()
    assert no_script_page.locator("button[name=_go][value=next]").is_visible()

    no_script_page.goto(f"{gallery}/form")
    assert no_script_page.locator("button[name=_find][value=contact]").is_visible()


def test_first_page_is_small(gallery: str, page: Page) -> None:
    answers: list[PlaywrightResponse] = []

    def keep(answer: PlaywrightResponse) -> None:
        answers.append(answer)

    page.on("response", keep)

    page.goto(f"{gallery}/list", wait_until="networkidle")
    # Read after the page has arrived: a body asked for inside the handler may wait for ever.
    sizes = {answer.url: len(gzip.compress(answer.body())) for answer in answers}

    assert len([url for url in sizes if url.endswith(".css")]) <= 7, (
        "framework, tokens, frame, pages, paper, lists, palette"
    )
    assert sum(sizes.values()) <= FIRST_PAGE_LIMIT


def test_templates_carry_no_inline_script_or_style() -> None:
    for template in sorted(Path(PANEL / "templates").glob("*.html")):
        text = template.read_text(encoding="utf-8")
        assert " style=" not in text, template.name
        assert " onclick=" not in text, template.name
        assert "<style" not in text, template.name
        assert "<script>" not in text, template.name


def test_keys_move_tick_and_explain_and_leave_typing_alone(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/list")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    rows = page.locator("table.rows tbody tr")
    assert rows.nth(1).get_attribute("class") == "cursor"
    # Enter is the link's own: the focus went along.
    assert page.evaluate("document.activeElement === document.querySelectorAll('table.rows tbody th a')[1]")
    page.keyboard.press("x")
    assert rows.nth(1).locator("input[type=checkbox]").is_checked()
    assert page.locator("[data-bulk-count]").inner_text() == "1"

    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.keyboard.press("j")
    assert rows.nth(1).get_attribute("class") == "cursor"
    page.keyboard.press("Escape")
    assert not page.locator("dialog#keys").is_visible()

    page.keyboard.press("/")
    page.keyboard.type("jx?")
    assert page.locator(".filters input[name=q]").input_value() == "jx?"
    assert rows.nth(1).get_attribute("class") == "cursor"
