"""One decision of a meeting moves several reports, from the item to the minutes, with three roles; with script and without."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE
from tests.browser.support.engines import both_and_once_without_script
from tests.browser.support.person import Person

REPORTS = ("农村饮水安全调研报告", "老旧小区加装电梯调研报告", "县域职业教育调研报告")
MEETINGS, MEETING = "/panel/meeting/", "2020 年第 6 次主席会议"
MATTER, WORDING = "审议三份调研报告", "原则同意三份调研报告，修改后报县委、县政府。"


@pytest.mark.browser
@both_and_once_without_script
def test_one_decision_moves_several_reports_and_drafts_the_minutes(
    sign_in: Callable[..., Person], accessible: Callable[[Page], None], script: bool
) -> None:
    def person(login: str, size: tuple[int, int] = PHONE) -> Person:
        return sign_in(login, size, java_script_enabled=script)

    committee, clerk, chair = person("committee"), sign_in("clerk"), person("chair")
    addresses = [the_committee_hands_in(committee, name) for name in REPORTS]
    for address in addresses:
        the_chair_accepts(chair, address)
    meeting, decision = the_clerk_registers_the_item(clerk)

    chair.go(decision)
    chair.follow("/move/?id=")
    chair.follow("step=report.discuss")
    if script:
        accessible(chair.page)
    for name in REPORTS[:2]:
        chair.page.locator("tr", has_text=name).locator("input[name=row]").check()
    chair.press(chair.page.locator("button[name=do][value=ask]"))
    assert all(chair.sees(name) for name in REPORTS[:2])
    assert not chair.sees(REPORTS[2])
    chair.save()
    assert chair.path == decision
    moved = chair.page.locator("#resting tbody tr")
    assert moved.count() == 2
    if script:
        accessible(chair.page)
    chair.go(addresses[0])
    assert chair.page.locator(f'main a[href="{decision}"]').count(), "the report names its decision"
    chair.go(addresses[2])
    assert not chair.page.locator(f'main a[href="{decision}"]').count(), "what was not ticked stays"

    clerk.go(meeting)
    clerk.follow("/minutes/?id=")
    for words in (MATTER, WORDING, *REPORTS[:2]):
        assert clerk.sees(words)
    assert not clerk.sees(REPORTS[2])
    accessible(clerk.page)
    clerk.page.emulate_media(media="print")
    assert clerk.page.locator("article.paper").is_visible()
    assert not clerk.page.locator("nav.side").is_visible()
    for login in ("member", "department"):
        sign_in(login).may_not(decision.replace("details", "move"))


def the_committee_hands_in(committee: Person, name: str) -> str:
    """Write a report and submit it; return its address."""
    committee.go("/panel/report/new/")
    committee.fill(name=name, authors="课题组", content="一、基本情况。二、建议。", finished_on="2020-09-18")
    committee.save()
    address = committee.path
    committee.follow("/transition/submit/")
    committee.save()
    return address


def the_chair_accepts(chair: Person, address: str) -> None:
    """Accept a report, so that it goes to the meeting."""
    chair.go(address)
    chair.follow("/transition/accept/")
    chair.save()


def the_clerk_registers_the_item(clerk: Person) -> tuple[str, str]:
    """Register what the meeting decided; return the addresses of the meeting and of its item."""
    clerk.go(f"{MEETINGS}?kind=chairpersons")
    clerk.press(clerk.page.locator("table.rows tbody th a", has_text=MEETING))
    meeting = clerk.path
    clerk.follow("/panel/meeting-decision/new/")
    clerk.fill(item_number="9", subject=MATTER, content=WORDING)
    clerk.save()
    return meeting, clerk.path
