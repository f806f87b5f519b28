"""Redirect targets by the thousand, judged by how a browser reads an address and not by the code that refuses them."""

from __future__ import annotations

import random
import re
from urllib.parse import unquote

import pytest

from panel.signing_in.targets import safe_next
from tests.fixtures.report import Report

pytestmark = pytest.mark.attack

SHORT, LONG = 2_000, 100_000
_PIECES = (
    "/", "//", "\\", "/\\", "\t", "\n", "\r", " ", "\x00", "\x1f", "\x7f", "\u2028", "\u3000", "／", "＼", "。", "．",
    "@", ":", "?", "#", ";", "&", "=", "%", "%2f", "%2F", "%5c", "%5C", "%09", "%0a", "%0d", "%00", "%20", "%40",
    "%252f", "%255c", "%e2%80%a8", "%ef%bc%8f", "..", ".", "./", "../", "http:", "https:", "HTTPS:", "ht\ttp:",
    "javascript:", "data:", "blob:", "file:", "ws:", "evil.example", "evil%2eexample", "127.0.0.1", "[::1]", "0x7f.1",
    "localhost", "inbox", "panel", "panel/member/", "login", "logout", "?next=", "id=12", "-", "_", "~", "a", "用户",
    "user:pass@",
)  # fmt: skip


def leads_off_site(target: str) -> bool:
    """Return whether a browser on one of our pages would leave for another host or another scheme, after the URL standard.

    Control characters and spaces at both ends are cut off, tabs and line ends inside are dropped, a backslash counts as a slash.
    """
    text = re.sub(r"[\t\n\r]", "", target.strip("".join(map(chr, range(33)))))
    text = text.replace("\\", "/")
    return bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", text)) or text.startswith("//")


def _targets(number: int) -> list[str]:
    """Return so many targets put together from pieces that have deceived somebody, half of them after one of our own paths."""
    draw = random.Random(20200923)
    found = []
    for count in range(number):
        text = "".join(draw.choice(_PIECES) for _piece in range(draw.randint(1, 7)))
        found.append(("", "/", "/panel/", "/inbox?tab=")[count % 4] + text)
    return found


def test_no_target_leads_off_site(long_size: bool, report: Report) -> None:
    targets = _targets(LONG if long_size else SHORT)
    kept = {target for target in targets if safe_next(target) == target}
    # Also for what stands in front of the panel and decodes once or twice.
    off = [
        target
        for target in {safe_next(target) for target in targets}
        if any(leads_off_site(text) for text in (target, unquote(target), unquote(unquote(target))))
    ]
    would = sum(map(leads_off_site, targets))
    report(
        "redirect targets",
        targets=len(targets),
        led_off_site_as_sent=would,
        kept=len(kept),
        off_site=len(off),
    )

    assert off == []
    assert all(safe_next(target) in (target, "/") for target in targets)
    assert would > len(targets) / 20, "the targets are hostile"
    assert len(kept) > len(targets) / 200, "and not everything is refused"
