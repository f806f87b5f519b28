"""One person of the office at a browser, with or without script; finds things by what they are, not by how they are called."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, Response

from panel.demo.accounts import PASSWORD

MAIN_ACT = "main .btn-primary:visible"
"""The one act that a page is for."""
FIRST_PAGE = "/account"
"""Where somebody arrives who signed in; a story that begins at home goes there."""
REFUSED = (403, 404, 405)


class Person:
    """Somebody with an account, signed in at one browser."""

    def __init__(self, page: Page, address: str, login: str) -> None:
        self.page, self.address, self.login = page, address, login
        # To a light page: the home page of each role takes a second to be put together in a process that never did.
        self.go(f"/login?next={FIRST_PAGE}")
        page.fill("input[name=username]", login)
        page.fill("input[name=password]", PASSWORD)
        self.press(page.locator("form.login .btn-primary"))
        assert self.path == FIRST_PAGE, f"{login} could not sign in"

    @property
    def path(self) -> str:
        """Return the address of the page without the host."""
        return self.page.url.removeprefix(self.address)

    def go(self, path: str, status: int = 200) -> Response:
        """Open a page, which answers with ``status``."""
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status == status, f"{path} answered {answer.status}"
        return answer

    def press(self, button: Locator, status: int = 200) -> None:
        """Press what leads to another page, and answer the question that is asked first where script runs."""
        with self.page.expect_navigation() as arrived:
            button.click()
            question = self.page.locator("dialog[open] .btn-primary")
            if question.count():
                question.click()
        answer = arrived.value
        assert answer is not None
        assert answer.status == status, f"{self.path} answered {answer.status}"

    def follow(self, address: str) -> None:
        """Follow the first link of the page's content whose address contains ``address``."""
        self.press(self.page.locator(f'main a[href*="{address}"]').first)

    def save(self) -> None:
        """Press the main act of the page."""
        self.press(self.page.locator(MAIN_ACT).last)

    def fill(self, **texts: str) -> None:
        """Fill fields in by their names."""
        for name, text in texts.items():
            self.page.fill(f'main [name="{name}"]', text)

    def choose(self, field: str, words: str) -> None:
        """Choose the first row of a field that has the words in it: of a list, or looked up."""
        box = self.page.locator(f"main #f-{field}")
        if box.evaluate("box => box.tagName") == "SELECT":
            option = box.locator("option", has_text=words).first
            box.select_option(value=option.get_attribute("value"))
            return
        box.fill("")
        box.press_sequentially(words)
        self.page.locator(".found [role=option]").first.click()
        assert self.page.locator(f'main input[name="{field}"]').input_value(), (
            f"nothing was found for {words}"
        )

    def edit(self, **texts: str) -> None:
        """Open the form that the page of a record offers, in its menu too, and fill fields in."""
        offered = self.page.locator('main a[href*="/edit/?id="]').first
        self.go(offered.get_attribute("href") or "")
        self.fill(**texts)

    def take(self, step: str, **answers: str) -> None:
        """Take a step that the page of a record offers, with what it asks for."""
        offered = self.page.locator(f'main a[href*="/transition/{step}/"]').first
        self.go(offered.get_attribute("href") or "")
        self.fill(**answers)
        self.save()
        assert "/transition/" not in self.path, self.page.locator("main").inner_text()

    @property
    def record(self) -> int:
        """Return the number of the record whose page is open."""
        assert "/details/" in self.path, f"{self.path} is no record's page"
        return int(self.path.partition("id=")[2].partition("&")[0])

    def sees(self, text: str) -> bool:
        """Return whether the content of the page has the text in it."""
        return text in self.page.locator("main").inner_text()

    def may_not(self, path: str) -> None:
        """Hold that neither opening the address nor sending a form to it is allowed."""
        assert self.status(path) in REFUSED, f"{self.login} opened {path}"
        assert self.sent(path) in REFUSED, f"{self.login} sent a form to {path}"

    def status(self, path: str) -> int:
        """Return what opening an address is answered with, past the page that is shown."""
        return self.page.request.get(self.address + path, max_redirects=0).status

    def sent(self, path: str, **form: Any) -> int:
        """Return what a form of this person sent to an address is answered with, as one made by hand would be."""
        token = self.page.locator("input[name=csrf_token]").first.get_attribute("value") or ""
        sent = {"csrf_token": token, "confirmed": "1", **form}
        return self.page.request.post(self.address + path, form=sent, max_redirects=0).status


__all__ = ["MAIN_ACT", "REFUSED", "Person"]
