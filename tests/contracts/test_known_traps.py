"""The known traps of Flask-Admin, one test each, named after it: it is real where Flask-Admin stands alone, and closed here.

These are about rows and who may touch them; what pages and sessions give away is in ``test_known_traps_of_pages``.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

import pytest
from flask import request
from flask_admin.form.upload import namegen_filename
from sqlalchemy import inspect
from werkzeug.datastructures import FileStorage

from models.base import db
from panel import bulk
from panel.documents.names import clean_name
from panel.listing.filters import filterable
from tests.contracts import canaries
from tests.contracts.pages import form_of
from tests.contracts.plain_admin import Plain, plain_admin
from tests.contracts.test_mass_assignment import smuggled, stored
from tests.contracts.test_routes import SCREENS
from tests.contracts.traces import written
from tests.contracts.world import World
from tests.fixtures.app import as_system
from tests.sources import source, tracked_under

OFF_SITE = ("http:host", "//good\\@evil.example", "https:evil.example", "/\\evil.example", "//evil.example")


def planned(world: World) -> tuple[int, str]:
    """Return a training that may be edited, and the address of its form."""
    key = min(key for key, row in world.living("training").items() if row["state"] == "planned")
    return key, f"/panel/training/edit/?id={key}"


def test_csrf_is_off_by_default(world: World) -> None:
    with plain_admin() as alone:
        alone.client().post("/admin/case/edit/?id=1", data={"title": "别处来的", "unit": "1"})
        assert alone.cases()[1].title == "别处来的"

    key, url = planned(world)
    client = world.client(world.people["clerk"])
    form = {**form_of(client.get(url).text), "note": "别处来的"}
    del form["csrf_token"]
    assert client.post(url, data=form, proved=False).status_code == 403
    assert stored(world, SCREENS["training"], key) == world.rows["training"][key]


def test_url_is_an_open_redirect(world: World, plain: Plain) -> None:
    answer = plain.client().post(
        "/admin/case/edit/", query_string={"id": "1", "url": "http:host"}, data={"title": "修渠", "unit": "1"}
    )
    assert answer.location == "http:///host", "which every browser takes for http://host/"

    _key, url = planned(world)
    client = world.client(world.people["clerk"])
    for target in OFF_SITE:
        form = {**form_of(client.get(url).text), "note": target, "url": target, "next": target}
        there = client.post(
            url.partition("?")[0],
            query_string={"id": url.rpartition("=")[2], "url": target, "next": target},
            data=form,
        )
        assert (there.status_code, there.location.partition("?")[0]) == (303, "/panel/training/details/")


def test_get_query_scopes_only_the_list(world: World, plain: Plain) -> None:
    client = plain.client()
    assert "办学" not in client.get("/admin/case/").text
    for path in ("details", "edit"):
        assert "办学" in client.get(f"/admin/case/{path}/?id=3").text

    clerk = world.client(world.people["clerk"])
    key, before = min(world.foreign["training"]), written(world.app)
    for path in ("details", "edit", "history", "trash", "attach", "transition/announce"):
        assert clerk.get(f"/panel/training/{path}/?id={key}").status_code == 404, path
    for path in ("edit", "trash", "restore", "transition/announce"):
        assert clerk.post(f"/panel/training/{path}/?id={key}", data={"confirmed": "1"}).status_code == 404, (
            path
        )
    clerk.post("/panel/training/bulk/", data={"do": "trash", "confirmed": "1", "id": [key]})
    assert written(world.app) == before


def test_details_show_what_the_list_hides(world: World, plain: Plain) -> None:
    assert "密1" not in plain.client().get("/admin/case/").text
    assert "密1" in plain.client().get("/admin/case/details/?id=1").text

    auditor = world.people["auditor"]
    canaries.plant(world, canaries.masked_for(auditor, "member"), "A")
    key = max(world.living("member"))
    client = world.client(auditor)
    for path in (f"details/?id={key}", "?col=phone", "export/csv/?col=phone", f"history/?id={key}"):
        answer = client.get(f"/panel/member/{path}")
        assert answer.status_code == 200
        assert canaries.shows_a_canary(answer.data.decode()) == "", path


def test_can_edit_false_does_not_stop_ajax_update(world: World) -> None:
    with plain_admin(can_edit=False, column_editable_list=("title",)) as alone:
        alone.client().post("/admin/case/ajax/update/", data={"list_form_pk": "3", "title": "改了"})
        assert alone.cases()[3].title == "改了"

    client, before = world.client(world.people["clerk"]), written(world.app)
    for table, cls in SCREENS.items():
        sent = {"list_form_pk": str(min(world.rows[table])), "note": "改了"}
        assert client.post(f"/panel/{cls.slug()}/ajax/update/", data=sent).status_code == 404
    assert written(world.app) == before


def test_readonly_widgets_are_writable(world: World) -> None:
    with plain_admin(form_widget_args={"remark": {"readonly": True}}) as alone:
        alone.client().post("/admin/case/edit/?id=1", data={"title": "修渠", "unit": "1", "remark": "改了"})
        assert alone.cases()[1].remark == "改了"

    key, url = planned(world)
    client, cls = world.client(world.people["clerk"]), SCREENS["training"]
    form, row = form_of(client.get(url).text), world.rows["training"][key]
    client.post(url, data={**form, **smuggled(world, cls, row, set(form)), "note": "只改这里"})
    after = stored(world, cls, key)
    assert {name for name in row if after[name] != row[name]} - {
        "version",
        "changed_at",
        "changed_by_id",
        "hands",
    } == {"note"}


def test_a_relationship_in_column_filters_exposes_the_other_table(world: World) -> None:
    with plain_admin(column_filters=("unit",)) as alone:
        asked = {str(each.column) for each in alone.view._filters}
        assert "unit.phone" in asked

    with world.acting(world.people["clerk"]) as actor:
        for table, cls in SCREENS.items():
            view = world.app.extensions["xieshang_views"][table]
            own = {*inspect(cls).columns.keys(), *(getattr(view, "list_columns", None) or {})}
            assert {shown.name for shown in filterable(view, actor)} <= own, table
    client = world.client(world.people["clerk"])
    for name in ("committee.phone", "committee_id.name", "department__phone"):
        page = client.get(f"/panel/training/?{name}=1").text
        assert "<tbody><tr" not in re.sub(r">\s+<", "><", page), name


def test_look_ups_are_unlimited_and_a_foreign_id_is_dropped_silently(world: World) -> None:
    with plain_admin() as alone, alone.app.app_context():
        alone.db.session.add_all(alone.unit(name=f"单位{number}") for number in range(300))
        alone.db.session.commit()
        found = alone.client().get("/admin/case/ajax/lookup/?name=unit&query=&limit=1000000").get_json()
        assert len(found) > 300

    client, (key, url) = world.client(world.people["clerk"]), planned(world)
    with as_system(world.app, organization_id=world.organization_id):
        body: Any = SCREENS["special_committee"]
        db.session.add_all(body(name=f"第{n}委", short_name=f"{n}委") for n in range(30))
        db.session.commit()
    answer = client.get("/panel/training/lookup/committee_id?q=&limit=1000000&page_size=1000000").get_json()
    assert 0 < len(answer["items"]) <= 20
    for number in (min(world.foreign["special_committee"]), 999_999):
        form = {**form_of(client.get(url).text), "committee_id": str(number), "committee_id__text": ""}
        refused = client.post(url, data=form)
        assert (
            stored(world, SCREENS["training"], key)["committee_id"]
            == world.rows["training"][key]["committee_id"]
        )
        assert refused.status_code == 422, "said, not dropped"


def test_sql_and_constraint_names_reach_the_user(world: World) -> None:
    with plain_admin() as alone:
        sent = {"title": "修渠", "unit": "1", "remark": "-"}
        page = alone.client().post("/admin/case/edit/?id=1", data=sent).text
        assert "ck_case_remark" in page
        assert "UPDATE" in page

    client = world.client(world.people["clerk"])
    row = next(iter(world.living("special_committee").values()))
    form = form_of(client.get("/panel/special-committee/new/").text)
    answer = client.post(
        "/panel/special-committee/new/", data={**form, "name": row["name"], "short_name": row["short_name"]}
    )
    assert answer.status_code in (409, 422)
    assert not re.search(r"uq_|UNIQUE|constraint|INSERT|special_committee\.|psycopg|sqlite3", answer.text)


def test_secure_filename_turns_every_chinese_name_into_xlsx() -> None:
    names = ("名册.xlsx", "签到表.xlsx")
    assert {namegen_filename(None, FileStorage(filename=name)) for name in names} == {"xlsx"}

    assert [clean_name(name) for name in names] == list(names)


def test_files_are_deleted_before_the_commit(world: World) -> None:
    """Here nothing that a form does deletes a file: the store knows one way to remove, which asks the database first."""
    uses = [
        path
        for path in tracked_under("panel/documents")
        if re.search(r"\b(unlink|remove|rmtree)\(", source(path))
    ]
    assert uses == ["panel/documents/store.py"]
    assert "remove_if_old" in source("panel/documents/collecting.py")


def test_bulk_delete_commits_row_by_row(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def second_fails(_view: Any, case: Any) -> None:
        if case.id == 2:
            raise RuntimeError("no")

    with plain_admin(on_model_delete=second_fails) as alone:
        alone.client().post("/admin/case/action/", data={"action": "delete", "rowid": ["1", "2"]})
        assert set(alone.cases()) == {2, 3}, "the first is gone, the second is not"

    client, before = world.client(world.people["clerk"]), written(world.app)
    told: list[Any] = []

    def fails(*what: Any, **_more: Any) -> None:
        told.append(what)
        if len(told) == 2:
            raise RuntimeError("no")

    monkeypatch.setattr(bulk, "tell", fails)
    keys = sorted(world.living("department"))[-2:]
    client.post("/panel/department/bulk/", data={"do": "trash", "confirmed": "1", "id": keys})
    assert len(told) == 2
    assert [stored(world, SCREENS["department"], key)["trashed_at"] for key in keys] == [None, None]
    assert written(world.app) == before


def test_two_stale_forms_both_win(world: World) -> None:
    with plain_admin() as alone:
        for text in ("先改的", "后改的"):
            alone.client().post("/admin/case/edit/?id=1", data={"title": "修渠", "unit": "1", "remark": text})
        assert alone.cases()[1].remark == "后改的", "whoever saves last wins"

    key, url = planned(world)
    first, second = (world.client(world.people[name]) for name in ("clerk", "clerk2"))
    forms = [form_of(client.get(url).text) for client in (first, second)]
    assert first.post(url, data={**forms[0], "note": "先改的"}).status_code == 303
    assert second.post(url, data={**forms[1], "note": "后改的"}).status_code == 409
    assert stored(world, SCREENS["training"], key)["note"] == "先改的"


def test_inline_children_ignore_their_own_rights(world: World) -> None:
    """Children are rows with rights of their own, also under a parent that somebody reads."""
    key = min(key for key, row in world.living("training").items() if row["state"] == "planned")
    rows = {k: row for k, row in world.living("training_attendance").items() if row["training_id"] == key}
    before = written(world.app)
    for name in ("member", "chair", "auditor"):
        client = world.client(world.people[name])
        sent = {f"attendance-{number}": "absent" for number in rows}
        sent["versions"] = ",".join(f"{number}:{row['version']}" for number, row in rows.items())
        url = f"/panel/training/children/training-attendance/?id={key}"
        assert client.post(url, data=sent).status_code == 403, name
        assert client.post(f"/panel/training/edit/?id={key}", data=sent).status_code == 403, name
    assert written(world.app) == before


def test_flags_set_on_self_race_between_threads(world: World) -> None:
    """No request leaves anything on a view, so there is nothing that another thread could find there."""

    def flagged(view: Any) -> bool:
        view.can_edit = "boss" in request.args
        return True

    with plain_admin(is_accessible=flagged) as alone:
        alone.client().get("/admin/case/?boss=1")
        flags = [alone.view.can_edit]
        alone.client().get("/admin/case/")
        flags.append(alone.view.can_edit)
        assert flags == [True, False], "the next request changes it for one that is still under way"

    views = world.app.extensions["xieshang_views"]

    def kept() -> dict[str, dict[str, Any]]:
        # A cached property is made of the class alone, whoever asks first.
        return {
            table: {
                name: value
                for name, value in vars(view).items()
                if not isinstance(getattr(type(view), name, None), cached_property)
            }
            for table, view in views.items()
        }

    before = kept()
    for name in ("clerk", "auditor", "member", "nobody"):
        client = world.client(world.people[name])
        for table in ("training", "member", "proposal"):
            base, key = f"/panel/{SCREENS[table].slug()}", min(world.living(table))
            for path in ("", f"details/?id={key}", f"edit/?id={key}", "new/"):
                client.get(f"{base}/{path}")
    assert kept() == before


def test_columns_by_role_are_cached_at_start(world: World) -> None:
    role = {"now": "clerk"}
    names = {"clerk": [("title", "Title"), ("remark", "Remark")], "member": [("title", "Title")]}
    with plain_admin(get_list_columns=lambda _self: names[role["now"]]) as alone:
        role["now"] = "member"
        assert "密1" in alone.client().get("/admin/case/").text, "as when the panel started"

    canaries.plant(world, [c for c in canaries.sensitive() if (c.table, c.name) == ("member", "phone")], "A")
    for _again in range(2):
        for name, seen in (("clerk", True), ("auditor", False)):
            page = world.client(world.people[name]).get("/panel/member/?col=phone&col=name").text
            assert bool(canaries.shows_a_canary(page)) is seen
