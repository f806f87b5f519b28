"""Lists and look-ups find by the index: either script, initials of everything that has a name; and what a title resembles."""

from __future__ import annotations

from flask import Flask

from models.base import db
from models.search import likeness
from tests import factories
from tests.fixtures.app import ClientFor, as_system
from tests.panel.search.test_search import as_json
from tests.proposal_factories import make_proposal


def texts(answer: object) -> list[str]:
    """Return what a look-up offers."""
    return [item["text"] for item in as_json(answer)["items"]]


def test_people_places_and_departments_are_picked_and_listed_in_either_script_and_by_initials(
    app: Flask, office: int, client_for: ClientFor
) -> None:
    with as_system(app, organization_id=office):
        factories.make_department(name="县发展改革局", short_name="发改局")
        factories.make_place(name="鼎屏镇")
        person = factories.make_member(name="张维翰", phone="13900001234", work_unit="水务局")
        factories.make_seat(member_id=person.id)
        db.session.commit()
    clerk = client_for("clerk")
    for slug, field, typed, expected in (
        ("department", "successor_id", "發展改革", "县发展改革局"),
        ("department", "successor_id", "fzgg", "县发展改革局"),
        ("department", "successor_id", "發改局", "县发展改革局"),
        ("place", "parent_id", "鼎屏鎮", "鼎屏镇"),
        ("place", "parent_id", "dpz", "鼎屏镇"),
        ("seat", "member_id", "張維", "张维翰"),
        ("seat", "member_id", "wh", "张维翰"),
    ):
        assert texts(clerk.get(f"/panel/{slug}/lookup/{field}?q={typed}")) == [expected], typed
    for slug, typed, expected in (
        ("place", "鼎屏鎮", "鼎屏镇"),
        ("department", "xfz", "县发展改革局"),
        ("member", "張維 水務", "张维翰"),
    ):
        assert expected in clerk.get(f"/panel/{slug}/?q={typed}").text, typed
    assert "张维翰" not in clerk.get("/panel/member/?q=維張").text
    assert "张维翰" not in clerk.get("/panel/member/?q=13900001234").text


def test_a_title_is_told_what_it_resembles_and_nothing_is_blocked(
    app: Flask, office: int, client_for: ClientFor
) -> None:
    assert likeness("关于推进城乡供水一体化的提案", "关于推进城乡供水一体化的建议") == 1
    assert likeness("关于加强养老服务的建议", "关于加强道路养护的建议") < 0.5
    with as_system(app, organization_id=office):
        make_proposal(name="关于推进城乡供水一体化的提案", state="submitted")
        make_proposal(name="关于推进城乡供水一体化的设想")
        make_proposal(name="关于建设口袋公园的建议", state="submitted")
        factories.make_place(name="鼎屏镇")
        db.session.commit()
    clerk = client_for("clerk")
    clerk.get("/search?q=供水")
    asked = "/search/alike/proposal?q=關於推進城鄉供水一體化工程的建議"
    # The draft of another resembles it as well, and is not spoken of.
    assert [item["label"] for item in as_json(clerk.get(asked))["items"]] == ["关于推进城乡供水一体化的提案"]
    assert as_json(client_for("admin").get(asked))["items"] == []
    for nothing in (
        "/search/alike/nothing?q=供水",
        "/search/alike/proposal?q=",
        "/search/alike/proposal?q=关于",
    ):
        assert as_json(clerk.get(nothing))["items"] == []
    form = clerk.get("/panel/place/new/").text
    assert 'data-alike="/search/alike/place" data-alike-field="f-name"' in form
    typed = {"name": "鼎屏镇", "code": "511623999", "level": "town", "fact_date": "2020-09-01"}
    saved = clerk.post("/panel/place/new/", data=typed)
    assert saved.status_code == 303
    told = clerk.get(saved.location).text
    assert "已有相近的内容" in told
    assert "/panel/place/details/?id=" in told.split("已有相近的内容")[1][:80]
