"""What comes out of the printer: lists, records and figures under the committee's name, without what is pressed."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.support.looking import dress
from tests.browser.support.pages import ids
from tests.browser.support.person import Person
from tests.fixtures.demonstration import Stage

pytestmark = pytest.mark.browser

A4 = (688, 972)
"""The width and height between the margins of a sheet, in the pixels that a printer's page is laid out with."""
PRINTED = (
    ("clerk", "/panel/livelihood-project/", "table.rows tbody tr"),
    ("clerk", "/panel/livelihood-project/details/?id={project}", ".facts"),
    ("clerk", "/panel/training/details/?id={training}", ".figures"),
    ("clerk", "/panel/summary/", ".sums"),
    ("auditor", "/history", ".log"),
)
"""Login, address, and what must be read on the sheet."""

GONE = ".btn, button, nav:not(.tabs), .top, .side, .tabbar, .menu, [type=checkbox], .skip"
CLEAR = "getComputedStyle(document.body).backgroundColor === 'rgb(255, 255, 255)'"


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True, scope="session")
def test_what_is_printed_is_what_is_read(standing_stage: Stage, open_page: OpenPage) -> None:
    standing_stage.put_back()
    numbers = ids(standing_stage.app)
    people: dict[str, Person] = {}
    with standing_stage.served() as address:
        for login, path, read in PRINTED:
            person = people.get(login) or people.setdefault(login, Person(open_page(), address, login))
            person.go(path.format(**numbers))
            page = person.page
            page.emulate_media(media="print")
            dress(page, A4, "dark")
            assert page.evaluate("document.documentElement.scrollWidth") <= A4[0], f"{path} is cut off"
            assert page.evaluate(CLEAR), f"{path} is printed dark"
            head = page.locator(".on-paper").inner_text()
            assert re.search(r"政协.*\d{4}-\d\d-\d\d", head, re.DOTALL), head
            assert page.locator("h1").is_visible()
            assert page.locator(read).first.is_visible()
            shown = page.locator(GONE).evaluate_all(
                "all => all.filter((one) => one.offsetParent).map((one) => one.outerHTML)"
            )
            assert not shown, f"{path} prints {shown[0]}"
            assert (
                page.locator("main a").first.evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"
            )
            page.emulate_media(media="screen")
            assert not page.locator(".on-paper").is_visible()
