"""Scripts typed into every text: no page lets one become a part of the page, and none runs under the policy of the panel."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Dialog, Route
from sqlalchemy import update

from models import history
from models.base import db
from models.registry import record_types
from models.session import maintenance
from models.writing import context_of
from tests import factories as make
from tests.contracts.world import furnish
from tests.fixtures.app import People, as_system
from tests.fixtures.report import Report

pytestmark = pytest.mark.attack

HERE = "http://localhost"
RUN = "top.ran=(top.ran||0)+1,alert(1)"
_HANDLERS = (
    "onload", "onerror", "onfocus", "onmouseover", "onclick", "ontoggle", "onanimationstart", "onbegin", "onpointerenter",
    "oncut",
)  # fmt: skip
_BEFORE = (
    "", '">', "'>", "</textarea>", "</title>", "</script>", "-->", "]]>", "</select>", "</svg>", "` ", "{{7*7}}", "\\u003c",
    "&lt;", "%3C",
)  # fmt: skip
_WHOLE = (
    "<script data-typed>{run}</script>",
    "<SCRIPT data-typed>{run}</SCRIPT>",
    "<a data-typed href=javascript:{run}>x</a>",
    "<iframe data-typed srcdoc='<script>{run}</script>'></iframe>",
    "<object data-typed data=javascript:{run}></object>",
    "<form data-typed action=javascript:{run}><button>x</form>",
    "<base data-typed href=//evil.example/>",
    "<style data-typed>@import'//evil.example'</style>",
    "<link data-typed rel=stylesheet href=//evil.example>",
    "<meta data-typed http-equiv=refresh content='0;url=javascript:{run}'>",
    "<math data-typed><mtext></form><form><mglyph><style></math><img src onerror={run}>",
    "javascript:{run}",
    "${{{run}}}",
    "' autofocus onfocus={run} x='",
)
_TAGS = (
    "img src=x", "svg", "body", "details open", "input autofocus", "video src=x", "audio src=x", "marquee", "iframe src=x",
    "x tabindex=1",
)  # fmt: skip


def payloads() -> list[str]:
    """Return 500 pieces of text that run a script where a page takes them for its own."""
    found = [before + each.format(run=RUN) for before in _BEFORE for each in _WHOLE]
    found += [
        f"{before}<{tag} data-typed {handler}={RUN}>"
        for before in _BEFORE
        for tag in _TAGS
        for handler in _HANDLERS
    ]
    step = (len(found) - len(_WHOLE)) / (500 - len(_WHOLE))
    return found[: len(_WHOLE)] + [found[len(_WHOLE) + int(n * step)] for n in range(500 - len(_WHOLE))]


def _plant(app: Flask, office: int, text: str, *, cut: bool) -> dict[str, tuple[int, list[str]]]:
    """Write the text into every column of words of one row of every type; return the rows and columns by table."""
    planted = {}
    with as_system(app, organization_id=office) as seed, maintenance("seed"):
        history.bind(db.session.connection(), context_of(seed))
        for cls in record_types():
            stored: Any = cls.__table__
            columns = [
                column
                for column in stored.columns
                if column.info.get("kind") in ("text", "note") and not column.info.get("fixed")
            ]
            found = db.session.execute(
                db.select(stored.c.id)
                .where(stored.c.organization_id == office, stored.c.trashed_at.is_(None))
                .limit(1)
            ).scalar()
            if (
                found is None
                or not columns
                or cls.is_link
                or cls.__tablename__ in ("account", "organization")
            ):
                continue
            values = {c.name: text[: getattr(c.type, "length", None)] if cut else text for c in columns}
            db.session.connection().execute(update(stored).where(stored.c.id == found).values(values))
            planted[cls.slug()] = (found, [column.name for column in columns])
        db.session.commit()
    return planted


def test_no_payload_runs_on_any_page(
    app: Flask,
    office: int,
    people: People,
    browser: Browser,
    long_size: bool,
    report: Report,
    monkeypatch: pytest.MonkeyPatch,
    engine_name: str,
) -> None:
    """All payloads stand in every column at once; SQLite holds them whole, PostgreSQL as much as a column takes."""
    # What no form would take (a script for a number of a document) may be a page about a fault; it must not run either.
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    if long_size:
        person = furnish(app, office, "")["clerk"].account_id
    else:
        person = people.add("clerk")
        with as_system(app, organization_id=office):
            make.make_training()
            db.session.commit()
    typed = "\n".join(payloads())
    planted = _plant(app, office, typed, cut=engine_name == "postgresql")
    client = people.client(person)
    context = browser.new_context()
    dialogs: list[str] = []
    missing = 0

    def heard(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page = context.new_page()
    page.on("dialog", heard)

    page.set_content(f"<body>{typed}</body>")
    # Where nobody minds them they run.
    page.wait_for_function("window.ran > 0")
    page.close()
    page = context.new_page()
    dialogs.clear()
    page.on("dialog", heard)

    def answer(route: Route) -> None:
        found = client.open(route.request.url.removeprefix(HERE), method=route.request.method)
        route.fulfill(status=found.status_code, headers=dict(found.headers), body=found.get_data())
        found.close()

    page.route("**/*", answer)
    ran, inside, pages = [], [], 0
    for slug, (number, columns) in planted.items():
        shown = "&".join(f"col={name}" for name in columns)
        paths = [
            f"?{shown}",
            f"details/?id={number}",
            f"edit/?id={number}",
            f"history/?id={number}",
            f"trash/?id={number}",
        ]
        for path in [*paths, "?q=<script data-typed>top.ran=1</script>"] if long_size else paths[:3]:
            there = page.goto(f"{HERE}/panel/{slug}/{path}")
            assert there is not None
            pages += 1
            missing += there.status >= 400
            if page.evaluate("window.ran || 0") or dialogs:
                ran.append((slug, path))
            if page.evaluate("document.querySelectorAll('[data-typed]').length"):
                inside.append((slug, path))
    context.close()
    columns_planted = sum(len(columns) for _number, columns in planted.values())
    report(
        "scripts typed into every text",
        payloads=len(payloads()), columns=columns_planted, pages=pages, not_open=missing,
        ran=len(ran), became_elements=len(inside),
    )  # fmt: skip

    assert ran == []
    assert inside == []
    assert missing < pages / 2
