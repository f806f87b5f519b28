"""An opinion report's life: a member reports, the desk makes an issue of it, the chair signs, a leader instructs, a unit answers.

The unit never learns who reported it, by no door; the contributor is told, and the auditor reads all of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE
from tests.browser.support.person import MAIN_ACT, Person

REPORTS, ISSUES, INSTRUCTIONS = "/panel/opinion-report/", "/panel/bulletin/", "/panel/instruction/"
SUBJECT, EDITED = "日间照料中心无人运营", "日间照料中心停开亟待解决"
WORDS = "请民政局牵头研究，尽快恢复运营。"
REPLY = "已引入运营机构，十月起恢复开放。"
TOLD = "您反映的问题已获批示，民政局十月起恢复开放。"

Check = Callable[[Page], None]


@dataclass
class Life:
    """Who has sat down at a browser, and the papers of the story by number."""

    enter: Callable[..., Person]
    accessible: Check
    people: dict[str, Person] = field(default_factory=dict)
    contributor: str = ""
    report: int = 0
    issue: int = 0
    instruction: int = 0

    def person(self, login: str) -> Person:
        """Return somebody, signed in when they first appear; the chair works on a phone."""
        if login not in self.people:
            self.people[login] = self.enter(login, PHONE if login == "chair" else DESK)
        return self.people[login]

    def at(self, login: str, list_: str, number: int) -> Person:
        """Return somebody who has opened the page of a record."""
        person = self.person(login)
        person.go(f"{list_}details/?id={number}")
        return person


@pytest.mark.browser
def test_an_opinion_report_lives_to_instruction_and_feedback(
    sign_in: Callable[..., Person], accessible: Check
) -> None:
    life = Life(sign_in, accessible)
    a_member_reports_it(life)
    the_desk_uses_and_edits_it(life)
    an_issue_is_made_checked_and_signed_by_three(life)
    a_leader_instructs_a_unit(life)
    the_unit_replies_and_never_learns_who_reported_it(life)
    the_contributor_is_told_and_it_is_closed(life)
    the_auditor_reads_the_whole_life(life)


def a_member_reports_it(life: Life) -> None:
    """Write it, hand it in, and find that its text now stays."""
    member = life.person("member")
    life.contributor = member.page.locator(".who .name").first.inner_text().split()[0]
    member.go(f"{REPORTS}new/")
    life.accessible(member.page)
    member.fill(subject=SUBJECT, situation="中心建成后停开，老人无处可去。", advice="引入机构运营。")
    member.save()
    life.report = member.record
    assert life.person("clerk").status(f"{REPORTS}details/?id={life.report}") == 404, (
        "a draft is its author's alone"
    )
    member.take("submit")
    assert member.status(f"{REPORTS}edit/?id={life.report}") == 403


def the_desk_uses_and_edits_it(life: Life) -> None:
    """Choose it for use under a category, and word title and text beside what was submitted."""
    clerk = life.at("clerk", REPORTS, life.report)
    clerk.edit()
    clerk.choose("category_id", "民生保障")
    clerk.save()
    clerk.take("use")
    clerk.edit(edited_subject=EDITED, edited_text="有群众反映，社区日间照料中心停开。建议引入机构运营。")
    clerk.save()
    clerk.take("edit_text")
    assert clerk.sees(SUBJECT), "what was submitted stands beside it"


def an_issue_is_made_checked_and_signed_by_three(life: Life) -> None:
    """Draft the issue, check it, sign it by another, and see that the signature gave it the next number."""
    clerk, chair = life.person("clerk"), life.person("chair")
    clerk.go(f"{ISSUES}new/")
    clerk.fill(
        subject=EDITED,
        content=f"据{life.contributor}反映，中心停开。",
        reported_to="县委、县政府",
        copied_to="县民政局",
    )
    clerk.choose("signer_id", chair.page.locator(".who .name").first.inner_text().split()[0])
    clerk.save()
    life.issue = clerk.record
    clerk.go(f"/panel/bulletin-item/new/?bulletin_id={life.issue}")
    clerk.choose("opinion_report_id", EDITED)
    clerk.press(clerk.page.locator(MAIN_ACT).last, status=422)
    assert clerk.sees(life.contributor), "the desk is told that the text names who did not agree"
    clerk.go(f"{ISSUES}edit/?id={life.issue}")
    clerk.fill(content="社区日间照料中心停开，老人无处可去。\n建议引入机构运营。")
    clerk.save()
    clerk.go(f"/panel/bulletin-item/new/?bulletin_id={life.issue}")
    clerk.choose("opinion_report_id", EDITED)
    clerk.save()
    life.at("clerk", ISSUES, life.issue).take("submit")

    checker = life.at("chair2", ISSUES, life.issue)
    checker.take("check")
    checker.may_not(f"{ISSUES}transition/sign/?id={life.issue}")
    life.at("chair", ISSUES, life.issue)
    life.accessible(chair.page)
    chair.take("sign", signed_on="2020-09-23")
    issued = life.at("clerk", ISSUES, life.issue)
    assert issued.page.locator(".note.seal code").is_visible()
    issued.take("issue", issued_on="2020-09-23")
    number = issued.page.locator("h1").inner_text().split()[0]
    assert number.startswith("2020年第"), "a number of the year"
    issued.go(f"{ISSUES}printed/?id={life.issue}")
    life.accessible(issued.page)
    assert number in issued.page.inner_text("body")
    assert life.contributor not in issued.page.inner_text("main")


def a_leader_instructs_a_unit(life: Life) -> None:
    """Register what a leader wrote on the issue, begun at the paper, and hand it to the unit with a day."""
    clerk = life.at("clerk", ISSUES, life.issue)
    assert clerk.page.locator(f'a[href*="{INSTRUCTIONS}new/?record=bulletin-{life.issue}"]').count()
    clerk.go(f"{INSTRUCTIONS}new/?record=bulletin-{life.issue}")
    clerk.fill(
        leader="县政府主要领导",
        leader_post="县长",
        original_words=WORDS,
        instructed_on="2020-09-23",
        due_on="2020-10-23",
    )
    clerk.choose("department_id", "县民政局")
    clerk.save()
    life.instruction = clerk.record
    clerk.take("hand_over", handed_on="2020-09-23")
    life.at("clerk", ISSUES, life.issue)
    assert clerk.page.locator(".titled .st").first.is_visible()


def the_unit_replies_and_never_learns_who_reported_it(life: Life) -> None:
    """Find the instruction in the inbox, read it with its history, try every door to the item, and reply."""
    unit = life.person("department")
    unit.go("/inbox")
    assert unit.page.locator(".tasks a", has_text=EDITED).count()
    for list_, number in ((REPORTS, life.report), (ISSUES, life.issue)):
        assert unit.status(f"{list_}details/?id={number}") in (403, 404)
        assert unit.status(f"{list_}history/?id={number}") in (403, 404)
    pages = (f"{INSTRUCTIONS}details/?id={life.instruction}", f"{INSTRUCTIONS}history/?id={life.instruction}")
    for path in (*pages, INSTRUCTIONS, "/"):
        unit.go(path)
        assert life.contributor not in unit.page.content(), f"{path} names the contributor"
    life.at("department", INSTRUCTIONS, life.instruction)
    assert unit.sees(WORDS)
    life.accessible(unit.page)
    unit.take("answer", reply=REPLY, replied_on="2020-09-23")


def the_contributor_is_told_and_it_is_closed(life: Life) -> None:
    """Accept the reply, register what came of the item, tell the member, close; the member reads it."""
    life.at("clerk", INSTRUCTIONS, life.instruction).take("close")
    clerk = life.at("clerk", REPORTS, life.report)
    clerk.take("handle", handled_on="2020-09-23", handling_result=REPLY)
    clerk.take("tell", told_on="2020-09-23", told_text=TOLD)
    member = life.at("member", REPORTS, life.report)
    assert member.sees(TOLD)
    assert not member.page.locator('main a[href*="/edit/"]').count()
    life.at("clerk", REPORTS, life.report).take("close")


def the_auditor_reads_the_whole_life(life: Life) -> None:
    """Read who did what, from the draft to the end, and press nothing."""
    auditor = life.person("auditor")
    auditor.go(f"/history?table=opinion_report&record={life.report}")
    said = auditor.page.locator("table.log").inner_text()
    for name in (life.contributor, "周予宁"):
        assert name in said
    assert auditor.page.locator("table.log tbody tr").count() >= 7
    assert not auditor.page.locator('main form[method="post"]').count()
    life.accessible(auditor.page)
