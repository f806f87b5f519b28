"""What is typed is kept on the server while it is typed, for its author alone; the next record begins like the last one."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from models.access import CHAIR, CLERK
from models.accounts import form_draft
from models.accounts.form_draft import FormDraft
from models.base import db
from models.learning.training import Training
from panel.drafts import drafts_of
from tests.contracts.pages import form_of
from tests.fixtures.app import People, as_system
from tests.fixtures.client import PanelClient

NEW = "/panel/training/new/"
TYPED = {
    "name": ["春季委员培训班"],
    "kind": ["county_course"],
    "starts_on": ["9月16日"],
    "note": ["带笔记本\n与水杯"],
}


def keep(client: PanelClient, form: dict[str, list[str]], address: str) -> int:
    """Send what is typed as the page's script does; return the status."""
    return client.post("/form/draft", data=form | {"_address": [address]}).status_code


def drafts(people: People) -> int:
    with as_system(people.app):
        return db.session.scalar(select(func.count(FormDraft.token))) or 0


def way_back(page: str) -> str:
    found = re.search(r'href="([^"]*_draft=[^"]*)"', page)
    assert found is not None
    return found[1].replace("&amp;", "&")


def test_a_draft_comes_back_to_its_author_alone_and_ends_with_saving(app: Flask, people: People) -> None:
    number = people.add(CLERK)
    clerk, other = people.client(number), people.client(people.add(CLERK, login="other"))
    form = form_of(clerk.get(NEW).text) | TYPED

    first = clerk.post("/form/draft", data=form | {"_address": [NEW]})
    assert re.search(r"\d\d:\d\d", str(first.json))
    assert keep(clerk, form | {"quota": ["40"]}, NEW) == 200
    assert drafts(people) == 1

    page = clerk.get(NEW).text
    assert "/form/draft/drop" in page
    assert "_draft=" not in other.get(NEW).text
    back = way_back(page)
    assert form_of(other.get(back).text)["name"] == [""]
    with people.acting(number):
        assert drafts_of(number)[0]["url"] == back

    again = form_of(clerk.get(back).text)
    assert {name: again[name] for name in TYPED} == TYPED
    assert again["quota"] == ["40"]
    assert again["form_token"] == form["form_token"]
    assert clerk.post(NEW, data=again).status_code == 303
    assert drafts(people) == 0
    assert keep(clerk, again, NEW) == 204
    assert drafts(people) == 0


def test_a_draft_meets_what_another_saved_meanwhile(app: Flask, people: People) -> None:
    clerk, other = people.client(people.add(CLERK)), people.client(people.add(CLERK, login="other"))
    clerk.post(NEW, data=form_of(clerk.get(NEW).text) | TYPED)
    with as_system(app, organization_id=people.organization_id):
        edit = f"/panel/training/edit/?id={db.session.scalar(select(Training.id))}"
    mine = form_of(clerk.get(edit).text) | {"name": ["夏季委员培训班"], "place": ["县委党校"]}
    assert keep(clerk, mine, edit) == 200
    other.post(edit, data=form_of(other.get(edit).text) | {"name": ["秋季委员培训班"], "quota": ["50"]})

    page = clerk.get(way_back(clerk.get(edit).text)).text

    form = form_of(page)
    assert (form["place"], form["quota"]) == (["县委党校"], ["50"])
    assert "_take_name" in form
    token = {"token": form["form_token"], "_address": edit}
    assert other.post("/form/draft/drop", data=token).status_code == 303
    assert drafts(people) == 1
    assert clerk.post("/form/draft/drop", data=token).location == edit
    assert drafts(people) == 0


def test_nothing_else_is_kept_and_nothing_for_ever(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk, chair = people.client(people.add(CLERK)), people.client(people.add(CHAIR))
    form = form_of(clerk.get(NEW).text) | TYPED
    closed = ("/account/password", "/login", "/panel/evaluation-round/ballot/?id=1", "https://evil.example" + NEW,
              "/panel/training/edit/?id=1", "/panel/training/edit/", "/panel/training/trash/?id=1", "", NEW + "x")  # fmt: skip
    assert [keep(clerk, form, address) for address in closed] == [404] * len(closed)
    assert keep(chair, form, NEW) == 404
    assert keep(clerk, form | {"note": ["长" * 200_001]}, NEW) == 204
    assert keep(clerk, form | {"form_token": [""]}, NEW) == 204
    assert drafts(people) == 0

    monkeypatch.setattr(form_draft, "MOST_OF_ONE", 2)
    tokens = [f"token-{number}" for number in range(4)]
    assert [keep(clerk, form | {"form_token": [one]}, NEW) for one in tokens] == [200] * 4
    assert drafts(people) == 2
    monkeypatch.setattr(form_draft, "KEPT", timedelta(0))
    assert "_draft=" not in clerk.get(NEW).text
    keep(clerk, form, NEW)
    assert drafts(people) == 1


def test_the_next_record_begins_with_what_it_has_in_common_with_the_last(app: Flask, people: People) -> None:
    clerk, other = people.client(people.add(CLERK)), people.client(people.add(CLERK, login="other"))
    first = clerk.get(NEW)
    assert "?after=last" in first.text
    assert form_of(clerk.get(f"{NEW}?after=last").text)["name"] == [""]
    assert clerk.get("/form/last?kind=training").json == {"fields": {}}
    sent = clerk.post(NEW, data=form_of(first.text) | TYPED | {"place": ["县委党校"], "_next": ["new"]})

    page = clerk.get(sent.location)

    form = form_of(page.text)
    assert (form["name"], form["place"], form["kind"]) == ([""], ["县委党校"], ["county_course"])
    assert form["starts_on"] == ["2020-09-16"]
    assert "春季委员培训班" in page.text
    last: Any = clerk.get("/form/last?kind=training").json
    assert last["fields"]["name"] == ["春季委员培训班", ""]
    assert other.get(sent.location).status_code == 404
    assert form_of(other.get(f"{NEW}?after=last").text)["place"] == [""]
    assert other.get("/form/last?kind=ballot").status_code == 404
    assert clerk.get("/form/last?kind=proposal-signer").status_code in (200, 404)

    read: Any = [
        clerk.get("/form/day", query_string={"text": text}).json
        for text in ("9月17日", "昨天", "2020-09-17", "13月1日")
    ]
    assert "2020-09-17" in read[0]["read"]
    assert "2020-09-22" in read[1]["read"]
    assert read[2] == {"read": ""}
    assert "13" in read[3]["wrong"]
