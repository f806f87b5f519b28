"""The search over everything: page and palette show what the gate returns, to each person their own."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from models import search
from models.base import db
from models.session import maintenance
from models.writing import name_writer
from panel.search import records
from tests import factories
from tests.fixtures.app import ClientFor, as_system
from tests.panel.statements import counted
from tests.proposal_factories import make_proposal


def as_json(answer: Any) -> dict[str, Any]:
    """Return what the palette is told."""
    found: dict[str, Any] = answer.json
    return found


def labels(answer: Any) -> list[str]:
    """Return what the palette offers, in its order."""
    return [item["label"] for group in answer.json["groups"] for item in group["items"]]


def test_words_are_found_ranked_marked_and_led_on(
    app: Flask, office: int, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with as_system(app, organization_id=office):
        factories.make_training(name="提案写作培训", content="请讲师说明调研方法")
        factories.make_training(name="调研方法", content="")
        factories.make_training(name="调研方法进阶", content="")
        factories.make_training(name="2020年度调研方法讲座", content="")
        person = factories.make_member(name="张维翰", phone="13900001234", work_unit="鼎屏镇中学")
        place = factories.make_place(name="鼎屏镇")
        db.session.commit()
        place_id, person_id = place.id, person.id
    clerk = client_for("clerk")
    page = clerk.get("/search?q=調研方法").text
    order = [
        page.index(part)
        for part in (">调研方法</mark></a>", "</mark>进阶", "2020年度<mark>", "提案写作培训</a>")
    ]
    assert order == sorted(order)
    assert "请讲师说明<mark>调研方法</mark>" in page
    assert f"/panel/place/details/?id={place_id}" in clerk.get("/search?q=dpz").text
    assert "没有内容" in (empty := clerk.get("/search?q=没有这样的事").text)
    assert "<mark>" not in empty
    assert clerk.get("/search").status_code == clerk.get("/search?q=" + "长" * 300).status_code == 200
    assert (
        clerk.get("/search?q=a+b+c+d+e+f+g+h").status_code
        == clerk.get("/search?q=%E2%80%94").status_code
        == 200
    )
    monkeypatch.setattr(records, "SHOWN", 2)
    assert 'href="/panel/training/?q=%E8%B0%83%E7%A0%94"' in clerk.get("/search?q=调研").text

    # A masked value is no way to a row, not even for who may see it: its words are in no entry.
    for role in ("clerk", "auditor"):
        asker = clerk if role == "clerk" else client_for(role)
        assert f"/panel/member/details/?id={person_id}" not in asker.get("/search?q=13900001234").text

    # Screens and acts are those this person has, in characters, initials and English.
    assert "委员培训" in labels(clerk.get("/search/palette?q=wypx"))
    for typed in ("新建 培训", "新建培训", "xjpx", "new training"):
        assert "新建委员培训" in labels(clerk.get("/search/palette", query_string={"q": typed})), typed
    assert {"日历", "学习培训"} <= set(labels(clerk.get("/search/palette?q=日历"))) | set(
        labels(clerk.get("/search/palette?q=学习"))
    )
    assert "委员培训" in labels(clerk.get("/search/palette?q=training"))
    chair = client_for("chair")
    assert "新建委员培训" not in labels(chair.get("/search/palette?q=新建 培训"))
    assert "编辑" in labels(clerk.get(f"/search/palette?at=/panel/member/details/?id={person_id}"))
    assert "编辑" not in labels(chair.get(f"/search/palette?at=/panel/member/details/?id={person_id}"))
    found = as_json(clerk.get("/search/palette?q=张维"))
    assert found["everything"]["url"] == "/search?q=%E5%BC%A0%E7%BB%B4"
    (person_item,) = [
        item for group in found["groups"] for item in group["items"] if item["label"] == "张维翰"
    ]
    assert person_item["marks"] == [[0, 2]]


def test_what_was_opened_lately_is_ones_own_and_asked_of_the_gate_again(
    app: Flask, office: int, client_for: ClientFor
) -> None:
    with as_system(app, organization_id=office):
        first, second = factories.make_place(name="鼎屏镇"), factories.make_place(name="石永镇")
        db.session.commit()
        ids = (first.id, second.id)
    clerk, auditor = client_for("clerk"), client_for("auditor")
    for number in (*ids, ids[0], 999_999):
        clerk.get(f"/panel/place/details/?id={number}")
    assert labels(clerk.get("/search/palette")) == ["鼎屏镇", "石永镇"]
    assert "石永镇" in clerk.get("/search").text
    assert labels(auditor.get("/search/palette")) == []
    # Another person on the same browser does not see it, and an altered cookie names nothing.
    kept = clerk.get_cookie("seen")
    assert kept is not None
    auditor.set_cookie("seen", kept.value)
    assert labels(auditor.get("/search/palette")) == []
    clerk.set_cookie("seen", kept.value.replace("place", "member"))
    assert labels(clerk.get("/search/palette")) == []
    clerk.set_cookie("seen", kept.value)
    with as_system(app, organization_id=office):
        name_writer()
        with maintenance("seed"):
            db.session.execute(
                update(type(first)).where(type(first).id == ids[1]).values(trashed_at=first.changed_at)
            )
        db.session.commit()
    assert labels(clerk.get("/search/palette")) == ["鼎屏镇"]


def test_a_draft_of_another_is_not_found_and_statements_do_not_grow_with_rows(
    app: Flask, office: int, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with as_system(app, organization_id=office):
        make_proposal(name="秘而未宣的事项")
        make_proposal(name="不再秘密的事项", state="submitted")
        factories.make_member(name="赵一一")
        db.session.commit()
    clerk = client_for("clerk")
    found = clerk.get("/search?q=事项").text
    assert "不再秘密的" in found
    assert "秘而未宣" not in found
    assert as_json(clerk.get("/search/palette?q=秘而未宣"))["groups"] == []
    clerk.get("/search?q=赵一")
    # Everything is taken in: how often that is looked after depends on who else writes on the server.
    with monkeypatch.context() as calm:
        calm.setattr(search, "take_in", lambda: search.Standing(whole=True))
        with counted(app) as few:
            clerk.get("/search?q=赵一")
    with as_system(app, organization_id=office):
        for number in range(30):
            factories.make_member(name=f"赵一{number}")
        db.session.commit()
    clerk.get("/search?q=赵一")
    monkeypatch.setattr(search, "take_in", lambda: search.Standing(whole=True))
    with counted(app) as many:
        assert ">31<" in clerk.get("/search?q=赵一").text
    assert len(many) == len(few)
