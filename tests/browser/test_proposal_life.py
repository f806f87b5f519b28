"""A proposal from the first line to the closed case, as seven roles live it; nobody can do another's part.

A member writes and asks a colleague to countersign, the desk looks twice, the committee decides and the chair signs what the
chairpersons' meeting confirmed, the desk numbers and hands over, the unit receives, contacts and answers, the handing-over office
checks, the member judges on two axes, the committee closes, and the auditor reads all of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE
from tests.browser.support.person import Person

PROPOSALS, HANDLINGS = "/panel/proposal/", "/panel/handling/"
TITLE = "关于在城南片区增设老年助餐点的建议"
TEXT = {
    "situation": "城南片区六十岁以上老人近千人，附近没有助餐点。",
    "analysis": "场地难落实，运营补贴标准未定。",
    "advice": "由民政部门牵头，利用社区闲置用房设助餐点两处。",
}
UNIT = "县民政局"
TODAY = "2020-09-23"
COMMITTEE_DECIDED = "2020 年 9 月提案委员会会议 1 审定平时提案立案意见（第二批）"
CHAIRPERSONS_DECIDED = "2020 年第 5 次主席会议 1 审议民主评议方案"
ANSWER = "城南社区用房已腾退，两处助餐点十月开餐。"
REMARK = "上门听取了意见，盼按期开餐。"


@dataclass
class Life:
    """Who has sat down at a browser, and which rows the proposal has grown so far."""

    enter: Callable[..., Person]
    people: dict[str, Person] = field(default_factory=dict)
    number: str = ""
    handling: str = ""

    def person(self, login: str) -> Person:
        """Return somebody, signed in when they first appear; the member writes at a desk, the chair signs on a phone."""
        if login not in self.people:
            size = PHONE if login == "chair" else DESK
            self.people[login] = self.enter(login, size, java_script_enabled=False)
        return self.people[login]

    def step(
        self, login: str, slug: str, name: str, number: str, status: int = 200, **answers: str
    ) -> Person:
        """Take a step of a row as somebody, on the page that asks for it."""
        person = self.person(login)
        person.go(f"/panel/{slug}/transition/{name}/?id={number}")
        fill(person, **answers)
        person.press(person.page.locator(".decide .btn-primary"), status=status)
        return person

    def others_may_not(self, path: str, *logins: str) -> None:
        """Hold that an address is closed to these people."""
        for login in logins:
            self.person(login).may_not(path)


def fill(person: Person, **answers: str) -> None:
    """Fill fields in by their names: a list by its value, a reference by what is typed, the rest as text."""
    for name, value in answers.items():
        chosen = person.page.locator(f'main select[name="{name}"]')
        if chosen.count():
            chosen.select_option(value)
        else:
            reference = person.page.locator(f'main [name="{name}__text"]')
            (reference if reference.count() else person.page.locator(f'main [name="{name}"]').first).fill(
                value
            )


def number_of(person: Person) -> str:
    """Return the number of the row whose page is open."""
    assert "/details/" in person.path, person.path
    return person.path.partition("id=")[2]


@pytest.fixture
def life(sign_in: Callable[..., Person]) -> Life:
    """Return a proposal that nobody has thought of yet."""
    return Life(sign_in)


@pytest.mark.browser
def test_a_proposal_lives_from_the_first_line_to_the_closed_case(life: Life) -> None:
    the_clerk_sets_that_the_chairpersons_confirm(life)
    a_member_writes_and_a_colleague_countersigns(life)
    the_desk_looks_twice(life)
    the_committee_decides_and_the_chair_signs(life)
    the_desk_numbers_and_hands_over(life)
    the_unit_receives_contacts_and_answers(life)
    the_member_judges_and_the_committee_closes(life)
    the_auditor_reads_all_of_it(life)


def the_clerk_sets_that_the_chairpersons_confirm(life: Life) -> None:
    """Where places differ it is a setting of the term: here the chairpersons' meeting confirms what was accepted."""
    clerk = life.person("clerk")
    clerk.go("/panel/term-setting/new/?term_id=1&setting=proposal_confirmed_by")
    fill(clerk, value="chairpersons", basis="主席会议纪要〔2020〕8号")
    clerk.save()


def a_member_writes_and_a_colleague_countersigns(life: Life) -> None:
    """Write a draft that nobody else sees, ask a colleague, and submit it once it is signed."""
    member, colleague = life.person("member"), life.person("teller1")
    name = colleague.page.locator(".who .name").first.inner_text().split()[0]
    member.go(f"{PROPOSALS}new/")
    fill(member, name=TITLE, proposer_kind="joint", proposal_suggested_unit=UNIT, **TEXT)
    member.save()
    life.number = number_of(member)
    life.others_may_not(f"{PROPOSALS}details/?id={life.number}", "clerk", "committee2", "chair", "teller1")

    member.go(f"/panel/proposal-signer/new/?proposal_id={life.number}")
    fill(member, seat_id=name)
    member.save()
    life.step("member", "proposal", "ask_countersign", life.number)
    member.may_not(f"{PROPOSALS}edit/?id={life.number}")

    colleague.go("/inbox")
    colleague.press(colleague.page.locator(".tasks a", has_text=TITLE))
    signer = colleague.page.locator(
        'main a[href*="/transition/sign/"], main form[action*="/transition/sign/"]'
    ).first
    address = signer.get_attribute("href") or signer.get_attribute("action") or ""
    life.step(
        "teller1", "proposal-signer", "sign", address.partition("id=")[2].partition("&")[0], signed_on=TODAY
    )
    assert colleague.status(f"{PROPOSALS}details/?id={life.number}") == 200, "who signed reads on"

    life.step("member", "proposal", "submit", life.number)
    member.go(f"{PROPOSALS}details/?id={life.number}")
    assert member.sees(name)
    member.may_not(f"{PROPOSALS}edit/?id={life.number}")


def the_desk_looks_twice(life: Life) -> None:
    """Look at it from the inbox; the member and the chair cannot."""
    first_look = f"{PROPOSALS}transition/first_look/?id={life.number}"
    life.others_may_not(first_look, "member", "chair", "auditor")
    clerk = life.person("clerk")
    clerk.go("/inbox")
    assert clerk.page.locator(".tasks a", has_text=TITLE).count()
    clerk.go(first_look)
    choices = clerk.page.locator('select[name="category_id"] option', has_text="社会建设")
    life.step("clerk", "proposal", "first_look", life.number, category_id=str(choices.first.get_attribute("value")),
              first_opinion="一事一案，内容齐全。", lead_department_id=UNIT)  # fmt: skip
    life.step("clerk", "proposal", "second_look", life.number, proposed="accept", second_opinion="建议立案。")


def the_committee_decides_and_the_chair_signs(life: Life) -> None:
    """Accept it at the committee's meeting; the clerk cannot, and without a decision nobody can."""
    accept = f"{PROPOSALS}transition/accept/?id={life.number}"
    life.others_may_not(accept, "clerk", "chair", "member")
    committee = life.step("committee2", "proposal", "accept", life.number, status=422)
    assert committee.page.locator("#f-decision_id-error").is_visible(), "no acceptance without its meeting"
    life.step("committee2", "proposal", "accept", life.number, decision_id=COMMITTEE_DECIDED)

    life.others_may_not(f"{PROPOSALS}transition/confirm/?id={life.number}", "clerk", "committee2")
    chair = life.person("chair")
    chair.go("/inbox")
    assert chair.page.locator(".tasks a", has_text=TITLE).count()
    life.step("chair", "proposal", "confirm", life.number, decision_id=CHAIRPERSONS_DECIDED)


def the_desk_numbers_and_hands_over(life: Life) -> None:
    """Number what was accepted in one press, and hand it over in one act jointly with the handing-over offices."""
    clerk = life.person("clerk")
    clerk.go(f"{PROPOSALS}numbers/")
    assert clerk.sees(TITLE)
    clerk.press(clerk.page.locator('main button[name="do"][value="number"]'))
    clerk.go(f"{PROPOSALS}details/?id={life.number}")
    life.others_may_not(f"{PROPOSALS}details/?id={life.number}", "department", "govoffice")

    clerk.go("/panel/handover/new/")
    fill(clerk, name="平时提案第四批交办", term_id="1")
    clerk.save()
    batch = number_of(clerk)
    clerk.press(clerk.page.locator('form[action*="/take-in/cases/"] button').first)
    clerk.go(f"/panel/handover/list/?id={batch}")
    assert clerk.sees(TITLE)
    life.step(
        "clerk", "handover", "hand_over", batch, handed_over_on=TODAY, document_number="邻委办〔2020〕70号"
    )


def the_unit_receives_contacts_and_answers(life: Life) -> None:
    """Receive the case, speak with the proposer, answer, have the answer checked, send it; our office says none of it."""
    unit = life.person("department")
    unit.go("/inbox")
    unit.press(unit.page.locator(".tasks a", has_text=TITLE))
    unit.go(f"{HANDLINGS}?q={TITLE}")
    unit.press(unit.page.locator("table.rows tbody th a").first)
    life.handling = number_of(unit)
    life.step("department", "handling", "receive", life.handling)
    answer: dict[str, Any] = {
        "answer": ANSWER, "answer_number": "邻民函〔2020〕31号", "drafter": "唐以宁", "signed_by": "局长", "signed_on": TODAY,
    }  # fmt: skip
    unit.go(f"{HANDLINGS}transition/submit_answer/?id={life.handling}")
    classes = unit.page.locator('select[name="answer_class_id"] option', has_text="A")
    answer["answer_class_id"] = str(classes.first.get_attribute("value"))
    life.step("department", "handling", "submit_answer", life.handling, status=422, **answer)
    assert unit.sees("面商"), "no answer before the unit spoke with the proposer"

    unit.go(f"/panel/contact-record/new/?handling_id={life.handling}")
    fill(
        unit,
        contacted_on=TODAY,
        way="visit",
        for_unit="副局长",
        with_whom="第一提案人",
        content="实地察看社区用房。",
    )
    unit.save()
    life.others_may_not(
        f"{HANDLINGS}transition/submit_answer/?id={life.handling}", "member", "govoffice", "chair"
    )
    life.step("department", "handling", "submit_answer", life.handling, **answer)

    check = f"{HANDLINGS}transition/check_answer/?id={life.handling}"
    life.others_may_not(check, "department", "member", "chair")
    life.step("govoffice", "handling", "check_answer", life.handling)
    life.others_may_not(f"{HANDLINGS}details/?id={life.handling}", "member")
    life.step("department", "handling", "send_answer", life.handling, answered_on=TODAY)


def the_member_judges_and_the_committee_closes(life: Life) -> None:
    """Judge attitude and result, never through the unit; the case is closed only then."""
    close = f"{PROPOSALS}transition/close/?id={life.number}"
    life.step("committee2", "proposal", "close", life.number, status=422)
    member = life.person("member")
    member.go(f"{HANDLINGS}details/?id={life.handling}")
    assert member.sees(ANSWER)
    member.go(f"/panel/feedback/?handling_id={life.handling}")
    member.press(member.page.locator("table.rows tbody th a").first)
    feedback = number_of(member)
    give = f"/panel/feedback/transition/give/?id={feedback}"
    life.others_may_not(give, "department", "govoffice", "chair")
    life.others_may_not(f"/panel/feedback/details/?id={feedback}", "department")
    said: dict[str, Any] = {
        "heard_by": "visit",
        "attitude": "satisfied",
        "result": "basically",
        "remark": REMARK,
    }
    life.step("member", "feedback", "give", feedback, **said)

    life.others_may_not(close, "clerk", "member", "department", "chair")
    life.step("committee2", "proposal", "close", life.number)
    committee = life.person("committee2")
    committee.go(f"{PROPOSALS}details/?id={life.number}")
    assert committee.page.locator(".st.t-ok.on").count(), "the case is closed"


def the_auditor_reads_all_of_it(life: Life) -> None:
    """Find every hand in the history of the case, and nothing to press."""
    auditor = life.person("auditor")
    auditor.go(f"/history?table=proposal&record={life.number}")
    log = auditor.page.locator("table.log").inner_text()
    for login in ("member", "clerk", "committee2", "chair"):
        assert life.person(login).page.locator(".who .name").first.inner_text().split()[0] in log
    auditor.go(f"{PROPOSALS}details/?id={life.number}")
    assert not auditor.page.locator('main form[method="post"]').count()
    auditor.may_not(f"{PROPOSALS}edit/?id={life.number}")


@pytest.mark.browser
def test_the_task_table_and_the_register_are_readable_by_everybody(
    sign_in: Callable[..., Person], accessible: Callable[[Page], None]
) -> None:
    clerk = sign_in("clerk")
    for path in (
        "/panel/follow-through/",
        "/panel/follow-through/table/",
        "/panel/follow-through/details/?id=1",
        "/panel/city-proposal/",
        "/panel/city-proposal/new/",
        "/panel/handling/?q=托育",
    ):
        clerk.go(path)
        accessible(clerk.page)
    clerk.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    clerk.go("/panel/follow-through/table/")
    assert not clerk.page.evaluate("document.documentElement.scrollWidth > innerWidth")
