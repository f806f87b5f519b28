"""Why so many points: a member follows the own account from the home page down to a record, without script."""

from __future__ import annotations

from decimal import Decimal

from tests.browser.conftest import PHONE, SignIn


def test_a_member_follows_the_points_down_to_a_record(sign_in: SignIn) -> None:
    member = sign_in("member", PHONE, java_script_enabled=False)
    member.go("/")
    member.follow("/panel/seat/file/")
    total = Decimal(member.page.locator(".figures b").first.inner_text())
    groups = member.page.locator(".account > details > summary .sum").all_inner_texts()
    assert sum(map(Decimal, groups)) == total > 0
    assert str(total) in member.page.locator("#why-title").inner_text()
    item = member.page.locator(".account details details").first
    assert not item.locator("table").is_visible()
    item.locator("summary").click()
    assert item.locator("table").is_visible()
    lines = [Decimal(text) for text in item.locator("tr td:last-child a:not(.small)").all_inner_texts()]
    assert sum(lines) >= Decimal(item.locator("summary .sum").inner_text())
    training = (
        member.page.locator(".account details details")
        .filter(has=member.page.locator('a[href*="/panel/training/"]'))
        .first
    )
    training.locator("summary").click()
    name = training.locator('a[href*="/panel/training/"]').first.inner_text()
    member.press(training.locator('a[href*="/panel/training/"]').first)
    assert name in member.page.locator("h1").inner_text()
