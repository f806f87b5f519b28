"""The browser itself: sizes, Chinese characters, script on and off, and the watch over what a page fetches."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, Watch
from tests.browser.support.looking import MOST_SHIFT, NARROW, check_width, shifted, walk

PAGE = "<!doctype html><html lang=zh-Hans><title>{0}</title><main><h1>{0}</h1></main>"
WRITES = "<body><script>document.body.append('ran')</script>"


def test_pages_have_the_sizes_of_the_office_and_of_a_phone(page: Page, phone_page: Page) -> None:
    measure = "[screen.width, screen.height]"

    assert tuple(page.evaluate(measure)) == DESK
    assert tuple(phone_page.evaluate(measure)) == PHONE


def test_chinese_characters_are_drawn_and_not_boxes(page: Page) -> None:
    # A font without a character draws the same box for each of them: two characters then look alike.
    drawn = page.evaluate(
        """() => ['协', '商'].map(letter => {
            const canvas = document.createElement('canvas'), pen = canvas.getContext('2d');
            pen.font = '40px sans-serif';
            pen.fillText(letter, 10, 60);
            return canvas.toDataURL();
        })"""
    )

    assert drawn[0] != drawn[1]


def test_a_page_without_script_runs_none(page: Page, no_script_page: Page) -> None:
    page.set_content(WRITES)
    no_script_page.set_content(WRITES)

    assert "ran" in page.content().partition("</script>")[2]
    assert "ran" not in no_script_page.content().partition("</script>")[2]


def test_a_page_that_asks_another_host_is_noticed(page: Page, watch: Watch) -> None:
    page.set_content("<img src='http://example.invalid/mark.png' alt=''>")

    assert watch.foreign == ["http://example.invalid/mark.png"]
    watch.foreign.clear()


def test_a_page_that_breaks_is_noticed(page: Page, watch: Watch) -> None:
    page.goto("data:text/html,<script>missing()</script>")

    assert any("missing is not defined" in sentence for sentence in watch.broken)
    watch.broken.clear()


def test_axe_tells_a_good_page_from_a_bad_one(page: Page, accessible: Callable[[Page], None]) -> None:
    page.set_content(PAGE.format("提案"))
    accessible(page)

    page.set_content(PAGE.format("提案") + "<img src='data:,'>")
    with pytest.raises(AssertionError, match="image-alt"):
        accessible(page)


def test_a_page_whose_parts_move_or_scroll_sideways_is_noticed(page: Page) -> None:
    page.set_content(PAGE.format("提案") + "<p>第一行</p>")
    assert shifted(page) == 0
    check_width(page, NARROW)

    page.evaluate("document.querySelector('main').style.height = '400px'")
    assert shifted(page) > MOST_SHIFT
    page.evaluate("document.querySelector('main').style.width = '400px'")
    with pytest.raises(AssertionError, match="sideways at 320"):
        check_width(page, NARROW)


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<a href='#a'>一</a><a href='#b' id=b style='outline: none'>二</a>", "nobody sees"),
        ("<a href='#a'>一</a><a href='#b' id=b tabindex=1>二</a>", "not the page's own"),
        ("<p><a href='#a'>一</a></p><a href='#b' id=b style='position: absolute; top: 0'>二</a>", "back to"),
        (
            "<a href='#a' id=b>一</a><p style='position: fixed; top: 0; margin: 0; height: 9rem'>一一一一一一</p>",
            "lies over",
        ),
    ],
)
def test_a_walk_by_keyboard_that_is_lost_is_noticed(page: Page, html: str, reason: str) -> None:
    page.set_content(f"<!doctype html><body style='margin-top: 3rem'>{html}<a href='#c' id=c>三</a>")

    with pytest.raises(AssertionError, match=reason):
        walk(page, 3, lambda: False)
