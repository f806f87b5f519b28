"""A form as a browser would send it back: the names and values that a page's form holds."""

from __future__ import annotations

from html.parser import HTMLParser


class _Form(HTMLParser):
    """Collects what the form with a one-time token would send; buttons and files are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self._inside: dict[str, list[str]] = {}
        self._select = self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        name = has.get("name", "")
        if tag == "form":
            self._inside = {}
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in has or self._select not in self._inside):
            # A browser sends the first option of a list when none is chosen.
            self._inside[self._select] = [has.get("value", "")]
        elif tag == "textarea" and name:
            self._textarea = name
            self._inside[name] = [""]
        elif tag == "input" and name and has.get("type") not in ("file", "submit", "button"):
            values = self._inside.setdefault(name, [])
            if has.get("type") not in ("checkbox", "radio") or "checked" in has:
                values.append(has.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._inside[self._textarea][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea:
            self._inside[self._textarea][0] = self._inside[self._textarea][0].removeprefix("\n")
            self._textarea = ""
        elif tag == "select":
            self._select = ""
        elif tag == "form" and "form_token" in self._inside:
            self.sent = self._inside


def form_of(page: str) -> dict[str, list[str]]:
    """Return name -> values of the page's form with a one-time token, none for a box that is not ticked."""
    reader = _Form()
    reader.feed(page)
    return reader.sent
