"""Five errands of the office, each with the number of steps it may take: a number that grows is a worse panel.

A step is a click or a tap, a field filled in, or a key chord. Two of the stories are done by keyboard alone; their presses of
Tab are counted apart. They are told on one engine: what a story stores is tried on both elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, OpenPage
from tests.browser.support.person import Person
from tests.browser.support.steps import Steps
from tests.fixtures.demonstration import Stage

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True, scope="session"),
]

FORTY, EXCEPTIONS = 40, (("leave", "事假"), ("absent", "未请假"))
TRAINING = (("name", "民法典专题培训"), ("starts_on", "9月22日"), ("hours", "4"), ("place", "县委党校"))
EVALUATIONS = "/panel/evaluation/"
OPINION = "推进有力，群众普遍认可。"
REQUEST, BECAME = "断石桥", "断石桥涵洞地质灾害隐患治理"
PROJECT, TARGET = "新建农村公共厕所", "44"
WHY = "市级任务调减，见 9 月 20 日调整通知。"


@pytest.fixture(scope="module")
def address(standing_stage: Stage) -> Iterator[str]:
    """Serve the demonstration year for all five, which keep out of each other's way."""
    standing_stage.put_back()
    with standing_stage.served() as served:
        yield served


def _phone(open_page: OpenPage) -> Page:
    return open_page(PHONE, has_touch=True, is_mobile=True)


def _at_home(page: Page, address: str, login: str) -> Person:
    """Return somebody who has just signed in: what comes before the errand is not counted."""
    person = Person(page, address, login)
    person.go("/")
    return person


def _names(clerk: Person, number: int) -> list[str]:
    """Return the first names of the members who serve."""
    names: list[str] = []
    clerk.go("/panel/seat/?state=serving")
    while len(names) < number:
        names += clerk.page.locator("table.rows tbody th a").all_inner_texts()
        clerk.go(clerk.page.locator('a[rel="next"]').first.get_attribute("href") or "")
    return names[:number]


def _take(steps: Steps, step: str) -> None:
    """Take a step of the record whose page is open: its button, and the page that asks whether it is meant."""
    steps.within(steps.page.locator(f'main a[href*="/transition/{step}/"]').first)
    steps.within(steps.page.locator(".decide .btn-primary"))


def test_a_training_with_forty_attendances_is_entered_by_keyboard(address: str, open_page: OpenPage) -> None:
    clerk = _at_home(open_page(), address, "clerk")
    names = _names(clerk, FORTY)
    clerk.go("/")
    steps, page = Steps(clerk), clerk.page

    steps.enter(page.locator("nav.side a", has_text="学习培训").first)
    steps.enter(page.locator("nav.side a", has_text="委员培训").last)
    steps.within(page.locator('main a[href*="/panel/training/new/"]').first)
    steps.choose("县内日常培训", page.locator("#f-kind"))
    for name, text in TRAINING:
        steps.type(text, into=page.locator(f"#f-{name}"))
    steps.chord("Control+s", leads=True)
    _take(steps, "announce")
    steps.within(page.locator('main a[href*="/children/training-attendance/"]').first)
    steps.within(page.locator('main a[href*="/roster/training-attendance/"]').first)
    steps.type("、".join(names), into=page.locator("main textarea[name=names]"))
    steps.chord("Control+s", leads=True)
    steps.within(page.locator('button[name="_all"]:visible'))
    for place, (attendance, remark) in enumerate(EXCEPTIONS):
        row = page.locator("#rows tr").nth(place)
        steps.turn(row.locator("input[type=radio]:checked"), row.locator(f'input[value="{attendance}"]'))
        steps.type(remark, into=row.locator('input[name^="note-"]'))
    steps.chord("Control+s", leads=True)
    steps.enter(page.locator('.savebar a[href*="/training/details/"]'))
    _take(steps, "hold")
    _take(steps, "record")

    assert str(FORTY - 2) in page.locator(".figures").inner_text()
    assert steps.taken <= 37
    assert steps.tabs <= 380


def test_five_evaluations_are_decided_on_a_phone_with_one_thumb(address: str, open_page: OpenPage) -> None:
    committee = _at_home(open_page(), address, "committee")
    committee.go(f"{EVALUATIONS}?state=opinion_due")
    committee.press(committee.page.locator("table.rows tbody th a").first)
    committee.edit(opinion=OPINION)
    committee.save()
    committee.take("submit")
    chair = _at_home(_phone(open_page), address, "chair")
    steps, page = Steps(chair), chair.page

    steps.tap(page.locator('.tabbar a[href="/inbox"]'))
    steps.open(page.locator(".filters a", has_text="评议结果"))
    waiting = page.locator(".tasks > li").count()
    steps.open(page.locator("a.btn-primary:visible", has_text="逐件办理"))
    for _each in range(2):
        steps.tap(page.locator(".decide .btn-primary"))
    steps.tap(page.locator('.decide a[href*="/transition/return/"]'))
    steps.click(page.locator("[data-append]").first)
    steps.tap(page.locator(".decide .btn-primary"))
    for _each in range(2):
        steps.tap(page.locator(".decide .btn-primary"))

    chair.go("/inbox?kind=evaluation")
    assert waiting - page.locator(".tasks > li").count() == 5
    assert steps.taken <= 10


def test_what_became_of_a_request_from_a_visit_is_found(address: str, open_page: OpenPage) -> None:
    clerk = _at_home(open_page(), address, "clerk")
    steps, page = Steps(clerk), clerk.page

    steps.chord("Control+k")
    steps.type(REQUEST)
    steps.open(page.locator("[role=option]", has_text="群众诉求").first)

    became = page.locator("#thread li", has_text=BECAME).last
    assert became.locator(".st").first.is_visible(), "with the state that it is in"
    assert steps.taken <= 3


def test_a_member_votes(address: str, open_page: OpenPage) -> None:
    member = _at_home(_phone(open_page), address, "member")
    steps, page = Steps(member), member.page

    steps.open(page.locator('main a[href*="/ballot/?id="]').first)
    lines = page.locator(".vote").count()
    for number in range(lines):
        steps.click(page.locator(".vote").nth(number).locator("label").first)
    steps.tap(page.locator(".decide .btn-primary"))

    assert member.path == "/"
    assert steps.taken <= lines + 3, "the door, a tap for each, hand in, and the question whether it is meant"


def test_an_auditor_finds_who_changed_a_target_and_why_by_keyboard(address: str, open_page: OpenPage) -> None:
    committee = _at_home(open_page(), address, "committee")
    committee.go(f"/panel/livelihood-project/?q={PROJECT}")
    committee.press(committee.page.locator("table.rows tbody th a").first)
    committee.follow("/panel/indicator/details/")
    committee.edit(target=TARGET, _why=WHY)
    committee.save()
    who = committee.page.locator(".who .name").inner_text().split()[0]
    auditor = _at_home(open_page(), address, "auditor")
    steps, page = Steps(auditor), auditor.page

    steps.enter(page.locator("nav.side a", has_text="民生实事评议").first)
    steps.enter(page.locator("nav.side a", has_text="民生实事项目").last)
    steps.chord("/")
    steps.type(PROJECT)
    steps.chord("Enter", leads=True)
    steps.enter(page.locator("table.rows tbody th a").first)
    steps.within(page.locator('main a[href*="/panel/indicator/details/"]').first)

    entry = page.locator(".timeline > li").first
    assert who in entry.inner_text()
    assert "48" in entry.locator(".old").inner_text()
    assert TARGET in entry.locator(".new").inner_text()
    assert WHY in entry.inner_text()
    assert steps.taken <= 8
    assert steps.tabs <= 90
