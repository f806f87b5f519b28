"""The known traps of Flask-Admin that lie in its pages, its exports and its sessions, each with the trap itself beside it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import session

from panel import acts
from tests.contracts.pages import form_of
from tests.contracts.plain_admin import Plain, plain_admin
from tests.contracts.test_known_traps import planned
from tests.contracts.test_mass_assignment import stored
from tests.contracts.test_routes import SCREENS
from tests.contracts.traces import written
from tests.contracts.world import World


def test_export_keeps_formulas_and_loads_all_rows(world: World, plain: Plain) -> None:
    assert "\n=1+1," in plain.client().get("/admin/case/export/csv/").text.replace("\r", "")

    _key, url = planned(world)
    client = world.client(world.people["clerk"])
    form = {**form_of(client.get(url).text), "name": "=1+1"}
    assert client.post(url, data=form).status_code == 303
    answer = client.get("/panel/training/export/csv/?col=name")
    assert answer.is_streamed, "row by row; tests/panel/test_exporter.py measures its memory"
    assert "'=1+1" in answer.data.decode()
    assert not re.search(r"(^|[,\n])[=@+-]", answer.data.decode())


def test_any_host_is_accepted(world: World, plain: Plain) -> None:
    assert plain.client().get("/admin/case/", headers={"Host": "evil.example"}).status_code == 200

    client = world.client(world.people["clerk"])
    assert client.get("/panel/training/", headers={"Host": "evil.example"}).status_code == 400


def test_a_copied_cookie_works_after_sign_out(world: World) -> None:
    with plain_admin() as alone:
        app = alone.app
        app.add_url_rule("/in", "in", lambda: str(session.update(user="clerk")))
        app.add_url_rule("/out", "out", lambda: str(session.pop("user")))
        app.add_url_rule("/who", "who", lambda: session.get("user", ""))
        first, copy = alone.client(), alone.client()
        first.get("/in")
        copy.set_cookie("session", first.get_cookie("session").value)
        first.get("/out")
        assert copy.get("/who").text == "clerk", "the session stands in the cookie"

    name = world.app.config["SESSION_COOKIE_NAME"]
    client = world.client(world.people["clerk"])
    cookie = client.get_cookie(name)
    assert cookie is not None
    copied = world.app.test_client()
    copied.set_cookie(name, cookie.value)
    assert copied.get("/inbox").status_code == 200
    client.post("/logout")
    assert copied.get("/inbox").status_code == 302


def test_list_templates_carry_inline_onclick(world: World, plain: Plain) -> None:
    assert "onclick=" in plain.client().get("/admin/case/").text

    client, before = world.client(world.people["clerk"]), written(world.app)
    key, url = planned(world)
    for path in ("/panel/training/", f"/panel/training/details/?id={key}", url, "/", "/inbox"):
        page = client.get(path).text
        assert not re.search(
            r"<[^>]+\son[a-z]+\s*=|javascript:|<script(?![^>]+src=)|<style|\sstyle=", page
        ), path
    asked = client.post(f"/panel/training/trash/?id={key}", data={})
    assert asked.status_code == 200, "without a script it asks on a page of its own"
    assert written(world.app) == before


def test_after_model_change_runs_after_the_commit(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_what: Any, **_more: Any) -> None:
        raise RuntimeError("no")

    with plain_admin(after_model_change=fails) as alone:
        alone.client().post("/admin/case/edit/?id=1", data={"title": "修渠", "unit": "1", "remark": "存了"})
        assert alone.cases()[1].remark == "存了", "the row is kept, what should follow it is not"

    monkeypatch.setattr(acts, "tell", fails)
    key, _url = planned(world)
    before = written(world.app)
    world.client(world.people["clerk"]).post(f"/panel/training/trash/?id={key}", data={"confirmed": "1"})
    assert stored(world, SCREENS["training"], key)["trashed_at"] is None
    assert written(world.app) == before


def test_an_uninitialised_flask_babel_breaks_every_form(world: World) -> None:
    with plain_admin(babel=False) as alone:
        assert alone.client().post("/admin/case/new/", data={}).status_code == 500

    client = world.client(world.people["clerk"])
    said = set()
    for language in ("zh_Hans", "zh_Hant", "en"):
        client.post("/language", data={"language": language})
        form = form_of(client.get("/panel/training/new/").text)
        answer = client.post("/panel/training/new/", data={**form, "name": ""})
        assert answer.status_code == 422
        said.add(re.search(r'id="f-name-error"[^>]*>(.*?)<', answer.text, re.S) or answer.text[:200])
    assert len(said) == 3


def test_filter_names_lose_every_letter_outside_a_to_z(world: World) -> None:
    with plain_admin(
        column_filters=("title", "remark"),
        column_labels={"title": "标题", "remark": "备注"},
        named_filter_urls=True,
    ) as alone:
        names = [alone.view.get_filter_arg(number, each) for number, each in enumerate(alone.view._filters)]
        assert len(set(names)) < len(names), "two columns, one name"

    client = world.client(world.people["clerk"])
    row = world.rows["training"][planned(world)[0]]
    for language in ("zh_Hans", "en"):
        client.post("/language", data={"language": language})
        for column, value in (("name__has", row["name"]), ("year", "1900")):
            answer = client.get("/panel/training/", query_string={column: value})
            assert (row["name"] in re.sub(r"value=\"[^\"]*\"", "", answer.text)) is (column == "name__has")
