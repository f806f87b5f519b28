"""A training with forty people on its list: filled in by names, all marked alike, then the exceptions; heads are counted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.support.engines import both_and_once_without_script
from tests.browser.support.person import Person

TRAININGS = "/panel/training/"
MEMBERS, STAFF, PAGE = 36, 4, 20
EXCEPTIONS = (("leave", "事假"), ("absent", ""), ("part", "下午参加"))


def _names(clerk: Person, list_: str, many: int) -> list[str]:
    """Return the first names of a list, from as many of its pages as it takes."""
    clerk.go(list_)
    found: list[str] = clerk.page.locator("table.rows tbody th a").all_inner_texts()
    while len(found) < many:
        clerk.press(clerk.page.locator('a[rel="next"]').first)
        found += clerk.page.locator("table.rows tbody th a").all_inner_texts()
    return found[:many]


@pytest.mark.browser
@both_and_once_without_script
def test_forty_attendances_are_marked_alike_and_then_the_exceptions(
    script: bool, sign_in: Callable[..., Person], accessible: Callable[[Page], None]
) -> None:
    clerk = sign_in("clerk", java_script_enabled=script)
    called = [*_names(clerk, "/panel/seat/?state=serving", MEMBERS), *_names(clerk, "/panel/staff/", STAFF)]
    clerk.go(f"{TRAININGS}new/")
    clerk.page.select_option("#f-kind", value="county_course")
    clerk.fill(name="民法典专题培训", starts_on="2020-09-22", place="县委党校", hours="4")
    clerk.save()
    training = clerk.record
    clerk.take("announce")

    clerk.go(f"{TRAININGS}roster/training-attendance/?id={training}")
    clerk.fill(names="、".join([*called, "查无此人"]))
    clerk.press(clerk.page.locator("main .btn-primary:visible").last, status=422)
    assert clerk.sees("查无此人"), "who is not known is named, and nobody was added"
    clerk.fill(names="、".join([*called, called[0]]))
    clerk.save()
    rows = clerk.page.locator("#rows tr")
    assert rows.count() == PAGE
    if script:
        accessible(clerk.page)

    _everybody_was_there(clerk)
    _exceptions(clerk)
    clerk.go(f"{TRAININGS}details/?id={training}")
    clerk.take("hold")
    clerk.take("record")
    figures = clerk.page.locator(".figures").inner_text()
    present = MEMBERS + STAFF - 2
    assert figures.count(str(present)) >= 2, "who was on leave or absent is in neither figure"
    assert f"{MEMBERS - 2}" in figures
    assert f"{STAFF}" in figures
    clerk.take("archive")
    clerk.go(f"{TRAININGS}children/training-attendance/?id={training}")
    assert not clerk.page.locator("#rows input").count(), "what is archived is read, not typed over"


def _everybody_was_there(clerk: Person) -> None:
    """Mark everybody on all pages in one act; what is typed already is saved with it."""
    clerk.page.locator('#rows input[name^="note-"]').nth(PAGE - 1).fill("早退")
    clerk.press(clerk.page.locator('button[name="_all"]:visible'))
    assert clerk.page.locator('#rows input[name^="note-"]').nth(PAGE - 1).input_value() == "早退"


def _exceptions(clerk: Person) -> None:
    """Set the three who were on leave, absent, or there for a part, each with a remark."""
    for place, (attendance, remark) in enumerate(EXCEPTIONS):
        row = clerk.page.locator("#rows tr").nth(place)
        row.locator(f'label:has(input[value="{attendance}"])').click()
        row.locator('input[name^="note-"]').fill(remark)
    clerk.save()
    for place, (attendance, _remark) in enumerate(EXCEPTIONS):
        chosen = clerk.page.locator("#rows tr").nth(place).locator("input[type=radio]:checked")
        assert chosen.get_attribute("value") == attendance
