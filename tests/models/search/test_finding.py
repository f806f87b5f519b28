"""Words that stand in very many records: the newest of each type are found, on both engines, and each person finds their own."""

from __future__ import annotations

import pytest
from flask import Flask

from models import search
from models.base import db
from models.search import finding
from tests import factories
from tests.fixtures.app import ClientFor, as_system


def test_of_words_in_very_many_records_the_newest_of_each_type_are_found(
    app: Flask, office: int, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "MOST", 3)
    monkeypatch.setattr(finding, "OF_EACH", 2)
    with as_system(app, organization_id=office):
        places = [factories.make_place(name=f"鼎屏{number}村").id for number in range(4)]
        members = [factories.make_member(name=f"鼎屏{number}", work_unit="鼎屏镇").id for number in range(3)]
        db.session.commit()
        search.take_in()
        words = search.words_of("鼎屏")
        assert words is not None
        hits = search.candidates(words, office)
        assert {table: sorted(found.ids) for table, found in hits.items()} == {
            "place": places[-2:],
            "member": members[-2:],
        }
        assert not any(found.whole for found in hits.values())
    page = client_for("clerk").get("/search?q=鼎屏").text
    assert all(f"/panel/place/details/?id={number}" in page for number in places)
