"""Forty records before lunch: the hands stay on the keys, the next record begins like the last, a crash loses nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.support.person import Person

NEW = "/panel/training/new/"


@pytest.mark.browser
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True, scope="session")
def test_records_are_entered_by_keys_alone_and_a_crash_loses_nothing(
    sign_in: Callable[..., Person], accessible: Callable[[Page], None]
) -> None:
    clerk = sign_in("clerk")
    page, keys = clerk.page, clerk.page.keyboard
    focused = "document.activeElement.name"
    clerk.go(NEW)
    page.focus("#f-name")
    keys.type("乡村振兴政策专题")
    keys.press("Enter")
    assert page.evaluate(focused) == "kind"
    page.select_option("#f-kind", value="county_course")
    page.focus("#f-starts_on")
    with page.expect_response("**/form/day?**"):
        keys.type("9月17日")
    page.locator("#f-starts_on-read", has_text="2020-09-17").wait_for()
    page.focus("#f-content")
    keys.type("第一讲")
    keys.press("Enter")
    assert page.input_value("#f-content") == "第一讲\n", "in a text of several lines Enter is a line"

    with page.expect_response("**/form/draft") as kept:
        page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    assert kept.value.status == 200
    page.locator("[data-save-note]", has_text="草稿已存").wait_for()
    # The machine dies: nothing asks whether to leave, nothing is sent.
    page.context.set_offline(True)
    page.goto("about:blank")
    page.context.set_offline(False)
    clerk.go(NEW)
    accessible(page)
    clerk.press(page.locator(".draft a.btn").last)
    assert page.input_value("#f-name") == "乡村振兴政策专题"
    assert page.input_value("#f-starts_on") == "9月17日"

    clerk.press(page.locator('button[name="_next"][value="new"]'))
    assert page.evaluate(focused) == "name"
    assert page.input_value("#f-starts_on") == "2020-09-17"
    keys.press("Control+'")
    page.locator("[data-save-note]", has_text="已填入").wait_for()
    assert page.input_value("#f-name") == "乡村振兴政策专题"
    with page.expect_navigation():
        keys.press("Control+Enter")
    assert "/panel/training/details/" in page.url
    clerk.go(NEW)
    assert page.locator(".draft").count() == 0, "what was saved is no draft"
