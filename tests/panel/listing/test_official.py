"""The official order: people by surname strokes, bodies by the office's list, places by code; and what an empty list says."""

import re

from models.base import db
from tests.factories import make_member, make_place, make_special_committee
from tests.fixtures.app import as_system


def test_people_bodies_and_places_stand_in_the_official_order(app, people, client_for):
    with as_system(app, organization_id=people.organization_id):
        for name in ("蒋明", "丁一", "王安"):
            make_member(name=name)
        for name, rank in (("文史委", 2), ("办公室甲", 1)):
            make_special_committee(name=name, short_name=name, rank=rank)
        for name, code in (("柑子镇", "511623103"), ("鼎屏镇", "511623100")):
            make_place(name=name, code=code, level="town", parent_id=None)
        db.session.commit()
    clerk = client_for("clerk")

    def listed(slug: str) -> list[str]:
        return re.findall(r'details/\?id=\d+">([^<]+)</a>', clerk.get(f"/panel/{slug}/").text)

    assert listed("member") == ["丁一", "王安", "蒋明"]
    assert listed("special-committee") == ["办公室甲", "文史委"]
    assert listed("place") == ["鼎屏镇", "柑子镇"]
    found = clerk.get("/panel/seat/lookup/member_id").get_json()["items"]
    assert [item["text"] for item in found] == ["丁一", "王安", "蒋明"]
    towns = clerk.get("/panel/visit/lookup/place_id").get_json()["items"]
    assert [item["text"] for item in towns] == ["鼎屏镇", "柑子镇"]


def test_an_empty_list_says_how_the_first_rows_get_there(client_for):
    page = client_for("clerk").get("/panel/training/").text
    assert page.count("/panel/training/new/") == 2
    assert page.count("/panel/training/import/") == 2
    assert "/panel/training/new/" not in client_for("chair").get("/panel/training/").text
