"""One matter through the whole house, as five roles live it: import, opinion, approval and return, secret ballot, history.

Nobody here can do another's part; each chapter lets the others try. The same story is told on both engines, and once more in
browsers that run no script.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator

from tests.browser.conftest import DESK, PHONE
from tests.browser.support.engines import both_and_once_without_script
from tests.browser.support.person import Person

LIST = Path(__file__).parents[1] / "panel" / "importer" / "files" / "livelihood_items.csv"
"""The published projects of five places; twenty rows name units that this county does not have, one of them is a total."""
NEW, WRONG = 50, 20
PROJECTS, ROUNDS, EVALUATIONS = "/panel/livelihood-project/", "/panel/evaluation-round/", "/panel/evaluation/"
FIRST, CHANGED = "多层住宅电梯加装", ("多层住宅电梯加装,30", "多层住宅电梯加装,31")

PRAISE = "推进有力，群众普遍认可。"
BLAME = "进度不够均衡，个别点位尚未开工。"
REASON = "第二句没有数据支撑，请补充后再报。"
REMARK = "希望多到现场看看。"

VOTERS = ("member", "teller1", "teller2", "chair", "chair2")
"""Members with an account: as many as it takes before figures are shown at all."""


@dataclass
class Story:
    """Who has sat down at a browser, and what they have dealt with so far."""

    enter: Callable[..., Person]
    people: dict[str, Person] = field(default_factory=dict)
    opinions: list[tuple[str, str]] = field(default_factory=list)
    """The evaluations that are decided: number and name; the first is approved, the second returned."""

    def person(self, login: str) -> Person:
        """Return somebody, signed in when they first appear; the chair works on a phone."""
        if login not in self.people:
            size = PHONE if login == "chair" else DESK
            self.people[login] = self.enter(login, size)
        return self.people[login]

    def others_may_not(self, path: str, *allowed: str) -> None:
        """Hold that an address is closed to all of the five roles but those named."""
        for login in ("clerk", "committee", "chair", "auditor", "member"):
            if login not in allowed:
                self.person(login).may_not(path)


@pytest.fixture
def story(script: bool, sign_in: Callable[..., Person]) -> Story:
    """Return a story without anybody in it yet."""

    def enter(login: str, size: tuple[int, int]) -> Person:
        return sign_in(login, size, java_script_enabled=script)

    return Story(enter)


@pytest.mark.browser
@both_and_once_without_script
def test_a_list_comes_in_is_judged_and_stays_provable(story: Story) -> None:
    the_clerk_imports_a_real_list(story)
    the_committee_words_and_submits_opinions(story)
    the_chair_approves_one_opinion_and_returns_another(story)
    the_committee_reads_the_reason(story)
    members_vote_in_secret_and_only_once(story)
    two_tellers_close_the_count(story)
    the_auditor_reads_the_whole_history(story)


def the_clerk_imports_a_real_list(story: Story) -> None:
    """Choose, look at the rehearsal, be stopped by wrong rows, leave them out, confirm; a second look finds what changed."""
    clerk = story.person("clerk")
    clerk.go(PROJECTS)
    clerk.follow("/import/")
    _rehearse(clerk, LIST.read_bytes())
    assert _counted(clerk) == {"new": NEW, "changed": 0, "same": 0, "wrong": WRONG}
    clerk.press(clerk.page.locator('.tabs a[href*="kind=wrong"]'))
    for row in clerk.page.locator("tbody.is-wrong").all():
        assert row.locator(".why code").first.inner_text()[1:].isdigit(), "a reason names its cell"
        assert row.locator(".wrong-cell").count()

    clerk.press(_apply(clerk), status=409)
    assert clerk.page.locator("#errors").is_visible(), "wrong rows stop the import"
    assert not _found(clerk, FIRST), "and nothing of it was saved"
    clerk.page.go_back()
    clerk.page.check("input[name=skip_wrong]")
    clerk.press(_apply(clerk))
    assert clerk.page.locator(".note.ok").is_visible()
    assert _found(clerk, FIRST)

    clerk.go(f"{PROJECTS}import/")
    _rehearse(clerk, LIST.read_text(encoding="utf-8").replace(*CHANGED).encode())
    assert _counted(clerk) == {"new": 0, "changed": 1, "same": NEW - 1, "wrong": WRONG}
    change = clerk.page.locator("tbody.is-changed")
    assert (change.locator("del").inner_text(), change.locator("ins").inner_text()) == ("30", "31")
    for login in ("chair", "auditor", "member"):
        story.person(login).may_not(f"{PROJECTS}import/")


def _rehearse(clerk: Person, content: bytes) -> None:
    file: Any = {"name": LIST.name, "mimeType": "text/csv", "buffer": content}
    clerk.page.set_input_files("input[name=file]", file)
    clerk.save()


def _counted(clerk: Person) -> dict[str, int]:
    kinds = ("new", "changed", "same", "wrong")
    return {
        kind: int(clerk.page.locator(f'.tabs a[href*="kind={kind}"] small').inner_text()) for kind in kinds
    }


def _apply(clerk: Person) -> Locator:
    return clerk.page.locator("button[name=do][value=apply]")


def _found(person: Person, name: str) -> bool:
    answer = person.page.request.get(person.address + PROJECTS, params={"q": name})
    return f">{name}</a>" in answer.text()


def the_committee_words_and_submits_opinions(story: Story) -> None:
    """Word two opinions that are due in the counted round, and hand them in; only the counts are there already."""
    committee = story.person("committee")
    for opinion in (PRAISE, BLAME):
        committee.go(f"{EVALUATIONS}?state=opinion_due")
        first = committee.page.locator("table.rows tbody th a").first
        name = first.inner_text()
        committee.press(first)
        number = committee.path.partition("id=")[2]
        story.opinions.append((number, name))
        committee.follow("/edit/?id=")
        assert not committee.page.locator("[name=score], [name=valid]").count(), "a count is no field"
        committee.fill(opinion=opinion)
        committee.save()
        committee.follow("/transition/submit/")
        committee.save()
        assert committee.sees(opinion)
    for number, _name in story.opinions:
        story.others_may_not(f"{EVALUATIONS}edit/?id={number}")
        story.others_may_not(f"{EVALUATIONS}transition/approve/?id={number}", "chair")
        story.others_may_not(f"{EVALUATIONS}transition/return/?id={number}", "chair")


def the_chair_approves_one_opinion_and_returns_another(story: Story) -> None:
    """Decide both from the inbox, on a phone; the second goes back with its reason."""
    chair = story.person("chair")
    (_, approved), (number, returned) = story.opinions
    chair.go("/inbox")
    assert not chair.page.locator("input[name=id]").count(), "evaluations are never decided in a batch"
    chair.press(chair.page.locator(".tasks a", has_text=approved))
    assert chair.sees(PRAISE)
    chair.press(chair.page.locator('form[action*="/transition/approve/"] .btn-primary'))

    chair.go("/inbox")
    assert not chair.sees(approved)
    chair.press(chair.page.locator(".tasks a", has_text=returned))
    chair.follow("/transition/return/")
    chair.press(chair.page.locator(".decide .btn-primary"), status=422)
    assert chair.page.locator("#f-reason-error").is_visible(), "no return without a reason"
    chair.fill(reason=REASON)
    chair.press(chair.page.locator(".decide .btn-primary"))
    chair.go(f"{EVALUATIONS}details/?id={number}")
    assert chair.sees(REASON)
    assert chair.page.locator(".t-warn.on").count(), "returned is a state that somebody must act on"


def the_committee_reads_the_reason(story: Story) -> None:
    """Find the returned one in the inbox with its reason; the approved one bears its seal and is closed to everybody."""
    committee = story.person("committee")
    (approved, _), (_, returned) = story.opinions
    committee.go("/inbox")
    committee.press(committee.page.locator(".tasks a", has_text=returned))
    assert committee.sees(REASON)
    assert committee.page.locator('main a[href*="/edit/"]').count(), "it can be mended"
    committee.go(f"{EVALUATIONS}details/?id={approved}")
    assert committee.page.locator(".note.seal code").is_visible()
    assert not committee.page.locator('main a[href*="/edit/"]').count()
    story.others_may_not(f"{EVALUATIONS}edit/?id={approved}")
    story.others_may_not(f"{EVALUATIONS}trash/?id={approved}")


def members_vote_in_secret_and_only_once(story: Story) -> None:
    """Cast the ballot of the open round; a second one is refused, and nobody sees a figure."""
    member = story.person("member")
    member.go("/")
    member.follow("/ballot/?id=")
    ballot = member.path
    for login in ("clerk", "committee", "auditor"):
        story.person(login).may_not(ballot)
    for voter in map(story.person, VOTERS):
        voter.go(ballot)
        for line in voter.page.locator(".vote").all():
            line.locator("label").first.click()
        voter.fill(remark=REMARK)
        voter.save()
        assert voter.path == "/"
        voter.may_not(ballot)
    round_ = ballot.partition("id=")[2]
    for login in ("clerk", "committee", "chair", "auditor"):
        watcher = story.person(login)
        watcher.go(f"{EVALUATIONS}?round_id={round_}")
        assert not watcher.page.locator("table.rows tbody tr").count(), "no figure before the close"


def two_tellers_close_the_count(story: Story) -> None:
    """Hand in two sheets; while they differ nothing is closed, and nobody else closes a count."""
    first, second = story.person("teller1"), story.person("teller2")
    first.go("/")
    first.follow("/count/?id=")
    count = first.path
    story.others_may_not(count)
    _hand_in(first, present=212)
    second.go(count)
    _hand_in(second, present=211)
    assert second.page.locator(".note.bad").count(), "two sheets that differ are counted again"
    _hand_in(second, present=212)
    assert "/details/" in second.path
    assert first.status(count) == 303, "a closed count is opened by nobody"
    round_ = count.partition("id=")[2]
    committee, chair = story.person("committee"), story.person("chair")
    committee.go(f"{EVALUATIONS}?round_id={round_}")
    scores = committee.page.locator("table.rows tbody td.n").all_inner_texts()
    assert "100" in scores, "everybody marked the best of the scale"
    chair.go(f"{EVALUATIONS}?round_id={round_}")
    assert not chair.page.locator("table.rows tbody tr").count(), "the chair gets results with their opinions"


def _hand_in(teller: Person, present: int) -> None:
    teller.fill(**{"h-present": str(present)})
    teller.press(teller.page.locator("button[name=_next][value=close]"))


def the_auditor_reads_the_whole_history(story: Story) -> None:
    """Find the import and the approval, narrow down to a person, take it away as a file; no ballot is in it."""
    auditor = story.person("auditor")
    auditor.go("/")
    auditor.press(auditor.page.locator('nav.side a[href="/history"]'))
    for login in ("clerk", "committee", "chair", "member"):
        story.person(login).may_not("/history")
    assert not auditor.page.locator('main form[method="post"]').count(), "there is nothing to press"
    auditor.press(auditor.page.locator('.tabs a[href*="kind=imported"]'))
    assert auditor.sees(LIST.name)

    (number, name), _returned = story.opinions
    auditor.go("/history?kind=approved")
    assert auditor.page.locator("table.log tbody tr", has_text=name).count() == 1
    auditor.go(f"/history?table=evaluation&record={number}")
    assert auditor.page.locator("table.log tbody tr").first.locator("code").count(), "with its fingerprint"

    voter = story.person("member").page.locator(".who .name, .who .avatar").first.inner_text()
    options = auditor.page.locator("select[name=who] option")
    who = next(text for text in options.all_inner_texts() if text.startswith(voter.split()[0]))
    auditor.go("/history")
    auditor.page.select_option("select[name=who]", label=who)
    auditor.press(auditor.page.locator("form.sieve button"))
    assert set(auditor.page.locator("table.log td:nth-child(2) b").all_inner_texts()) == {who}
    lines = _exported(auditor)
    assert len(lines) > 1
    assert all(line.split(",")[1] == who for line in lines[1:])
    assert REMARK not in "\n".join(lines)


def _exported(auditor: Person) -> list[str]:
    with auditor.page.expect_download() as arriving:
        auditor.page.locator('a[href*="/history/export.csv"]').click()
    return Path(arriving.value.path()).read_text(encoding="utf-8-sig").splitlines()
