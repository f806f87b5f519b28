"""The page about a kind of record: the drawing and the same as a table, the fields with who sees them, the rights in words."""

from __future__ import annotations

import re

from models.registry import load_record_types
from tests.fixtures.app import ClientFor

TYPES = [cls for cls in load_record_types() if not cls.is_link and cls.__module__.startswith("models.")]


def test_every_page_opens_and_has_no_untold_rule(client_for: ClientFor) -> None:
    """Drawn for the auditor and the clerk, who between them read every type."""
    clients = {role: client_for(role) for role in ("clerk", "auditor", "admin")}
    for cls in TYPES:
        role = next(role for role in clients if role in cls.access.read)
        answer = clients[role].get(f"/panel/{cls.slug()}/help/")
        assert answer.status_code == 200, cls.__tablename__
        body = answer.text
        assert ('<svg class="chart"' in body) == (cls.workflow is not None)
        assert "_Parent" not in body
        assert not re.search(r"：</p>|（）", body), cls.__tablename__


def test_the_drawing_is_told_in_words_and_again_as_a_table(client_for: ClientFor) -> None:
    body = client_for("clerk").get("/panel/training/help/").text
    svg = body[body.index('<svg class="chart"') : body.index("</svg>", body.index('<svg class="chart"'))]

    assert 'role="img"' in svg
    assert 'aria-labelledby="chart-title chart-text"' in svg
    assert '<title id="chart-title">' in svg
    assert svg.count("经第") == 6
    table = body[body.index("steps-of") :]
    assert re.findall(r'class="no">(\d+)<', table) == ["1", "2", "3", "4", "5"]
    assert "script" not in svg


def test_a_field_says_who_sees_it_plainly(client_for: ClientFor) -> None:
    body = client_for("clerk").get("/panel/member/help/").text
    row = next(part for part in body.split("<tr>") if "身份证" in part)

    assert "明文可见：经办人" in row


def test_who_may_not_read_the_type_has_no_page_about_it(client_for: ClientFor) -> None:
    assert client_for("admin").get("/panel/training/help/").status_code == 403


def test_the_list_leads_to_the_page(client_for: ClientFor) -> None:
    assert "/panel/training/help/" in client_for("clerk").get("/panel/training/").text
