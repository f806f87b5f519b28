"""After signing in a person comes to a page of this panel and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.signing_in.targets import safe_next


@pytest.mark.parametrize(
    "target",
    [
        "/inbox",
        "/panel/member/",
        "/panel/member/details/?id=12",
        "/panel/livelihood-project/?year__ge=2020&name__contains=%E6%95%99%E8%82%B2",
        "/panel/member/?sort=-changed_at&after=2020-09-23T10:00:00,12",
        "/history?table=member&words=%E5%BC%A0+%E4%B8%89",
    ],
)
def test_our_own_pages_are_kept(target: str) -> None:
    assert safe_next(target) == target


@pytest.mark.parametrize(
    "target",
    [
        None, "", " ", "inbox", "?next=/", "#top", "//evil.example", "///evil.example", "////evil.example/..", "/\\evil.example",
        "\\/evil.example", "\\\\evil.example", "/\\\\evil", "//good\\@evil.example", "http://evil.example", "https:evil.example",
        "http:host", "HTTP:/evil.example", "http:/\\evil.example", "javascript:alert(1)",
        "data:text/html,x", "/login", "/login?next=/",
        "/logout", "/\tevil.example", "\t//evil.example", "/\n/evil.example", "/\r\nSet-Cookie: a=b", "/%09/evil.example",
        "/%2f%2fevil.example", "/%2F/evil.example", "/%5cevil.example", "/%5C%5Cevil.example", "/%252f%252fevil.example",
        "/./../../evil", "/..//evil.example", "/.%2e/x", "/a//evil.example", "/@evil.example", "/user:pass@evil.example",
        "/ evil", "/ｅvil／／x", "/a\u2028b", "/a\u0000b", "/%00", "/%0d%0aX: y", "http://[::1", "//[",
        "/a?b=\\evil", "/a?b=<script>",
        "/a?b=c#d\n", "/" + "a" * 3000, "/;//evil.example", "／／evil.example", "/︓//x", " /inbox", "/inbox ", "/inbox\n",
        "//127.0.0.1:8000/", "http://127.0.0.1:8000/inbox", "https://localhost/",
    ],
)  # fmt: skip
def test_whatever_a_browser_might_take_for_another_place_leads_home(target: str | None) -> None:
    assert safe_next(target) == "/"


@given(st.text(alphabet="/\\:@.%2f5c?#&= \t\n\r\x00eviL[]", max_size=30))
def test_nothing_that_is_kept_names_a_host(target: str) -> None:
    kept = safe_next(target)

    assert kept.startswith("/")
    assert not kept.startswith(("//", "/\\"))
    assert "\\" not in kept
    assert not any(ord(character) < 33 for character in kept)
